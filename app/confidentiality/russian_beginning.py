"""The case of a name at the beginning of a clause, by the words that follow it.

Deliberately elsewhere: names with something before them (`russian_cases`).
"""

from __future__ import annotations

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.russian_clause import (
    cyrillic,
    is_placeholder,
    is_third,
    lemmas_of,
    predicate_of,
    reads_as,
)
from app.confidentiality.russian_frames import tabled
from app.confidentiality.russian_government import ACCUSATIVE, DATIVE, JOINTS, NEEDS


def at_beginning(right: list[str]) -> str | None:
    """The case at the beginning of a clause, by what follows the name."""
    words_, several = _predicate(right)
    if not words_:
        return "nomn"
    word, negated = words_[0], "не" in [w.lower() for w in right[:2]]
    if word in NEEDS:
        return _needed(words_[1:])
    if word == "нет" or (negated and word in ("было", "будет")):
        return "gent"
    verb = predicate_of(word) if cyrillic(word) else None
    if verb is None:
        return "nomn"
    if "PRTS" in verb.grammemes and "neut" not in verb.grammemes:
        return "datv" if lemmas_of(word) & DATIVE and _something_agrees(words_[1:]) else "nomn"
    if (is_third(verb) and verb.grammemes & {"neut", "Impe"}) or "PRTS" in verb.grammemes:
        return "datv"
    if is_third(verb) and "plur" in verb.grammemes and not several:
        return "accs" if word == "зовут" else _of_people(lemmas_of(word), words_[1:])
    return "nomn"


def _predicate(right: list[str]) -> tuple[list[str], bool]:
    """What follows a name and names that are listed with it, without particles; whether any are."""
    rest, several = list(right), False
    while rest:
        word = rest[0].lower()
        if len(rest) > 1 and (word in JOINTS or word == ",") and _goes_on(rest):
            several = True
            rest = rest[next(k for k, w in enumerate(rest) if is_placeholder(w)) + 1 :]
        elif word in ("не", "бы", "ли", "же") or (
            cyrillic(word) and word not in NEEDS and reads_as(word, "ADVB", "PRCL")
        ):
            rest = rest[1:]
        else:
            break
    return [word.lower() for word in rest], several


def _goes_on(rest: list[str]) -> bool:
    """Whether a list of names goes on: `, …`, `и …`, `, ни …`."""
    for word in rest[:4]:
        if is_placeholder(word):
            return True
        if word != "," and word.lower() not in JOINTS:
            return False
    return False


def _needed(rest: list[str]) -> str:
    """`X нужно …`: the one who must, or the one whom others must find or ask."""
    for number, word in enumerate(rest[:3]):
        if cyrillic(word) and reads_as(word, "INFN"):
            lemmas = lemmas_of(word)
            if lemmas & (ACCUSATIVE - DATIVE) and not _something_agrees(rest[number + 1 :]):
                return "accs"
            return "datv"
    return "datv"


def _something_agrees(rest: list[str]) -> bool:
    """Whether a noun follows that is the subject or the object."""
    return any(
        "NOUN" in reading.grammemes and reading.grammemes & {"nomn", "accs"}
        for word in rest[:2]
        if cyrillic(word)
        for reading in readings(word)[:3]
    )


def _of_people(lemmas: frozenset[str], rest: list[str]) -> str:
    """Before a verb in the plural that has no subject."""
    if lemmas & ACCUSATIVE and lemmas & DATIVE:
        return "datv" if _something_agrees(rest) else "accs"
    return tabled(lemmas) or "nomn"
