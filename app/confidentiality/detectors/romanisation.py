"""Russian names in Latin letters: one skeleton for every usual romanisation.

`skeleton("Щукин") == skeleton("Shchukin") == skeleton("Schukin")`. Pure. Invariant: a Cyrillic word
and its romanisations (passport, GOST, BGN, scientific, French -off) have one skeleton; what two
names share by accident (Крылов and Крилов) is as alike in Latin letters.
Deliberately elsewhere: grammatical forms (`russian_names`), a person's whole name.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = dict(zip("абвгдезиклмнопрстуфхы", "abvgdeziklmnoprstufhi", strict=True)) | {
    "ё": "e", "ж": "Z", "й": "i", "ц": "ts", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ь": "",
    "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN = (
    ("shch", "S"), ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("zh", "Z"), ("kh", "h"),
    ("ch", "C"), ("sh", "S"), ("ph", "f"), ("th", "t"), ("tz", "ts"), ("x", "ks"), ("w", "v"),
    ("q", "k"), ("ck", "k"), ("c", "k"), ("y", "i"), ("j", "i"), ("'", ""), ("\u2019", ""),
)  # fmt: skip
_SCIENTIFIC = str.maketrans({"š": "S", "č": "C", "ž": "Z", "ŝ": "S", "ü": "iu"})
_WHOLE = {"aleksander": "aleksandr", "alekander": "aleksandr", "mihael": "mihail"}
"""Usual spellings of a name that no rule of letters gives, skeleton to skeleton."""

_FOLDS = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"ff?$", "v"),  # Ivanoff, Ivanof
        (r"([A-Za-z])\1+", r"\1"),  # Anna, Filipp, -ii
        (r"i(?=e)", ""),  # Yevgeny, Vasiliev
        (r"io", "e"),  # Fyodor
        (r"SC", "S"),
        (r"(?<=[CSZ])o", "e"),  # Khrushchov
        (r"liu", "lu"),  # Liudmila
        (r"gu(?=[ei])", "g"),  # Serguei
        (r"(?<=[aeou])o(?=v$)", "e"),  # Soloveov
    )
)


@functools.lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The skeleton of one word in either script: ASCII letters, `S` `C` `Z` for hushing sounds."""
    plain = word.casefold().translate(_SCIENTIFIC)
    if any(letter in _LETTERS for letter in plain):
        plain = plain.replace("ье", "е").replace("ьё", "е").replace("ъе", "е").replace("ьо", "е")
        spelt = "".join(_LETTERS.get(letter, letter) for letter in plain)
    else:
        marks = unicodedata.normalize("NFD", plain)
        spelt = "".join(letter for letter in marks if letter.isascii() or letter == "\u2019")
        for latin, sound in _LATIN:
            spelt = spelt.replace(latin, sound)
    for pattern, kept in _FOLDS:
        spelt = pattern.sub(kept, spelt)
    return _WHOLE.get(spelt, spelt)
