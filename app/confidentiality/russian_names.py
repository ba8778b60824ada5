"""Forms of Russian names: which are one person's, and a whole name in another case.

`canonical(name)` is one key for every case form and romanisation of a name, `same_person` compares
two, `inflect` puts a name into a case, `case_of` (from `russian_cases`) tells which case a place in
a sentence demands. Invariant: different people are never merged: gender is kept apart (Иванов,
Иванова; Александр, Александра) and a shorter name (Иванов) is not a longer one (Иван Иванов).
The dictionary of pymorphy3 loads on the first Cyrillic name.
Deliberately elsewhere: endings (`detectors.declension`), Latin letters (`romanisation`).
"""

from __future__ import annotations

import functools
import itertools
import re
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
from app.confidentiality.detectors.morphology import CASES, readings
from app.confidentiality.detectors.names import RUSSIAN_GIVEN
from app.confidentiality.detectors.romanisation import skeleton
from app.confidentiality.russian_cases import case_of

__all__ = ["CASES", "canonical", "case_of", "gender_of", "inflect", "nominative", "same_person"]

_WORD = re.compile(r"[А-ЯЁа-яё]+(?!\w|\.)|[А-ЯЁа-яё]{2,}(?!\w)")
_ANY_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_PATRONYMIC = re.compile(
    r"[а-яё]{2,}(?:(?:[оеё]вич|[лткмнп]ич)(?:|а|у|ем|ом|е)|(?:[оеё]вн|иничн|[лткмнп]ичн)(?:а|ы|е|у|ой|ою))$"
)
_TYPICAL = {
    MASCULINE: re.compile(
        r"(?:[оеё]в|[иы]н|ский|цкий|ской|цкой|енко|[ую]к|[ая]к|чик|[ая]н|ец|дзе|швили|[иы]х|ич|ко|[иы]й)$"
    ),
    FEMININE: re.compile(
        r"(?:[оеё]ва|[иы]на|ская|цкая|енко|[ую]к|[ая]к|чик|[ая]н|ец|дзе|швили|[иы]х|ич|ко|ая)$"
    ),
}
_ENDINGS = ("", "а", "я", "й", "ь", "ий", "ый", "ой", "ая", "яя", "ия")
_OWN_STEMS = {"павл": "павел", "льв": "лев", "петр": "пётр", "зайц": "заяц"}
_FREELY_INDECLINABLE = re.compile(r"(?:ко|дзе|швили|[иы]х|[^аяйь])$")
_PREFERENCE = (0.0, -0.6, -0.61, -0.65, -0.7, -0.75)
"""How much less likely than the nominative a case is, by nothing but its number."""
_SHOWN = 4.0
"""How much likelier the case is that the sentence showed."""
_MISSPELT = re.compile(r"(?:[гкхжчшщ]ый|[гкхжчшщц]я|[жчшщц]ю|[ыеэ]я|[ыэю]й)$")
"""Nominatives that nobody has."""
_DOUBLED = re.compile(r"..(?:[оеё]в|[иы]н)(?:ый|ой|ая)$")
"""A surname with the ending of an adjective behind its own: `Ситниковый`."""
_ABLATIVE = CASES.index("ablt")
_SECOND = {"ой": "ою", "ей": "ею", "ём": "ом", "ем": "ом", "ом": "ем"}
"""Other endings of the instrumental."""


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


def _folded(word: str) -> str:
    return word.replace("ё", "е")


@functools.lru_cache(maxsize=2_000)
def _read(name: str, stands: str | None) -> _Read | None:
    """The likeliest reading of a name of at most six words, or `None` without a Cyrillic word."""
    words = [
        _Unit(match.start(), match[0], "", "")
        for match in _WORD.finditer(name)
        if (name.islower() or not match[0].islower()) and not _stays(match, name)
    ]
    if not 0 < len(words) <= 6:
        return None
    best: tuple[float, _Read] | None = None
    for roles in _roles([unit.word.lower() for unit in words]):
        base = -1.5 if len(words) > 1 and GIVEN not in roles and PATRONYMIC not in roles else 0.0
        for gender, (number, case) in itertools.product((MASCULINE, FEMININE), enumerate(CASES)):
            score = base + _PREFERENCE[number] + (_SHOWN if case == stands else 0.0)
            units = []
            for unit, role in zip(words, roles, strict=True):
                points, lemma = _lemmas(unit.word.lower(), role, gender)[number]
                score += points
                units.append(_Unit(unit.start, unit.word, role, lemma))
            if best is None or score > best[0] + 1e-9:
                best = score, _Read(gender, case, tuple(units))
    return best[1] if best else None


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


