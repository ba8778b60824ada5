"""Tokens and money by lane, day and group, and the ways that questions went, from the audit.

Invariant: pure functions over records; what the audit does not hold is None, not a guess, and what
is estimated is named so (`saved`, `break_even`). Tokens of the cloud lane are the audit's own
estimates (`spending`); those of local answers are not in the audit. Somebody in several groups
counts in each of them. Deliberately elsewhere: the counting (`tally`), the formula of the
break-even (`break_even`), reading the file and the settings (`bill`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from app.audit.reading import Record
from app.break_even import Traffic
from app.tally import Asked, Sent, Tally, Way

UNKNOWN = "unknown"
"""The group of somebody whose groups are not known."""

Groups = Callable[[str], Iterable[str]]
"""From the audit's `who` to groups."""


def nobody(_who: str) -> Iterable[str]:
    """No groups are known."""
    return ()


@dataclass(slots=True)
class Line:
    """Answers by lane, tokens and money of one lane, day or group. Held answers are local ones."""

    local: int = 0
    cloud: int = 0
    abstained: int = 0
    held: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0

    def count(self, asked: Asked) -> None:
        """One more answer."""
        match asked.way:
            case Way.LOCAL:
                self.local += 1
            case Way.CLOUD:
                self.cloud += 1
            case Way.ABSTAINED:
                self.abstained += 1
            case Way.HELD:
                self.held += 1

    def pay(self, sent: Sent, currency: str) -> None:
        """One more attempt; money in another currency is not added."""
        self.tokens_in += sent.tokens_in
        self.tokens_out += sent.tokens_out
        if sent.currency == currency:
            self.cost += sent.cost

    @property
    def inside(self) -> int:
        """Answers of the local model."""
        return self.local + self.held

    @property
    def answers(self) -> int:
        """All of them."""
        return self.inside + self.cloud + self.abstained


@dataclass(frozen=True, slots=True)
class Costs:
    """What the records add up to. `other` is money in other currencies than `currency`."""

    total: Line
    days: dict[str, Line]
    groups: dict[str, Line]
    currency: str
    other: dict[str, float] = field(default_factory=dict)
    requests: int = 0
    """Attempts at the cloud. A question may take several, and may end without an answer of it."""
    unpriced: int = 0
    """Attempts whose cost the audit does not say: the policy had no price for the model."""
    unfinished: int = 0
    """Questions that went out and whose answer was broken off, or is still under way."""
    broken: int = 0
    """Records that do not hold together; they are left out."""
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, records: Iterable[Record], groups: Groups = nobody, currency: str = "") -> Costs:
        """Add up. Without a `currency` it is the one in which most attempts were paid."""
        tally = Tally()
        for record in records:
            tally.add(record)
        return cls.of_tally(tally, groups, currency)

    @classmethod
    def of_tally(cls, tally: Tally, groups: Groups = nobody, currency: str = "") -> Costs:
        """The same of records that were counted already."""
        paid = currency or _usual(tally.sent.values())
        total = Line()
        days: defaultdict[str, Line] = defaultdict(Line)
        by_group: defaultdict[str, Line] = defaultdict(Line)
        for asked in tally.asked.values():
            for line in (total, days[asked.day], *(by_group[g] for g in _of(asked.who, groups))):
                line.count(asked)
        other: defaultdict[str, float] = defaultdict(float)
        for sent in tally.sent.values():
            for line in (total, days[sent.day], *(by_group[g] for g in _of(sent.who, groups))):
                line.pay(sent, paid)
            if sent.priced and sent.currency != paid:
                other[sent.currency] += sent.cost
        return cls(
            total,
            dict(sorted(days.items())),
            dict(sorted(by_group.items())),
            paid,
            dict(other),
            len(tally.sent),
            sum(not sent.priced for sent in tally.sent.values()),
            sum(asked.unfinished for asked in tally.asked.values()),
            tally.broken,
            tally.first,
            tally.last,
        )

    @property
    def mean(self) -> float | None:
        """Money for an answer of the cloud lane, on average; None where nothing was paid."""
        return self.total.cost / self.total.cloud if self.total.cloud and self.total.cost else None

    @property
    def saved(self) -> float | None:
        """An estimate: what the answers that stayed inside would have cost at that mean."""
        return None if self.mean is None else self.mean * self.total.inside

    def traffic(self) -> Traffic | None:
        """What was measured, for the break-even; None without records."""
        if not self.first:
            return None
        span = (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1
        total = self.total
        return Traffic(span, total.inside + total.cloud, total.cloud, total.cost, self.currency)

    def record(self) -> dict[str, object]:
        """For JSON; tokens and money are None where the audit does not say."""
        return {
            "currency": self.currency,
            "lanes": self._lanes(),
            "days": [
                {"day": day, "local": line.inside, **_said(line)} for day, line in self.days.items()
            ],
            "groups": [
                {"group": group, "answers": line.answers, "local": line.inside, **_said(line)}
                for group, line in self.groups.items()
            ],
            "saved_estimate": None if self.saved is None else round(self.saved, 6),
            "other_currencies": {name: round(sum_, 6) for name, sum_ in self.other.items()},
            "requests": self.requests,
            "unpriced": self.unpriced,
            "unfinished": self.unfinished,
            "broken": self.broken,
        }

    def _lanes(self) -> list[dict[str, object]]:
        total = self.total
        nothing: dict[str, object] = {
            "tokens_in": None,
            "tokens_out": None,
            "cost": 0.0,
            "currency": self.currency,
        }
        paid = {
            "tokens_in": total.tokens_in,
            "tokens_out": total.tokens_out,
            "cost": round(total.cost, 6),
        }
        zero = {"tokens_in": 0, "tokens_out": 0}
        return [
            {"lane": "local", "answers": total.local, **nothing},
            {"lane": "cloud", "answers": total.cloud, **nothing, **paid},
            {"lane": "abstained", "answers": total.abstained, **nothing, **zero},
            {"lane": "held", "answers": total.held, **nothing},
        ]


def _said(line: Line) -> dict[str, object]:
    return {
        "cloud": line.cloud,
        "abstained": line.abstained,
        "tokens_in": line.tokens_in,
        "tokens_out": line.tokens_out,
        "cost": round(line.cost, 6),
    }


def routes(tally: Tally) -> dict[str, object]:
    """By day, how many questions went which way; here held ones are not among the local ones."""
    days: defaultdict[str, Line] = defaultdict(Line)
    for asked in tally.asked.values():
        days[asked.day].count(asked)
    return {
        "days": [
            {
                "day": day,
                "local": line.local,
                "cloud": line.cloud,
                "abstained": line.abstained,
                "held": line.held,
            }
            for day, line in sorted(days.items())
        ]
    }


def _of(who: str, groups: Groups) -> set[str]:
    return set(groups(who)) or {UNKNOWN}


def _usual(sent: Iterable[Sent]) -> str:
    paid = Counter(one.currency for one in sent if one.priced)
    return paid.most_common(1)[0][0] if paid else ""
