"""The bot against a strict Bot API: stored, then confirmed; answered once; silent when it must be."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Update

from bots.message import Action, Button, Message, Platform, Reply, SendFailed
from bots.settings import TelegramSettings
from bots.telegram.pace import Pace
from bots.telegram.platform import Telegram
from bots.telegram.wire import Kind, Trouble
from tests.wire.fake_telegram import TOKEN, Failure, FakeTelegram, Sent, serving

GROUP = -100777


@dataclass(slots=True)
class Kept:
    """An inbox in memory."""

    messages: list[Message] = field(default_factory=list)
    fails: int = 0

    async def accept(self, message: Message) -> bool:
        if self.fails:
            self.fails -= 1
            raise OSError("disk full")
        if any(message.key == other.key for other in self.messages):
            return False
        self.messages.append(message)
        return True


def settings(fake: FakeTelegram, **more: Any) -> TelegramSettings:
    return TelegramSettings(base_url=fake.url, token=SecretStr(more.pop("token", TOKEN)), **more)


async def soon(true: Callable[[], object], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what a test waits for has no event
            await asyncio.sleep(0.005)


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def running(
    fake: FakeTelegram, kept: Kept | None = None, **more: Any
) -> AsyncIterator[tuple[Telegram, Kept]]:
    kept = kept or Kept()
    platform = Telegram(
        settings(fake, **more.pop("settings", {})), sleep=_at_once, seconds=2.0, **more
    )
    task = asyncio.create_task(platform.run(kept.accept))
    try:
        yield platform, kept
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.gather(*platform.asides, return_exceptions=True)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with serving() as server:
        yield server
    assert server.wrong == []


async def heard(fake: FakeTelegram, *says: Callable[[], object], **more: Any) -> list[Message]:
    """What the inbox got of what was said."""
    for say in says:
        say()
    fake.says("/help", user=999)
    async with running(fake, **more) as (_, kept):
        await soon(lambda: any(m.account.endswith(":999") for m in kept.messages))
    return [m for m in kept.messages if not m.account.endswith(":999")]


# ---- in


async def test_an_update_is_confirmed_after_it_was_stored(fake: FakeTelegram) -> None:
    update = fake.says("how?")
    kept = Kept(fails=2)
    async with running(fake, kept):
        await soon(lambda: kept.messages)
        assert fake.served[update["update_id"]] == 3
        await soon(lambda: not fake.updates)
    assert [message.text for message in kept.messages] == ["how?"]


async def test_the_same_update_twice_is_one_message(fake: FakeTelegram) -> None:
    first = fake.says("how?")
    [message] = await heard(fake, lambda: fake.again(first))
    assert message.key == f"telegram:7:{first['message']['message_id']}"
    assert (message.account, message.place, message.thread) == ("telegram:7", None, "7:0")
    assert message.action is Action.ASK and message.language == ""


async def test_an_update_that_can_not_be_read_does_not_stop_the_next(fake: FakeTelegram) -> None:
    broken = {"message": {"message_id": "x", "date": [], "chat": {}}}
    [message] = await heard(fake, lambda: fake.put(broken), lambda: fake.says("next"))
    assert message.text == "next"


async def test_in_a_group_only_what_is_addressed_to_the_bot_is_taken(fake: FakeTelegram) -> None:
    def group(text: str, **more: Any) -> Callable[[], object]:
        return lambda: fake.says(text, chat=GROUP, **more)

    mine = {"message_id": 5, "date": 1, "chat": {"id": GROUP, "type": "supergroup", "title": "T"}}
    hers = {**mine, "from": {"id": 8, "is_bot": False, "first_name": "B"}, "text": "disk is full"}
    own = {**mine, "from": {"id": 42, "is_bot": True, "first_name": "Hush"}, "text": "An answer"}
    found = await heard(
        fake,
        group("nothing for you"),
        group("/ask@other_bot x"),
        group("/unknown x"),
        group("@hush_bot how?"),
        group("/ask@hush_bot why?"),
        group("and then?", reply_to_message=own),
        group("@hush_bot", reply_to_message=hers),
        group("@hush_bot what is that?", reply_to_message=hers),
        group("@hush_bot topic?", message_thread_id=3, is_topic_message=True),
        group("@hush_bot bots", **{"from": {"id": 9, "is_bot": True, "first_name": "B"}}),
    )
    assert [m.text for m in found] == [
        "how?", "why?", "and then?", "disk is full", "what is that?", "topic?",
    ]  # fmt: skip
    assert {m.place for m in found} == {f"telegram:{GROUP}"}
    assert [m.thread for m in found][-2:] == [f"{GROUP}:0", f"{GROUP}:3"]
    assert [file.text for file in found[4].files] == ["disk is full"]


async def test_who_speaks_as_the_group_asks_as_the_group(fake: FakeTelegram) -> None:
    as_group: dict[str, Any] = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "T"}}
    channel: dict[str, Any] = {"sender_chat": {"id": -100888, "type": "channel", "title": "C"}}
    [message] = await heard(
        fake,
        lambda: fake.says("@hush_bot how?", chat=GROUP, **as_group),
        lambda: fake.says("@hush_bot how?", chat=GROUP, **channel),
    )
    assert (message.account, message.place) == ("", f"telegram:{GROUP}")


async def test_every_command_that_is_listed_is_understood(fake: FakeTelegram) -> None:
    async with running(fake) as (_, kept):
        await soon(lambda: len(fake.commands) == 3)
        assert [c["command"] for c in fake.commands["ru"]] == [
            c["command"] for c in fake.commands[""]
        ]
        for command in fake.commands["ru"]:
            fake.says(f"/{command['command']} word")
        await soon(lambda: len(kept.messages) == len(fake.commands["ru"]))
    for message, command in zip(kept.messages, fake.commands["ru"], strict=True):
        assert (message.action.value, message.text) == (command["command"], "word")


async def test_start_with_a_code_pairs_and_unknown_commands_get_help(fake: FakeTelegram) -> None:
    found = await heard(
        fake, lambda: fake.says("/start"), lambda: fake.says("/start C0DE"), lambda: fake.says("/x")
    )
    assert [m.action for m in found] == [Action.HELP, Action.PAIR, Action.HELP]
    assert [m.language for m in found] == ["en", "", "en"]


async def test_an_alert_that_is_pasted_is_sought_a_runbook_for(fake: FakeTelegram) -> None:
    [message] = await heard(
        fake, lambda: fake.says("[FIRING:1] DiskFull"), is_alert=lambda text: "FIRING" in text
    )
    assert message.action is Action.RUNBOOK


def document(name: str, size: int) -> dict[str, Any]:
    return {
        "document": {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": size}
    }


async def test_a_log_comes_with_its_words_and_what_is_no_text_is_told(fake: FakeTelegram) -> None:
    fake.files = {"a.log": "ошибка 42".encode("cp1251"), "b.bin": b"\x00\x01"}

    def sends(name: str, size: int = 10) -> Callable[[], object]:
        return lambda: fake.says("", caption="why?", **document(name, size))

    found = await heard(fake, sends("a.log"), sends("b.bin"), sends("a.log", 10**9), sends("gone"))
    assert [(m.text, m.trouble) for m in found] == [("why?", "")] + [("why?", "telegram_file")] * 3
    assert [(file.name, file.text) for file in found[0].files] == [("a.log", "ошибка 42")]


async def test_a_press_is_ended_and_taken_as_what_we_gave_out(fake: FakeTelegram) -> None:
    fake.says("x")
    sent = Sent(7, 5, "answer", {}, 0.0)
    async with running(fake) as (_, kept):
        fake.presses(sent, "cited:a1")
        fake.presses(sent, "reindex:docs")
        await soon(lambda: len(fake.toasts) == 2)
        fake.presses(sent, "helpful:a1")
        await soon(lambda: len(kept.messages) == 3)
    cited, helpful = kept.messages[1:]
    assert (cited.action, cited.answer, cited.account) == (Action.CITED, "a1", "telegram:7")
    assert helpful.action is Action.HELPFUL and len(fake.toasts) == 2


async def test_two_pollers_and_a_lost_connection_are_waited_out(fake: FakeTelegram) -> None:
    conflicts = iter([Failure(409, "Conflict: x"), Failure(502, "Bad Gateway")])
    fake.refuse = lambda method, _: next(conflicts, None) if method == "getUpdates" else None
    [message] = await heard(fake, lambda: fake.says("how?"))
    assert message.text == "how?"


async def test_a_wrong_token_ends_it_and_stands_nowhere(
    fake: FakeTelegram, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "42:AAE-another-token"
    with pytest.raises(Trouble) as raised:
        await Telegram(settings(fake, token=secret)).run(Kept().accept)
    assert raised.value.kind is Kind.TOKEN and secret not in repr(raised.value)
    fake.says("a text of somebody")
    async with running(fake) as (platform, kept):
        await soon(lambda: kept.messages)
        await platform.surface(kept.messages[0]).finish(Reply("an answer"))
    said = caplog.text + "".join(capsys.readouterr())
    assert "AAE" not in said and "somebody" not in said and "an answer" not in said


# ---- out


@asynccontextmanager
async def asked(
    fake: FakeTelegram, chat: int | None = None, **more: Any
) -> AsyncIterator[tuple[Telegram, Message]]:
    fake.says("@hush_bot how?" if chat else "how?", chat=chat)
    async with running(fake, **more) as (platform, kept):
        await soon(lambda: kept.messages)
        yield platform, kept.messages[0]


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
    assert len(fake.in_chat(7)) == 2  # and the server has seen nothing too early


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
    left = Reply("exactly this left", whisper=True)
    async with asked(fake, GROUP) as (platform, message):
        await platform.surface(message).finish(ANSWER)
        for _ in range(2):
            fake.presses(fake.sent[0], "left:a1")
        kept = [await _next(platform, fake, n) for n in range(2)]
        await platform.surface(kept[0]).finish(left)
        assert fake.toasts[0]["show_alert"] is True and "private chat" in fake.toasts[0]["text"]
        fake.chats[7] = "private"
        await platform.surface(kept[1]).finish(left)
    assert [(sent.chat, sent.text) for sent in fake.sent[1:]] == [(7, "exactly this left")]


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
        [data] = sent.buttons.values()
        fake.presses(sent, data)
        pressed = await _next(platform, fake, 0)
        assert (pressed.place, pressed.answer) == (f"telegram:{GROUP}", "a" * 36)
        assert pressed.thread == message.thread
        await platform.surface(pressed).finish(Reply("shared"))
        assert [sent.text for sent in fake.in_chat(GROUP)] == ["shared"]
        fake.outside.add(7)
        fake.presses(sent, data)
        assert await platform.reader.read(Update.de_json(fake.pressed[1], None)) is None


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


def test_it_is_a_platform() -> None:
    platform: Platform = Telegram(TelegramSettings(token=SecretStr("1:x")))
    assert platform.name == "telegram"
