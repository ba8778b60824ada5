"""Questions of Slack against the strict Slack: taken once, answered once, in their thread."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bots.message import Message
from tests.unit.bots.slack_parts import a_bot


async def test_a_mention_is_answered_in_its_thread(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        ts = await bot.server.ask("C1", "U1", "<@UBOT> how &lt;do&gt; I roll back?")
        await bot.rest()
        [said] = bot.fake.answers("C1", ts)
        assert bot.fake.said(said) == "Answer to how <do> I roll back?"
        assert said["metadata"]["event_payload"]["key"] == f"slack:T1:C1:{ts}"
        assert bot.deliveries == 2, "the twins are two deliveries"
        assert len(bot.taken) == 1
        [taken] = bot.taken
        assert (taken.account, taken.place) == ("slack:T1:U1", "slack:T1:C1")
        assert (taken.mail, taken.shared) == ("u1@example.com", False)
        assert bot.fake.wrong == []


async def test_direct_messages_need_no_mention(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        ts = await bot.server.ask("D1", "U1", "hello")
        await bot.rest()
        assert [bot.fake.said(m) for m in bot.fake.answers("D1", ts)] == ["Answer to hello"]
        assert bot.taken[0].place is None
        assert bot.fake.wrong == []


async def test_it_is_acknowledged_after_it_is_stored(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        stored = asyncio.Event()
        order: list[str] = []
        whole = bot.accept

        async def slow(message: Message) -> bool:
            await stored.wait()
            order.append("stored")
            return await whole(message)

        bot.accept = slow  # type: ignore[method-assign]
        asking = asyncio.ensure_future(bot.server.ask("D1", "U1", "hello"))
        asking.add_done_callback(lambda _: order.append("acknowledged"))
        await asyncio.sleep(0.1)
        assert bot.fake.acks == []
        stored.set()
        await asking
        await bot.rest()
        assert order == ["stored", "acknowledged"]
