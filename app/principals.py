"""Who asks the service: `Principal`, what it may do, and how it is named.

Invariant: frozen; a principal's id is made by us (`owner`, `key:ID`, `oidc:HASH`, and `…/for:USER`
where a bot asks for somebody), stable, and holds no address or name of a person. Pure.
Deliberately elsewhere: how somebody proves who they are (`identity`), what a document's audience is
(`index.filters`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from index.filters import Access


class Scope(StrEnum):
    """What somebody may do. Whoever is known at all may search and ask."""

    ASK = "ask"
    ADMIN = "admin"
    """Audit, ingest, sources, costs, feedback and other people's conversations."""
    ACT = "act"
    """Ask for somebody else, as a bot does."""


@dataclass(frozen=True, slots=True)
class Principal:
    """`groups` are None for the owner of the store, who reads every document; `every` are the
    groups of the channel in which was asked: each of them must be allowed to read the document."""

    id: str
    name: str = field(repr=False)
    groups: frozenset[str] | None
    scopes: frozenset[Scope] = frozenset({Scope.ASK})
    every: frozenset[str] = frozenset()

    @classmethod
    def owner(cls, name: str = "owner") -> Principal:
        """Whoever may open the store's own files."""
        return cls("owner", name, None, frozenset({Scope.ASK, Scope.ADMIN}))

    @property
    def access(self) -> Access:
        """What this one may read."""
        known = Access.owner() if self.groups is None else Access.of(*self.groups)
        return Access(known.groups, self.every)

    def may(self, scope: Scope) -> bool:
        """Whether this one may do that."""
        return scope in self.scopes

    def acting_for(self, user: str, groups: Iterable[str], every: Iterable[str] = ()) -> Principal:
        """The one a bot asks for: somebody with those groups and no more than asking; in a channel
        `every` are the channel's.

        Raises `PermissionError` where this one may not act for others.
        """
        if Scope.ACT not in self.scopes:
            raise PermissionError("this key may not ask for somebody else")
        return Principal(f"{self.id}/for:{user}", user, frozenset(groups), every=frozenset(every))
