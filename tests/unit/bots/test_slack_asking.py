"""What people write in Slack against the strict Slack: taken once, by whom, where, with what."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bots.message import Action, Button, Message, Reply, Surface
from bots.slack.threads import Threads
from tests.unit.bots.fake_platform import until
from tests.unit.bots.slack_parts import a_bot
from tests.wire.fake_slack import FakeSlack

ASK = "<@UBOT> how do I roll back?"


async def test_a_mention_is_answered_in_its_thread(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        ts = await bot.server.ask("C1", "U1", "<@UBOT> how &lt;do&gt; I roll back?")
        await bot.rest()
        [said] = bot.fake.answers("C1", ts)
        assert bot.fake.said(said) == "Answer to how <do> I roll back?"
        assert said["metadata"]["event_payload"]["key"] == f"slack:T1:C1:{ts}"
        assert bot.deliveries == 2, "the twins are two deliveries"
        [taken] = bot.taken
        assert (taken.account, taken.place) == ("slack:T1:U1", "slack:T1:C1")
        assert (taken.mail, taken.shared, taken.public) == ("u1@example.com", False, True)
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


async def test_what_could_not_be_stored_is_delivered_again(tmp_path: Path) -> None:
    async with a_bot(tmp_path, fake=FakeSlack(ack_seconds=0.2)) as bot:
        bot.fake.user("U1")
        whole, failures = bot.accept, [OSError("disk"), OSError("disk")]

        async def failing(message: Message) -> bool:
            if failures:
                raise failures.pop()
            return await whole(message)

        bot.accept = failing  # type: ignore[method-assign]
        ts = await bot.server.ask("D1", "U1", "hello")
        await bot.rest()
        assert len(bot.fake.answers("D1", ts)) == 1
        assert len(bot.fake.acks) == 1 and bot.fake.unacknowledged == 0


async def test_four_deliveries_out_of_order_are_one(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        events = [bot.fake.say("C1", "U1", f"{ASK} {number}") for number in range(5)]
        twins = [{**event, "type": "app_mention"} for event in events]
        await asyncio.gather(
            *(bot.server.event(event, copies=4) for event in [*reversed(twins), *events])
        )
        await bot.rest()
        assert len(bot.taken) == 5
        for event in events:
            assert len(bot.fake.answers("C1", event["ts"])) == 1
        assert bot.fake.wrong == []


async def test_follow_ups_need_no_mention(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.user("U2")
        ts = await bot.server.ask("C1", "U1", ASK)
        await bot.server.ask("C1", "U1", "and in staging?", ts)
        await bot.server.ask("C1", "U2", "between people", ts)
        await bot.server.ask("C1", "U1", "<@U2> have a look", ts)
        await bot.server.ask("C1", "U1", "not in the thread")
        await bot.rest()
        texts = [message.text for message in bot.taken]
        assert texts == ["how do I roll back?", "and in staging?"]
        assert {message.thread for message in bot.taken} == {ts}


def test_threads_are_known_to_the_next_life(tmp_path: Path) -> None:
    now = [0.0]
    threads = Threads(tmp_path / "bots" / "slack.sqlite", lambda: now[0])
    threads.join("C1", "1.1", "U1")
    threads.close()
    again = Threads(tmp_path / "bots" / "slack.sqlite", lambda: now[0])
    assert again.joined("C1", "1.1", "U1")
    assert not again.joined("C1", "1.1", "U2") and not again.joined("C1", "1.2", "U1")
    again.close()
    assert (tmp_path / "bots" / "slack.sqlite").stat().st_mode & 0o077 == 0
    now[0] = 40 * 86_400.0
    late = Threads(tmp_path / "bots" / "slack.sqlite", lambda: now[0])
    assert not late.joined("C1", "1.1", "U1")
    late.close()


async def test_nobody_answers_robots_or_changes_of_messages(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.user("U3", is_bot=True)
        await bot.server.ask("C1", "U1", ASK, bot_id="B9")
        await bot.server.ask("C1", "U1", ASK, subtype="message_changed")
        await bot.server.ask("C1", "U3", ASK)
        await bot.server.ask("C1", "UBOT", ASK)
        await bot.rest()
        assert bot.taken == []
        assert bot.fake.unacknowledged == 0


@pytest.mark.parametrize(
    ("changed", "account"),
    [
        ({"is_restricted": True}, "slack:T1:U2"),
        ({"is_ultra_restricted": True}, "slack:T1:U2"),
        ({"is_stranger": True}, "slack:T1:U2"),
        ({"is_email_confirmed": False}, "slack:T1:U2"),
        ({"team_id": "T9"}, "slack:T9:U2"),
    ],
)
async def test_guests_and_strangers_have_no_mail(
    tmp_path: Path, changed: dict[str, Any], account: str
) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.user("U2", email="boss@example.com", **changed)
        await bot.server.ask("D2", "U2", "hello")
        assert [(m.account, m.mail) for m in bot.taken] == [(account, "")]
        assert await bot.slack.account_of("boss@example.com") == ""


async def test_a_member_is_known_by_their_mail(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.user("U2", email="Boss@example.com")
        assert await bot.slack.account_of("boss@example.com") == "slack:T1:U2"
        assert await bot.slack.account_of("nobody@example.com") == ""


@pytest.mark.parametrize(
    "changed",
    [{"is_ext_shared": True}, {"is_pending_ext_shared": True}, {"is_shared": True}],
)
async def test_channels_with_other_companies_are_said_to_be_shared(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.channel("C2", **changed)
        bot.fake.channel("C3", is_shared=True, is_org_shared=True)
        await bot.server.ask("C2", "U1", ASK)
        await bot.server.ask("C3", "U1", ASK)
        assert [message.shared for message in bot.taken] == [True, False]


async def test_what_slack_does_not_tell_counts_as_the_worse(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.failing["users.info"] = ["user_not_found"]
        bot.fake.failing["conversations.info"] = ["channel_not_found"]
        await bot.server.ask("C1", "U1", ASK)
        assert [(m.mail, m.shared) for m in bot.taken] == [("", True)]


async def test_a_channel_is_asked_for_again_once_it_is_shared(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        await bot.server.ask("C1", "U1", ASK)
        bot.fake.channels["C1"]["is_ext_shared"] = True
        await bot.server.event({"type": "channel_shared", "channel": "C1"})
        await bot.server.ask("C1", "U1", ASK)
        assert [message.shared for message in bot.taken] == [False, True]
        shared = [await bot.slack.shared(f"slack:{place}") for place in ("T1:C1", "T1:U1", "")]
        assert shared == [True, False, True]


async def test_files_that_are_text_are_read(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        foreign = {**bot.fake.file("e.log", b"x", "F4"), "url_private": "https://evil.example/e"}
        foreign |= {"url_private_download": "https://evil.example/e"}
        files = [
            bot.fake.file("app.log", "ошибка: 500".encode(), "F1"),
            bot.fake.file("cat.png", b"\x89PNG", "F2", mimetype="image/png", filetype="png"),
            bot.fake.file("big.log", b"x" * 300_000, "F3"),
            foreign,
            bot.fake.file("nul.txt", b"a\x00b", "F5"),
            bot.fake.file("sixth.txt", b"a", "F6"),
        ]
        await bot.server.ask("D1", "U1", "what is it?", files=files, subtype="file_share")
        await bot.rest()
        assert [(file.name, file.text) for file in bot.taken[0].files] == [
            ("app.log", "ошибка: 500")
        ]
        said = bot.fake.said(bot.fake.answers("D1")[0])
        for name in ("cat.png", "big.log", "e.log", "nul.txt", "sixth.txt"):
            assert f"file {name}" in said


async def test_a_file_of_another_company_is_looked_up_first(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.file("app.log", b"line", "F1")
        stub = {"id": "F1", "file_access": "check_file_info", "name": "app.log"}
        await bot.server.ask("D1", "U1", "look", files=[stub], subtype="file_share")
        assert [file.text for file in bot.taken[0].files] == ["line"]


# ---- commands, shortcuts, buttons


async def test_a_command_is_answered_to_who_typed_it(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        answer = await bot.server.command("C1", "U1", "search rollback &amp; co")
        await bot.rest()
        assert answer == {"response_type": "ephemeral", "text": "I am on it."}
        [taken] = bot.taken
        assert (taken.action, taken.text, taken.public) == (Action.SEARCH, "rollback & co", False)
        assert taken.place == "slack:T1:C1"
        [late] = bot.fake.late
        assert late["response_type"] == "ephemeral" and not late["replace_original"]
        assert bot.fake.ours("C1") == [] and bot.fake.wrong == []


@pytest.mark.parametrize(
    ("text", "action", "rest"),
    [
        ("", Action.HELP, ""),
        ("help", Action.HELP, ""),
        ("ask how do I?", Action.ASK, "how do I?"),
        ("how do I?", Action.ASK, "how do I?"),
        ("как откатить?", Action.ASK, "как откатить?"),
        ("explain x", Action.EXPLAIN, "x"),
        ("status", Action.STATUS, ""),
        ("помощь", Action.HELP, ""),
        ("Стоп!", Action.STOP, ""),
        ("помощь с диском", Action.ASK, "помощь с диском"),
        ("sources", Action.SOURCES, ""),
        ("language ru", Action.LANGUAGE, "ru"),
        ("runbook DiskFull", Action.RUNBOOK, "DiskFull"),
    ],
)
async def test_words_of_the_command(tmp_path: Path, text: str, action: Action, rest: str) -> None:
    async with a_bot(tmp_path) as bot:
        await bot.server.command("C1", "U1", text)
        assert [(m.action, m.text) for m in bot.taken] == [(action, rest)]


async def test_an_expired_address_falls_back_and_a_strange_channel_is_written_to_in_private(
    tmp_path: Path,
) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.channel("C5", is_member=False)
        bot.fake.uses = defaultdict(lambda: 9)
        for channel in ("C1", "C5"):
            await bot.server.command(channel, "U1", "ask x")
            await bot.rest()
        assert [(w["channel"], w["user"]) for w in bot.fake.whispers] == [("C1", "U1")]
        assert [bot.fake.said(m) for m in bot.fake.ours("D1")] == ["Answer to x"]


async def test_reindexing_is_reported_in_private(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        answer = await bot.server.command("C1", "U1", "reindex handbook")
        await bot.rest()
        assert answer == {
            "response_type": "ephemeral",
            "text": "I report in our direct messages.",
        }
        assert [bot.fake.said(m) for m in bot.fake.answers("D1")] == ["Answer to handbook"]
        assert await bot.slack.found(bot.taken[0]) is True


async def test_the_shortcut_reads_an_alert_that_an_app_posted(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        alert = bot.fake.say(
            "C1",
            "U9",
            "",
            bot_id="B7",
            attachments=[
                {"title": "[FIRING:1] DiskFull", "text": "disk &gt; 95%", "fallback": "x"},
                {"fields": [{"title": "host", "value": "db-1"}]},
            ],
        )
        await bot.server.shortcut("C1", "U1", alert)
        await bot.rest()
        [taken] = bot.taken
        assert taken.text == "[FIRING:1] DiskFull\ndisk > 95%\nhost: db-1"
        assert not taken.public and taken.thread == alert["ts"]
        [late] = bot.fake.late
        assert late["thread_ts"] == alert["ts"]


async def test_a_pasted_alert_asks_for_its_runbook(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        await bot.server.ask("D1", "U1", "[FIRING:1] DiskFull")
        await bot.server.ask("D1", "U1", "what does FIRING mean?")
        assert [m.action for m in bot.taken] == [Action.RUNBOOK, Action.ASK]


def buttoned(*actions: Action) -> Reply:
    return Reply("text", buttons=tuple(Button(a, a.value, "answer-1") for a in actions))


async def answering(message: Message, surface: Surface) -> None:
    if message.action is Action.ASK:
        await surface.finish(buttoned(Action.HELPFUL, Action.LEFT, Action.SHARE))
    elif message.action is Action.HELPFUL:
        await surface.finish(Reply("thanks", whisper=True))
    else:
        await surface.finish(Reply(f"did {message.action} {message.answer}"))


async def test_presses_know_their_answer_and_thread(tmp_path: Path) -> None:
    async with a_bot(tmp_path, answering) as bot:
        bot.fake.user("U2")
        ts = await bot.server.ask("C1", "U1", ASK)
        await bot.rest()
        [said] = bot.fake.answers("C1", ts)
        for action in ("helpful", "left", "share"):
            await bot.server.press(said, "C1", "U2", action)
        await bot.rest()
        _, helpful, left, share = bot.taken
        assert {m.answer for m in (helpful, left, share)} == {"answer-1"}
        assert {m.thread for m in (helpful, left, share)} == {ts}
        assert [m.public for m in (helpful, left, share)] == [True, False, True]
        assert {m.account for m in (helpful, left, share)} == {"slack:T1:U2"}
        shown = [whisper["blocks"] for whisper in bot.fake.whispers]
        assert [bot.fake.said({"blocks": b}) for b in shown] == ["thanks", "did left answer-1"]
        assert len(bot.fake.answers("C1", ts)) == 2, "sharing is for all"
        assert bot.fake.wrong == []


async def test_a_press_from_another_company_has_no_mail_here(tmp_path: Path) -> None:
    """Slack names the presser's own workspace, where their mail may be confirmed by anybody."""
    async with a_bot(tmp_path, answering) as bot:
        bot.fake.user("U2", team_id="T2", email="boss@example.com")
        bot.fake.channel("C2", is_ext_shared=True)
        ts = await bot.server.ask("C2", "U1", ASK)
        await bot.rest()
        [said] = bot.fake.answers("C2", ts)
        await bot.server.press(said, "C2", "U2", "helpful", team="T2")
        await bot.rest()
        press = bot.taken[-1]
        assert (press.account, press.mail) == ("slack:T2:U2", "")
        assert (press.place, press.shared) == ("slack:T1:C2", True)


