"""The only doubles: cheap stand-ins with the public surface of the real thing."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.chunk import Chunk, Sensitivity
from index.filters import Access
from index.fingerprints import Fingerprints
from index.store import Hit, Listed, Made, Point, SparseVector, Store
from ingest.entries import Entry
from ingest.manifest import Known, Manifest, Run

_WORD = re.compile(r"\w+")


class HashEncoders:
    """Encoders without a model: the same text has the same vectors, and words in common bring two
    texts nearer. `embedded` holds every text that was embedded, `counted` how often tokens were
    counted."""

    def __init__(self, fingerprint: str = "hash-16") -> None:
        self.fingerprint = fingerprint
        self.dimension = 16
        self.max_tokens: int | None = None
        self.device = "cpu"
        self.embedded: list[str] = []
        self.counted = 0

    def warm(self) -> None:
        """Nothing to load."""

    def dense(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda _: None
    ) -> list[tuple[float, ...]]:
        """Unit vectors from the hashes of words."""
        self.embedded.extend(texts)
        progress(len(texts))
        return [self.query(text) for text in texts]

    def dense_beside(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """The same."""
        return self.dense(texts)

    def query(self, text: str) -> tuple[float, ...]:
        """The unit vector of a question."""
        sums = [1e-3] * self.dimension
        for word in _WORD.findall(text.lower()):
            sums[_number(word) % self.dimension] += 1.0
        norm = math.sqrt(sum(value * value for value in sums))
        return tuple(value / norm for value in sums)

    def sparse(self, text: str) -> SparseVector:
        """How often each word stands in a passage."""
        weights: dict[int, float] = {}
        for word in _WORD.findall(text.lower()):
            weights[_number(word)] = weights.get(_number(word), 0.0) + 1.0
        ordered = sorted(weights.items())
        return SparseVector(tuple(i for i, _ in ordered), tuple(v for _, v in ordered))

    def sparse_query(self, text: str) -> SparseVector:
        """The same of a question."""
        return self.sparse(text)

    def count_tokens(self, text: str) -> int:
        """Words."""
        self.counted += 1
        return len(_WORD.findall(text))


def _number(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")


class PowerCut(BaseException):
    """The process is gone: nothing of ours may catch this."""


@dataclass
class Steps:
    """Lets a number of changes to state through, then cuts the power."""

    left: int
    error: BaseException | None = None

    def take(self) -> None:
        """One change more."""
        if self.left == 0:
            raise self.error or PowerCut
        self.left -= 1


class StumblingStore:
    """A store in front of another; the power may fail before any change, and in the middle of a
    write or a removal."""

    def __init__(self, store: Store, steps: Steps) -> None:
        self._store = store
        self._steps = steps

    def write(self, points: Sequence[Point]) -> None:
        """In two halves."""
        middle = len(points) // 2
        for half in (points[:middle], points[middle:]):
            self._steps.take()
            self._store.write(half)

    def prune(self, source: str, keep_revision: str | None) -> int:
        """Delete the other revisions."""
        self._steps.take()
        return self._store.prune(source, keep_revision)

    def revisions(self, prefix: str = "") -> Mapping[str, frozenset[str]]:
        """Stored revisions."""
        return self._store.revisions(prefix)

    def count(self, prefix: str = "", at_least: Sensitivity = Sensitivity.PUBLIC) -> int:
        """Stored chunks."""
        return self._store.count(prefix, at_least)

    def vectors(
        self, text_hashes: Iterable[str]
    ) -> Mapping[str, tuple[tuple[float, ...], SparseVector]]:
        """Stored vectors."""
        return self._store.vectors(text_hashes)

    def chunks(self, ids: Iterable[str], access: Access) -> Mapping[str, Chunk]:
        """Chunks by id."""
        return self._store.chunks(ids, access)

    def levels(self, sources: Iterable[str], access: Access) -> Mapping[str, Sensitivity]:
        """Levels by source."""
        return self._store.levels(sources, access)

    def documents(
        self, access: Access, *, sources: Iterable[str] | None = None, url: str = ""
    ) -> Mapping[str, Listed]:
        """Documents by source."""
        return self._store.documents(access, sources=sources, url=url)

    def read(self, source: str, access: Access) -> list[Chunk]:
        """One document."""
        return self._store.read(source, access)

    def dense_leg(self, vector: Sequence[float], limit: int, access: Access) -> list[Hit]:
        """Nearest chunks."""
        return self._store.dense_leg(vector, limit, access)

    def sparse_leg(self, vector: SparseVector, limit: int, access: Access) -> list[Hit]:
        """Best chunks."""
        return self._store.sparse_leg(vector, limit, access)

    def run(self, work: Callable[[Store], Made]) -> Made:
        """With the store behind: nothing is written."""
        return self._store.run(work)

    def close(self) -> None:
        """Close the store behind."""
        self._store.close()


class StumblingManifest(Manifest):
    """A manifest where the power may fail before any change. Opened like the real one, then given
    its `steps`."""

    steps = Steps(-1)

    def remember(self, known: Known) -> None:
        """Insert or replace a source."""
        self.steps.take()
        super().remember(known)

    def forget(self, name: str) -> None:
        """Delete a source."""
        self.steps.take()
        super().forget(name)

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries."""
        self.steps.take()
        super().put(entries)

    def drop(self, sources: Iterable[str]) -> None:
        """Delete entries."""
        self.steps.take()
        super().drop(sources)

    def note(self, run: Run) -> None:
        """Keep the report of a run."""
        self.steps.take()
        super().note(run)


class StumblingFingerprints(Fingerprints):
    """The guard's memory where the power may fail before any change."""

    steps = Steps(-1)

    def replace(
        self, source: str, revision: str, hashes: Iterable[int], sendable: Iterable[int] = ()
    ) -> None:
        """What is known of a source from now on."""
        self.steps.take()
        super().replace(source, revision, hashes, sendable)

    def remove(self, source: str) -> None:
        """Forget a source."""
        self.steps.take()
        super().remove(source)
