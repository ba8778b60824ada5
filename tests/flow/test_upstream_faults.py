"""Whatever a model server does: a defined answer in its time, and nothing confidential outside."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from app.breaker import Breaker
from index.chunk import Sensitivity
from tests.faults import asked
from tests.unit.app.gate_parts import passage
from tests.upstream_faults import PRIVATE, ROUTES, desk_for, healthy, leaked, matrix
from tests.wire.broken_upstream import FAULTS, Received, broken, recording, self_signed


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


def _in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


async def test_every_fault_on_every_route() -> None:
    outcomes = await matrix()
    assert len(outcomes) == len(FAULTS) * len(ROUTES) >= 72
    assert [one for one in outcomes if not one.good] == []
    assert [one for one in outcomes if one.route == "local" and one.sent] == []
    out = [one for one in outcomes if one.sent and one.route != "local"]
    assert len(out) >= 48, "the cloud servers were asked, so that what they kept says something"


@pytest.mark.parametrize("spelled", [str, str.upper, _escaped, _in_base64, quote])
def test_the_search_for_what_left_finds_it(spelled: Callable[[str], str]) -> None:
    """So that "nothing" above says something."""
    for value in PRIVATE:
        body = json.dumps({"messages": [{"content": "x"}]}).replace("x", spelled(value.text))
        request = f"POST / HTTP/1.1\r\n\r\n{body}".encode()
        assert leaked([Received("", bytes=bytearray(request))])


@pytest.mark.parametrize("lane", ["cloud", "local"])
@pytest.mark.parametrize(("fault", "rests"), [("429 with a long Retry-After", 600), ("500", 30)])
async def test_a_server_that_names_a_time_rests_for_it(
    tmp_path: Path, lane: str, fault: str, rests: float
) -> None:
    now = 0.0
    breaker = Breaker(lane, failures=1, rest=30, clock=lambda: now)
    async with broken(fault, self_signed(tmp_path)) as server, recording(healthy) as other:
        desk = desk_for(tmp_path / "desk", server.url, server.url)
        if lane == "local":
            desk = replace(
                desk_for(tmp_path / "desk", other.url, server.url),
                find=lambda _: [passage("Restart it: the zebra.", Sensitivity.CONFIDENTIAL)],
            )
        desk = replace(desk, breakers=replace(desk.breakers, **{lane: breaker}))
        assert (await asked(desk)).model == "extractive"
    now = rests - 1
    assert breaker.enter() is None
    now = rests
    assert breaker.enter() is not None
