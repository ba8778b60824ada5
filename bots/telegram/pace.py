"""When something may be sent: one call at a time, within Telegram's limits, never while it says wait.

Invariant: between the moment in which `retry_after` is known and its end no turn is given; as calls
go one at a time, none is under way then either. Previews take no turn that an answer needs.
Deliberately elsewhere: the calls themselves (`sending`).
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bots.telegram.waiting import Waiting

SECOND, MINUTE = 25, 18
"""Messages in a second to everybody, in a minute to one group: Telegram's 30 and 20, less some."""
PREVIEWS = 9
"""Of a group's minute, at most, for answers that grow; the rest is for answers."""
APART = {True: 1.0, False: 3.0}
"""Seconds between two previews in a private talk, in a group."""
MARGIN = 0.05


class Pace:
    """Of one bot. `now` and `sleep` are in seconds; `waiting` tells the next life."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        waiting: Waiting | None = None,
    ) -> None:
        self.now, self.sleep = now, sleep
        self._waiting = waiting
        self._until = now() + (waiting.left() if waiting is not None else 0.0)
        self._one, self._line = asyncio.Lock(), asyncio.Lock()
        self._all = deque[float](maxlen=SECOND)
        self._groups: dict[int, deque[float]] = {}
        self._last: defaultdict[int, float] = defaultdict(lambda: -MARGIN * 1000)

    def hold(self, seconds: float) -> None:
        """Telegram asked to wait so long."""
        self._until = max(self._until, self.now() + seconds + MARGIN)
        if self._waiting is not None:
            self._waiting.keep(self.held())

    def held(self) -> float:
        """Seconds for which nothing may be sent."""
        return max(0.0, self._until - self.now())

    def idle(self, since: float) -> bool:
        """Whether that time has come and no call is under way or waits."""
        return self.now() >= since and self.held() <= 0 and not self._one.locked()

    def spare(self, chat: int) -> bool:
        """Whether a preview may go out now."""
        enough = self.now() - self._last[chat] >= APART[chat > 0]
        few = chat > 0 or len(self._minute(chat)) < PREVIEWS
        return enough and few and not self._one.locked() and self.wait(chat) <= 0

    @asynccontextmanager
    async def turn(self, chat: int, *, counted: bool = True) -> AsyncIterator[None]:
        """Wait for the turn to call; `counted` calls are those that show something."""
        while True:
            await self._one.acquire()
            if (wait := self.wait(chat) if counted else self.held()) <= 0:
                break
            self._one.release()
            await self.sleep(wait)
        try:
            if counted:
                self._count(chat)
            yield
        finally:
            self._one.release()

    @asynccontextmanager
    async def first_in_line(self, chat: int) -> AsyncIterator[None]:
        """Of all replies that wait, the one that may go next: inside, `turn` comes without a wait."""
        while True:
            await self._line.acquire()
            if (wait := self.wait(chat)) <= 0:
                break
            self._line.release()
            await self.sleep(wait)
        try:
            yield
        finally:
            self._line.release()

    def _count(self, chat: int) -> None:
        self._last[chat] = self.now()
        self._all.append(self.now())
        if chat < 0:
            self._minute(chat).append(self.now())
        if len(self._last) > 10_000:
            self._last.clear()
            self._groups = {place: times for place, times in self._groups.items() if times}

    def wait(self, chat: int) -> float:
        """Seconds until something may be shown there."""
        wait = self.held()
        if len(self._all) == SECOND:
            wait = max(wait, self._all[0] + 1.0 - self.now())
        if chat < 0 and len(self._minute(chat)) >= MINUTE:
            wait = max(wait, self._minute(chat)[0] + 60.0 + MARGIN - self.now())
        return wait

    def _minute(self, chat: int) -> deque[float]:
        times = self._groups.setdefault(chat, deque())
        while times and times[0] <= self.now() - 60.0:
            times.popleft()
        return times
