"""What the routes work with, put together once by whoever serves. Frozen; one for each application."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import Request

from app.api.metrics import Metrics
from app.bill import Bill
from app.contract import Ingestion
from app.identity.identity import Doors
from app.records.opening import Records
from app.service import Service
from app.talks import Talks


@dataclass(frozen=True, slots=True)
class Context:
    """The engine, what is kept, who asks. `audit` is the file of the audit's lines."""

    service: Service
    records: Records
    talks: Talks
    doors: Doors
    audit: Path
    bill: Callable[[], Bill]
    ingestion: Ingestion | None = None
    metrics: Metrics = field(default_factory=Metrics)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def context(request: Request) -> Context:
    """Of the application that takes this request."""
    made: Context = request.app.state.context
    return made
