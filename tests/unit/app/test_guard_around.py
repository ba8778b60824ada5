"""What stands around the body is bound as tightly: the address, the host's name, the key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.confidentiality.guard import Clear, Guard, Held, Outgoing, Watch
from tests.unit.app.test_guard import GOAL, HEADERS, request


def guard() -> Guard:
    return Guard(GOAL, Watch())


@pytest.mark.parametrize(
    "header",
    [
        ("Host", "another.example.org"),
        ("Authorization", "Bearer short"),
        ("authorization", "Basic abc"),
    ],
)
def test_a_foreign_host_or_authorization_is_held_whatever_it_looks_like(
    header: tuple[str, str],
) -> None:
    outgoing = replace(request("hello"), headers=(*HEADERS, header))
    judged = guard().read(outgoing, (), (), "d1")
    assert isinstance(judged, Held)
    assert judged.reason.kinds == ("header",)


@pytest.mark.parametrize(
    "other",
    [
        Outgoing(GOAL.url + "/other", HEADERS, request("hello").body),
        Outgoing(GOAL.url, (*HEADERS, ("Accept", "x")), request("hello").body),
    ],
)
def test_a_ticket_is_for_this_path_and_these_headers_only(other: Outgoing) -> None:
    reader = guard()
    judged = reader.read(request("hello"), (), (), "d1")
    assert isinstance(judged, Clear)
    assert not reader.redeem(judged.ticket, "d1", other)
