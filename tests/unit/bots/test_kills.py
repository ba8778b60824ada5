"""A death between each two steps of a message's way: stored, acknowledged, shown, sent, done."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bots.inbox import Inbox
from bots.inbox_store import Store, T, Work
from bots.message import Message, Reply, Surface
from bots.settings import BotsSettings
from tests.unit.bots.fake_platform import FakePlatform, Shown, message, until

_STEPS = 24
"""More than there are."""


@dataclass
class Fate:
    """So many steps are left; whoever takes one more stays in it for good."""

    left: int
    dead: asyncio.Event = field(default_factory=asyncio.Event)

    async def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            self.dead.set()
            await asyncio.Event().wait()


@dataclass
class Mortal(FakePlatform):
    """Each call may be the last, before or after it is done."""

    fate: Fate = field(default_factory=lambda: Fate(10**9))

    def surface(self, message: Message) -> Shown:
        return Mortally(self, message)

    async def found(self, message: Message) -> bool | None:
        await self.fate.step()
        return await FakePlatform.found(self, message)


class Mortally(Shown):
    """A surface of it."""

    async def working(self, note: str) -> None:
        await self._twice(Shown.working(self, note))

    async def finish(self, reply: Reply) -> None:
        await self._twice(Shown.finish(self, reply))

    async def _twice(self, call: object) -> None:
        assert isinstance(self.platform, Mortal) and asyncio.iscoroutine(call)
        try:
            await self.platform.fate.step()
        except asyncio.CancelledError:
            call.close()
            raise
        await call
        await self.platform.fate.step()


class MortalStore(Store):
    """Each write may be the last thing, before or after it is on the disk."""

    fate: Fate

    async def do(self, work: Work[T]) -> T:
        await self.fate.step()
        done = await super().do(work)
        await self.fate.step()
        return done


async def _answers(asked: Message, surface: Surface) -> None:
    await surface.working("looking")
    await surface.finish(Reply(f"answer to {asked.text}"))


async def _life(home: Path, platform: Mortal, fate: Fate) -> bool:
    """The same delivery in another life; whether it was acknowledged."""
    platform.fate = fate
    store = MortalStore(home / "inbox.sqlite")
    store.fate = fate
    inbox = Inbox(store, {"slack": platform}, _answers, BotsSettings(drain=0))
    acknowledged = False

    async def lives() -> None:
        nonlocal acknowledged
        await inbox.open()
        await inbox.accept(message(1))
        acknowledged = True
        await until(lambda: not inbox.waiting)

    living, dying = asyncio.create_task(lives()), asyncio.create_task(fate.dead.wait())
    await asyncio.wait({living, dying}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    living.cancel()
    dying.cancel()
    await inbox.close()
    with suppress(asyncio.CancelledError):
        await living
    store.close()
    return acknowledged


def _telegrams(seen: Message) -> bool | None:
    return None if seen.where.get("state") == "sending" else False


@pytest.mark.parametrize("looks", [True, False])
async def test_whatever_the_last_step_was_there_is_one_answer(home: Path, looks: bool) -> None:
    deaths = 0
    for steps in range(_STEPS):
        platform = Mortal(knows=None if looks else _telegrams)
        there = home / str(steps)
        acknowledged = await _life(there, platform, Fate(steps))
        deaths += platform.fate.dead.is_set()
        assert await _life(there, platform, Fate(10**9)), steps
        replies = [reply.again for _, reply in platform.finished]
        if looks:
            assert len(replies) == 1, (steps, acknowledged)
        else:
            assert replies in ([False], [True], [False, True]), (steps, replies)
        with sqlite3.connect(there / "inbox.sqlite") as database:
            assert database.execute("SELECT state, body FROM message").fetchall() == [("done", "")]
    assert 10 <= deaths < _STEPS
