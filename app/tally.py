"""What the audit says of answers, tokens and money, counted record by record.

Invariant: only what a record holds is counted. A question counts to the day (UTC) and lane in which
it was answered; an attempt's money to the day on which it left, and the outcome's sum takes the
place of what was reserved. A record that does not hold together is left out and counted. Pure.
Deliberately elsewhere: how it is presented and what follows from it (`costs`), the file
(`audit.reading`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.audit.reading import Record

_ON = "again"
_ANSWERED = "answered"
_CANCELLED = "cancelled"


class Way(StrEnum):
    """How a question was answered. A question that the egress guard held back is answered by the
    local model, and counted as HELD."""

    LOCAL = "local"
    CLOUD = "cloud"
    ABSTAINED = "abstained"
    HELD = "held"


@dataclass(slots=True)
class Asked:
    """One question. `unfinished`: it went out, and the record says of no answer."""

    day: str
    who: str
    way: Way
    unfinished: bool = False


@dataclass(slots=True)
class Sent:
    """One attempt to send: where its money counts. `priced`: the record says what it cost."""

    day: str
    who: str
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    currency: str = ""
    priced: bool = False


@dataclass(slots=True)
class Tally:
    """Questions by id and attempts by ticket, as far as the records go."""

    asked: dict[str, Asked] = field(default_factory=dict)
    sent: dict[str, Sent] = field(default_factory=dict)
    broken: int = 0
    first: str = ""
    last: str = ""

    def add(self, record: Record) -> None:
        """Count one record; oldest first."""
        try:
            self._add(record)
        except (TypeError, ValueError):
            self.broken += 1

    def _add(self, record: Record) -> None:
        day = date.fromisoformat(_text(record, "time")[:10]).isoformat()
        match record.get("event"):
            case "abstained":
                self._answered(record, day, Way.ABSTAINED)
            case "held":
                self._answered(record, day, Way.HELD)
            case "decided":
                held = record.get("reason") == "held"
                self._answered(record, day, Way.HELD if held else Way.LOCAL)
            case "egress":
                self._left(record, day)
            case "outcome":
                self._ended(record)
            case str():  # `mended` and what later versions add
                pass
            case _:
                raise ValueError
        self.first = min(self.first or day, day)
        self.last = max(self.last, day)

    def _answered(self, record: Record, day: str, way: Way) -> None:
        self.asked[_text(record, "question")] = Asked(day, _who(record), way)

    def _left(self, record: Record, day: str) -> None:
        question, ticket, who = _text(record, "question"), _text(record, "ticket"), _who(record)
        sent = _with_money(Sent(day, who), record)
        self.sent[ticket] = sent
        self.asked[question] = Asked(day, who, Way.CLOUD, unfinished=True)

    def _ended(self, record: Record) -> None:
        """An outcome whose beginning is not among these records counts to an earlier day."""
        question, ticket = _text(record, "question"), _text(record, "ticket")
        outcome = _text(record, "outcome")
        sent = self.sent.get(ticket)
        if sent is not None:
            self.sent[ticket] = _with_money(sent, record)
        asked = self.asked.get(question)
        if asked is None or asked.way is not Way.CLOUD or outcome in (_ON, _CANCELLED):
            return
        asked.unfinished = False
        if outcome != _ANSWERED:  # the local model answered in its place
            asked.way = Way.LOCAL


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError
    return value


def _who(record: Record) -> str:
    who = record.get("who", "")
    if not isinstance(who, str):
        raise TypeError
    return who


def _with_money(sent: Sent, record: Record) -> Sent:
    """The attempt with what this record says of it; as it was where it says nothing."""
    tokens_in, tokens_out, cost = (
        _number(record, name) for name in ("tokens_in", "tokens_out", "cost")
    )
    currency = record.get("currency", sent.currency)
    if not isinstance(currency, str):
        raise TypeError
    return Sent(
        sent.day,
        sent.who,
        sent.tokens_in if tokens_in is None else int(tokens_in),
        sent.tokens_out if tokens_out is None else int(tokens_out),
        sent.cost if cost is None else cost,
        currency,
        sent.priced or cost is not None,
    )


def _number(record: Record, name: str) -> float | None:
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not math.isfinite(value) or value < 0:
        raise ValueError
    return value
