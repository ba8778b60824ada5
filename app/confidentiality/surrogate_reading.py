"""Surrogates in an answer: they are copied as they are, so they are read as they are.

Invariant: a surrogate that is only a piece of a longer name, address or number is none.
Deliberately elsewhere: placeholders (`distorted`), which surrogates there are (`surrogates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

LONGEST = 48
"""Characters of the longest stand-in that is read."""

_SURROGATE_WORD = re.compile(r"[A-Z_]+_\d{1,6}")


class Undecided(Enum):
    """More of the answer is needed."""

    MORE = "more"


MORE = Undecided.MORE


@dataclass(frozen=True, slots=True)
class Token:
    """A stand-in in an answer, up to `end`; `name` is the issued one, None where it is unknown."""

    end: int
    name: str | None


class Surrogates:
    """The surrogates of one vault, and the labels that it issued without brackets."""

    def __init__(self, names: Iterable[str]) -> None:
        self._listed: dict[str, list[tuple[str, str]]] = {}
        for name in sorted(names, key=len, reverse=True):
            low = name.casefold()
            self._listed.setdefault(low[:1], []).append((low, name))

    @property
    def firsts(self) -> str:
        """The characters that they begin with, in lower case."""
        return "".join(sorted(self._listed))

    def read(self, text: str, at: int, before: str, final: bool) -> Token | Undecided | None:
        """The surrogate that begins at `at`, if one does. `before` ends right before it."""
        before = before[-1:]
        listed = self._listed.get(text[at].casefold())
        if not listed:
            return None
        rest = text[at : at + LONGEST + 16].casefold()
        for low, name in listed:
            if before.isalnum() or (before and before in _joining(name)):
                continue
            if rest.startswith(low):
                after = text[at + len(low) : at + len(low) + 2]
                if len(after) < 2 and not final:
                    return MORE
                if not _goes_on(name, after):
                    return Token(at + len(low), name)
            elif low.startswith(rest) and not final:
                return MORE
        return None


def _joining(name: str) -> str:
    """The signs that, before a surrogate, make it the end of something longer."""
    if _is_word(name):
        return ""
    return "_-" if name[0].isalpha() else "_-.:"


def _is_word(name: str) -> bool:
    return _SURROGATE_WORD.fullmatch(name) is not None


def _goes_on(name: str, after: str) -> bool:
    """Whether a surrogate is only the beginning of a longer word or address."""
    if not after:
        return False
    if _is_word(name):
        return after[0].isdigit()
    longer = after[0].isascii() and (after[0].isalnum() or after[0] in "_-")
    if ":" in name:
        return longer or after[0] == ":"
    return longer or (after[0] == "." and after[1:2].isalnum() and after[1:2].isascii())
