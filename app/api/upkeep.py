"""What the service does by itself beside requests: deletes what is over time, asks after the issuer.

Invariant: once at the start and then daily, whatever goes wrong with one of them; the log has counts
and names of ours, nothing that somebody wrote. Deliberately elsewhere: what is deleted and when
(`records`), what the issuer says (`identity.issuer`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from app.api.context import Context

_LOG = logging.getLogger("hush.service")
_DAY = 24 * 3600.0
_MINUTE = 60.0


@asynccontextmanager
async def upkeep(made: Context, day: float = _DAY, minute: float = _MINUTE) -> AsyncIterator[None]:
    """While the service runs."""
    told = _Told(made)
    tasks = [
        asyncio.create_task(_ever(day, lambda: asyncio.to_thread(_purged, made))),
        asyncio.create_task(_once(lambda: asyncio.to_thread(made.bill))),
    ]
    if made.doors.issuer is not None:
        tasks.append(asyncio.create_task(_ever(minute, told.issuer)))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def _ever(seconds: float, work: Callable[[], Awaitable[object]]) -> None:
    while True:
        await _once(work)
        await asyncio.sleep(seconds)


async def _once(work: Callable[[], Awaitable[object]]) -> None:
    try:
        await work()
    except Exception as error:  # the next time may be better; its text may quote what is kept
        _LOG.error("upkeep failed", extra={"error": type(error).__name__})


def _purged(made: Context) -> None:
    """Delete what is older than settings say."""
    gone = made.records.purge()
    _LOG.info("purged", extra=gone)


class _Told:
    """The issuer's trouble as it was logged last."""

    def __init__(self, made: Context) -> None:
        self._made = made
        self._last: str | None = None

    async def issuer(self) -> None:
        """Ask after it, where what is known is old; say so where its state has changed."""
        issuer = self._made.doors.issuer
        if issuer is None:
            return
        await issuer.endpoints()
        if issuer.trouble != self._last:
            self._last = issuer.trouble
            level = logging.ERROR if issuer.trouble else logging.INFO
            _LOG.log(level, "issuer", extra={"trouble": issuer.trouble or "none"})