async def test_a_private_answer_is_shared_in_the_thread_it_was_asked_in(tmp_path: Path) -> None:
    async with a_bot(tmp_path, answering) as bot:
        ts = await bot.server.ask("C1", "U1", "of somebody")
        message = bot.fake.channels["C1"]["messages"][0]
        await bot.server.shortcut("C1", "U1", message)
        await bot.rest()
        [late] = bot.fake.late
        await bot.server.press(late, "C1", "U1", "share", whisper=True)
        await bot.server.press(late, "C1", "U1", "left", whisper=True)
        await bot.rest()
        _, share, left = bot.taken
        assert share.public and share.place == "slack:T1:C1" and share.thread == ts
        assert not left.public
        assert [bot.fake.said(m) for m in bot.fake.answers("C1", ts)] == ["did share answer-1"]


async def test_foreign_addresses_for_late_answers_are_not_posted_to(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        payload: dict[str, Any] = {
            "command": "/hush", "text": "ask x", "team_id": "T1", "channel_id": "C1",
            "user_id": "U1", "trigger_id": "t", "token": "fake",
            "response_url": "https://evil.example/response/1",
        }  # fmt: skip
        await bot.server.deliver("slash_commands", payload)
        await bot.rest()
        assert len(bot.fake.whispers) == 1


# ---- the pane


async def test_the_pane_has_prompts_a_status_and_a_title(tmp_path: Path) -> None:
    async def slowly(message: Message, surface: Surface) -> None:
        await surface.working("Looking…")
        await surface.finish(Reply("text"))

    async with a_bot(tmp_path, slowly) as bot:
        bot.fake.user("U2", locale="ru-RU")
        bot.fake.channel("D2")
        thread = {"user_id": "U2", "channel_id": "D2", "thread_ts": "1.1", "context": {}}
        await bot.server.event({"type": "assistant_thread_started", "assistant_thread": thread})
        await bot.server.event(
            {"type": "assistant_thread_context_changed", "assistant_thread": thread}
        )
        await until(lambda: bool(bot.fake.prompts))  # it is not waited for
        [prompts] = bot.fake.prompts.values()
        assert prompts[0]["message"] == "Как откатить релиз?"
        await bot.server.ask("D2", "U2", "Что делать?", "1.1")
        await bot.rest()
        assert bot.fake.titles == {("D2", "1.1"): "Вопрос"}
        [status] = bot.fake.statuses
        assert status["status"] == "ищет в документах…"
        assert status["loading_messages"] == ["Looking…"]
        assert bot.fake.wrong == []


async def test_words_alone(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        await bot.server.ask("C1", "U1", "<@UBOT> stop")
        await bot.server.ask("D1", "U1", "Стоп!")
        await bot.server.ask("D1", "U1", "help")
        await bot.server.ask("D1", "U1", "помощь")
        assert [(m.action, m.text, m.language) for m in bot.taken] == [
            (Action.STOP, "", "en"),
            (Action.STOP, "", "ru"),
            (Action.HELP, "", "en"),
            (Action.HELP, "", "ru"),
        ]


async def test_an_alerts_name_says_nothing_of_the_language(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        bot.fake.user("U7", locale="ru-RU")
        await bot.server.command("C1", "U7", "runbook DiskFull")
        await bot.server.command("C1", "U1", "search диск")
        await bot.server.command("C1", "U7", "ask how do I roll back?")
        assert [m.language for m in bot.taken] == ["ru", "", ""]


async def test_the_connection_is_renewed(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        await bot.server.disconnect()
        ts = await bot.server.ask("D1", "U1", "hello")
        await bot.rest()
        assert len(bot.fake.answers("D1", ts)) == 1
        assert bot.fake.count("apps.connections.open") >= 2
