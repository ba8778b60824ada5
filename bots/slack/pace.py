"""How often Slack may be called: one message a second in a channel, budgets a minute, Retry-After.

Invariant: after a Retry-After nothing of that kind is sent before its time; what is spaced is sent one
after the other (`lane`), and the space counts from the answer. What may be left out (a
growing text, a status) asks `spare` and is left out; what must be sent waits in `turn`.
Deliberately elsewhere: the calls (`calls`).
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from weakref import WeakValueDictionary

MINUTE = 60.0
BUDGETS = {
    "chat.startStream": 18,
    "chat.appendStream": 90,
    "chat.update": 45,
    "chat.delete": 45,
    "assistant.threads.setStatus": 300,
    "assistant.threads.setTitle": 45,
    "assistant.threads.setSuggestedPrompts": 45,
}
"""Calls a minute that may be spent on what is not the answer itself, under Slack's own limits."""
SPACED = {"chat.postMessage": 1.05, "chat.postEphemeral": 1.05}
"""Seconds between two of them in one channel."""
Kind = tuple[str, str]


class Pace:
    """The times of one bot. `clock` in seconds; tests bring their own."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        spaced: float = 1.0,
    ) -> None:
        self.clock, self.sleep = clock, sleep
        self._spaced = spaced
        self._free: dict[Kind, float] = {}
        self._lanes: WeakValueDictionary[Kind, asyncio.Lock] = WeakValueDictionary()
        self._spent: defaultdict[str, deque[float]] = defaultdict(deque)

    def kind(self, method: str, channel: str) -> Kind:
        """What shares one limit."""
        return (method, channel if method in SPACED else "")

    def lane(self, method: str, channel: str) -> AbstractAsyncContextManager[object]:
        """To be held from the turn to the answer."""
        if method not in SPACED:
            return nullcontext()
        return self._lanes.setdefault(self.kind(method, channel), asyncio.Lock())

    def ended(self, method: str, channel: str) -> None:
        """The answer is there."""
        self._take(self.kind(method, channel))

    async def turn(self, method: str, channel: str) -> None:
        """Wait until this may be sent, and take the turn."""
        kind = self.kind(method, channel)
        while (wait := self._free.get(kind, 0.0) - self.clock()) > 0:
            await self.sleep(wait)
        self._take(kind)

    def spare(self, method: str, channel: str, *, take: bool = True) -> bool:
        """Take a turn at once, if there is one for something that may be left out; with `take` off
        whoever asked takes it next."""
        kind, now = self.kind(method, channel), self.clock()
        spent = self._spent[method]
        while spent and spent[0] <= now - MINUTE:
            spent.popleft()
        if self._free.get(kind, 0.0) > now or len(spent) >= BUDGETS.get(method, 30):
            return False
        spent.append(now)
        if take:
            self._take(kind)
        return True

    def hold(self, method: str, channel: str, seconds: float) -> None:
        """Slack said when it may be tried again."""
        kind = self.kind(method, channel)
        self._free[kind] = max(self._free.get(kind, 0.0), self.clock() + seconds)

    def _take(self, kind: Kind) -> None:
        if kind[0] in SPACED:
            if len(self._free) > 10_000:
                now = self.clock()
                self._free = {known: at for known, at in self._free.items() if at > now}
            at = self.clock() + SPACED[kind[0]] * self._spaced
            self._free[kind] = max(at, self._free.get(kind, 0.0))
