"""`hush up`, `hush feedback` and `hush gaps`, as a team's operator sees them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.commands import opinions, up
from app.records.gaps import Near
from index.chunk import Sensitivity
from tests.flow.desk import ROOT
from tests.flow.serving import Running
from tests.flow.test_cli import hush
from tests.flow.test_service import OPEN, QUESTION, client, events


async def test_feedback_and_gaps_are_those_of_the_service(
    doors: Running, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async with client(doors) as staff, client(doors, "admin") as admin:
        async with staff.stream("POST", "/api/ask", json=QUESTION) as response:
            answer = (await events(response))[-1][1]["answer"]
        judged = {"answer": answer, "verdict": "down", "reason": "outdated", "needs_human": True}
        assert (await staff.post("/api/feedback", json=judged)).status_code == 204
        near = [Near("docs:payments.md", "sre", Sensitivity.INTERNAL)]
        doors.context.records.gaps.add("key:1", "How is the weather on Mars?", near, "en")
        said = (await admin.get("/api/feedback")).json()
        exported = (await admin.get("/api/feedback/export")).text
        gaps = (await admin.get("/api/gaps")).json()
    assert said["feedback"][0]["needs_human"] and gaps["gaps"][0]["times"] == 1

    async def both() -> list[str]:
        told = []
        for work in (
            lambda: opinions.feedback(20, needs_human=True, as_json=True),
            opinions.export,
            lambda: opinions.gaps(20, as_json=True),
            lambda: opinions.feedback(20, needs_human=False, as_json=False),
            lambda: opinions.gaps(20, as_json=False),
        ):
            await asyncio.to_thread(work)
            told.append(capfd.readouterr().out)
        return told

    monkeypatch.setenv("HUSH_HOME", str(doors.path.parent))
    here = await both()
    monkeypatch.setenv("HUSH_HOME", str(doors.path.parent / "elsewhere"))
    monkeypatch.setenv("HUSH_SERVICE__URL", doors.url)
    monkeypatch.setenv("HUSH_SERVICE__KEY", doors.keys["admin"])
    assert await both() == here
    assert [json.loads(here[0]), json.loads(here[2])] == [said, gaps]
    assert here[1] == exported and json.loads(here[1])["question"] == QUESTION["question"]
    assert "needs a human" in here[3] and "weather on Mars" in here[4]


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert json.loads(hush("gaps", "--json", home=tmp_path).stdout)["gaps"] == []
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_looks_up_says_where_it_answers_as_a_line_of_the_log(
    capfd: pytest.CaptureFixture[str],
) -> None:
    up.tell_where({"url": "http://127.0.0.1:1", "version": "1.2", "login": "http://127.0.0.1:1/x"})
    line = json.loads(capfd.readouterr().err)
    assert (line["event"], line["url"], line["version"]) == (
        "up_serving",
        "http://127.0.0.1:1",
        "1.2",
    )
    assert line["login"] == "http://127.0.0.1:1/x"


def test_up_takes_in_serves_and_ends_with_one_ctrl_c(tmp_path: Path) -> None:
    docs, home = tmp_path / "docs", tmp_path / "h"
    docs.mkdir()
    (docs / "payments.md").write_text(OPEN, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HUSH_HOME": str(home),
        "HUSH_UP__FOLDERS": f"handbook={docs}",
        "HUSH_SLACK__BOT_TOKEN": "xoxb-x",
        "HUSH_SLACK__BASE_URL": "http://127.0.0.1:9/api/",
        "OMP_NUM_THREADS": "1",
    }
    nothing = hush("up", home=tmp_path / "none")
    assert nothing.returncode == 1 and "HUSH_UP__FOLDERS" in nothing.stderr
    log = tmp_path / "log"
    with log.open("w") as writing:
        command = [sys.executable, "-m", "app.cli", "up", "--port", "0", "--json"]
        running_up = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=writing, text=True
        )
    try:
        assert running_up.stdout is not None
        opened = json.loads(running_up.stdout.readline())
        assert opened["url"].startswith("http://127.0.0.1:") and "login" in opened
        for _ in range(100):
            if all(event in log.read_text() for event in ('"up_taken_in"', '"up_bots"')):
                break
            time.sleep(0.1)
        assert hush("up", home=home).returncode == 1  # there is one already
    finally:
        running_up.send_signal(signal.SIGINT)
        running_up.communicate(timeout=40)
    assert running_up.returncode == 0
    told = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    taken = next(one for one in told if one["event"] == "up_taken_in")
    assert (taken["name"], taken["unchanged"], taken["failed"]) == ("handbook", 1, 0)
    assert next(one for one in told if one["event"] == "up_bots")["names"] == "slack"
    assert "Slack" in log.read_text() and "xoxb-x" not in log.read_text()
    assert not (home / "hush.sock").exists()
