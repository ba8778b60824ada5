"""`hush costs`: what a real audit adds up to, the break-even by hand, and what is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.askers import groups_by
from app.audit import Attempt, Audit, Decided, Spent
from app.audit.reading import records
from app.bill import bill, routes_of
from app.bill_told import told
from app.break_even import Hardware, Traffic, break_even
from app.commands.costs import lines
from app.confidentiality.policy import Budget
from app.confidentiality.reason import Reason, ReasonCode
from app.costs import Costs, routes
from app.reckoning import Reckoning
from app.settings import CostsSettings
from app.tally import Tally
from index.chunk import Sensitivity

DECIDED = Decided("q", "ann", (), Sensitivity.INTERNAL, Reason(ReasonCode.CLEAN))
TODAY = datetime.now(UTC).date().isoformat()


def _sent(audit: Audit, question: str, who: str, *outcomes: tuple[str, Spent | None]) -> None:
    """One question with an attempt for each outcome; every attempt reserves 1.0."""
    decided = replace(DECIDED, question_id=question, who=who)
    for number, (outcome, spent) in enumerate(outcomes, start=1):
        ticket = f"{question}-{number}"
        reserved = Spent(100, 1000, 1.0, "USD")
        attempt = Attempt(ticket, number, "api.example.com", "f" * 64, {}, (), reserved)
        audit.egress(decided, attempt)
        if outcome:
            audit.outcome(decided, attempt, outcome, spent)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An audit as the service writes it."""
    audit = Audit(tmp_path / "audit.jsonl")
    _sent(audit, "q1", "ann", ("answered", Spent(100, 50, 0.25, "USD")))
    _sent(
        audit,
        "q2",
        "bob",
        ("again", Spent(100, 0, 0.05, "USD")),
        ("answered", Spent(100, 20, 0.15, "USD")),
    )
    _sent(audit, "q3", "ann", ("ModelTimeout", Spent(100, 0, 0.05, "USD")))  # then local
    _sent(audit, "q4", "ann", ("cancelled", Spent(100, 5, 0.1, "USD")))
    audit.local(replace(DECIDED, question_id="q5", who="bob"))
    audit.abstained("q6", "eve", "who is who?")
    audit.held(replace(DECIDED, question_id="q7"), Reason(ReasonCode.HELD, ("email",)))
    held = replace(DECIDED, question_id="q8", reason=Reason(ReasonCode.HELD, ("email",)))
    audit.local(held)
    return audit.path


def test_lanes_days_and_groups_of_a_real_audit(path: Path) -> None:
    groups = {"ann": ("sre", "staff"), "bob": ("staff",)}
    found = Costs.of(records(path), lambda who: groups.get(who, ()))
    said = found.record()
    assert said["lanes"] == [
        {
            "lane": "local",
            "answers": 2,
            "tokens_in": None,
            "tokens_out": None,
            "cost": 0.0,
            "currency": "USD",
        },
        {
            "lane": "cloud",
            "answers": 3,
            "tokens_in": 500,
            "tokens_out": 75,
            "cost": 0.6,
            "currency": "USD",
        },
        {
            "lane": "abstained",
            "answers": 1,
            "tokens_in": 0,
            "tokens_out": 0,
            "cost": 0.0,
            "currency": "USD",
        },
        {
            "lane": "held",
            "answers": 2,
            "tokens_in": None,
            "tokens_out": None,
            "cost": 0.0,
            "currency": "USD",
        },
    ]
    assert said["days"] == [
        {
            "day": TODAY,
            "local": 4,
            "cloud": 3,
            "abstained": 1,
            "tokens_in": 500,
            "tokens_out": 75,
            "cost": 0.6,
        }
    ]
    by_group = {line["group"]: (line["answers"], line["cost"]) for line in _list(said["groups"])}
    assert by_group == {"sre": (5, 0.4), "staff": (7, 0.6), "unknown": (1, 0.0)}
    assert (found.unfinished, found.broken, found.unpriced) == (1, 0, 0)
    assert found.requests == 5
    assert found.mean == pytest.approx(0.2)
    assert found.saved == pytest.approx(0.8)
    json.dumps(said)


def _list(value: object) -> list[dict[str, Any]]:
    assert isinstance(value, list)
    return value


def test_routes_by_day(path: Path) -> None:
    day = {"day": TODAY, "local": 2, "cloud": 3, "abstained": 1, "held": 2}
    assert routes_of(Reckoning(path)) == {"days": [day]}
    assert routes(Tally()) == {"days": []}


