"""Work that other processes and this one do together: `Group`, `Piece`.

Everybody takes the next piece that nobody has taken. Who took which stands in memory that all of
them share, without a lock: where two take the same one in the same moment both do it, and either
outcome is right. A process hears once of all pieces and answers once: outcomes passed on one by one
would wait each time for the thread that works here (5 ms, `sys.getswitchinterval`).
Invariant: every piece has an outcome, in order: what another process made of it, what this one made,
or what stands for a process that died or did not come to an end. Nobody outlives this process.
Deliberately elsewhere: what the work is (`readers`), the other side of it (`reader_process`).
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

_Result = TypeVar("_Result")

MOST = 16_384
"""Pieces of one request that are shared; further ones are done here."""
NOBODY, _HERE = 0, 1
"""Who has taken a piece; the others are 2 and more."""
_REQUESTS = 8
"""At the same time."""
_SECONDS = 2.0
"""For a killed process to be gone."""
_WAIT = 0.5
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
        self._areas = [_Area(taken, at * MOST) for at in range(_REQUESTS)]
        self._members: list[_Member] = []
        life: Connection
        life, self._life = context.Pipe(duplex=False)
        resource_tracker.ensure_running()  # starting it ends any blocking of SIGINT in this thread
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # they inherit it
        try:
            for who in range(_HERE + 1, _HERE + 1 + count):
                pipe, theirs = context.Pipe()
                call = (theirs, life, taken, who, *arguments)
                process = context.Process(target=serve, args=call, daemon=True)
                process.start()
                theirs.close()
                self._members.append(_Member(who, process, pipe))
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
        it ends the work. With `leave` it leaves all to the others, if any of them has nothing to do
        within `_WAIT`. `lost` is called where a process died or was late.
        """
        with self._lock:
            if not self._areas:
                self._hear()
            if not self._areas:
                return None
            request = _Request(self._areas.pop(), self._areas, self._lock)
        shared = _Shared(self, request, pieces, lost)
        return shared.left if leave else shared.outcomes

    def joined(self, request: _Request) -> list[_Member]:
        """Those that have nothing to do, and are this request's from now on."""
        with self._lock:
            idle = self._hear()
            for member in idle:
                member.request = request
            request.unanswered += len(idle)
        return idle

    def released(self, members: Sequence[_Member]) -> None:
        """These joined, and cannot be asked."""
        with self._lock:
            for member in members:
                member.release()

    def _hear(self) -> list[_Member]:
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


class _Area:
    """Shared memory for one request: who took which piece."""

    def __init__(self, taken: Any, at: int) -> None:
        self.at = at
        self.taken = memoryview(taken).cast("B")[at : at + MOST]

    def fill(self, who: int) -> None:
        """All pieces are this one's."""
        self.taken[:] = bytes([who]) * MOST


class _Request:
    """What some were asked. Its area is free again once it is over and each of them answered: until
    then somebody may still write into it."""

    def __init__(self, area: _Area, areas: list[_Area], lock: threading.RLock) -> None:
        self.area = area
        self.over = False
        self.unanswered = 0
        self._areas = areas
        self._lock = lock
        area.fill(NOBODY)

    def end(self) -> None:
        """Nobody begins anything of it any more, and nobody waits for answers."""
        with self._lock:
            if not self.over:
                self.over = True
                self.area.fill(_HERE)
                self._give_back()

    def answered(self) -> None:
        """One of those that were asked has nothing more to do with it."""
        with self._lock:
            self.unanswered -= 1
            self._give_back()

    def _give_back(self) -> None:
        if self.over and not self.unanswered:
            self._areas.append(self.area)


@dataclass(slots=True)
class _Member:
    """One process, and what it was asked last, until it answered. `process` is of its context."""

    who: int
    process: Any
    pipe: Connection
    request: _Request | None = None
    _ready: bool = False

    def is_ready(self) -> bool:
        """Whether it said that it can be asked."""
        self._ready = self._ready or bool(self._heard(0.0))
        return self._ready

    def is_idle(self) -> bool:
        """Whether it can be asked. What it answered to nobody is thrown away."""
        if self.request is not None and self.request.over:
            self.answer(0.0)
        return self.request is None

    def ask(self, calls: Sequence[tuple[Callable[..., Any], tuple[object, ...]]]) -> None:
        """Have it begin with these."""
        if self.request is not None:
            self.pipe.send((self.request.area.at, calls))

    def answer(self, seconds: float) -> dict[int, Any] | None:
        """What it made of pieces, by number; None where it is gone, or does not say so in time."""
        made: dict[int, Any] | None = self._heard(seconds)
        if made is not None:
            self.release()
        return made

    def release(self) -> None:
        """It has nothing more to do with what it was asked."""
        request, self.request = self.request, None
        if request is not None:
            request.answered()

    def _heard(self, seconds: float) -> Any:
        try:
            return self.pipe.recv() if self.pipe.poll(seconds) else None
        except Exception:  # whatever it is: it is gone, and no text stands in a traceback
            return None


class _Shared(Generic[_Result]):
    """One request from here; let go of, it ends."""

    def __init__(
        self,
        group: Group,
        request: _Request,
        pieces: Sequence[Piece[_Result]],
        lost: Callable[[], None],
    ) -> None:
        self._group = group
        self._request = request
        self._members: list[_Member] = []
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
        """All outcomes, of which others made what they began; what is begun here has no others."""
        until = time.monotonic() + _WAIT
        while not self._members and time.monotonic() < until:
            time.sleep(_PAUSE)
            self._ask()
        done: dict[int, _Result] = {}
        for member in self._members:
            made = member.answer(sum(piece.seconds for piece in self._pieces))
            if made is None:
                self._lost()
            done |= made or {}
        self._members = []
        return self._outcomes(done)

    def outcomes(self) -> list[_Result]:
        """All outcomes."""
        return self._outcomes({})

    def _outcomes(self, done: dict[int, _Result]) -> list[_Result]:
        taken = self._request.area.taken
        for number, piece in enumerate(self._pieces):
            if number < MOST and taken[number] != NOBODY:
                continue
            if number < MOST:
                taken[number] = _HERE
            self._ask()
            done[number] = piece.here()
        for member in self._members:
            done = self._of(member) | done
        self._request.end()
        return [done.get(n, piece.failed) for n, piece in enumerate(self._pieces)]

    def _of(self, member: _Member) -> dict[int, _Result]:
        """What it made of the pieces that it took; by now it is at work on the last of them."""
        taken = self._request.area.taken[: len(self._pieces)]
        last = max((n for n, who in enumerate(taken) if who == member.who), default=None)
        if last is None:
            return {}
        made = member.answer(self._pieces[last].seconds)
        if made is None:
            self._lost()
        return made or {}


def _asked(
    members: Sequence[_Member], calls: Sequence[tuple[Callable[..., Any], tuple[object, ...]]]
) -> None:
    for member in members:
        with contextlib.suppress(OSError, ValueError):  # it is gone, which is seen on answering
            member.ask(calls)
