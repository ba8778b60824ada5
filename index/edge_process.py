"""The embedded store in a process of its own, for a service with more than one core: `EdgeProcess`.

Edge holds Python's interpreter while it searches, and a service that holds it, too, can do nothing
else meanwhile: read for the gate, stream answers.
Invariant: as `edge`, one process at a time owns the store, here the other one. It ends with the one
that started it, however that ends, and by nothing else that is meant for that one: it takes no
signals. Where it died it is started again, once for each request: what was written is in its log, and
every request may be made twice. What goes wrong there comes back as our own errors only.
Deliberately elsewhere: the store itself (`edge`), when it is worth a process (`app.wiring_index`).
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, TypeVar

from index.chunk import Chunk, Sensitivity
from index.edge import EdgeStore
from index.edge_engine import translated
from index.errors import IndexFailure
from index.filters import Access
from index.store import Hit, Listed, Point, SparseVector

_Made = TypeVar("_Made")

_AT_ONCE = 4
"""Requests that it is asked at the same time; further ones wait here."""
_SECONDS = 10.0
"""For a process that was told to end to be gone."""


class EdgeProcess:
    """`index.store.Store` on a folder, in another process. Safe to use from threads."""

    def __init__(self, start: Callable[[], _Process]) -> None:
        self._start = start
        self._starting = threading.Lock()
        self._process: _Process | None = start()

    @classmethod
    def open(cls, path: Path, fingerprint: str, dimension: Callable[[], int]) -> EdgeProcess:
        """As `EdgeStore.open`; returns once the store over there is open."""
        size = 0 if EdgeStore.exists(path) else dimension()
        return cls(partial(_Process, path, fingerprint, size))

    def run(self, work: Callable[[EdgeStore], _Made]) -> _Made:
        """What `work` makes of the store over there. Both are pickled on the way."""
        process = self._running()
        try:
            return process.run(work)
        except _GoneError:
            process = self._instead_of(process)
        try:
            return process.run(work)
        except _GoneError:
            raise IndexFailure(
                "The process that holds the index died, twice, while it was at work. Try again; if "
                "it goes on, run `hush doctor`."
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

    def _running(self) -> _Process:
        process = self._process
        if process is None:
            raise IndexFailure("The index is closed; open it again.")
        return process

    def _instead_of(self, gone: _Process) -> _Process:
        """Another process, unless somebody else has started one by now."""
        with self._starting:
            if self._running() is gone:
                gone.end()
                self._process = self._start()
            return self._running()


class _GoneError(Exception):
    """The process died before it answered."""


class _Process:
    """One process that has the store open, and the pipes to it."""

    def __init__(self, path: Path, fingerprint: str, dimension: int) -> None:
        context = multiprocessing.get_context("spawn")
        pairs = [context.Pipe() for _ in range(_AT_ONCE)]
        life: Connection
        life, self._life = context.Pipe(duplex=False)
        theirs = [there for _, there in pairs]
        arguments = (theirs, life, path, fingerprint, dimension)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        atexit.register(self._life.close)  # before others wait there for the process to end
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        for here, _ in pairs:
            self._idle.put(here)
        try:
            _start(self._process)
            for there in (*theirs, life):
                there.close()
            _heard(pairs[0][0])  # the store is open now
        except BaseException as error:
            self.end()
            if not isinstance(error, OSError | _GoneError):
                raise
            raise IndexFailure(
                "The process that holds the index does not start. Try again; if it goes on, run "
                "`hush doctor`, or set HUSH_SERVE__INDEX_PROCESS to false."
            ) from None

    def run(self, work: Callable[[EdgeStore], _Made]) -> _Made:
        """What it makes of that. Raises its `IndexFailure`, and `_GoneError`."""
        pipe = self._idle.get()
        try:
            pipe.send(work)
            made: _Made = _heard(pipe)
        except IndexFailure:
            raise
        except BaseException as error:
            pipe.close()  # else the next request would get the answer to this one
            if not isinstance(error, OSError):
                raise
            raise _GoneError from None
        finally:
            self._idle.put(pipe)
        return made

    def close(self) -> None:
        """Have it close its store, then end it."""
        try:
            self.run(EdgeStore.close)
        except _GoneError:
            return  # what it had written is in its log
        finally:
            self.end()

    def end(self) -> None:
        """End it, whatever it does."""
        self._life.close()
        atexit.unregister(self._life.close)
        if self._process.pid is not None:
            self._process.join(_SECONDS)
            self._process.kill()
            self._process.join(_SECONDS)
        pipes = [self._idle.get() for _ in range(_AT_ONCE)]  # nobody waits for an answer any more
        for pipe in pipes:
            pipe.close()
            self._idle.put(pipe)


def _start(process: SpawnProcess) -> None:
    resource_tracker.ensure_running()  # starting it ends any blocking of SIGINT in this thread
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # it inherits that
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _heard(pipe: Connection) -> Any:
    try:
        made, failure = pipe.recv()
    except (EOFError, OSError):
        raise _GoneError from None
    if failure is not None:
        raise failure
    return made


# ---- the other side


def _serve(
    pipes: Sequence[Connection], life: Connection, path: Path, fingerprint: str, dimension: int
) -> None:
    """Open the store, say so through the first pipe, and do what is asked through any of them."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(life,), daemon=True).start()
    store, failure = _outcome(path, lambda: EdgeStore.open(path, fingerprint, lambda: dimension))
    pipes[0].send((None, failure))
    if store is not None:
        asked = [threading.Thread(target=_answer, args=(pipe, path, store)) for pipe in pipes]
        for thread in asked:
            thread.start()
        for thread in asked:
            thread.join()  # a process whose first thread has ended imports nothing any more


def _end_with(life: Connection) -> None:
    life.poll(None)  # its other end is closed by `end`, or by the end of that process
    os._exit(0)


def _answer(pipe: Connection, path: Path, store: EdgeStore) -> None:
    try:
        while True:
            work: Callable[[EdgeStore], object] = pipe.recv()
            pipe.send(_outcome(path, partial(work, store)))
    except (EOFError, OSError):
        return  # nobody asks any more
    except BaseException:  # it may quote a document
        os._exit(1)


def _outcome(path: Path, work: Callable[[], _Made]) -> tuple[_Made | None, IndexFailure | None]:
    try:
        with translated(path):
            return work(), None
    except IndexFailure as failure:
        return None, failure
