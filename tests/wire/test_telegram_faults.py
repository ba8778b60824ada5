"""What goes wrong around Telegram: places that take nothing, groups that move, webhooks of others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import SecretStr

from bots.message import Reply, SendFailed
from bots.settings import TelegramSettings
from bots.telegram.platform import Telegram
from tests.wire.fake_telegram import TOKEN, FakeTelegram, serving
from tests.wire.fake_telegram_methods import Failure
from tests.wire.telegram_talk import GROUP, Kept, asked, running, soon

NEW = -100999
ANSWER = Reply("Do this: kubectl get pods", badge="local: demo")
TOLD = "I can't write in the group or topic"


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with serving() as server:
        yield server
    assert server.wrong == []


@pytest.mark.parametrize(
    "said",
    ["TOPIC_CLOSED", "not enough rights to send text messages to the chat", "CHAT_RESTRICTED"],
)
async def test_whoever_asked_where_the_bot_may_not_write_learns_it_in_private(
    fake: FakeTelegram, said: str
) -> None:
    def refuse(method: str, fields: dict[str, Any]) -> Failure | None:
        there = method == "sendMessage" and fields["chat_id"] == GROUP
        return Failure(400, f"Bad Request: {said}") if there else None

    async with asked(fake, GROUP) as (platform, message):
        fake.refuse = refuse
        for talks in (False, True):
            if talks:
                fake.chats[7] = "private"
            with pytest.raises(SendFailed) as raised:
                await platform.surface(message).finish(ANSWER)
            assert raised.value.for_good and len(fake.sent) == talks
    assert fake.sent[0].chat == 7 and fake.sent[0].text.startswith(TOLD)


async def test_a_chat_that_refuses_whatever_is_said_is_given_up(fake: FakeTelegram) -> None:
    fake.refuse = lambda method, _: (
        Failure(400, "Bad Request: SOMETHING_NEW") if method == "sendMessage" else None
    )
    async with asked(fake) as (platform, message):
        with pytest.raises(SendFailed) as raised:
            await platform.surface(message).finish(ANSWER)
    assert raised.value.for_good


async def test_a_whisper_that_telegram_will_not_have_is_a_sentence(fake: FakeTelegram) -> None:
    fake.refuse = lambda method, fields: (
        Failure(400, "Bad Request: can't parse") if "kubectl" in fields.get("text", "") else None
    )
    async with asked(fake, GROUP) as (platform, message):
        fake.chats[7] = "private"
        await platform.surface(message).whisper(ANSWER)
    [sent] = fake.in_chat(7)
    assert sent.text.startswith("The answer is there")


async def test_in_a_group_that_has_moved_no_number_of_the_old_one_counts(
    fake: FakeTelegram,
) -> None:
    """There they are those of other messages."""

    def refuse(method: str, fields: dict[str, Any]) -> Failure | None:
        moved = fields.get("chat_id") == GROUP
        return Failure(400, "Bad Request: upgraded", {"migrate_to_chat_id": NEW}) if moved else None

    async with asked(fake, GROUP) as (platform, message):
        surface = platform.surface(message)
        await surface.grow("It gr")
        [grown] = fake.sent
        fake.chats[NEW], fake.refuse = "supergroup", refuse
        grown.chat = NEW  # another message of the bot's that has this number there
        await surface.finish(ANSWER)
    others, sent = fake.sent
    assert "kubectl" not in others.text and sent.chat == NEW
    assert "kubectl" in sent.text and "reply_parameters" not in sent.fields


async def test_a_webhook_that_somebody_sets_is_taken_away(fake: FakeTelegram) -> None:
    async with running(fake) as (_, kept):
        fake.says("first")
        await soon(lambda: kept.messages)
        fake.webhook = {"url": "https://elsewhere.example.com"}
        fake.says("second")  # ends the poll that is under way
        await soon(lambda: fake.webhook == {})
        fake.says("third")
        await soon(lambda: len(kept.messages) == 3)


async def test_another_address_than_ours_is_set_again(fake: FakeTelegram) -> None:
    async def soon_again(_: float) -> None:
        await asyncio.sleep(0.01)

    chosen = TelegramSettings(
        base_url=fake.url,
        token=SecretStr(TOKEN),
        webhook_url="https://bots.example.com/telegram/in",
        webhook_secret=SecretStr("k" * 32),
    )
    task = asyncio.create_task(Telegram(chosen, sleep=soon_again).run(Kept().accept))
    try:
        for stolen in ({}, {"url": "https://elsewhere.example.com"}):
            await soon(lambda: fake.webhook.get("url") == chosen.webhook_url)
            fake.webhook = dict[str, Any](stolen)
        await soon(lambda: fake.webhook.get("secret_token") == "k" * 32)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_what_could_not_be_sent_because_the_platform_starts_again_was_not_sent(
    fake: FakeTelegram,
) -> None:
    async with asked(fake) as (platform, message):
        surface = platform.surface(message)
    with pytest.raises(SendFailed) as raised:
        await surface.finish(ANSWER)
    assert not raised.value.uncertain, "no mark on an answer that nobody has seen"
