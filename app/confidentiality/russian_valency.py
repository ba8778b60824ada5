"""What the word right before a name demands of it: a verb, a participle, a noun, an adjective.

Invariant: a case is said where the word or its clause shows it. Deliberately elsewhere: the
beginning of a clause, prepositions, lists (`russian_cases`), the tables (`russian_government`).
"""

from __future__ import annotations

from collections.abc import Sequence

from app.confidentiality.detectors.morphology import Reading, readings
from app.confidentiality.russian_clause import (
    Sentence,
    acts,
    any_of,
    cyrillic,
    is_placeholder,
    is_predicate,
    is_third,
    lemmas_of,
    person_readings,
    predicate_of,
    reads_as,
)
from app.confidentiality.russian_frames import framed, has_thing, tabled
from app.confidentiality.russian_government import (
    ACCUSATIVE,
    ALL_PREPOSITIONS,
    BEING,
    CLAUSES,
    DATIVE,
    NAMING,
    OWN,
    PERSONS,
    RECEIVED,
    REFLEXIVE_DOERS,
    RELATIONS,
    ROLES,
    TABLED,
)


def governed(s: Sentence, end: int, right: list[str]) -> str | None:
    """The case after the word `end - 1`, which is in Cyrillic and no preposition."""
    word = s.word(end - 1)
    first = predicate_of(word)
    if first is None:
        return None
    gram = first.grammemes
    if "NPRO" in gram or word in ("это", "вот"):
        return _past_pronoun(s, end, right)
    if "PRTF" in gram and "pssv" in gram:
        return "datv" if lemmas_of(word) & RECEIVED else "ablt"
    noun = [r for r in readings(word) if "NOUN" in r.grammemes]
    guessed = "ADJS" in gram and not any(r.known for r in readings(word))
    if noun and ("NOUN" in gram or guessed or lemmas_of(word) & PERSONS):
        return by_noun(s, end, noun, right)
    if "ADJF" in gram:
        return agreeing(s, end, [r for r in readings(word) if "ADJF" in r.grammemes], right)
    return by_verb(s, end, first, right)


def _past_pronoun(s: Sentence, end: int, right: list[str]) -> str | None:
    """`передай это …`, `сообщи об этом …`: the verb before the pronoun; else a subject."""
    at = end - 1
    while at > 0 and s.word(at - 1) in ALL_PREPOSITIONS:
        at -= 1
    led = at < end - 1
    verb = predicate_of(s.word(at - 1)) if at > 0 and cyrillic(s.word(at - 1)) else None
    if verb and verb.grammemes & {"VERB", "INFN", "GRND", "PRED"} and not is_third(verb):
        lemmas = lemmas_of(s.word(at - 1))
        if lemmas & DATIVE and not (led and lemmas & ACCUSATIVE):
            return "datv"
        return by_verb(s, at, verb, right)
    if verb and is_third(verb) and s.has_subject(at - 1, verb):
        return by_verb(s, at, verb, right)
    finite = predicate_of(right[0].lower()) if right and cyrillic(right[0].lower()) else None
    if s.word(end - 1) in ("это", "вот") or led or (finite and is_third(finite)):
        return "nomn"
    return None


def agreeing(s: Sentence, end: int, found: Sequence[Reading], right: list[str]) -> str | None:
    """The case of an adjective or of a person's noun before the name."""
    several = len(right) > 1 and right[0].lower() in ("и", "или", ",") and is_placeholder(right[1])
    cases = {r.case for r in found if r.case and (several or "plur" not in r.grammemes)}
    thing = any("inan" in r.grammemes for r in found)
    if "gent" in cases and thing and person_readings(s.word(end - 1)):
        cases.add("accs")
    asked = s.demands(s, end - 1, right)
    if asked in cases:
        return asked
    if "ablt" in cases and asked in ("accs", "nomn") and _names(s, end - 1):
        return asked
    cases = {r.case for r in found if r.case and "plur" not in r.grammemes} or cases
    return next(iter(cases)) if len(cases) == 1 else None


def _names(s: Sentence, end: int) -> bool:
    """`Назначьте ответственным …`: what stands in the instrumental is a role."""
    return any_of(s.tokens[max(0, end - 3) : end], NAMING)


def by_verb(s: Sentence, end: int, first: Reading, right: list[str]) -> str | None:
    """After a verb, `end - 1`, that is read as `first`."""
    gram, lemmas = first.grammemes, lemmas_of(s.word(end - 1))
    if gram & {"PRTS", "ADJS"}:
        return _by_short(s, end, first, lemmas)
    if is_third(first):
        if not s.has_subject(end - 1, first):
            return _without_subject(s, end, first, lemmas, right)
        reflexive = s.word(end - 1).endswith(("ся", "сь"))
        if lemmas & REFLEXIVE_DOERS or (reflexive and not lemmas & TABLED):
            return "ablt"
    if "знать" in lemmas and lemmas_of(s.word(end - 2)) & {"дать", "давать"}:
        return "datv"
    if "tran" in gram and not lemmas & DATIVE and has_thing(right):
        return "datv"
    if case := framed(lemmas, right):
        return case
    if gram & {"VERB", "INFN", "GRND", "PRTF"} and "tran" in gram:
        return "accs"
    return _without_subject(s, end, first, lemmas, right) if "PRED" in gram else None


def _by_short(s: Sentence, end: int, first: Reading, lemmas: frozenset[str]) -> str | None:
    """`Заявка одобрена …`, `доступ нужен …`, `ответственным назначен …`."""
    neuter = "neut" in first.grammemes
    if not neuter and not s.has_subject(end - 1, first, things=True):
        return "nomn"
    if "PRTS" in first.grammemes:
        return "datv" if lemmas & RECEIVED else "ablt"
    return "datv" if lemmas & DATIVE else None


