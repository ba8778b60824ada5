"""`hush policy`, `hush audit` and `hush canary`, as a script sees them."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.audit import Attempt, Audit, Decided, Spent
from app.audit.sealing import Seals
from app.confidentiality.reason import Reason, ReasonCode
from index.chunk import Sensitivity
from ingest.manifest import Known, Manifest
from tests.flow.test_cli import hush

SEAL = "a passphrase of some length"


def said(*arguments: str, home: Path, code: int = 0, **extra: str) -> Any:
    run = hush(*arguments, "--json", home=home, **extra)
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which two questions were asked: one went out, one stayed."""
    home = tmp_path / "home"
    audit = Audit(home / "audit.jsonl", Seals(home / "sealed", SEAL, 30))
    decided = Decided(
        "q-1",
        "ann",
        (Sensitivity.INTERNAL,),
        Sensitivity.INTERNAL,
        Reason(ReasonCode.MASKED, ("HOST",)),
        found=(("HOST", "mask", 1),),
        difficulty=0.7,
        policy="p" * 16,
    )
    attempt = Attempt(
        "ab" * 16,
        1,
        "api.example.com",
        "f" * 64,
        {"HOST": 1},
        ("db1.corp.lan",),
        Spent(10, 10, 0.5, "USD"),
    )
    audit.egress(decided, attempt, b"the very bytes")
    audit.outcome(decided, attempt, "answered", Spent(10, 5, 0.25, "USD"))
    reason = Reason(ReasonCode.LABEL, level=Sensitivity.CONFIDENTIAL)
    audit.local(Decided("q-2", "bob", (), Sensitivity.CONFIDENTIAL, reason, policy="p" * 16))
    return home


def test_audit(home: Path) -> None:
    shown = said("audit", "show", "-n", "2", home=home)["records"]
    assert [record["event"] for record in shown] == ["outcome", "decided"]
    verified = said("audit", "verify", home=home)
    assert (verified["ok"], verified["records"], verified["broken"]) == (True, 3, None)
    again = said("audit", "verify", "--anchor", verified["head"], home=home)
    assert again["ok"]
    wrong = f"3:{'0' * 64}"
    assert said("audit", "verify", "--anchor", wrong, home=home, code=1)["why"] == "anchor"
    found = said("audit", "find", "DB1.corp.lan", home=home)["records"]
    assert [record["question"] for record in found] == ["q-1"]
    assert said("audit", "find", "db2.corp.lan", home=home)["records"] == []
    none = hush("audit", "find", "db2.corp.lan", home=home, HUSH_LANGUAGE="ru").stdout
    assert none.startswith("Записей нет")
    key = home / "audit.key"
    kept = key.read_bytes()
    key.unlink()
    gone = hush("audit", "find", "db1.corp.lan", home=home)
    assert (gone.returncode, "audit.key" in gone.stderr) == (1, True)
    key.write_bytes(kept)
    exported = hush("audit", "export", "--since", "2020-01-01", home=home).stdout
    assert len(exported.splitlines()) == 3
    table = hush("audit", "export", "--format", "csv", home=home).stdout
    assert table.splitlines()[0].startswith("n,time,event")
    assert hush("audit", "export", "--format", "xml", home=home).returncode == 2
    assert hush("audit", "verify", "--anchor", "x", home=home).returncode == 2


def test_an_empty_audit_says_so(tmp_path: Path) -> None:
    said_so = hush("audit", "show", home=tmp_path, HUSH_LANGUAGE="en")
    assert said_so.returncode == 0
    assert said_so.stdout.startswith("Nothing has been recorded yet")
    assert said("audit", "show", home=tmp_path)["records"] == []


def test_a_broken_audit_is_one_and_says_where(home: Path) -> None:
    path = home / "audit.jsonl"
    path.write_text(path.read_text("utf-8").replace('"ann"', '"bob"'), "utf-8")
    result = said("audit", "verify", home=home, code=1)
    assert (result["ok"], result["broken"], result["why"]) == (False, 1, "mac")
    spoken = hush("audit", "verify", home=home, HUSH_LANGUAGE="ru")
    assert "Запись 1" in spoken.stdout


def test_a_sealed_copy(home: Path) -> None:
    opened = hush("audit", "open", "ab" * 16, home=home, HUSH_AUDIT__SEAL_KEY=SEAL)
    assert opened.stdout == "the very bytes\n"
    without = hush("audit", "open", "ab" * 16, home=home)
    assert without.returncode == 1
    assert "HUSH_AUDIT__SEAL_KEY" in without.stderr
    short = hush("audit", "show", home=home, HUSH_AUDIT__SEAL_KEY="short")
    assert short.returncode == 1
    assert "16 characters" in short.stderr
    assert "short" not in short.stderr.replace("shorter", "")


