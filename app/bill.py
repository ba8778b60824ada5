"""The report of `hush costs` and of the page: the audit read, with the budget and the break-even.

Invariant: reads only. The month of the budget is counted whole, whatever day the report begins on,
and the same way as the gate counts it. Deliberately elsewhere: adding up (`costs`), the formula of
the break-even (`break_even`), the words (`commands.costs`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.audit.reading import Spending, Sums, records
from app.break_even import BreakEven, Hardware, break_even
from app.confidentiality.policy import Budget
from app.costs import Costs, Groups, nobody, routes
from app.reckoning import Reckoning
from app.settings import CostsSettings

NEEDED = {
    "hardware_price": "HUSH_COSTS__HARDWARE_PRICE",
    "watts": "HUSH_COSTS__WATTS",
    "price_per_kwh": "HUSH_COSTS__PRICE_PER_KWH",
}


@dataclass(frozen=True, slots=True)
class OfGroup:
    """A group's budget of this month, and what of it is spent."""

    name: str
    spent: float
    limit: float


@dataclass(frozen=True, slots=True)
class Spent:
    """A budget's limits and what today and this month (UTC) have cost so far."""

    month: str
    spent: float
    limit: float | None
    day: str
    spent_today: float
    day_limit: float | None
    currency: str
    groups: tuple[OfGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """Costs, budget and break-even. `missing` are settings without which there is no break-even;
    `no_break_even` says why there is none ("settings", "traffic", "currency")."""

    costs: Costs
    budget: Spent | None
    break_even: BreakEven | None
    missing: tuple[str, ...] = ()
    no_break_even: str | None = None

    def record(self) -> dict[str, object]:
        """For JSON."""
        budget = self.budget
        return {
            **self.costs.record(),
            "budget": budget
            and {
                "month": budget.month,
                "spent": round(budget.spent, 6),
                "limit": budget.limit,
                "day": budget.day,
                "spent_today": round(budget.spent_today, 6),
                "day_limit": budget.day_limit,
                "currency": budget.currency,
            },
            "group_budgets": [
                {"group": one.name, "spent": round(one.spent, 6), "limit": one.limit}
                for one in (budget.groups if budget else ())
            ],
            "break_even": self.break_even and self.break_even.record(),
            "break_even_needs": list(self.missing),
            "no_break_even": self.no_break_even,
        }


def bill(
    path: Path,
    budget: Budget,
    chosen: CostsSettings,
    *,
    since: date | None = None,
    groups: Groups = nobody,
    now: datetime | None = None,
) -> Bill:
    """Read the audit at `path` from the beginning of a day (UTC). Raises `OSError`."""
    unreadable: list[None] = []
    read = records(path, since, lambda: unreadable.append(None))
    costs = Costs.of(read, groups)
    costs = replace(costs, broken=costs.broken + len(unreadable))
    return _of(costs, Spending(path), budget, chosen, now)


def bill_of(
    reckoning: Reckoning,
    budget: Budget,
    chosen: CostsSettings,
    *,
    groups: Groups = nobody,
    now: datetime | None = None,
) -> Bill:
    """The same of the whole audit, with what was read before kept. Raises `OSError`."""
    with reckoning.lock:
        reckoning.read_on()
        costs = Costs.of_tally(reckoning.tally, groups)
        costs = replace(costs, broken=costs.broken + reckoning.broken)
        return _of(costs, reckoning.sums, budget, chosen, now)


def _of(
    costs: Costs,
    spending: Spending | Sums,
    budget: Budget,
    chosen: CostsSettings,
    now: datetime | None,
) -> Bill:
    costs = replace(costs, currency=costs.currency or budget.currency)
    missing = tuple(name for key, name in NEEDED.items() if getattr(chosen, key) is None)
    hardware = hardware_of(chosen, budget.currency)
    traffic = costs.traffic()
    even = break_even(traffic, hardware) if traffic and hardware else None
    why = None
    if even is None:
        why = "settings" if hardware is None else "traffic"
        if hardware and costs.total.cost and costs.currency != hardware.currency:
            why = "currency"
    return Bill(costs, _spent(spending, budget, now or datetime.now(UTC)), even, missing, why)


def hardware_of(chosen: CostsSettings, currency: str) -> Hardware | None:
    """The settings' hardware; None where its price, watts or the price of a kWh are not set."""
    price, watts, kwh = chosen.hardware_price, chosen.watts, chosen.price_per_kwh
    if price is None or watts is None or kwh is None:
        return None
    return Hardware(price, chosen.years, watts, kwh, chosen.currency or currency)


def _spent(spending: Spending | Sums, budget: Budget, now: datetime) -> Spent | None:
    if not budget.limited:
        return None
    currency = budget.currency
    return Spent(
        f"{now:%Y-%m}",
        spending.of_month(currency, now),
        budget.month,
        f"{now:%Y-%m-%d}",
        spending.of_day(currency, now),
        budget.day,
        currency,
        tuple(
            OfGroup(name, spending.of_month(currency, now, name), most)
            for name, most in budget.groups
        ),
    )


def routes_of(reckoning: Reckoning) -> dict[str, object]:
    """Questions by day and way, for the page. Raises `OSError`."""
    with reckoning.lock:
        reckoning.read_on()
        return routes(reckoning.tally)
