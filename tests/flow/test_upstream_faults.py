"""Whatever a model server does: a defined answer in its time, and nothing confidential outside."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.upstream_faults import PRIVATE, ROUTES, leaked, matrix
from tests.wire.broken_upstream import FAULTS, Received


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
