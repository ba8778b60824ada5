"""The seam between Hush and its vector database.

Invariant: every search leg carries the asker's `Access`; a store never returns a chunk that the
access may not read (law 12). Replacing a source is `write` of the new revision, then `prune`: there
is never a moment without the document (DESIGN §5). Deliberately elsewhere: fusion of the legs
(`search`), payload names (`schema`). `edge` (here, or by `edge_process` in another process)
and `server` are the two stores; one contract suite holds all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from index.chunk import Chunk, Sensitivity
from index.filters import Access

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Term weights of one text: `indices` are 32-bit hashes of terms, ascending, without repeats."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A chunk with its vectors: dense of shape (dimension,), unit length, and sparse."""

    chunk: Chunk
    dense: tuple[float, ...]
    sparse: SparseVector


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of one leg: the chunk and that leg's own score (cosine, or sparse dot product)."""

    chunk: Chunk
    score: float


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as its owner set it up; `kinds` are what detectors found in it, no text."""

    source: str
    owner: str | None
    url: str | None
    review_by: str | None
    sensitivity: Sensitivity
    labelled: bool
    kinds: frozenset[str]


class Store(Protocol):
    """One collection of chunks. Methods raise `IndexFailure`s only."""

    def write(self, points: Sequence[Point]) -> None:
        """Insert or overwrite; durable when it returns."""

    def prune(self, source: str, keep_revision: str | None) -> int:
        """Delete the source's points of every other revision (`None`: all). Returns how many went."""

    def revisions(self, prefix: str = "") -> Mapping[str, frozenset[str]]:
        """Stored revisions of every source whose name starts with `prefix`."""

    def count(self, prefix: str = "", at_least: Sensitivity = Sensitivity.PUBLIC) -> int:
        """How many chunks of such sources have this level or a stricter one."""

    def vectors(
        self, text_hashes: Iterable[str]
    ) -> Mapping[str, tuple[tuple[float, ...], SparseVector]]:
        """Vectors already stored under these `Chunk.text_hash`es; the absent are left out."""

    def chunks(self, ids: Iterable[str], access: Access) -> Mapping[str, Chunk]:
        """The chunks of these ids that `access` may read; the others are left out."""

    def levels(self, sources: Iterable[str], access: Access) -> Mapping[str, Sensitivity]:
        """The strictest level of each of these sources; what `access` may not read is left out."""

    def documents(
        self, access: Access, *, sources: Iterable[str] | None = None, url: str = ""
    ) -> Mapping[str, Listed]:
        """Documents by source that `access` may read: those of these `sources`, of this `url`."""

    def read(self, source: str, access: Access) -> list[Chunk]:
        """The chunks of one document in their order; none where `access` may not read it."""

    def dense_leg(self, vector: Sequence[float], limit: int, access: Access) -> list[Hit]:
        """The nearest chunks by cosine that `access` may read, best first."""

    def sparse_leg(self, vector: SparseVector, limit: int, access: Access) -> list[Hit]:
        """The best chunks by sparse dot product (IDF applied) that `access` may read, best first."""

    def run(self, work: Callable[[Store], Made]) -> Made:
        """What `work` makes of this store, where that is: it is pickled on the way to another
        process."""

    def close(self) -> None:
        """Flush and give up the lock. Safe to call twice."""
