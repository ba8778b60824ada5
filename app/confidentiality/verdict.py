"""What the gate thinks of a text: `Detector`, `Verdict`, `assess()`.

Invariant: nothing lowers a level; labels are the floor (law 2). A detector that fails or takes too
long is named in `Verdict.unsure`, and an unsure verdict never leaves (law 3).
No I/O here. Deliberately elsewhere: findings on each other (`merging`), what is done about it
(`sanitize`, `route`).
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from app.confidentiality.merging import CREDENTIAL as CREDENTIAL
from app.confidentiality.merging import merge
from index.chunk import Action, Estimate, Finding, Known, Sensitivity

UNREAD = "UNREAD"
"""What a detector had no time to read: nothing is known of it, so it stays inside."""

INJECTION = "INJECTION"
"""Words for the model in a text that is data: they lower trust and are reported, and decide nothing."""

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


@runtime_checkable
class Raising(Protocol):
    """A detector whose findings with action `local` raise to more than CONFIDENTIAL."""

    @property
    def raises(self) -> Mapping[str, Sensitivity]:
        """The level by kind, for findings whose action is `local`."""


class Judge(Protocol):
    """The classifier (law 4: local weights only). Judges texts whatever their language."""

    @property
    def name(self) -> str:
        """Short and stable: it stands in reports and the audit."""

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        """One estimate for each text, in order.

        `findings()[i]` were found in `texts[i]`; the estimate is monotone in them. They are asked
        for last, so that detectors may read elsewhere meanwhile. `declared`: the texts are passages
        of documents whose level their owner declared, not words of a person.
        """

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        """The estimate of a prompt made of these parts; never less than any of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a prompt with what is known of it.

    `role` is "question", "passage" or "history" (a turn of the conversation); `label` is the
    declared level, the floor. `heading` is the passage's title and heading path, sent with it.
    `known` is what was computed on `text` when it came in, `None` where it must be computed now.
    `source` never leaves the house.
    """

    role: str
    text: str = field(repr=False)
    label: Sensitivity
    heading: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    known: Known | None = None


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
    estimates: tuple[Estimate, ...] = ()
    """The classifier's, one for each part; empty where none ran."""
    whole: Estimate | None = None
    """The classifier's of the whole prompt."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the parts."""
        return tuple(f for judged in self.parts for f in (*judged.heading, *judged.text))


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


def assess(
    parts: Sequence[Part],
    detectors: Sequence[Detector],
    judge: Judge | None = None,
    read: Examine = in_turn,
) -> Verdict:
    """Judge the exact parts of a prompt with every detector, and with the classifier `judge`.

    The level is the strictest of all labels, of every finding whose action is `local`
    (CONFIDENTIAL, or what the dictionary says) and of the classifier's estimates. Headings are
    always read; a part's text is read unless it is known. Never raises because of a detector.
    """
    asked = [part.heading for part in parts] + [p.text for p in parts if p.known is None]
    texts = tuple(dict.fromkeys(asked))  # passages of one document share their headings
    reading = read(texts, detectors)
    readings = functools.cache(lambda: dict(zip(texts, reading(), strict=True)))

    def read_of(part: Part) -> Examined:
        return readings()[part.text] if part.known is None else Examined(part.known.findings, ())

    estimates: Sequence[Estimate] = ()
    whole = None
    failed: tuple[str, ...] = ()
    if judge is not None:
        try:
            estimates = _estimates(parts, lambda part: read_of(part).findings, judge)
            whole = judge.whole(estimates)
        except Exception:  # whatever it is, the text must not leave, nor stand in a traceback
            estimates, failed = (), (judge.name,)
        if whole is not None and (whole.unsure or any(one.unsure for one in estimates)):
            failed = (judge.name,)
    read_parts = [(readings()[part.heading], read_of(part)) for part in parts]
    unsure = [name for pair in read_parts for examined in pair for name in examined.unsure]
    judged = tuple(Judged(heading.findings, text.findings) for heading, text in read_parts)
    return Verdict(
        _strictest(parts, judged, detectors, [*estimates, *([whole] if whole else ())]),
        judged,
        (*dict.fromkeys(unsure), *failed),
        tuple(estimates),
        whole,
    )


def _strictest(
    parts: Sequence[Part],
    judged: Sequence[Judged],
    detectors: Sequence[Detector],
    estimates: Sequence[Estimate],
) -> Sensitivity:
    """The level: nothing lowers it (law 2)."""
    raises = _raises(detectors)
    return max(
        Sensitivity.PUBLIC,
        *(part.label for part in parts),
        *(_level(f, raises) for one in judged for f in (*one.heading, *one.text)),
        *(estimate.level for estimate in estimates),
    )


def _estimates(
    parts: Sequence[Part], found: Callable[[Part], Sequence[Finding]], judge: Judge
) -> list[Estimate]:
    """One for each part: what is known of it, or else what the classifier makes of it."""
    known = {
        number: part.known.estimate
        for number, part in enumerate(parts)
        if part.known is not None and part.known.estimate is not None
    }
    for declared in (False, True):
        new = [
            number
            for number, part in enumerate(parts)
            if number not in known and (part.role == "passage") is declared
        ]
        if new:
            chosen = [parts[number] for number in new]
            texts = [part.text for part in chosen]
            made = judge.estimate(texts, functools.partial(_each, found, chosen), declared)
            known |= dict(zip(new, made, strict=True))
    return [known[number] for number in range(len(parts))]


def _each(
    found: Callable[[Part], Sequence[Finding]], parts: Sequence[Part]
) -> list[Sequence[Finding]]:
    return [found(part) for part in parts]


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


def _raises(detectors: Iterable[Detector]) -> dict[str, Sensitivity]:
    levels: dict[str, Sensitivity] = {}
    for detector in detectors:
        raised: Mapping[str, Sensitivity] = getattr(detector, "raises", {})
        for kind, level in raised.items():
            levels[kind] = max(level, levels.get(kind, level))
    return levels


def _level(finding: Finding, raises: Mapping[str, Sensitivity]) -> Sensitivity:
    if finding.action is not Action.LOCAL:
        return Sensitivity.PUBLIC
    return max(Sensitivity.CONFIDENTIAL, raises.get(finding.kind, Sensitivity.PUBLIC))
