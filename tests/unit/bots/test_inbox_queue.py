"""The durable inbox when many ask: turns, heaps, places in the queue, stop."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from bots.message import Action, Message, NotSaid, Reply, Surface
from tests.unit.bots.fake_platform import FakePlatform, message, private, until
from tests.unit.bots.inbox_life import Waits, idle, life, never, slowly

MAIL = "anna@example.com"


async def test_stop_ends_in_cancelled(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, never, account_at_once=1) as inbox:
        for number in (1, 2):
            await inbox.accept(message(number, thread="t"))
        await inbox.accept(message(3, thread="another"))
        await asyncio.sleep(0.01)
        mine = message(9, action=Action.STOP, thread="t")
        assert (
            inbox.stop(message(9, action=Action.STOP, thread="t", account="slack:T1:U2")) is False
        )
        assert inbox.stop(message(9, action=Action.STOP, thread="none")) is None
        assert inbox.stop(mine) is True
        await until(lambda: inbox.waiting == 1)
    assert sorted(platform.keys()) == [message(1).key, message(2).key]
    assert {reply.text for _, reply in platform.finished} == {"Cancelled, as you asked."}


async def test_nobody_waits_behind_somebody_elses_heap(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, slowly, at_once=1, account_at_once=1) as inbox:
        for number in range(20):
            await inbox.accept(private(number, account="slack:T1:U1"))
        before = len(platform.finished)
        await inbox.accept(private(99, account="slack:T1:U2"))
        await idle(inbox)
    assert platform.keys().index(private(99).key) <= before + 2 < 20


async def test_a_heap_of_one_account_has_an_end(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, never, account_waiting=3, account_at_once=1) as inbox:
        for number in range(6):
            await inbox.accept(message(number))
        await until(lambda: inbox.waiting == 4)
    assert all("not taken" in reply.text for _, reply in platform.finished)


async def test_a_long_queue_is_told(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, never, at_once=1, account_at_once=1) as inbox:
        for number in range(3):
            await inbox.accept(message(number))
        await asyncio.sleep(0.05)
    assert [(key, "number 2" in said) for key, _, said in platform.told] == [(message(2).key, True)]


async def test_a_long_queue_is_told_one_after_the_other(home: Path) -> None:
    platform, next_one = FakePlatform(), asyncio.Semaphore(0)

    class Apart(Waits):
        async def __call__(self, seconds: float) -> None:
            await (next_one.acquire() if 0 < seconds < 1 else super().__call__(seconds))

    waits = Apart()
    async with life(home, platform, never, waits=waits, at_once=1, account_at_once=1) as inbox:
        for number in range(9):
            await inbox.accept(message(number))
        for told in range(1, 8):
            await until(lambda told=told: len(platform.told) == told)  # type: ignore[misc]
            await asyncio.sleep(0.01)
            assert len(platform.told) == told
            next_one.release()
    assert [key for key, _, _ in platform.told] == [message(number).key for number in range(2, 9)]


async def test_whom_the_platform_does_not_know_in_the_queue_is_asked_for_at_their_turn(
    home: Path,
) -> None:
    away, done = {message(3).key}, asyncio.Event()
    mails = dict[str, str]()

    class Away(FakePlatform):
        async def complete(self, asked: Message) -> Message:
            if asked.key in away:
                raise NotSaid(asked)
            return replace(asked, mail=MAIL)

    async def answer(asked: Message, surface: Surface) -> None:
        await done.wait()
        mails[asked.key] = asked.mail
        await surface.finish(Reply("here"))

    platform = Away()
    async with life(home, platform, answer, at_once=1, account_at_once=1) as inbox:
        for number in range(1, 5):
            await inbox.accept(message(number))
        await until(lambda: bool(platform.told))
        await asyncio.sleep(0.02)
        assert [key for key, _, _ in platform.told] == [message(4).key]
        away.clear()
        done.set()
        await idle(inbox)
    assert mails == {message(number).key: MAIL for number in range(1, 5)}


async def test_law_12_who_waited_long_asks_as_who_they_are_at_their_turn(home: Path) -> None:
    """Who left the company, or a channel that is shared by now, since the queue was told."""
    seen, done = dict[str, tuple[str, bool]](), asyncio.Event()

    class Changing(FakePlatform):
        async def complete(self, asked: Message) -> Message:
            assert not asked.mail, "what it said earlier is not what it was made of"
            return replace(asked, mail="" if done.is_set() else MAIL, shared=done.is_set())

    async def answer(asked: Message, surface: Surface) -> None:
        await done.wait()
        seen[asked.key] = (asked.mail, asked.shared)
        await surface.finish(Reply("here"))

    platform = Changing()
    async with life(home, platform, answer, at_once=1, account_at_once=1) as inbox:
        for number in range(1, 4):
            await inbox.accept(message(number))
        await until(lambda: bool(platform.told))
        assert [key for key, _, _ in platform.told] == [message(3).key]
        done.set()
        await idle(inbox)
    assert list(seen.values()) == [(MAIL, False), ("", True), ("", True)]
    assert platform.keys() == [message(number).key for number in range(1, 4)]


async def test_who_has_heard_of_a_long_queue_is_not_told_again_by_the_next_life(home: Path) -> None:
    platform = FakePlatform()
    for _ in range(2):
        async with life(home, platform, never, at_once=1, account_at_once=1) as inbox:
            for number in range(3):
                await inbox.accept(message(number))
            await asyncio.sleep(0.05)
    assert [key for key, _, _ in platform.told] == [message(2).key]


async def test_stop_does_not_wait_for_its_turn(home: Path) -> None:
    platform = FakePlatform()

    async def answer(asked: Message, surface: Surface) -> None:
        if asked.action is Action.STOP:
            await surface.finish(Reply("stopped"))
        else:
            await asyncio.sleep(3600)

    async with life(home, platform, answer, at_once=1) as inbox:
        await inbox.accept(message(1))
        await inbox.accept(message(2, action=Action.STOP))
        await until(lambda: bool(platform.finished))
