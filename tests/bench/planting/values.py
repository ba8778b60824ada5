"""What is planted: a `Value` with the pieces of it that must not be left, and how one is drawn.

Deliberately elsewhere: the generators by family (`people`, `numbers`, `infrastructure`,
`credentials`, `dictionary`). Nothing here or there is shared with the detectors' own tables.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

DEVELOPMENT, TEST = "development", "test"
"""Halves of shells and of names. Nobody looks at, or works on, what the test half shows."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Value:
    """`text` is what stands in the planted text; none of `needles` may stand in what leaves."""

    kind: str
    text: str
    needles: tuple[str, ...]

    @classmethod
    def whole(cls, kind: str, text: str) -> Value:
        """A value that is gone only as a whole."""
        return cls(kind, text, (text,))


@dataclass(frozen=True, slots=True)
class Draw:
    """Where values come from: a seeded source, a language ("en", "ru") and a half of the tables."""

    random: random.Random
    language: str
    half: str

    def of(self, table: Sequence[_Item]) -> _Item:
        """One entry of this half of a table."""
        return self.random.choice(halved(table, self.half))

    def any(self, items: Sequence[_Item]) -> _Item:
        """One of a few items that are the same in both halves."""
        return self.random.choice(items)

    def digits(self, count: int, first: str = "0123456789") -> str:
        """So many digits, the first one of `first`."""
        rest = "".join(self.random.choices("0123456789", k=count - 1))
        return self.random.choice(first) + rest

    def letters(self, count: int, alphabet: str) -> str:
        """So many characters of an alphabet."""
        return "".join(self.random.choices(alphabet, k=count))

    def number(self, low: int, high: int) -> int:
        """Both ends are possible."""
        return self.random.randint(low, high)


Generator = Callable[[Draw, str], Value]
"""Takes a draw and the form that the shell asks for (a Russian case, "" for none)."""

_HALVES: dict[tuple[int, str], Sequence[object]] = {}


def halved(table: Sequence[_Item], half: str) -> Sequence[_Item]:
    """The entries of a table that belong to one half, by their hash; all of a short table."""
    if len(table) < 8:
        return table
    key = (id(table), half)
    if key not in _HALVES:
        _HALVES[key] = [item for item in table if half_of(repr(item)) == half]
    return _HALVES[key]  # type: ignore[return-value]


def half_of(name: str) -> str:
    """The half that a name's hash puts it into."""
    return TEST if hashlib.sha256(name.encode()).digest()[0] & 1 else DEVELOPMENT
