"""A bot that talks to the strict Bot API, with an inbox in memory behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr

from bots.message import Message
from bots.settings import TelegramSettings
from bots.telegram.platform import Telegram
from tests.wire.fake_telegram import TOKEN, FakeTelegram

GROUP = -100777


@dataclass(slots=True)
class Kept:
    """An inbox in memory."""

    messages: list[Message] = field(default_factory=list)
    fails: int = 0

    async def accept(self, message: Message) -> bool:
        if self.fails:
            self.fails -= 1
            raise OSError("disk full")
        if any(message.key == other.key for other in self.messages):
            return False
        self.messages.append(message)
        return True


def settings(fake: FakeTelegram, **more: Any) -> TelegramSettings:
    return TelegramSettings(base_url=fake.url, token=SecretStr(more.pop("token", TOKEN)), **more)


async def soon(true: Callable[[], object], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what a test waits for has no event
            await asyncio.sleep(0.005)


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def running(
    fake: FakeTelegram, kept: Kept | None = None, **more: Any
) -> AsyncIterator[tuple[Telegram, Kept]]:
    kept = kept or Kept()
    platform = Telegram(
        settings(fake, **more.pop("settings", {})), sleep=_at_once, seconds=2.0, **more
    )
    task = asyncio.create_task(platform.run(kept.accept))
    try:
        yield platform, kept
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.gather(*platform.asides, return_exceptions=True)


@asynccontextmanager
async def asked(
    fake: FakeTelegram, chat: int | None = None, **more: Any
) -> AsyncIterator[tuple[Telegram, Message]]:
    fake.says("@hush_bot how?" if chat else "how?", chat=chat)
    async with running(fake, **more) as (platform, kept):
        await soon(lambda: kept.messages)
        yield platform, kept.messages[0]
