"""Patterns that begin with a word are tried only where that word stands.

The first words of all tables are looked for together (`word_tree`), once for a text, which costs a
fraction of what a scan for those of each table does. Invariant: a pattern's first characters are one
of its words, in any case of letters.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.confidentiality.detectors.word_tree import WordTree

UNREAD = -1
"""The number of a word from which on a text has more first words than may be read."""

_MATCHED = 10
"""What judging a match costs, in tries of a pattern."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяё")
_HERE = re.compile("")
_EVERY: set[str] = set()
"""The first words of every table that was made."""


class Unread(tuple[int, int]):
    """A span that nobody read: the text has more telling words than can be read in time."""

    __slots__ = ()


class FirstWords:
    """Words of a table, in small letters, which are looked for with those of every other table."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        _EVERY.update(self._words)

    def places(self, low: str) -> dict[str, list[int]]:
        """Each of them that stands in a text in small letters, with all its places in order."""
        standing = _standing(low, len(_EVERY))
        return {word: standing[word] for word in self._words & standing.keys()}


class Cues:
    """A table of (words, pattern); words are apart by `|`, and `_` in them stands for a blank."""

    def __init__(
        self, table: Sequence[tuple[str, str | re.Pattern[str]]], within: bool = True
    ) -> None:
        """Patterns are compiled here, once; they ignore case unless they say `(?-i:...)`, or are
        compiled already.

        `within=False`: the first word begins a word of the text.
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
        self._words = FirstWords(self._patterns)
        self._within = within

    def matches(self, text: str, most: int = sys.maxsize) -> Iterator[tuple[int, re.Match[str]]]:
        """(number in the table, match) wherever a pattern of the table matches.

        After `most` tries, a match counted as ten, the next first word is given with the number
        `UNREAD`, and nothing more.
        """
        left = most
        for at, word in self._firsts(lowered(text)):
            if left <= 0 and (here := _HERE.match(text, at)):
                yield UNREAD, here
                return
            patterns = self._patterns[word]
            left -= len(patterns)
            for number, pattern in patterns:
                match = pattern.match(text, at)
                if match:
                    left -= _MATCHED
                    yield number, match

    def _firsts(self, low: str) -> Iterator[tuple[int, str]]:
        """The longest first word at each place: not within the one before, but after a blank of it."""
        found = [
            (at, -len(word), word)
            for word, places in self._words.places(low).items()
            for at in places
            if self._within or at == 0 or low[at - 1] not in _LETTERS
        ]
        last, done = -1, 0
        for at, _, word in sorted(found):
            if at > last and (at >= done or low[at - 1] == " "):
                yield at, word
                done = done if at < done else at + len(word)
            last = at


class Led:
    """A pattern whose every match begins with one of a few stems, or shortly before one.

    `stems` are in small letters, apart by `|`, `_` in them stands for a blank; a match begins at a
    stem or up to `back` characters before it. It finds exactly what the pattern finds by itself.
    """

    def __init__(self, stems: str, pattern: str, back: int = 0) -> None:
        self._stems = FirstWords(stems.replace("_", " ").split("|"))
        self._pattern = re.compile(pattern)
        self._back = back

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What `re.Pattern.finditer` gives."""
        places = self._stems.places(as_letters(text)).values()
        return _tried(text, {at for some in places for at in some}, self._pattern, self._back)


def _tried(
    text: str, starts: set[int], pattern: re.Pattern[str], back: int = 0
) -> Iterator[re.Match[str]]:
    """Matches that begin at one of these places, or up to `back` characters before it."""
    if back:
        starts = {at - step for at in starts for step in range(min(back, at) + 1)}
    done = 0
    for start in sorted(starts):
        match = pattern.match(text, start) if start >= done else None
        if match:
            done = match.end()
            yield match


@functools.lru_cache(maxsize=4)
def _standing(low: str, count: int) -> Mapping[str, list[int]]:
    """Where the first `count` words that were told stand in a text."""
    return _tree(count).places(low)


@functools.lru_cache(maxsize=1)
def _tree(_count: int) -> WordTree:
    from app.confidentiality.detectors.word_tree import WordTree

    return WordTree(_EVERY)


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
def as_letters(text: str) -> str:
    """Like `lowered`, with each rare letter as the one that a pattern would take it for."""
    rare = not text.isascii() and _RARE.search(text)
    return lowered(text.translate(_AS_LETTERS) if rare else text)


def before(text: str, position: int, pattern: re.Pattern[str], reach: int) -> re.Match[str] | None:
    """What `pattern`, which ends in `$`, finds right before a position, at most `reach` back."""
    return pattern.search(text, max(0, position - reach), position)
