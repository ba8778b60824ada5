"""`in_turn()`: the only way to the local model while others may ask it.

Deliberately elsewhere: whose turn it is (`queueing`), which model rests (`breaker`).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from app.breaker import Breaker
from app.dialogue import Queued
from app.models import LocalModel
from app.prompt import Prompt
from app.queueing import FairQueue


async def in_turn(
    queue: FairQueue, breaker: Breaker, model: LocalModel, who: str, prompt: Prompt
) -> AsyncGenerator[str | Queued, None]:
    """What the model says once it is this asker's turn, which ends with its last word.

    Raises `TooManyAtOnce` and `ModelFailure`s.
    """
    with queue.join(who) as place:
        async with aclosing(place.positions()) as positions:
            async for position in positions:
                yield Queued(position)
        attempt = breaker.enter()
        if attempt is None:
            raise breaker.refusal()
        with attempt:
            async with aclosing(model.stream(prompt)) as words:
                async for text in words:
                    yield text
