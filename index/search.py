"""Question -> passages: a dense and a sparse leg with the same access, fused by rank.

Invariant: both legs carry the asker's `Access` (law 12); nothing else is read from the store.

Fusion is reciprocal rank with a few constants. It knows the languages: between a question and a
passage of another language the words in common are noise or names (a product, an "API"), so there
the passage's dense rank stands for its sparse rank, and a good dense rank is not pulled down by
passages that merely are in the question's language. It stands in as far as the passage is nearer
than unrelated text: the first rank among strangers is worth nothing. A Russian question's Latin words
are names, so its sparse ranks count for English passages where they are better. Figures:
`python -m tests.bench retrieval`.
Deliberately elsewhere: IDF and the filters (stores), whether to answer at all (`relevance`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from index.chunk import Passage
from index.embedding import Encoders
from index.filters import Access
from index.relevance import nearness, noise_floor, relevant
from index.script import is_russian, language
from index.stages import stage
from index.store import Hit, SparseVector, Store

__all__ = ["fuse", "relevant", "search"]

_DEPTH = 100
"""Chunks read from each leg. A chunk beyond it in both legs is not found."""
_RANK_CONSTANT = 12
"""RRF's k: how slowly a rank loses its worth. Anything from 5 to 15 does nearly as well."""
_SPARSE_WEIGHT = 1.75
"""Worth of a sparse rank beside a dense one. Anything from 1.5 to 2 does nearly as well."""
_STANDING_IN = 0.7
"""Worth of a dense rank that stands for a sparse one: less than real words in common."""
_NEAR_ENOUGH = 0.25
"""Nearness from which on a dense rank stands in for all that it is worth."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and its vectors. `floor` is the cosine that it has to unrelated text."""

    text: str = field(repr=False)
    dense: tuple[float, ...]
    sparse: SparseVector
    floor: float


def search(
    question: str, store: Store, encoders: Encoders, access: Access, limit: int
) -> list[Passage]:
    """The best passages that `access` may read, best first, no text twice.

    Raises the `IndexFailure`s of store and encoders.
    """
    if not question.strip():
        return []
    with stage("embed"):
        dense = encoders.query(question)
    with stage("search"):
        floor = noise_floor(dense, encoders)
        asked = _Asked(question, dense, encoders.sparse_query(question), floor)
        return store.run(partial(_hybrid, asked=asked, access=access, limit=limit))


def _hybrid(store: Store, asked: _Asked, access: Access, limit: int) -> list[Passage]:
    depth = max(_DEPTH, limit)
    dense = store.dense_leg(asked.dense, depth, access)
    sparse = store.sparse_leg(asked.sparse, depth, access) if asked.sparse.indices else []
    near = {hit.chunk.id for hit in dense}
    best = fuse(asked.text, dense, sparse, asked.floor)[:limit]
    return _with_cosines(best, near, asked.dense, store)


def fuse(
    question: str, dense: Sequence[Hit], sparse: Sequence[Hit], floor: float = 0.0
) -> list[Passage]:
    """All chunks of both legs, best first. `floor` is the cosine of unrelated text."""
    ranks = {hit.chunk.id: rank for rank, hit in enumerate(dense, start=1)}
    sparse_ranks = {hit.chunk.id: rank for rank, hit in enumerate(sparse, start=1)}
    cosines = {hit.chunk.id: hit.score for hit in dense}
    products = {hit.chunk.id: hit.score for hit in sparse}
    spoken = language(question)
    passages = []
    for chunk in {hit.chunk.id: hit.chunk for hit in (*dense, *sparse)}.values():
        dense_worth = _worth(ranks.get(chunk.id))
        by_words = _worth(sparse_ranks.get(chunk.id))
        if (spoken == "ru") != is_russian(chunk.text):
            near = nearness(cosines.get(chunk.id, 0.0), floor) / _NEAR_ENOUGH
            standing_in = _STANDING_IN * dense_worth * min(1.0, max(0.0, near))
            by_words = standing_in if spoken == "en" else max(standing_in, by_words)
        score = dense_worth + _SPARSE_WEIGHT * by_words
        passages.append(
            Passage(chunk, score, cosines.get(chunk.id, 0.0), products.get(chunk.id, 0.0))
        )
    passages.sort(key=lambda passage: (-passage.score, -passage.dense, passage.chunk.id))
    return _distinct(passages)


def _worth(rank: int | None) -> float:
    return 0.0 if rank is None else 1.0 / (_RANK_CONSTANT + rank)


def _distinct(passages: Sequence[Passage]) -> list[Passage]:
    """One passage of each text under its heading, at the best rank, with the strictest label."""
    first: dict[str, Passage] = {}
    for passage in passages:
        key = passage.chunk.embedded_text
        known = first.setdefault(key, passage)
        if passage.chunk.sensitivity > known.chunk.sensitivity:
            first[key] = replace(passage, score=known.score)
    return list(first.values())


def _with_cosines(
    passages: Sequence[Passage], near: set[str], asked: Sequence[float], store: Store
) -> list[Passage]:
    """Cosines for the passages that only the sparse leg found, from their stored vectors."""
    missing = [p.chunk.text_hash for p in passages if p.chunk.id not in near]
    vectors = store.vectors(missing) if missing else {}
    return [
        replace(passage, dense=_cosine(asked, vectors[passage.chunk.text_hash][0]))
        if passage.chunk.id not in near and passage.chunk.text_hash in vectors
        else passage
        for passage in passages
    ]


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return float(np.dot(one, other))
