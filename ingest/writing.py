"""Carries out writes: chunk, find, embed what is new, store, prune, note.

Invariant (DESIGN §5): the new revision is whole in the store before the old one goes, and noted in
the manifest after that; the egress guard knows a confidential chunk before a search can find it.
Many files share a batch, because embedding is the cost; memory is bounded by `_BATCH` chunks with
vectors, whatever the corpus. Deliberately elsewhere: what is to be written (`gather`, `plan`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from index.chunk import Chunk, Known, Sensitivity
from index.fingerprints import Fingerprints
from index.store import Point, SparseVector, Store
from ingest.document import Document
from ingest.entries import Entry
from ingest.gather import Look, guarded
from ingest.manifest import Manifest
from ingest.plan import Wanted
from ingest.report import Progress

_BATCH = 128
"""Chunks that are embedded and written together."""
_FIRST_BATCH = 8
"""The first batch is this small and each next one twice as large: what an early Ctrl-C finds."""


class PassageEncoders(Protocol):
    """What writing needs of `index.embedding.Encoders`."""

    @property
    def fingerprint(self) -> str:
        """Names the pair of encoders; no model is loaded for it."""

    @property
    def max_tokens(self) -> int | None:
        """Longest text that the dense encoder reads; more is silently cut. `None`: all of it."""

    def dense(
        self, texts: Sequence[str], progress: Callable[[int], None] = ...
    ) -> list[tuple[float, ...]]:
        """Unit vectors of passages, in the order of `texts`."""

    def sparse(self, text: str) -> SparseVector:
        """Term weights of a passage."""

    def count_tokens(self, text: str) -> int:
        """Length of a passage in the dense encoder's own tokens."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with; the caller constructs and closes all of it.

    `learn` computes what is to be known of chunks' texts, by `detector_version`; where it raises,
    or gives None for a text, that chunk is stored without it and it is computed when somebody asks.
    """

    store: Store
    encoders: PassageEncoders
    manifest: Manifest
    fingerprints: Fingerprints
    learn: Callable[[Sequence[str]], list[Known | None]]
    detector_version: str


@dataclass(slots=True)
class Tally:
    """Counts of a run while it runs."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    embedded: int = 0
    reused: int = 0


@dataclass(frozen=True, slots=True)
class _Prepared:
    look: Look
    chunks: tuple[Chunk, ...]
    revision: str
    before: frozenset[str]


@dataclass(slots=True)
class Writer:
    """Collects documents and writes them batch by batch; `flush` writes what is left.

    `credit`: bytes of the batch in hand that the progress has not seen; `share`: those of a chunk.
    `batch`: chunks to wait for before the next flush.
    """

    tools: Tools
    chunker: Callable[[Document, int], Sequence[Chunk]]
    stored: Mapping[str, frozenset[str]]
    tally: Tally
    progress: Progress
    waiting: list[_Prepared] = field(default_factory=list)
    credit: int = 0
    share: int = 0
    batch: int = _FIRST_BATCH

    def add(self, look: Look) -> None:
        """Take in a converted document. Raises `FileFailure` where it cannot be chunked."""
        document, wanted = look.document, look.state
        assert document is not None and isinstance(wanted, Wanted)
        chunks = guarded(lambda: self.chunker(document, look.first_line))
        before = self.stored.get(look.file.source, frozenset())
        self.waiting.append(_Prepared(look, tuple(chunks), wanted.parts.revision, before))
        if sum(len(prepared.chunks) for prepared in self.waiting) >= self.batch:
            self.flush()
            self.batch = min(2 * self.batch, _BATCH)

    def flush(self) -> None:
        """Write everything that waits: durable and noted when it returns."""
        self.credit = sum(prepared.look.file.size for prepared in self.waiting)
        for prepared in self.waiting:
            self._guard(prepared)
        chunks = [chunk for prepared in self.waiting for chunk in prepared.chunks]
        self.share = self.credit // max(len(chunks), 1)
        for start in range(0, len(chunks), _BATCH):
            self.tools.store.write(list(self._points(chunks[start : start + _BATCH])))
        for prepared in self.waiting:
            if prepared.before - {prepared.revision}:
                self.tools.store.prune(prepared.look.file.source, prepared.revision)
        self.tools.manifest.put(map(_entry, self.waiting))
        for prepared in self.waiting:
            self._count(prepared)
        self.progress.advance(self.credit)
        self.credit = 0
        self.waiting.clear()

    def _guard(self, prepared: _Prepared) -> None:
        guard = self.tools.fingerprints
        held, sendable = set[int](), set[int]()
        for piece in prepared.chunks:
            if piece.sensitivity >= Sensitivity.CONFIDENTIAL:
                held |= guard.shingles(piece.text)
            else:
                sendable |= guard.grams(piece.text)
        guard.replace(prepared.look.file.source, prepared.revision, held, sendable)

    def _points(self, chunks: Sequence[Chunk]) -> Iterator[Point]:
        hashes = {chunk.id: chunk.text_hash for chunk in chunks}
        vectors = dict(self.tools.store.vectors(set(hashes.values())))
        fresh = {
            hashes[chunk.id]: chunk.embedded_text
            for chunk in chunks
            if hashes[chunk.id] not in vectors
        }
        dense = self.tools.encoders.dense(list(fresh.values()), self._embedded) if fresh else []
        for (key, text), vector in zip(fresh.items(), dense, strict=True):
            vectors[key] = (vector, self.tools.encoders.sparse(text))
        self.tally.embedded += len(fresh)
        self.tally.reused += len(chunks) - len(fresh)
        known = self._known([chunk.text for chunk in chunks])
        version = self.tools.detector_version
        for chunk, learnt in zip(chunks, known, strict=True):
            told = replace(chunk, known=learnt, detector_version=version) if learnt else chunk
            yield Point(told, *vectors[hashes[chunk.id]])

    def _known(self, texts: Sequence[str]) -> Sequence[Known | None]:
        try:
            return self.tools.learn(texts)
        except Exception:  # a failing detector is answered at question time: unsure means local
            return [None] * len(texts)

    def _count(self, prepared: _Prepared) -> None:
        if prepared.before or prepared.look.entry.written is not None:
            self.tally.updated += 1
        else:
            self.tally.added += 1

    def _embedded(self, count: int) -> None:
        """So many chunks further: their share of the batch's bytes is done."""
        amount = min(self.credit, count * self.share)
        self.credit -= amount
        self.progress.advance(amount)


def _entry(prepared: _Prepared) -> Entry:
    look = prepared.look
    assert isinstance(look.state, Wanted) and look.document is not None
    labels = look.document.labels
    return replace(
        look.entry,
        written=look.state.parts,
        chunks=len(prepared.chunks),
        unlabelled=not labels.declared,
        review_by=labels.review_by,
        failure=None,
    )
