"""`wiring`'s part between askers and models: the local model's queue, and a breaker for each model.

Invariant: as `wiring`. Deliberately elsewhere: what they do (`queueing`, `breaker`).
"""

from __future__ import annotations

from app.breaker import Breaker, Breakers
from app.models import provider
from app.queueing import FairQueue, Limits
from app.settings import Settings

_AT_ONCE = {"llama": 1, "openai_compatible": 4}
_NO_LIMIT = 1_000_000


def queue_of(chosen: Settings) -> FairQueue:
    """In front of the local model; where passages are quoted, nobody waits."""
    queue, at_once = chosen.queue, _AT_ONCE.get(provider(chosen.local))
    if at_once is None:
        return FairQueue(Limits(_NO_LIMIT, _NO_LIMIT))
    return FairQueue(
        Limits(queue.at_once or at_once, queue.per_user, queue.waiting, queue.patience)
    )


def breakers_of(chosen: Settings) -> Breakers:
    """One for each lane's model."""
    failures, rest = chosen.breaker.failures, chosen.breaker.rest
    return Breakers(Breaker("local", failures, rest), Breaker("cloud", failures, rest))