def test_the_sum_is_what_the_budget_counts(path: Path) -> None:
    found = bill(path, Budget(month=10.0, currency="USD"), CostsSettings())
    assert found.budget is not None
    assert found.budget.spent == pytest.approx(found.costs.total.cost)
    said = found.record()["budget"]
    assert isinstance(said, dict)
    assert (said["month"], said["spent"], said["limit"]) == (TODAY[:7], 0.6, 10.0)
    assert bill(path, Budget(), CostsSettings()).record()["budget"] is None


def test_an_answer_under_way_counts_with_what_it_reserved(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "audit.jsonl")
    _sent(audit, "q1", "ann", ("", None))
    found = Costs.of(records(audit.path))
    assert (found.total.cloud, found.total.cost, found.unfinished) == (1, 1.0, 1)


def test_without_a_price_there_are_tokens_and_no_money(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "audit.jsonl")
    attempt = Attempt("t", 1, "api.example.com", "f" * 64, {}, (), Spent(10, 20))
    audit.egress(DECIDED, attempt)
    audit.outcome(DECIDED, attempt, "answered", Spent(10, 7))
    found = Costs.of(records(audit.path))
    assert (found.total.tokens_in, found.total.tokens_out, found.total.cost) == (10, 7, 0.0)
    assert (found.unpriced, found.mean, found.saved) == (1, None, None)
    assert "saved_estimate" in found.record()


def record(**fields: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "time": "2026-11-20T10:00:00.000+00:00",
        "event": "egress",
        "question": "q",
        "who": "ann",
        "ticket": "t",
        "tokens_in": 1,
        "tokens_out": 1,
        "cost": 1.0,
        "currency": "USD",
    }
    return base | fields


@pytest.mark.parametrize(
    "fields",
    [
        {"time": None},
        {"time": "yesterday"},
        {"event": None},
        {"event": ["egress"]},
        {"question": None},
        {"question": ["q"]},
        {"ticket": 7},
        {"who": ["ann"]},
        {"tokens_in": "many"},
        {"tokens_in": True},
        {"cost": -1.0},
        {"cost": float("nan")},
        {"cost": float("inf")},
        {"currency": 7},
        {"event": "outcome", "outcome": None},
    ],
)
def test_a_record_that_does_not_hold_together_is_left_out_and_counted(
    fields: dict[str, Any],
) -> None:
    found = Costs.of([record(**fields), record(question="q2", ticket="t2")])
    assert (found.broken, found.total.cloud, found.total.cost) == (1, 1, 1.0)


def test_lines_that_are_none_are_counted_too(path: Path) -> None:
    text = path.read_text("utf-8")
    path.write_text("no JSON\n[1]\n" + text + '{"torn', "utf-8")
    found = bill(path, Budget(), CostsSettings())
    assert (found.costs.broken, found.costs.total.answers) == (3, 8)


def test_what_began_on_an_earlier_day_counts_there() -> None:
    ended = record(event="outcome", outcome="answered", time="2026-11-21T00:00:01+00:00")
    assert Costs.of([ended]).total.answers == 0
    both = Costs.of([record(time="2026-11-20T23:59:59+00:00"), ended])
    assert {day: (line.cloud, line.cost) for day, line in both.days.items()} == {
        "2026-11-20": (1, 1.0)
    }


def test_other_currencies_are_not_added() -> None:
    many = [record(question=f"q{n}", ticket=f"t{n}") for n in range(3)]
    found = Costs.of([*many, record(question="e", ticket="e", cost=9.0, currency="EUR")])
    assert (found.currency, found.total.cost, found.other) == ("USD", 3.0, {"EUR": 9.0})


def test_events_of_later_versions_are_no_defect() -> None:
    found = Costs.of([record(event="mended"), record(event="something new")])
    assert (found.broken, found.total.answers) == (0, 0)


def test_the_break_even_by_hand() -> None:
    # 3000 answers in 30.4375 days, a third of them from the cloud for 100 in all: 300 a month if all
    hardware = Hardware(price=3600.0, years=3.0, watts=100.0, kwh=0.2, currency="EUR")
    traffic = Traffic(days=30, answers=3000, cloud_answers=1000, cost=100.0, currency="EUR")
    found = break_even(traffic, hardware)
    assert found is not None
    scale = 30.4375 / 30
    power = 0.1 * 730.5 * 0.2
    assert found.cloud_month == pytest.approx(300 * scale)
    assert found.spent_month == pytest.approx(100 * scale)
    assert found.power_month == pytest.approx(power)
    assert found.own_month == pytest.approx(100 + power)
    assert found.months == pytest.approx(3600 / (300 * scale - power))
    assert found.months_of_spent == pytest.approx(3600 / (100 * scale - power))


