"""The command line with and without a service: the same words, objects and exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import session
from app.cli import app
from tests.flow.desk import ROOT

ASKED = "How do I free memory of redis?"
LINES = (
    '{"id":1,"question":"How do I free memory of redis?"}\nnot json\n{"id":3}\n'
    '{"id":4,"question":" "}\n{"id":5,"question":"\\ud800 redis memory"}\n'
)
QUERIES = '{"id":1,"query":"redis"}\n{"id":2,"query":""}\n{"id":3,"query":"\\ud800"}\n'
SAME: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ask", ASKED), ""),
    (("ask", "How is the weather on Mars?"), ""),
    (("ask", "When is the merger with Globex?", "--as", "staff", "--json"), ""),
    (("ask", "--jsonl"), LINES),
    (("search", "redis memory"), ""),
    (("search", "redis memory", "-k", "500", "--json"), ""),
    (("search", "--jsonl", "-k", "3"), QUERIES),
    (("explain", "When is the merger with Globex?"), ""),
    (("explain", "--json", "merger", "--as", "staff"), ""),
    (("status", "--json"), ""),
    (("plan", "DOCS"), ""),
    (("ingest", "DOCS"), ""),
    (("ingest", "OTHER", "--name", "docs"), ""),
    (("ingest", "/nowhere/docs", "--json"), ""),
    (("remove", "nobody", "--json"), ""),
)
Run = Callable[..., Any]
_CHANGES = re.compile(r'(?<="seconds": )[\d.]+|\b\d+\.\d (?=s|с)|20\d\d-\d\d-\d\dT[\d:]+')

_PROGRESS = re.compile(r"^hush: [^\n]* \d+ %\n", re.MULTILINE)
"""Said of what takes long, which it does on a busy machine only."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left."""

    code: int
    out: str
    err: str


def hush(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *arguments: str,
    stdin: str = "",
) -> Said:
    """The command in this process, as `main` runs it."""
    monkeypatch.setattr(sys, "argv", ["hush", *arguments])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
    before = signal.getsignal(signal.SIGTERM)
    try:
        code = session.run(app)
    finally:
        signal.signal(signal.SIGTERM, before)
    out, err = capfd.readouterr()
    return Said(code, _CHANGES.sub("0", out), _CHANGES.sub("0", _PROGRESS.sub("", err)))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    docs, other = tmp_path / "docs", tmp_path / "other"
    docs.mkdir()
    other.mkdir()
    (docs / "labels.toml").write_text(
        '["*.md"]\nsensitivity = "INTERNAL"\nowner = "sre"\nurl = "https://wiki.example/"\n'
        '["merger.md"]\nsensitivity = "CONFIDENTIAL"\naudience = ["security"]\n'
    )
    (docs / "redis.md").write_text(
        "# Redis is full\n\nOn redis-prod-01.corp.example.internal free memory:\n\n"
        "```bash\nredis-cli memory purge\n```\n\nThen tell Anna Petrova.\n"
    )
    (docs / "merger.md").write_text("# Merger\n\nThe merger with Globex is planned for May.\n")
    (docs / "broken.md").write_text("---\nsensitivity: hush\n---\n# Broken\n")
    (other / "x.md").write_text("# Another\n")
    made = tmp_path / "h"
    monkeypatch.setenv("HUSH_HOME", str(made))
    monkeypatch.setenv("HUSH_READERS", "0")
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    return made


def _serving(home: Path) -> tuple[subprocess.Popen[str], dict[str, str]]:
    with (home.parent / "log").open("w") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--json"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert served.stdout is not None
    return served, json.loads(served.stdout.readline())


def test_the_same_both_ways(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {"DOCS": str(home.parent / "docs"), "OTHER": str(home.parent / "other")}
    docs = Path(places["DOCS"])

    def run(arguments: tuple[str, ...], stdin: str = "") -> Said:
        filled = (places.get(word, word) for word in arguments)
        return hush(capfd, monkeypatch, *filled, stdin=stdin)

    assert [run(("ingest", "DOCS", "--json")).code for _ in range(2)] == [
        0,
        0,
    ]  # the second is sure
    first = [run(arguments, stdin) for arguments, stdin in SAME]
    key = json.loads(
        run(
            ("keys", "create", "--name", "x", "--groups", "staff", "--scope", "admin", "--json")
        ).out
    )["key"]
    served, opened = _serving(home)
    try:
        for (arguments, stdin), alone in zip(SAME, first, strict=True):
            assert run(arguments, stdin) == alone, arguments
        assert json.loads(run(("doctor", "--json")).out)["checks"][5]["detail"].startswith(
            "embedded"
        )

        (docs / "new.md").write_text("# New\n\nFeed the giraffe.\n")
        report = json.loads(run(("ingest", "DOCS", "--json")).out)
        assert (report["added"], report["unchanged"], report["interrupted"]) == (1, 2, False)
        taken = json.loads(run(("ingest", "OTHER", "--json")).out)
        assert (taken["name"], taken["added"]) == ("other", 1)
        assert "new.md" in run(("search", "feed the giraffe", "--json")).out
        assert json.loads(run(("remove", "other", "--json")).out) == {"name": "other", "removed": 1}
        refused = run(("reindex", "--json"))
        assert refused.code == 1 and "hush.sock" in refused.out

        monkeypatch.setenv("HUSH_ANSWER__PASSAGES", "3")
        differs = run(("ask", ASKED, "--json"))
        assert differs.code == 1 and "HUSH_ANSWER__PASSAGES" in json.loads(differs.out)["error"]
        monkeypatch.delenv("HUSH_ANSWER__PASSAGES")

        _elsewhere(run, opened["url"], key, monkeypatch)
    finally:
        served.send_signal(signal.SIGTERM)
        served.communicate(timeout=30)
    routes = set(re.findall(r'"route": "(/owner/\w+)"', (home.parent / "log").read_text()))
    verbs = ["hello", "ask", "search", "explain", "status", "plan", "ingest", "remove", "count"]
    assert routes == {f"/owner/{verb}" for verb in verbs}
    again = run(("ask", ASKED, "--json"))
    assert again.code == 0  # the socket is gone; the store is opened here


def _elsewhere(run: Run, url: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By URL and key, as somebody in the key's groups."""
    asked = ("How do I free memory of redis?", "--json")
    as_staff = [
        json.loads(run((verb, *asked, "--as", "staff")).out)
        for verb in ("ask", "search", "explain")
    ]
    people = run(("search", "redis", "--as", "staff"))
    monkeypatch.setenv("HUSH_SERVICE__URL", url)
    monkeypatch.setenv("HUSH_SERVICE__KEY", key)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    by_key = [json.loads(run((verb, *asked)).out) for verb in ("ask", "search", "explain")]
    assert by_key == as_staff
    assert run(("search", "redis")) == people
    assert json.loads(run(("status", "--json")).out)["sources"][0]["name"] == "docs"
    assert json.loads(run(("ingest", "DOCS", "--json")).out)["unchanged"] == 3
    unknown = run(("ingest", "OTHER", "--json"))
    assert unknown.code == 1 and url in unknown.out
    for arguments in (("remove", "docs"), ("plan", "DOCS"), ("ask", ASKED, "--as", "staff")):
        assert run(arguments).code == 1
    monkeypatch.setenv("HUSH_SERVICE__KEY", "hush_wrong")
    wrong = run(("ask", ASKED, "--json"))
    assert wrong.code == 1 and "HUSH_SERVICE__KEY" in wrong.out
    monkeypatch.delenv("HUSH_SERVICE__URL")
    monkeypatch.delenv("HUSH_SERVICE__KEY")
