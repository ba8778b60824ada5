"""Hashed n-grams of a text: what the classifier reads beside the embedding.

Invariant: the features depend on the text alone, never on findings (so the classifier stays
monotone in them), and are made in time linear in its length: every step is one pass over arrays.
Words are cut to their first letters, which stands for stemming in both languages; digits are all
the same digit, so that no sum, date or number is learned by heart.
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

Buckets = npt.NDArray[np.uint32]
_Hashes = npt.NDArray[np.uint64]
_Positions = npt.NDArray[np.int64]

BUCKETS = 1 << 17
"""Features there are; others that fall into the same one share a weight."""

VERSION = 1
"""Part of the artefact's format: a change of features makes a trained one worthless."""

_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)
_BASE_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))
_SALTS = tuple(
    np.uint64(salt) for salt in (0xA24BAED4963EE407, 0x9FB21C651E98DF25, 0xD6E8FEB86659FD93)
)
_FAMILIES = np.arange(8, dtype=np.uint64) * _SALTS[0]
_SEPARATOR, _WORD, _SIGN = 0, 1, 2
_SIGNS = "%$€£₽"


def features(text: str) -> Buckets:
    """The sorted buckets of a text, each once."""
    points = _points(text)
    starts, ends = _words(points)
    if not len(starts):
        return np.zeros(0, dtype=np.uint32)
    sums, inverse = _rolling(points)

    def key(length: int) -> _Hashes:
        stops = np.minimum(starts + length, ends)
        return (sums[stops] - sums[starts]) * inverse[starts]

    four, six, whole = key(4), key(6), key(12)
    found = [
        _mixed(four, 1),
        _mixed(six, 2),
        _mixed(whole, 3),
        _pairs(six, 1, 4),
        _pairs(four, 2, 5),
        _mixed(_inner(sums, inverse, starts, ends, 4), 6),
    ]
    return np.unique(np.concatenate(found) & np.uint64(BUCKETS - 1)).astype(np.uint32)


def _points(text: str) -> npt.NDArray[np.uint32]:
    lowered = text.lower().replace("ё", "е")
    points = np.frombuffer(lowered.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    digits = (points >= ord("0")) & (points <= ord("9"))
    return np.where(digits, np.uint32(ord("0")), points)


@functools.cache
def _classes() -> npt.NDArray[np.int8]:
    """The class of each character of the first plane."""
    table = np.fromiter((chr(point).isalnum() for point in range(1 << 16)), np.int8, 1 << 16)
    for sign in _SIGNS:
        table[ord(sign)] = _SIGN
    return table


def _words(points: npt.NDArray[np.uint32]) -> tuple[_Positions, _Positions]:
    """Where words begin and end; a sign is a word of its own."""
    classes = _classes()[np.minimum(points, 0xFFFF)]
    before = np.concatenate((np.zeros(1, np.int8), classes[:-1]))
    after = np.concatenate((classes[1:], np.zeros(1, np.int8)))
    inside = classes != _SEPARATOR
    begins = inside & ((before != classes) | (classes == _SIGN))
    stops = inside & ((after != classes) | (classes == _SIGN))
    return np.flatnonzero(begins), np.flatnonzero(stops) + 1


def _rolling(points: npt.NDArray[np.uint32]) -> tuple[_Hashes, _Hashes]:
    """Sums of points times powers up to each position, and the inverse powers.

    `(sums[end] - sums[start]) * inverse[start]` is a polynomial hash of the piece, wherever it is.
    """
    powers = np.full(len(points) + 1, _BASE, dtype=np.uint64)
    inverse = np.full(len(points) + 1, _BASE_INVERSE, dtype=np.uint64)
    powers[0] = inverse[0] = 1
    powers, inverse = np.cumprod(powers), np.cumprod(inverse)
    sums = np.zeros(len(points) + 1, dtype=np.uint64)
    np.cumsum((points.astype(np.uint64) + np.uint64(1)) * powers[:-1], out=sums[1:])
    return sums, inverse


def _mixed(keys: _Hashes, family: int) -> _Hashes:
    """Keys of one family, spread over all bits."""
    mixed = (keys ^ (keys >> np.uint64(31))) + _FAMILIES[family]
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _SALTS[1]
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _SALTS[2]
    return np.asarray(mixed ^ (mixed >> np.uint64(30)), dtype=np.uint64)


def _pairs(keys: _Hashes, gap: int, family: int) -> _Hashes:
    """Each word with the one `gap` further on."""
    return _mixed(keys[:-gap] * _SALTS[1] + keys[gap:] * _SALTS[2], family)


def _inner(
    sums: _Hashes, inverse: _Hashes, starts: _Positions, ends: _Positions, length: int
) -> _Hashes:
    """Every piece of `length` characters inside a word, but the first."""
    counts = np.maximum(ends - starts - length, 0)
    total = int(counts.sum())
    offsets = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    places = np.repeat(starts, counts) + offsets + 1
    return np.asarray((sums[places + length] - sums[places]) * inverse[places], dtype=np.uint64)
