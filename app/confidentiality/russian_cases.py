"""The grammatical case that a place in a Russian sentence demands of a name.

`case_of` reads what stands around the place: an ending glued to a placeholder, a preposition, the
word that governs it, a noun that it belongs to. Invariant: it says a case only where the sentence
shows one; a place that could be read in two ways has none. It looks at most `_REACH` characters
back, so its time does not depend on the length of the text.
Deliberately elsewhere: putting a name into the case (`russian_names`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.confidentiality.detectors.morphology import Reading, readings
from app.confidentiality.russian_clause import (
    PLACEHOLDER,
    acts,
    any_of,
    cyrillic,
    has_subject,
    is_finite,
    lemmas_of,
    reads_as,
)
from app.confidentiality.russian_government import (
    ABLATIVE,
    ACCUSATIVE,
    ALL_PREPOSITIONS,
    BEHIND_ABLT,
    BEHIND_ACCS,
    CLAUSES,
    DATIVE,
    GENITIVE,
    LINKS,
    NEEDS,
    ON_LOCT,
    OWN,
    PREPOSITIONS,
    RECEIVED,
    REFLEXIVE_DOERS,
    SKIPPED,
    TABLED,
    TAKEN_FROM,
)

_REACH = 240
_TOKEN = re.compile(r"\u27e6[A-Z0-9_]+_[0-9]+\u27e7|[А-ЯЁа-яё]+(?:-[а-яё]+)*|[A-Za-z0-9_]+|[^\s\w]")
_BREAK = re.compile(r"[.!?:;|()\[\]\n*#>«»\"]+")
_NAME = re.compile(r"[А-ЯЁа-яёA-Za-z.\-]*(?:[ ][А-ЯЁ][А-ЯЁа-яё.\-]*){0,3}")
_GLUED = re.compile(r"-?([а-яё]{1,3})(?!\w)")
_GLUED_CASES = {
    "у": "datv", "ю": "datv", "ому": "datv", "ему": "datv",
    "ом": "ablt", "ем": "ablt", "ём": "ablt", "ым": "ablt", "им": "ablt",
    "а": "gent", "я": "gent", "ого": "gent", "его": "gent", "ы": "gent", "и": "gent",
    "е": "loct", "ой": "ablt", "ей": "ablt",
}  # fmt: skip
_FEMININE_GLUED = {"у": "accs", "ю": "accs", "ую": "accs", "е": "datv"}


def case_of(text: str, start: int, gender: str | None = None) -> str | None:
    """The case of `CASES` that the place `start` of a Russian text demands, or `None`.

    `start` is where a placeholder (or a name) begins. `gender` (`masc`, `femn`) of the name decides
    glued endings that two genders share. Reads at most a few words back.
    """
    if glued := _glued(text, start, gender):
        return glued
    before = _TOKEN.findall(_BREAK.split(_plain(text[max(0, start - _REACH) : start]))[-1])
    name = PLACEHOLDER.match(text, start) or _NAME.match(text, start)
    end = name.end() if name else start
    after = _TOKEN.findall(_BREAK.split(_plain(text[end : end + _REACH // 3]))[0])
    return _demanded(before, after)


def _plain(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


def _glued(text: str, start: int, gender: str | None) -> str | None:
    placeholder = PLACEHOLDER.match(text, start)
    ending = _GLUED.match(text, placeholder.end()) if placeholder else None
    if ending is None:
        return None
    if gender == "femn" and ending[1] in _FEMININE_GLUED:
        return _FEMININE_GLUED[ending[1]]
    return _GLUED_CASES.get(ending[1])


def _demanded(before: list[str], after: list[str]) -> str | None:
    """What the words around a place demand; the nearest that shows a case decides."""
    whole, before = before, _without_adverbs(before)
    if not before or before[-1] in ",\u2014-" or before[-1].lower() in CLAUSES:
        return _beginning(after)
    word = before[-1].lower()
    if PLACEHOLDER.fullmatch(before[-1]) or not cyrillic(word):
        return None
    if word in LINKS:
        return _linked(before[:-1], after)
    if word in PREPOSITIONS or word in ("за", "в"):
        return _after_preposition(before[:-1], word, after)
    if len(before) < len(whole) and reads_as(word, "NOUN") and not _giver(before[:-1]):
        return "nomn"
    return _governed(before, word, after)


def _without_adverbs(before: list[str]) -> list[str]:
    """The words before a place without adverbs and `, пожалуйста,` right at it."""
    rest = list(before)
    while rest:
        word = rest[-1].lower()
        if word == "," and len(rest) > 1 and rest[-2].lower() in SKIPPED:
            rest.pop()
        elif word in SKIPPED or (reads_as(word, "ADVB", "PRCL", "CONJ") and word not in TABLED):
            if word in LINKS or word in CLAUSES:
                break
            rest.pop()
            if len(rest) > 1 and rest[-1] == "," and word in SKIPPED:
                rest.pop()
        else:
            break
    return rest


def _beginning(after: list[str]) -> str | None:
    """The case at the beginning of a clause, by what follows the name."""
    words_ = [
        word.lower() for word in after[:3] if word.lower() not in ("не", "уже", "еще", "также")
    ]
    if not words_:
        return "nomn"
    if words_[0] in NEEDS:
        return "datv"
    if words_[0] == "нет" or words_[:1] == ["было"]:
        return "gent"
    verb = next((r for r in readings(words_[0])[:1] if "VERB" in r.grammemes), None)
    if verb and "plur" in verb.grammemes and "impr" not in verb.grammemes:
        lemmas = lemmas_of(words_[0])
        if words_[0] == "зовут" or lemmas & ACCUSATIVE:
            return "accs"
        if lemmas & DATIVE:
            return "datv"
    return "nomn"


def _linked(before: list[str], after: list[str]) -> str | None:
    """After `и`: the case of the placeholder before it; at the beginning of a clause the subject's."""
    if before and PLACEHOLDER.fullmatch(before[-1]):
        return _demanded(before[:-1], after)
    return None


