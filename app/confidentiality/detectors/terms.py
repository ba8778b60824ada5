"""The organisation's own dictionary: customers, projects, code names. Kinds as it names them.

Words match whatever their case, in any Russian form and Latin plural or possessive, in the other
alphabet (`term_words`), glued (`AcmeCorp`), dashed or split over a line end. A term of up to three
letters is found only as it is written, or in capitals. Invariant: time is linear in the text,
however long the dictionary is; what a word may belong to is remembered.
Deliberately elsewhere: reading the file; the parsers here take its text.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from app.confidentiality.detectors.term_words import (
    SHORT,
    Word,
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
from app.confidentiality.toml_place import place as place_of
from index.chunk import Action, Finding, Sensitivity
from index.sentence import Rejected, Sentence

_GAP = re.compile(r"(?:[\W_]{0,3}|[^\w\n]{0,2}\n[ \t>]{0,8})")
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё ]+|[ -~]+")
_KIND = re.compile(r"[A-Z][A-Z0-9_]{0,30}$")
_FIELDS = frozenset({"term", "kind", "level", "action"})
_FORMS = 200_000
"""Words remembered; beyond that the memory is dropped, never the correctness."""
_SPLIT = 6
"""Terms of one word with more letters are also found in two pieces."""
_MANY = 5_000
"""With more terms a Russian word is looked up in the dictionary only where its first letters say so."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. `mask` goes out masked; `local` keeps the text inside, at `level` or stricter."""

    term: str = field(repr=False)
    kind: str = "TERM"
    level: Sensitivity = Sensitivity.INTERNAL
    action: Action = Action.MASK


def parse_terms_text(text: str) -> tuple[Term, ...]:
    """One term a line, action `mask`; blank lines and lines that start with # are left out.

    Raises `Rejected` with the number of a line that no text could be matched by.
    """
    terms = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            terms.append(Term(_words_of(line.strip(), Sentence("line {number}", number=number))))
    return tuple(terms)


def parse_terms_toml(text: str) -> tuple[Term, ...]:
    """Tables `[[term]]` with `term` and, if wanted, `kind`, `level`, `action`.

    Without an action a term of CONFIDENTIAL or more is `local`, any other `mask`. Raises
    `Rejected` that names the entry by its number and says what it may hold.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise Rejected(
            "it is not TOML ({place}); texts stand in quotes, and no key stands twice",
            place=place_of(error),
        ) from None
    entries = data.pop("term", [])
    if data or not isinstance(entries, list):
        raise Rejected("write every entry as a [[term]] table; nothing else may stand in it")
    return tuple(
        _entry(entry, Sentence("entry {number}", number=number))
        for number, entry in enumerate(entries, start=1)
    )


def _entry(entry: object, place: Sentence) -> Term:
    if not isinstance(entry, dict) or not all(isinstance(v, str) for v in entry.values()):
        raise Rejected("{place}: term, kind, level and action are texts in quotes", place=place)
    if unknown := sorted(set(entry) - _FIELDS):
        raise Rejected(
            "{place}: unknown {names}; use term, kind, level, action",
            place=place,
            names=", ".join(unknown),
        )
    if "term" not in entry:
        raise Rejected("{place}: `term` is missing", place=place)
    kind = entry.get("kind", "TERM").strip().upper().replace(" ", "_").replace("-", "_")
    if not _KIND.match(kind):
        raise Rejected("{place}: `kind` is one word of Latin letters, like CUSTOMER", place=place)
    try:
        level = Sensitivity.parse(entry.get("level", "INTERNAL"))
    except Rejected as error:
        raise Rejected("{place}: {problem}", place=place, problem=error.sentence) from None
    default = Action.LOCAL if level >= Sensitivity.CONFIDENTIAL else Action.MASK
    try:
        action = Action(entry.get("action", default).strip().lower())
    except ValueError:
        raise Rejected("{place}: `action` is mask, cut or local", place=place) from None
    return Term(_words_of(entry["term"].strip(), place), kind, level, action)


def _words_of(term: str, place: Sentence) -> str:
    if sum(map(str.isalnum, term)) < 2:
        raise Rejected("{place}: a term needs at least two letters or digits", place=place)
    return term


class _Entry(NamedTuple):
    """A term's words by their keys; it is looked up by the longest of them, which is `at`."""

    words: tuple[frozenset[str], ...]
    at: int
    term: Term


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
        """One finding for each place of a term, the longest where several start."""
        if not self._terms:
            return
        view = View.of(text, blank=False)
        for words in in_words(view.text):
            for at, word in enumerate(words):
                entries = self._known.get(word.text)
                if entries is None:
                    entries = self._remember(word.text)
                if entries:
                    yield from self._at(view, words, at, entries)
            yield from self._joined(view, words)

    def _at(
        self, view: View, words: list[Word], at: int, entries: tuple[_Entry, ...]
    ) -> Iterator[Finding]:
        best: tuple[int, int, Term] | None = None
        for entry in entries:
            span = self._follow(view.text, words, at - entry.at, entry)
            if span and (best is None or span[1] - span[0] > best[1] - best[0]):
                best = *span, entry.term
        if best:
            yield view.finding(best[2].kind, best[2].action, best[:2], self.name)

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
            if offset != entry.at and keys.isdisjoint(
                text_keys(word.text, self._is_near(word.text))
            ):
                return None
        return words[first].start, words[first + len(entry.words) - 1].end

    def _joined(self, view: View, words: list[Word]) -> Iterator[Finding]:
        """Terms of one word that the text splits in two: `blue-bird`, `Blue Bird`."""
        whole = self._whole
        for left, right in itertools.pairwise(words) if whole else ():
            gap = right.start - left.end
            if gap > 1 or len(left.text) < 2 or len(right.text) < 2:
                continue
            if gap and view.text[left.end] == " " and not right.text[0].isupper():
                continue
            term = whole.get(fold(left.text + right.text))
            if term is not None and self._is_split(view.text, left, right, gap):
                span = left.start, right.end
                yield view.finding(term.kind, term.action, span, self.name)

    def _is_split(self, text: str, left: Word, right: Word, gap: int) -> bool:
        """A blank between them counts only before a capital or in a run of capitals."""
        between = text[left.end : right.start]
        return not gap or between in "-_" or (between == " " and right.text[0].isupper())

    @cached_property
    def _whole(self) -> Mapping[str, Term]:
        folded = ((fold(term.term), term) for term in self._terms)
        return {word: term for word, term in folded if word.isalpha() and len(word) > _SPLIT}

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
            folded[:3] in self._beginnings or sound(folded)[:1] in self._heard
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
                at = max(range(len(words)), key=lambda number: len(words[number].text))
                entry = _Entry(tuple(term_keys(word.text) for word in words), at, term)
                word = words[at].text
                if len(word) > SHORT:
                    long.append(entry)
                else:
                    short.extend((form, entry) for form in in_capitals(word))
            glued = "".join(re.findall(r"[^\W_]+", plain))
            if glued.isalpha() and not plain.isalpha() and len(glued) > SHORT:
                long.append(_Entry((frozenset({fold(glued)}),), 0, term))
        return long, short

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
        return frozenset(sound(word)[:1] for word in words if word.isascii() and word.isalpha())
