"""How labelled spans and findings are set against each other."""

from __future__ import annotations

from index.chunk import Action, Finding
from tests.bench.presidio import iou, matched
from tests.bench.russian import covered


def finding(start: int, end: int) -> Finding:
    return Finding("X", Action.MASK, start, end, "d")


def test_overlap_is_over_the_union() -> None:
    assert iou((0, 10), (0, 10)) == 1.0
    assert iou((0, 10), (3, 10)) == 0.7
    assert iou((0, 10), (5, 15)) == 1 / 3
    assert iou((0, 10), (10, 12)) == 0.0


def test_spans_and_findings_are_matched_one_to_one() -> None:
    assert matched([(0, 10), (20, 30)], (finding(0, 9), finding(0, 10), finding(25, 40))) == {0: 1}
    assert matched([(0, 10), (0, 10)], (finding(0, 10),)) in ({0: 0}, {1: 0})


def test_one_uncovered_token_is_a_miss() -> None:
    text = "Совет министров Северной Осетии"
    assert covered(text, 0, 31, (finding(0, 15), finding(16, 31)))
    assert not covered(text, 0, 31, (finding(0, 15), finding(16, 24)))
    assert not covered(text, 0, 31, (finding(0, 30),))
