"""Words of a Russian clause: their lemmas, and whether something in it acts already.

Pure but for the dictionary of pymorphy3. Deliberately elsewhere: cases (`russian_cases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.russian_government import AGENTS, ALL_PREPOSITIONS

PLACEHOLDER = re.compile(r"\u27e6[A-Z0-9_]+_[0-9]+\u27e7")


def any_of(found: Iterable[str], table: frozenset[str]) -> bool:
    """Whether a lemma of one of the words is in a table."""
    return any(lemmas_of(word.lower()) & table for word in found)


def lemmas_of(word: str) -> frozenset[str]:
    """A word and what it is a form of, without ё."""
    return frozenset({word, *(r.normal.replace("ё", "е") for r in readings(word)[:3])})


def reads_as(word: str, *parts: str) -> bool:
    """Whether the likeliest reading of a word has one of these grammemes."""
    found = readings(word)
    return bool(found) and any(part in found[0].grammemes for part in parts)


def is_finite(after: list[str]) -> bool:
    """Whether the words begin with a finite verb or a predicate."""
    word = next((w.lower() for w in after if w.lower() != "не"), "")
    return bool(word) and cyrillic(word) and reads_as(word, "VERB", "PRTS", "ADJS", "PRED")


def has_subject(before: list[str]) -> bool:
    """Whether a noun, a pronoun or a name in the nominative stands before the verb."""
    for number, word in enumerate(before):
        led = number > 0 and before[number - 1].lower() in ALL_PREPOSITIONS
        if PLACEHOLDER.fullmatch(word):
            return not led
        low = word.lower()
        if not led and cyrillic(low) and may_act(low):
            return low not in ("это", "что")
    return False


def may_act(low: str) -> bool:
    """Whether a word is a subject, and not a thing that is done (`Отчёт подготовила …`)."""
    found = readings(low)
    subject = any("nomn" in r.grammemes and r.grammemes & {"NOUN", "NPRO"} for r in found[:2])
    thing = any(
        "NOUN" in r.grammemes and "accs" in r.grammemes and "inan" in r.grammemes for r in found
    )
    return subject and (not thing or bool(lemmas_of(low) & AGENTS))


def cyrillic(word: str) -> bool:
    """Whether a word in lower case is in Cyrillic letters."""
    return "а" <= word[0] <= "я" or word[0] == "ё"


def acts(after: list[str]) -> bool:
    """Whether a verb of the third person in the singular follows."""
    verb = next((r for r in readings(after[0].lower())[:1]), None) if after else None
    return (
        verb is not None
        and "VERB" in verb.grammemes
        and "sing" in verb.grammemes
        and not verb.grammemes & {"1per", "2per", "impr", "neut"}
    )
