"""A bot of Slack that runs against the strict Slack of the tests, with answers that a test scripts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import SecretStr

from bots.message import Message, Reply, Surface
from bots.settings import SlackSettings
from bots.slack.pace import Pace
from bots.slack.platform import Slack
from tests.wire.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.wire.fake_slack_server import Server, serve

DAY = date(2026, 11, 27)
Answer = Callable[[Message, Surface], Awaitable[None]]


def is_alert(text: str) -> bool:
    """As a test sees one."""
    return text.startswith("[FIRING")


async def hello(message: Message, surface: Surface) -> None:
    """Every question has the same answer."""
    await surface.finish(Reply(f"Answer to {message.text}"))


@dataclass
class Clock:
    """Time that passes when somebody sleeps, and by hand."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Bot:
    """The platform with a box that stores and answers at once."""

    slack: Slack
    server: Server
    answer: Answer = hello
    taken: list[Message] = field(default_factory=list)
    stored: list[Message] = field(default_factory=list)
    """As they came: without what Slack was asked for afterwards."""
    deliveries: int = 0
    works: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def fake(self) -> FakeSlack:
        return self.server.slack

    async def accept(self, message: Message) -> bool:
        self.deliveries += 1
        if any(known.key == message.key for known in self.taken):
            return False
        known = await self.slack.complete(message)
        if known is None or any(one.key == message.key for one in self.taken):
            return False
        self.stored.append(message)
        self.taken.append(known)
        work = asyncio.ensure_future(self.answer(known, self.slack.surface(known)))
        self.works.add(work)
        return True

    async def rest(self) -> None:
        """Until all is answered; what went wrong is raised."""
        while self.works:
            await self.works.pop()


def settings(fake: FakeSlack, *, socket: bool = True, **changed: object) -> SlackSettings:
    """That reach the stand-in."""
    return SlackSettings.model_validate(
        {
            "base_url": fake.base_url,
            "bot_token": SecretStr(BOT_TOKEN),
            "app_token": SecretStr(APP_TOKEN if socket else ""),
            "signing_secret": SecretStr(SIGNING_SECRET),
            **changed,
        }
    )


@asynccontextmanager
async def a_bot(
    folder: Path,
    answer: Answer = hello,
    *,
    fake: FakeSlack | None = None,
    clock: Clock | None = None,
    connect: bool = True,
) -> AsyncIterator[Bot]:
    """Connected, with U1 and C1 in the workspace."""
    async with serve(fake or FakeSlack()) as server:
        if not server.slack.users:
            server.slack.user("U1")
            server.slack.channel("C1")
        pace = Pace(clock, clock.sleep) if clock else Pace(spaced=0.0)
        slack = Slack(settings(server.slack), folder, pace=pace, day=lambda: DAY, is_alert=is_alert)
        bot = Bot(slack, server, answer)
        running = (
            asyncio.ensure_future(slack.run(lambda said: bot.accept(said))) if connect else None
        )
        try:
            if running is not None:
                await asyncio.wait_for(server.connected.wait(), 5.0)
            yield bot
        finally:
            for work in bot.works:
                work.cancel()
            if running is not None:
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running
            await slack.close()


def message(bot: Bot, ts: str, text: str = "q", **changed: object) -> Message:
    """A question of U1 in C1."""
    made: dict[str, object] = {
        "key": f"slack:T1:C1:{ts}",
        "platform": "slack",
        "account": "slack:T1:U1",
        "thread": ts,
        "text": text,
        "place": "slack:T1:C1",
        "where": {"channel": "C1", "thread": ts, "ts": ts, "user": "U1", "team": "T1"},
        **changed,
    }
    return Message(**made)  # type: ignore[arg-type]
