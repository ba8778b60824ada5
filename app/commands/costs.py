"""`hush costs`: tokens and money by lane, group and day, and when own hardware is paid for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

from app import wiring
from app.askers import groups_by
from app.bill import NEEDED, Bill, bill
from app.bill_told import told
from app.break_even import BreakEven
from app.commands.asking import misused
from app.commands.elsewhere import elsewhere
from app.commands.output import emit, show
from app.costs import UNKNOWN, Costs, Groups, nobody
from app.errors import HushError
from app.reading import access_of, policy_of
from app.records.opening import FILE, Records
from app.settings import Settings
from app.wording import preferred_language, say
from index.sentence import Sentence

_SHORT_MEASURE = 14
"""Days below which a month is told from too little."""


def costs(since: str | None, *, as_json: bool) -> None:
    """Show what the audit says of answers, tokens and money."""
    day = _day(since)
    if (there := elsewhere()) is not None:
        if day is not None:
            raise HushError(
                "a service elsewhere tells its costs from the beginning; leave --since out, or "
                "take HUSH_SERVICE__URL away"
            )
        said = there.got("/api/costs")
        found = told(said)
    else:
        chosen = wiring.settings()
        path, budget = wiring.audit_of(chosen).path, policy_of(chosen).budget
        found = bill(path, budget, chosen.costs, since=day, groups=groups_known(chosen))
        said = found.record()
    if as_json:
        emit(said)
        return
    for line in lines(found, preferred_language()):
        show(line)


def groups_known(chosen: Settings) -> Groups:
    """By the service's keys and `access.toml`; without a service nobody's groups are known."""
    if not chosen.records.url.get_secret_value() and not (chosen.home / FILE).exists():
        return nobody
    with closing(Records.of(chosen)) as kept:
        keys = {key.id: key.groups for key in kept.keys.all()}
        paired = {one.account: frozenset(one.groups) for one in kept.pairing.all()}
    table = access_of(chosen)
    return groups_by(keys, lambda name: table.groups_of(name) | paired.get(name, frozenset()))


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise misused(Sentence("--since is a date such as 2026-01-31")) from None


def lines(found: Bill, spoken: str) -> Iterator[str]:
    """The report for a person."""
    costs = found.costs
    if not costs.total.answers:
        yield say("costs_none", spoken)
    else:
        yield from _lanes(costs, spoken)
        yield from _days(costs, spoken)
        yield from _groups(costs, spoken)
        yield from _remarks(costs, spoken)
    yield from _budget(found, spoken)
    if found.break_even is not None:
        yield from _break_even(found.break_even, spoken)
    else:
        yield say(f"costs_no_break_even_{found.no_break_even}", spoken, names=_names(found))


def _names(found: Bill) -> str:
    return ", ".join(found.missing or NEEDED.values())


def _money(sum_: float, currency: str) -> str:
    """Two decimals from one on, more below, so that a small sum is no zero."""
    return f"{sum_:.2f} {currency}" if sum_ >= 1 or sum_ == 0 else f"{sum_:.2g} {currency}"


def _lanes(costs: Costs, spoken: str) -> Iterator[str]:
    total = costs.total
    yield say("costs_span", spoken, first=costs.first, last=costs.last)
    yield say("costs_local", spoken, count=total.local)
    yield say(
        "costs_cloud",
        spoken,
        count=total.cloud,
        tokens_in=total.tokens_in,
        tokens_out=total.tokens_out,
        cost=_money(total.cost, costs.currency),
    )
    yield say("costs_abstained", spoken, count=total.abstained)
    yield say("costs_held", spoken, count=total.held)
    if costs.saved is not None:
        yield say("costs_saved", spoken, cost=_money(costs.saved, costs.currency))


def _days(costs: Costs, spoken: str) -> Iterator[str]:
    yield say("costs_days", spoken)
    for day, line in costs.days.items():
        yield _row(day, line.inside, line.cloud, line.abstained, line.cost, costs, spoken)


def _groups(costs: Costs, spoken: str) -> Iterator[str]:
    yield say("costs_groups", spoken)
    for group, line in costs.groups.items():
        name = say("costs_group_unknown", spoken) if group == UNKNOWN else group
        yield _row(name, line.inside, line.cloud, line.abstained, line.cost, costs, spoken)


def _row(
    name: str, local: int, cloud: int, abstained: int, cost: float, costs: Costs, spoken: str
) -> str:
    money = _money(cost, costs.currency)
    return say(
        "costs_row",
        spoken,
        name=f"{name:<12}",
        local=local,
        cloud=cloud,
        abstained=abstained,
        cost=money,
    )


def _remarks(costs: Costs, spoken: str) -> Iterator[str]:
    for currency, sum_ in costs.other.items():
        yield say("costs_other", spoken, cost=_money(sum_, currency))
    for code, count in (
        ("costs_unpriced", costs.unpriced),
        ("costs_unfinished", costs.unfinished),
        ("costs_broken", costs.broken),
    ):
        if count:
            yield say(code, spoken, count=count, requests=costs.requests)


def _budget(found: Bill, spoken: str) -> Iterator[str]:
    budget = found.budget
    if budget is None:
        return
    for period, spent, limit in (
        (budget.month, budget.spent, budget.limit),
        (budget.day, budget.spent_today, budget.day_limit),
    ):
        if limit is not None:
            yield say(
                "costs_budget",
                spoken,
                period=period,
                spent=_money(spent, budget.currency),
                limit=_money(limit, budget.currency),
            )
    for group in budget.groups:
        yield say(
            "costs_budget_of_group",
            spoken,
            group=group.name,
            period=budget.month,
            spent=_money(group.spent, budget.currency),
            limit=_money(group.limit, budget.currency),
        )


def _break_even(even: BreakEven, spoken: str) -> Iterator[str]:
    def money(sum_: float) -> str:
        return _money(sum_, even.currency)

    yield say("costs_traffic", spoken, answers=round(even.answers_month), days=even.measured_days)
    yield say(
        "costs_month",
        spoken,
        own=money(even.own_month),
        power=money(even.power_month),
        cloud=money(even.cloud_month),
        spent=money(even.spent_month),
    )
    yield _months("costs_break_even", even.months, spoken)
    yield _months("costs_break_even_spent", even.months_of_spent, spoken)
    if even.measured_days < _SHORT_MEASURE:
        yield say("costs_short", spoken, days=even.measured_days)


def _months(code: str, months: float | None, spoken: str) -> str:
    if months is None:
        return say(f"{code}_never", spoken)
    return say(code, spoken, months=f"{months:.1f}")