def _without_subject(
    s: Sentence, end: int, first: Reading, lemmas: frozenset[str], right: list[str]
) -> str | None:
    """After a verb of the third person to which no subject has come yet."""
    gram = first.grammemes
    if "касаться" in lemmas:
        return "gent"
    if "Impe" in gram or lemmas & {"хватать", "хватить"}:
        return "gent"
    if gram & {"neut", "PRED"} or "Impx" in gram:
        return tabled(lemmas)
    if "plur" in gram and "быть" not in lemmas:
        doers = len(right) > 1 and right[0].lower() in ("и", ",") and is_placeholder(right[1])
        if not doers or (lemmas & TABLED and s.beginning(end - 1) == end - 1):
            return tabled(lemmas) or "nomn"
    return "nomn"


def by_noun(s: Sentence, end: int, nouns: Sequence[Reading], right: list[str]) -> str | None:
    """A thing's noun has the name in the genitive; a person's has it in the noun's own case."""
    word = s.word(end - 1)
    lemmas = lemmas_of(word)
    if people := person_readings(word):
        return _by_person(s, end, people, right)
    if lemmas & RELATIONS and s.is_led(end - 1) and (s.word(end - 2) != "на" or lemmas & OWN):
        return "gent"
    if "gent" in {r.case for r in nouns} and (people := person_readings(s.word(end - 2))):
        return _by_person(s, end - 1, people, right)
    start = _phrase(s, end)
    verb = _verb_before(s, start)
    if verb is None:
        led = s.is_led(end - 1)
        return "nomn" if led and acts(right) and not _has_any_subject(s, end, right) else "gent"
    return _after_object(s, end, verb, nouns)


def _has_any_subject(s: Sentence, end: int, right: list[str]) -> bool:
    reading = predicate_of(right[0].lower())
    passive = right[0].lower().endswith(("ся", "сь")) or right[0].lower() in ("был", "была")
    return reading is None or s.has_subject(end, reading) or passive


def _by_person(s: Sentence, end: int, nouns: Sequence[Reading], right: list[str]) -> str | None:
    """`инженеру …` in the noun's case; `роль администратора …` and `является замом …` not."""
    before = s.word(end - 2)
    role = cyrillic(before) and "gent" in {r.case for r in nouns} and lemmas_of(before) & ROLES
    if role and (verb := _verb_before(s, end - 2)) is not None:
        return _after_object(s, end - 1, verb, [])
    being = predicate_of(before) if any_of([before], BEING) else None
    if being and s.has_subject(end - 2, being):
        return "gent"
    return agreeing(s, end, nouns, right)


def _phrase(s: Sentence, end: int) -> int:
    """Where the nouns, adjectives and prepositions right before `end` begin."""
    at = end
    while at > 0 and end - at < 9:
        word = s.word(at - 1)
        if word in (",", "\u2014", "-") or word in CLAUSES:
            break
        if cyrillic(word) and word not in ALL_PREPOSITIONS and is_predicate(word):
            break
        at -= 1
    return at


def _verb_before(s: Sentence, start: int) -> int | None:
    """The verb that a phrase follows: its place, or None."""
    at = start - 1
    word = s.word(at)
    return at if word and cyrillic(word) and is_predicate(word) else None


def _after_object(s: Sentence, end: int, at: int, nouns: Sequence[Reading]) -> str | None:
    """After a verb and what depends on it: the receiver, the person meant, the doer, or whose."""
    verb, lemmas = predicate_of(s.word(at)), lemmas_of(s.word(at))
    if verb is None:
        return "gent"
    led = s.word(at + 1) in ALL_PREPOSITIONS
    if is_third(verb) and not s.has_subject(at, verb):
        if _doer_is_wanted(verb, nouns, led=led):
            return "nomn"
        return "datv" if lemmas & DATIVE and _plural(verb) and not _is_own(nouns) else "gent"
    role = bool(nouns) and all("ablt" in r.grammemes for r in nouns[:1]) and not led
    if lemmas & (ACCUSATIVE - DATIVE) and (led or role) and not _has_object(s, at, end):
        return "accs"
    if lemmas & ACCUSATIVE and lemmas & (NAMING | DATIVE) and (led or role):
        return "accs" if not _has_object(s, at, end) else "datv"
    if "PRTS" in verb.grammemes and not s.has_subject(at, verb, things=True):
        return "nomn" if led or role else "gent"
    received = not led and bool(nouns) and {r.case for r in nouns} == {"datv"}
    return "datv" if lemmas & DATIVE and not _is_own(nouns) and not received else "gent"


def _plural(verb: Reading) -> bool:
    return "plur" in verb.grammemes


def _is_own(nouns: Sequence[Reading]) -> bool:
    return bool({r.normal.replace("ё", "е") for r in nouns} & OWN)


def _has_object(s: Sentence, at: int, end: int) -> bool:
    """Whether a noun in the accusative, not led by a preposition, stands between."""
    return any(
        reads_as(s.word(k), "accs") and reads_as(s.word(k), "NOUN") and not s.is_led(k)
        for k in range(at + 1, end)
        if cyrillic(s.word(k))
    )


def _doer_is_wanted(verb: Reading, nouns: Sequence[Reading], *, led: bool) -> bool:
    """`Взял задачу …`, `дежурит в ночь …`: a verb of the third person without a subject."""
    if verb.grammemes & {"plur", "neut", "Impe", "Impx"} and "3per" not in verb.grammemes:
        return False
    if verb.grammemes & {"plur", "Impe", "Impx"}:
        return False
    if led:
        return True
    cases = {r.case for r in nouns}
    return "tran" in verb.grammemes if cases & {"nomn", "accs"} else "ablt" in cases
