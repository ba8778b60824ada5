"""Spans of presidio's synthetic sentences: recall and precision at an overlap (IoU) of .7.

Counted are people, organisations, street addresses, e-mail, phone, card, IBAN, IP, SSN and driving
licence. Any label of ours counts. A finding that meets a span of another type is neither a hit nor
false. Findings and spans are matched one to one, the best overlap first.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from index.chunk import Finding
from tests.bench.labelled import found, half, rows
from tests.bench.proportion import at_least

COUNTED = frozenset(
    {
        "PERSON",
        "ORGANIZATION",
        "ADDRESS",
        "EMAIL_ADDRESS",
        "PHONE_NUMBER",
        "CREDIT_CARD",
        "IBAN_CODE",
    }
    | {"IP_ADDRESS", "US_SSN", "US_DRIVER_LICENSE"}
)
_ENOUGH = 0.7
_Span = tuple[int, int]


def run() -> dict[str, object]:
    """Recall and precision in all, by half of the templates and by type."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows("presidio", "generated_large"):
        for name in ("all", f"templates, {half(row)} half"):
            _count(row, name, counts)
    return _rows(counts) if counts else {}


def _count(row: dict[str, Any], name: str, counts: Counter[tuple[str, str]]) -> None:
    wanted = [span for span in row["spans"] if span["type"] in COUNTED]
    others = [_of(span) for span in row["spans"] if span["type"] not in COUNTED]
    findings = found(row["text"])
    hits = matched([_of(span) for span in wanted], findings)
    for number, span in enumerate(wanted):
        counts[name, "spans"] += 1
        counts[name, "found"] += number in hits
        if name == "all":
            counts[span["type"], "spans"] += 1
            counts[span["type"], "found"] += number in hits
    used = set(hits.values())
    for number, finding in enumerate(findings):
        if number in used or not any(overlap(_span(finding), other) for other in others):
            counts[name, "findings"] += 1
            counts[name, "right"] += number in used


def matched(spans: list[_Span], findings: tuple[Finding, ...]) -> dict[int, int]:
    """Number of a span -> number of the finding that meets it, one to one."""
    pairs = sorted(
        (
            (iou(span, _span(finding)), i, j)
            for i, span in enumerate(spans)
            for j, finding in enumerate(findings)
        ),
        reverse=True,
    )
    hits: dict[int, int] = {}
    used: set[int] = set()
    for value, i, j in pairs:
        if value >= _ENOUGH and i not in hits and j not in used:
            hits[i] = j
            used.add(j)
    return hits


def iou(a: _Span, b: _Span) -> float:
    """Characters in both over characters in either."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0.0


def overlap(a: _Span, b: _Span) -> bool:
    """Whether they have a character in common."""
    return a[0] < b[1] and b[0] < a[1]


def _of(span: dict[str, Any]) -> _Span:
    return span["start"], span["end"]


def _span(finding: Finding) -> _Span:
    return finding.start, finding.end


def _rows(counts: Counter[tuple[str, str]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for name in dict.fromkeys(name for name, what in counts if what == "findings"):
        table[f"recall, {name}"] = at_least(counts[name, "found"], counts[name, "spans"], 0.95)
        table[f"precision, {name}"] = at_least(
            counts[name, "right"], counts[name, "findings"], 0.85
        )
    for kind in sorted(COUNTED):
        table[f"recall of {kind}"] = at_least(counts[kind, "found"], counts[kind, "spans"])
    return table
