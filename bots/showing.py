"""`Showing`: an answer that grows, shown as often as a platform may; the stream never waits for it.

Invariant: what is shown keeps its order; of several states that come while the platform is busy the
last one counts, and a restart is never passed over. Deliberately elsewhere: the surfaces.
"""

from __future__ import annotations

import asyncio
from collections import deque

from bots.message import Surface


class Showing:
    """One answer's. `close` before `finish`."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._next: deque[tuple[str, str]] = deque()
        self._news = asyncio.Event()
        self._closed = False
        self._task = asyncio.create_task(self._show())

    def working(self, note: str) -> None:
        """It is worked on."""
        self._add("working", note)

    def grow(self, markdown: str) -> None:
        """The whole text so far."""
        self._add("grow", markdown)

    def restart(self, note: str) -> None:
        """What was shown is void."""
        self._next.clear()
        self._add("restart", note)

    async def close(self) -> None:
        """Nothing more is shown; what is on its way arrives."""
        self._closed = True
        self._next.clear()
        self._news.set()
        await self._task

    def cancel(self) -> None:
        """Leave everything as it is."""
        self._task.cancel()

    def _add(self, kind: str, text: str) -> None:
        if self._next and self._next[-1][0] == kind:
            self._next.pop()
        self._next.append((kind, text))
        self._news.set()

    async def _show(self) -> None:
        while not self._closed:
            await self._news.wait()
            self._news.clear()
            while self._next:
                kind, text = self._next.popleft()
                match kind:
                    case "working":
                        await self._surface.working(text)
                    case "grow":
                        await self._surface.grow(text)
                    case _:
                        await self._surface.restart(text)
