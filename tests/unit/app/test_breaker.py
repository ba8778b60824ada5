"""A model that does not answer is left alone, and tried by one question at a time."""

from __future__ import annotations

from contextlib import suppress

import pytest

from app.breaker import Breaker, Change
from app.errors import (
    AuditUnwritable,
    EgressHeld,
    HushError,
    ModelBroken,
    ModelBusy,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
)
from app.models.refusals import refusal


class Clock:
    """Stands until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def used(breaker: Breaker, error: BaseException | None = None) -> bool:
    """Use the model once, with this end; False while it rests."""
    attempt = breaker.enter()
    if attempt is None:
        return False
    with suppress(BaseException), attempt:
        if error is not None:
            raise error
    return True


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("cloud", failures=3, rest=10.0, clock=clock)


DOWN = ModelUnreachable("no connection")


def test_it_rests_after_failures_in_a_row(breaker: Breaker) -> None:
    for error in (DOWN, DOWN, None, DOWN, DOWN):
        assert used(breaker, error)
    assert breaker.failures == 2
    used(breaker, DOWN)
    assert breaker.resting and breaker.failures == 3
    assert not used(breaker)
    assert "3 times" in str(breaker.refusal()) and "10 s" in str(breaker.refusal())


def test_one_question_alone_tries_it_again(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        used(breaker, DOWN)
    clock.now += 10
    attempt = breaker.enter()
    assert attempt is not None
    assert breaker.enter() is None, "one is trying already"
    with suppress(ModelUnreachable), attempt:
        raise DOWN
    assert not used(breaker), "it failed: the rest begins anew"
    clock.now += 10
    assert used(breaker)
    assert not breaker.resting and breaker.failures == 0 and used(breaker)


@pytest.mark.parametrize(
    "error",
    [GeneratorExit(), KeyboardInterrupt(), AuditUnwritable("full"), EgressHeld("held")],
    ids=lambda error: type(error).__name__,
)
def test_a_try_that_shows_nothing_lets_another_one_try(
    breaker: Breaker, clock: Clock, error: BaseException
) -> None:
    for _ in range(3):
        used(breaker, DOWN)
    clock.now += 10
    assert used(breaker, error)
    assert breaker.resting
    assert used(breaker)
    assert not breaker.resting


@pytest.mark.parametrize(
    ("error", "counts"),
    [
        (ModelUnreachable("x"), True),
        (ModelTimeout("x"), True),
        (ModelBroken("x"), True),
        (refusal(401, "h"), True),
        (refusal(403, "h"), True),
        (refusal(404, "h"), True),
        (refusal(429, "h"), True),
        (refusal(500, "h"), True),
        (refusal(503, "h"), True),
        (refusal(307, "h"), True),
        (refusal(400, "h"), False),
        (refusal(413, "h"), False),
        (refusal(422, "h"), False),
        (ModelRefused("the content filter stopped it"), False),
        (ModelBusy("others wait"), False),
        (EgressHeld("held"), False),
        (AuditUnwritable("full"), False),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_counts(breaker: Breaker, error: HushError, counts: bool) -> None:
    for _ in range(3):
        used(breaker, error)
    assert breaker.resting is counts


def test_a_server_that_names_a_time_is_left_alone_for_it(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        used(breaker, refusal(429, "h", 60.0))
    clock.now += 59
    assert not used(breaker)
    clock.now += 1
    assert used(breaker, refusal(429, "h", 1e9))
    clock.now += 600
    assert used(breaker)


def test_what_set_out_before_the_rest_does_not_lengthen_it(breaker: Breaker, clock: Clock) -> None:
    late = breaker.enter()
    good = breaker.enter()
    assert late is not None and good is not None
    for _ in range(3):
        used(breaker, DOWN)
    clock.now += 9
    with suppress(ModelUnreachable), late:
        raise DOWN
    assert breaker.failures == 3
    clock.now += 1
    with good:
        pass
    assert not breaker.resting, "it is there after all"


def test_changes_are_told_once(breaker: Breaker, clock: Clock) -> None:
    told: list[Change] = []
    breaker.told = told.append
    for _ in range(4):
        used(breaker, DOWN)
    clock.now += 10
    used(breaker, ModelTimeout("x"))
    clock.now += 10
    used(breaker)
    assert told == [
        Change("cloud", True, 3, "ModelUnreachable"),
        Change("cloud", False, 4, "ModelTimeout"),
    ]
