"""The durable inbox: stored before it is acknowledged, answered once, ended always."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from pathlib import Path

import pytest

from bots.inbox import Answer
from bots.message import Message, Surface
from tests.unit.bots.fake_platform import FakePlatform, message
from tests.unit.bots.inbox_life import Waits, idle, life, never, rows, slowly


def contents(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.iterdir())


def modes(home: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}


async def test_a_message_is_answered_once_however_often_it_comes(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform) as inbox:
        new = await asyncio.gather(*(inbox.accept(message(n % 40)) for n in range(160)))
        await idle(inbox)
        assert sorted(new) == [False] * 120 + [True] * 40
        assert await inbox.accept(message(3)) is False
    assert sorted(platform.keys()) == sorted({message(n).key for n in range(40)})


async def test_it_is_on_the_disk_before_it_is_acknowledged(home: Path) -> None:
    async with life(home, FakePlatform(), never) as inbox:
        await inbox.accept(message(1, "on the disk"))
        assert [(key, "on the disk" in body) for key, _, body in rows(home)] == [
            (message(1).key, True)
        ]


async def test_an_acknowledgement_nobody_waits_for_any_more_is_answered_all_the_same(
    home: Path,
) -> None:
    platform = FakePlatform()
    async with life(home, platform) as inbox:
        delivering = asyncio.create_task(inbox.accept(message(1)))
        await asyncio.sleep(0)
        delivering.cancel()
        await asyncio.sleep(0.05)
        await idle(inbox)
    assert platform.keys() == [message(1).key]


async def test_what_is_done_leaves_its_key_and_no_text(home: Path) -> None:
    async with life(home, FakePlatform()) as inbox:
        await inbox.accept(message(1, "secret-words-of-somebody"))
        await idle(inbox)
    assert rows(home) == [(message(1).key, "done", "")]
    assert b"secret-words-of-somebody" not in contents(home)


async def test_only_its_owner_reads_the_file(home: Path) -> None:
    async with life(home, FakePlatform(), never) as inbox:
        await inbox.accept(message(1))
        assert modes(home) == {0o600}
    assert 0o700 in modes(home.parent)


async def _fails(_: Message, surface: Surface) -> None:
    raise RuntimeError("the words of a document")


async def _ends_nothing(_: Message, surface: Surface) -> None:
    await surface.grow("half")


@pytest.mark.parametrize("answer", [_fails, _ends_nothing])
async def test_a_failure_ends_in_an_apology_with_a_number(
    home: Path, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    platform = FakePlatform()
    async with life(home, platform, answer) as inbox:
        await inbox.accept(message(1, "how do I?"))
        await inbox.accept(message(2, "как откатить?"))
        await idle(inbox)
    texts = sorted(reply.text for _, reply in platform.finished)
    assert texts[0].startswith("Sorry")
    assert texts[1].startswith("Извините")
    logged = capsys.readouterr().err
    assert "words of a document" not in logged + "".join(texts)
    number = texts[0].rpartition(" ")[2].rstrip(".")
    assert number in logged


async def test_a_stuck_answer_is_given_up(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, never, answer_seconds=0.05) as inbox:
        await inbox.accept(message(1))
        await idle(inbox)
    assert "too long" in platform.finished[0][1].text


async def test_running_answers_may_end(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, slowly, drain=5) as inbox:
        await inbox.accept(message(1))
    assert platform.keys() == [message(1).key]


async def test_a_full_disk_is_not_acknowledged(home: Path) -> None:
    async with life(home, FakePlatform()) as inbox:

        def full(_: sqlite3.Connection) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        with pytest.raises(sqlite3.OperationalError):
            await inbox._store.do(full)
        assert await inbox.accept(message(1)) is True, "and one that fails spoils no other"
        await idle(inbox)


async def test_what_can_not_be_read_is_answered_by_a_sentence_and_no_answer_is_made(
    tmp_path: Path,
) -> None:
    platform = FakePlatform()
    async with life(tmp_path, platform, never) as inbox:
        await inbox.accept(message(trouble="no_words"))
        await idle(inbox)
    [(_, reply)] = platform.finished
    assert reply.text.startswith("Write a question")


@pytest.mark.parametrize("fails", [1, 2, 3, 4])
async def test_a_disk_that_is_full_for_a_while_loses_no_answer(home: Path, fails: int) -> None:
    """Whichever of the notes does not get through: the reply comes, once, in this life."""
    platform, waits = FakePlatform(), Waits()
    async with life(home, platform, waits=waits) as inbox:
        await inbox.accept(message(1))  # its task has not begun yet
        kept, done = list[int](), inbox._store.do

        async def full(work: object) -> object:
            kept.append(1)
            if len(kept) in range(fails, fails + 3):
                raise sqlite3.OperationalError("database or disk is full")
            return await done(work)  # type: ignore[arg-type]

        inbox._store.do = full  # type: ignore[method-assign, assignment]
        await idle(inbox)
    assert platform.keys() == [message(1).key]
    assert rows(home, "key, state") == [(message(1).key, "done")]
