"""The audit read again: records for a person, what was spent, where a value was masked.

Invariant: only whole lines are read, and nothing is written. A line that cannot be read is left
out here; that it is there is `chain.verify`'s to say. Deliberately elsewhere: what the records
would have become under another policy (`app.replay`).
"""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.audit.chain import Chain, parsed
from app.audit.keys import keyed_hash
from app.errors import HushError

Record = Mapping[str, Any]

COLUMNS = (
    *("n", "time", "event", "question", "who", "lane", "sensitivity", "labels", "reason", "kinds"),
    *("found", "estimates", "whole", "difficulty", "policy", "detectors", "host", "ticket"),
    *("budget", "whose", "conversation"),
    *("attempt", "sha256", "masked", "values", "tokens_in", "tokens_out", "cost", "currency"),
    *("outcome", "asked", "sealed", "previous", "mac"),
)
"""The columns of a CSV export; lists and tables stand in it as JSON."""


def records(
    path: Path, since: date | None = None, unreadable: Callable[[], None] = lambda: None
) -> Iterator[Record]:
    """Every record, oldest first, from the beginning of a day (UTC). Raises `OSError`.

    `unreadable` is called for each line that is none.
    """
    if not path.exists():
        return
    with path.open("rb") as lines:
        for line in lines:
            record = read_line(line)
            if record is None:
                unreadable()
            elif since is None or _day(record) >= since.isoformat():
                yield record


def last(path: Path, count: int) -> list[Record]:
    """The last records, oldest first."""
    return list(deque(records(path), maxlen=count))


def masked(path: Path, value: str) -> list[Record]:
    """The records of requests in which this value was masked or cut, and of those it asked.

    Raises `HushError` where records are there and the audit's key is gone, `OSError` where
    the key cannot be read.
    """
    chain = Chain(path)
    if not chain.key_path.exists():
        if not path.exists():
            return []
        raise HushError(
            "the audit's key {key} is gone, so no value can be looked up; put it back from a copy",
            key=chain.key_path,
        )
    name = keyed_hash(chain.key(), value)
    return [r for r in records(path) if name in r.get("values", ()) or name == r.get("asked")]


def exported(chosen: Iterable[Record], style: str) -> Iterator[str]:
    """Lines of an export: `jsonl` or `csv`, without line ends."""
    if style == "csv":
        yield _csv(COLUMNS)
    for record in chosen:
        if style == "csv":
            yield _csv([_cell(record.get(column)) for column in COLUMNS])
        else:
            yield json.dumps(dict(record), ensure_ascii=False)


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _cell(value: object) -> str:
    """A cell; what a spreadsheet would take for a formula is quoted."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def read_line(line: bytes) -> dict[str, Any] | None:
    """The record of a line; None for one that is none, or not whole."""
    return parsed(line) if line.endswith(b"\n") else None


def _day(record: Record) -> str:
    return str(record.get("time", ""))[:10]


@dataclass(slots=True)
class Sums:
    """Money spent by day, currency and the group whose budget it came from, of records so far."""

    _by_day: dict[tuple[str, str, str], float] = field(default_factory=dict)
    _reserved: dict[str, tuple[tuple[str, str, str], float]] = field(default_factory=dict)

    def of_day(self, currency: str, now: datetime | None = None) -> float:
        """What today (UTC) has cost so far."""
        return self._sum(currency, (now or datetime.now(UTC)).strftime("%Y-%m-%d"))

    def of_month(
        self, currency: str, now: datetime | None = None, group: str | None = None
    ) -> float:
        """What this month (UTC) has cost so far, in all or from this group's budget."""
        return self._sum(currency, (now or datetime.now(UTC)).strftime("%Y-%m"), group)

    def _sum(self, currency: str, prefix: str, group: str | None = None) -> float:
        return sum(
            cost
            for (day, spent_in, charged), cost in self._by_day.items()
            if spent_in == currency and day.startswith(prefix) and group in (None, charged)
        )

    def count(self, record: Record) -> None:
        """One more record; oldest first."""
        cost, ticket = record.get("cost"), str(record.get("ticket"))
        if not isinstance(cost, int | float):
            return
        place = _day(record), str(record.get("currency", "")), str(record.get("budget", ""))
        if record.get("event") == "outcome" and ticket in self._reserved:
            place, reserved = self._reserved.pop(ticket)
            self._by_day[place] += cost - reserved
        elif record.get("event") == "egress":
            self._reserved[ticket] = place, cost
            self._by_day[place] = self._by_day.get(place, 0.0) + cost


@dataclass(slots=True)
class Spending:
    """`Sums` of a file, read on from where the last look ended."""

    path: Path
    _at: int = 0
    _sums: Sums = field(default_factory=Sums)

    def of_day(self, currency: str, now: datetime | None = None) -> float:
        """What today (UTC) has cost so far."""
        self._read_on()
        return self._sums.of_day(currency, now)

    def of_month(
        self, currency: str, now: datetime | None = None, group: str | None = None
    ) -> float:
        """What this month (UTC) has cost so far, in all or from this group's budget."""
        self._read_on()
        return self._sums.of_month(currency, now, group)

    def _read_on(self) -> None:
        if not self.path.exists():
            return
        if self.path.stat().st_size < self._at:  # another file in its place
            self._at, self._sums = 0, Sums()
        with self.path.open("rb") as lines:
            lines.seek(self._at)
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                self._at += len(line)
                if record := read_line(line):
                    self._sums.count(record)
