"""What the bot takes from a strict Bot API: stored, then confirmed; addressed to it; understood."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bots.message import Action, Message, Reply
from bots.telegram.platform import Telegram
from bots.telegram.wire import Kind, Trouble
from tests.wire.fake_telegram import FakeTelegram, serving
from tests.wire.fake_telegram_methods import Failure, Sent
from tests.wire.telegram_talk import GROUP, Kept, running, settings, soon


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


async def test_who_speaks_as_the_group_is_told_to_speak_for_themselves(fake: FakeTelegram) -> None:
    as_group: dict[str, Any] = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "T"}}
    channel: dict[str, Any] = {"sender_chat": {"id": -100888, "type": "channel", "title": "C"}}
    [message] = await heard(
        fake,
        lambda: fake.says("@hush_bot how?", chat=GROUP, **as_group),
        lambda: fake.says("@hush_bot how?", chat=GROUP, **channel),
    )
    assert message.trouble == "telegram_anonymous"


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


async def test_a_server_without_lists_and_webhooks_will_do(fake: FakeTelegram) -> None:
    lacking = {"setMyCommands": "Not Found", "deleteWebhook": "Not Found"}
    fake.refuse = lambda method, _: Failure(404, lacking[method]) if method in lacking else None
    [message] = await heard(fake, lambda: fake.says("how?"))
    assert message.text == "how?"


async def test_start_with_a_code_pairs_and_unknown_commands_get_help(fake: FakeTelegram) -> None:
    found = await heard(
        fake, lambda: fake.says("/start"), lambda: fake.says("/start C0DE"), lambda: fake.says("/x")
    )
    assert [m.action for m in found] == [Action.HELP, Action.PAIR, Action.HELP]
    assert [m.language for m in found] == ["en", "en", "en"]


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


async def test_a_picture_without_words_is_told_to_be_none(fake: FakeTelegram) -> None:
    photo: dict[str, Any] = {
        "photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    }
    found = await heard(
        fake, lambda: fake.says("", **photo), lambda: fake.says("", caption="why?", **photo)
    )
    assert [(m.text, m.trouble) for m in found] == [("", "telegram_file"), ("why?", "")]


async def test_a_file_that_does_not_come_now_is_fetched_later(fake: FakeTelegram) -> None:
    fake.files = {"a.log": b"disk is full"}
    troubles = iter([Failure(502, "Bad Gateway"), Failure(429, "x", {"retry_after": 1})])
    fake.refuse = lambda method, _: next(troubles, None) if method == "getFile" else None
    [message] = await heard(fake, lambda: fake.says("", caption="why?", **document("a.log", 10)))
    assert [file.text for file in message.files] == ["disk is full"]
    fake.refuse = lambda method, _: Failure(502, "Bad Gateway") if method == "getFile" else None
    [message] = await heard(fake, lambda: fake.says("", caption="why?", **document("a.log", 10)))
    assert message.trouble == "telegram_file"


async def test_a_press_is_ended_and_taken_as_what_we_gave_out(fake: FakeTelegram) -> None:
    fake.says("x")
    sent = Sent(7, 5, "answer", {}, 0.0)
    async with running(fake) as (_, kept):
        fake.presses(sent, "human:a1")
        fake.presses(sent, "reindex:docs")
        await soon(lambda: len(fake.toasts) == 2)
        fake.presses(sent, "helpful:a1")
        await soon(lambda: len(kept.messages) == 3)
    human, helpful = kept.messages[1:]
    assert (human.action, human.answer, human.account) == (Action.HUMAN, "a1", "telegram:7")
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
