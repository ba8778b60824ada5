"""Closing what a model's answer holds open, to its end: `to_its_end`.

A server whose asker went away cancels whatever the answer's task waits for, and again at each further
step: of a clean-up that waits, nothing after the first wait would be done. So it is a task of its own.
Deliberately elsewhere: what is closed (`attempts`, `openai_compatible`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

_ENDING: set[asyncio.Task[None]] = set()
"""An event loop alone does not hold its tasks."""


async def to_its_end(closing: Coroutine[Any, Any, None]) -> None:
    """Wait for it; where that is cancelled, it goes on without whoever waited."""
    ending = asyncio.ensure_future(closing)
    _ENDING.add(ending)
    ending.add_done_callback(_ENDING.discard)
    await asyncio.shield(ending)
