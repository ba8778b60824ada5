"""The embedded store in a process of its own, for a service with more than one core: `EdgeProcess`.

Edge holds Python's interpreter while it searches, and a service that holds it, too, can do nothing
else meanwhile: read for the gate, stream answers.
Invariant: as `edge`, one process at a time owns the store, here the other one. Where it died or hangs
another one is started, once for each request: what was written is in its log, and every request may
be made twice. Deliberately elsewhere: the store itself (`edge`), the process and the pipes to it
(`store_process`), when it is worth one (`app.wiring_index`).
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from index.chunk import Chunk, Sensitivity
from index.edge import EdgeStore
from index.errors import IndexFailure
from index.filters import Access
from index.store import Hit, Listed, Made, Point, SparseVector
from index.store_process import PATIENCE, GoneError, StoreProcess


class EdgeProcess:
    """`index.store.Store` on a folder, in another process. Safe to use from threads."""

    def __init__(self, start: Callable[[], StoreProcess], again: Callable[[], None]) -> None:
        self._start = start
        self._again = again
        self._starting = threading.Lock()
        self._here = os.getpid()
        self._process: StoreProcess | None = start()

    @classmethod
    def open(
        cls,
        path: Path,
        fingerprint: str,
        dimension: Callable[[], int],
        again: Callable[[], None] = lambda: None,
        patience: float = PATIENCE,
    ) -> EdgeProcess:
        """As `EdgeStore.open`; returns once the store over there is open. `again` is called where
        another process had to be started. `patience`: seconds for one request.
        """

        def start() -> StoreProcess:
            size = 0 if EdgeStore.exists(path) else dimension()
            return StoreProcess(path, fingerprint, size, patience)

        return cls(start, again)

    def run(self, work: Callable[[EdgeStore], Made]) -> Made:
        """What `work` makes of the store over there. Both are pickled on the way."""
        request = pickle.dumps(work)
        process = self._running()
        try:
            made: Made = process.ask(request)
        except GoneError:
            made = self._asked_again(request, process)
        return made

    def _asked_again(self, request: bytes, gone: StoreProcess) -> Any:
        try:
            return self._instead_of(gone).ask(request)
        except GoneError:
            raise IndexFailure(
                "The process that holds the index died, twice, while it was at work. Try again; if "
                "it goes on, run `hush doctor`, or set HUSH_SERVE__INDEX_PROCESS to false."
            ) from None

    def write(self, points: Sequence[Point]) -> None:
        """Insert or overwrite; logged when it returns."""
        self.run(partial(EdgeStore.write, points=list(points)))

    def prune(self, source: str, keep_revision: str | None) -> int:
        """Delete the source's points of every other revision. Returns how many went."""
        return self.run(partial(EdgeStore.prune, source=source, keep_revision=keep_revision))

    def revisions(self, prefix: str = "") -> Mapping[str, frozenset[str]]:
        """Stored revisions of every source whose name starts with `prefix`."""
        return self.run(partial(EdgeStore.revisions, prefix=prefix))

    def count(self, prefix: str = "", at_least: Sensitivity = Sensitivity.PUBLIC) -> int:
        """How many chunks of such sources have this level or a stricter one."""
        return self.run(partial(EdgeStore.count, prefix=prefix, at_least=at_least))

    def vectors(
        self, text_hashes: Iterable[str]
    ) -> Mapping[str, tuple[tuple[float, ...], SparseVector]]:
        """Vectors already stored under these text hashes; the absent are left out."""
        return self.run(partial(EdgeStore.vectors, text_hashes=list(text_hashes)))

    def chunks(self, ids: Iterable[str], access: Access) -> Mapping[str, Chunk]:
        """The chunks of these ids that `access` may read; the others are left out."""
        return self.run(partial(EdgeStore.chunks, ids=list(ids), access=access))

    def levels(self, sources: Iterable[str], access: Access) -> Mapping[str, Sensitivity]:
        """The strictest level of each of these sources that `access` may read."""
        return self.run(partial(EdgeStore.levels, sources=list(sources), access=access))

    def documents(
        self, access: Access, *, sources: Iterable[str] | None = None, url: str = ""
    ) -> Mapping[str, Listed]:
        """Documents by source that `access` may read: those of these `sources`, of this `url`."""
        named = None if sources is None else list(sources)
        return self.run(partial(EdgeStore.documents, access=access, sources=named, url=url))

    def read(self, source: str, access: Access) -> list[Chunk]:
        """The chunks of one document in their order; none where `access` may not read it."""
        return self.run(partial(EdgeStore.read, source=source, access=access))

    def dense_leg(self, vector: Sequence[float], limit: int, access: Access) -> list[Hit]:
        """The nearest chunks by cosine that `access` may read, best first."""
        return self.run(partial(EdgeStore.dense_leg, vector=vector, limit=limit, access=access))

    def sparse_leg(self, vector: SparseVector, limit: int, access: Access) -> list[Hit]:
        """The best chunks by sparse dot product that `access` may read, best first."""
        return self.run(partial(EdgeStore.sparse_leg, vector=vector, limit=limit, access=access))

    def close(self) -> None:
        """Close the store and end its process. Safe to call twice."""
        with self._starting:
            process, self._process = self._process, None
        if process is not None:
            process.close()

    def _running(self) -> StoreProcess:
        process = self._process
        if process is None or os.getpid() != self._here:  # a forked copy shares the pipes
            raise IndexFailure("The index is closed; open it again.")
        return process

    def _instead_of(self, gone: StoreProcess) -> StoreProcess:
        """Another process, unless somebody else has started one by now."""
        with self._starting:
            if self._running() is gone:
                gone.end()
                self._process = self._start()
                self._again()
            return self._running()
