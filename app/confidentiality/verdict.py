"""What the gate thinks of a text: `Detector`, `Verdict`, `assess()`.

Invariant: nothing lowers a level; labels are the floor (law 2). A detector that fails or takes too
long is named in `Verdict.unsure`, and an unsure verdict never leaves (law 3).
No I/O here. Deliberately elsewhere: findings on each other (`merging`), what is done about it
(`sanitize`, `route`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
        findings: Sequence[Sequence[Finding]],
        declared: bool = False,
    ) -> list[Estimate]:
        """One estimate for each text, in order.

        `findings[i]` were found in `texts[i]`; the estimate is monotone in them. `declared`: the
        texts are passages of documents whose level their owner declared, not words of a person.
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


Examine = Callable[[str, Sequence[Detector], Callable[[], float]], Examined]
"""How a text is read with detectors: `examine`, or what remembers it."""


def assess(
    parts: Sequence[Part],
    detectors: Sequence[Detector],
    judge: Judge | None = None,
    clock: Callable[[], float] = time.monotonic,
    read: Examine | None = None,
) -> Verdict:
    """Judge the exact parts of a prompt with every detector, and with the classifier `judge`.

    The level is the strictest of all labels, of every finding whose action is `local`
    (CONFIDENTIAL, or what the dictionary says) and of the classifier's estimates. Headings are
    always read; a part's text is read unless it is known. Never raises because of a detector.
    `read` stands in for `examine` (`remembered`).
    """
    read = read or examine
    raises = _raises(detectors)
    level = max((part.label for part in parts), default=Sensitivity.PUBLIC)
    judged: list[Judged] = []
    unsure: dict[str, None] = {}
    headings: dict[str, Examined] = {}  # passages of one document share theirs
    for part in parts:
        heading = headings.get(part.heading) or read(part.heading, detectors, clock)
        headings[part.heading] = heading
        text = (
            read(part.text, detectors, clock)
            if part.known is None
            else Examined(part.known.findings, ())
        )
        unsure.update(dict.fromkeys((*heading.unsure, *text.unsure)))
        judged.append(Judged(heading.findings, text.findings))
        for finding in (*heading.findings, *text.findings):
            level = max(level, _level(finding, raises))
    verdict = Verdict(level, tuple(judged), tuple(unsure))
    return verdict if judge is None else _estimated(verdict, parts, judge)


def _estimated(verdict: Verdict, parts: Sequence[Part], judge: Judge) -> Verdict:
    """The verdict with the classifier's estimates; one that fails or is unsure means local."""
    try:
        known = _estimates(verdict, parts, judge)
        whole = judge.whole(known)
    except Exception:  # whatever it is, the text must not leave, nor stand in a traceback
        return replace(verdict, unsure=(*verdict.unsure, judge.name))
    unsure = whole.unsure or any(estimate.unsure for estimate in known)
    return replace(
        verdict,
        sensitivity=max(verdict.sensitivity, whole.level, *(e.level for e in known)),
        unsure=(*verdict.unsure, judge.name) if unsure else verdict.unsure,
        estimates=tuple(known),
        whole=whole,
    )


def _estimates(verdict: Verdict, parts: Sequence[Part], judge: Judge) -> list[Estimate]:
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
        texts, found = [parts[n].text for n in new], [verdict.parts[n].text for n in new]
        if new:
            known |= dict(zip(new, judge.estimate(texts, found, declared), strict=True))
    return [known[number] for number in range(len(parts))]


def examine(
    text: str, detectors: Sequence[Detector], clock: Callable[[], float] = time.monotonic
) -> Examined:
    """Read one text with every detector; one that fails or is late never stops the others."""
    found: list[Finding] = []
    unsure: list[str] = []
    if not text:
        return Examined((), ())
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
    return Examined(merge(found, text), tuple(unsure))


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
