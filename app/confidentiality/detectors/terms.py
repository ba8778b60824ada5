"""The organisation's own dictionary: customers, projects, code names. Kinds as it names them.

Words match whatever their case, in any Russian form and Latin plural or possessive, in the other
alphabet (`term_words`), glued (`AcmeCorp`), dashed or split over a line end. A term of up to three
letters is found only as it is written, or in capitals. Invariant: time is linear in the text,
however long the dictionary is; what a word may belong to is remembered.
Deliberately elsewhere: how the dictionary is written (`dictionary`), which terms a word may belong to
(`term_index`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.detectors.term_index import Entry, Index
from app.confidentiality.detectors.term_words import fold, in_words, places
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding, Sensitivity

_GAP = re.compile(r'[\W_]{0,3}|[^\w\n]{0,2}\n[ \t>]{0,8}|[^\w\n]{3}[^\w\s]|[^\w\n]{0,2}"{4,7}')
"""What may stand between the words of a term: marks, a line's end, quotes."""
_TURNED_GAP = re.compile(r"[ \t_\-.\"'`*«»“”„]{0,4}")
"""What may where the words stand the other way round: `Project Heron, project_heron` are two."""
_QUOTE = re.compile(r"&(?:quot|[lr]aquo|[lrb]dquo|#34|#39);")
_FORMS = 200_000
"""Words remembered; beyond that the memory is dropped, never the correctness."""
_SPLIT = 6
"""Terms of one word with more letters are also found in two pieces."""

_Match = tuple[int, int, Term]
"""Where a term stands in a view."""


def _strictness(term: Term) -> tuple[Action, Sensitivity]:
    return term.action, term.level


