"""Which nominative a Russian word of a name may come from: for each case its likeliest lemma.

Invariant: pure; points come from the dictionary of pymorphy3 and the usual build of surnames, never
from the sentence. Deliberately elsewhere: whole names (`russian_names`), endings
(`detectors.declension`).
"""

from __future__ import annotations

import functools
import re

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

_TYPICAL = {
    MASCULINE: re.compile(
        r"(?:[оеё]в|[иы]н|ский|цкий|ской|цкой|енко|[ую]к|[ая]к|чик|[ая]н|ец|дзе|швили|[иы]х|ич|ко|[иы]й)$"
    ),
    FEMININE: re.compile(
        r"(?:[оеё]ва|[иы]на|ская|цкая|енко|[ую]к|[ая]к|чик|[ая]н|ец|дзе|швили|[иы]х|ич|ко|ая)$"
    ),
}
_ENDINGS = ("", "а", "я", "й", "ь", "ий", "ый", "ой", "ая", "яя", "ия")
_BEGIN_ENDINGS = f"{VOWELS}ь"
"""What the ending of a case that is not the nominative begins with."""
_OWN_STEMS = {"павл": "павел", "льв": "лев", "петр": "пётр", "зайц": "заяц"}
_FREELY_INDECLINABLE = re.compile(r"(?:ко|дзе|швили|[иы]х|[^аяйь])$")
_MISSPELT = re.compile(r"(?:[гкхжчшщ]ый|[гкхжчшщц]я|[жчшщц]ю|[ыеэ]я|[ыэю]й)$")
"""Nominatives that nobody has."""
_DOUBLED = re.compile(r"..(?:[оеё]в|[иы]н)(?:ый|ой|ая)$")
"""A surname with the ending of an adjective behind its own: `Ситниковый`."""
_ABLATIVE = CASES.index("ablt")
_SECOND = {"ой": "ою", "ей": "ею", "ём": "ом", "ем": "ом", "ом": "ем"}
"""Other endings of the instrumental."""


def _folded(word: str) -> str:
    return word.replace("ё", "е")


@functools.lru_cache(maxsize=8_000)
def lemmas(word: str, role: str, gender: str) -> tuple[tuple[float, str], ...]:
    """For each of `CASES`, in their order: points for the word being that case of a name in this role
    and gender, and its nominative then. `word` is in small letters."""
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
    plain = _folded(" ".join(forms)).split(" ")
    found = [number for number, form in enumerate(plain) if form == folded]
    ablative = plain[_ABLATIVE]
    if ablative not in (plain[0], folded):
        second = ablative[:-2] + _SECOND.get(ablative[-2:], ablative[-2:])
        found += [_ABLATIVE] if second == folded else []
    return found


@functools.lru_cache(maxsize=2_000)
def _candidates(word: str, role: str) -> frozenset[str]:
    found = {word, _OWN_STEMS.get(word, word)}
    for cut in range(1, min(4, len(word) - 1)):
        stem = word[:-cut]
        if word[-cut] not in _BEGIN_ENDINGS:
            continue
        found.update(stem + ending for ending in _ENDINGS)
        if stem in _OWN_STEMS:
            found.add(_OWN_STEMS[stem])
        if stem[-1] in "цк" and len(stem) > 2:
            body = stem[:-1].removesuffix("ь")
            found.update(body + vowel + stem[-1] for vowel in "еёо")
            found.add(body.removesuffix("й") + "ец")
        if stem[-1] == "ь":
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