def test_hardware_that_is_never_paid_for() -> None:
    hardware = Hardware(price=3600.0, years=3.0, watts=2000.0, kwh=0.5, currency="EUR")
    traffic = Traffic(days=30, answers=30, cloud_answers=10, cost=1.0, currency="EUR")
    found = break_even(traffic, hardware)
    assert found is not None
    assert found.months is None
    assert found.months_of_spent is None


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({}, "settings"),
        ({"hardware_price": 1000, "watts": 100}, "settings"),
        ({"hardware_price": 1000, "watts": 100, "price_per_kwh": 0.3}, None),
        ({"hardware_price": 1000, "watts": 0, "price_per_kwh": 0.3, "currency": "RUB"}, "currency"),
    ],
)
def test_why_there_is_no_break_even(path: Path, settings: dict[str, Any], why: str | None) -> None:
    found = bill(path, Budget(currency="USD"), CostsSettings.model_validate(settings))
    assert found.no_break_even == why
    assert (found.break_even is None) == (why is not None)
    assert bool(found.missing) == (why == "settings")


def test_a_missing_audit_is_no_costs(tmp_path: Path) -> None:
    chosen = CostsSettings(hardware_price=1000, watts=100, price_per_kwh=0.3)
    found = bill(tmp_path / "none.jsonl", Budget(month=5.0), chosen)
    assert found.costs.total.answers == 0
    assert found.no_break_even == "traffic"


def test_since(path: Path) -> None:
    tomorrow = date.fromordinal(date.fromisoformat(TODAY).toordinal() + 1)
    found = bill(path, Budget(month=5.0), CostsSettings(), since=tomorrow)
    assert found.costs.total.answers == 0
    assert found.budget is not None
    assert found.budget.spent == pytest.approx(0.6)


def _texts(path: Path) -> Iterator[tuple[str, list[str]]]:
    chosen = CostsSettings(hardware_price=1000, watts=100, price_per_kwh=0.3)
    found = bill(path, Budget(month=5.0), chosen)
    for spoken in ("en", "ru"):
        yield spoken, list(lines(found, spoken))


def test_both_languages_say_the_same_figures(path: Path) -> None:
    said = dict(_texts(path))
    assert len(said["en"]) == len(said["ru"])
    assert any("not in the audit" in line for line in said["en"])
    assert any(line.startswith("Estimate:") for line in said["en"])
    assert any(line.startswith("Оценка:") for line in said["ru"])
    assert any("of 5.00 USD spent" in line for line in said["en"])


@pytest.mark.parametrize(
    ("who", "groups"),
    [
        ("key:abc", {"sre", "staff"}),
        ("key:bot/for:slack:U1", {"staff"}),  # no more than the bot's key has
        ("key:bot/for:slack:U2", set()),
        ("key:gone", set()),
        ("key:gone/for:slack:U1", set()),
        ("oidc:abc", set()),
        ("owner", set()),
        ("ann", set()),
    ],
)
def test_groups_of_whoever_stands_in_the_audit(who: str, groups: set[str]) -> None:
    keys = {"abc": ("sre", "staff"), "bot": ("staff", "support")}
    users = {"slack:U1": frozenset({"staff", "sre"})}
    known = groups_by(keys, lambda user: users.get(user, frozenset()))
    assert set(known(who)) == groups


def test_the_report_that_a_service_tells_is_shown_as_its_own(path: Path) -> None:
    chosen = CostsSettings(hardware_price=900.0, watts=100.0, price_per_kwh=0.3, currency="USD")
    for settings, budget in (
        (chosen, Budget(month=10.0, day=2.0, currency="USD", groups=(("sre", 5.0),))),
        (CostsSettings(), Budget()),
    ):
        found = bill(path, budget, settings, groups=lambda who: ["sre"] if who == "ann" else [])
        over_the_wire = told(json.loads(json.dumps(found.record())))
        for spoken in ("en", "ru"):
            assert list(lines(over_the_wire, spoken)) == list(lines(found, spoken))


def test_tries_without_a_price_are_told_beside_all_tries(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "audit.jsonl")
    _sent(audit, "q1", "ann", ("again", Spent(10, 0)), ("answered", Spent(10, 7)))
    attempt = Attempt("t", 1, "api.example.com", "f" * 64, {}, (), Spent(10, 20))
    audit.egress(replace(DECIDED, question_id="q2"), attempt)
    audit.outcome(replace(DECIDED, question_id="q2"), attempt, "ModelTimeout", Spent(10, 0))
    found = bill(audit.path, Budget(), CostsSettings())
    told_of = {spoken: "\n".join(lines(found, spoken)) for spoken in ("en", "ru")}
    assert "cloud: 1 answer(s)" in told_of["en"]
    assert "Requests sent to the cloud: 3" in told_of["en"]
    assert "Запросов к облаку: 3" in told_of["ru"]
