"""`wiring`'s part between askers and models: the local model's queue, a breaker for each model, spans.

Invariant: as `wiring`. Deliberately elsewhere: what they do (`queueing`, `breaker`, `tracing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from app.breaker import Breaker, Breakers
from app.dialogue import Lane
from app.models import provider
from app.observing import Observe, observed
from app.queueing import FairQueue, Limits
from app.settings import Settings

_AT_ONCE = {"llama": 1, "openai_compatible": 4}
_NO_LIMIT = 1_000_000
_LOCAL = {"llama": "llama.cpp", "openai_compatible": "openai_compatible", "extractive": "hush"}
_PROVIDERS = ("openai", "anthropic", "yandex", "azure", "mistral", "deepseek", "groq", "perplexity")


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


@contextmanager
def observing(chosen: Settings) -> Iterator[Observe | None]:
    """Spans to the collector that the settings name; None where there is none.

    Raises `SettingsInvalid`.
    """
    if not chosen.traces.endpoint:
        yield None
        return
    from app.tracing import Traces

    who = {Lane.LOCAL: _LOCAL[provider(chosen.local)], Lane.CLOUD: _cloud(chosen.cloud.base_url)}
    with closing(Traces(chosen.traces)) as traces:
        yield lambda pieces, question: observed(pieces, question, who, traces.tell)


def _cloud(base_url: str) -> str:
    """OpenTelemetry's name of who runs the cloud model, where it has one."""
    host = (urlsplit(base_url).hostname or "").split(".")
    return next((name for name in _PROVIDERS if name in host), "openai_compatible")
