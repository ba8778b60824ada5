"""Schemathesis with many examples: each operation, with what its description allows and what not."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from tests.flow.probing import probe, probed

EXAMPLES = int(os.environ.get("HUSH_BENCH_EXAMPLES", "60"))
"""Of each operation, each way."""


def run() -> dict[str, object]:
    """Requests by operation and status, as a reader and as an admin; `wrong` must be 0."""
    figures: dict[str, object] = {}
    for who in ("admin", "staff"):
        with tempfile.TemporaryDirectory() as root, probed(Path(root)) as hush:
            began = time.monotonic()
            tally = probe(hush, who, EXAMPLES)
        figures[who] = {
            "operations": len(tally.statuses),
            "requests": tally.requests,
            "2xx": _of(tally.statuses, 2),
            "4xx": _of(tally.statuses, 4),
            "5xx": _of(tally.statuses, 5),
            "wrong": len(tally.wrong),
            "seconds": round(time.monotonic() - began, 1),
        }
        for problem in tally.wrong:
            print(problem)
    return figures


def _of(statuses: dict[str, dict[int, int]], hundred: int) -> int:
    return sum(
        count
        for counts in statuses.values()
        for status, count in counts.items()
        if status // 100 == hundred
    )
