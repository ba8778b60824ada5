"""What the bot shows on a strict Bot API: once, for whom it is meant, silent when told to wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Update

from bots.message import Action, Button, Message, Reply, SendFailed
from bots.telegram.pace import Pace
from bots.telegram.platform import Telegram
from bots.telegram.wire import Trouble
from tests.wire.fake_telegram import FakeTelegram, serving
from tests.wire.fake_telegram_methods import Failure
from tests.wire.telegram_talk import GROUP, asked, running


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with serving() as server:
        yield server
    assert server.wrong == []


ANSWER = Reply(
    "Do this:\n\n```sh\nkubectl get pods\n```",
    badge="local: demo",
    buttons=(Button(Action.HELPFUL, "Helpful", "a1"), Button(Action.HUMAN, "Needs a human", "a1")),
)


async def test_a_private_answer_grows_as_a_draft_and_ends_as_one_message(
    fake: FakeTelegram,
) -> None:
    async with asked(fake) as (platform, message):
        surface = platform.surface(message)
        await surface.working("Looking…")
        await surface.grow("Do this")
        await surface.finish(ANSWER)
    [sent] = fake.in_chat(7)
    assert [draft["text"] for draft in fake.drafts] == ["Looking…"]  # the second came too soon
    assert sent.code == ["kubectl get pods"]
    assert sent.buttons == {"Helpful": "helpful:a1", "Needs a human": "human:a1"}
    assert sent.fields["reply_parameters"]["message_id"] == int(message.where["message"])


async def test_in_a_group_one_message_grows_and_becomes_the_answer(fake: FakeTelegram) -> None:
    async with asked(fake, GROUP) as (platform, message):
        surface = platform.surface(message)
        await surface.working("Looking…")
        assert surface.reference == str(fake.sent[0].message)
        assert fake.sent[0].buttons == {"Stop": "stop:"}
        await surface.finish(ANSWER)
    [sent] = fake.in_chat(GROUP)
    assert sent.text.startswith("Do this:") and sent.edits == 1
    assert "Stop" not in sent.buttons and fake.drafts == []


async def test_a_later_life_changes_the_message_that_grew(fake: FakeTelegram) -> None:
    async with asked(fake, GROUP) as (platform, message):
        first = platform.surface(message)
        await first.working("Looking…")
        message.where["shown"] = first.reference  # type: ignore[index]
        assert await platform.found(message) is False
        await platform.surface(message).finish(ANSWER)
        message.where["state"] = "sending"  # type: ignore[index]
        assert await platform.found(message) is None
    assert len(fake.in_chat(GROUP)) == 1


async def test_nothing_is_sent_before_retry_after(fake: FakeTelegram) -> None:
    storms = iter([1])
    fake.storm = lambda method, _: next(storms, 0) if method == "sendMessage" else 0
    async with asked(fake) as (platform, message):
        surface, other = platform.surface(message), platform.surface(message)
        with pytest.raises(SendFailed) as raised:
            await surface.finish(ANSWER)
        assert 1.0 <= raised.value.retry_after < 1.2 and not raised.value.uncertain
        await surface.grow("not now")
        await surface.working("nor this")
        await asyncio.gather(surface.finish(ANSWER), other.finish(ANSWER))
    assert len(fake.in_chat(7)) == 2 and fake.wrong == []


async def test_a_reply_whose_fate_is_unknown_comes_again_with_a_mark(fake: FakeTelegram) -> None:
    lost = iter([True])
    fake.lose = lambda method, _: method == "sendMessage" and next(lost, False)
    async with asked(fake) as (platform, message):
        surface = platform.surface(message)
        with pytest.raises(SendFailed) as raised:
            await surface.finish(ANSWER)
        assert raised.value.uncertain
        await surface.finish(ANSWER)
    first, second = fake.in_chat(7)
    assert second.text == f"This may have come before: Telegram did not confirm it.\n\n{first.text}"


async def test_a_message_whose_number_is_lost_holds_no_piece_of_the_answer(
    fake: FakeTelegram,
) -> None:
    lost = iter([True])
    fake.lose = lambda method, _: method == "sendMessage" and next(lost, False)
    async with asked(fake, GROUP) as (platform, message):
        surface = platform.surface(message)
        with pytest.raises(Trouble):
            await surface.grow("Do this")
        await surface.finish(ANSWER)
    assert [sent.text.split(":")[0] for sent in fake.in_chat(GROUP)] == ["…", "Do this"]


async def test_a_message_that_is_being_made_is_not_lost_by_whoever_gives_up(
    fake: FakeTelegram,
) -> None:
    async with asked(fake, GROUP) as (platform, message):
        fake.delay = 0.1
        surface = platform.surface(message)
        growing = asyncio.create_task(surface.grow("Do this"))
        await asyncio.sleep(0.03)
        growing.cancel()
        await surface.finish(ANSWER)
    [sent] = fake.in_chat(GROUP)
    assert sent.text.startswith("Do this:") and sent.edits == 1


async def test_a_change_whose_fate_is_unknown_is_made_again_without_a_mark(
    fake: FakeTelegram,
) -> None:
    lost = iter([True])
    fake.lose = lambda method, _: method == "editMessageText" and next(lost, False)
    async with asked(fake, GROUP) as (platform, message):
        surface = platform.surface(message)
        await surface.working("Looking…")
        with pytest.raises(SendFailed) as raised:
            await surface.finish(ANSWER)
        assert not raised.value.uncertain
        await surface.finish(ANSWER)
    [sent] = fake.in_chat(GROUP)
    assert sent.text.startswith("Do this:")


async def test_a_long_answer_goes_on_where_it_stopped(fake: FakeTelegram) -> None:
    fine = iter([0, 1])
    fake.storm = lambda method, _: next(fine, 0) if method == "sendMessage" else 0
    long = Reply("\n\n".join(f"{n} " + "слово " * 600 for n in range(4)), buttons=ANSWER.buttons)
    async with asked(fake) as (platform, message):
        surface = platform.surface(message)
        with pytest.raises(SendFailed):
            await surface.finish(long)
        await surface.finish(long)
    assert [sent.text[0] for sent in fake.in_chat(7)] == ["0", "1", "2", "3"]
    assert [bool(sent.buttons) for sent in fake.in_chat(7)] == [False, False, False, True]


async def test_a_chat_that_takes_nothing_is_given_up(fake: FakeTelegram) -> None:
    async with asked(fake) as (platform, message):
        fake.blocked.add(7)
        with pytest.raises(SendFailed) as raised:
            await platform.surface(message).finish(ANSWER)
    assert raised.value.for_good


async def test_what_telegram_will_not_have_is_answered_by_a_sentence(fake: FakeTelegram) -> None:
    def refuse(method: str, fields: dict[str, Any]) -> Failure | None:
        bad = "kubectl" in fields.get("text", "")
        return Failure(400, "Bad Request: can't parse entities") if bad else None

    fake.refuse = refuse
    async with asked(fake) as (platform, message):
        await platform.surface(message).finish(ANSWER)
    [sent] = fake.in_chat(7)
    assert sent.text.startswith("The answer is there, but Telegram does not take it.")


async def test_a_whisper_goes_to_the_private_talk_or_nowhere(fake: FakeTelegram) -> None:
    async with asked(fake, GROUP) as (platform, message):
        await platform.surface(message).whisper(Reply("for you alone"))
        assert fake.sent == []  # there is no such talk yet
        fake.chats[7] = "private"
        await platform.surface(message).whisper(Reply("for you alone"))
    assert [(sent.chat, sent.text) for sent in fake.sent] == [(7, "for you alone")]


async def test_what_left_is_shown_to_whoever_pressed_alone(fake: FakeTelegram) -> None:
    left = Reply("exactly this left: " + "x" * 200, whisper=True)
    async with asked(fake, GROUP) as (platform, message):
        await platform.surface(message).finish(ANSWER)
        for _ in range(3):
            fake.presses(fake.sent[0], "left:a1")
        kept = [await _next(platform, fake, n) for n in range(3)]
        await platform.surface(kept[0]).finish(left)
        assert fake.toasts[0]["show_alert"] is True and "private chat" in fake.toasts[0]["text"]
        fake.chats[7] = "private"
        await platform.surface(kept[1]).finish(left)
        await platform.surface(kept[2]).finish(Reply("Nothing left.", whisper=True))
    assert [(sent.chat, sent.text) for sent in fake.sent[1:]] == [(7, left.text)]
    assert [toast.get("text", "") for toast in fake.toasts[1:]] == ["", "Nothing left."]


async def _next(platform: Telegram, fake: FakeTelegram, number: int) -> Message:
    update = fake.pressed[number]
    message = await platform.reader.read(Update.de_json(update, None))
    assert message is not None
    return message


async def test_thanks_stand_over_the_chat_or_in_it(fake: FakeTelegram) -> None:
    async with asked(fake) as (platform, message):
        await platform.surface(message).finish(ANSWER)
        fake.presses(fake.sent[0], "helpful:a1")
        pressed = await _next(platform, fake, 0)
        await platform.surface(pressed).finish(Reply("Thank you, noted."))
        await platform.surface(pressed).finish(Reply("Thank you, noted."))  # too old by now
    assert [toast.get("text") for toast in fake.toasts] == ["Thank you, noted."]
    assert [sent.text for sent in fake.sent[1:]] == ["Thank you, noted."]


async def test_a_private_answer_is_shared_in_its_group_by_a_member(fake: FakeTelegram) -> None:
    share = Reply("for you", buttons=(Button(Action.SHARE, "Share", "a" * 36),))
    fake.chats[7] = "private"
    async with asked(fake, GROUP) as (platform, message):
        await platform.surface(message).whisper(share)
        [sent] = fake.in_chat(7)
        [(label, data)] = sent.buttons.items()
        assert label == "Share with the group"
        fake.presses(sent, data)
        pressed = await _next(platform, fake, 0)
        assert (pressed.place, pressed.answer) == (f"telegram:{GROUP}", "a" * 36)
        assert pressed.thread == message.thread
        await platform.surface(pressed).finish(Reply("shared"))
        assert [sent.text for sent in fake.in_chat(GROUP)] == ["shared"]
        fake.outside.add(7)
        fake.presses(sent, data)
        assert await platform.reader.read(Update.de_json(fake.pressed[1], None)) is None
        fake.outside.clear()
        fake.chats[8] = "private"
        fake.presses(sent, data.partition("@")[0] + "@8")  # made up by a client
        assert await platform.reader.read(Update.de_json(fake.pressed[2], None)) is None


async def test_something_unasked_is_posted_and_changed_in_place(fake: FakeTelegram) -> None:
    fake.chats[GROUP] = "supergroup"
    async with running(fake) as (platform, _):
        known = await platform.post(f"telegram:{GROUP}", "", Reply("DiskFull fires"), "alert:1")
        again = await platform.post(f"telegram:{GROUP}", "", Reply("resolved"), "alert:1", known)
        with pytest.raises(SendFailed) as raised:
            await platform.post("telegram:-5", "", Reply("x"), "alert:2")
    [sent] = fake.in_chat(GROUP)
    assert (sent.text, known, again) == ("resolved", str(sent.message), str(sent.message))
    assert raised.value.for_good


async def test_people_are_mentioned_by_their_names(fake: FakeTelegram) -> None:
    async with asked(fake, GROUP) as (platform, message):
        await platform.surface(message).finish(Reply("Needed", accounts=("telegram:8", "slack:U1")))
    [sent] = fake.in_chat(GROUP)
    [entity] = sent.fields["entities"]
    assert entity["type"] == "text_mention" and entity["user"]["id"] == 8 and "P8" in sent.text


async def test_a_group_that_has_moved_is_followed(fake: FakeTelegram) -> None:
    new = -100999
    fake.chats[new] = "supergroup"

    def refuse(method: str, fields: dict[str, Any]) -> Failure | None:
        moved = fields.get("chat_id") == GROUP
        return Failure(400, "Bad Request: upgraded", {"migrate_to_chat_id": new}) if moved else None

    async with asked(fake, GROUP) as (platform, message):
        fake.refuse = refuse
        await platform.surface(message).finish(ANSWER)
    assert len(fake.in_chat(new)) == 1


async def test_the_groups_own_limit_is_never_reached(fake: FakeTelegram) -> None:
    """20 a minute at the server; the clock of the bot runs as it sleeps."""
    clock = [0.0]

    async def sleep(seconds: float) -> None:
        clock[0] += seconds
        await asyncio.sleep(0)

    fake.storm = lambda method, fields: 0
    fake.per_group = 10**6
    times: list[float] = []
    async with asked(fake, GROUP, pace=Pace(lambda: clock[0], sleep)) as (platform, message):
        for number in range(60):
            surface = platform.surface(message)
            await surface.grow(f"grows {number}")
            while True:
                try:
                    await surface.finish(Reply(f"answer {number}"))
                except SendFailed as failed:
                    clock[0] += failed.retry_after
                else:
                    break
            times.append(clock[0])
            clock[0] += 0.5
    assert all(len([t for t in times if first <= t < first + 60]) <= 20 for first in times)
    assert [s.text for s in fake.in_chat(GROUP)] == [f"answer {n}" for n in range(60)]
