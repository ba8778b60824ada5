"""hit@10 and nDCG@10 of each leg and of the real search. A document counts by its best chunk.

Sets as they are, and one that mixes them: English questions whose answers are Russian, in a store
that holds English runbooks too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from index.chunk import Chunk
from index.edge import EdgeStore
from index.embedding import Encoders
from index.filters import Access
from index.search import search
from index.settings import IndexSettings
from tests.bench import corpora
from tests.bench.corpora import Query

_DEPTH = 100
_TOP = 10
_KEYS = ("hit@10", "nDCG@10")
_MIXED = ("yc-faq-en2ru", ("gitlab-links", "yc-faq-ru"))
Find = Callable[[str], Sequence[Chunk]]
Figures = dict[str, float]


def run() -> dict[str, object]:
    """Percent by set and by way of searching, and how far hybrid is from the better leg."""
    encoders = Encoders(IndexSettings().embedding)
    sets: dict[str, tuple[str, tuple[str, ...]]]
    sets = {name: (name, (name,)) for name in corpora.names()}
    if {_MIXED[0], *_MIXED[1]} <= set(sets):
        sets["en2ru in a mixed store"] = _MIXED
    return {name: _figures(*of, encoders) for name, of in sets.items()}


def _figures(asked: str, stored: Sequence[str], encoders: Encoders) -> Figures:
    questions = corpora.queries(asked)
    with corpora.store(stored, encoders) as store:
        ways = {name: _measure(find, questions) for name, find in _ways(store, encoders).items()}
    figures = {f"{way} {key}": ways[way][key] for way in ways for key in _KEYS}
    for key in _KEYS:
        figures[f"margin {key}"] = ways["hybrid"][key] - max(
            ways["dense"][key], ways["sparse"][key]
        )
    return figures


def _ways(store: EdgeStore, encoders: Encoders) -> dict[str, Find]:
    owner = Access.owner()

    def dense(text: str) -> Sequence[Chunk]:
        return [hit.chunk for hit in store.dense_leg(encoders.query(text), _DEPTH, owner)]

    def sparse(text: str) -> Sequence[Chunk]:
        return [hit.chunk for hit in store.sparse_leg(encoders.sparse_query(text), _DEPTH, owner)]

    def hybrid(text: str) -> Sequence[Chunk]:
        return [passage.chunk for passage in search(text, store, encoders, owner, _DEPTH)]

    return {"dense": dense, "sparse": sparse, "hybrid": hybrid}


def _measure(find: Find, questions: Sequence[Query]) -> Figures:
    hits = gains = 0.0
    for query in questions:
        documents = dict.fromkeys(chunk.source for chunk in find(query.text))
        ranking = [name for name in documents if name not in query.excluded][:_TOP]
        hits += not query.wanted.isdisjoint(ranking)
        gains += ndcg(ranking, query.wanted)
    return dict(
        zip(_KEYS, (100 * hits / len(questions), 100 * gains / len(questions)), strict=True)
    )


def ndcg(ranking: Sequence[str], wanted: frozenset[str]) -> float:
    """Discounted gain of a ranking beside the best possible one, every wanted document worth 1."""
    gain = sum(1 / math.log2(i + 2) for i, name in enumerate(ranking) if name in wanted)
    return gain / sum(1 / math.log2(i + 2) for i in range(min(_TOP, len(wanted))))
