"""Safeguards of the whole way that no test of one part alone would miss."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from app.confidentiality.reason import Reason, ReasonCode
from app.gate import Gate
from tests.faults import Parts, asked, cloud_settings, desk_of
from tests.wire.fake_cloud import fake_cloud


async def test_a_policy_that_does_not_want_the_cloud_now_keeps_it_inside(tmp_path: Path) -> None:
    async with fake_cloud() as cloud:
        desk = desk_of(Parts(tmp_path / "home", cloud_settings(cloud.base_url)))
        gate: Gate = replace(desk.gate, allowed=lambda _, __: Reason(ReasonCode.FAILED))
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
