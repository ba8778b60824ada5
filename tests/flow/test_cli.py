"""The command line as a script sees it: exit codes, streams, and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def hush(
    *arguments: str, home: Path, stdin: str = "", **extra: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HUSH_HOME": str(home), "OMP_NUM_THREADS": "1", **extra}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=240,
        env=environment,
        check=False,
    )


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "labels.toml").write_text(
        '["*.md"]\nsensitivity = "INTERNAL"\nowner = "sre"\nurl = "https://wiki.example/"\n'
        '["secret.md"]\nsensitivity = "CONFIDENTIAL"\naudience = ["security"]\n'
    )
    (folder / "redis.md").write_text(
        "# Redis is full\n\nOn redis-prod-01.corp.example.internal free memory:\n\n"
        "```bash\nredis-cli memory purge\n```\n\nThen tell Anna Petrova.\n"
    )
    (folder / "secret.md").write_text("# Merger\n\nThe merger with Globex is planned for May.\n")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest"],
        ["nope"],
        ["search"],
        ["ask", " "],
        ["explain", ""],
        ["explain", " \t", "--json"],
        ["ask", "--bogus"],
        ["search", "x", "-k", "0"],
        ["scan", "-", "--label", "SECRET"],
        ["scan", "some.txt", "--jsonl"],
    ],
)
def test_wrong_usage_is_two_and_says_so(arguments: list[str], tmp_path: Path) -> None:
    run = hush(*arguments, home=tmp_path)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("hush: ") or "Error: " in run.stderr  # ours, or Click's own
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "extra", "says"),
    [
        (["ask", "x"], {}, "hush ingest PATH"),
        (["status"], {"HUSH_EMBEDDING__DEVICE": "moon"}, "HUSH_EMBEDDING__DEVICE"),
        (["scan", "/nowhere/x"], {}, "/nowhere/x"),
        (["scan", "-"], {"HUSH_TERMS": "/nowhere/terms.toml"}, "HUSH_TERMS"),
        (["ingest", "/nowhere/docs"], {}, "/nowhere/docs"),
        (["remove", "nobody"], {}, "nobody"),
    ],
)
def test_an_error_is_one_sentence_and_a_json_object(
    arguments: list[str], extra: dict[str, str], says: str, tmp_path: Path
) -> None:
    run = hush(*arguments, "--json", home=tmp_path / "home", **extra)
    assert run.returncode == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert says in run.stderr
    assert says in json.loads(run.stdout)["error"]


def test_a_misspelt_key_of_hush_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "hush.toml").write_text("[embeding]\nmodel = 'x'\n")
    run = hush("status", home=tmp_path)
    assert run.returncode == 1
    assert "embedding" in run.stderr


def test_the_whole_way(docs: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = json.loads(hush("ingest", str(docs), "--json", home=home).stdout)
    assert (first["added"], first["failed"], first["unlabelled"]) == (2, [], 0)
    lines = '{"id":1,"question":"Redis memory is full, what now?"}\nnot json\n{"id":3}\n'
    lines += '{"id":4,"question":" "}\n'
    answered = hush("ask", "--jsonl", "--as", "staff", home=home, stdin=lines)
    one, two, three, four = map(json.loads, answered.stdout.splitlines())
    assert one["id"] == 1
    assert "redis-cli memory purge" in one["text"]
    assert one["lane"] == "local"
    assert one["model"] == "extractive"
    assert one["citations"][0]["source"] == "docs:redis.md"
    assert one["citations"][0]["url"] == "https://wiki.example/redis.md"
    assert one["citations"][0]["owner"] == "sre"
    assert two["id"] is None
    assert "error" in two
    assert three["id"] == 3
    assert "error" in three
    assert (four["id"], "blank" in four["error"]) == (4, True)

    explained = json.loads(
        hush("explain", "Redis memory is full", "--as", "staff", "--json", home=home).stdout
    )
    assert explained["lane"] == "cloud"
    assert "redis-prod-01" not in explained["outgoing"]
    assert "Petrova" not in explained["outgoing"]
    assert "Petrova" in explained["original"]
    assert "Anna Petrova" in {mask["original"] for mask in explained["masks"]}
    assert {passage["label"] for passage in explained["passages"]} == {"INTERNAL"}
    owner = json.loads(
        hush("explain", "When is the merger with Globex?", "--json", home=home).stdout
    )
    assert owner["sensitivity"] == "CONFIDENTIAL"
    assert owner["outgoing"] is None
    assert "docs:secret.md" in owner["decided_by"]

    (docs / "redis.md").unlink()
    second = json.loads(hush("ingest", str(docs), "--json", home=home).stdout)
    assert (second["removed"], second["embedded"]) == (1, 0)
    found = json.loads(hush("search", "Redis memory", "--json", home=home).stdout)
    assert all(hit["source"] != "docs:redis.md" for hit in found["hits"])


def test_somebody_else_never_sees_it(docs: Path, tmp_path: Path) -> None:
    """Law 12, through the command line."""
    home = tmp_path / "home"
    hush("ingest", str(docs), "--json", home=home)
    run = hush("ask", "When is the merger with Globex?", "--as", "staff", "--json", home=home)
    assert "secret.md" not in run.stdout
    assert "merger with Globex is planned" not in run.stdout
    owner = json.loads(hush("search", "merger Globex", "--json", home=home).stdout)
    assert owner["hits"][0]["source"] == "docs:secret.md"


def test_scan_of_many(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "restart the pod"},
        {"id": "b", "text": "пароль от графаны: Xk29-slon-77"},
        {"id": "c", "text": "restart the pod", "label": "CONFIDENTIAL"},
        {"id": "d", "text": "ping 10.0.3.7"},
        {"id": "e", "text": "x", "label": "TOP"},
    ]
    run = hush(
        "scan", "--jsonl", home=tmp_path, stdin="\n".join(json.dumps(line) for line in lines)
    )
    alone = hush("scan", "-", "--label", "CONFIDENTIAL", home=tmp_path, stdin="restart the pod")
    assert "counts as CONFIDENTIAL; classifier: " in alone.stdout
    records = {record["id"]: record for record in map(json.loads, run.stdout.splitlines())}
    assert records["a"]["lane"] == "cloud"
    assert records["a"]["sanitized"] == "restart the pod"
    assert (records["b"]["lane"], records["b"]["sanitized"]) == ("local", None)
    assert (records["c"]["lane"], records["c"]["sensitivity"]) == ("local", "CONFIDENTIAL")
    assert records["d"]["sanitized"] == "ping \u27e6IP_1\u27e7"
    assert records["d"]["findings"][0]["kind"] == "IP"
    assert "error" in records["e"]
