"""What an event of `/api/ask` says. Invariant: a text that stays is in no field named `outgoing`."""

from __future__ import annotations

import pytest

from app.api.asking import wired
from app.contract import Route
from app.dialogue import Lane, Question, Routed
from index.filters import Access


@pytest.mark.parametrize(("lane", "left"), [(Lane.LOCAL, None), (Lane.CLOUD, "a masked text")])
def test_a_route_shows_only_what_leaves(lane: Lane, left: str | None) -> None:
    routed = Routed(lane, "because", "a masked text", model="m", code="masked")
    [(name, event)] = wired(routed, Question("q", "how do I roll back?", Access.owner()))
    assert name == "route" and isinstance(event, Route)
    assert (event.lane, event.outgoing) == (lane.value, left)
