"""Socket Mode: one connection, kept; over when there was none for long.

Invariant: the library reconnects by itself, but tries an address that is over again and again and is
not told why; `held` ends then, so that whoever called asks Slack anew and hears what is wrong.
Deliberately elsewhere: tokens and listeners (`platform`).
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bots.slack.wire import quiet_logger

WATCH, LOST = 5.0, 60.0
"""Seconds between two looks at the connection, and after which one that is not there is given up."""


async def held(app: AsyncApp, token: str, address: str, lost: float = LOST) -> None:
    """Connect to `address` and stay so; returns when there was no connection for `lost` seconds."""
    handler = AsyncSocketModeHandler(app, token, logger=quiet_logger())
    client = handler.client
    client.proxy = None
    client.wss_uri = address
    connecting = asyncio.ensure_future(handler.connect_async())  # type: ignore[no-untyped-call]
    try:
        there = time.monotonic()
        while time.monotonic() - there < lost:
            await asyncio.sleep(min(WATCH, lost / 3))
            if await client.is_connected():
                there = time.monotonic()
    finally:
        connecting.cancel()
        with suppress(Exception):
            await handler.close_async()  # type: ignore[no-untyped-call]
