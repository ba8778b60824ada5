"""Attempts to reach the cloud model: which failure is worth another one, and how each one ended.

Invariant: no text of a prompt or an answer comes here. Deliberately elsewhere: the record before
the bytes leave (`transport`), the retrying itself (`cloud`).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.audit import Attempt, Audit, Decided, Spent
from app.confidentiality.guard import Outgoing
from app.errors import AuditUnwritable, ModelFailure
from app.models.ending import to_its_end

BACKOFF_SECONDS = 0.5
"""Before another attempt where the server names no time."""


class Sending(Protocol):
    """What is needed of the way out: the exact request, and the attempts made so far."""

    attempts: list[Attempt]

    @property
    def outgoing(self) -> Outgoing:
        """The request as it is sent."""

    async def aclose(self) -> None:
        """Close the connections."""


class Closing(Protocol):
    """An answer that is being read."""

    async def close(self) -> None:
        """Read no more of it."""


@dataclass(slots=True)
class Report:
    """Writes how each attempt ended. The line before the bytes is the law; this one is a courtesy,
    so a disk that has filled up meanwhile does not spoil an answer that is there.
    """

    audit: Audit
    decided: Decided
    transport: Sending
    spent: Callable[[Outgoing, int], Spent]
    outcome: str = "cancelled"
    told: int = 0
    tokens: int = 0

    def again(self) -> None:
        """The attempt failed, and another one follows."""
        self._tell("again")

    async def end(self, answer: Closing | None) -> None:
        """The last attempt is over: close what is open, and say so."""
        await to_its_end(self._end(answer))

    async def _end(self, answer: Closing | None) -> None:
        try:
            if answer is not None:
                await answer.close()
            await self.transport.aclose()
        finally:
            await asyncio.to_thread(self._tell, self.outcome)

    def _tell(self, outcome: str) -> None:
        with contextlib.suppress(AuditUnwritable):
            for attempt in self.transport.attempts[self.told :]:
                cost = self.spent(self.transport.outgoing, self.tokens)
                self.audit.outcome(self.decided, attempt, outcome, cost)
        self.told = len(self.transport.attempts)


class AgainError(Exception):
    """An attempt failed in a way that another one may not. `wait` is in seconds."""

    def __init__(self, failure: ModelFailure, wait: float = BACKOFF_SECONDS) -> None:
        super().__init__()
        self.failure = failure
        self.wait = wait


def pause(error: BaseException | None) -> float:
    """Seconds to wait after this error."""
    return error.wait if isinstance(error, AgainError) else BACKOFF_SECONDS
