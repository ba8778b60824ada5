"""The grammatical case that a place in a Russian sentence demands of a name.

`case_of` reads what stands around the place: an ending glued to a placeholder, a preposition, the
word that governs it, a noun that it belongs to, a list that it goes on with. Invariant: it says a
case only where the sentence shows one; a place that could be read in two ways has none. It looks at
most `_REACH` characters back, so its time does not depend on the length of the text.
Deliberately elsewhere: what verbs and nouns demand (`russian_valency`), the clause (`russian_clause`),
putting a name into the case (`russian_names`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.russian_beginning import at_beginning
from app.confidentiality.russian_clause import (
    PLACEHOLDER,
    Sentence,
    any_of,
    cyrillic,
    is_third,
    lemmas_of,
    person_readings,
    predicate_of,
    reads_as,
)
from app.confidentiality.russian_government import (
    ALL_PREPOSITIONS,
    BEHIND_ABLT,
    BEHIND_ACCS,
    CLAUSES,
    JOINTS,
    ON_LOCT,
    PREPOSITIONS,
    SKIPPED,
    TABLED,
    TAKEN_FROM,
    TIMES,
)
from app.confidentiality.russian_nouns import agreeing
from app.confidentiality.russian_tokens import BY_QUESTION, tokens_after, tokens_before
from app.confidentiality.russian_valency import governed

_REACH = 240
_NAME = re.compile(r"[А-ЯЁа-яёA-Za-z.\-]*(?:[ ][А-ЯЁ][А-ЯЁа-яё.\-]*){0,3}")
_GLUED = re.compile(r"['\u2019\u02bc-]?([а-яё]{1,3})(?!\w)")
_GLUED_CASES = {
    **dict.fromkeys(("у", "ю"), ("datv", "accs")),
    **dict.fromkeys(("ому", "ему"), ("datv",)),
    **dict.fromkeys(("ом", "ем", "ём"), ("ablt", "loct")),
    **dict.fromkeys(("ым", "им", "ою", "ею"), ("ablt",)),
    **dict.fromkeys(("а", "я"), ("gent", "accs")),
    **dict.fromkeys(("ого", "его"), ("gent", "accs")),
    **dict.fromkeys(("ы", "и"), ("gent", "datv", "loct")),
    "е": ("loct", "datv"), "ой": ("ablt", "gent", "datv", "loct"), "ую": ("accs",),
    "ей": ("ablt", "gent", "datv", "loct"),
}  # fmt: skip
"""What an ending that was glued to a placeholder may say, the likeliest of a man's name first."""
_FEMININE_GLUED = {"у": "accs", "ю": "accs", "ую": "accs", "е": "datv"}
_DASHES = ("\u2014", "\u2013", "-", "*", "\u2022")


