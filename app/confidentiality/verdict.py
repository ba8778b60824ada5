"""What the gate thinks of a text: `Detector`, `Verdict`, `assess()`.

Invariant: nothing lowers a level; labels are the floor (law 2). A detector that fails, takes too
long or is unsure is named in `Verdict.unsure`, and an unsure verdict never leaves (law 3).
No I/O here. Deliberately elsewhere: what is done about it (`sanitize`, `route`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.chunk import Finding, Sensitivity


class Detector(Protocol):
    """Finds one family of things in any text, in any language, in time linear in its length."""

    @property
    def name(self) -> str:
        """Short and stable: it stands in findings, reports and the audit."""

    def find(self, text: str) -> Iterable[Finding]:
        """Findings in `text`, in any order; positions in Unicode code points."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a prompt with what is known of it.

    `role` is "question" or "passage"; `label` is the declared level, the floor. `heading` is the
    passage's title and heading path, sent with it. `known` are findings on `text` computed when it
    came in, `None` where they must be computed now. `source` never leaves the house.
    """

    role: str
    text: str = field(repr=False)
    label: Sensitivity
    heading: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    known: tuple[Finding, ...] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings of one part: on its heading line and on its text, each with own positions."""

    heading: tuple[Finding, ...]
    text: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on a whole prompt. `parts[i]` belongs to the i-th part that was assessed."""

    sensitivity: Sensitivity
    parts: tuple[Judged, ...]
    unsure: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the parts."""
        return tuple(f for judged in self.parts for f in (*judged.heading, *judged.text))


def assess(parts: Sequence[Part], detectors: Sequence[Detector]) -> Verdict:
    """Judge the exact parts of a prompt with every detector."""
    raise NotImplementedError
