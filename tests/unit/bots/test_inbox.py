"""The durable inbox: stored before it is acknowledged, answered once, ended always."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bots.inbox import Answer, Inbox
from bots.inbox_rows import added, noted
from bots.inbox_store import Store
from bots.message import Action, Message, NotSaid, Reply, SendFailed, Surface
from bots.message_text import written
from bots.settings import BotsSettings
from tests.unit.bots.fake_platform import FakePlatform, message, private, until


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


def contents(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.iterdir())


def modes(home: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}


def rows(home: Path, what: str = "key, state, body") -> list[tuple[str, ...]]:
    with sqlite3.connect(home / "inbox.sqlite") as database:
        return database.execute(f"SELECT {what} FROM message ORDER BY rowid").fetchall()


async def test_a_message_is_answered_once_however_often_it_comes(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform) as inbox:
        new = await asyncio.gather(*(inbox.accept(message(n % 40)) for n in range(160)))
        await idle(inbox)
        assert sorted(new) == [False] * 120 + [True] * 40
        assert await inbox.accept(message(3)) is False
    assert sorted(platform.keys()) == sorted({message(n).key for n in range(40)})


async def test_it_is_on_the_disk_before_it_is_acknowledged(home: Path) -> None:
    async with life(home, FakePlatform(), _never) as inbox:
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
    async with life(home, FakePlatform(), _never) as inbox:
        await inbox.accept(message(1))
        assert modes(home) == {0o600}
    assert 0o700 in modes(home.parent)


async def _never(_: Message, surface: Surface) -> None:
    await asyncio.sleep(3600)


async def _shows_and_hangs(_: Message, surface: Surface) -> None:
    await surface.grow("half")
    await asyncio.sleep(3600)


async def test_the_next_life_answers_what_this_one_did_not(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, _never) as inbox:
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
    async with life(home, platform, _never, answer_seconds=0.05) as inbox:
        await inbox.accept(message(1))
        await idle(inbox)
    assert "too long" in platform.finished[0][1].text


async def test_stop_ends_in_cancelled(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, _never, account_at_once=1) as inbox:
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
    async with life(home, platform, _slowly, at_once=1, account_at_once=1) as inbox:
        for number in range(20):
            await inbox.accept(private(number, account="slack:T1:U1"))
        before = len(platform.finished)
        await inbox.accept(private(99, account="slack:T1:U2"))
        await idle(inbox)
    assert platform.keys().index(private(99).key) <= before + 2 < 20


async def _slowly(asked: Message, surface: Surface) -> None:
    await asyncio.sleep(0.003)
    await surface.finish(Reply("answer"))


async def test_a_heap_of_one_account_has_an_end(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, _never, account_waiting=3, account_at_once=1) as inbox:
        for number in range(6):
            await inbox.accept(message(number))
        await until(lambda: inbox.waiting == 4)
    assert all("not taken" in reply.text for _, reply in platform.finished)


async def test_a_long_queue_is_told(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, _never, at_once=1, account_at_once=1) as inbox:
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
    async with life(home, platform, _never, waits=waits, at_once=1, account_at_once=1) as inbox:
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
            return replace(asked, mail="anna@example.com")

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
    assert mails == {message(number).key: "anna@example.com" for number in range(1, 5)}


async def test_who_has_heard_of_a_long_queue_is_not_told_again_by_the_next_life(home: Path) -> None:
    platform = FakePlatform()
    for _ in range(2):
        async with life(home, platform, _never, at_once=1, account_at_once=1) as inbox:
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


async def test_running_answers_may_end(home: Path) -> None:
    platform = FakePlatform()
    async with life(home, platform, _slowly, drain=5) as inbox:
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
    async with life(tmp_path, platform, _never) as inbox:
        await inbox.accept(message(trouble="no_words"))
        await idle(inbox)
    [(_, reply)] = platform.finished
    assert reply.text.startswith("Write a question")


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


async def test_a_message_that_cannot_be_read_any_more_stops_nobody(home: Path) -> None:
    store = Store(home / "inbox.sqlite")
    await store.do(lambda database: added(database, message(1), '{"of": "another version"}', 1.0))
    await store.do(lambda database: added(database, message(2), written(message(2)), 1.0))
    store.close()
    platform = FakePlatform()
    async with life(home, platform) as inbox:
        await idle(inbox)
    assert platform.keys() == [message(2).key]
