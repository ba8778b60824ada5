"""Question -> passages: a dense and a sparse leg with the same access, fused by rank.

Invariant: both legs carry the asker's `Access` (law 12); nothing else is read from the store.

Fusion is reciprocal rank with two constants. It knows the languages: between an English question
and a Russian passage the words in common are noise (a product's name, an "API"), so there the
passage's dense rank stands for its sparse rank too, and a good dense rank is not pulled down by
passages that merely are in the question's language. A Russian question's Latin words are names, so
its sparse ranks count for English passages. Figures: `python -m tests.bench retrieval`.
Deliberately elsewhere: IDF and the filters (stores), whether to answer at all (`relevance`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.chunk import Chunk, Passage
from index.embedding import Encoders
from index.filters import Access
from index.script import language
from index.store import Hit, Store

_DEPTH = 100
"""Chunks read from each leg. A chunk beyond it in both legs is not found."""
_RANK_CONSTANT = 15
"""RRF's k: how slowly a rank loses its worth. Anything from 5 to 20 does nearly as well."""
_SPARSE_WEIGHT = 1.5
"""Worth of a sparse rank beside a dense one. Anything from 1.5 to 2 does nearly as well."""

_LETTERS = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def search(
    question: str, store: Store, encoders: Encoders, access: Access, limit: int
) -> list[Passage]:
    """The best passages that `access` may read, best first, no text twice.

    Raises the `IndexFailure`s of store and encoders.
    """
    if not question.strip():
        return []
    depth = max(_DEPTH, limit)
    dense = store.dense_leg(encoders.query(question), depth, access)
    words = encoders.sparse_query(question)
    sparse = store.sparse_leg(words, depth, access) if words.indices else []
    return fuse(question, dense, sparse)[:limit]


def fuse(question: str, dense: Sequence[Hit], sparse: Sequence[Hit]) -> list[Passage]:
    """All chunks of both legs, best first."""
    ranks = {hit.chunk.id: rank for rank, hit in enumerate(dense, start=1)}
    sparse_ranks = {hit.chunk.id: rank for rank, hit in enumerate(sparse, start=1)}
    cosines = {hit.chunk.id: hit.score for hit in dense}
    products = {hit.chunk.id: hit.score for hit in sparse}
    spoken = language(question)
    passages = []
    for chunk in {hit.chunk.id: hit.chunk for hit in (*dense, *sparse)}.values():
        by_words = ranks if _deaf(spoken, chunk) else sparse_ranks
        score = _worth(ranks.get(chunk.id)) + _SPARSE_WEIGHT * _worth(by_words.get(chunk.id))
        passages.append(
            Passage(chunk, score, cosines.get(chunk.id, 0.0), products.get(chunk.id, 0.0))
        )
    passages.sort(key=lambda passage: (-passage.score, -passage.dense, passage.chunk.id))
    return _distinct(passages)


def _worth(rank: int | None) -> float:
    return 0.0 if rank is None else 1.0 / (_RANK_CONSTANT + rank)


def _deaf(spoken: str, chunk: Chunk) -> bool:
    """Whether the sparse leg cannot hear this passage: English question, Russian passage."""
    return spoken == "en" and is_russian(chunk.text)


def is_russian(text: str) -> bool:
    """A tenth of the letters is enough: Russian pages are full of code."""
    cyrillic = len(_CYRILLIC.findall(text))
    return cyrillic > 0 and cyrillic * 10 >= cyrillic + len(_LETTERS.findall(text))


def _distinct(passages: Sequence[Passage]) -> list[Passage]:
    """One passage of each text under its heading, at the best rank, with the strictest label."""
    first: dict[str, Passage] = {}
    for passage in passages:
        key = passage.chunk.embedded_text
        known = first.setdefault(key, passage)
        if passage.chunk.sensitivity > known.chunk.sensitivity:
            first[key] = replace(passage, score=known.score)
    return list(first.values())
