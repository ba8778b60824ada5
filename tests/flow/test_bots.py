"""The bots as a real process: killed, started again, and every question answered once."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from bots.__main__ import main
from tests.flow.bots_process import ALERTS_TOKEN, Process, alerts, settings_of
from tests.unit.bots.fake_platform import until
from tests.unit.bots.test_alerts import delivery
from tests.wire import fake_telegram
from tests.wire.fake_bots_service import FakeBotsService, serving
from tests.wire.fake_slack import FakeSlack
from tests.wire.fake_slack_server import serve

MARKS = ("may have come before",)


@pytest.fixture
def service() -> Iterator[FakeBotsService]:
    with serving(FakeBotsService(seconds=0.3)) as fake:
        yield fake
    assert fake.refused == []


def _slack() -> FakeSlack:
    slack = FakeSlack()
    slack.user("U1")
    slack.user("U2")
    for number in range(4):
        slack.channel(f"C{number}")
    return slack


async def _within(condition: Callable[[], bool], process: Process) -> None:
    try:
        await until(condition, 30)
    except TimeoutError:
        raise AssertionError(process.log[-3000:]) from None


async def test_each_question_is_answered_once_over_kills(
    service: FakeBotsService, tmp_path: Path
) -> None:
    async with serve(_slack()) as slack, fake_telegram.serving() as telegram:
        settings = settings_of(service.url, slack.slack, telegram) | alerts("slack:T1:C1")
        process = Process(tmp_path / "h", settings)
        await process.start()
        assert process.said["bots"] == ["slack", "telegram"]
        threads = list[tuple[str, str]]()
        for life in range(3):
            for number in range(4):
                text = f"<@UBOT> question {life}-{number}?"
                asked = await slack.ask(f"C{number}", f"U{1 + number % 2}", text)
                threads.append((f"C{number}", asked))
                telegram.says(f"question {life}-{number}?", user=70 + number)
            await asyncio.sleep(0.25)
            if life < 2:
                await process.kill()
                await process.start()
        taken = await _alert(str(process.said["listening"]))
        assert [taken, await _alert(str(process.said["listening"]))] == [202, 200]

        def answered() -> bool:
            there = [len(slack.slack.answers(*one)) for one in threads]
            told = [len(telegram.in_chat(70 + number)) for number in range(4)]
            return min(there) >= 1 and min(told) >= 3 and _alerts(slack.slack) == 1

        await _within(answered, process)
        assert await process.stop() == 0
        assert [len(slack.slack.answers(*one)) for one in threads] == [1] * 12
        assert (slack.slack.wrong, telegram.wrong) == ([], [])
        for number in range(4):
            texts = [one.text for one in telegram.in_chat(70 + number)]
            marked = [text for text in texts if any(mark in text for mark in MARKS)]
            assert len(texts) - len(marked) <= 3
            assert all(any(f"{life}-{number}" in text for text in texts) for life in range(3))
        for secret in ("question", "xoxb-", fake_telegram.TOKEN, "hush_bots_test_key"):
            assert secret not in process.log


async def test_hush_telegram_answers_and_ends_with_one_ctrl_c(
    service: FakeBotsService, tmp_path: Path
) -> None:
    async with fake_telegram.serving() as telegram:
        process = Process(tmp_path / "h", settings_of(service.url, None, telegram))
        await process.start("app.cli", "telegram")
        assert process.said["bots"] == ["telegram"]
        telegram.says("how do I roll back?", user=7)
        await _within(lambda: len(telegram.in_chat(7)) == 1, process)
        assert await process.stop(signal.SIGINT) == 0
        assert telegram.wrong == [] and "Traceback" not in process.log


def _alerts(slack: FakeSlack) -> int:
    said = [slack.said(one) for one in slack.ours("C1")]
    return sum("Firing" in text for text in said)


async def _alert(listening: str) -> int:
    async with httpx2.AsyncClient(trust_env=False) as client:
        headers = {"Authorization": f"Bearer {ALERTS_TOKEN}"}
        answer = await client.post(f"{listening}/alerts", content=delivery(), headers=headers)
    return answer.status_code


@pytest.mark.parametrize(
    ("variable", "value"),
    [("BOT_TOKEN", "xoxb-wrong"), ("APP_TOKEN", "xapp-wrong"), ("APP_TOKEN", "")],
)
async def test_a_wrong_token_ends_it_with_one_sentence(
    service: FakeBotsService, tmp_path: Path, variable: str, value: str
) -> None:
    async with serve(_slack()) as slack:
        settings = settings_of(service.url, slack.slack) | {f"HUSH_SLACK__{variable}": value}
        process = Process(tmp_path / "h", settings)
        running = await process.run("app.cli", "slack")
        said, _ = await asyncio.wait_for(running.communicate(), 30)
        assert running.returncode == 1
        [line] = [one for one in process.log.splitlines() if one.startswith("hush: ")]
        assert f"HUSH_SLACK__{variable}" in line
        assert json.loads(said)["error"] == line.removeprefix("hush: ")
        assert "Unclosed" not in process.log
        assert "Traceback" not in process.log and "xoxb-wrong" not in process.log


@pytest.mark.parametrize(
    ("variables", "arguments", "code", "said"),
    [
        ({}, ("slack",), 1, "set HUSH_SLACK__BOT_TOKEN"),
        ({}, (), 1, "no platform is configured"),
        ({}, ("mattermost",), 2, "no platform"),
        ({"HUSH_SLACK_BOT_TOKEN": "x"}, ("slack",), 1, "did you mean HUSH_SLACK__BOT_TOKEN"),
        ({"HUSH_BOTS__AT_ONCE": "many"}, ("slack",), 1, "HUSH_BOTS__AT_ONCE is not valid: write a"),
        ({"HUSH_SLACK__BOTTOKEN": "x"}, ("slack",), 1, "did you mean HUSH_SLACK__BOT_TOKEN"),
        ({"HUSH_SLACK__COLOUR": "x"}, ("slack",), 1, "there is no such setting"),
        ({"HUSH_SLACK": "x"}, ("slack",), 1, "see the table"),
        ({"HUSH_TELEGRAM__WEBHOOK_SECRET": "short"}, (), 1, "16 characters"),
        (
            {
                "HUSH_TELEGRAM__WEBHOOK_URL": "https://hush.example/telegram",
                "HUSH_TELEGRAM__WEBHOOK_SECRET": "0123456789abcdef",
            },
            ("telegram",),
            1,
            "HUSH_TELEGRAM__WEBHOOK_URL is not valid: it needs HUSH_BOTS__LISTEN",
        ),
    ],
)
def test_whoever_is_stuck_at_the_start_reads_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    mask = os.umask(0o022)
    try:
        assert main([*arguments, "--json"]) == code
    finally:
        os.umask(mask)
    heard = capsys.readouterr()
    assert said in heard.err and said in json.loads(heard.out)["error"]
    assert main(arguments) == code
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    assert main(arguments) == code
    assert re.search("[а-я]", capsys.readouterr().err.splitlines()[-1])


def test_whoever_asks_how_reads_it_in_their_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: python -m bots [slack] [telegram]")
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert main(["-h"]) == 0
    assert capsys.readouterr().out.startswith("использование: python -m bots")


async def test_a_damaged_inbox_and_a_second_process_are_one_sentence_each(
    service: FakeBotsService, tmp_path: Path
) -> None:
    async with serve(_slack()) as slack:
        settings = settings_of(service.url, slack.slack) | {"HUSH_BOTS__DRAIN": "30"}
        home = tmp_path / "h"
        (home / "bots").mkdir(parents=True)
        (home / "bots" / "inbox.sqlite").write_bytes(b"no database" * 1_000)
        damaged = Process(home, settings, ("slack",))
        assert await asyncio.wait_for((await damaged.run()).wait(), 30) == 1
        assert "inbox.sqlite is damaged; move it" in damaged.log
        (home / "bots" / "inbox.sqlite").unlink()
        process, second = Process(home, settings, ("slack",)), Process(home, settings, ("slack",))
        await process.start()
        assert await asyncio.wait_for((await second.run()).wait(), 30) == 1
        assert "hush: " in second.log and "Traceback" not in second.log
        service.seconds = 20.0
        asked = await slack.ask("C1", "U1", "<@UBOT> slow?")
        await until(lambda: "slow?" in service.questions(), 30)
        ending = asyncio.create_task(process.stop(signal.SIGINT))
        await asyncio.sleep(0.5)
        assert not ending.done(), "an answer may end"
        assert await asyncio.wait_for(process.stop(signal.SIGINT), 5) == 0
        await ending
        service.seconds = 0.1
        await process.start()
        await _within(lambda: len(slack.slack.answers("C1", asked)) == 1, process)
        assert await process.stop() == 0
        assert "Traceback" not in process.log and slack.slack.wrong == []
