"""What the tagger sees of a text: its tokens, and for each token the numbers of its features.

A feature is a hashed number below `SIZE`: of the word, of its neighbours, of pairs of them. A word
that is no usual one gives its build and its place in the lexicon only, so that no name is learnt by
heart. Invariant: the same text gives the same numbers on every machine (crc32, 32-bit arithmetic).
"""

from __future__ import annotations

import functools
import re
import struct
import zlib

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors.lexicon import fold, rank
from app.confidentiality.detectors.places import (
    CITIES,
    COUNTRIES,
    STATES,
    STREET_ENDINGS,
    STREETS,
    UNITS,
)
from app.confidentiality.detectors.tables import words

BITS = 18
SIZE = 1 << BITS
LONGEST = 80
"""Tokens of a piece that is decoded as a whole."""

_TOKEN = re.compile(
    r"[^\W\d_]{1,40}(?:['’](?!s\b)[^\W\d_]{1,40}){0,3}|\d{1,20}|[^\S\n]*\n\s*|[^\w\s]|_"
)
_TITLES = words("mr mrs ms miss dr prof sir madam herr frau mme mister doctor professor captain")
_MONTHS = words(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue wed thu fri sat sun
    """
)
_COMPANY = words(
    """
    inc llc ltd plc corp corporation co company gmbh ag sa sas srl spa bv nv oy ab as aps kft sro group
    holdings holding partners associates sons brothers bros ventures capital bank insurance university
    college school hospital institute foundation airlines airways motors industries systems solutions
    technologies labs studios media records press energy foods logistics consulting agency ministry
    department council association society trust club union federation committee
    """
)
_ENDINGS = tuple(fold(ending) for ending in STREET_ENDINGS)
_CLASSES = (
    ("T", _TITLES), ("M", _MONTHS), ("C", _COMPANY), ("S", STREETS), ("U", UNITS),
    ("A", STATES), ("N", COUNTRIES), ("Y", CITIES),
)  # fmt: skip

Numbers = npt.NDArray[np.uint32]
_WORD_FEATURES = 11
_ID, _SHAPE, _LEX, _CLASS, _SUFFIX = 0, 1, 2, 3, 4
_NEAR = (_ID, _SHAPE, _LEX, _CLASS, _SUFFIX)
_FAR = (_ID, _SHAPE, _LEX, _CLASS)
_PAIRS = (
    ((_LEX, -1), (_LEX, 0)), ((_LEX, 0), (_LEX, 1)), ((_SHAPE, 0), (_LEX, 0)),
    ((_SHAPE, 0), (_ID, 1)), ((_ID, -1), (_SHAPE, 0)), ((_ID, -2), (_ID, -1)), ((_ID, 1), (_ID, 2)),
    ((_ID, -1), (_LEX, 0)), ((_ID, 1), (_LEX, 0)), ((_CLASS, 1), (_SHAPE, 0)),
    ((_CLASS, -1), (_LEX, 0)), ((_ID, -1), (_ID, 1)), ((_SUFFIX, 0), (_SHAPE, 0)),
    ((_SHAPE, -1), (_SHAPE, 1)), ((_CLASS, 2), (_SHAPE, 0)), ((_ID, -2), (_SHAPE, 0)),
)  # fmt: skip
_REACH = 3
_AROUND = (
    *((at, feature) for at in (-1, 1) for feature in _NEAR),
    *((at, feature) for at in (-2, 2) for feature in _FAR),
    *((at, feature) for at in (-3, 3) for feature in (_ID, _CLASS)),
)
"""(offset, feature) of what stands around a token."""
_FIRST = tuple((at, feature) for (feature, at), _ in _PAIRS)
_SECOND = tuple((at, feature) for _, (feature, at) in _PAIRS)
_AROUND_SALTS = np.array([at & 0xFFFFFFFF for at, _ in _AROUND], dtype=np.uint32)
_FIRST_SALTS = np.array([11 + at for at, _ in _FIRST], dtype=np.uint32)
_PAIR_SALTS = np.array(
    [(17 * here + one) & 0xFFFFFFFF for (one, _), (_, here) in _PAIRS], dtype=np.uint32
)
_COLUMNS = (
    tuple((0, feature) for feature in range(_WORD_FEATURES)),
    *(_AROUND, _FIRST, _SECOND, ((-1, _LEX), (1, _LEX))),
)
_PARTS = np.cumsum([len(part) for part in _COLUMNS])[:-1].tolist()
"""Where the columns of each of them but the first begin."""
_PLACES = np.array(
    [(_REACH + at) * _WORD_FEATURES + feature for part in _COLUMNS for at, feature in part]
)
"""Each (offset, feature) as a place in the words' hashes, one word after the other."""
_HASHES = struct.Struct(f"={_WORD_FEATURES}I")
FEATURES = _WORD_FEATURES + 2 * len(_NEAR) + 2 * len(_FAR) + 4 + len(_PAIRS) + 4


def tokens(text: str) -> list[tuple[int, int]]:
    """Spans of words, numbers, signs and line ends."""
    return [match.span() for match in _TOKEN.finditer(text)]


def pieces(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of tokens to decode as a whole: up to a blank line, a sentence's end, `LONGEST`."""
    found: list[tuple[int, int]] = []
    first = 0
    for number, (start, end) in enumerate(spans):
        stop = number + 1 - first >= LONGEST
        sign = text[start:end]
        if sign in ".!?" and number + 1 < len(spans):
            before = text[slice(*spans[number - 1])] if number > first else ""
            after = text[spans[number + 1][0]]
            stop |= len(before) > 3 and before.islower() and (after.isupper() or after == "\n")
        if stop:
            found.append((first, number + 1))
            first = number + 1
    if first < len(spans):
        found.append((first, len(spans)))
    return found


@functools.lru_cache(maxsize=65_536)
def _word(word: str) -> bytes:
    """The `_WORD_FEATURES` hashes of a word, as an array keeps them."""
    low = fold(word)
    given, surname, usual = rank(word)
    shape = _shape(word)
    known = usual >= 5 or not word[0].isalpha()
    kind = "".join(sign for sign, members in _CLASSES if low in members)
    if not kind and len(low) > 5 and low.endswith(_ENDINGS):
        kind = "s"
    name = low if known or kind else "?"
    if word[0].isdigit():
        name = f"9{len(word)}" if len(word) > 1 else word
    elif "\n" in word:
        name = "\n\n" if word.count("\n") > 1 else "\n"
    lexicon = f"{given}{surname}{usual}"
    values = (
        name, shape, lexicon, kind, low[-3:] if word[0].isalpha() else name,
        low[:3], low[-2:], low[-4:], low[:2], _brief(given, surname, usual) + kind, f"{len(low)}",
    )  # fmt: skip
    return _HASHES.pack(
        *[zlib.crc32(f"{number}:{value}".encode()) for number, value in enumerate(values)]
    )


def _brief(given: int, surname: int, usual: int) -> str:
    return f"g{given // 3}s{surname // 3}w{usual // 3}"


def _shape(word: str) -> str:
    if "\n" in word:
        return "n"
    first = word[0]
    if first.isdigit():
        return f"d{min(len(word), 6)}"
    if not first.isalpha():
        return first
    if word.isupper():
        return "X" if len(word) == 1 else "XX" if len(word) < 4 else "XXX"
    if word.islower():
        return "x" if len(word) < 4 else "xx"
    rest = "".join(sign for sign in word[1:] if sign.isalpha())
    odd = "" if word.isascii() else "u"
    mixed = "" if rest.islower() else "C"
    return f"{'X' if first.isupper() else 'x'}x{mixed}{odd}"


def numbers(text: str, spans: list[tuple[int, int]], cuts: list[tuple[int, int]]) -> Numbers:
    """The features of each token: (tokens, `FEATURES`), uint32 below `SIZE`."""
    rows = [_word(text[start:end]) for start, end in spans]
    blank = bytes(_HASHES.size * _REACH)
    around = np.frombuffer(b"".join((blank, *rows, blank)), dtype=np.uint32)
    starts = np.arange(0, len(rows) * _WORD_FEATURES, _WORD_FEATURES)
    beside = around[starts[:, None] + _PLACES]
    base, near, first, second, lexicon = np.split(beside, _PARTS, axis=1)
    pairs = _mixed(_mixed(first, _FIRST_SALTS) ^ (second * np.uint32(31)), _PAIR_SALTS)
    case = _cases(text, spans, cuts)
    triple = _mixed(lexicon[:, 0], 5) ^ _mixed(lexicon[:, 1], 7) ^ base[:, _LEX]
    last = (
        _mixed(case, 41), _mixed(case ^ base[:, _SHAPE], 43), _mixed(case ^ base[:, 9], 47),
        _mixed(triple, 53),
    )  # fmt: skip
    mixed = np.concatenate(
        (base, _mixed(near, _AROUND_SALTS), pairs, np.stack(last, axis=1)), axis=1
    )
    salts = np.arange(mixed.shape[1], dtype=np.uint32) * np.uint32(0x9E3779B1)
    final: Numbers = ((mixed + salts) * np.uint32(0x85EBCA6B)) >> np.uint32(32 - BITS)
    return final


def _mixed(columns: Numbers, salt: int | Numbers) -> Numbers:
    value = (columns ^ np.asarray(salt, dtype=np.uint32)) * np.uint32(0xCC9E2D51)
    mixed: Numbers = value ^ (value >> np.uint32(15))
    return mixed


def _cases(text: str, spans: list[tuple[int, int]], cuts: list[tuple[int, int]]) -> Numbers:
    """For each token how its piece is written: small letters only, capitals only, or both."""
    case = np.zeros(len(spans), dtype=np.uint32)
    for first, last in cuts:
        piece = text[spans[first][0] : spans[last - 1][1]]
        case[first:last] = 1 if piece.islower() else 2 if piece.isupper() else 3
    return case
