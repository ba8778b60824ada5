"""A process that has the embedded store open, and the pipes to it: `StoreProcess`.

Invariant: it ends with the process that started it, however that ends, and by nothing else that is
meant for that one: it takes no signals. Each request has its own answer: a pipe on which somebody did
not wait for it is never used again. What goes wrong over there comes back as our own errors only.
Deliberately elsewhere: what is asked, and what is done where it died (`edge_process`).
"""

from __future__ import annotations

import atexit
import contextlib
import math
import multiprocessing
import os
import pickle
import queue
import signal
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from index.edge import EdgeStore
from index.edge_engine import translated
from index.errors import IndexFailure
from index.store import Made

_AT_ONCE = 4
"""Requests that it is asked at the same time; further ones wait here."""
PATIENCE = 120.0
"""Seconds for one request; a search takes some hundredths, a write some tenths."""
_OPENING = 600.0
"""Seconds for the store to be open: what a crash left in its log is read first."""
_CLOSING = 30.0
"""Seconds for it to be closed, vacuumed where much was deleted. A store that was not is whole, too."""
_ENDING = 2.0
"""Seconds for a process that was told to end to be gone."""


class GoneError(Exception):
    """The process died before it answered, or does not answer."""


class StoreProcess:
    """One process that has the store open, and the pipes to it."""

    def __init__(
        self, path: Path, fingerprint: str, dimension: int, patience: float = PATIENCE
    ) -> None:
        self._patience = patience
        try:
            self._begin(path, fingerprint, dimension)
            _heard(self._pipes[0], _OPENING)
        except BaseException as error:
            self.end()
            if not isinstance(error, OSError | GoneError):
                raise
            raise IndexFailure(
                "The process that holds the index does not start. Try again; if it goes on, run "
                "`hush doctor`, or set HUSH_SERVE__INDEX_PROCESS to false."
            ) from None

    def _begin(self, path: Path, fingerprint: str, dimension: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._process: SpawnProcess | None = None
        self._life: Connection | None = None
        self._pipes: list[Connection] = []
        self._idle: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        theirs = []
        for _ in range(_AT_ONCE):
            here, there = context.Pipe()
            self._pipes.append(here)
            self._idle.put(here)
            theirs.append(there)
        life, self._life = context.Pipe(duplex=False)
        atexit.register(self._life.close)  # before others wait there for the process to end
        arguments = (theirs, life, path, fingerprint, dimension)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        _start(self._process)
        for there in (*theirs, life):
            there.close()

    def ask(self, request: bytes, seconds: float = math.inf) -> Any:
        """What it makes of that, within its patience. Raises its `IndexFailure`, and `GoneError`."""
        pipe = self._idle.get()
        try:
            pipe.send_bytes(request)
            return _heard(pipe, min(seconds, self._patience))
        except IndexFailure:
            raise
        except BaseException as error:
            pipe.close()  # else the next request would get the answer to this one
            if not isinstance(error, OSError):
                raise
            raise GoneError from None
        finally:
            self._idle.put(pipe)

    def close(self) -> None:
        """Have it close its store, then end it."""
        closing = pickle.dumps(EdgeStore.close)
        until = time.monotonic() + min(_CLOSING, self._patience)
        try:
            for _ in self._pipes:  # one may be closed
                with contextlib.suppress(GoneError):
                    self.ask(closing, max(0.0, until - time.monotonic()))
                    return
        finally:
            self.end()

    def end(self) -> None:
        """End it, whatever it does."""
        if self._life is not None:
            self._life.close()
            atexit.unregister(self._life.close)
        if self._process is not None and self._process.pid is not None:
            self._process.join(_ENDING)
            self._process.kill()
            self._process.join(_ENDING)
        for pipe in [self._idle.get() for _ in self._pipes]:  # nobody waits for an answer any more
            pipe.close()
            self._idle.put(pipe)


def _start(process: SpawnProcess) -> None:
    resource_tracker.ensure_running()  # starting it ends any blocking of SIGINT in this thread
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # it inherits that
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _heard(pipe: Connection, seconds: float) -> Any:
    try:
        made, failure = pipe.recv() if pipe.poll(seconds) else (None, GoneError())
    except (EOFError, OSError):
        raise GoneError from None
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
    if store is None:
        pipes[0].send((None, failure))
        return
    asked = [threading.Thread(target=_answer, args=(pipe, path, store)) for pipe in pipes]
    try:
        for thread in asked:
            thread.start()
    except RuntimeError:  # no more threads
        os._exit(1)
    pipes[0].send((None, None))
    for thread in asked:
        thread.join()  # a process whose first thread has ended imports nothing any more


def _end_with(life: Connection) -> None:
    life.poll(None)  # its other end is closed by `end`, or by the end of that process
    os._exit(0)


def _answer(pipe: Connection, path: Path, store: EdgeStore) -> None:
    with contextlib.suppress(EOFError, OSError):  # nobody asks any more
        while True:
            pipe.send_bytes(_answer_to(pipe.recv_bytes(), path, store))


def _answer_to(request: bytes, path: Path, store: EdgeStore) -> bytes:
    try:
        work: Callable[[EdgeStore], object] = pickle.loads(request)  # noqa: S301  # it is our own
        return pickle.dumps(_outcome(path, partial(work, store)))
    except BaseException:  # nobody would hear of it, and it may quote a document
        os._exit(1)


def _outcome(path: Path, work: Callable[[], Made]) -> tuple[Made | None, IndexFailure | None]:
    try:
        with translated(path):
            return work(), None
    except IndexFailure as failure:
        return None, failure
