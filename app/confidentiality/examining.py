"""How one text is read: `Detector`, `examine()`, and `Examine`, which stands for it.

Invariant: a detector that fails or takes too long is named, never stops the others, and says nothing
of the text in an error. No I/O here. Deliberately elsewhere: what it means for a prompt
(`verdict`), findings on each other (`merging`), readings that are remembered (`remembered`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.confidentiality.merging import merge
from index.chunk import Finding

PATIENCE_SECONDS = 10.0
PATIENCE_PER_CHARACTER = 60e-6
"""A detector may take this long on one text. It is measured, not interrupted: a detector runs in
linear time by contract, and one that is late has its findings kept and is reported unsure."""


class Detector(Protocol):
    """Finds one family of things in any text, in any language, in time linear in its length."""

    @property
    def name(self) -> str:
        """Short and stable: it stands in findings, reports and the audit."""

    def find(self, text: str) -> Iterable[Finding]:
        """Findings in `text`, in any order; positions in Unicode code points."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One text, read by every detector: findings that do not overlap, and who was unsure.

    Findings of a text with anybody unsure are not to be kept as `Part.known`.
    """

    findings: tuple[Finding, ...]
    unsure: tuple[str, ...]


Examine = Callable[[Sequence[str], Sequence[Detector]], Callable[[], Sequence[Examined]]]
"""Begins to read texts with detectors. What it returns gives one `Examined` for each text, in order,
once they are read, and never raises because of a detector: `in_turn`, or what remembers readings or
has other processes read."""


def in_turn(
    texts: Sequence[str],
    detectors: Sequence[Detector],
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[], Sequence[Examined]]:
    """`Examine` in this thread: nothing is read before it is asked for."""
    return lambda: [examine(text, detectors, clock) for text in texts]


def examine(
    text: str, detectors: Sequence[Detector], clock: Callable[[], float] = time.monotonic
) -> Examined:
    """Read one text with every detector; one that fails or is late never stops the others."""
    found, unsure = look(text, detectors, clock)
    return Examined(merge(found, text), tuple(unsure))


def look(
    text: str, detectors: Sequence[Detector], clock: Callable[[], float] = time.monotonic
) -> tuple[list[Finding], list[str]]:
    """What each of the detectors finds, as it says it, and the names of those that were unsure."""
    found: list[Finding] = []
    unsure: list[str] = []
    if not text:
        return found, unsure
    patience = PATIENCE_SECONDS + PATIENCE_PER_CHARACTER * len(text)
    for detector in detectors:
        began = clock()
        try:
            found.extend(detector.find(text))
        except Exception:  # whatever it is, the text must not leave, nor stand in a traceback
            unsure.append(detector.name)
            continue
        if clock() - began > patience or not all(_inside(f, text) for f in found):
            unsure.append(detector.name)
            found = [finding for finding in found if _inside(finding, text)]
    return found, unsure


def _inside(finding: Finding, text: str) -> bool:
    return 0 <= finding.start < finding.end <= len(text)
