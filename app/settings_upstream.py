"""Settings of what stands between an asker and the models: the queue, the breakers, the traces.

Invariant: as `settings`, of which these are sections.
"""

from __future__ import annotations

from pydantic import Field

from index.settings import Section


class QueueSettings(Section):
    """The queue in front of the local model: askers take turns, one of each after the other."""

    at_once: int | None = Field(
        None,
        ge=1,
        le=1000,
        description="answers at once at the local model; unset: 1 for a GGUF, 4 for a server",
    )
    per_user: int = Field(
        4, ge=1, le=1000, description="questions of one user there at once, waiting ones counted"
    )
    waiting: int = Field(
        100,
        ge=0,
        le=10_000,
        description="questions that may wait; further ones get passages quoted",
    )
    patience: float = Field(
        120.0, gt=0, description="seconds that a question waits; then passages are quoted"
    )


class BreakerSettings(Section):
    """The breakers: a model that does not answer is left alone for a while."""

    failures: int = Field(
        5, ge=1, le=1000, description="failures in a row after which a model rests"
    )
    rest: float = Field(
        30.0, gt=0, le=3600, description="seconds until one question tries it again"
    )


class TracesSettings(Section):
    """OpenTelemetry spans of the service's answers, without content; off without an endpoint."""

    endpoint: str = Field(
        "", description="a collector's OTLP/HTTP address: `http://127.0.0.1:4318/v1/traces`"
    )
    public_host: bool = Field(False, description="allow a host that is not loopback or private")
    timeout: float = Field(5.0, gt=0, le=60, description="seconds for sending one batch of spans")