def _after_preposition(before: list[str], word: str, after: list[str]) -> str | None:
    if word == "за":
        return _behind(before)
    if word == "в":
        return None
    if word == "на":
        near = [*before[-3:], *after[:2]]
        return "loct" if any_of(near, ON_LOCT) else "accs"
    if word in ("с", "со") and any_of(before[-3:], TAKEN_FROM):
        return "gent"
    return PREPOSITIONS[word]


def _behind(before: list[str]) -> str | None:
    if any_of(before[-4:], BEHIND_ABLT):
        return "ablt"
    return "accs" if any_of(before[-4:], BEHIND_ACCS) else None


def _governed(before: list[str], word: str, after: list[str]) -> str | None:
    """What a verb, a participle, an adjective or a noun right before the place demands."""
    first = next(iter(readings(word)), None)
    if first is None:
        return None
    if "NPRO" in first.grammemes or word in ("это", "вот"):
        return _past_pronoun(before, word, after)
    if "ADJF" in first.grammemes and "Apro" not in first.grammemes:
        return _agreeing(before, [r for r in readings(word) if "ADJF" in r.grammemes], after)
    if "Apro" in first.grammemes:
        return (
            _beginning(after)
            if word.startswith("котор")
            else _agreeing(before, readings(word), after)
        )
    if "NOUN" in first.grammemes:
        return _by_noun(before, word, after)
    return _by_verb(before, first, lemmas_of(word))


def _past_pronoun(before: list[str], word: str, after: list[str]) -> str | None:
    """`передай это …`, `сообщи об этом …`: the verb before the pronoun; else a subject."""
    rest = before[:-1]
    while rest and rest[-1].lower() in PREPOSITIONS:
        rest = rest[:-1]
    first = next(iter(readings(rest[-1].lower())), None) if rest else None
    if first and first.grammemes & {"VERB", "INFN", "GRND", "PRED"}:
        lemmas = lemmas_of(rest[-1].lower())
        return "datv" if lemmas & DATIVE else _by_verb(rest, first, lemmas)
    return "nomn" if word in ("это", "вот") or is_finite(after) else None


