"""The embedded store at 10,000 chunks of 512 dimensions: rates and latencies.

Vectors are random, chunks have 1,200 characters and 60 terms drawn like words of a language, and
one chunk in five is readable in the filtered legs. Times are in milliseconds, p50 of 60 questions.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from index.chunk import Chunk, Sensitivity
from index.edge import EdgeStore
from index.filters import Access
from index.store import Point, SparseVector

_CHUNKS = 10_000
DIMENSION = 512
_BATCH = 512
_PER_SOURCE = 11
_QUESTIONS = 60


def embedded() -> dict[str, float]:
    """Measure writing, the legs, listing and reopening."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        made = points()
        store = EdgeStore.open(path, "bench", lambda: DIMENSION)
        written = _seconds(lambda: write(store, made))
        store.close()
        reopened = _seconds(lambda: _opened(path).close())
        store = _opened(path)
        found = {"upserts_per_second": round(_CHUNKS / written), **_legs(store, made)}
        store.close()
        return {**found, "reopen_and_close_ms": round(1000 * reopened, 1)}


def _opened(path: Path) -> EdgeStore:
    return EdgeStore.open(path, "bench", lambda: DIMENSION)


def write(store: EdgeStore, points: list[Point]) -> None:
    for start in range(0, len(points), _BATCH):
        store.write(points[start : start + _BATCH])


def _legs(store: EdgeStore, points: list[Point]) -> dict[str, float]:
    some = Access.of("sre")
    asked = points[:_QUESTIONS]
    hashes = [point.chunk.text_hash for point in points[:200]]
    dense = [point.dense for point in asked]
    terms = [SparseVector(p.sparse.indices[:8], p.sparse.values[:8]) for p in asked]
    return {
        "dense_ms": _p50([partial(store.dense_leg, v, 50, Access.owner()) for v in dense]),
        "dense_filtered_ms": _p50([partial(store.dense_leg, v, 50, some) for v in dense]),
        "sparse_ms": _p50([partial(store.sparse_leg, v, 50, Access.owner()) for v in terms]),
        "sparse_filtered_ms": _p50([partial(store.sparse_leg, v, 50, some) for v in terms]),
        "revisions_ms": _p50([store.revisions] * 15),
        "count_confidential_ms": _p50(
            [lambda: store.count(at_least=Sensitivity.CONFIDENTIAL)] * 15
        ),
        "vectors_of_200_ms": _p50([lambda: store.vectors(hashes)] * 15),
    }


def _p50(calls: Sequence[Callable[[], object]]) -> float:
    return round(1000 * statistics.median(map(_seconds, calls)), 2)


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def points() -> list[Point]:
    rng = np.random.default_rng(0)
    dense = rng.normal(size=(_CHUNKS, DIMENSION))
    dense /= np.linalg.norm(dense, axis=1, keepdims=True)
    choice = random.Random(0)
    return [
        Point(_chunk(number, choice), tuple(dense[number].tolist()), _terms(rng))
        for number in range(_CHUNKS)
    ]


def _terms(rng: np.random.Generator) -> SparseVector:
    drawn = sorted({int(term) for term in rng.zipf(1.3, 60) if term < 2**31})
    return SparseVector(tuple(drawn), (1.0,) * len(drawn))


def _chunk(number: int, choice: random.Random) -> Chunk:
    return Chunk(
        source=f"bench:{number // _PER_SOURCE}.md",
        revision=f"{number // _PER_SOURCE:064x}",
        ordinal=number % _PER_SOURCE,
        heading=("Runbook", "Steps"),
        text="".join(choice.choices("abcdefgh ", k=1_200)),
        lines=(1, 20),
        title="Runbook",
        url=None,
        owner="sre",
        modified="2026-01-01",
        review_by=None,
        sensitivity=Sensitivity(number % 4),
        audience=frozenset({"sre" if number % 5 == 0 else "staff"}),
    )
