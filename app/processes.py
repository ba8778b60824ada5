"""Work that other processes and this one do together: `Group`, `Piece`, `together()`.

Invariant: every piece has an outcome, in order: what another process made of it, what this one made,
or what stands for a process that died or did not come to an end. Nobody outlives this process.
Deliberately elsewhere: what the work is (`readers`, `reader_process`).
"""

from __future__ import annotations

import functools
import multiprocessing
import signal
import threading
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

_Result = TypeVar("_Result")

_SECONDS = 2.0
"""For killed processes to be gone."""


@dataclass(frozen=True, slots=True)
class Piece(Generic[_Result]):
    """One piece of work: `call` for another process, its function and what that is given; or `here`.

    `failed` is its outcome where the other process dies or takes more than `seconds`.
    """

    call: tuple[Callable[..., _Result], tuple[object, ...]] = field(repr=False)
    here: Callable[[], _Result] = field(repr=False)
    failed: _Result
    seconds: float


class Group:
    """`count` processes that are started and ended together.

    Each begins with `begin(*arguments, life)`: the other end of `life` is closed when this process
    or the group ends. `fit` says in each whether it can be asked.
    """

    def __init__(
        self,
        count: int,
        begin: Callable[..., None],
        arguments: tuple[object, ...],
        fit: Callable[[], bool],
    ) -> None:
        context = multiprocessing.get_context("spawn")
        life: Connection
        life, self._life = context.Pipe(duplex=False)
        self.count = count
        self._pool = ProcessPoolExecutor(count, context, begin, (*arguments, life))
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # they inherit it
        try:
            self._probes = [self._pool.submit(fit) for _ in range(count)]
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    @property
    def ready(self) -> bool:
        """Whether all of them are there and fit."""
        return all(map(_is_well, self._probes))

    def submit(self, piece: Piece[_Result]) -> Future[_Result] | None:
        """Have one of them do it; None where they are gone."""
        work, arguments = piece.call
        try:
            return self._pool.submit(work, *arguments)
        except RuntimeError:  # broken, or closed meanwhile
            return None

    def close(self) -> None:
        """End them, whatever they do."""
        # `kill_workers` of Python 3.14.
        for process in tuple((self._pool._processes or {}).values()):
            process.kill()
        self._life.close()
        ending = getattr(self._pool, "_executor_manager_thread", None)
        waiting = getattr(self._pool, "_call_queue", None)
        self._pool.shutdown(wait=False, cancel_futures=True)
        if ending is None:
            return
        ending.join(_SECONDS)
        if ending.is_alive() and waiting is not None:
            # Before Python 3.11.5 it waits for ever for a long text to be written to nobody.
            waiting._reader.close()
        ending.join(_SECONDS)


def _is_well(done: Future[bool]) -> bool:
    return done.done() and not done.cancelled() and done.exception() is None and done.result()


def together(
    group: Group, pieces: Sequence[Piece[_Result]], lost: Callable[[], None]
) -> Callable[[], list[_Result]]:
    """Let the group begin with the first pieces. What this returns does the last ones here, until
    none is left, and gives all outcomes; whoever lets go of it ends the work. `lost` is called where
    a process died or was late."""
    shared = _Shared(group, pieces, lost)
    return shared.outcomes


class _Shared(Generic[_Result]):
    """The group is given a piece for each process, and another one for each that is done: what was
    handed to a pool cannot be taken back from it. None any more where nobody waits for outcomes."""

    def __init__(
        self, group: Group, pieces: Sequence[Piece[_Result]], lost: Callable[[], None]
    ) -> None:
        self._group = group
        self._pieces = pieces
        self._lost = lost
        self._waiting = deque(range(len(pieces)))
        self._begun: dict[int, Future[_Result]] = {}
        self._lock = threading.Lock()
        for _ in range(group.count + 1):
            self._hand_over(None)

    def _hand_over(self, before: Future[_Result] | None) -> None:
        if before is not None and (before.cancelled() or before.exception() is not None):
            return  # they are gone, and the rest is done here
        with self._lock:
            if not self._waiting:
                return
            if (future := self._group.submit(self._pieces[self._waiting[0]])) is None:
                return
            self._begun[self._waiting.popleft()] = future
        future.add_done_callback(functools.partial(_next, weakref.WeakMethod(self._hand_over)))

    def outcomes(self) -> list[_Result]:
        done: dict[int, _Result] = {}
        while (number := self._take()) is not None:
            done[number] = self._pieces[number].here()
        for number, future in self._begun.items():
            try:
                done[number] = future.result(self._pieces[number].seconds)
            except Exception:  # whatever it is: it failed, and no text stands in a traceback
                done[number] = self._pieces[number].failed
                self._lost()
        return [done[number] for number in range(len(self._pieces))]

    def _take(self) -> int | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None


def _next(
    hand_over: weakref.WeakMethod[Callable[[Future[_Result]], None]], done: Future[_Result]
) -> None:
    """Hand over another piece, if anybody still waits for it."""
    if (alive := hand_over()) is not None:
        alive(done)