@functools.lru_cache(maxsize=8_000)
def _lemmas(word: str, role: str, gender: str) -> tuple[tuple[float, str], ...]:
    """For each case how well a word is this in that case, and its nominative then."""
    best = [(-6.0, word)] * len(CASES)
    folded = _folded(word)
    for lemma in _candidates(word, role):
        forms = paradigm(lemma, role, gender)
        for number in _cases(folded, forms):
            points = _evidence(word, lemma, role, gender, CASES[number], forms)
            best[number] = max(best[number], (points, lemma))
    return tuple(best)


def _cases(folded: str, forms: tuple[str, ...]) -> list[int]:
    """Numbers of the cases in which a word is spelt so; the instrumental has a second ending."""
    plain = [_folded(form) for form in forms]
    found = [number for number, form in enumerate(plain) if form == folded]
    ablative = plain[_ABLATIVE]
    if ablative not in (plain[0], folded):
        second = ablative[:-2] + _SECOND.get(ablative[-2:], ablative[-2:])
        found += [_ABLATIVE] if second == folded else []
    return found


@functools.lru_cache(maxsize=2_000)
def _candidates(word: str, role: str) -> frozenset[str]:
    found = {word}
    for cut in range(min(4, len(word) - 1)):
        stem = word[: len(word) - cut]
        found.update(stem + ending for ending in _ENDINGS)
        if stem in _OWN_STEMS:
            found.add(_OWN_STEMS[stem])
        if stem[-1] in "цк" and len(stem) > 2:
            body = stem[:-1].removesuffix("ь")
            found.update(body + vowel + stem[-1] for vowel in "еёо")
            found.add(body.removesuffix("й") + "ец")
        if stem[-1] == "ь" and cut:
            found.add(stem[:-1] + "ей")
    found = {word} | {lemma for lemma in found if not _MISSPELT.search(lemma)}
    if role == PATRONYMIC:
        return frozenset(lemma for lemma in found if lemma.endswith(("ич", "на")))
    return frozenset(found)


def _evidence(
    word: str, lemma: str, role: str, gender: str, case: str, forms: tuple[str, ...]
) -> float:
    """Points for a reading: the dictionary's word and the usual build of surnames."""
    points = 0.0
    mark = {GIVEN: "Name", PATRONYMIC: "Patr", SURNAME: "Surn"}[role]
    normals = (_folded(lemma),) if role == GIVEN else _normals(lemma)
    for reading in readings(word):
        gram = reading.grammemes
        noun = role == SURNAME and "NOUN" in gram and "masc" in gram and gender == MASCULINE
        noun |= role == GIVEN and "NOUN" in gram and lemma in RUSSIAN_GIVEN
        if not (mark in gram or noun) or "plur" in gram or _folded(reading.normal) not in normals:
            continue
        if case in gram and (gender in gram or "ms-f" in gram or "GNdr" in gram):
            worth = 0.8 if mark not in gram else 2.0 if reading.known else 0.7
            points = max(points, worth + reading.score / 2)
    if lemma[-1] in "ья" and not points:
        points -= 0.2
    if role == GIVEN:
        points += 0.7 if points and lemma in RUSSIAN_GIVEN else 0.0
        return (points if points > 0 else points - 2.0) - (0.6 if len(set(forms)) == 1 else 0.0)
    if role == SURNAME:
        points += 1.0 if _TYPICAL[gender].search(lemma) else 0.0
        points -= 1.3 if _DOUBLED.search(lemma) else 0.0
        points -= 0.1 if lemma.endswith(("ской", "цкой", "ной")) or lemma[-1] == "я" else 0.0
        other = MASCULINE if gender == FEMININE else FEMININE
        if _TYPICAL[other].search(lemma) and not _TYPICAL[gender].search(lemma):
            points -= 2.0
        if len(set(forms)) == 1 and gender == MASCULINE and not _FREELY_INDECLINABLE.search(lemma):
            points -= 1.0
        if len(set(forms)) == 1 and lemma[-1] in "уюыэе" and not lemma.endswith("дзе"):
            points -= 1.5
    return points


def _normals(lemma: str) -> tuple[str, ...]:
    """The nominative, and the masculine that the dictionary has as a feminine surname's lemma."""
    plain = _folded(lemma)
    found = [plain]
    if plain.endswith(("ова", "ева", "ина", "ына")):
        found.append(plain[:-1])
    elif plain.endswith(("ая", "яя")):
        found += [plain[:-2] + ending for ending in ("ий", "ый", "ой")]
    elif plain.endswith("на"):
        found += [plain[:-2] + "ич", plain[:-3] + "ич"]
    return tuple(found)
