"""`Positions`: whoever waits long learns how many are before them; one hears after the other.

Invariant: a queue of thousands costs no more at once than a short one, so that what comes meanwhile
is stored and acknowledged; whose turn comes first is told nothing. Deliberately elsewhere: the order
itself (`fair`), what is said (`inbox`).
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bots.inbox_item import Item

_PATIENCE_SECONDS = 2.0
"""After which somebody whose turn is far off learns how far."""
_APART_SECONDS = 0.2
"""Between two who hear it: Slack takes 300 of them a minute."""


class Positions:
    """`far` says whether somebody's turn is still far off, `tell` tells them; `spawn` begins work that
    ends with the inbox, `wait` sleeps."""

    def __init__(
        self,
        far: Callable[[Item], bool],
        tell: Callable[[Item], Coroutine[Any, Any, None]],
        spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]],
        wait: Callable[[float], Awaitable[None]],
    ) -> None:
        self._far, self._tell, self._spawn, self._wait = far, tell, spawn, wait
        self._untold: deque[tuple[float, Item]] = deque()
        self._telling: asyncio.Task[None] | None = None

    def add(self, item: Item) -> None:
        """Somebody waits."""
        self._untold.append((time.monotonic() + _PATIENCE_SECONDS, item))
        if self._telling is None or self._telling.done():
            self._telling = self._spawn(self._run())

    async def _run(self) -> None:
        while self._untold:
            due, item = self._untold.popleft()
            await self._wait(max(0.0, due - time.monotonic()))
            if self._far(item):
                self._spawn(self._tell(item))
                await self._wait(_APART_SECONDS)
