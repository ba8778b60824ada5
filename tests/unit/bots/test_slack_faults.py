"""What goes wrong around Slack's bot: closed places, a missing scope, long threads, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.message import Message, Reply, SendFailed
from bots.slack.failures import Failed
from tests.unit.bots.slack_parts import Bot, a_bot, message


def asked(bot: Bot, text: str = "how?") -> Message:
    return message(bot, bot.fake.say("C1", "U1", f"<@UBOT> {text}")["ts"], text)


@pytest.mark.parametrize("code", ["is_archived", "restricted_action", "thread_locked"])
async def test_whoever_asked_in_a_closed_place_learns_it_in_private(
    tmp_path: Path, code: str
) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        bot.fake.failing["chat.postMessage"] = [code]
        with pytest.raises(SendFailed) as failed:
            await bot.slack.surface(asked(bot, text="как?")).finish(Reply("text"))
        assert failed.value.for_good and bot.fake.ours("C1") == []
        [said] = bot.fake.ours("D1")
        assert "Спросите меня здесь" in bot.fake.said(said)


async def test_a_bot_that_may_not_read_threads_answers_all_the_same(tmp_path: Path) -> None:
    """The post's reply is lost, and nobody can look: it comes again, and says so."""
    async with a_bot(tmp_path, connect=False) as bot:
        bot.fake.scopes -= {"channels:history"}
        surface, question = bot.slack.surface(asked(bot)), "C1"
        bot.fake.lost["chat.postMessage"] = 1
        with pytest.raises(SendFailed) as failed:
            await surface.finish(Reply("text"))
        assert failed.value.uncertain and not failed.value.for_good
        await surface.finish(Reply("text", again=True))
        first, second = bot.fake.ours(question)
        assert "may have come before" not in bot.fake.said(first)
        assert "may have come before" in bot.fake.said(second)


async def test_an_answer_is_found_in_a_thread_of_a_thousand_messages(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question = asked(bot)
        await bot.slack.surface(question).finish(Reply("text"))
        for number in range(1_000):
            bot.fake.say("C1", "U1", f"and {number}", question.thread)
        bot.fake.page = 100
        assert await bot.slack.found(question)
        bot.fake.channels["C1"]["messages"].sort(key=lambda said: said["user"] == "UBOT")
        assert await bot.slack.found(question), "as the last one, too"


async def test_a_thread_that_is_deleted_is_given_up(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        question = asked(bot)
        bot.fake.channels["C1"]["messages"].clear()
        assert await bot.slack.found(question) is False
        bot.fake.failing["chat.postMessage"] = ["thread_not_found"]
        with pytest.raises(SendFailed) as failed:
            await bot.slack.surface(question).finish(Reply("text"))
        assert failed.value.for_good


def test_what_slack_will_never_take_is_tried_less_and_less() -> None:
    """A pause of Slack's own is kept to; without one ours grow."""
    assert Failed("ratelimited", 7.0).told().retry_after == 7.0
    assert Failed("something_new").told().retry_after == 0.0
    assert Failed("user_disabled").told().for_good
