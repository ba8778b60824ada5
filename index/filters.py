"""Who asks. Access is decided before retrieval: this goes into every leg of a search (law 12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.chunk import EVERYONE


@dataclass(frozen=True, slots=True)
class Access:
    """The groups of whoever asks; `groups=None` is the owner of the store, who sees every audience.

    A guest is `Access.of()`: only what is for `everyone`. In a channel, where everybody reads the
    answer, a document's audience must have all of `every` as well, or be `everyone`.
    """

    groups: frozenset[str] | None
    every: frozenset[str] = frozenset()

    @classmethod
    def owner(cls) -> Access:
        """The user of the command line, who can read the store's files anyway."""
        return cls(None)

    @classmethod
    def of(cls, *groups: str) -> Access:
        """Somebody in these groups; `everyone` is always among them."""
        return cls(frozenset(groups) | {EVERYONE})

    @classmethod
    def parse(cls, names: Iterable[str]) -> Access:
        """From the words of `--as GROUP,…`."""
        return cls.of(*(name.strip() for name in names if name.strip()))

    def may_read(self, audience: frozenset[str]) -> bool:
        """One group in common is enough, but where `every` has to be in it."""
        shared = self.groups is None or not self.groups.isdisjoint(audience)
        return shared and (self.every <= audience or EVERYONE in audience)
