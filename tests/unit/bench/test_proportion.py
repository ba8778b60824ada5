"""Intervals against published values of the exact (Clopper-Pearson) method."""

from __future__ import annotations

import json

import pytest

from tests.bench.proportion import at_least, at_most, interval, missed


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.308497),
        (10, 10, 0.691503, 1.0),
        (3, 10, 0.066740, 0.652453),
        (1, 2, 0.012579, 0.987421),
        (500, 500, 0.992649, 1.0),
        (0, 3000, 0.0, 0.001229),
        (77, 100_000, 0.000608, 0.000962),
    ],
)
def test_exact_intervals(hits: int, total: int, low: float, high: float) -> None:
    assert interval(hits, total) == pytest.approx((low, high), abs=1e-6)


def test_a_row_says_whether_its_target_is_met() -> None:
    assert at_least(97, 100, 0.97)["met"] == "yes"
    assert at_least(96, 100, 0.97)["met"] == "NO"
    assert at_most(0, 100, 0)["met"] == "yes"
    assert at_most(1, 100, 0)["met"] == "NO"
    assert at_least(1, 2)["met"] is None


def test_what_was_not_counted_is_not_met_and_is_json() -> None:
    row = at_least(0, 0, 0.5)
    assert row["met"] is None
    assert json.loads(json.dumps(row, allow_nan=False))["value"] is None


def test_rows_that_miss_their_target_are_named() -> None:
    assert missed({"a": at_least(1, 2, 0.9), "b": at_least(2, 2, 0.9), "c": 3}) == ["a"]
