"""Russian names in their cases, by rules of grammar written for the measurement alone.

Cases: "nom gen dat acc ins prep". What the rules do not know stays as it is, as foreign names do.
"""

from __future__ import annotations

CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
_HUSH = "жшчщц"
_VELAR = "гкхжшчщ"
_STEMS = {"Павел": "Павл", "Пётр": "Петр", "Лев": "Льв"}
_FLEETING = {"Коломиец": "Коломийц", "Заяц": "Зайц", "Соловей": "Соловь"}


def first_name(name: str, case: str, *, female: bool) -> str:
    """A given name; a woman's that ends in a consonant stays."""
    if name.endswith(("а", "я")):
        return _soft_or_hard_a(name, case)
    if female:
        return _third(name, case) if name.endswith("ь") and name != "Айгуль" else name
    return _masculine(name, case)


def patronymic(father: str, case: str, *, female: bool) -> str:
    """The name that comes from the father's, in a case."""
    stem = {"Павел": "Павлов", "Пётр": "Петров", "Игорь": "Игорев", "Евгений": "Евгеньев"}.get(
        father
    )
    if stem is None:
        if father.endswith("ий"):
            stem = f"{father[:-2]}ьев" if father not in ("Дмитрий",) else "Дмитриев"
        else:
            stem = f"{father[:-1]}ев" if father.endswith("й") else f"{father}ов"
    return _soft_or_hard_a(f"{stem}на", case) if female else _masculine(f"{stem}ич", case)


def last_name(name: str, case: str, *, female: bool) -> str:
    """A family name of either sex, given in the masculine form."""
    if name.endswith(("ко", "дзе", "швили", "ых", "их", "о", "е", "и", "у")):
        return name
    if name.endswith(("ов", "ев", "ёв", "ин", "ын")) and name not in ("Левин",):
        return _possessive(name, case, female=female)
    if name.endswith(("ский", "цкий", "ный", "ской", "цкой", "вой", "ной")) and len(name) > 4:
        return _adjective(name, case, female=female)
    if name.endswith(("а", "я")):
        return _soft_or_hard_a(name, case)
    return name if female else _masculine(name, case)


def _possessive(name: str, case: str, *, female: bool) -> str:
    endings = (
        dict(zip(CASES, ("а", "ой", "ой", "у", "ой", "ой"), strict=True))
        if female
        else dict(zip(CASES, ("", "а", "у", "а", "ым", "е"), strict=True))
    )
    return name + endings[case]


def _adjective(name: str, case: str, *, female: bool) -> str:
    stem = name[:-2]
    if female:
        return stem + dict(zip(CASES, ("ая", "ой", "ой", "ую", "ой", "ой"), strict=True))[case]
    soft = stem[-1] in _VELAR
    ins = "им" if soft else "ым"
    forms = (name[-2:], "ого", "ому", "ого", ins, "ом")
    return stem + dict(zip(CASES, forms, strict=True))[case]


def _soft_or_hard_a(name: str, case: str) -> str:
    stem, last = name[:-1], name[-1]
    if last == "я":
        soft = "и" if stem.endswith("и") else "е"
        forms = ("я", "и", soft, "ю", "ей", soft)
    else:
        gen = "и" if stem[-1] in _VELAR else "ы"
        forms = ("а", gen, "е", "у", "ей" if stem[-1] in _HUSH else "ой", "е")
    return stem + dict(zip(CASES, forms, strict=True))[case]


def _third(name: str, case: str) -> str:
    return name[:-1] + dict(zip(CASES, ("ь", "и", "и", "ь", "ью", "и"), strict=True))[case]


def _masculine(name: str, case: str) -> str:
    if case == "nom":
        return name
    if name in ("Соловей",):
        return "Соловь" + {"gen": "я", "dat": "ю", "acc": "я", "ins": "ём", "prep": "е"}[case]
    stem = _STEMS.get(name) or _FLEETING.get(name) or name
    if stem[-1] in "йь":
        prep = "и" if stem.endswith("ий") else "е"
        return stem[:-1] + {"gen": "я", "dat": "ю", "acc": "я", "ins": "ем", "prep": prep}[case]
    ins = "ем" if stem[-1] in _HUSH else "ом"
    return stem + {"gen": "а", "dat": "у", "acc": "а", "ins": ins, "prep": "е"}[case]
