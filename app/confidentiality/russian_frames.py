"""The case in which a verb has a person, by its table and by what follows.

Deliberately elsewhere: the tables (`russian_government`), the clause around (`russian_valency`).
"""

from __future__ import annotations

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.russian_clause import cyrillic
from app.confidentiality.russian_government import (
    ABLATIVE,
    ACCUSATIVE,
    ALL_PREPOSITIONS,
    DATIVE,
    GENITIVE,
    SENT,
)


def tabled(lemmas: frozenset[str]) -> str | None:
    """The case that a verb's table has."""
    for table, case in (
        (ACCUSATIVE - DATIVE, "accs"),
        (DATIVE - ACCUSATIVE, "datv"),
        (ACCUSATIVE, "accs"),
        (GENITIVE, "gent"),
        (ABLATIVE, "ablt"),
    ):
        if lemmas & table:
            return case
    return None


def has_thing(right: list[str]) -> bool:
    """Whether the object follows: `восстановите … доступ`, `выпустите … новый сертификат`."""
    for word in [w.lower() for w in right[:3]]:
        if not cyrillic(word) or word in ALL_PREPOSITIONS:
            return False
        found = [r for r in readings(word)[:5] if r.score > 0.1]
        if any({"NOUN", "accs", "inan"} <= r.grammemes for r in found):
            return True
        if not any({"ADJF", "accs"} <= r.grammemes for r in found):
            return False
    return False


def framed(lemmas: frozenset[str], right: list[str]) -> str | None:
    """The case of a verb's table; of two, the one that what follows leaves open."""
    case = tabled(lemmas)
    follows = right[0].lower() if right else ""
    if lemmas & ACCUSATIVE & DATIVE and has_thing(right):
        return "datv"
    if lemmas & SENT and follows in ("на", "в", "к", "домой", "за"):
        return "accs"
    return case
