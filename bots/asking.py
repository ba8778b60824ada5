"""The service as the bots see it: `Service`, answers as they come, failures as `Refused`.

Invariant: wire types of `app.contract` and nothing else of `app`, so that the same conversation runs
against a service elsewhere (`client`), the owner's socket of this machine, or a stand-in of a test.
Deliberately elsewhere: HTTP (`client`), what is said to people (`words`).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Protocol

from app.contract import (
    Alert,
    AlertAnswer,
    Citations,
    Digests,
    Done,
    Feedback,
    Hits,
    Humans,
    Judged,
    Paired,
    Passages,
    PassageText,
    Progress,
    Queued,
    Restart,
    Route,
    Shared,
    Sources,
    Standing,
    Token,
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and where, as the headers say it. Without an account the channel itself asks."""

    account: str = ""
    place: str | None = None
    mail: str = field(default="", repr=False)
    shared: bool = False
    language: str = "en"


class Refused(Exception):
    """The service said no, or nothing. `code` is the contract's (`not_for_channel`, `unreachable`,
    `refused_key`, `too_many_requests`, `failed`…); `id` is the request's, for the log."""

    def __init__(self, code: str, id: str = "", retry_after: int | None = None) -> None:  # noqa: A002
        super().__init__(code)
        self.code, self.id, self.retry_after = code, id, retry_after


Event = Passages | Route | Queued | Token | Restart | Citations | Done
Ask = Callable[[Asker, str, str], AsyncGenerator[Event, None]]
"""Who asks, the question, the thread -> the events of an answer, `Done` last. Raises `Refused`;
closing it ends the work."""


class Service(Protocol):
    """All that the bots ask of it. Everything raises `Refused`."""

    def ask(self, asker: Asker, question: str, thread: str) -> AsyncGenerator[Event, None]:
        """An answer as it comes: an `Ask`. With an empty `thread` it stands alone."""

    async def search(self, asker: Asker, query: str, k: int) -> Hits:
        """The best passages."""

    async def passage(self, asker: Asker, name: str, *, whole: bool = False) -> PassageText:
        """One passage, or the whole document around it."""

    async def explain(self, asker: Asker, question: str) -> dict[str, object]:
        """The object of `hush explain --json`, judged."""

    async def feedback(self, asker: Asker, feedback: Feedback) -> None:
        """Somebody's verdict on an answer."""

    async def who(self, asker: Asker) -> Standing:
        """What the service knows of them."""

    async def more(self, asker: Asker, question: str, thread: str) -> bool:
        """Whether the asker may read more on this than the channel."""

    async def share(self, asker: Asker, answer: str) -> Shared:
        """A private answer for the channel."""

    async def left(self, asker: Asker, answer: str) -> Judged:
        """What left the company for an answer; empty where nothing did."""

    async def human(self, asker: Asker, answer: str) -> Humans:
        """Whom to mention."""

    async def alert(self, asker: Asker, alert: Alert) -> AlertAnswer:
        """The runbook for an alert."""

    async def judge(self, asker: Asker, text: str, sources: list[str]) -> Judged:
        """What of a text may be posted."""

    async def pair(self, asker: Asker, code: str) -> Paired:
        """Link an account."""

    async def sources(self, asker: Asker) -> Sources:
        """Those of which the asker may read something."""

    def reindex(self, asker: Asker, source: str) -> AsyncGenerator[Progress, None]:
        """Look at a source again, and follow that."""

    async def digests(self, platform: str, days: int) -> Digests:
        """For owners of documents; asked with the bot's own key."""

    async def digest(self, asker: Asker, days: int) -> Digests:
        """For one account, in private: theirs, or none."""
