"""A chat platform in memory: what was shown where, with failures on demand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from bots.message import Accept, Finding, Message, Reply


def message(number: int = 1, text: str = "how?", **fields: object) -> Message:
    """A question of somebody in a channel; any field may be another one."""
    made: dict[str, object] = {
        "key": f"slack:T1:C1:{number}",
        "platform": "slack",
        "account": "slack:T1:U1",
        "thread": f"slack:T1:C1:{number}",
        "place": "slack:T1:C1",
        "text": text,
    }
    return Message(**(made | fields))  # type: ignore[arg-type]


def private(number: int = 1, text: str = "how?", **fields: object) -> Message:
    """The same in a talk with the bot alone."""
    return message(number, text, **({"place": None, "thread": "slack:T1:D1"} | fields))


@dataclass(slots=True)
class Shown:
    """A surface that keeps what it was told."""

    platform: FakePlatform
    message: Message
    reference: str = ""

    async def working(self, note: str) -> None:
        self.platform.told.append((self.message.key, "working", note))
        self.reference = self.reference or f"ref-{self.message.key}"

    async def grow(self, markdown: str) -> None:
        self.platform.told.append((self.message.key, "grow", markdown))

    async def restart(self, note: str) -> None:
        self.platform.told.append((self.message.key, "restart", note))

    async def finish(self, reply: Reply) -> None:
        if self.platform.failures:
            problem = self.platform.failures.pop(0)
            if problem is not None:
                raise problem
        self.platform.finished.append((self.message.key, reply))
        if self.platform.lost:
            raise self.platform.lost.pop(0)

    async def whisper(self, reply: Reply) -> None:
        self.platform.whispered.append((self.message.key, reply))


@dataclass(slots=True)
class FakePlatform:
    """What was shown. `failures` are raised by `finish` before it takes the reply (None: it takes it),
    `lost` after it took it; `knows` answers `found`."""

    name: str = "slack"
    told: list[tuple[str, str, str]] = field(default_factory=list)
    finished: list[tuple[str, Reply]] = field(default_factory=list)
    whispered: list[tuple[str, Reply]] = field(default_factory=list)
    posted: list[tuple[str, Reply, str, str]] = field(default_factory=list)
    failures: list[Exception | None] = field(default_factory=list)
    lost: list[Exception] = field(default_factory=list)
    looked: list[Message] = field(default_factory=list)
    knows: Callable[[Message], bool | None] | None = None
    mails: dict[str, str] = field(default_factory=dict)
    """E-mail -> account."""
    companies: set[str] = field(default_factory=set)
    """Places where people of other companies read along."""

    def surface(self, message: Message) -> Shown:
        return Shown(self, message)

    async def found(self, message: Message) -> bool | None:
        self.looked.append(message)
        if self.knows is not None:
            return self.knows(message)
        return any(key == message.key for key, _ in self.finished)

    async def post(self, place: str, thread: str, reply: Reply, key: str, known: str = "") -> str:
        if self.failures:
            problem = self.failures.pop(0)
            if problem is not None:
                raise problem
        self.posted.append((place, reply, key, known))
        return known or f"posted-{len(self.posted)}"

    async def account_of(self, mail: str) -> str:
        return self.mails.get(mail, "")

    async def shared(self, place: str) -> bool:
        return place in self.companies

    async def run(self, accept: Accept) -> None:
        raise NotImplementedError

    async def checks(self, language: str = "en") -> AsyncIterator[Finding]:
        yield Finding("slack", True, "well")

    def keys(self) -> list[str]:
        """The messages that ended, in order."""
        return [key for key, _ in self.finished]


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for what other tasks or threads bring about."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.002)
