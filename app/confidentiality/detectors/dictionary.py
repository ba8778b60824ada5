"""The organisation's dictionary as it is written: its entries, and the two forms of its file.

Invariant: a mistake is told by the number of its entry or line, and never quotes a term.
Deliberately elsewhere: reading the file (`app.reading`), finding the terms in a text (`terms`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.confidentiality.detectors.term_words import fold
from app.confidentiality.toml_place import table_of
from index.chunk import Action, Sensitivity
from index.sentence import Rejected, Sentence

_KIND = re.compile(r"[A-Z][A-Z0-9_]{0,30}$")
_FIELDS = frozenset({"term", "kind", "level", "action"})


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. `mask` goes out masked; `local` keeps the text inside, at `level` or stricter."""

    term: str = field(repr=False)
    kind: str = "TERM"
    level: Sensitivity = Sensitivity.INTERNAL
    action: Action = Action.MASK


@functools.lru_cache(maxsize=1)
def parse_terms_text(text: str) -> tuple[Term, ...]:
    """One term a line, action `mask`; blank lines and lines that start with # are left out.

    The last dictionary is remembered: every part of a start asks for it. Raises `Rejected` with the
    number of a line that no text could be matched by.
    """
    terms = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            if not _has_words(line):
                raise _too_short(Sentence("line {number}", number=number))
            terms.append(Term(line.strip()))
    return tuple(terms)


@functools.lru_cache(maxsize=1)
def parse_terms_toml(text: str) -> tuple[Term, ...]:
    """Tables `[[term]]` with `term` and, if wanted, `kind`, `level`, `action`.

    Without an action a term of CONFIDENTIAL or more is `local`, any other `mask`. Raises
    `Rejected` that names the entry by its number and says what it may hold.
    """
    return tuple(
        _entry(entry, Sentence("entry {number}", number=number))
        for number, entry in enumerate(_entries(text), start=1)
    )


def _entries(text: str) -> list[Any]:
    """The `[[term]]` tables of the file. Raises `Rejected` where anything else stands in it."""
    data = table_of(text)
    entries = data.pop("term", [])
    if data or not isinstance(entries, list):
        raise Rejected("write every entry as a [[term]] table; nothing else may stand in it")
    return entries


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
    if level >= Sensitivity.CONFIDENTIAL and action is not Action.LOCAL:
        raise Rejected(
            '{place}: what is {level} stays inside, so write action = "local" or no action; '
            "{action} lets the text leave, as INTERNAL",
            place=place,
            level=level.name,
            action=action.value,
        )
    if not _has_words(entry["term"]):
        raise _too_short(place)
    return Term(entry["term"].strip(), kind, level, action)


def _has_words(term: str) -> bool:
    return sum(map(str.isalnum, term)) > 1


def _too_short(place: Sentence) -> Rejected:
    return Rejected("{place}: a term needs at least two letters or digits", place=place)


def contradictions(terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Pairs of entries, counted from 1, that name the same and differ in action or level.

    Case, blanks and dashes make no difference. Both are found, so the stricter counts.
    """
    first: dict[str, int] = {}
    found = []
    for number, term in enumerate(terms):
        name = "".join(filter(str.isalnum, fold(term.term)))
        before = first.setdefault(name, number)
        if (terms[before].action, terms[before].level) != (term.action, term.level):
            found.append((before + 1, number + 1))
    return found
