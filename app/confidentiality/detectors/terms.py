"""The organisation's own dictionary: customers, projects, code names. Kinds as it names them.

Words match whatever their case, in any Russian form (by lemma, `pymorphy3`, loaded on the first
word that could be a form of a term) and Latin plural or possessive, glued (`AcmeCorp`), dashed or
split over a line end. Invariant: time is linear in the text, however long the dictionary is.
Deliberately elsewhere: reading the file; the parsers here take its text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.confidentiality.detectors.view import View
from app.confidentiality.toml_place import place as place_of
from index.chunk import Action, Finding, Sensitivity
from index.sentence import Rejected, Sentence

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"[A-ZА-ЯЁ]+(?![a-zа-яё])|[A-ZА-ЯЁ]?[a-zа-яё]+|[^\W\d_]")
_GAP = re.compile(r"(?:[\W_]{0,3}|[^\w\n]{0,2}\n[ \t>]{0,8})")
_RUSSIAN = re.compile(r"[а-яё]")
_KIND = re.compile(r"[A-Z][A-Z0-9_]{0,30}$")
_FIELDS = frozenset({"term", "kind", "level", "action"})
_FORMS = 200_000
"""Lemmas remembered; beyond that the memory is dropped, never the correctness."""


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A piece of a text: its forms fold to `keys`."""

    text: str
    start: int
    end: int


class Terms:
    """Finds the dictionary's terms."""

    name = "terms"

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        """Index the terms by their first word; no morphology is loaded yet."""
        self._terms = tuple(terms)
        self._lemmas: dict[str, frozenset[str]] = {}

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
        for words in _readings(view.text):
            for at in range(len(words)):
                yield from self._at(view, words, at)

    def _at(self, view: View, words: list[_Word], at: int) -> Iterator[Finding]:
        best: tuple[int, Term] | None = None
        for key in self._keys(words[at].text):
            for sequence, term in self._index.get(key, ()):
                end = self._follow(view.text, words, at, sequence)
                if end and (best is None or end > best[0]):
                    best = end, term
        if best:
            span = words[at].start, best[0]
            yield view.finding(best[1].kind, best[1].action, span, self.name)

    def _follow(
        self, text: str, words: list[_Word], at: int, sequence: tuple[frozenset[str], ...]
    ) -> int:
        """Where the term's words end if they follow from `at` on, else 0."""
        if at + len(sequence) > len(words):
            return 0
        for offset in range(1, len(sequence)):
            word, before = words[at + offset], words[at + offset - 1]
            if not _GAP.fullmatch(text, before.end, word.start):
                return 0
            if self._keys(word.text).isdisjoint(sequence[offset]):
                return 0
        return words[at + len(sequence) - 1].end

    @cached_property
    def _index(self) -> Mapping[str, list[tuple[tuple[frozenset[str], ...], Term]]]:
        """Every key of a term's first word -> the keys of all its words, and the term."""
        index: dict[str, list[tuple[tuple[frozenset[str], ...], Term]]] = {}
        for term in self._terms:
            plain = View.of(term.term, blank=False).text
            for words in _readings(plain):
                sequence = tuple(self._lemma(word.text) for word in words)
                for key in sequence[0] if sequence else ():
                    index.setdefault(key, []).append((sequence, term))
            glued = "".join(re.findall(r"[^\W_]+", plain))
            if glued.isalpha() and not plain.isalpha():
                key = _fold(glued)
                index.setdefault(key, []).append(((frozenset({key}),), term))
        return index

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The first letters that any Russian word of a term begins with."""
        folded = (_fold(word.text) for t in self._terms for word in _pieces(t.term, camel=False))
        return frozenset(word[:2] for word in folded if _RUSSIAN.search(word))

    def _keys(self, word: str) -> frozenset[str]:
        folded = _fold(word)
        if _RUSSIAN.search(folded):
            return self._lemma(word) if folded[:2] in self._beginnings else frozenset({folded})
        return _latin(folded)

    def _lemma(self, word: str) -> frozenset[str]:
        folded = _fold(word)
        if not _RUSSIAN.search(folded):
            return frozenset({folded})
        known = self._lemmas.get(folded)
        if known is None:
            if len(self._lemmas) > _FORMS:
                self._lemmas.clear()
            parses = self._morphology.parse(folded)
            known = frozenset({folded, *(_fold(parse.normal_form) for parse in parses)})
            self._lemmas[folded] = known
        return known

    @cached_property
    def _morphology(self) -> Any:
        import pymorphy3  # type: ignore[import-untyped]

        return pymorphy3.MorphAnalyzer()


def _readings(text: str) -> tuple[list[_Word], ...]:
    """The words of a text as written, and once more split at capitals where that differs."""
    plain, camel = _pieces(text, camel=False), _pieces(text, camel=True)
    return (plain,) if len(plain) == len(camel) else (plain, camel)


def _pieces(text: str, camel: bool) -> list[_Word]:
    words: list[_Word] = []
    for match in _PIECE.finditer(text):
        parts = _CAMEL.finditer(match[0]) if camel else ()
        base = match.start()
        split = [_Word(part[0], base + part.start(), base + part.end()) for part in parts]
        words.extend(split or [_Word(match[0], match.start(), match.end())])
    return words


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _latin(word: str) -> frozenset[str]:
    """A Latin word and what it is the plural of."""
    forms = {word}
    if len(word) > 3 and word.endswith("s"):
        forms.add(word[:-1])
        if word.endswith("es"):
            forms.add(word[:-2])
        if word.endswith("ies"):
            forms.add(word[:-3] + "y")
    return frozenset(forms)
