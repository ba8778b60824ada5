"""Answers that still run when the service must stop: they end with a word, not in the middle of one.

Invariant: from `cut` on every answer that runs or begins ends with an error that says why, which the
caller's protocol carries like any other. Deliberately elsewhere: when that is (`serving`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

from app.errors import HushError

T = TypeVar("T")


class BreakingOff:
    """The running answers of one service, for its event loop."""

    def __init__(self) -> None:
        self._running: set[asyncio.Timeout] = set()
        self._is_cut = False

    def cut(self) -> None:
        """Now. Once is enough."""
        self._is_cut = True
        now = asyncio.get_running_loop().time()
        for waiting in self._running:
            if not waiting.expired():
                waiting.reschedule(now)

    async def until_cut(self, pieces: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
        """The same pieces. Raises `HushError` where they are broken off."""
        async with aclosing(pieces):
            while (piece := await self._next(pieces)) is not None:
                yield piece

    async def _next(self, pieces: AsyncGenerator[T, None]) -> T | None:
        waiting = asyncio.timeout(0 if self._is_cut else None)
        try:
            async with waiting:
                self._running.add(waiting)
                return await anext(pieces, None)
        except TimeoutError:
            if not waiting.expired():
                raise
            raise HushError(
                "the service is stopping and broke this answer off; ask again in a moment"
            ) from None
        finally:
            self._running.discard(waiting)
