"""Model servers that break, on three routes: who answered, in what time, and what arrived outside."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tests.upstream_faults import ROUTES, Outcome, matrix
from tests.wire.broken_upstream import FAULTS


def run() -> dict[str, object]:
    """One row for each fault, with a cell for each route."""
    outcomes = asyncio.run(matrix())
    figures: dict[str, object] = {
        fault: {one.route: _cell(one) for one in outcomes if one.fault == fault} for fault in FAULTS
    }
    for name, wrong in (
        ("without a defined answer in time", [one for one in outcomes if not one.good]),
        ("with confidential bytes out", [one for one in outcomes if one.leaked]),
    ):
        figures[name] = {ROUTES[0]: f"{len(wrong)} of {len(outcomes)}"}
    figures["slowest, seconds"] = {route: _slowest(outcomes, route) for route in ROUTES}
    return figures


def _cell(one: Outcome) -> str:
    good = "" if one.good else "WRONG "
    return f"{good}{one.model}, {one.seconds:.1f} s, {one.sent} B out"


def _slowest(outcomes: Sequence[Outcome], route: str) -> float:
    return max(one.seconds for one in outcomes if one.route == route)
