"""What the routes work with, put together once by whoever serves. Frozen; one for each application."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import Request

from app.api.breaking_off import BreakingOff
from app.api.limiting import Limiting
from app.api.metrics import Metrics
from app.bill import Bill
from app.chat_alert import Runbooks
from app.chat_exit import ChatExit
from app.contract import Ingestion, OwnersIngestion
from app.identity.access import AccessTable
from app.identity.identity import Doors
from app.identity.tries import CODES, Tries
from app.oversight import Oversight
from app.records.opening import Records
from app.service import Service
from app.service_settings import HookSettings, LimitSettings
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
    routes: Callable[[], dict[str, object]]
    oversight: Oversight
    exit: ChatExit
    """What chat platforms may show."""
    runbooks: Runbooks
    table: AccessTable
    """`access.toml`."""
    ingestion: Ingestion | None = None
    owners: OwnersIngestion | None = None
    metrics: Metrics = field(default_factory=Metrics)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    embedding: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever embeds texts of a program."""
    breaking_off: BreakingOff = field(default_factory=BreakingOff)
    limits: LimitSettings = field(default_factory=LimitSettings)
    hooks: HookSettings = field(default_factory=HookSettings)
    codes: Tries = field(default_factory=lambda: Tries(CODES, str))
    """Codes of pairing that did not work, by account."""
    limiting: Limiting = field(init=False)

    def __post_init__(self) -> None:
        """The limits are counted where everything else is."""
        object.__setattr__(self, "limiting", Limiting(self.limits, self.metrics))


def context(request: Request) -> Context:
    """Of the application that takes this request."""
    made: Context = request.app.state.context
    return made
