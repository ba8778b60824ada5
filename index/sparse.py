"""The sparse side: English and Russian words and identifiers as weighted, hashed terms.

Invariant: question and passage go through the same `terms`, so the same word has the same index
whatever its form. A word is stemmed by its script; an identifier (`kube-proxy`, `KubePodNotReady`,
`/etc/hosts`, `payments.svc`) is kept whole *and* split into its words. Passage weights are BM25's
term frequency part; the IDF part is the database's (`Modifier.IDF`), because it changes with every
document. Deliberately elsewhere: how legs are fused (`search`).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import Stemmer  # type: ignore[import-not-found]  # compiled, without stubs

from index.store import SparseVector

VERSION = "1"
"""Part of the encoders' fingerprint: change it whenever the same text would get other terms."""

_K1 = 1.2
_B = 0.75
_AVERAGE_LENGTH = 150.0
"""Terms in a usual chunk. Fixed: weights of a stored passage must not depend on its neighbours."""

_DROPPED = re.compile("[\u00ad\u0301\u200b-\u200f\u2060\ufeff]")
"""Soft hyphen, stress mark, zero-width characters: invisible, and they would split words."""
_TOKEN = re.compile(r"\w+(?:[.\-/:@]+\w+)*")
_WORD = re.compile(
    r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[А-Я]+(?![а-я])|[А-Я]?[а-я]+|\d+|[^\W\d_A-Za-zА-Яа-я]+"
)
_SMALL = """
a about an and any are as at be been but by can could did do does for from get got had has have how
i if in into is it its me my no not of on or our out should so than that the their them then there
these they this to up us was we were what when where which who why will with would you your
а без бы в вам вас во все вы где да для до его ее если есть еще же за зачем и из или им их к как
какая какие какой ко когда кто ли мне можно мой мы на над не нет ни но ну нужно о об он она они от
по почему при с сколько со так то тот ты у уже что чтобы эта эти это этот я делать сделать
"""
"""Words that say nothing of a subject. Not among them: `под`, which is also a Kubernetes pod."""
_LONGEST = 64
"""Longer words and identifiers are base64, hashes or noise: nobody asks for them."""


def terms(text: str) -> Iterator[str]:
    """Normalised terms of a text in order, with repeats; a whole identifier starts with `=`."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
    plain = plain.replace("ё", "е").replace("Ё", "Е")
    for match in _TOKEN.finditer(plain):
        token = match.group()
        words = [word for word in _WORD.findall(token) if len(word) <= _LONGEST]
        if (len(words) > 1 or "_" in token) and len(token) <= _LONGEST:
            yield "=" + token.strip("_").casefold()
        for word in words:
            yield _stem(word.casefold())


def encode_passage(text: str) -> SparseVector:
    """BM25's saturated, length-normalised term frequencies, all > 0; without IDF."""
    counts = Counter(_index(term) for term in terms(text))
    length = sum(counts.values())
    norm = _K1 * (1 - _B + _B * length / _AVERAGE_LENGTH)
    return _vector({i: n * (_K1 + 1) / (n + norm) for i, n in counts.items()})


def encode_query(text: str) -> SparseVector:
    """Weight 1 for every distinct term: what a term is worth is its IDF.

    Small words are left out where there are others: in a small store IDF is too weak to keep
    "to the" from giving a passage a rank.
    """
    asked = set(terms(text))
    return _vector({_index(term): 1.0 for term in asked - _small_terms() or asked})


def is_small(term: str) -> bool:
    """Whether a term says nothing of a question's subject: how, the, что, мне."""
    return term in _small_terms()


@lru_cache(maxsize=1)
def _small_terms() -> frozenset[str]:
    return frozenset(terms(_SMALL))


def _vector(weights: dict[int, float]) -> SparseVector:
    indices = tuple(sorted(weights))
    return SparseVector(indices, tuple(weights[index] for index in indices))


@lru_cache(maxsize=65536)
def _index(term: str) -> int:
    return zlib.crc32(term.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    if "а" <= word[0] <= "я":
        return str(_stemmer("russian").stemWord(word))
    if "a" <= word[0] <= "z":
        return str(_stemmer("english").stemWord(word))
    return word


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:
    return Stemmer.Stemmer(language)
