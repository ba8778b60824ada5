"""An index of 100,000 chunks to serve from: real runbooks, and fillers around them.

The runbooks are ingested by `hush ingest` as INTERNAL. A filler is words drawn as often as they
stand in the runbooks, with the sparse vector of those words and, as dense vector, one of a real
chunk with noise: near enough to take part in every search, too far to be found before it.
Deliberately elsewhere: what is asked (`load`).
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from app import wiring
from index.chunk import Chunk, Sensitivity
from index.filters import Access
from index.search import search
from index.store import Point
from tests.bench import SHARED

CORPUS = SHARED / "corpora" / "gitlab-runbooks"
_LABELS = '["**"]\nsensitivity = "INTERNAL"\naudience = ["staff"]\n'
_PAGE = 2_000
_WORDS = 150
_FOUND = 8
"""Chunks that a question finds; more than the settings' default of passages."""
_NOISE = 1.0
"""Length of the noise beside a vector of length 1: cosines of about 0.7."""


def prepare(home: Path, chunks: int, questions: Sequence[str]) -> int:
    """Fill the index of this home, `HUSH_HOME` of this process too. Returns how many chunks it has.

    What is kept with a chunk is computed for those that `questions` find, as ingestion does it."""
    docs = home / "docs"
    shutil.copytree(CORPUS, docs)
    for path in (docs, *docs.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (docs / "labels.toml").write_text(_LABELS)
    subprocess.run(
        [sys.executable, "-m", "app.cli", "ingest", str(docs), "--name", "runbooks"],
        env={**os.environ, "HUSH_HOME": str(home)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    settings = wiring.settings()
    with wiring.writing(settings) as desk:
        store, version = desk.store, desk.detector_version
        real = [
            passage.chunk
            for question in ("runbook", "alert", "postgres", "redis", "deploy")
            for passage in search(question, store, desk.encoders, Access.owner(), 200)
        ]
        there = store.count()
        vectors = [vector for vector, _ in store.vectors([c.text_hash for c in real]).values()]
        made = _fillers(chunks - there, real, vectors, version)
        while page := [point for _, point in zip(range(_PAGE), made, strict=False)]:
            store.write(page)
            for source, revision in {(p.chunk.source, p.chunk.revision) for p in page}:
                desk.fingerprints.replace(source, revision, (), ())
        for question in questions:
            _learn(question, desk)
        return store.count()


def _learn(question: str, desk: wiring.WritingDesk) -> None:
    """Those fillers that are found for it, as ingestion would have written them."""
    found = search(question, desk.store, desk.encoders, Access.of("staff"), _FOUND)
    new = [page.chunk for page in found if page.chunk.known.estimate is None]
    vectors = desk.store.vectors([chunk.text_hash for chunk in new])
    known = desk.learn([chunk.text for chunk in new])
    desk.store.write(
        [
            Point(replace(chunk, known=one), *vectors[chunk.text_hash])
            for chunk, one in zip(new, known, strict=True)
            if one is not None
        ]
    )


def _fillers(
    count: int, real: Sequence[Chunk], vectors: Sequence[Sequence[float]], version: str
) -> Iterator[Point]:
    from index import sparse

    words = [word for chunk in real for word in re.findall(r"\w{2,20}", chunk.text)]
    rng, choice = np.random.default_rng(0), random.Random(0)
    known = np.asarray(vectors, dtype=np.float32)
    for number in range(count):
        noise = rng.normal(size=known.shape[1])
        dense = known[number % len(known)] + _NOISE * noise / np.linalg.norm(noise)
        dense /= np.linalg.norm(dense)
        text = " ".join(choice.choices(words, k=_WORDS))
        yield Point(
            _chunk(number, text, version), tuple(dense.tolist()), sparse.encode_passage(text)
        )


def _chunk(number: int, text: str, version: str) -> Chunk:
    return Chunk(
        source=f"fillers:{number // 11}.md",
        revision=f"{number // 11:064x}",
        ordinal=number % 11,
        heading=("Filler",),
        text=text,
        lines=(1, 20),
        title="Filler",
        url=None,
        owner="sre",
        modified="2026-01-01",
        review_by=None,
        sensitivity=Sensitivity.INTERNAL,
        audience=frozenset({"staff"}),
        detector_version=version,
    )
