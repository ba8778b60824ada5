"""Retrieval sets in BEIR's format as stores: chunked, encoded (vectors are kept), written.

Sets live in `../shared/data/retrieval`, outside the repository. Vectors are kept by text hash in
`bench-results/`, so a second run encodes nothing.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import Progress

from index.chunk import EVERYONE, Chunk, Sensitivity
from index.edge import EdgeStore
from index.embedding import Encoders
from index.store import Point
from ingest.chunking import CHUNKER_VERSION, chunk
from ingest.document import Document, Labels
from ingest.settings import ParseSettings
from tests.bench import RESULTS, SHARED

_PAGE = 1000
_Vectors = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
_LABELS = Labels(Sensitivity.PUBLIC, frozenset({EVERYONE}), None, None, None, True)


@dataclass(frozen=True, slots=True)
class Query:
    """One question, the documents that answer it, and those to drop from the ranking first."""

    text: str
    wanted: frozenset[str]
    excluded: frozenset[str]


def names() -> list[str]:
    """The sets on this machine."""
    folder = SHARED / "retrieval"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def queries(name: str) -> list[Query]:
    """Queries with their judgements; those without any are left out."""
    folder = SHARED / "retrieval" / name
    wanted: dict[str, set[str]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            if float(row["score"]) > 0:
                wanted.setdefault(row["query-id"], set()).add(row["corpus-id"])
    rows = _rows(folder / "queries.jsonl")
    return [
        Query(
            row["text"],
            frozenset(wanted[row["_id"]]),
            frozenset(row.get("metadata", {}).get("exclude_ids", ())),
        )
        for row in rows
        if row["_id"] in wanted
    ]


def chunks(name: str, encoders: Encoders) -> list[Chunk]:
    """The corpus as ingest would cut it; a chunk's `source` is the document's id."""
    limit = ParseSettings().chunk_tokens
    if encoders.max_tokens is not None:
        limit = min(limit, encoders.max_tokens)
    found: list[Chunk] = []
    for row in _rows(SHARED / "retrieval" / name / "corpus.jsonl"):
        document = Document(row["_id"], row["title"], row["text"], _LABELS, "2026-01-01", "1")
        found += chunk(document, 1, encoders.count_tokens, limit)
    return found


@contextmanager
def store(sets: Sequence[str], encoders: Encoders) -> Iterator[EdgeStore]:
    """A store in a temporary folder that holds the corpora of all these sets."""
    with tempfile.TemporaryDirectory() as scratch:
        opened = EdgeStore.open(
            Path(scratch) / "store", encoders.fingerprint, lambda: encoders.dimension
        )
        try:
            for name in sets:
                _fill(opened, name, encoders)
            yield opened
        finally:
            opened.close()


def _fill(opened: EdgeStore, name: str, encoders: Encoders) -> None:
    pieces = chunks(name, encoders)
    vectors = encoded([piece.embedded_text for piece in pieces], encoders)
    for start in range(0, len(pieces), _PAGE):
        page = slice(start, start + _PAGE)
        rows = zip(pieces[page], vectors[page].tolist(), strict=True)
        opened.write([Point(c, tuple(row), encoders.sparse(c.embedded_text)) for c, row in rows])


def encoded(texts: Sequence[str], encoders: Encoders) -> _Vectors:
    """Dense vectors of shape (texts, dimension), from the cache where they are in it."""
    mark = hashlib.sha256(f"{encoders.fingerprint} {CHUNKER_VERSION}".encode()).hexdigest()[:12]
    path = RESULTS / f"vectors-{mark}.npz"
    known: dict[str, _Vectors] = {}
    if path.exists():
        with np.load(path) as kept:
            known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        with Progress() as bar:
            task = bar.add_task("encoding", total=len(missing))
            rows = encoders.dense(list(missing.values()), lambda n: bar.advance(task, n))
        known |= zip(missing, np.array(rows, dtype=np.float32), strict=True)
        RESULTS.mkdir(exist_ok=True)
        np.savez(path, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[key] for key in keys])


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]
