"""How Russian names are declined: given names, patronymics and surnames, by rule.

Pure: no dictionary, no model. A paradigm is the six forms in the order of `CASES`, in lower case,
of one word whose nominative, role and gender are known. Invariant: the first form is the word.
Deliberately elsewhere: which word of a name is what (`app.confidentiality.russian_names`).
"""

from __future__ import annotations

import functools
import re

from app.confidentiality.detectors.tables import words

GIVEN, PATRONYMIC, SURNAME = "given", "patronymic", "surname"
MASCULINE, FEMININE = "masc", "femn"

Paradigm = tuple[str, str, str, str, str, str]

VOWELS = "аеёиоуыэюя"
_HUSHING = "жшчщ"
_SHORT = {"павел": "павл", "лев": "льв", "пётр": "петр", "петр": "петр", "заяц": "зайц"}
_STRESSED_ICH = words("ильич кузьмич лукич фомич саввич никитич")
_FOREIGN_IN = words("чаплин дарвин кронин грин спин берлин трамп чосер франклин рубин мартин")
_DECLINED_SOFT = words("любовь нинель рахиль эсфирь юдифь руфь суламифь агарь")
_SMALL_OK = words("сашок петрок игорёк витёк санёк васёк димок лёшок")
_EK = re.compile(r"[аеёиоуыэюя].*[нлтсдв]ек$")
_KEPT_OK = re.compile(r"(?:[лкт]л?ок|рдок)$")
_FLEETING_EY = words("соловей воробей муравей ручей репей")
_FOREIGN_A = words("дюма петипа золя бенуа труа деррида дега люка моруа гамсахурдиа")
_DERIVED = re.compile(r".{2,}(?:ов|ев|ёв|ин|ын)$")
_DERIVED_FEMININE = re.compile(r".{2,}(?:ова|ева|ёва|ина|ына)$")
_ADJECTIVE = re.compile(r".{2,}(?:[бвгджзклмнпрстфхцчшщ]ый|[кгхжшчщн]ий|[бвгджзклмнпрстфхцчшщ]ой)$")


@functools.lru_cache(maxsize=20_000)
def paradigm(word: str, role: str, gender: str) -> Paradigm:
    """The six forms of one word without hyphens, in lower case. Whatever cannot be declined (-ко,
    -ых, -дзе, feminine surnames on a consonant, foreign vowels) has six equal forms."""
    same: Paradigm = (word,) * 6
    if len(word) < 2 or not word[-1].isalpha():
        return same
    if role == PATRONYMIC:
        return _patronymic(word)
    if role == SURNAME and (surname := _surname(word, gender)):
        return surname
    if word[-1] in "ая":
        return _on_a(word, role)
    if word[-1] in VOWELS:
        return same
    if gender == FEMININE:
        return _made(word, word[:-1], "и и ь ью и") if word in _DECLINED_SOFT else same
    return _masculine(word, role)


def _made(nominative: str, stem: str, endings: str) -> Paradigm:
    """Forms from a stem and five endings with blanks between them; `-` is the empty ending."""
    gent, datv, accs, ablt, loct = (
        stem + ("" if ending == "-" else ending) for ending in endings.split()
    )
    return nominative, gent, datv, accs, ablt, loct


def _patronymic(word: str) -> Paradigm:
    if word.endswith("на"):
        return _made(word, word[:-1], "ы е у ой е")
    if word.endswith("ч"):
        return _made(word, word, "а у а ом е" if word in _STRESSED_ICH else "а у а ем е")
    return (word,) * 6


def _surname(word: str, gender: str) -> Paradigm | None:
    """What surnames alone do; `None` where they follow the nouns."""
    if word.endswith(("ых", "их")) and len(word) > 3:
        return (word,) * 6
    if gender == FEMININE:
        return _feminine_surname(word)
    if _DERIVED.match(word) and word not in _FOREIGN_IN:
        return _made(word, word, "а у а ым е")
    if _ADJECTIVE.match(word) and _syllables(word) > 1:
        return _adjective(word)
    return None


def _feminine_surname(word: str) -> Paradigm | None:
    if _DERIVED_FEMININE.match(word):
        return _made(word, word[:-1], "ой ой у ой ой")
    if word.endswith("яя"):
        return _made(word, word[:-2], "ей ей юю ей ей")
    if word.endswith("ая") and _syllables(word) > 2:
        soft = word[-3] in _HUSHING
        return _made(word, word[:-2], "ей ей ую ей ей" if soft else "ой ой ую ой ой")
    return None


def _adjective(word: str) -> Paradigm:
    stem, last = word[:-2], word[-3]
    if word.endswith("ой"):
        hard = "ым" if last not in "кгхжшчщ" else "им"
        return _made(word, stem, f"ого ому ого {hard} ом")
    if last in _HUSHING or (word.endswith("ий") and last not in "кгх"):
        return _made(word, stem, "его ему его им ем")
    return _made(word, stem, f"ого ому ого {'им' if word.endswith('ий') else 'ым'} ом")


def _on_a(word: str, role: str) -> Paradigm:
    stem, before = word[:-1], word[-2]
    if word in _FOREIGN_A or (word[-1] == "а" and before in VOWELS):
        return (word,) * 6
    if word.endswith("ия") and (role == GIVEN or len(word) > 3):
        return _made(word, stem, "и и ю ей и")
    if word[-1] == "я":
        stressed = word in ("илья", "лукия")
        return _made(word, stem, "и е ю ёй е" if stressed else "и е ю ей е")
    gent = "и" if before in "гкхжшчщ" else "ы"
    ablt = "ей" if before in "жшчщц" else "ой"
    return _made(word, stem, f"{gent} е у {ablt} е")


def _masculine(word: str, role: str) -> Paradigm:
    stem = word[:-1]
    if word in _SHORT:
        return _made(word, _SHORT[word], "а у а ом е" if word != "заяц" else "а у а ем е")
    if word in _FLEETING_EY:
        return _made(word, word[:-2] + "ь", "я ю я ём е")
    if word.endswith("ий") and role == GIVEN:
        return _made(word, stem, "я ю я ем и")
    if word[-1] == "й":
        return _made(word, stem, "я ю я ем и" if word.endswith("ий") else "я ю я ем е")
    if word[-1] == "ь":
        return _made(word, stem, "я ю я ем е")
    fleeting = _syllables(word) > 1 and word[-3] not in VOWELS
    if (fleeting and word.endswith("ёк")) or (role == SURNAME and _EK.search(word)):
        return _made(word, word[:-2] + "ьк", "а у а ом е")
    if word.endswith("ец") and _syllables(word) > 1:
        return _on_ets(word)
    small = role == SURNAME or word in _SMALL_OK
    if fleeting and small and word.endswith("ок") and not _KEPT_OK.search(word):
        return _made(word, word[:-2] + "к", "а у а ом е")
    if word in _STRESSED_ICH:
        return _made(word, word, "а у а ом е")
    return _made(word, word, "а у а ем е" if word[-1] in "жшчщц" else "а у а ом е")


def _on_ets(word: str) -> Paradigm:
    """The fleeting vowel: Кравец, Кравца; Стрелец, Стрельца; Заец, Зайца; Жнец keeps it."""
    before = word[-3]
    stem = word[:-2] + ("й" if before in VOWELS else "ь" if before == "л" else "")
    if before not in VOWELS and word[-4] not in VOWELS + "ь":
        return _made(word, word, "а у а ом е")
    return _made(word, stem + "ц", "а у а ем е")


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)
