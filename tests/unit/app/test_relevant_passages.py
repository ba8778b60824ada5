"""Passages that do not serve the question are left out, and none that does."""

from __future__ import annotations

import dataclasses

from app.relevant_passages import serving
from index.chunk import Passage
from tests.unit.app.gate_parts import passage


def found(text: str, dense: float, sparse: float = 0.0) -> Passage:
    return dataclasses.replace(passage(text), dense=dense, sparse=sparse)


BEST = found("Restart the payout worker and look at its queue.", 0.8, 20.0)


def test_what_is_far_below_the_best_is_left_out() -> None:
    far = found("Holidays are listed by the people team.", 0.2, 1.0)
    near = found("The worker's queue is drained by hand.", 0.55, 2.0)
    worded = found("Queue settings of the worker, by name.", 0.3, 12.0)
    assert serving([BEST, far, near, worded], "restart worker") == (BEST, near, worded)


def test_the_first_always_stays_and_nothing_gives_nothing() -> None:
    low = found("Something else entirely.", 0.1, 0.0)
    assert serving([low, BEST], "x") == (low, BEST)
    assert serving([], "x") == ()


def test_what_names_the_thing_that_is_asked_for_stays() -> None:
    named = found("E1042 means that the disk is full.", 0.1, 0.5)
    assert serving([BEST, named], "what is E1042?") == (BEST, named)
    assert serving([BEST, named], "what is that?") == (BEST,)


def test_without_scores_nothing_is_left_out() -> None:
    one, two = found("first words", 0.0), found("second words", 0.0)
    assert serving([one, two], "x") == (one, two)


def test_what_says_nothing_new_is_left_out() -> None:
    again = found("Restart the payout worker and look at its queue. ", 0.79, 19.0)
    more = found("Restart the payout worker and look at its queue. Then call somebody else.", 0.7)
    assert serving([BEST, again, more], "worker") == (BEST, more)
