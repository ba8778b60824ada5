"""People and organisations in Russian news (factRuEval 2016): one uncovered token is a miss.

Any finding covers, whatever its kind. Precision of people is by finding: it meets a span of a
person. The two splits of the set stand apart.
"""

from __future__ import annotations

import re
from collections import Counter

from index.chunk import Finding
from tests.bench.labelled import found, rows
from tests.bench.proportion import at_least

_TOKEN = re.compile(r"\w+")
_TARGETS = {"PER": 0.97, "ORG": 0.85}
_OURS = {"PER": "PERSON", "ORG": "ORGANISATION"}


def run() -> dict[str, object]:
    """Recall by type and split, and how many of our findings are right."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows("russian", "factrueval2016"):
        text, findings = row["text"], found(row["text"])
        for name in ("all", row["split"]):
            for span in row["spans"]:
                if span["type"] in _TARGETS:
                    counts[name, span["type"], "spans"] += 1
                    counts[name, span["type"], "found"] += covered(
                        text, span["start"], span["end"], findings
                    )
            for kind, ours in _OURS.items():
                for finding in findings:
                    if finding.kind == ours:
                        counts[name, kind, "findings"] += 1
                        counts[name, kind, "right"] += any(
                            s["type"] == kind
                            and finding.start < s["end"]
                            and s["start"] < finding.end
                            for s in row["spans"]
                        )
    return _rows(counts)


def covered(text: str, start: int, end: int, findings: tuple[Finding, ...]) -> bool:
    """Whether every token of a span lies within findings."""
    return all(
        all(
            any(f.start <= at < f.end for f in findings)
            for at in range(start + token.start(), start + token.end())
        )
        for token in _TOKEN.finditer(text[start:end])
    )


def _rows(counts: Counter[tuple[str, str, str]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for name in dict.fromkeys(name for name, _, _ in counts):
        for kind, target in _TARGETS.items():
            table[f"{kind} recall, {name}"] = at_least(
                counts[name, kind, "found"], counts[name, kind, "spans"], target
            )
            table[f"{kind} precision, {name}"] = at_least(
                counts[name, kind, "right"], counts[name, kind, "findings"]
            )
    return table
