"""What every type on the wire is, and what went wrong. Deliberately elsewhere: each address's own."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """Frozen; unknown fields are ignored, so that an older client understands a newer service."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Problem(Wire):
    """What went wrong. `id` is the request's; it stands in the log."""

    id: str
    code: str
    message: str
    retry_after: int | None = None
    """Seconds after which the same may work, where that is known."""


class Failed(Wire):
    """Any answer but 2xx, and the event `error`."""

    error: Problem
