"""The dictionary's terms by the keys of their words: which of them a word of a text may belong to.

Invariant: built once, in one pass, when the first text comes; keys of words that no term is looked
up by are made when they are asked for. Deliberately elsewhere: following a term's words through a
text (`terms`), what the keys are (`term_words`, `term_ear`, `term_heads`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.confidentiality.detectors.dictionary import Term
from app.confidentiality.detectors.term_ear import beginning, by_ear
from app.confidentiality.detectors.term_heads import head
from app.confidentiality.detectors.term_words import (
    SHORT,
    as_russian,
    fold,
    in_capitals,
    in_words,
    is_russian,
    sound,
    term_keys,
    text_keys,
)
from app.confidentiality.detectors.view import View

_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё ]+|[ -~]+")
_RUN = re.compile(r"[^\W_]+")
_MANY = 5_000
"""With more terms a Russian word is looked up in the dictionary only where its first letters say so,
and no word by ear."""


class Entry(NamedTuple):
    """A term's words; it is looked up by the longest of them that is not translated, which is `at`.

    `turned`: the translated word stands at its other end (`Heron Project`).
    """

    words: tuple[str, ...]
    at: int
    term: Term
    turned: bool = False


class Index:
    """The entries of a dictionary by the keys of the words that they are looked up by."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._small = len(terms) <= _MANY
        self._long: dict[str, list[Entry]] = {}
        self._short: dict[str, list[Entry]] = {}
        self._beginnings: set[str] = set()
        self._heard: set[str] = set()
        for term in terms:
            self._add(term)

    def of(self, word: str) -> tuple[Entry, ...]:
        """The entries that a word of a text may be looked up by, each once."""
        if len(word) <= SHORT:
            return tuple(self._short.get(word, ()))
        found: dict[int, Entry] = {}
        for key in text_keys(word, self._near(word)):
            found.update((id(entry), entry) for entry in self._long.get(key, ()))
        return tuple(found.values())

    def meets(self, entry: Entry, at: int, word: str) -> bool:
        """Whether a word beside the one that was looked up is the term's word `at`."""
        keys = self._keys(entry, at)
        return not keys.isdisjoint(text_keys(word, self._near(word), beside=True)) or (
            head(word) in keys
        )

    def _near(self, word: str) -> bool:
        """Whether a Russian word begins like one of a term, so that its lemma is worth a look."""
        folded = fold(word)
        return is_russian(folded) and (
            folded[:3] in self._beginnings or beginning(sound(folded)) in self._heard
        )

    def _keys(self, entry: Entry, at: int) -> frozenset[str]:
        name = entry.words[at]
        keys = term_keys(name)
        if len(entry.words) > 1 and self._small:
            keys |= by_ear(name)
        if at != entry.at and (known := head(name)) is not None:
            keys |= {known}
        return keys

    def _add(self, term: Term) -> None:
        text = term.term
        plain = text if _PLAIN.fullmatch(text) else View.of(text, blank=False).text
        for words in in_words(plain):
            names = tuple(words)
            for entry in self._entries(names, term):
                self._file(entry)
            for name in names:
                self._note(fold(name))
        if not plain.isalpha():
            glued = "".join(_RUN.findall(plain))
            if glued.isalpha() and len(glued) > SHORT:
                self._long.setdefault(fold(glued), []).append(Entry((glued,), 0, term))

    def _file(self, entry: Entry) -> None:
        word = entry.words[entry.at]
        if len(word) > SHORT:
            for key in self._keys(entry, entry.at):
                self._long.setdefault(key, []).append(entry)
        else:
            for form in in_capitals(word):
                self._short.setdefault(form, []).append(entry)

    def _note(self, folded: str) -> None:
        """How the word begins, for `_near`."""
        if is_russian(folded):
            self._beginnings.add(folded[:3])
        elif self._small and folded.isascii() and folded.isalpha():
            self._heard.update(beginning(sound(spelt)) for spelt in as_russian(folded))

    def _entries(self, names: tuple[str, ...], term: Term) -> Iterator[Entry]:
        """The entry of a term; another with the translated word at its other end."""
        if len(names) < 2:
            yield from (Entry(names, 0, term) for _ in names)
            return
        yield from self._of_several(names, term)
        first, last = head(names[0]), head(names[-1])
        if (first is None) is not (last is None):
            turn = -1 if first is None else 1
            yield from self._of_several(names[turn:] + names[:turn], term, turned=True)

    def _of_several(
        self, names: tuple[str, ...], term: Term, turned: bool = False
    ) -> Iterator[Entry]:
        """Looked up by its longest word; in a small dictionary by each, as any may be the one that
        is told by ear.
        """
        plain = [n for n, name in enumerate(names) if len(name) > SHORT and head(name) is None]
        longest = max(plain or range(len(names)), key=lambda n: len(names[n]))
        for at in plain if self._small and plain else (longest,):
            yield Entry(names, at, term, turned)
