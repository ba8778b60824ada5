"""The organisation's own dictionary: customers, projects, code names. Kinds as it names them.

Words match whatever their case, in any Russian form and Latin plural or possessive, in the other
alphabet (`term_words`), glued (`AcmeCorp`), dashed or split over a line end. A term of up to three
letters is found only as it is written, or in capitals. Invariant: time is linear in the text,
however long the dictionary is; what a word may belong to is remembered.
Deliberately elsewhere: how the dictionary is written (`dictionary`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.detectors.term_ear import beginning, by_ear
from app.confidentiality.detectors.term_heads import head
from app.confidentiality.detectors.term_words import (
    SHORT,
    Word,
    as_russian,
    fold,
    in_capitals,
    in_words,
    is_russian,
    pieces,
    sound,
    term_keys,
    text_keys,
)
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding, Sensitivity

_GAP = re.compile(r'[\W_]{0,3}|[^\w\n]{0,2}\n[ \t>]{0,8}|[^\w\n]{3}[^\w\s]|[^\w\n]{0,2}"{4,7}')
"""What may stand between the words of a term: marks, a line's end, quotes."""
_QUOTE = re.compile(r"&(?:quot|[lr]aquo|[lrb]dquo|#34|#39);")
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё ]+|[ -~]+")
_FORMS = 200_000
"""Words remembered; beyond that the memory is dropped, never the correctness."""
_SPLIT = 6
"""Terms of one word with more letters are also found in two pieces."""
_MANY = 5_000
"""With more terms a Russian word is looked up in the dictionary only where its first letters say so."""


class _Entry(NamedTuple):
    """A term's words by their keys; it is looked up by the longest of them that is not translated,
    which is `at`."""

    words: tuple[frozenset[str], ...]
    at: int
    term: Term
    looked_up: str


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


