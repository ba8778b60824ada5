"""A person in Slack, the whole way: inbox, conversation, service; between two strict servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bots.settings import Settings
from bots.slack.pace import Pace
from bots.slack.platform import Slack
from bots.team import team
from tests.unit.bots.slack_parts import settings as slack_settings
from tests.wire.fake_bots_service import KEY, FakeBotsService, serving
from tests.wire.fake_slack import FakeSlack, Message
from tests.wire.fake_slack_server import Server, serve

ASK = "<@UBOT> how do I roll back?"


@dataclass
class Talk:
    """The servers around the bots."""

    server: Server
    service: FakeBotsService

    @property
    def fake(self) -> FakeSlack:
        return self.server.slack

    async def until(self, there: Callable[[], object]) -> None:
        """Wait for something to be there."""
        async with asyncio.timeout(10):
            while not there():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def answered(self, channel: str, thread: str, count: int = 1) -> list[Message]:
        """The answers in a thread, once there are so many."""
        await self.until(lambda: len(self.fake.answers(channel, thread)) >= count)
        return self.fake.answers(channel, thread)


@asynccontextmanager
async def talking(home: Path, service: FakeBotsService) -> AsyncIterator[Talk]:
    async with serve() as server:
        server.slack.user("U1")
        server.slack.channel("C1")
        made = slack_settings(server.slack)
        slack = Slack(made, home / "bots", pace=Pace(spaced=0.0))
        whole = Settings.model_validate(
            {"home": home, "slack": made, "service": {"url": service.url, "key": SecretStr(KEY)}}
        )
        async with team(whole, {"slack": slack}):
            await asyncio.wait_for(server.connected.wait(), 10)
            yield Talk(server, service)
        assert server.slack.wrong == [] and service.refused == []


async def test_a_question_in_a_channel_and_what_follows(tmp_path: Path) -> None:
    with serving(FakeBotsService()) as service:
        service.more.add("how do I roll back?")
        async with talking(tmp_path, service) as talk:
            ts = await talk.server.ask("C1", "U1", ASK)
            [said] = await talk.answered("C1", ts)
            words = talk.fake.said(said)
            assert "systemctl status payments" in words and "Sources" in words
            await talk.until(lambda: talk.fake.whispers)
            [whisper] = talk.fake.whispers
            assert (whisper["user"], whisper["thread_ts"]) == ("U1", ts)
            for action in ("helpful", "human"):
                await talk.server.press(said, "C1", "U1", action)
            await talk.until(lambda: service.of("/api/feedback"))
            await talk.until(lambda: service.of("/api/chat/human"))
            _, called = await talk.answered("C1", ts, 2)
            assert any("user" in str(block) for block in called["blocks"])
            await talk.server.press(whisper, "C1", "U1", "share", whisper=True)
            assert len(await talk.answered("C1", ts, 3)) == 3
            await talk.server.ask("C1", "U1", "and in staging?", ts)
            assert len(await talk.answered("C1", ts, 4)) == 4
            assert service.questions()[-1] == "and in staging?"
            first, private = [one for one in service.asked if one.path == "/api/ask"][:2]
            assert (first.account, first.place) == ("slack:T1:U1", "slack:T1:C1")
            assert first.mail == "u1@example.com" and private.place == ""


def _more(late: list[Message], before: int) -> bool:
    return len(late) > before


async def test_commands(tmp_path: Path) -> None:
    with serving(FakeBotsService()) as service:
        async with talking(tmp_path, service) as talk:
            for text in ("ask x", "search x", "explain x", "status", "sources", "help"):
                before = len(talk.fake.late)
                await talk.server.command("C1", "U1", text)
                await talk.until(partial(_more, talk.fake.late, before))
            await talk.server.command("C1", "U1", "reindex handbook")
            await talk.until(lambda: talk.fake.channels.get("D1", {}).get("messages"))
            await talk.until(lambda: talk.fake.answers("D1"))
            assert talk.fake.ours("C1") == [], "commands are for who typed them"


async def test_a_direct_message_can_be_stopped(tmp_path: Path) -> None:
    with serving(FakeBotsService()) as service:
        service.seconds = 30.0
        async with talking(tmp_path, service) as talk:
            ts = await talk.server.ask("D1", "U1", "slow one")
            await talk.until(service.questions)
            await talk.until(lambda: len(talk.fake.ours("D1", ts)) == 1)
            [held] = talk.fake.ours("D1", ts)
            await talk.server.press({**held, "thread_ts": ts}, "D1", "U1", "stop")
            assert len(await talk.answered("D1", ts, 2)) == 2
            await talk.until(lambda: service.cancelled)
            said = [talk.fake.said(one) for one in talk.fake.ours("D1", ts)]
            assert "Cancelled, as you asked." in said
