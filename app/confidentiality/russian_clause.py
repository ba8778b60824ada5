"""A Russian clause as a row of words: what each may be, and whether something in it acts already.

Invariant: pure but for the dictionary of pymorphy3; the case of an earlier placeholder is asked for
once. Deliberately elsewhere: which case a place demands (`russian_cases`, `russian_valency`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.confidentiality.detectors.morphology import Reading, readings
from app.confidentiality.russian_government import (
    ACCUSATIVE,
    AGENTS,
    ALL_PREPOSITIONS,
    AUTHORED,
    CLAUSES,
    DATIVE,
    PERSONS,
    WRITTEN,
)

PLACEHOLDER = re.compile(r"\u27e6[A-Z0-9_]+_[0-9]+\u27e7")
_FINITE = frozenset({"VERB", "INFN", "GRND", "PRTS", "PRED"})
_OTHER_PERSONS = frozenset({"1per", "2per", "impr"})


@dataclass(slots=True)
class Sentence:
    """The words of a sentence around a place. `demands(sentence, end, right)` gives the case of a
    name that stands right after `tokens[:end]` and before `right`."""

    tokens: list[str]
    demands: Callable[[Sentence, int, list[str]], str | None]
    _cases: dict[int, str | None] = field(default_factory=dict)

    def case(self, index: int) -> str | None:
        """The case of the placeholder that is the token `index`."""
        if index not in self._cases:
            self._cases[index] = None
            self._cases[index] = self.demands(self, index, self.tokens[index + 1 :])
        return self._cases[index]

    def word(self, index: int) -> str:
        """A token in lower case; empty outside of the sentence."""
        return self.tokens[index].lower() if 0 <= index < len(self.tokens) else ""

    def is_name(self, index: int) -> bool:
        """Whether a token is a placeholder."""
        return 0 <= index < len(self.tokens) and is_placeholder(self.tokens[index])

    def is_led(self, index: int) -> bool:
        """Whether a preposition leads the noun at `index`, adjectives between them or not."""
        at = index - 1
        while at >= 0 and cyrillic(self.word(at)) and reads_as(self.word(at), "ADJF", "NUMR"):
            at -= 1
        return self.word(at) in ALL_PREPOSITIONS

    def beginning(self, end: int) -> int:
        """Where the clause of the word `end` begins."""
        at = end - 1
        while at >= 0:
            word = self.word(at)
            if word in CLAUSES:
                return at + 1
            if word.startswith("котор"):
                return at
            if word == "," and any(is_predicate(w) for w in self._segment(at)):
                return at + 1
            at -= 1
        return 0

    def _segment(self, comma: int) -> list[str]:
        """The words before a comma, back to the one before."""
        at = comma
        while at > 0 and self.tokens[at - 1] != ",":
            at -= 1
        return [self.word(index) for index in range(at, comma)]

    def has_subject(self, verb: int, reading: Reading, *, things: bool = False) -> bool:
        """Whether something in the nominative stands before the verb and agrees with it.
        `things`: what is done counts too, as it does for a passive."""
        first = self.beginning(verb)
        for at in range(first, verb):
            word = self.word(at)
            if is_placeholder(self.tokens[at]):
                if self.case(at) == "nomn" and not self.is_led(at):
                    return True
            elif word.startswith("котор") and cyrillic(word):
                return self._relative_acts(at, word, reading)
            elif self._acts(at, first, word, reading, things=things):
                return word not in ("это", "что")
        return False

    def _acts(self, at: int, first: int, word: str, verb: Reading, *, things: bool) -> bool:
        if not cyrillic(word):
            return at == first and word.isalnum() and not word.isdigit() and not self.is_led(at)
        return not self.is_led(at) and may_act(word, verb, things=things)

    def _relative_acts(self, at: int, word: str, verb: Reading) -> bool:
        """Whether `который` is the subject of its clause: never where it has another case; where it
        could be the thing that is done, by whether the verb has a person for its object."""
        found = readings(word)
        if not any("nomn" in r.grammemes for r in found) or self.is_led(at):
            return False
        if not any("accs" in r.grammemes for r in found):
            return True
        behind = self.word(at - 2) if self.word(at - 1) == "," else ""
        if behind and cyrillic(behind) and reads_as(behind, "anim"):
            return True
        return bool(lemmas_of_reading(verb) & (DATIVE | ACCUSATIVE))


def any_of(found: Iterable[str], table: frozenset[str]) -> bool:
    """Whether a lemma of one of the words is in a table."""
    return any(lemmas_of(word.lower()) & table for word in found)


def lemmas_of(word: str) -> frozenset[str]:
    """A word and what it is a form of, without ё."""
    return frozenset({word, *(r.normal.replace("ё", "е") for r in readings(word)[:3])})


def lemmas_of_reading(reading: Reading) -> frozenset[str]:
    """The lemma of one reading, without ё."""
    return frozenset({reading.normal.replace("ё", "е")})


def reads_as(word: str, *parts: str) -> bool:
    """Whether the likeliest reading of a word has one of these grammemes."""
    found = readings(word)
    return bool(found) and any(part in found[0].grammemes for part in parts)


def is_placeholder(token: str) -> bool:
    """Whether a token is a placeholder."""
    return token[:1] == "\u27e6" and PLACEHOLDER.fullmatch(token) is not None


def is_predicate(word: str) -> bool:
    """Whether a word in lower case is a verb of any kind."""
    if not word or not cyrillic(word):
        return False
    reading = predicate_of(word)
    return reading is not None and bool(reading.grammemes & _FINITE)


def predicate_of(word: str) -> Reading | None:
    """The likeliest reading of a word, or that as a passive where it is as likely."""
    found = readings(word)
    if found and "ADJS" in found[0].grammemes:
        return next((r for r in found[:3] if "PRTS" in r.grammemes), found[0])
    if found and "ADJF" in found[0].grammemes:
        return next((r for r in found[:3] if _is_passive(r) and r.score > 0.2), found[0])
    return found[0] if found else None


def _is_passive(reading: Reading) -> bool:
    return "PRTF" in reading.grammemes and "pssv" in reading.grammemes


def is_third(reading: Reading) -> bool:
    """Whether a reading is a verb of the third person."""
    return "VERB" in reading.grammemes and not reading.grammemes & _OTHER_PERSONS


def may_act(low: str, verb: Reading, *, things: bool = False) -> bool:
    """Whether a word is a subject that agrees with the verb, and not a thing that is done
    (`Отчёт подготовила …`)."""
    found = [r for r in readings(low)[:6] if r.score > 0.01]
    subjects = [
        r
        for r in found
        if "nomn" in r.grammemes and (r.grammemes & {"NOUN", "NPRO"} or _is_subject_word(r))
    ]
    if not any(_agree(subject, verb) for subject in subjects):
        return False
    thing = any({"NOUN", "accs", "inan"} <= r.grammemes for r in found)
    if things or not thing or "intr" in verb.grammemes:
        return True
    lemmas = lemmas_of_reading(verb)
    made = lemmas & AUTHORED or ("past" in verb.grammemes and lemmas & WRITTEN)
    return bool(lemmas_of(low) & AGENTS and lemmas & (DATIVE | ACCUSATIVE) and not made)


def _is_subject_word(reading: Reading) -> bool:
    """`дежурный`, `ответственный`, but not `этот`."""
    return "Subx" in reading.grammemes and "Apro" not in reading.grammemes


_PEOPLE = re.compile(r"(?:[еоё]р|ист|вед|ник|щик|тель|опс|лид)$")


def person_readings(word: str) -> list[Reading]:
    """How a word is read as a noun of a person; empty where it is none. Words that the dictionary
    lacks are people by the table, or by how they are built."""
    if not cyrillic(word):
        return []
    found = [
        r for r in readings(word) if r.grammemes & {"NOUN", "Subx"} and "Apro" not in r.grammemes
    ]
    listed = [r for r in found if r.normal.replace("ё", "е") in PERSONS]
    if listed:
        return listed
    if not found or "anim" not in readings(word)[0].grammemes:
        return []
    known = readings(word)[0].known or _PEOPLE.search(readings(word)[0].normal)
    return [r for r in found if "anim" in r.grammemes] if known else []


def _agree(subject: Reading, verb: Reading) -> bool:
    """Whether a noun in the nominative and a verb of the third person agree."""
    if "NPRO" in subject.grammemes:
        return True
    number = verb.grammemes & {"sing", "plur"}
    if number and subject.grammemes & {"sing", "plur"} and not number & subject.grammemes:
        return False
    gender = verb.grammemes & {"masc", "femn", "neut"}
    own = subject.grammemes & {"masc", "femn", "neut"}
    return not gender or "plur" in number or not own or bool(gender & own)


def cyrillic(word: str) -> bool:
    """Whether a word in lower case is in Cyrillic letters."""
    return bool(word) and ("а" <= word[0] <= "я" or word[0] == "ё")


def acts(after: list[str]) -> bool:
    """Whether a verb of the third person in the singular follows."""
    verb = predicate_of(after[0].lower()) if after else None
    return (
        verb is not None
        and is_third(verb)
        and "sing" in verb.grammemes
        and "neut" not in verb.grammemes
    )
