"""Answers in Slack: each once whatever is lost, whole whatever Slack refuses, no trace of half ones."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.contract import Citation
from bots.message import Action, Button, Message, Reply, SendFailed
from tests.unit.bots.slack_parts import Bot, Clock, a_bot, message
from tests.wire import fake_slack_blocks as kit
from tests.wire.fake_slack import FakeSlack

LONG = "\n\n".join(f"Paragraph {number}. " + "words " * 400 for number in range(12))
CITED = (
    Citation(
        number=1,
        source="handbook:payments.md",
        heading=["Payments", "Failover"],
        lines=(1, 9),
        url="https://handbook.example/payments",
        owner="payments-team",
        modified="2026-08-01T10:00:00+00:00",
        review_by="2026-10-01",
    ),
)


async def asked(bot: Bot) -> Message:
    """A question that stands in C1; stored, not answered."""
    await bot.slack.own()
    event = bot.fake.say("C1", "U1", "q")
    return message(bot, event["ts"])


def shown(bot: Bot, asked: Message) -> list[str]:
    return [bot.fake.said(said) for said in bot.fake.ours("C1", asked.thread)]


# ---- once


async def test_a_lost_reply_is_looked_for(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        bot.fake.lost["chat.postMessage"] = 1
        await bot.slack.surface(question).finish(Reply("text"))
        assert shown(bot, question) == ["text"]
        assert bot.fake.count("chat.postMessage") == 1
        assert bot.fake.wrong == []


async def test_what_was_not_taken_is_said_again(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        bot.fake.failing["chat.postMessage"] = ["internal_error", "fatal_error"]
        await bot.slack.surface(question).finish(Reply("text"))
        assert shown(bot, question) == ["text"]
        assert bot.fake.count("chat.postMessage") == 3


async def test_where_nobody_knows_the_inbox_is_told_and_the_next_try_looks_first(
    tmp_path: Path,
) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        bot.fake.lost["chat.postMessage"] = 1
        bot.fake.failing["conversations.replies"] = ["internal_error"]
        surface = bot.slack.surface(question)
        with pytest.raises(SendFailed) as failed:
            await surface.finish(Reply("text"))
        assert failed.value.uncertain and not failed.value.for_good
        await surface.finish(Reply("text"))
        assert shown(bot, question) == ["text"]
        assert await bot.slack.found(question) is True


async def test_after_a_restart_the_thread_is_read(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question, other = await asked(bot), await asked(bot)
        assert await bot.slack.found(question) is False
        await bot.slack.surface(question).finish(Reply("text"))
        assert await bot.slack.found(question) is True
        assert await bot.slack.found(other) is False
        assert shown(bot, question) == ["text"], "a whole answer stays"


async def test_what_an_earlier_life_left_is_taken_away(tmp_path: Path) -> None:
    fake, clock = FakeSlack(page=2), Clock()
    fake.user("U1")
    fake.channel("C1")
    async with a_bot(tmp_path, fake=fake, clock=clock, connect=False) as bot:
        question = await asked(bot)
        mine = question.thread
        other = message(bot, bot.fake.say("C1", "U1", "another", mine)["ts"])
        other = message(bot, other.thread, where={**other.where, "thread": mine})
        await bot.slack.surface(other).finish(Reply("stays"))
        surface = bot.slack.surface(question)
        await grown(surface, clock)
        bot.fake.failing["chat.postMessage"] = ["", "internal_error"]
        assert len(bot.fake.ours("C1", mine)) == 3, "an answer, a stream, a word with a stop button"
    fake.port = 0
    async with a_bot(tmp_path, fake=fake, connect=False) as later:
        later.fake.failing.clear()
        assert await later.slack.found(question) is False
        assert [fake.said(said) for said in fake.ours("C1", mine)] == ["stays"]
        await later.slack.surface(question).finish(Reply("text"))
        assert [fake.said(said) for said in fake.ours("C1", mine)] == ["stays", "text"]
        assert fake.wrong == [] and fake.streams == {}


async def test_half_of_a_long_answer_is_taken_away(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        await surface.finish(Reply(LONG))
        parts = bot.fake.ours("C1", question.thread)
        assert len(parts) > 2 and len(bot.fake.answers("C1")) == 1
        assert "".join("".join(shown(bot, question)).split()) == "".join(LONG.split())
        bot.fake.channels["C1"]["messages"].remove(parts[-1])  # never sent: killed before
        assert await bot.slack.found(question) is False
        assert shown(bot, question) == []
        assert bot.fake.wrong == []


async def test_what_only_the_asker_sees_cannot_be_looked_for(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question = await asked(bot)
        alone = message(bot, question.thread, public=False)
        press = message(bot, question.thread, key="slack:T1:C1:press:U1:1.1")
        for state, found in (("shown", False), ("sending", None)):
            for one in (alone, press):
                there = replace(one, where={**one.where, "state": state})
                assert await bot.slack.found(there) is found


# ---- growing


async def grown(surface: Any, clock: Clock, seconds: float = 1.5) -> None:
    """Four paragraphs, of which the last one may still change."""
    text = ""
    for number in range(4):
        text += f"Paragraph {number}.\n\n"
        await surface.grow(text)
        clock.now += seconds


TEXT = "".join(f"Paragraph {number}.\n\n" for number in range(5))
SAID = "\n".join(f"Paragraph {number}." for number in range(5))


def same(left: str, right: str) -> bool:
    return left.split() == right.split()


async def test_an_answer_grows_and_ends_in_one_message(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        await grown(surface, clock)
        assert len(bot.fake.streams) == 1
        buttons = (Button(Action.HELPFUL, "Helpful", "a1"),)
        await surface.finish(Reply(TEXT, CITED, badge="local", buttons=buttons))
        [said] = bot.fake.ours("C1", question.thread)
        assert same(bot.fake.said(said).split("Sources")[0], SAID)
        assert said["metadata"]["event_payload"]["state"] == "done"
        assert "edited" not in said, "the stream is the answer"
        assert bot.fake.count("chat.startStream") == 1
        assert bot.fake.count("chat.appendStream") >= 1
        assert bot.fake.wrong == [] and bot.fake.streams == {}


async def test_a_quick_answer_is_not_streamed(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        await grown(surface, clock, 0.1)
        await surface.finish(Reply(TEXT))
        assert bot.fake.count("chat.startStream") == 0
        assert len(bot.fake.ours("C1")) == 1


async def test_a_stream_that_slack_ended_is_written_anew(tmp_path: Path) -> None:
    clock = Clock()
    fake = FakeSlack(clock=clock)
    fake.user("U1")
    fake.channel("C1")
    async with a_bot(tmp_path, fake=fake, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        await grown(surface, clock)
        clock.now += 400
        await surface.grow(TEXT + "more\n\n")
        await surface.finish(Reply(TEXT, CITED))
        [said] = bot.fake.ours("C1", question.thread)
        assert same(bot.fake.said(said).split("Sources")[0], SAID)
        assert said["metadata"]["event_payload"]["state"] == "done"
        assert bot.fake.wrong == []


@pytest.mark.parametrize("code", ["not_allowed_token_type", "invalid_chunks", "internal_error"])
async def test_without_streams_the_answer_is_whole_at_its_end(tmp_path: Path, code: str) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        bot.fake.failing["chat.startStream"] = [code] * 9
        surface = bot.slack.surface(question)
        await grown(surface, clock)
        await surface.finish(Reply(TEXT))
        [said] = bot.fake.ours("C1", question.thread)
        assert same(bot.fake.said(said), SAID)


@pytest.mark.parametrize("fault", ["restart", "append", "stop", "lost stop", "changed"])
async def test_what_was_shown_gives_way_to_the_whole(tmp_path: Path, fault: str) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        if fault == "append":
            bot.fake.failing["chat.appendStream"] = ["internal_error"]
        await grown(surface, clock)
        if fault == "stop":
            bot.fake.failing["chat.stopStream"] = ["internal_error"]
        if fault == "lost stop":
            bot.fake.lost["chat.stopStream"] = 1
        if fault == "restart":
            await surface.restart("again")
        text = TEXT.replace("0.", "9.") if fault == "changed" else TEXT
        try:
            await surface.finish(Reply(text))
        except SendFailed:
            await surface.finish(Reply(text))
        [said] = bot.fake.ours("C1", question.thread)
        assert same(bot.fake.said(said), SAID.replace("0.", "9.") if fault == "changed" else SAID)
        assert said["metadata"]["event_payload"]["state"] == "done"
        assert bot.fake.streams == {} and bot.fake.wrong == []


async def test_a_lost_start_of_a_stream_leaves_nothing(tmp_path: Path) -> None:
    fake, clock = FakeSlack(), Clock()
    fake.user("U1")
    fake.channel("C1")
    async with a_bot(tmp_path, fake=fake, clock=clock, connect=False) as bot:
        question = await asked(bot)
        fake.lost["chat.startStream"] = 1
        surface = bot.slack.surface(question)
        await grown(surface, clock)
        await surface.finish(Reply(TEXT))
        marked = [m for m in fake.ours("C1", question.thread) if "metadata" in m]
        assert [same(fake.said(m), SAID) for m in marked] == [True]
        assert len(fake.ours("C1", question.thread)) == 1
        assert fake.streams == {}


async def test_whoever_is_stopped_while_a_stream_begins_leaves_no_half(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        await surface.grow("One.\n\nTwo.\n\n")
        clock.now += 2
        bot.fake.delay = 0.1
        growing = asyncio.ensure_future(surface.grow("One.\n\nTwo.\n\nThree.\n\n"))
        await asyncio.sleep(0.05)
        growing.cancel()
        await surface.finish(Reply("Cancelled."))
        assert shown(bot, question) == ["Cancelled."]
        assert bot.fake.streams == {}


async def test_whoever_is_stopped_while_a_word_is_said_leaves_none(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        clock.now += 4
        bot.fake.delay = 0.1
        saying = asyncio.ensure_future(surface.working("Looking…"))
        await asyncio.sleep(0.15)  # the status is set, the word is on its way
        saying.cancel()
        await surface.finish(Reply("Cancelled."))
        assert shown(bot, question) == ["Cancelled."]


async def test_a_slow_answer_can_be_stopped_by_a_button(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        await surface.working("Looking…")
        await asyncio.sleep(0.05)
        [held] = bot.fake.ours("C1")
        assert bot.fake.said(held) == "Looking…", "it says so by itself after a while"
        for number in range(4):
            clock.now += 4
            await surface.working(f"Number {number} in the queue")
        [held] = bot.fake.ours("C1")
        assert bot.fake.said(held) == "Number 3 in the queue"
        [button] = held["blocks"][1]["elements"]
        assert button["action_id"] == "hush:stop:0"
        await surface.finish(Reply("text"))
        assert shown(bot, question) == ["text"]
        assert bot.fake.wrong == []


# ---- for the asker's eyes


async def test_whispers(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        await surface.finish(Reply("for all"))
        await surface.whisper(Reply("for you", CITED))
        [whisper] = bot.fake.whispers
        assert (whisper["user"], whisper["thread_ts"]) == ("U1", question.thread)
        assert shown(bot, question) == ["for all"]
        bot.fake.channel("D1")
        where = {**question.where, "channel": "D1"}
        alone = bot.slack.surface(message(bot, question.thread, place=None, where=where))
        await alone.whisper(Reply("for you"))
        assert [bot.fake.said(m) for m in bot.fake.ours("D1")] == ["for you"]
        assert bot.fake.answers("D1") == [] and bot.fake.wrong == []


# ---- rates and refusals


async def test_one_message_a_second_in_a_channel(tmp_path: Path) -> None:
    clock = Clock()
    fake = FakeSlack(clock=clock, spacing=1.0)
    fake.user("U1")
    fake.channel("C1")
    async with a_bot(tmp_path, fake=fake, clock=clock, connect=False) as bot:
        questions = [await asked(bot) for _ in range(20)]
        began = clock.now
        await asyncio.gather(
            *(bot.slack.surface(question).finish(Reply("text")) for question in questions)
        )
        assert len(fake.answers("C1")) == 20
        assert 19 <= clock.now - began < 30
        assert fake.wrong == [] and fake.count("chat.postMessage") == 20


async def test_a_short_retry_after_is_waited_for_a_long_one_is_told(tmp_path: Path) -> None:
    clock = Clock()
    fake = FakeSlack(clock=clock)
    fake.user("U1")
    fake.channel("C1")
    async with a_bot(tmp_path, fake=fake, clock=clock, connect=False) as bot:
        question, other = await asked(bot), await asked(bot)
        fake.limited["chat.postMessage"] = [7]
        await bot.slack.surface(question).finish(Reply("text"))
        fake.limited["chat.postMessage"] = [120]
        surface = bot.slack.surface(other)
        with pytest.raises(SendFailed) as failed:
            await surface.finish(Reply("text"))
        assert failed.value.retry_after == 120 and not failed.value.uncertain
        await surface.finish(Reply("text"))
        assert len(fake.answers("C1")) == 2
        assert fake.wrong == [], "nothing before its time"


async def test_a_channel_without_the_bot_is_told_in_private(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question = await asked(bot)
        bot.fake.channels["C1"]["is_member"] = False
        with pytest.raises(SendFailed) as failed:
            await bot.slack.surface(question).finish(Reply("text"))
        assert failed.value.for_good
        [said] = bot.fake.ours("D1")
        assert "/invite @hush" in bot.fake.said(said)


@pytest.mark.parametrize("grows", [False, True])
async def test_what_slack_does_not_show_is_said_in_plain_words(tmp_path: Path, grows: bool) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        question = await asked(bot)
        surface = bot.slack.surface(question)
        if grows:
            await grown(surface, clock)
            bot.fake.failing["chat.stopStream"] = ["invalid_blocks"]
            bot.fake.streams.clear()
        for method in ("chat.postMessage", "chat.update"):
            bot.fake.failing[method] = ["invalid_blocks"]
        await surface.finish(Reply(TEXT + "<!channel> https://evil.example/x"))
        [said] = bot.fake.answers("C1", question.thread)
        assert said["blocks"] == []
        assert same(said["text"], SAID + " &lt;!channel&gt;")
        assert bot.fake.wrong == []


async def test_what_stands_under_an_answer(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question = await asked(bot)
        reply = Reply(
            "Text",
            CITED,
            badge="local · demo",
            notes=("careful",),
            accounts=("slack:T1:U7", "slack:T1:S8", "telegram:9"),
            buttons=(Button(Action.HUMAN, "Needs a human", "a1"),),
            again=True,
        )
        await bot.slack.surface(question).finish(reply)
        [said] = bot.fake.ours("C1")
        words = bot.fake.said(said)
        assert "[1] Payments › Failover (handbook:payments.md)" in words
        assert "owner: payments-team · changed 3 mo ago" in words
        assert "review overdue since 2026-10-01" in words
        assert "local · demo" in words and "careful" in words
        assert "may have come before" in words
        assert kit.live(said["blocks"]) == ["https://handbook.example/payments", "@U7", "@S8"]
        assert bot.fake.wrong == []
