"""Labelled sets of the development data, read line by line; empty where a set is absent."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from app.confidentiality.detectors import build
from app.confidentiality.verdict import Detector, examine
from index.chunk import Finding
from tests.bench import SHARED


def rows(folder: str, name: str) -> list[dict[str, Any]]:
    """The rows of one set of `privacy`."""
    path = SHARED / "privacy" / folder / f"{name}.jsonl"
    return read(path) if path.is_file() else []


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@functools.cache
def detectors() -> tuple[Detector, ...]:
    """Every detector, with an empty dictionary."""
    return build()


def found(text: str) -> tuple[Finding, ...]:
    """What the detectors find in a text, before any placeholder."""
    return examine(text, detectors()).findings


def half(row: dict[str, Any]) -> str:
    """A row's half by its template or number: detectors may be worked on with the first one only."""
    number = row.get("template_id", row["id"].rpartition("-")[2])
    return "even" if int(number) % 2 == 0 else "odd"
