"""`FairQueue`: whose turn it is at the local model.

Invariant: never more than `at_once` turns at the same time. Askers take turns: one place of each
after the other, and within one asker first come, first served; so nobody waits for more than one
place of each other asker before each of their own. A place that is left, however that comes about,
is given to the next one at once. It belongs to one event loop. Deliberately elsewhere: what is done
in a turn (`answering`).
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from types import TracebackType

from app.errors import ModelBusy, TooManyAtOnce

_REMIND = 10.0
"""Seconds after which a position is told again: a connection without a word is cut by proxies."""
_FIRST_GUESS = 10.0
"""Seconds of a turn, before there has been one."""
_LONGEST_HINT = 600


@dataclass(frozen=True, slots=True)
class Limits:
    """`per_user` counts waiting and running places of one asker, `waiting` all that wait; `patience`
    is in seconds."""

    at_once: int = 1
    per_user: int = 4
    waiting: int = 100
    patience: float = 120.0


class Place:
    """One place in the queue. Used as a context: at its end the place is given back."""

    def __init__(self, who: str, queue: FairQueue) -> None:
        self.who = who
        self.position = 0
        """How many turns must end before this one begins; 0: it is its turn."""
        self.began = 0.0
        self._queue = queue
        self._moved = asyncio.Event()

    def move(self, position: int) -> None:
        """By the queue: where it stands now."""
        if position != self.position:
            self.position = position
            self._moved.set()

    async def positions(self) -> AsyncGenerator[int, None]:
        """Where it stands, whenever that changes, until it is its turn. Raises `ModelBusy`."""
        now = asyncio.get_running_loop().time
        deadline = now() + self._queue.limits.patience
        while told := self.position:
            yield told
            if self.position == told:
                self._moved.clear()
                try:
                    async with asyncio.timeout_at(min(now() + _REMIND, deadline)):
                        await self._moved.wait()
                except TimeoutError:
                    if self.position and now() >= deadline:
                        raise self._queue.too_long() from None

    def __enter__(self) -> Place:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._queue.leave(self)


class FairQueue:
    """Places for a limited number of turns. `clock` is in seconds, for the length of turns."""

    def __init__(
        self, limits: Limits = Limits(), clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits
        self._clock = clock
        self._running: set[Place] = set()
        self._waiting: OrderedDict[str, deque[Place]] = OrderedDict()
        self._turn_seconds = _FIRST_GUESS

    @property
    def running(self) -> int:
        """Turns that are taken now."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """Places that wait."""
        return sum(map(len, self._waiting.values()))

    @property
    def free(self) -> bool:
        """Whether somebody who joins now has their turn at once."""
        return len(self._running) < self.limits.at_once

    def join(self, who: str) -> Place:
        """A place at the end of this asker's; use it as a context.

        Raises `TooManyAtOnce` where they have as many as one may have, and `ModelBusy` where the
        whole queue is full.
        """
        own = len(self._waiting.get(who, ()))
        own += sum(place.who == who for place in self._running)
        if own >= self.limits.per_user:
            raise TooManyAtOnce(
                "you have {count} questions at the local model already; wait for one of them, or "
                "stop it, and ask again in {seconds} s",
                count=own,
                seconds=self._hint(1),
            )
        full = len(self._running) >= self.limits.at_once
        if full and (waiting := self.waiting) >= self.limits.waiting:
            raise ModelBusy(
                "{count} questions wait for the local model; ask again in {seconds} s",
                count=waiting,
                seconds=self._hint(waiting),
            )
        place = Place(who, self)
        self._waiting.setdefault(who, deque()).append(place)
        self._advance()
        return place

    def leave(self, place: Place) -> None:
        """Give a place back, whether it was waiting or running; once is enough."""
        if place in self._running:
            self._running.remove(place)
            self._turn_seconds += (self._clock() - place.began - self._turn_seconds) / 4
        elif place in (own := self._waiting.get(place.who, deque())):
            own.remove(place)
            if not own:
                del self._waiting[place.who]
        else:
            return
        self._advance()

    def too_long(self) -> ModelBusy:
        """What is said to somebody who has waited for as long as one waits."""
        return ModelBusy(
            "the local model did not become free within {seconds:g} s; ask again later, or raise "
            "HUSH_QUEUE__PATIENCE or HUSH_QUEUE__AT_ONCE",
            seconds=self.limits.patience,
        )

    def _advance(self) -> None:
        while self._waiting and len(self._running) < self.limits.at_once:
            who, own = next(iter(self._waiting.items()))
            place = own.popleft()
            if own:
                self._waiting.move_to_end(who)
            else:
                del self._waiting[who]
            place.began = self._clock()
            self._running.add(place)
            place.move(0)
        for position, place in enumerate(self._order(), start=1):
            place.move(position)

    def _order(self) -> Iterator[Place]:
        """Those who wait, as they will come if nobody leaves."""
        for one_of_each in zip_longest(*self._waiting.values()):
            yield from (place for place in one_of_each if place is not None)

    def _hint(self, before: int) -> int:
        """Whole seconds until about so many turns have ended."""
        seconds = self._turn_seconds * before / self.limits.at_once
        return min(_LONGEST_HINT, max(1, math.ceil(seconds)))