class Terms:
    """Finds the dictionary's terms."""

    name = "terms"

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        """The index is built on the first text; no morphology is loaded before a Russian word."""
        self._terms = tuple(terms)
        self._known: dict[str, tuple[_Entry, ...]] = {}

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
            for match in itertools.chain(self._single(read, words), self._joined(read, words)):
                if match[2].action is Action.LOCAL:
                    inside.append(match)
                else:
                    yield view.finding(match[2].kind, match[2].action, match[:2], self.name)
        for start, end, term in _strictest(inside):
            yield view.finding(term.kind, term.action, (start, end), self.name)

    def _single(self, text: str, words: list[Word]) -> Iterator[_Match]:
        for at, word in enumerate(words):
            entries = self._known.get(word.text)
            if entries is None:
                entries = self._remember(word.text)
            if entries:
                yield from self._at(text, words, at, entries)

    def _at(
        self, text: str, words: list[Word], at: int, entries: tuple[_Entry, ...]
    ) -> Iterable[_Match]:
        best: dict[tuple[Action, Sensitivity], _Match] = {}
        for entry in entries:
            span = self._follow(text, words, at - entry.at, entry)
            if span is None:
                continue
            known = best.get(_strictness(entry.term))
            if known is None or span[1] - span[0] > known[1] - known[0]:
                best[_strictness(entry.term)] = *span, entry.term
        return best.values()

    def _follow(
        self, text: str, words: list[Word], first: int, entry: _Entry
    ) -> tuple[int, int] | None:
        """Where the term stands if its words follow each other from the word `first` on."""
        if first < 0 or first + len(entry.words) > len(words):
            return None
        for offset, keys in enumerate(entry.words):
            word = words[first + offset]
            if offset and not _GAP.fullmatch(text, words[first + offset - 1].end, word.start):
                return None
            if offset != entry.at and not self._meets(keys, word.text):
                return None
        return words[first].start, words[first + len(entry.words) - 1].end

    def _meets(self, keys: frozenset[str], word: str) -> bool:
        """Whether a word beside the one that was looked up is that of the term."""
        return not keys.isdisjoint(text_keys(word, self._is_near(word), beside=True)) or (
            head(word) in keys
        )

    def _joined(self, text: str, words: list[Word]) -> Iterator[_Match]:
        """Terms of one word that the text splits in two: `blue-bird`, `Blue Bird`."""
        whole = self._whole
        for left, right in itertools.pairwise(words) if whole else ():
            gap = right.start - left.end
            if gap > 1 or len(left.text) < 2 or len(right.text) < 2:
                continue
            if gap and text[left.end] == " " and not right.text[0].isupper():
                continue
            terms = whole.get(fold(left.text + right.text), ())
            if terms and self._is_split(text, left, right, gap):
                yield from ((left.start, right.end, term) for term in terms)

    def _is_split(self, text: str, left: Word, right: Word, gap: int) -> bool:
        """A blank between them counts only before a capital or in a run of capitals."""
        between = text[left.end : right.start]
        return not gap or between in "-_" or (between == " " and right.text[0].isupper())

    @cached_property
    def _whole(self) -> Mapping[str, tuple[Term, ...]]:
        whole: dict[str, tuple[Term, ...]] = {}
        for term in self._terms:
            word = fold(term.term)
            if word.isalpha() and len(word) > _SPLIT:
                whole[word] = (*whole.get(word, ()), term)
        return {word: _each_strictness(terms) for word, terms in whole.items()}

    def _remember(self, word: str) -> tuple[_Entry, ...]:
        """The terms that a word may belong to, remembered: texts repeat their words."""
        if len(self._known) > _FORMS:
            self._known.clear()
        found: dict[int, _Entry] = {}
        keys = (word,) if len(word) <= SHORT else text_keys(word, self._is_near(word))
        index = self._short if len(word) <= SHORT else self._index
        for key in keys:
            found.update((id(entry), entry) for entry in index.get(key, ()))
        self._known[word] = tuple(found.values())
        return self._known[word]

    def _is_near(self, word: str) -> bool:
        """Whether a Russian word begins like one of a term, so that its lemma is worth a look."""
        folded = fold(word)
        return is_russian(folded) and (
            folded[:3] in self._beginnings or beginning(sound(folded)) in self._heard
        )

    @cached_property
    def _entries(self) -> tuple[list[_Entry], list[tuple[str, _Entry]]]:
        """The terms by their words, and those whose longest word is short, as they are written."""
        long: list[_Entry] = []
        short: list[tuple[str, _Entry]] = []
        for term in self._terms:
            plain = (
                term.term if _PLAIN.fullmatch(term.term) else View.of(term.term, blank=False).text
            )
            for words in in_words(plain):
                if not words:
                    continue
                for entry in self._made(words, term):
                    word = entry.looked_up
                    if len(word) > SHORT:
                        long.append(entry)
                    else:
                        short.extend((form, entry) for form in in_capitals(word))
            glued = "".join(re.findall(r"[^\W_]+", plain))
            if glued.isalpha() and not plain.isalpha() and len(glued) > SHORT:
                long.append(_Entry((frozenset({fold(glued)}),), 0, term, glued))
        return long, short

    def _made(self, words: list[Word], term: Term) -> Iterator[_Entry]:
        """The entry of a term; another with the translated word at its other end."""
        names = [word.text for word in words]
        if len(names) == 1:
            yield _Entry((term_keys(names[0]),), 0, term, names[0])
            return
        heads = [head(name) for name in names]
        yield from self._of_several(names, heads, term)
        if (heads[0] is None) is not (heads[-1] is None):
            turn = -1 if heads[0] is None else 1
            names, heads = names[turn:] + names[:turn], heads[turn:] + heads[:turn]
            yield from self._of_several(names, heads, term)

    def _of_several(
        self, names: list[str], heads: list[str | None], term: Term
    ) -> Iterator[_Entry]:
        """Looked up by its longest word; in a small dictionary by each, as any may be the one that
        is told by ear.
        """
        small = len(self._terms) <= _MANY
        plain = [n for n, name in enumerate(names) if heads[n] is None and len(name) > SHORT]
        longest = max(plain or range(len(names)), key=lambda n: len(names[n]))
        words = tuple(term_keys(name) | (by_ear(name) if small else frozenset()) for name in names)
        whole = tuple(keys | {heads[n] or ""} for n, keys in enumerate(words))
        for at in plain if small and plain else (longest,):
            yield _Entry((*whole[:at], words[at], *whole[at + 1 :]), at, term, names[at])

    @cached_property
    def _index(self) -> Mapping[str, list[_Entry]]:
        index: dict[str, list[_Entry]] = {}
        for entry in self._entries[0]:
            for key in entry.words[entry.at]:
                index.setdefault(key, []).append(entry)
        return index

    @cached_property
    def _short(self) -> Mapping[str, list[_Entry]]:
        index: dict[str, list[_Entry]] = {}
        for form, entry in self._entries[1]:
            index.setdefault(form, []).append(entry)
        return index

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The first letters that any Russian word of a term begins with."""
        words = (fold(word.text) for term in self._terms for word in pieces(term.term, camel=False))
        return frozenset(word[:3] for word in words if is_russian(word))

    @cached_property
    def _heard(self) -> frozenset[str]:
        """The first sounds of the Latin words of terms: a Russian word may be one of them."""
        if len(self._terms) > _MANY:
            return frozenset()
        words = (fold(word.text) for term in self._terms for word in pieces(term.term, camel=False))
        return frozenset(
            beginning(sound(spelt))
            for word in words
            if word.isascii() and word.isalpha()
            for spelt in as_russian(word)
        )
