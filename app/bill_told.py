"""The report of `hush costs` as a service elsewhere told it.

Invariant: from the object that `Bill.record` makes; every line for a person can be made from it
again, money to its six decimals. Deliberately elsewhere: the figures (`bill`), asking
(`remote_client`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.bill import Bill, OfGroup, Spent
from app.break_even import BreakEven
from app.costs import Costs, Line


def told(said: Mapping[str, Any]) -> Bill:
    """Raises `KeyError` or `TypeError` where it is no such object."""
    even, why = said["break_even"], said["no_break_even"]
    return Bill(
        _costs(said), _spent(said), even and BreakEven(**even), tuple(said["break_even_needs"]), why
    )


def _costs(said: Mapping[str, Any]) -> Costs:
    lanes = {one["lane"]: one for one in said["lanes"]}
    cloud = lanes["cloud"]
    total = Line(
        **{lane: one["answers"] for lane, one in lanes.items()},
        tokens_in=cloud["tokens_in"],
        tokens_out=cloud["tokens_out"],
        cost=cloud["cost"],
    )
    days = {one["day"]: _line(one) for one in said["days"]}
    return Costs(
        total,
        days,
        {one["group"]: _line(one) for one in said["groups"]},
        said["currency"],
        said["other_currencies"],
        said["requests"],
        said["unpriced"],
        said["unfinished"],
        said["broken"],
        first=min(days, default=""),
        last=max(days, default=""),
    )


def _line(said: Mapping[str, Any]) -> Line:
    names = ("local", "cloud", "abstained", "tokens_in", "tokens_out", "cost")
    return Line(**{name: said[name] for name in names})


def _spent(said: Mapping[str, Any]) -> Spent | None:
    if (budget := said["budget"]) is None:
        return None
    groups = (OfGroup(one["group"], one["spent"], one["limit"]) for one in said["group_budgets"])
    return Spent(**budget, groups=tuple(groups))
