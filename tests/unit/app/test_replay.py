"""The last questions under another policy: what can be said from the record, and what cannot."""

from __future__ import annotations

from typing import Any

import pytest

from app.confidentiality.policy import Budget, Policy, Use
from app.replay import questions, replay
from index.chunk import Action, Sensitivity


def record(**fields: Any) -> dict[str, Any]:
    base = {
        "time": "2026-11-20T10:00:00+00:00",
        "event": "egress",
        "question": "q1",
        "lane": "cloud",
        "labels": ["INTERNAL"],
        "sensitivity": "INTERNAL",
        "reason": "masked",
        "kinds": ["HOST"],
        "found": [["HOST", "mask", 1]],
        "estimates": [0.1],
        "whole": 0.12,
        "difficulty": 0.6,
        "host": "api.example.com",
        "cost": 1.0,
        "currency": "USD",
    }
    return {name: value for name, value in (base | fields).items() if value is not None}


LOCAL = {"event": "decided", "lane": "local", "host": None, "cost": None}
OLD = {"found": None, "estimates": None, "whole": None, "difficulty": None, "cost": None}
PUBLIC_ONLY = Policy(highest=Sensitivity.PUBLIC)


@pytest.mark.parametrize(
    ("fields", "policy", "now", "why"),
    [
        ({}, Policy(), "cloud", "allowed"),
        ({}, PUBLIC_ONLY, "local", "label"),
        ({}, Policy(highest=None), "local", "label"),
        ({}, Policy(kinds={"HOST": Action.LOCAL}), "local", "finding"),
        ({}, Policy(kinds={"HOST": Action.CUT}), "cloud", "allowed"),
        ({}, Policy(probability=0.12), "local", "likely"),
        ({}, Policy(probability=0.5), "cloud", "allowed"),
        ({}, Policy(use=Use.NEVER), "local", "never"),
        ({}, Policy(use=Use.WHEN_NEEDED), "cloud", "allowed"),
        ({}, Policy(use=Use.WHEN_NEEDED, difficulty=0.7), "local", "easy"),
        ({}, Policy(hosts=frozenset({"api.openai.com"})), "local", "provider"),
        ({}, Policy(budget=Budget(day=0.5)), "local", "budget"),
        ({}, Policy(budget=Budget(day=1.5)), "cloud", "allowed"),
        ({}, Policy(budget=Budget(day=1.5, currency="EUR")), None, "cost"),
        ({**LOCAL, "reason": "off"}, Policy(), "cloud", "allowed"),
        ({**LOCAL, "reason": "easy"}, Policy(), "cloud", "allowed"),
        ({**LOCAL, "reason": "label", "sensitivity": "CONFIDENTIAL"}, Policy(), "local", "label"),
        ({**LOCAL, "reason": "label"}, Policy(), None, "never_sanitised"),
        ({**LOCAL, "reason": "likely"}, Policy(), None, "never_sanitised"),
        ({**LOCAL, "reason": "held", "event": "held"}, Policy(), "local", "held"),
        ({**LOCAL, "reason": "unsure"}, Policy(), "local", "unsure"),
        ({**LOCAL, "reason": "leftover"}, Policy(), "local", "leftover"),
        (
            {**LOCAL, "reason": "finding", "found": [["CREDENTIAL", "local", 1]]},
            Policy(),
            "local",
            "finding",
        ),
        ({**LOCAL, "reason": "finding", "found": [["HOST", "local", 1]]}, Policy(), None, "kinds"),
        (OLD, Policy(), "cloud", "allowed"),
        (OLD, Policy(kinds={"HOST": Action.LOCAL}), "local", "finding"),
        (OLD, Policy(probability=0.5), None, "probability"),
        (OLD, Policy(use=Use.WHEN_NEEDED), None, "difficulty"),
        (OLD, Policy(budget=Budget(day=5)), None, "cost"),
        ({**OLD, **LOCAL, "reason": "label"}, Policy(), None, "kinds"),
        ({"sensitivity": None}, Policy(), None, "level"),
    ],
)
def test_one_question(fields: dict[str, Any], policy: Policy, now: str | None, why: str) -> None:
    [result] = replay([record(**fields)], policy)
    assert (result.now, result.why) == (now, why)
    assert result.then == fields.get("lane", "cloud")


def test_the_budget_is_spent_as_it_was() -> None:
    days = [f"2026-11-{day}T10:00:00+00:00" for day in ("20", "20", "20", "21")]
    records = [record(question=f"q{n}", time=time) for n, time in enumerate(days)]
    lanes = [result.now for result in replay(records, Policy(budget=Budget(day=2.0)))]
    assert lanes == ["cloud", "cloud", "local", "cloud"]
    lanes = [result.now for result in replay(records, Policy(budget=Budget(month=3.0)))]
    assert lanes == ["cloud", "cloud", "cloud", "local"]


def test_one_record_for_each_question() -> None:
    retried = [record(attempt=1), record(event="outcome"), record(attempt=2, cost=9.0)]
    assert [r["attempt"] for r in questions(retried)] == [1]
    held = [record(), record(event="held", lane="local", reason="held")]
    assert [r["event"] for r in questions(held)] == ["held"]
    assert questions([{"event": "mended"}, {"event": "decided"}]) == []
