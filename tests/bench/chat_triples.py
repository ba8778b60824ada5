"""Random askers, places and documents: words of documents shown where they may not be; end to end.

Store, service, client and conversation are real; the platforms are in memory, and the models repeat
all that they are given. `HUSH_BENCH_TURNS` is the number of messages between two changes of labels.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.triples import Tally, measured

_TURNS = 600
_ROUNDS = 3
_DOCUMENTS = 48


def run() -> Mapping[str, object]:
    """A row for each kind of text, and all together, with the model in the house and outside."""
    turns = int(os.environ.get("HUSH_BENCH_TURNS", _TURNS))
    rows: dict[str, object] = {}
    for name, cloud in (("house", False), ("cloud", True)):
        with tempfile.TemporaryDirectory() as folder:
            tally = asyncio.run(
                measured(Path(folder), turns, _ROUNDS, _DOCUMENTS, 11 + cloud, cloud=cloud)
            )
        rows |= {f"{name}: {row}": cells for row, cells in by_action(tally).items()}
        rows[f"{name}: all"] = together(tally)
    return rows


def by_action(tally: Tally) -> dict[str, dict[str, object]]:
    """What was shown, by what was done and how it was shown."""
    return {
        name: {
            "texts": tally.texts[name],
            "words shown": tally.shown[name],
            "violations": tally.wrong[name],
        }
        for name in sorted(tally.texts)
    }


def together(tally: Tally) -> dict[str, object]:
    """All of it."""
    return {
        "texts": tally.texts.total(),
        "words shown": tally.shown.total(),
        "violations": tally.wrong.total(),
        "triples": len(tally.triples),
        "of them not covered": len(tally.hidden),
        "first violation": next(iter(tally.first), ""),
    }
