"""Patterns that begin with a word are tried only where that word stands.

One scan for the first words of a whole table of patterns costs a fraction of what a scan for each of
them does; the words are compiled as a tree of letters. Invariant: a pattern's first characters are
one of its words, in any case of letters.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterator, Sequence

UNREAD = -1
"""The number of a word from which on a text has more first words than may be read."""

_MATCHED = 10
"""What judging a match costs, in tries of a pattern."""


class Unread(tuple[int, int]):
    """A span that nobody read: the text has more telling words than can be read in time."""

    __slots__ = ()


class Cues:
    """A table of (words, pattern); words are apart by `|`, and `_` in them stands for a blank."""

    def __init__(
        self, table: Sequence[tuple[str, str | re.Pattern[str]]], within: bool = True
    ) -> None:
        """Patterns are compiled here, once; they ignore case unless they say `(?-i:...)`, or are
        compiled already.

        `within=False`: the first word begins a word of the text, which is also faster.
        """
        self._patterns: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for number, (beginnings, pattern) in enumerate(table):
            compiled = re.compile(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern
            for beginning in beginnings.replace("_", " ").split("|"):
                self._patterns.setdefault(beginning, []).append((number, compiled))
        for word, kept in self._patterns.items():
            for shorter, entries in list(self._patterns.items()):
                if shorter != word and word.startswith(shorter):
                    kept.extend(entry for entry in entries if entry not in kept)
        self._several = frozenset(word for word in self._patterns if " " in word)
        start = "" if within else "(?<![a-zа-яё])"
        self._scan = re.compile(start + _tree(sorted(self._patterns)))

    def matches(self, text: str, most: int = sys.maxsize) -> Iterator[tuple[int, re.Match[str]]]:
        """(number in the table, match) wherever a pattern of the table matches.

        After `most` tries, a match counted as ten, the next first word is given with the number
        `UNREAD`, and nothing more.
        """
        left = most
        for found in self._firsts(lowered(text)):
            if left <= 0:
                yield UNREAD, found
                return
            patterns = self._patterns[found[0]]
            left -= len(patterns)
            for number, pattern in patterns:
                match = pattern.match(text, found.start())
                if match:
                    left -= _MATCHED
                    yield number, match

    def _firsts(self, low: str) -> Iterator[re.Match[str]]:
        """Every first word, also one that begins within another of several words."""
        for found in self._scan.finditer(low):
            yield found
            blank = found[0].find(" ") + 1 if found[0] in self._several else 0
            while blank:
                inner = self._scan.match(low, found.start() + blank)
                if inner:
                    yield inner
                blank = found[0].find(" ", blank) + 1


def found(
    text: str, stems: Sequence[str], pattern: re.Pattern[str], back: int = 0
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds, tried only where one of a few stems in lower case stands, or
    up to `back` characters before it."""
    low = _letters(text)
    done = 0
    starts = {at for stem in stems for at in _places(low, stem)}
    if back:
        starts = {at - step for at in starts for step in range(min(back, at) + 1)}
    for start in sorted(starts):
        match = pattern.match(text, start) if start >= done else None
        if match:
            done = match.end()
            yield match


class Led:
    """A pattern whose every match begins with one of a few stems, or shortly before one.

    `stems` are in small letters, apart by `|`, `_` in them stands for a blank; a match begins at a
    stem or up to `back` characters before it. It finds exactly what the pattern finds by itself.
    """

    def __init__(self, stems: str, pattern: str, back: int = 0) -> None:
        self._stems = tuple(stems.replace("_", " ").split("|"))
        self._pattern = re.compile(pattern)
        self._back = back

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What `re.Pattern.finditer` gives."""
        return found(text, self._stems, self._pattern, self._back)


def _places(text: str, stem: str) -> Iterator[int]:
    at = text.find(stem)
    while at >= 0:
        yield at
        at = text.find(stem, at + 1)


def _tree(words: Sequence[str], depth: int = 0) -> str:
    """A pattern for these sorted words that share their first `depth` letters, the longest first."""
    branches: dict[str, list[str]] = {}
    for word in words:
        if len(word) > depth:
            branches.setdefault(word[depth], []).append(word)
    if not branches:
        return ""
    made = [re.escape(letter) + _tree(below, depth + 1) for letter, below in branches.items()]
    ends = any(len(word) == depth for word in words)
    if len(made) == 1 and not ends:
        return made[0]
    return f"(?:{'|'.join(made)})" + ("?" if ends else "")


_RARE = re.compile("[\u0130\u0131\u017f\u1c80-\u1c88]")
"""What patterns that ignore case take for a letter that lower case does not make of it."""
_AS_LETTERS = str.maketrans(
    "\u0130\u0131\u017f\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87", "iisвдосттъѣ"
)


@functools.lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """The text in lower case, of the same length: only U+0130 would become longer."""
    return text.replace("\u0130", "i").lower()


@functools.lru_cache(maxsize=4)
def _letters(text: str) -> str:
    """The same, with each rare letter as the one that a pattern would take it for."""
    rare = not text.isascii() and _RARE.search(text)
    return lowered(text.translate(_AS_LETTERS) if rare else text)


def before(text: str, position: int, pattern: re.Pattern[str], reach: int) -> re.Match[str] | None:
    """What `pattern`, which ends in `$`, finds right before a position, at most `reach` back."""
    return pattern.search(text, max(0, position - reach), position)
