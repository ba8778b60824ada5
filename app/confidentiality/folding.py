"""How the egress guard folds characters, so that the same word is the same whatever it is drawn with.

Invariant: folding is done to what is looked for and to what is read alike, so it can join words that
only look the same, and never separate the same word. Pure and linear. No code is shared with the
detectors' own `View`. Deliberately elsewhere: decodings (`views`), known values (`needles`).
"""

from __future__ import annotations

import re
import unicodedata

_USUAL = re.compile("[\0-\x7f\u0410-\u044f\u0401\u0451\u27e6\u27e7]*")
"""What is plain already: ASCII, Russian letters and our brackets."""
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_MARKED = re.compile("[\u0300-\u036f\U000e0020-\U000e007e]")
"""Accents of their own; letters that only machines see."""
_ACCENTS = re.compile("(?<=[A-Za-z0-9_-])[\u0300-\u036f]+")
_UNSEEN = str.maketrans({chr(0xE0000 + code): chr(code) for code in range(0x20, 0x7F)})
_FOREIGN_DIGIT = re.compile(r"\d(?<![0-9])")
_SMALL_CAPITALS = (
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d"
    "\u0274\u1d0f\u1d18\ua7af\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22"
)
_FRAMED = (0x249C, 0x1F110, 0x1F150, 0x1F170, 0x1F1E6)
"""Where alphabets begin that are drawn in brackets, circles and squares, or as flags."""
_LETTERS = str.maketrans(
    {
        **{chr(first + at): chr(0x61 + at) for first in _FRAMED for at in range(26)},
        **dict(zip(_SMALL_CAPITALS, "abcdefghijklmnopqrstuvwyz", strict=True)),
    }
)
_LETTER = re.compile(
    f"[{_SMALL_CAPITALS}\u249c-\u24b5\U0001f110-\U0001f129\U0001f150-\U0001f169\U0001f170-\U0001f1ff]"
)
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u3002\uff61\u2024\ufe52\u00b7\u2027", "."),
        **dict.fromkeys("\ua789\u2236\ufe55", ":"),
        **dict.fromkeys("\u2044\u2215\u29f8", "/"),
        **dict.fromkeys("\u2018\u2019\u201a\u02bc\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    }
)
_DRAWN = {
    **dict(zip("аеорсхуіјѕԁһӏԛԝ", "aeopcxyijsdhlqw", strict=True)),
    **dict(zip("АВЕКМНОРСТХУІЈЅԌ", "ABEKMHOPCTXYIJSG", strict=True)),
    **dict(zip("αορντικηχγ", "aopvtiknxy", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
}
_LOOK_ALIKES = str.maketrans(_DRAWN)
_SIGN = re.compile(f"[{''.join(map(chr, _SIGNS))}]")
_ODD = "".join(_DRAWN)
_BEFORE = "|".join(rf"(?<=[{_ODD}]{'[0-9@._-]' * far}[A-Za-z])" for far in range(4))
_MIXTURE = re.compile(
    rf"[A-Za-z0-9.](?:[\u041e\u043e\u039f\u03bf]|(?<=[A-Za-z])(?:[0-9@._-]{{0,3}}[{_ODD}]|{_BEFORE}))"
)
"""A Latin letter and a look-alike next to each other, or a digit and what looks like a nought."""
_LOOK_ALIKE = re.compile(f"[{_ODD}]")
_MIXED = re.compile(r"[\w.@:/+-]{3,}")
_LATIN = re.compile(r"[A-Za-z0-9]")
_SKELETON = str.maketrans(
    {**_DRAWN, **dict(zip("вкмнт", "bkmht", strict=True)), "ё": "e", "й": "и"}
)
"""After case-folding: Cyrillic and Greek letters become the Latin ones they look like."""
_ORDINARY = re.compile("[a-zа-яё0-9]+")


def plain(text: str) -> str:
    """NFKC, Latin digits and signs, without characters that nobody sees."""
    if text.isascii() or _USUAL.fullmatch(text):
        return text
    if _LETTER.search(text):
        text = text.translate(_LETTERS)
    if _INVISIBLE.search(text) or not unicodedata.is_normalized("NFKC", text):
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    if _FOREIGN_DIGIT.search(text):
        text = _FOREIGN_DIGIT.sub(lambda m: str(unicodedata.decimal(m[0], 0)), text)
    return text.translate(_SIGNS) if _SIGN.search(text) else text


def bare(text: str) -> str:
    """Without accents of their own on Latin letters, and with the letters that only machines see."""
    return _ACCENTS.sub("", text).translate(_UNSEEN) if _MARKED.search(text) else text


def unmixed(text: str) -> str:
    """Words of Latin letters or digits with look-alikes among them, with those replaced."""
    if text.isascii() or not _LOOK_ALIKE.search(text) or not _MIXTURE.search(text):
        return text
    return _MIXED.sub(_unmixed, text)


def _unmixed(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii() or not _LATIN.search(word):
        return word
    drawn = word.translate(_LOOK_ALIKES)
    return drawn if drawn.isascii() else word


def skeleton(text: str) -> str:
    """Case-folded, without accents, every letter as the Latin one that it looks like."""
    if text.isascii():
        return text.lower()
    if _ORDINARY.fullmatch(text):
        return text.translate(_SKELETON)
    apart = unicodedata.normalize("NFKD", plain(text).casefold())
    bare = "".join([c for c in apart if not unicodedata.combining(c)])
    return bare.translate(_SKELETON)
