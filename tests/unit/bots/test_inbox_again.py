"""The durable inbox after a kill, a lost reply, a platform that says wait: one answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bots.inbox_rows import added, noted
from bots.inbox_store import Store
from bots.message import Message, SendFailed, Surface
from bots.message_text import written
from tests.unit.bots.fake_platform import FakePlatform, message, until
from tests.unit.bots.inbox_life import Waits, idle, life, never, rows


async def _shows_and_hangs(_: Message, surface: Surface) -> None:
    await surface.grow("half")
    await asyncio.sleep(3600)


async def test_the_next_life_answers_what_this_one_did_not(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, never) as inbox:
        for number in range(5):
            await inbox.accept(message(number))
    assert platform.finished == []
    async with life(home, platform) as inbox:
        await idle(inbox)
    assert sorted(platform.keys()) == sorted(message(n).key for n in range(5))
    assert platform.looked == [], "nothing of it had been shown"


@pytest.mark.parametrize(
    ("there", "sent", "marked"), [(True, 0, []), (False, 1, [False]), (None, 1, [True])]
)
async def test_after_a_restart_the_reply_is_looked_for(
    home: Path, there: bool | None, sent: int, marked: list[bool]
) -> None:
    platform = FakePlatform(knows=lambda _: there)
    async with life(home, platform, _shows_and_hangs) as inbox:
        await inbox.accept(message(1))
        await until(lambda: bool(platform.told))
    async with life(home, platform) as inbox:
        await idle(inbox)
    assert len(platform.looked) == 1
    assert [reply.again for _, reply in platform.finished] == marked
    assert len(platform.finished) == sent
    assert rows(home, "state") == [("done",)]


async def test_the_next_life_knows_how_the_platform_calls_what_was_shown(home: Path) -> None:
    platform = FakePlatform()

    async def hangs(_: Message, surface: Surface) -> None:
        await surface.working("looking")
        await asyncio.sleep(3600)

    async with life(home, platform, hangs) as inbox:
        await inbox.accept(message(1))
        await until(lambda: bool(rows(home, "shown")[0][0]))
    async with life(home, platform) as inbox:
        await idle(inbox)
    assert platform.looked[0].where["shown"] == f"ref-{message(1).key}"


async def test_retry_after_is_waited_for_to_the_letter(home: Path) -> None:
    waits, platform = (
        Waits(),
        FakePlatform(failures=[SendFailed("429", 17.5), SendFailed("429", 3)]),
    )
    async with life(home, platform, waits=waits) as inbox:
        await inbox.accept(message(1))
        await idle(inbox)
    assert waits.seconds == [17.5, 3]
    assert platform.looked == [], "a refused reply is not there"
    assert [reply.again for _, reply in platform.finished] == [False]


async def test_a_reply_whose_fate_is_unknown_is_looked_for(home: Path) -> None:
    platform = FakePlatform(lost=[SendFailed("time-out")])
    async with life(home, platform) as inbox:
        await inbox.accept(message(1))
        await idle(inbox)
    assert len(platform.finished) == 1


async def test_and_marked_where_it_cannot_be_looked_for(home: Path) -> None:
    platform = FakePlatform(lost=[SendFailed("time-out")], knows=lambda _: None)
    async with life(home, platform) as inbox:
        await inbox.accept(message(1))
        await idle(inbox)
    assert [reply.again for _, reply in platform.finished] == [False, True]


async def test_a_platform_that_cannot_look_knows_that_it_was_being_sent(home: Path) -> None:
    platform = FakePlatform(
        lost=[SendFailed("time-out")],
        knows=lambda asked: None if asked.where.get("state") == "sending" else False,
    )
    async with life(home, platform) as inbox:
        await inbox.accept(message(1))
        await idle(inbox)
    assert [reply.again for _, reply in platform.finished] == [False, True]


async def test_what_can_never_be_sent_ends(home: Path) -> None:
    platform = FakePlatform(failures=[SendFailed("not_in_channel", for_good=True)])
    async with life(home, platform) as inbox:
        await inbox.accept(message(1))
        await idle(inbox)
    assert (platform.finished, rows(home, "state")) == ([], [("done",)])


async def test_a_reply_that_may_have_been_sent_stays_so_in_the_life_after_the_next(
    tmp_path: Path,
) -> None:
    platform = FakePlatform(knows=lambda _: None)
    store = Store(tmp_path / "inbox.sqlite")
    text = written(message())
    await store.do(lambda database: added(database, message(), text, 1.0))
    await store.do(lambda database: noted(database, message().key, "sending", "ref", 1.0))
    store.close()
    begun = asyncio.Event()

    async def shows_only(asked: Message, surface: Surface) -> None:
        await surface.grow("half")
        begun.set()
        await asyncio.Event().wait()

    async with life(tmp_path, platform, shows_only):
        await begun.wait()
    async with life(tmp_path, platform) as inbox:
        await idle(inbox)
    assert [seen.where["state"] for seen in platform.looked] == ["sending", "sending"]
    [(_, reply)] = platform.finished
    assert reply.again


async def test_a_message_that_cannot_be_read_any_more_stops_nobody(home: Path) -> None:
    store = Store(home / "inbox.sqlite")
    await store.do(lambda database: added(database, message(1), '{"of": "another version"}', 1.0))
    await store.do(lambda database: added(database, message(2), written(message(2)), 1.0))
    store.close()
    platform = FakePlatform()
    async with life(home, platform) as inbox:
        await idle(inbox)
    assert platform.keys() == [message(2).key]
