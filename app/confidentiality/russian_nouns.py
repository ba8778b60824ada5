"""What a noun right before a name demands of it: `пароль …`, `инженеру …`, `передайте ключ …`.

Invariant: a person's noun has the name in its own case, a thing's in the genitive, unless the verb
before it still wants a receiver, an object or a doer. Deliberately elsewhere: verbs
(`russian_valency`).
"""

from __future__ import annotations

from collections.abc import Sequence

from app.confidentiality.detectors.morphology import Reading, readings
from app.confidentiality.russian_beginning import at_beginning
from app.confidentiality.russian_clause import (
    Sentence,
    acts,
    any_of,
    cyrillic,
    is_placeholder,
    is_predicate,
    is_third,
    lemmas_of,
    lemmas_of_reading,
    person_readings,
    predicate_of,
    reads_as,
)
from app.confidentiality.russian_government import (
    ACCUSATIVE,
    ALL_PREPOSITIONS,
    BEING,
    CLAUSES,
    DATIVE,
    EVENTS,
    NAMING,
    OWN,
    RELATIONS,
    ROLES,
    TOLD,
)


def agreeing(s: Sentence, end: int, found: Sequence[Reading], right: list[str]) -> str | None:
    """The case of an adjective or of a person's noun before the name."""
    several = len(right) > 1 and right[0].lower() in ("и", "или", ",") and is_placeholder(right[1])
    found, plural = _with_adjective(s, end, found)
    several |= plural
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
    if cases == {"gent", "accs"}:
        return "accs" if is_predicate(s.word(end - 2)) else "gent"
    return next(iter(cases)) if len(cases) == 1 else None


def _with_adjective(
    s: Sentence, end: int, found: Sequence[Reading]
) -> tuple[Sequence[Reading], bool]:
    """The readings that agree with an adjective before them; whether all are plural."""
    before = s.word(end - 2)
    if not cyrillic(before):
        return found, False
    shown = [r for r in readings(before) if r.grammemes & {"ADJF", "PRTF"}]
    agreed = [
        r
        for r in found
        if any(
            r.case == a.case and ("plur" in r.grammemes) == ("plur" in a.grammemes) for a in shown
        )
    ]
    return agreed or found, bool(agreed) and all("plur" in r.grammemes for r in agreed)


def _names(s: Sentence, end: int) -> bool:
    """`Назначьте ответственным …`: what stands in the instrumental is a role."""
    return any_of(s.tokens[max(0, end - 3) : end], NAMING)


def by_noun(s: Sentence, end: int, nouns: Sequence[Reading], right: list[str]) -> str | None:
    """A thing's noun has the name in the genitive; a person's has it in the noun's own case."""
    word = s.word(end - 1)
    lemmas = lemmas_of(word)
    if people := person_readings(word):
        return _by_person(s, end, people, right)
    if lemmas & RELATIONS and s.is_led(end - 1) and (s.word(end - 2) != "на" or lemmas & OWN):
        return "gent"
    if (head := _head(s, end)) is not None:
        return _by_person(s, head + 1, person_readings(s.word(head)), right)
    start = _phrase(s, end)
    verb = _verb_before(s, start)
    if verb is not None:
        return _after_object(s, end, verb, nouns)
    led = s.word(start) in ALL_PREPOSITIONS or s.is_led(end - 1)
    if not led or lemmas & EVENTS:
        return "gent"
    if acts(right) and not _has_any_subject(s, end, right):
        return "nomn"
    asked = at_beginning(right) if start == s.beginning(end) else None
    return asked if asked in ("accs", "datv") else "gent"


def _head(s: Sentence, end: int) -> int | None:
    """The person of a long phrase: `начальник отдела по работе с базами данных …`."""
    depends = False
    for at in range(end - 1, max(-1, end - 12), -1):
        word = s.word(at)
        if word == "и":
            continue
        if not cyrillic(word):
            if not word.isalnum() or s.is_name(at):
                return None
            continue
        if depends and (people := person_readings(word)):
            outer = _head(s, at + 1) if any("gent" in r.grammemes for r in people) else None
            return at if outer is None else outer
        if word in ALL_PREPOSITIONS:
            depends = True
            continue
        found = readings(word)
        if is_predicate(word) or not any(r.grammemes & {"NOUN", "ADJF", "PRTF"} for r in found):
            return None
        depends = any("gent" in r.grammemes for r in found)
    return None


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
    if {r.case for r in nouns} == {"ablt"} and right and any_of(right[:1], BEING - {"быть"}):
        return "gent"
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
        return not lemmas_of_reading(verb) & TOLD
    cases = {r.case for r in nouns}
    return "tran" in verb.grammemes if cases & {"nomn", "accs"} else "ablt" in cases
