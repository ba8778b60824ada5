"""What audited questions would have become under another policy; nothing is asked or sent.

Only what the records hold is used: labels' level, kinds with their actions, probabilities,
difficulty, money. Where a record does not hold what the other policy asks for, or where a text was
never sanitised and read by the guard because the policy of that day kept it in, the answer is that
it cannot be judged, and why. Invariant: never guesses a cloud lane. Pure.
Deliberately elsewhere: reading the audit (`app.audit.reading`), showing this (`app.commands.policy`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.confidentiality.policy import FLOORS, Policy, Use
from app.confidentiality.reason import ReasonCode
from index.chunk import Action, Sensitivity

_BY_LAW = frozenset({ReasonCode.UNSURE, ReasonCode.LEFTOVER, ReasonCode.FAILED, ReasonCode.HELD})
"""Reasons that no policy changes."""
_READ_BY_THE_GUARD = frozenset(
    {
        ReasonCode.CLEAN,
        ReasonCode.MASKED,
        ReasonCode.OFF,
        ReasonCode.CLOUD_FAILED,
        ReasonCode.UNWRITTEN,
    }
    | {ReasonCode.NEVER, ReasonCode.EASY, ReasonCode.BUDGET, ReasonCode.GROUP_BUDGET}
    | {ReasonCode.PROVIDER}
)
"""Reasons given only once the sanitised text was read by the guard and found clear."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """One question: its lane then, its lane under the other policy (None: cannot be judged)."""

    question: str
    time: str
    then: str
    now: str | None
    why: str


@dataclass(slots=True)
class _Spent:
    """Money of the replayed days, so far."""

    days: dict[tuple[str, str], float] = field(default_factory=dict)
    """By day and the group whose budget paid."""

    def add(self, date: str, cost: float, group: str) -> None:
        self.days[date, group] = self.days.get((date, group), 0.0) + cost

    def of(self, prefix: str, group: str | None = None) -> float:
        return sum(
            cost
            for (date, charged), cost in self.days.items()
            if date.startswith(prefix) and group in (None, charged)
        )


def questions(records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One record for each question, oldest first: its last decision, a first attempt's where it
    went out, and whether the guard held it."""
    chosen: dict[str, Mapping[str, Any]] = {}
    for record in records:
        asked = record.get("question")
        if record.get("event") not in ("decided", "egress", "held") or not isinstance(asked, str):
            continue
        before = chosen.pop(asked, None)
        retry = record.get("event") == "egress" and before is not None
        chosen[asked] = before if retry and before is not None else record
    return list(chosen.values())


def replay(records: Iterable[Mapping[str, Any]], policy: Policy, host: str = "") -> list[Replayed]:
    """Every question under `policy`; `host` is the configured one, for those that stayed inside."""
    spent = _Spent()
    return [_replayed(record, policy, host, spent) for record in questions(records)]


def _replayed(record: Mapping[str, Any], policy: Policy, host: str, spent: _Spent) -> Replayed:
    now, why = _lane(record, policy, str(record.get("host") or host), spent)
    then = str(record.get("lane", "local"))
    return Replayed(str(record["question"]), str(record.get("time", "")), then, now, why)


def _lane(
    record: Mapping[str, Any], policy: Policy, host: str, spent: _Spent
) -> tuple[str | None, str]:
    """The lane, None where it cannot be said, and a word for why."""
    reason = str(record.get("reason", ""))
    if reason in _BY_LAW:
        return "local", reason
    level = _level(record)
    if level is None:
        return None, "level"
    if policy.highest is None or level > policy.highest:
        return "local", "label"
    for judge in (_by_kinds, _by_probability, _by_use):
        lane, why = judge(record, policy)
        if lane or why:
            return lane, why
    hosts = {host, host.rpartition(":")[0] or host}
    if policy.hosts is not None and host and not hosts & policy.hosts:
        return "local", "provider"
    if record.get("lane") != "cloud" and reason not in _READ_BY_THE_GUARD:
        return None, "never_sanitised"
    return _by_budget(record, policy, spent)


def _level(record: Mapping[str, Any]) -> Sensitivity | None:
    try:
        return Sensitivity[str(record.get("sensitivity"))]
    except KeyError:
        return None


_Said = tuple[str | None, str]
_NOTHING: _Said = (None, "")


def _by_kinds(record: Mapping[str, Any], policy: Policy) -> _Said:
    found = record.get("found")
    if found is None:  # an older record names kinds only where they were masked or kept it inside
        if record.get("reason") not in ("masked", "clean"):
            return None, "kinds"
        found = [[kind, "mask", 1] for kind in record.get("kinds", ())]
    for kind, action, _ in found:
        name = str(kind).upper()
        if policy.stricter(name, Action.MASK) is Action.LOCAL:
            return "local", "finding"
        if action == Action.LOCAL and FLOORS.get(name) is Action.LOCAL:
            return "local", "finding"
        if action == Action.LOCAL:  # by the dictionary or by the policy of that day: not said
            return None, "kinds"
    return _NOTHING


def _by_probability(record: Mapping[str, Any], policy: Policy) -> _Said:
    if policy.probability is None:
        return _NOTHING
    known = [*(record.get("estimates") or ()), *([record["whole"]] if "whole" in record else [])]
    if not known:
        return None, "probability"
    return ("local", "likely") if max(known) >= policy.probability else _NOTHING


def _by_use(record: Mapping[str, Any], policy: Policy) -> _Said:
    if policy.use is Use.NEVER:
        return "local", "never"
    if policy.use is Use.PREFER:
        return _NOTHING
    difficulty = record.get("difficulty")
    if difficulty is None:
        return None, "difficulty"
    return _NOTHING if difficulty >= policy.difficulty else ("local", "easy")


def _by_budget(record: Mapping[str, Any], policy: Policy, spent: _Spent) -> _Said:
    budget = policy.budget
    if not budget.limited:
        return "cloud", "allowed"
    cost = record.get("cost")
    if cost is None or record.get("currency") != budget.currency:
        return None, "cost"
    date = str(record.get("time", ""))[:10]
    for limit, prefix in ((budget.day, date), (budget.month, date[:7])):
        if limit is not None and spent.of(prefix) + cost > limit:
            return "local", "budget"
    group = str(record.get("budget", ""))  # the one charged then: who else asked is not known
    most = dict(budget.groups).get(group)
    if most is not None and spent.of(date[:7], group) + cost > most:
        return "local", "group_budget"
    spent.add(date, cost, group)
    return "cloud", "allowed"