def test_policy(home: Path, tmp_path: Path) -> None:
    strict = tmp_path / "strict.toml"
    strict.write_text('[levels]\nINTERNAL = "local"\n[kinds]\nPERSON = "cut"\n')
    checked = said("policy", "check", str(strict), home=home)
    assert checked["ok"]
    assert checked["levels"]["INTERNAL"] == "local"
    loose = tmp_path / "loose.toml"
    loose.write_text('[levels]\nCONFIDENTIAL = "cloud"\n')
    refused = said("policy", "check", str(loose), home=home, code=1)
    assert not refused["ok"]
    assert "may never leave" in refused["error"]
    in_force = said("policy", "show", home=home, HUSH_POLICY=str(strict))
    assert in_force["policy"] == checked["policy"] != said("policy", "show", home=home)["policy"]
    replayed = said("policy", "replay", str(strict), home=home)
    assert (replayed["count"], replayed["cloud_to_local"], replayed["unjudged"]) == (2, 1, 0)
    same = tmp_path / "same.toml"
    same.write_text("[budget]\nday = 1\n")
    lanes = {
        q["question"]: q["now"] for q in said("policy", "replay", str(same), home=home)["questions"]
    }
    assert lanes == {"q-1": "cloud", "q-2": "local"}
    spoken = hush("policy", "check", str(strict), home=home, HUSH_LANGUAGE="ru")
    assert "остаётся внутри" in spoken.stdout
    missing = hush("policy", "check", str(tmp_path / "none.toml"), home=home)
    assert missing.returncode == 1


def test_a_policy_decides_what_scan_says(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    for text, lane in (("", "cloud"), ('[cloud]\nuse = "never"\n', "local")):
        policy.write_text(text)
        run = hush(
            *("scan", "-", "--json"),
            home=tmp_path,
            stdin="restart the pod",
            HUSH_POLICY=str(policy),
        )
        record = json.loads(run.stdout)
        assert record["lane"] == lane
        assert (record["sanitized"] is None) is (lane == "local")


def test_canaries(tmp_path: Path) -> None:
    made = said("canary", "new", "--source", "hr", "--level", "restricted", home=tmp_path)
    assert made["level"] == "RESTRICTED"
    assert made["word"] in made["shapes"]["table"]
    listed = said("canary", "list", home=tmp_path)["canaries"]
    assert [one["word"] for one in listed] == [made["word"]]
    run = hush(
        "scan", "-", "--json", home=tmp_path, stdin=f"systemctl restart nginx\n# {made['word']}\n"
    )
    record = json.loads(run.stdout)
    assert record["lane"] == "local"
    assert made["id"] in record["reason"]
    assert hush("canary", "new", "--source", "x", "--level", "top", home=tmp_path).returncode == 2


def test_a_canary_of_a_source_that_is_not_there_comes_with_a_hint(tmp_path: Path) -> None:
    with closing(Manifest.open(tmp_path)) as manifest:
        manifest.remember(Known("handbook", "/docs", labelled=False, identity=""))
    for source, hinted in (("handbook", False), ("handbook:hr/pay.md", False), ("handbok", True)):
        run = hush("canary", "new", "--source", source, home=tmp_path)
        assert run.returncode == 0
        assert ("the sources are: handbook" in run.stderr.lower()) is hinted


def test_costs(home: Path) -> None:
    found = said("costs", home=home)
    lanes = {line["lane"]: (line["answers"], line["cost"]) for line in found["lanes"]}
    assert lanes["cloud"] == (1, 0.25)
    assert lanes["local"] == (1, 0.0)
    assert [line["group"] for line in found["groups"]] == ["unknown"]
    assert found["budget"] is None
    assert found["break_even"] is None
    assert "HUSH_COSTS__WATTS" in found["break_even_needs"]
    assert not (home / "service.db").exists()
    key = said("keys", "create", "--name", "n8n", "--groups", "sre", home=home)["id"]
    reason = Reason(ReasonCode.LABEL, level=Sensitivity.CONFIDENTIAL)
    asked = Decided("q-3", f"key:{key}", (), Sensitivity.CONFIDENTIAL, reason)
    Audit(home / "audit.jsonl").local(asked)
    groups = {line["group"]: line["answers"] for line in said("costs", home=home)["groups"]}
    assert groups == {"sre": 1, "unknown": 2}
    hardware = {
        "HUSH_COSTS__HARDWARE_PRICE": "1000",
        "HUSH_COSTS__WATTS": "100",
        "HUSH_COSTS__PRICE_PER_KWH": "0.3",
    }
    even = json.loads(hush("costs", "--json", home=home, **hardware).stdout)["break_even"]
    assert even["power_month"] > 0
    assert said("costs", "--since", "2999-01-01", home=home)["days"] == []
    spoken = hush("costs", home=home, HUSH_LANGUAGE="ru", **hardware)
    assert (spoken.returncode, "окупается" in spoken.stdout) == (0, True)
    assert hush("costs", "--since", "May", home=home).returncode == 2
