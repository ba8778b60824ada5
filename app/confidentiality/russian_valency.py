"""What the word right before a name demands of it: a verb, a participle, an adjective, a pronoun.

Invariant: a case is said where the word or its clause shows it. Deliberately elsewhere: nouns
(`russian_nouns`), the beginning of a clause, prepositions, lists (`russian_cases`), the tables
(`russian_government`).
"""

from __future__ import annotations

from app.confidentiality.detectors.morphology import Reading, readings
from app.confidentiality.russian_clause import (
    Sentence,
    any_of,
    cyrillic,
    is_placeholder,
    is_third,
    lemmas_of,
    predicate_of,
)
from app.confidentiality.russian_frames import framed, has_thing, tabled
from app.confidentiality.russian_government import (
    ACCUSATIVE,
    ALL_PREPOSITIONS,
    DATIVE,
    GENDERS,
    MODALS,
    PERSONS,
    RECEIVED,
    REFLEXIVE_DOERS,
    TABLED,
)
from app.confidentiality.russian_nouns import agreeing, by_noun


def governed(s: Sentence, end: int, right: list[str]) -> str | None:
    """The case after the word `end - 1`, which is in Cyrillic and no preposition."""
    word = s.word(end - 1)
    first = predicate_of(word)
    if first is None:
        return None
    gram = first.grammemes
    if "NPRO" in gram or word in ("это", "вот"):
        return _past_pronoun(s, end, right)
    if "PRTF" in gram:
        if _is_attribute(s, end, first):
            return agreeing(s, end, [r for r in readings(word) if "PRTF" in r.grammemes], right)
        if "pssv" in gram:
            return "datv" if lemmas_of(word) & RECEIVED else "ablt"
    noun = [r for r in readings(word) if "NOUN" in r.grammemes]
    guessed = "ADJS" in gram and not any(r.known for r in readings(word))
    if noun and ("NOUN" in gram or guessed or lemmas_of(word) & PERSONS):
        return by_noun(s, end, noun, right)
    if "ADJF" in gram:
        return agreeing(s, end, [r for r in readings(word) if "ADJF" in r.grammemes], right)
    return by_verb(s, end, first, right)


def _is_attribute(s: Sentence, end: int, participle: Reading) -> bool:
    """`напишите уволенному …`, but not `письмо, отправленное …` and `узел, управляющий …`."""
    before = s.word(end - 2)
    if before == "," or ("actv" in participle.grammemes and "tran" in participle.grammemes):
        return False
    nouns = [r for r in readings(before) if "NOUN" in r.grammemes] if cyrillic(before) else []
    return not any(r.case == participle.case for r in nouns)


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


def by_verb(s: Sentence, end: int, first: Reading, right: list[str]) -> str | None:
    """After a verb, `end - 1`, that is read as `first`."""
    gram, lemmas = first.grammemes, lemmas_of(s.word(end - 1))
    if s.word(end - 1) == "есть":
        return "nomn"
    if gram & {"PRTS", "ADJS"}:
        return _by_short(s, end, first, lemmas)
    if is_third(first):
        if not s.has_subject(end - 1, first):
            return _without_subject(s, end, first, lemmas, right)
        reflexive = s.word(end - 1).endswith(("ся", "сь"))
        if lemmas & REFLEXIVE_DOERS or (reflexive and not lemmas & TABLED):
            return "ablt"
    if "INFN" in gram and _who_may_is_wanted(s, end - 1):
        return "nomn"
    if "знать" in lemmas and lemmas_of(s.word(end - 2)) & {"дать", "давать"}:
        return "datv"
    if "tran" in gram and not lemmas & DATIVE and has_thing(right):
        return "datv"
    if case := framed(lemmas, right):
        return case
    if gram & {"VERB", "INFN", "GRND", "PRTF"} and "tran" in gram:
        return "accs"
    return _without_subject(s, end, first, lemmas, right) if "PRED" in gram else None


def _who_may_is_wanted(s: Sentence, at: int) -> bool:
    """`Изменения должен согласовать …`, `доступ могут выдать …`."""
    while at > 0 and s.word(at - 1) == "не":
        at -= 1
    modal = predicate_of(s.word(at - 1)) if any_of([s.word(at - 1)], MODALS) else None
    if modal is None or modal.grammemes & {"1per", "2per", "neut"}:
        return False
    return not s.has_subject(at - 1, modal)


def _by_short(s: Sentence, end: int, first: Reading, lemmas: frozenset[str]) -> str | None:
    """`Заявка одобрена …`, `доступ нужен …`, `ответственным назначен …`."""
    neuter = "neut" in first.grammemes or _goes_on(s, end, first)
    if not neuter and not s.has_subject(end - 1, first, things=True):
        return "nomn"
    if "PRTS" in first.grammemes:
        return "datv" if lemmas & RECEIVED else "ablt"
    return "datv" if lemmas & DATIVE else None


def _goes_on(s: Sentence, end: int, first: Reading) -> bool:
    """`подготовлен …, проверен …`: another passive stands before, of the same subject."""
    if s.word(end - 2) not in (",", "и", "а", "затем", "потом"):
        return False
    passives = [predicate_of(w.lower()) for w in s.tokens[: end - 2] if cyrillic(w.lower())]
    return any(
        p and "PRTS" in p.grammemes and (p.grammemes & GENDERS) == (first.grammemes & GENDERS)
        for p in passives
    )


def _without_subject(
    s: Sentence, end: int, first: Reading, lemmas: frozenset[str], right: list[str]
) -> str | None:
    """After a verb of the third person to which no subject has come yet."""
    gram = first.grammemes
    if "касаться" in lemmas:
        return "gent"
    if lemmas & {"хватать", "хватить", "недоставать"}:
        return "gent"
    if gram & {"neut", "PRED"} or "Impx" in gram:
        return tabled(lemmas)
    if "plur" in gram and "быть" not in lemmas:
        doers = len(right) > 1 and right[0].lower() in ("и", ",") and is_placeholder(right[1])
        if not doers or (lemmas & TABLED and s.beginning(end - 1) == end - 1):
            return tabled(lemmas) or "nomn"
    return "nomn"
