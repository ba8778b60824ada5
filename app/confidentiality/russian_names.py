"""Forms of Russian names: which are one person's, and a whole name in another case.

`canonical(name)` is one key for every case form and romanisation of a name, `same_person` compares
two, `inflect` puts a name into a case, `case_of` (from `russian_cases`) tells which case a place in
a sentence demands. Invariant: different people are never merged: gender is kept apart (Иванов,
Иванова; Александр, Александра) and a shorter name (Иванов) is not a longer one (Иван Иванов).
The dictionary of pymorphy3 loads on the first Cyrillic name.
Deliberately elsewhere: endings (`detectors.declension`), which nominative a word may come from
(`russian_lemmas`), Latin letters (`romanisation`).
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.confidentiality.detectors.declension import (
    FEMININE,
    GIVEN,
    MASCULINE,
    PATRONYMIC,
    SURNAME,
    VOWELS,
    paradigm,
)
from app.confidentiality.detectors.morphology import CASES
from app.confidentiality.detectors.romanisation import skeleton
from app.confidentiality.russian_cases import case_of
from app.confidentiality.russian_lemmas import lemmas

__all__ = ["CASES", "canonical", "case_of", "gender_of", "inflect", "nominative", "same_person"]

_WORD = re.compile(r"[А-ЯЁа-яё]+(?!\w|\.)|[А-ЯЁа-яё]{2,}(?!\w)")
_ANY_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_PATRONYMIC = re.compile(
    r"[а-яё]{2,}(?:(?:[оеё]вич|[лткмнп]ич)(?:|а|у|ем|ом|е)|(?:[оеё]вн|иничн|[лткмнп]ичн)(?:а|ы|е|у|ой|ою))$"
)
_PREFERENCE = (0.0, -0.6, -0.61, -0.65, -0.7, -0.75)
"""How much less likely than the nominative a case is, by nothing but its number."""
_SHOWN = 4.0
"""How much likelier the case is that the sentence showed."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """One declinable word of a name: where it stands and what it is."""

    start: int
    word: str
    role: str
    nominative: str


@dataclass(frozen=True, slots=True)
class _Read:
    """The best reading of a whole name."""

    gender: str
    case: str
    units: tuple[_Unit, ...]


def same_person(a: str, b: str) -> bool:
    """Whether two spellings are forms of one name: case, ё, order, letters of either script."""
    key = canonical(a)
    return bool(key) and key == canonical(b)


def canonical(name: str, stands: str | None = None) -> str:
    """One key for all forms of a name, in ASCII; empty where there is no letter in it.

    `stands` is the case in which the name stood, where its sentence showed it (`case_of`): without
    it `Иванова` is a woman in the nominative.
    """
    plain = nominative(name, stands)
    words = []
    for match in _ANY_WORD.finditer(plain):
        bone = skeleton(match[0])
        initial = len(match[0]) == 1 or (
            plain[match.end() : match.end() + 1] == "." and len(bone) < 3
        )
        if bone:
            words.append(bone[0] if initial else bone)
    return " ".join(sorted(words))


def nominative(name: str, stands: str | None = None) -> str:
    """The name in the nominative; a name that is not in Cyrillic letters as it is."""
    return inflect(name, "nomn", stands)


def gender_of(name: str, stands: str | None = None) -> str | None:
    """`masc` or `femn` as the name's best reading has it; `None` where no Cyrillic word is."""
    read = _read(name, stands)
    return read.gender if read else None


def inflect(name: str, case: str, stands: str | None = None) -> str:
    """The name in one of `CASES`, whatever case it is in, with its letter case and ё as they were.

    Initials, particles and what cannot be declined stay. `stands`: see `canonical`. Raises
    `ValueError` for a case that is none of the six.
    """
    if case not in CASES:
        raise ValueError(f"a case is one of {', '.join(CASES)}")
    read = _read(name, stands)
    if read is None or (case == read.case and case != "nomn"):
        return name
    number = CASES.index(case)
    pieces: list[str] = []
    done = 0
    for unit in read.units:
        form = paradigm(unit.nominative, unit.role, read.gender)[number]
        pieces += [name[done : unit.start], _spelt(unit.word, form)]
        done = unit.start + len(unit.word)
    return "".join((*pieces, name[done:]))


def _spelt(word: str, form: str) -> str:
    """A form in the letters of the word as it was written."""
    low = word.lower()
    kept = 0
    while kept < min(len(low), len(form)) and low[kept] == form[kept]:
        kept += 1
    rest = form[kept:]
    capitals = word.isupper() and len(word) > 1
    if kept == 0 and word[:1].isupper():
        rest = rest.capitalize()
    return word[:kept] + (rest.upper() if capitals else rest)


@functools.lru_cache(maxsize=2_000)
def _read(name: str, stands: str | None) -> _Read | None:
    """The likeliest reading of a name of at most six words, or `None` without a Cyrillic word."""
    matches = [
        match
        for match in _WORD.finditer(name)
        if (name.islower() or not match[0].islower()) and not _stays(match, name)
    ]
    if not 0 < len(matches) <= 6:
        return None
    words = [match[0].lower() for match in matches]
    best, read = -math.inf, None
    for roles in _roles(words):
        base = -1.5 if len(words) > 1 and GIVEN not in roles and PATRONYMIC not in roles else 0.0
        for gender in (MASCULINE, FEMININE):
            found = [lemmas(word, role, gender) for word, role in zip(words, roles, strict=True)]
            for number, case in enumerate(CASES):
                score = base + _PREFERENCE[number] + (_SHOWN if case == stands else 0.0)
                for by_case in found:
                    score += by_case[number][0]
                if score > best + 1e-9:
                    best = score
                    read = _Read(
                        gender, case, _units(matches, roles, [f[number][1] for f in found])
                    )
    return read


def _units(
    matches: Sequence[re.Match[str]], roles: Sequence[str], nominatives: Sequence[str]
) -> tuple[_Unit, ...]:
    return tuple(
        _Unit(match.start(), match[0], role, nominative)
        for match, role, nominative in zip(matches, roles, nominatives, strict=True)
    )


def _stays(match: re.Match[str], name: str) -> bool:
    """The first part of a hyphened word stays where it is one syllable on a consonant (Бонч-)."""
    word = match[0].lower()
    return (
        name[match.end() : match.end() + 1] == "-"
        and word[-1] not in VOWELS
        and sum(letter in VOWELS for letter in word) < 2
    )


def _roles(words: list[str]) -> list[tuple[str, ...]]:
    """The ways to say which word is what; parts of a hyphened word have one role."""
    if len(words) == 1:
        only = PATRONYMIC if _PATRONYMIC.match(words[0]) else GIVEN
        return [(only,), (SURNAME,)]
    fixed = [
        PATRONYMIC if index and _PATRONYMIC.match(word) else "" for index, word in enumerate(words)
    ]
    orders = []
    for given in range(len(words)):
        if fixed[given] == PATRONYMIC:
            continue
        orders.append(
            tuple(
                role or (GIVEN if index == given else SURNAME) for index, role in enumerate(fixed)
            )
        )
    orders.append(tuple(role or SURNAME for role in fixed))
    if PATRONYMIC in fixed:
        orders += [tuple(SURNAME if r == PATRONYMIC else r for r in order) for order in orders]
    return orders
