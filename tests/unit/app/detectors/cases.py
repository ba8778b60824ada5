"""How a table of cases is read: the values a detector must find in a text, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from app.confidentiality.merging import merge
from app.confidentiality.verdict import Detector


def found(detector: Detector, text: str) -> list[tuple[str, str]]:
    """(kind, value) of each finding, merged, in order."""
    return [(f.kind, text[f.start : f.end]) for f in merge(detector.find(text), text)]


def values(detector: Detector, text: str, kinds: Iterable[str] = ()) -> list[str]:
    """The values found, of these kinds (none: all)."""
    wanted = set(kinds)
    return [value for kind, value in found(detector, text) if not wanted or kind in wanted]
