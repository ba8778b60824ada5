"""How a name is written in the other alphabet: `veltaro` as `велтаро`, `Завьялов` as `zavyalov`.

Invariant: a few usual spellings and no more, for each of them is searched in every text; the name
as it stands is none of them. Deliberately elsewhere: one key for all spellings (`romanisation`).
"""

from __future__ import annotations

import itertools
import re

_MOST = 4
_RUSSIAN = re.compile(r"[а-яё]+")
_LATIN = re.compile(r"[a-z]+")
_SOUNDS = (
    ("shch", "щ"), ("sch", "ш"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш"), ("ph", "ф"),
    ("th", "т"), ("ts", "ц"), ("ck", "к"), ("qu", "кв"), ("ya", "я"), ("yu", "ю"), ("yo", "ё"),
    ("oo", "у"), ("ee", "и"), ("x", "кс"), ("eigh", "ей"), ("igh", "ай"), ("gh", "г"),
)  # fmt: skip
_PLAIN = dict(zip("abcdefghijklmnopqrstuvwz", "абкдефгхийклмнопкрстуввз", strict=True))
_SOFT_L = re.compile(r"л(?=[бвгджзкмнпрстфхцчшщ]|$)")
_SOFT_C = re.compile(r"c(?=[eiy])")
_LETTERS = dict(
    zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)
) | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
     "ю": "yu", "я": "ya"}  # fmt: skip
_OTHERWISE = (("yu", "iu"), ("ya", "ia"), ("kh", "h"), ("ts", "c"), ("iy", "y"))


def spellings(name: str) -> tuple[str, ...]:
    """The usual spellings of one word in the other alphabet, in small letters, the likeliest first;
    none for a word of both alphabets or with digits."""
    low = name.casefold()
    if _LATIN.fullmatch(low):
        return tuple(dict.fromkeys(_in_russian(low)))[:_MOST]
    if _RUSSIAN.fullmatch(low):
        return tuple(dict.fromkeys(_in_latin(low)))[:_MOST]
    return ()


def _in_russian(low: str) -> list[str]:
    """Sounds of several letters first; an l before a consonant may be soft, a y may be a vowel."""
    low = _SOFT_C.sub("s", re.sub(r"([a-z])\1", r"\1", low) if "ee" not in low else low)
    for latin, sound in _SOUNDS:
        low = low.replace(latin, sound)
    readings: list[str] = []
    for last in ("и", "й"):
        plain = "".join(_PLAIN.get(letter, letter) for letter in low.replace("y", last))
        readings += (plain, _SOFT_L.sub("ль", plain))
    return readings


def _in_latin(low: str) -> list[str]:
    plain = "".join(_LETTERS[letter] for letter in low)
    found = [plain]
    pairs = [pair for pair in _OTHERWISE if pair[0] in plain]
    for size in range(1, len(pairs) + 1):
        for chosen in itertools.combinations(pairs, size):
            other = plain
            for written, instead in chosen:
                other = other.replace(written, instead)
            found.append(other)
    return found
