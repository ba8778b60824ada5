"""Work that other processes and this one do together: `Group`, `Piece`.

Everybody takes the next piece that nobody has taken. Who took which stands in memory that all of
them share, without a lock: where two take the same one in the same moment both do it, and either
outcome is right. A process hears once of all pieces and answers once: outcomes passed on one by one
would wait each time for the thread that works here (5 ms, `sys.getswitchinterval`).
Invariant: every piece has an outcome, in order: what another process made of it, what this one made,
or what stands for a process that died or did not come to an end. Nobody outlives this process.
Deliberately elsewhere: what the work is (`readers`), the other side of it (`reader_process`), one
process and what it was asked (`process_members`).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from app.process_members import HERE, MOST, NOBODY, Area, Member, Request

_Result = TypeVar("_Result")

_REQUESTS = 8
"""At the same time."""
_SECONDS = 2.0
"""For a killed process to be gone."""
_WAIT = 0.1
"""Seconds in which others begin with something that was left to them, or have no time for it."""
_PAUSE = 0.002
"""Seconds between two looks whether one has nothing to do."""


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
    """`count` processes that are started and ended together. Safe to use from threads.

    Each runs `serve(pipe, life, taken, who, *arguments)`: it sends True once it can be asked. The
    other end of `life` is closed when this process or the group ends.
    """

    def __init__(
        self, count: int, serve: Callable[..., None], arguments: tuple[object, ...]
    ) -> None:
        context = multiprocessing.get_context("spawn")
        taken = context.RawArray("B", _REQUESTS * MOST)
        self._lock = threading.RLock()
        self._areas = [Area(taken, at * MOST) for at in range(_REQUESTS)]
        self._members: list[Member] = []
        life: Connection
        life, self._life = context.Pipe(duplex=False)
        resource_tracker.ensure_running()  # starting it ends any blocking of SIGINT in this thread
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # they inherit it
        try:
            for who in range(HERE + 1, HERE + 1 + count):
                pipe, theirs = context.Pipe()
                call = (theirs, life, taken, who, *arguments)
                process = context.Process(target=serve, args=call, daemon=True)
                process.start()
                theirs.close()
                self._members.append(Member(who, process, pipe))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    @property
    def ready(self) -> bool:
        """Whether all of them are there and can be asked."""
        with self._lock:
            return not self.gone and all(member.is_ready() for member in self._members)

    @property
    def gone(self) -> bool:
        """Whether one of them has ended."""
        return not all(member.process.is_alive() for member in self._members)

    def together(
        self, pieces: Sequence[Piece[_Result]], lost: Callable[[], None], *, leave: bool = False
    ) -> Callable[[], list[_Result]] | None:
        """Let those begin that have nothing to do, others once they have. None where too much is
        asked for at once.

        What this returns does here what nobody has taken, and gives all outcomes; whoever lets go of
        it ends the work. With `leave` it leaves all of it to others, and waits for one that is at
        work on something else that was left. `lost` is called where a process died or was late.
        """
        with self._lock:
            if not self._areas:
                self._hear()
            if not self._areas:
                return None
            request = Request(self._areas.pop(), self._areas, self._lock, brief=leave)
        shared = _Shared(self, request, pieces, lost)
        return shared.left if leave else shared.outcomes

    def is_free_soon(self) -> bool:
        """Whether one of them is at work on what was left to it, which takes little time."""
        with self._lock:
            asked = [member.request for member in self._members]
        return any(request is not None and request.brief for request in asked)

    def joined(self, request: Request) -> list[Member]:
        """Those that have nothing to do, and are this request's from now on."""
        with self._lock:
            idle = self._hear()
            for member in idle:
                member.request = request
            request.unanswered += len(idle)
        return idle

    def released(self, members: Sequence[Member]) -> None:
        """These joined, and cannot be asked."""
        with self._lock:
            for member in members:
                member.release()

    def _hear(self) -> list[Member]:
        """Those that have nothing to do; areas that only their answers kept are free again."""
        return [member for member in self._members if member.is_idle()]

    def close(self) -> None:
        """End them, whatever they do."""
        self._life.close()
        for member in self._members:
            member.process.kill()
        for member in self._members:
            member.process.join(_SECONDS)
            member.pipe.close()


class _Shared(Generic[_Result]):
    """One request from here; let go of, it ends."""

    def __init__(
        self,
        group: Group,
        request: Request,
        pieces: Sequence[Piece[_Result]],
        lost: Callable[[], None],
    ) -> None:
        self._group = group
        self._request = request
        self._members: list[Member] = []
        self._pieces = pieces
        self._lost = lost
        weakref.finalize(self, request.end)
        self._ask()

    def _ask(self) -> None:
        """Whoever has nothing to do."""
        if idle := self._group.joined(self._request):
            calls = [piece.call for piece in self._pieces[:MOST]]
            try:
                # It waits for a process that does not read, and nobody waits for it.
                threading.Thread(target=_asked, args=(idle, calls), daemon=True).start()
            except RuntimeError:  # no more threads
                self._group.released(idle)
            else:
                self._members += idle

    def left(self) -> list[_Result]:
        """All outcomes; what others do not begin before long is done here."""
        unbegun, since = self._unbegun(), time.monotonic()
        while unbegun and (self._members or self._group.is_free_soon()):
            time.sleep(_PAUSE)
            self._ask()
            if (now := self._unbegun()) < unbegun:
                unbegun, since = now, time.monotonic()
            elif time.monotonic() - since > _WAIT:
                break
        return self.outcomes()

    def outcomes(self) -> list[_Result]:
        """All outcomes; what nobody has taken is done here."""
        taken = self._request.area.taken
        done: dict[int, _Result] = {}
        for number, piece in enumerate(self._pieces):
            if number < MOST and taken[number] != NOBODY:
                continue
            if number < MOST:
                taken[number] = HERE
            self._ask()
            done[number] = piece.here()
        heard = [self._of(member) for member in self._members]
        self._request.end()
        if None in heard:
            self._lost()
        for made in heard:
            done = (made or {}) | done
        return [done.get(n, piece.failed) for n, piece in enumerate(self._pieces)]

    def _unbegun(self) -> int:
        """How many pieces nobody has taken."""
        return bytes(self._request.area.taken[: len(self._pieces)]).count(NOBODY)

    def _of(self, member: Member) -> dict[int, _Result] | None:
        """What it made of the pieces that it took, the last of which it is at work on by now; None
        where it is lost."""
        taken = self._request.area.taken[: len(self._pieces)]
        last = max((n for n, who in enumerate(taken) if who == member.who), default=None)
        return {} if last is None else member.answer(self._pieces[last].seconds)


def _asked(
    members: Sequence[Member], calls: Sequence[tuple[Callable[..., Any], tuple[object, ...]]]
) -> None:
    for member in members:
        with contextlib.suppress(OSError, ValueError):  # it is gone, which is seen on answering
            member.ask(calls)
