"""Lives of an inbox over a platform in memory, for its tests."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bots.inbox import Answer, Inbox
from bots.inbox_store import Store
from bots.message import Message, Reply, Surface
from bots.settings import BotsSettings
from tests.unit.bots.fake_platform import FakePlatform, until


class Waits:
    """A clock: what was waited for, at once."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


async def answers(asked: Message, surface: Surface) -> None:
    await surface.working("looking")
    await surface.grow("half")
    await surface.finish(Reply(f"answer to {asked.text}"))


async def never(_: Message, surface: Surface) -> None:
    await asyncio.sleep(3600)


async def slowly(asked: Message, surface: Surface) -> None:
    await asyncio.sleep(0.003)
    await surface.finish(Reply("answer"))


@asynccontextmanager
async def life(
    home: Path,
    platform: FakePlatform,
    answer: Answer = answers,
    *,
    waits: Waits | None = None,
    **limits: object,
) -> AsyncIterator[Inbox]:
    store = Store(home / "inbox.sqlite")
    settings = BotsSettings(**({"drain": 0} | limits))
    inbox = Inbox(store, {"slack": platform}, answer, settings, wait=waits or Waits())
    await inbox.open()
    try:
        yield inbox
    finally:
        await inbox.close()
        store.close()


async def idle(inbox: Inbox) -> None:
    await until(lambda: not inbox.waiting)


def rows(home: Path, what: str = "key, state, body") -> list[tuple[str, ...]]:
    with sqlite3.connect(home / "inbox.sqlite") as database:
        return database.execute(f"SELECT {what} FROM message ORDER BY rowid").fetchall()
