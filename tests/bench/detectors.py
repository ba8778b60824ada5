"""What the detectors find of labelled sets, what they take for something on public pages, and how
fast they read.

Recall of a labelled span: any finding of the right kind overlaps it. A set that is not there is
left out.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.confidentiality.detectors import build
from app.confidentiality.verdict import Detector, examine
from index.chunk import Finding
from tests.bench import SHARED

_PRESIDIO = {
    "PERSON": {"PERSON"},
    "CREDIT_CARD": {"CARD"},
    "PHONE_NUMBER": {"PHONE"},
    "EMAIL_ADDRESS": {"EMAIL"},
    "IBAN_CODE": {"IBAN"},
    "IP_ADDRESS": {"IP"},
    "DOMAIN_NAME": {"HOST", "URL"},
    "US_SSN": {"SSN"},
}
_PAGES = {
    "gitlab-runbooks": "gitlab-runbooks",
    "promop-runbooks": "promop-runbooks",
    "yandex-en": "yandex-cloud-docs-rendered/en",
    "yandex-ru": "yandex-cloud-docs-rendered/ru",
}


def run() -> dict[str, Any]:
    """One row for each figure, named by its set and kind; empty without the data."""
    return dict(_flat(measure(SHARED))) if (SHARED / "privacy").is_dir() else {}


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _flat(inner, f"{name} {key}".strip())
        case list():
            for number, inner in enumerate(value):
                yield from _flat(inner, name if len(value) == 1 else f"{name} {number}")
        case _:
            yield name, value


def measure(data: Path, pages: int = 120) -> dict[str, Any]:
    """Recall and precision by set and kind, findings per KB of public pages, milliseconds per KB."""
    detectors = build()
    examine("Иван Петров, ivan@example.com, +7 495 123-45-67", detectors)
    return {
        "secrets": {path.stem: _lines(path, detectors) for path in _files(data, "secrets")},
        "presidio": [_spans(path, detectors, _PRESIDIO) for path in _files(data, "presidio")],
        "russian": [_spans(p, detectors, {"PER": {"PERSON"}}) for p in _files(data, "russian")],
        "pages": {
            name: _reading(data / "corpora" / folder, detectors, pages)
            for name, folder in _PAGES.items()
            if (data / "corpora" / folder).is_dir()
        },
    }


def _files(data: Path, name: str) -> list[Path]:
    return sorted((data / "privacy" / name).glob("*.jsonl"))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _lines(path: Path, detectors: tuple[Detector, ...]) -> dict[str, float]:
    """Lines with a credential that are found, and lines without one that are taken for one."""
    counts: Counter[tuple[int, bool]] = Counter()
    for row in _rows(path):
        found = any(f.kind == "CREDENTIAL" for f in examine(row["text"], detectors).findings)
        counts[row["label"], found] += 1
    hits, misses = counts[1, True], counts[1, False]
    false, right = counts[0, True], counts[0, False]
    return {
        "recall": round(hits / max(1, hits + misses), 3),
        "credentials": hits + misses,
        "false_positives": false,
        "clean_lines": false + right,
    }


def _spans(
    path: Path, detectors: tuple[Detector, ...], kinds: dict[str, set[str]]
) -> dict[str, dict[str, float]]:
    """By labelled type: how many spans are met by a finding; for people also the precision."""
    met: Counter[str] = Counter()
    total: Counter[str] = Counter()
    people: Counter[bool] = Counter()
    for row in _rows(path):
        findings = examine(row["text"], detectors).findings
        spans = [span for span in row["spans"] if span["type"] in kinds]
        for span in spans:
            total[span["type"]] += 1
            met[span["type"]] += any(
                f.kind in kinds[span["type"]] and _overlap(f, span) for f in findings
            )
        for finding in findings:
            if finding.kind == "PERSON":
                people[any(_overlap(finding, span) for span in spans)] += 1
    report: dict[str, dict[str, float]] = {
        kind: {"recall": round(met[kind] / count, 3), "spans": count}
        for kind, count in sorted(total.items())
    }
    report["precision"] = {"PERSON": round(people[True] / max(1, people.total()), 3)}
    return report


def _overlap(finding: Finding, span: dict[str, Any]) -> bool:
    return bool(finding.start < span["end"] and span["start"] < finding.end)


def _reading(folder: Path, detectors: tuple[Detector, ...], limit: int) -> dict[str, Any]:
    """Findings per KB by kind, the share of pages held back, and the speed."""
    kinds: Counter[str] = Counter()
    held = size = 0
    began = time.process_time()
    texts = _texts(sorted(folder.rglob("*.md")), limit)
    for text in texts:
        findings = examine(text, detectors).findings
        kinds.update(finding.kind for finding in findings)
        held += any(finding.action == "local" for finding in findings)
        size += len(text.encode())
    spent = time.process_time() - began
    return {
        "pages": len(texts),
        "held_local": held,
        "per_kb": {kind: round(n * 1024 / size, 4) for kind, n in kinds.most_common()},
        "ms_per_kb": round(spent * 1e3 * 1024 / size, 3),
    }


def _texts(paths: Iterable[Path], limit: int) -> list[str]:
    every = list(paths)
    step = max(1, len(every) // limit)
    return [path.read_text(encoding="utf-8", errors="replace") for path in every[::step]]