def _each_strictness(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The first term of each action and level."""
    return tuple({_strictness(term): term for term in reversed(tuple(terms))}.values())


def _strictest(matches: list[_Match]) -> Iterator[_Match]:
    """The same places; of those that overlap each with the term of the strictest level."""
    group: list[_Match] = []
    end = 0
    for match in sorted(matches, key=lambda match: match[:2]):
        if group and match[0] >= end:
            yield from _alike(group)
            group = []
        group.append(match)
        end = max(end, match[1]) if len(group) > 1 else match[1]
    yield from _alike(group)


def _alike(group: list[_Match]) -> Iterator[_Match]:
    strictest = max((term for _, _, term in group), key=lambda term: term.level, default=None)
    if strictest is not None:
        yield from ((start, end, strictest) for start, end, _ in group)


class _Words(NamedTuple):
    """The words of a text and where each begins."""

    text: str
    words: list[str]
    starts: list[int]

    def end(self, at: int) -> int:
        return self.starts[at] + len(self.words[at])


def _is_split(read: _Words, at: int) -> bool:
    """Whether a word and the next may be one: a blank between them counts only before a capital."""
    between = read.text[read.end(at) : read.starts[at + 1]]
    return between in ("", "-", "_") or (between == " " and read.words[at + 1][0].isupper())


class _Told(NamedTuple):
    """What a word of a text tells: the entries it may belong to; whether a term of one word that
    stands in two pieces may begin with it."""

    entries: tuple[Entry, ...]
    begins: bool


_NOTHING = _Told((), False)


class Terms:
    """Finds the dictionary's terms."""

    name = "terms"

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        """The index is built on the first text; no morphology is loaded before a Russian word."""
        self._terms = tuple(terms)
        self._known: dict[str, _Told] = {}

    @property
    def raises(self) -> Mapping[str, Sensitivity]:
        """The strictest level of each kind's `local` terms."""
        levels: dict[str, Sensitivity] = {}
        for term in self._terms:
            if term.action is Action.LOCAL:
                levels[term.kind] = max(term.level, levels.get(term.kind, term.level))
        return levels

    def find(self, text: str) -> Iterator[Finding]:
        """Every place of a term: of those with one action and level that start together the longest.

        A term hides no stricter one: `merge` gives each place the strictest action, and of `local`
        terms that overlap each is told by the kind of the strictest level.
        """
        if not self._terms:
            return
        view = View.of(text, blank=False)
        inside: list[_Match] = []
        read = _QUOTE.sub(lambda quote: '"' * len(quote[0]), view.text)
        for words in in_words(read):
            for match in self._matches(read, words):
                if match[2].action is Action.LOCAL:
                    inside.append(match)
                else:
                    yield view.finding(match[2].kind, match[2].action, match[:2], self.name)
        for start, end, term in _strictest(inside):
            yield view.finding(term.kind, term.action, (start, end), self.name)

    def _matches(self, text: str, words: list[str]) -> Iterator[_Match]:
        """Each word is judged once, however often it stands; places are made where one tells."""
        known = self._known
        telling = {
            word: told
            for word in set(words)
            if (told := known.get(word) or self._remember(word)) is not _NOTHING
        }
        single = [at for at, word in enumerate(words) if word in telling and telling[word].entries]
        joined = [
            (at, whole)
            for at, word in enumerate(words[:-1])
            if word in telling and telling[word].begins and (whole := self._glued(words, at))
        ]
        read = _Words(text, words, places(text, words) if single or joined else [])
        for at in single:
            yield from self._at(read, at, telling[words[at]].entries)
        for at, whole in joined:
            if _is_split(read, at):
                yield from ((read.starts[at], read.end(at + 1), term) for term in whole)

    def _at(self, read: _Words, at: int, entries: tuple[Entry, ...]) -> Iterable[_Match]:
        best: dict[tuple[Action, Sensitivity], _Match] = {}
        for entry in entries:
            span = self._follow(read, at - entry.at, entry)
            if span is None:
                continue
            known = best.get(_strictness(entry.term))
            if known is None or span[1] - span[0] > known[1] - known[0]:
                best[_strictness(entry.term)] = *span, entry.term
        return best.values()

    def _follow(self, read: _Words, first: int, entry: Entry) -> tuple[int, int] | None:
        """Where the term stands if its words follow each other from the word `first` on."""
        if first < 0 or first + len(entry.words) > len(read.words):
            return None
        gap = _TURNED_GAP if entry.turned else _GAP
        for offset in range(len(entry.words)):
            at = first + offset
            if offset and not gap.fullmatch(read.text, read.end(at - 1), read.starts[at]):
                return None
            if offset != entry.at and not self._index.meets(entry, offset, read.words[at]):
                return None
        return read.starts[first], read.end(first + len(entry.words) - 1)

    def _glued(self, words: list[str], at: int) -> tuple[Term, ...]:
        """Terms of one word that may stand in two pieces here: `blue-bird`, `Blue Bird`."""
        after = words[at + 1]
        return self._whole.get(fold(words[at] + after), ()) if len(after) > 1 else ()

    @cached_property
    def _whole(self) -> Mapping[str, tuple[Term, ...]]:
        whole: dict[str, tuple[Term, ...]] = {}
        for term in self._terms:
            word = fold(term.term)
            if word.isalpha() and len(word) > _SPLIT:
                whole[word] = (*whole.get(word, ()), term)
        return {word: _each_strictness(terms) for word, terms in whole.items()}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._whole)

    def _remember(self, word: str) -> _Told:
        """What a word tells of terms, remembered: texts repeat their words."""
        if len(self._known) > _FORMS:
            self._known.clear()
        told = _Told(self._index.of(word), len(word) > 1 and self._begins(fold(word)))
        self._known[word] = told = told if told.entries or told.begins else _NOTHING
        return told

    def _begins(self, folded: str) -> bool:
        """Whether a term of one word begins so and goes on."""
        after = bisect.bisect_right(self._sorted, folded)
        return after < len(self._sorted) and self._sorted[after].startswith(folded)

    @cached_property
    def _index(self) -> Index:
        return Index(self._terms)
