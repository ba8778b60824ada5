"""`hush search --jsonl` over 10,000 chunks, as a script uses it: one process, a line at a time.

The store holds the chunks of `tests.bench.store` (random vectors: exact search costs the same for
all), questions go through the real encoders, both legs, fusion and JSON. Milliseconds, p50.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.edge import EdgeStore
from index.embedding import encoder_fingerprint
from index.settings import EmbeddingSettings
from tests.bench.store import DIMENSION, points, write

_QUESTIONS = (
    "How do I fail over the payments database?",
    "Redis is out of memory, what now?",
    "Как откатить релиз биллинга?",
    "Где смотреть отставание реплики PostgreSQL?",
    "kubectl drain node stuck on pod disruption budget",
)
_ROUNDS = 20


def run() -> dict[str, float]:
    """Start-up in seconds, then milliseconds a question: p50 and p95."""
    with tempfile.TemporaryDirectory() as home:
        fingerprint = encoder_fingerprint(EmbeddingSettings())
        store = EdgeStore.open(Path(home) / "store", fingerprint, lambda: DIMENSION)
        write(store, points())
        store.close()
        return _asked(home)


def _asked(home: str) -> dict[str, float]:
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", "search", "--jsonl", "-k", "10"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "HUSH_HOME": home},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask(question: str) -> float:
            begun = time.perf_counter()
            process.stdin.write(json.dumps({"id": 1, "query": question}) + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            hits = json.loads(process.stdout.readline())["hits"]  # type: ignore[union-attr]
            assert len(hits) == 10
            return time.perf_counter() - begun

        ask(_QUESTIONS[0])
        ready = time.perf_counter() - started
        times = sorted(ask(question) for _ in range(_ROUNDS) for question in _QUESTIONS)
        process.stdin.close()
        process.wait()
    return {
        "chunks": 10_000,
        "first answer after start (s)": round(ready, 2),
        "p50_ms": round(1000 * statistics.median(times), 1),
        "p95_ms": round(1000 * times[int(0.95 * len(times))], 1),
    }
