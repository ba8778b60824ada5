"""What the gate thinks of a prompt: `Part`, `Verdict`, `assess()`.

Invariant: nothing lowers a level; labels are the floor (law 2). A detector that fails or takes too
long is named in `Verdict.unsure`, and an unsure verdict never leaves (law 3).
No I/O here. Deliberately elsewhere: how one text is read (`examining`), what is done about it
(`sanitize`, `route`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from app.confidentiality.examining import Detector as Detector
from app.confidentiality.examining import Examine as Examine
from app.confidentiality.examining import Examined as Examined
from app.confidentiality.examining import examine as examine
from app.confidentiality.examining import in_turn as in_turn
from app.confidentiality.examining import look as look
from app.confidentiality.merging import CREDENTIAL as CREDENTIAL
from index.chunk import Action, Estimate, Finding, Known, Sensitivity

UNREAD = "UNREAD"
"""What a detector had no time to read: nothing is known of it, so it stays inside."""

INJECTION = "INJECTION"
"""Words for the model in a text that is data: they lower trust and are reported, and decide nothing."""


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
    readings = functools.cache(_begun(parts, detectors, read))
    opinion = _Opinion()
    if judge is not None:
        opinion = _opinion(parts, lambda: [text.findings for _, text in readings()], judge)
    unsure = [name for pair in readings() for examined in pair for name in examined.unsure]
    judged = tuple(Judged(heading.findings, text.findings) for heading, text in readings())
    return Verdict(
        _strictest(parts, judged, detectors, opinion),
        judged,
        tuple(dict.fromkeys((*unsure, *opinion.unsure))),
        opinion.estimates,
        opinion.whole,
    )


def _begun(
    parts: Sequence[Part], detectors: Sequence[Detector], read: Examine
) -> Callable[[], Sequence[tuple[Examined, Examined]]]:
    """The reading of every part's heading and text, begun; what is known of a text is not read."""
    asked = [part.heading for part in parts] + [p.text for p in parts if p.known is None]
    texts = tuple(dict.fromkeys(asked))  # passages of one document share their headings
    reading = read(texts, detectors)

    def result() -> list[tuple[Examined, Examined]]:
        found = dict(zip(texts, reading(), strict=True))
        return [
            (
                found[part.heading],
                found[part.text] if part.known is None else Examined(part.known.findings, ()),
            )
            for part in parts
        ]

    return result


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What the classifier says; `unsure` is its name where it failed or was unsure."""

    estimates: tuple[Estimate, ...] = ()
    whole: Estimate | None = None
    unsure: tuple[str, ...] = ()


def _opinion(
    parts: Sequence[Part], found: Callable[[], Sequence[Sequence[Finding]]], judge: Judge
) -> _Opinion:
    """The estimates of parts in which that was found; a classifier that fails means local."""
    try:
        estimates = _estimates(parts, found, judge)
        whole = judge.whole(estimates)
    except Exception:  # whatever it is, the text must not leave, nor stand in a traceback
        return _Opinion(unsure=(judge.name,))
    unsure = whole.unsure or any(estimate.unsure for estimate in estimates)
    return _Opinion(tuple(estimates), whole, (judge.name,) if unsure else ())


def _strictest(
    parts: Sequence[Part],
    judged: Sequence[Judged],
    detectors: Sequence[Detector],
    opinion: _Opinion,
) -> Sensitivity:
    """The level: nothing lowers it (law 2)."""
    raises = _raises(detectors)
    found = [finding for one in judged for finding in (*one.heading, *one.text)]
    levels = [part.label for part in parts]
    levels += [_level(finding, raises) for finding in found]
    levels += [estimate.level for estimate in opinion.estimates]
    levels += [opinion.whole.level] if opinion.whole else []
    return max(levels, default=Sensitivity.PUBLIC)


def _estimates(
    parts: Sequence[Part], found: Callable[[], Sequence[Sequence[Finding]]], judge: Judge
) -> list[Estimate]:
    """One for each part: what is known of it, or else what the classifier makes of it."""
    known = {
        number: part.known.estimate
        for number, part in enumerate(parts)
        if part.known is not None and part.known.estimate is not None
    }
    for declared in (True, False):  # the longer ones first, while detectors read elsewhere
        new = [
            number
            for number, part in enumerate(parts)
            if number not in known and (part.role == "passage") is declared
        ]
        if new:
            texts = [parts[number].text for number in new]
            made = judge.estimate(texts, functools.partial(_some, found, new), declared)
            known |= dict(zip(new, made, strict=True))
    return [known[number] for number in range(len(parts))]


def _some(
    found: Callable[[], Sequence[Sequence[Finding]]], numbers: Sequence[int]
) -> list[Sequence[Finding]]:
    every = found()
    return [every[number] for number in numbers]


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
