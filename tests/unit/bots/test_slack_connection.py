"""Slack's connection and what an acknowledgement waits for: the disk, and nothing of Slack."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import cast

import pytest

from bots.completing import Completed, completed
from bots.message import Reply, SendFailed
from bots.slack.calls import Calls
from bots.slack.pace import Pace
from bots.slack.people import People
from bots.slack.platform import Slack
from bots.slack.threads import Threads
from tests.unit.bots.fake_platform import until
from tests.unit.bots.slack_parts import Clock, a_bot, message, settings
from tests.wire.fake_slack import FakeSlack
from tests.wire.fake_slack_server import serve

ASK = "<@UBOT> how do I roll back?"
LOOKED_UP = {"users.info", "conversations.info", "files.info", "auth.test"}


async def test_an_acknowledgement_waits_for_nothing_that_slack_says(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        known = bot.fake.count("auth.test")
        bot.fake.stuck |= LOOKED_UP
        stored = []

        async def store(said: object) -> bool:
            stored.append(said)
            return True

        bot.accept = store  # type: ignore[method-assign, assignment]
        file = bot.fake.file("x.log", b"lines")
        await bot.server.ask("C1", "U1", ASK, files=[file])
        assert await bot.server.command("C1", "U1", "ask where?") is not None
        assert await bot.server.command("C1", "U1", "help") is not None
        assert bot.fake.unacknowledged == 0 and max(bot.fake.acks) < 2
        assert bot.fake.count("auth.test") == known
        bot.fake.stuck.clear()
    first = stored[0]
    assert (first.mail, first.shared, first.account) == ("", True, "slack:T1:U1")  # type: ignore[attr-defined]


async def test_who_asked_is_known_when_it_is_answered(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        file = bot.fake.file("x.log", b"lines")
        await bot.server.ask("C1", "U1", ASK, files=[file])
        [stored], [known] = bot.stored, bot.taken
        assert (stored.mail, stored.shared, stored.files) == ("", True, ())
        assert (known.mail, known.shared) == ("u1@example.com", False)
        assert [one.text for one in known.files] == ["lines"]
        assert "files" not in known.where
        bot.fake.users["U1"]["is_restricted"] = True  # until it is answered by the next life
        bot.fake.channels["C1"]["is_ext_shared"] = True
        next_life = Slack(settings(bot.fake), tmp_path, pace=Pace(spaced=0.0))
        later = await next_life.complete(stored)
        await next_life.close()
        assert later is not None and (later.mail, later.shared) == ("", True)


async def test_what_slack_does_not_say_in_time_is_not_known(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        bot.fake.stuck |= LOOKED_UP
        asked = message(bot, "1.1", shared=True)
        assert await completed(bot.slack, asked, 0.05) == Completed(asked, surely=False)
        bot.fake.stuck.clear()


async def test_a_channel_that_is_shared_while_slack_answers_is_asked_for_anew() -> None:
    class Slow:
        def __init__(self) -> None:
            self.shared, self.asked = False, list[asyncio.Event]()

        async def must(self, _: str, **__: object) -> dict[str, object]:
            shared, answers = self.shared, asyncio.Event()
            self.asked.append(answers)
            await answers.wait()
            return {"channel": {"is_ext_shared": shared}}

    slow = Slow()
    people = People(cast(Calls, slow))
    before = asyncio.create_task(people.channel("C1"))
    await until(lambda: len(slow.asked) == 1)
    slow.shared = True
    people.forget("C1")
    meanwhile = asyncio.create_task(people.channel("C1"))
    await until(lambda: len(slow.asked) == 2)
    for answers, asking, shared in zip(
        slow.asked[::-1], (meanwhile, before), (True, False), strict=True
    ):
        answers.set()
        assert (await asking).shared is shared
    assert (await people.channel("C1")).shared


@pytest.mark.parametrize("method", ["users.info", "conversations.info"])
async def test_a_slack_that_is_away_has_not_said_who_asked(tmp_path: Path, method: str) -> None:
    async with a_bot(tmp_path, connect=False, clock=Clock()) as bot:
        bot.fake.failing[method] = ["ratelimited"] * 99
        found = await completed(bot.slack, message(bot, "1.1"))
        assert (found.surely, found.message is None) == (False, False)
        bot.fake.failing[method] = ["user_not_found"]
        assert (await completed(bot.slack, message(bot, "1.1"))).surely


async def test_a_slack_that_is_away_does_not_say_whose_a_mail_is(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False, clock=Clock()) as bot:
        bot.fake.failing["users.lookupByEmail"] = ["ratelimited"] * 99
        with pytest.raises(SendFailed) as raised:
            await bot.slack.account_of("u1@example.com")
        assert not raised.value.for_good
        bot.fake.failing["users.lookupByEmail"] = ["users_not_found"]
        assert await bot.slack.account_of("u1@example.com") == ""


async def test_a_busy_slack_is_asked_again_before_somebody_counts_as_a_guest(
    tmp_path: Path,
) -> None:
    async with a_bot(tmp_path, connect=False, clock=Clock()) as bot:
        bot.fake.failing["users.info"] = ["ratelimited"] * 6
        known = await bot.slack.complete(message(bot, "1.1"))
        assert known is not None and known.mail == "u1@example.com"


@pytest.mark.parametrize("lost", ["ticket", "token"])
async def test_a_connection_that_is_gone_is_asked_for_anew(tmp_path: Path, lost: str) -> None:
    async with serve(FakeSlack()) as server:
        slack = Slack(settings(server.slack), tmp_path, pace=Pace(spaced=0.0), patience=0.3)
        running = asyncio.ensure_future(slack.run(lambda _: asyncio.sleep(0, result=True)))
        await asyncio.wait_for(server.connected.wait(), 5.0)
        assert server.slack.count("apps.connections.open") == 1
        if lost == "ticket":
            server.slack.over |= {str(number) for number in range(1_000)}
        else:
            server.slack.app_token = "xapp-revoked"
        await server.disconnect()
        with pytest.raises(SendFailed) as failed:
            await asyncio.wait_for(running, 10.0)
        assert failed.value.reason == "connection_lost"
        if lost == "token":
            with pytest.raises(SendFailed, match="invalid_auth"):
                await slack.run(lambda _: asyncio.sleep(0, result=True))
        else:
            server.slack.over.clear()
            again = asyncio.ensure_future(slack.run(lambda _: asyncio.sleep(0, result=True)))
            await until(lambda: bool(server.sockets))
            again.cancel()
            with suppress(asyncio.CancelledError):
                await again
        await slack.close()


async def test_an_answer_waits_for_another_token(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        ts = bot.fake.say("C1", "U1", ASK)["ts"]
        surface = bot.slack.surface(message(bot, ts))
        bot.fake.failing["chat.postMessage"] = ["token_revoked"]
        with pytest.raises(SendFailed) as failed:
            await surface.finish(Reply("text"))
        assert (failed.value.for_good, failed.value.uncertain) == (False, False)
        assert failed.value.retry_after > 0
        await surface.finish(Reply("text"))
        assert len(bot.fake.answers("C1", ts)) == 1


def test_threads_that_are_damaged_are_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "slack.sqlite"
    path.write_bytes(b"no database at all" * 100)
    threads = Threads(path)
    threads.join("C1", "1.1", "U1")
    assert threads.joined("C1", "1.1", "U1")
    threads.close()
