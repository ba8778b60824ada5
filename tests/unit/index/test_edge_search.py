"""The dense leg of the embedded store reads a coarse copy of all vectors: it must find what is near."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import qdrant_edge

from index import edge_engine, schema
from index.edge import EdgeStore
from index.filters import Access
from tests.contract.test_store import make

ROOT = Path(__file__).resolve().parents[3]
DIMENSION, CHUNKS, GONE = 64, 6_000, 600
STAFF = Access.of("staff")


def vectors() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Random directions, the hardest to tell apart; two in three are of a source that is pruned or
    for others."""
    made = np.random.default_rng(0).normal(size=(CHUNKS, DIMENSION)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


def fill(store: EdgeStore) -> None:
    """Chunks of three sources: one is written again, one is pruned, one is for others."""
    points = [
        make(
            f"docs:{n % 3}.md",
            n,
            audience=frozenset({"others" if n % 3 == 2 else "staff"}),
            dense=tuple(vector.tolist()),
        )
        for n, vector in enumerate(vectors())
    ]
    store.write(points)
    store.write(points[:GONE])
    store.prune("docs:1.md", None)


def opened(path: Path) -> EdgeStore:
    return EdgeStore.open(path, "one", lambda: DIMENSION)


def require_nearest(store: EdgeStore) -> None:
    """What is found, and its cosines, are those of every whole vector."""
    known = vectors()
    mine = np.arange(0, CHUNKS, 3)
    for asked in known[1 : 3 * 20 : 3]:
        cosines = known[mine] @ asked
        right = mine[np.argsort(-cosines)][:100]
        hits = store.dense_leg(asked.tolist(), 100, STAFF)
        assert [hit.chunk.ordinal for hit in hits] == right.tolist()
        found = [hit.score for hit in hits]
        assert found == pytest.approx(np.sort(cosines)[::-1][:100].tolist(), abs=1e-5)


def test_a_coarse_copy_finds_what_whole_vectors_do_also_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "store"
    script = (
        "import sys; from pathlib import Path; import os, signal\n"
        "from tests.unit.index.test_edge_search import fill, opened, require_nearest\n"
        "store = opened(Path(sys.argv[1])); fill(store); require_nearest(store)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, path], cwd=ROOT, env=dict(os.environ), check=False
    )
    assert ended.returncode == -signal.SIGKILL
    for _ in range(2):  # closing vacuums what was pruned
        store = opened(path)
        require_nearest(store)
        store.close()


def test_a_store_of_before_without_such_a_copy_is_read_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = qdrant_edge.EdgeVectorParams(size=DIMENSION, distance=qdrant_edge.Distance.Cosine)
    config = qdrant_edge.EdgeConfig(
        vectors={schema.DENSE: plain},
        sparse_vectors={schema.SPARSE: qdrant_edge.EdgeSparseVectorParams()},
    )
    monkeypatch.setattr(edge_engine, "_config", lambda _dimension: config)
    opened(tmp_path / "store").close()
    monkeypatch.undo()
    store = opened(tmp_path / "store")
    fill(store)
    require_nearest(store)
    store.close()
