"""A run in a thread, watched from the event loop, and stopped from there.

Invariant: a run that is to stop ends as one that Ctrl-C ends, after what is being written, with its
report. Deliberately elsewhere: what a run does (`contract.OwnersIngestion`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator


class Watched:
    """`contract.Watching` for one run. Made in the event loop; the run calls it from its thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._said: deque[tuple[str, int]] = deque()
        self._stopping = False

    def stop(self) -> None:
        """Let the run end at its next step."""
        self._stopping = True

    def start(self, total: int) -> None:
        """The run has this many bytes to read."""
        self._say("start", total)

    def advance(self, amount: int) -> None:
        """This many bytes more are done. Raises `KeyboardInterrupt` where the run is to stop."""
        self._say("advance", amount)

    def finish(self) -> None:
        """Nothing to tidy up."""

    def _say(self, kind: str, amount: int) -> None:
        self._said.append((kind, amount))
        self._loop.call_soon_threadsafe(self._news.set)
        if self._stopping:
            raise KeyboardInterrupt

    async def until(self, work: asyncio.Future[object]) -> AsyncGenerator[tuple[str, int], None]:
        """What is said until the work has ended; steps that came together are one."""
        work.add_done_callback(lambda _: self._news.set())
        while True:
            await self._news.wait()
            self._news.clear()
            for said in self._gathered():
                yield said
            if work.done() and not self._said:
                return

    def _gathered(self) -> list[tuple[str, int]]:
        told: list[tuple[str, int]] = []
        while self._said:
            kind, amount = self._said.popleft()
            if kind == "advance" and told and told[-1][0] == kind:
                told[-1] = (kind, told[-1][1] + amount)
            else:
                told.append((kind, amount))
        return told
