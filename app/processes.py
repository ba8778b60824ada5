"""Work that other processes and this one do together: `Group`, `Piece`, `together()`.

Invariant: every piece has an outcome, in order: what another process made of it, what this one made,
or what stands for a process that died or did not come to an end. Nobody outlives this process.
Deliberately elsewhere: what the work is (`readers`, `reader_process`).
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Piece(Generic[_Result]):
    """One piece of work: `call` for another process, its function and what that is given; or `here`.

    `failed` is its outcome where the other process dies or takes more than `seconds`.
    """

    call: tuple[Callable[..., _Result], tuple[object, ...]]
    here: Callable[[], _Result]
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
        self._probes = [self._pool.submit(fit) for _ in range(count)]

    @property
    def ready(self) -> bool:
        """Whether all of them are there and fit."""
        return all(
            probe.done() and probe.exception() is None and probe.result() for probe in self._probes
        )

    def submit(self, piece: Piece[_Result]) -> Future[_Result]:
        """Have one of them do it; a future that failed where they are gone."""
        work, arguments = piece.call
        try:
            return self._pool.submit(work, *arguments)
        except RuntimeError as error:  # broken, or closed meanwhile
            failed: Future[_Result] = Future()
            failed.set_exception(error)
            return failed

    def close(self) -> None:
        """End them, whatever they do."""
        for process in tuple(
            (self._pool._processes or {}).values()
        ):  # `kill_workers` of Python 3.14
            process.kill()
        self._life.close()
        self._pool.shutdown(wait=True, cancel_futures=True)


def together(
    group: Group, pieces: Sequence[Piece[_Result]], lost: Callable[[], None]
) -> Callable[[], list[_Result]]:
    """Let the group begin with the first pieces. What this returns does the last ones here, until
    none is left, and gives all outcomes. `lost` is called where a process died or was late."""
    shared = _Shared(group, pieces, lost)
    return shared.outcomes


class _Shared(Generic[_Result]):
    """The group is given a piece for each process, and another one for each that is done: what was
    handed to a pool cannot be taken back from it."""

    def __init__(
        self, group: Group, pieces: Sequence[Piece[_Result]], lost: Callable[[], None]
    ) -> None:
        self._group = group
        self._pieces = pieces
        self._lost = lost
        self._waiting = deque(range(len(pieces)))
        self._begun: dict[int, Future[_Result]] = {}
        self._lock = threading.Lock()
        for _ in range(group.count):
            self._hand_over(None)

    def _hand_over(self, before: Future[_Result] | None) -> None:
        if before is not None and before.exception() is not None:
            return  # they are gone: the rest is done here
        with self._lock:
            if not self._waiting:
                return
            number = self._waiting.popleft()
            future = self._begun[number] = self._group.submit(self._pieces[number])
        future.add_done_callback(self._hand_over)

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
