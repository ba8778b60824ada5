"""Who asks the service: `Principal`, what it may do, and how it is named.

Invariant: frozen; a principal's id is made by us (`owner`, `key:ID`, `oidc:HASH`, and `…/for:USER`
where a bot asks for somebody, `…/in:PLACE` where it asks for a channel), stable, and holds no address
or name of a person. What is said in a channel belongs to the channel (`talks`). Pure.
Deliberately elsewhere: how somebody proves who they are (`identity`), what a document's audience is
(`index.filters`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from index.filters import Access

_FOR, _IN = "/for:", "/in:"


class Scope(StrEnum):
    """What somebody may do. Whoever is known at all may search and ask."""

    ASK = "ask"
    ADMIN = "admin"
    """Audit, ingest, sources, costs, feedback and other people's conversations."""
    ACT = "act"
    """Ask for somebody else, as a bot does."""


@dataclass(frozen=True, slots=True)
class Chat:
    """On a chat platform: the account that asks, and the place where others read along; at least one
    of them is there. What `access.toml` says of both, besides their groups.

    `known` is False for a guest. `place_known` is False where the place has no groups, or is shared
    with another company and not set up for that. `admin` and `owner_of` (labels of documents) are of
    the account; they give no scope. `mail` is verified, or the one under which
    an admin paired the account; in small letters.
    """

    account: str = ""
    place: str = ""
    known: bool = False
    place_known: bool = False
    admin: bool = False
    owner_of: frozenset[str] = frozenset()
    mail: str = field(default="", repr=False)

    @property
    def platform(self) -> str:
        """ "slack" or "telegram"."""
        return (self.account or self.place).partition(":")[0]

    def owns(self, label: str | None) -> bool:
        """Whether documents with this label of an owner are the account's."""
        if not label:
            return False
        return label in self.owner_of or label.casefold() == (self.mail or None)


@dataclass(frozen=True, slots=True)
class Principal:
    """`groups` are None for the owner of the store, who reads every document; `every` are the
    groups of the channel in which was asked: each of them must be allowed to read the document.
    `chat` is None for whoever asks by themselves."""

    id: str
    name: str = field(repr=False)
    groups: frozenset[str] | None
    scopes: frozenset[Scope] = frozenset({Scope.ASK})
    every: frozenset[str] = frozenset()
    chat: Chat | None = None

    @classmethod
    def owner(cls, name: str = "owner") -> Principal:
        """Whoever may open the store's own files."""
        return cls("owner", name, None, frozenset(Scope))

    @property
    def access(self) -> Access:
        """What this one may read, here."""
        return Access(self.private_access.groups, self.every)

    @property
    def private_access(self) -> Access:
        """What this one may read where nobody else reads along."""
        return Access.owner() if self.groups is None else Access.of(*self.groups)

    @property
    def platform(self) -> str:
        """ "slack" or "telegram": what is answered is shown there (law 13). Else empty."""
        return self.chat.platform if self.chat is not None else ""

    @property
    def place(self) -> str:
        """The channel or chat in which was asked; empty where nobody else reads along."""
        return self.chat.place if self.chat is not None else ""

    @property
    def talks(self) -> str:
        """Whose the conversation is: the place's, for those who ask there; else this one's."""
        return f"{whose(self.id)[0]}{_IN}{self.place}" if self.place else self.id

    def may(self, scope: Scope) -> bool:
        """Whether this one may do that."""
        return scope in self.scopes

    def acting_for(
        self,
        user: str,
        groups: Iterable[str],
        every: Iterable[str] = (),
        chat: Chat | None = None,
    ) -> Principal:
        """The one a bot asks for: somebody with those groups and no more than asking; in a channel
        `every` are the channel's. Without a `user` it is the channel of `chat` that asks.

        Raises `PermissionError` where this one may not act for others.
        """
        if Scope.ACT not in self.scopes:
            raise PermissionError("this key may not ask for somebody else")
        chat = chat or Chat(user)
        name = f"{_FOR}{user}" if user else f"{_IN}{chat.place}"
        return Principal(
            f"{self.id}{name}",
            user or chat.place,
            frozenset(groups),
            every=frozenset(every),
            chat=chat,
        )


def whose(who: str) -> tuple[str, str]:
    """From a principal's id: the one who proved who they are, and the account or place for which
    they asked, empty where they asked by themselves."""
    own, _, rest = who.partition("/")
    return own, rest.partition(":")[2]