def case_of(text: str, start: int, gender: str | None = None, end: int | None = None) -> str | None:
    """The case of `CASES` that the place `start` of a Russian text demands, or `None`.

    `start` is where a placeholder (or a name, up to `end`) begins. `gender` (`masc`, `femn`) of the
    name decides glued endings that two genders share. Reads at most a few words back.
    """
    placeholder = PLACEHOLDER.match(text, start)
    name = placeholder or _NAME.match(text, start)
    end = end or (name.end() if name else start)
    glued = _GLUED.match(text, end) if placeholder else None
    endings = _GLUED_CASES.get(glued[1], ()) if glued else ()
    before = tokens_before(text[max(0, start - _REACH) : start])
    after = tokens_after(text[glued.end() if glued and endings else end :][: _REACH // 3])
    sentence = Sentence([*before, "\u27e6X_1\u27e7", *after], _demanded)
    shown = _demanded(sentence, len(before), after)
    if not endings or glued is None or shown in endings:
        return shown
    return _FEMININE_GLUED.get(glued[1], endings[0]) if gender == "femn" else endings[0]


def _demanded(s: Sentence, end: int, right: list[str]) -> str | None:
    """What the words around a place demand; the nearest that shows a case decides."""
    whole, end = end, _without_adverbs(s, end)
    if (
        s.word(end - 1) in _DASHES[:3]
        and s.is_name(at := _before_joints(s, end - 1) - 1)
        and at < end - 2
    ):
        return s.case(at)
    if end == 0 or s.word(end - 1) in _DASHES or s.word(end - 1) in CLAUSES - JOINTS:
        return at_beginning(right)
    word = s.word(end - 1)
    if word == "," or word in JOINTS:
        return _joined(s, end, right)
    if word in ALL_PREPOSITIONS:
        return _after_preposition(s, end, right)
    if s.is_name(end - 1):
        return None
    if word == ":":
        return BY_QUESTION.get(s.word(end - 2))
    if not cyrillic(word):
        return _past_latin(s, end, right)
    asked = governed(s, end, right)
    return "nomn" if asked == "gent" and end < whole and reads_as(word, "NOUN") else asked


def _past_latin(s: Sentence, end: int, right: list[str]) -> str | None:
    """`в группу admins …`, `в поле Q …`: foreign words belong to the noun before them."""
    at = end
    while at > 0 and s.word(at - 1) and not cyrillic(s.word(at - 1)) and s.word(at - 1).isalnum():
        at -= 1
    if at == end or at == 0 or s.is_name(at - 1) or not cyrillic(s.word(at - 1)):
        return None
    asked = governed(s, at, right) if s.word(at - 1) not in ALL_PREPOSITIONS else None
    return asked if asked != "gent" else None


def _without_adverbs(s: Sentence, end: int) -> int:
    """Where the words before a place end, without adverbs, times and `, пожалуйста,` at it."""
    while end > 0:
        word = s.word(end - 1)
        if word == "," and s.word(end - 2) in SKIPPED:
            end -= 2
            end -= s.word(end - 1) == ","
        elif (size := _time(s, end)) > 0:
            end -= size
        elif word in SKIPPED or (
            cyrillic(word)
            and reads_as(word, "ADVB", "PRCL", "CONJ", "COMP")
            and not lemmas_of(word) & TABLED
            and word not in ALL_PREPOSITIONS
            and not (word == "это" and s.word(end - 2) in ALL_PREPOSITIONS)
        ):
            if word in JOINTS or word in CLAUSES:
                break
            end -= 1
        else:
            break
    return end


def _time(s: Sentence, end: int) -> int:
    """How many words before `end` are a time: `в понедельник`, `через 15 минут`."""
    at = end - 1
    while at > 0 and end - at < 4 and (s.word(at).isdigit() or cyrillic(s.word(at))):
        if s.word(at) in ALL_PREPOSITIONS:
            return end - at if at < end - 1 and _is_time(s, at, end) else 0
        if at < end - 1 and not s.word(at).isdigit() and not reads_as(s.word(at), "ADJF", "NUMR"):
            return 0
        at -= 1
    dated = s.word(end - 2).isdigit() and bool(lemmas_of(s.word(end - 1)) & TIMES)
    return 2 if end > 1 and dated else 0


def _is_time(s: Sentence, at: int, end: int) -> bool:
    return bool(lemmas_of(s.word(end - 1)) & TIMES) and s.word(at) in (
        "в", "во", "на", "через", "до", "после", "к", "за", "с", "по"
    )  # fmt: skip


def _joined(s: Sentence, end: int, right: list[str]) -> str | None:
    """After a comma or a conjunction: the case of the list that it goes on with; at the beginning
    of a clause the subject's."""
    at = _before_joints(s, _past_aside(s, end))
    joint = any(s.word(k) in JOINTS for k in range(at, end))
    if at == 0:
        return at_beginning(right)
    verb = predicate_of(right[0].lower()) if right and cyrillic(right[0].lower()) else None
    new = verb is not None and is_third(verb) and "sing" in verb.grammemes
    if s.is_name(at - 1):
        return "nomn" if new else s.case(at - 1)
    if "," not in s.tokens[at:end]:
        if s.word(end - 1) in ("либо", "или", "ни", "как", "не", "так", "сначала"):
            return _demanded(s, at, right)
        return _beside(s, at, right) if not new else "nomn"
    if joint or new:
        return at_beginning(right)
    return _beside(s, at, right) if not right or right[0] == "," else at_beginning(right)


def _past_aside(s: Sentence, end: int) -> int:
    """`или, если он занят, …`: the end of the words before what stands between commas."""
    if s.word(end - 1) != ",":
        return end
    for at in range(end - 2, max(-1, end - 9), -1):
        if s.word(at) == ",":
            return at if at > 0 and s.word(at - 1) in JOINTS else end
    return end


def _before_joints(s: Sentence, end: int) -> int:
    while end > 0 and (s.word(end - 1) in JOINTS or s.word(end - 1) == ","):
        end -= 1
    return end


def _beside(s: Sentence, end: int, right: list[str]) -> str | None:
    """The case of the noun of a person (or a team) that the name is listed with or explains."""
    word = s.word(end - 1)
    nouns = [r for r in readings(word) if "NOUN" in r.grammemes or "Subx" in r.grammemes]
    if not cyrillic(word) or not nouns or reads_as(word, "VERB", "INFN", "ADVB"):
        return at_beginning(right)
    while "gent" in {r.case for r in nouns} and (people := person_readings(s.word(end - 2))):
        end, nouns = end - 1, people
    return agreeing(s, end, nouns, right)


def _after_preposition(s: Sentence, end: int, right: list[str]) -> str | None:
    word, near = s.word(end - 1), s.tokens[max(0, end - 5) : end - 1]
    follows = right[: right.index(",")] if "," in right else right
    follows = [w for w in follows[:3] if cyrillic(w.lower())]
    if word == "за":
        return _behind([*near, *follows])
    if word in ("на", "во", "в"):
        if word != "на":
            return None
        return "loct" if any_of([*near[-3:], *follows[:2]], ON_LOCT) else "accs"
    if word in ("с", "со") and any_of([*near[-3:], *follows[:1]], TAKEN_FROM):
        return "gent"
    return PREPOSITIONS.get(word)


def _behind(near: list[str]) -> str | None:
    if any_of(near, BEHIND_ABLT):
        return "ablt"
    return "accs" if any_of(near, BEHIND_ACCS) else None
