"""What the guard has just read is not read again; anything else is, and each attempt has a ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from app.confidentiality.guard import Clear, Guard, Outgoing, Watch
from app.confidentiality.readings import SECONDS, Readings, key_of
from tests.unit.app.test_guard import GOAL, HEADERS, request

_TEXT = "restart the service and look at its log"


@dataclass(slots=True)
class _Watched:
    """How often the fingerprints were asked, and what they say."""

    asked: int = 0
    repeats: bool = False

    def overlap(self, _: str) -> bool:
        self.asked += 1
        return self.repeats


@dataclass(slots=True)
class _Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watched() -> _Watched:
    return _Watched()


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def guard(watched: _Watched, clock: _Clock) -> Guard:
    return Guard(GOAL, Watch(overlap=watched.overlap), clock=clock)


def test_the_same_request_is_read_once_however_often_it_was_foreseen(
    guard: Guard, watched: _Watched
) -> None:
    told = request(_TEXT), {"db-3"}, {"\u27e6HOST_1\u27e7"}
    assert guard.foresee(*told) is None
    asked = watched.asked
    assert guard.foresee(*told) is None
    judged = guard.read(*told, "d1")
    assert asked > 0
    assert watched.asked == asked
    assert isinstance(judged, Clear)
    assert guard.redeem(judged.ticket, "d1", request(_TEXT))


def test_a_retry_is_read_again(guard: Guard, watched: _Watched) -> None:
    guard.foresee(request(_TEXT), (), ())
    guard.read(request(_TEXT), (), (), "d1")
    watched.repeats = True
    assert not isinstance(guard.read(request(_TEXT), (), (), "d1"), Clear)


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: (request(text + " now"), {"db-3"}, {"A"}),
        lambda text: (replace(request(text), headers=(*HEADERS, ("Accept", "x"))), {"db-3"}, {"A"}),
        lambda text: (replace(request(text), url=GOAL.url + "/x"), {"db-3"}, {"A"}),
        lambda text: (request(text), {"db-3", "db-4"}, {"A"}),
        lambda text: (request(text), {"db-3"}, {"A", "B"}),
    ],
    ids=["body", "headers", "address", "originals", "stand-ins"],
)
def test_anything_else_is_read(
    guard: Guard,
    watched: _Watched,
    changed: Callable[[str], tuple[Outgoing, set[str], set[str]]],
) -> None:
    assert guard.foresee(request(_TEXT), {"db-3"}, {"A"}) is None
    watched.repeats = True
    outgoing, originals, issued = changed(_TEXT)
    assert not isinstance(guard.read(outgoing, originals, issued, "d1"), Clear)


def test_an_older_reading_counts_no_more(guard: Guard, watched: _Watched, clock: _Clock) -> None:
    guard.foresee(request(_TEXT), (), ())
    watched.repeats = True
    clock.now += SECONDS + 0.1
    assert not isinstance(guard.read(request(_TEXT), (), (), "d1"), Clear)


def test_an_older_reading_is_not_foreseen_again(
    guard: Guard, watched: _Watched, clock: _Clock
) -> None:
    guard.foresee(request(_TEXT), (), ())
    watched.repeats = True
    clock.now += SECONDS + 0.1
    assert guard.foresee(request(_TEXT), (), ()) is not None


def test_a_clock_that_goes_back_makes_no_reading_live_longer(clock: _Clock) -> None:
    readings = Readings(clock)
    readings.note("a")
    clock.now -= 1
    assert not readings.take("a")


def test_what_was_held_is_read_again_and_held_again(guard: Guard, watched: _Watched) -> None:
    watched.repeats = True
    for _ in range(2):
        assert guard.foresee(request(_TEXT), (), ()) is not None
    assert not isinstance(guard.read(request(_TEXT), (), (), "d1"), Clear)


def test_there_are_never_many(clock: _Clock) -> None:
    readings = Readings(clock)
    for number in range(5_000):
        readings.note(key_of(str(number), (), ()))
    assert sum(readings.take(key_of(str(number), (), ())) for number in range(5_000)) <= 1_000
