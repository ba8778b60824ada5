"""`patiently`: a service that is away for a moment, as one that starts again, is waited for.

Invariant: only what passes by itself is tried again, and for no longer than somebody waits without a
word; where the service says that it takes longer, it is said at once. Deliberately elsewhere: what a
person reads then (`replies`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bots.asking import Refused

T = TypeVar("T")
_PASSES = frozenset({"unreachable", "unavailable", "too_many_answers"})
_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
_LONGEST = 30.0
"""Seconds of a `retry_after` that are waited for, in all."""


async def patiently(
    ask: Callable[[], Awaitable[T]], sleep: Callable[[float], Awaitable[None]]
) -> T:
    """What `ask` returns. Raises `Refused`."""
    spent = 0.0
    for pause in _PAUSES:
        try:
            return await ask()
        except Refused as problem:
            wait = max(pause, float(problem.retry_after or 0))
            spent += wait
            if problem.code not in _PASSES or spent > _LONGEST:
                raise
        await sleep(wait)
    return await ask()
