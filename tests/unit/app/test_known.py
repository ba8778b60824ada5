"""What is computed of a passage when it comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from app.confidentiality.known import learn
from index.chunk import Estimate, Finding, Sensitivity
from tests.unit.app.gate_parts import DETECTORS, Failing


class Lengths:
    """A classifier whose estimate tells what it was given."""

    name = "lengths"

    def __init__(self) -> None:
        self.declared: list[bool] = []

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        self.declared.append(declared)
        return [
            Estimate(Sensitivity.INTERNAL, len(text) / 100 + len(found) / 10)
            for text, found in zip(texts, findings(), strict=True)
        ]

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        return max(parts, key=lambda part: part.probability)


def test_findings_and_estimate_are_learnt_as_of_a_declared_passage() -> None:
    judge = Lengths()
    one, two = learn(["on a1.corp.lan", "x"], DETECTORS, judge)
    assert one is not None and two is not None
    assert [finding.kind for finding in one.findings] == ["HOST"]
    assert one.estimate == Estimate(Sensitivity.INTERNAL, 0.14 + 0.1)
    assert two.estimate == Estimate(Sensitivity.INTERNAL, 0.01)
    assert judge.declared == [True]


def test_nothing_is_known_where_a_detector_failed() -> None:
    assert learn(["x"], [*DETECTORS, Failing()], Lengths()) == [None]
    [known] = learn(["x"], DETECTORS, None)
    assert known is not None and known.estimate is None


def test_a_classifier_that_fails_is_heard_of() -> None:
    class Broken(Lengths):
        def estimate(self, *_: object, **__: object) -> list[Estimate]:
            raise ValueError

    with pytest.raises(ValueError):
        learn(["x"], DETECTORS, Broken())