def _agreeing(before: list[str], found: Sequence[Reading], after: list[str]) -> str | None:
    """The case of an adjective or of a person's noun before the name."""
    cases = {r.case for r in found if "plur" not in r.grammemes and r.case}
    asked = _demanded(before[:-1], after)
    if asked in cases:
        return asked
    return next(iter(cases)) if len(cases) == 1 else None


def _by_verb(before: list[str], first: Reading, lemmas: frozenset[str]) -> str | None:
    grammemes = first.grammemes
    if "PRTS" in grammemes or ("PRTF" in grammemes and "pssv" in grammemes):
        if _announced(before[:-1]):
            return "nomn"
        return "datv" if lemmas & RECEIVED else "ablt"
    if "VERB" in grammemes and not grammemes & {"1per", "2per", "impr"}:
        reflexive = before[-1].lower().endswith(("ся", "сь"))
        if lemmas & REFLEXIVE_DOERS or (reflexive and not lemmas & TABLED and before[:-1]):
            return "ablt"
        if not has_subject(before[:-1]):
            return _tabled(lemmas) if grammemes & {"plur", "neut"} else "nomn"
    if "знать" in lemmas and len(before) > 1 and lemmas_of(before[-2].lower()) & {"дать", "давать"}:
        return "datv"
    if case := _tabled(lemmas):
        return case
    return "accs" if "tran" in grammemes else None


def _tabled(lemmas: frozenset[str]) -> str | None:
    for table, case in (
        (ACCUSATIVE - DATIVE, "accs"),
        (DATIVE, "datv"),
        (ACCUSATIVE, "accs"),
        (GENITIVE, "gent"),
        (ABLATIVE, "ablt"),
    ):
        if lemmas & table:
            return case
    return None


def _announced(before: list[str]) -> bool:
    """`Ответственным назначен …`: the name is the subject."""
    return any(
        "ablt" in r.grammemes and r.grammemes & {"NOUN", "ADJF"}
        for word in before[-2:]
        for r in readings(word.lower())[:1]
    )


def _by_noun(before: list[str], word: str, after: list[str]) -> str | None:
    """A thing's noun has the name in the genitive; a person's has it in the noun's own case."""
    nouns = [r for r in readings(word) if "NOUN" in r.grammemes]
    if "anim" in nouns[0].grammemes:
        return _agreeing(before, nouns, after)
    rest = before[:-1]
    if rest and "gent" in nouns[0].grammemes and reads_as(rest[-1].lower(), "anim"):
        return _by_noun(rest, rest[-1].lower(), after)
    led = len(rest) > 1 and rest[-1].lower() in ALL_PREPOSITIONS
    if led and lemmas_of(rest[-2].lower()) & (ACCUSATIVE - DATIVE):
        return "accs"
    if rest and rest[-1].lower() in ALL_PREPOSITIONS and acts(after) and not has_subject(rest):
        return "nomn"
    if not led and rest and _doer_is_wanted(rest, nouns):
        return "nomn"
    if not {r.normal.replace("ё", "е") for r in nouns} & OWN and _giver(rest):
        return "datv"
    return "gent"


def _doer_is_wanted(rest: list[str], nouns: Sequence[Reading]) -> bool:
    """`Взял задачу …`: a verb of the third person with its object and without a subject."""
    verb = next(iter(readings(rest[-1].lower())), None)
    if verb is None or "VERB" not in verb.grammemes or has_subject(rest[:-1]):
        return False
    if verb.grammemes & {"1per", "2per", "impr", "plur", "neut"}:
        return False
    cases = {r.case for r in nouns}
    return "tran" in verb.grammemes if cases & {"nomn", "accs"} else "ablt" in cases


def _giver(before: list[str]) -> bool:
    """Whether a verb that has a receiver stands before, with one thing between."""
    for word in reversed(before[-5:]):
        low = word.lower()
        if not cyrillic(low):
            return False
        reading = next(iter(readings(low)), None)
        if reading and reading.grammemes & {"VERB", "INFN", "GRND"}:
            receiver = bool(lemmas_of(low) & (DATIVE - {"поставить", "открыть"}))
            third = "VERB" in reading.grammemes and not reading.grammemes & {"impr", "1per", "2per"}
            return receiver and (not third or has_subject(before[: before.index(word)]))
    return False
