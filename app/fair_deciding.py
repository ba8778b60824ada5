"""Searches and decisions in fair turns: whoever asks much waits for themselves, not others for them.

A long question keeps a processor for a second and more. Invariant: two steps of a kind are taken at
once: one runs, as Python has it, and one waits for processes beside. More would only change places
more often, and short steps of other answers would wait behind all of them. Askers take turns.
Deliberately elsewhere: the decision (`gate`), turns (`queueing`), how long an answer may take
(`answering`).
"""

from __future__ import annotations

import asyncio
import math
import sys
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from app.queueing import FairQueue, Limits

P = ParamSpec("P")
T = TypeVar("T")
_AT_ONCE = 2


def deciding_queue() -> FairQueue:
    """For one process. Nobody is refused: how many questions one may have is limited elsewhere."""
    return FairQueue(Limits(_AT_ONCE, sys.maxsize, sys.maxsize, math.inf))


@dataclass(frozen=True, slots=True)
class Turns:
    """Those of one process. Searches have their own where another process makes them."""

    deciding: FairQueue = field(default_factory=deciding_queue)
    searching: FairQueue = field(default_factory=deciding_queue)

    @classmethod
    def of(cls, *, apart: bool) -> Turns:
        """Whether searches are made apart."""
        deciding = deciding_queue()
        return cls(deciding, deciding_queue() if apart else deciding)


async def in_fair_turn(
    queue: FairQueue, who: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """What `work` returns, done in a thread when it is this asker's turn.

    A thread cannot be stopped: whoever goes away meanwhile keeps the place until it has ended.
    """
    place = queue.join(who)
    try:
        async with aclosing(place.positions()) as positions:
            async for _ in positions:
                pass
    except BaseException:
        queue.leave(place)
        raise
    working = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))

    def ended(done: asyncio.Future[T]) -> None:
        queue.leave(place)
        if not done.cancelled():
            done.exception()  # nobody may be there any more to hear of it

    working.add_done_callback(ended)
    return await asyncio.shield(working)
