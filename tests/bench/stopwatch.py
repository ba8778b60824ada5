"""Where the time of a decision goes: a gate whose detectors, classifier and guard are watched.

Invariant: the watched gate decides exactly as the other one; what detectors read behind the
classifier is the second reading. Times are milliseconds, on the wall and of the processor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from app.confidentiality.guard import Held
from app.confidentiality.reason import Reason
from app.confidentiality.sanitize import Candidate, Sanitized
from app.confidentiality.verdict import Detector, Judge, Raising
from app.gate import Gate
from index.chunk import Estimate, Finding, Sensitivity

Spent = tuple[float, float]
STAGES = (
    "quick detectors",
    "deep detectors",
    "classifier",
    "quick detectors again",
    "deep detectors again",
    "guard",
    "masking and the rest",
)


def now() -> Spent:
    """Seconds, wall and processor."""
    return time.perf_counter(), time.process_time()


def since(began: Spent) -> Spent:
    """Milliseconds since then."""
    wall, used = now()
    return (wall - began[0]) * 1e3, (used - began[1]) * 1e3


def _sum(one: Spent, other: Spent) -> Spent:
    return one[0] + other[0], one[1] + other[1]


class Stopwatch:
    """One decision at a time."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Another decision."""
        self._spent: dict[str, Spent] = {}
        self._within: list[Spent] = []
        self.again = ""

    def read(self, whole: Spent) -> dict[str, Spent]:
        """Milliseconds by stage; what no stage took of `whole` is masking."""
        wall = sum(spent[0] for spent in self._spent.values())
        used = sum(spent[1] for spent in self._spent.values())
        rest = {STAGES[-1]: (whole[0] - wall, whole[1] - used)}
        return {**dict.fromkeys(STAGES, (0.0, 0.0)), **self._spent, **rest}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What happens here is of this stage, but for the stages within it."""
        began = now()
        self._within.append((0.0, 0.0))
        try:
            yield
        finally:
            whole = since(began)
            within = self._within.pop()
            before = self._spent.get(name, (0.0, 0.0))
            self._spent[name] = _sum(before, _sum(whole, (-within[0], -within[1])))
            if self._within:
                self._within[-1] = _sum(self._within[-1], whole)


def watched(gate: Gate, watch: Stopwatch) -> Gate:
    """The same gate, watched."""
    judge = gate.judge
    assert judge is not None

    def rehearse(prompt: Sanitized) -> Reason | None:
        with watch.stage("guard"):
            return gate.rehearse(prompt)

    def foresee(candidate: Candidate) -> Held | None:
        with watch.stage("guard"):
            return gate.foresee(candidate)

    return replace(
        gate,
        detectors=tuple(_Reader(detector, watch) for detector in gate.detectors),
        judge=_Judge(judge, watch),
        rehearse=rehearse,
        foresee=foresee,
    )


class _Reader:
    """A detector."""

    def __init__(self, detector: Detector, watch: Stopwatch) -> None:
        self.name = detector.name
        self.deep = bool(getattr(detector, "deep", False))
        self.raises: Mapping[str, Sensitivity] = (
            detector.raises if isinstance(detector, Raising) else {}
        )
        self._detector = detector
        self._watch = watch

    def find(self, text: str) -> list[Finding]:
        speed = "deep" if self.deep else "quick"
        with self._watch.stage(f"{speed} detectors{self._watch.again}"):
            return list(self._detector.find(text))


class _Judge:
    """The classifier."""

    def __init__(self, judge: Judge, watch: Stopwatch) -> None:
        self.name = judge.name
        self._judge = judge
        self._watch = watch

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        with self._watch.stage("classifier"):
            return self._judge.estimate(texts, findings, declared)

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        with self._watch.stage("classifier"):
            estimate = self._judge.whole(parts)
        self._watch.again = " again"
        return estimate
