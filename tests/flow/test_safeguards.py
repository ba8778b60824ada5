"""Safeguards of the whole way that no test of one part alone would miss."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from app.audit import Audit
from app.audit.records import Decided
from app.confidentiality.reason import Reason, ReasonCode
from app.gate import Gate
from index.chunk import Sensitivity
from tests.faults import Parts, asked, cloud_settings, desk_of
from tests.wire.fake_cloud import fake_cloud

ROOT = Path(__file__).resolve().parents[2]


async def test_a_policy_that_does_not_want_the_cloud_now_keeps_it_inside(tmp_path: Path) -> None:
    async with fake_cloud() as cloud:
        desk = desk_of(Parts(tmp_path / "home", cloud_settings(cloud.base_url)))
        gate: Gate = replace(desk.gate, allowed=lambda _, __, ___: Reason(ReasonCode.FAILED))
        answered = await asked(replace(desk, gate=gate))
        assert cloud.connections == 0
    assert answered.lane.value == "local"


async def test_the_bytes_that_left_are_those_that_were_recorded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with fake_cloud() as cloud:
        await asked(desk_of(Parts(home, cloud_settings(cloud.base_url))))
        [request] = cloud.requests
    body = request.partition(b"\r\n\r\n")[2]
    lines = [json.loads(line) for line in (home / "audit.jsonl").read_text("utf-8").splitlines()]
    [egress] = [line for line in lines if line["event"] == "egress"]
    assert egress["sha256"] == hashlib.sha256(body).hexdigest()


def _told_to_the_disk(audit: Audit, decided: Decided) -> list[str]:
    """The writes and syncs of one record, in order, as the interpreter sees them."""
    calls: list[str] = []

    def seen(_frame: object, event: str, called: object) -> None:
        if event == "c_call" and called in (os.write, os.fsync):
            calls.append(getattr(called, "__name__", ""))

    sys.setprofile(seen)
    try:
        audit.local(decided)
    finally:
        sys.setprofile(None)
    return calls


def test_nothing_is_written_to_the_audit_without_being_synced(tmp_path: Path) -> None:
    decided = Decided("q", "ann", (), Sensitivity.PUBLIC, Reason(ReasonCode.CLEAN))
    audit = Audit(tmp_path / "audit.jsonl")
    audit.local(decided)
    calls = _told_to_the_disk(audit, decided)
    assert calls.count("write") >= 1
    for number, call in enumerate(calls):
        if call == "write":
            assert calls[number + 1 : number + 2] == ["fsync"]


def test_tracing_stays_off_where_somebody_switches_it_on_later() -> None:
    code = (
        "from app import telemetry; telemetry.switch_off(); import os\n"
        "for name in ('LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2'):\n"
        "    os.environ[name] = 'true'\n"
        "import langchain_core.runnables\nfrom langsmith import utils\n"
        "print(utils.tracing_is_enabled())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_record_of_what_stayed_holds_no_word_of_it(tmp_path: Path) -> None:
    words = "why is db1.corp.lan slow, asks Anna"
    decided = Decided(
        "q", "ann", (), Sensitivity.PUBLIC, Reason(ReasonCode.CLEAN), question_text=words
    )
    Audit(tmp_path / "audit.jsonl").local(decided)
    written = (tmp_path / "audit.jsonl").read_text("utf-8")
    assert not [word for word in words.split() if word in written.replace('"ann"', "")]
