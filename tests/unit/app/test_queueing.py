"""The queue in front of the local model: turns, fairness, limits, and that no place is ever lost."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ModelBusy, TooManyAtOnce
from app.queueing import FairQueue, Limits, Place

MANY = Limits(at_once=1, per_user=50, waiting=500)
# what happens, one after the other: somebody joins, or one of those who are there goes
STEPS = st.lists(st.one_of(st.sampled_from("abcd"), st.integers(0, 30)), max_size=60)


@given(steps=STEPS, at_once=st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_turns_and_positions_whatever_happens(steps: list[str | int], at_once: int) -> None:
    """Never more than so many at once, no turn is left unused, and positions are 1, 2, 3…"""
    queue = FairQueue(Limits(at_once, 50, 500))
    there: list[Place] = []
    for step in steps:
        if isinstance(step, str):
            there.append(queue.join(step))
        elif there:
            queue.leave(there.pop(step % len(there)))
        running = [place for place in there if not place.position]
        assert len(running) == queue.running == min(at_once, len(there))
        waiting = sorted(place.position for place in there if place.position)
        assert waiting == list(range(1, queue.waiting + 1))
    for place in there:
        queue.leave(place)
        queue.leave(place)
    assert (queue.running, queue.waiting) == (0, 0)


@given(steps=STEPS, at_once=st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_nobody_starves(steps: list[str | int], at_once: int) -> None:
    """While one waits with n of their own before, nobody else gets more than n + 1 turns."""
    queue = FairQueue(Limits(at_once, 50, 500))
    there: list[Place] = []
    since: dict[Place, tuple[int, Counter[str]]] = {}

    def look() -> None:
        for began in [one for one in since if not one.position]:
            del since[began]
            for _, turns in since.values():
                turns[began.who] += 1
        for waiting, (own, turns) in since.items():
            assert all(n <= own + 1 for who, n in turns.items() if who != waiting.who)

    for step in steps:
        if isinstance(step, str):
            before = sum(one.who == step and bool(one.position) for one in there)
            place = queue.join(step)
            there.append(place)
            since[place] = (before, Counter())
        elif there:
            place = there.pop(step % len(there))
            since.pop(place, None)
            queue.leave(place)
        look()


def test_one_of_each_after_the_other() -> None:
    queue = FairQueue(MANY)
    first = queue.join("running")
    greedy = [queue.join("greedy") for _ in range(3)]
    modest, late = queue.join("modest"), queue.join("late")
    assert [place.position for place in (*greedy, modest, late)] == [1, 4, 5, 2, 3]
    order: list[Place] = []
    for place in itertools.chain([first], order):
        queue.leave(place)
        order += [one for one in (*greedy, modest, late) if not one.position and one not in order]
    assert order == [greedy[0], modest, late, greedy[1], greedy[2]]


def test_somebody_who_asks_again_and_again_does_not_overtake() -> None:
    queue = FairQueue(MANY)
    running, other = queue.join("greedy"), queue.join("other")
    again = queue.join("greedy")
    queue.leave(running)
    assert not other.position and again.position == 1


def test_limits() -> None:
    queue = FairQueue(Limits(at_once=1, per_user=2, waiting=2))
    places = [queue.join("a"), queue.join("a")]
    with pytest.raises(TooManyAtOnce, match="2 questions") as refused:
        queue.join("a")
    assert refused.value.retry_after == 10
    places.append(queue.join("b"))
    with pytest.raises(ModelBusy, match="2 questions wait"):
        queue.join("c")
    queue.leave(places[1])
    assert queue.join("c").position == 2


def test_how_long_it_may_take_is_learnt_from_turns() -> None:
    now = iter(itertools.count(0.0, 2.0))
    queue = FairQueue(Limits(at_once=1, per_user=1), lambda: next(now))
    for _ in range(30):
        queue.leave(queue.join("a"))
    queue.join("a")
    with pytest.raises(TooManyAtOnce) as refused:
        queue.join("a")
    assert refused.value.retry_after == 3


async def _turn(queue: FairQueue, who: str, told: list[int]) -> AsyncIterator[Place]:
    with queue.join(who) as place:
        async for position in place.positions():
            told.append(position)
        yield place


async def test_positions_are_told_as_they_change() -> None:
    queue = FairQueue(MANY)
    held = [queue.join("a") for _ in range(3)]
    told: list[int] = []

    async def wait() -> None:
        async for _ in _turn(queue, "a", told):
            return

    waiting = asyncio.create_task(wait())
    for place in held:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        queue.leave(place)
    await asyncio.wait_for(waiting, 5)
    assert told == [3, 2, 1]
    assert (queue.running, queue.waiting) == (0, 0)


async def test_a_position_that_does_not_change_is_told_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.queueing._REMIND", 0.01)
    queue = FairQueue(MANY)
    queue.join("a")
    place, told = queue.join("a"), []
    async for position in place.positions():
        told.append(position)
        if len(told) == 3:
            break
    assert told == [1, 1, 1]


async def test_who_has_waited_for_too_long_is_told_what_to_do() -> None:
    queue = FairQueue(Limits(patience=0.05))
    queue.join("a")
    with pytest.raises(ModelBusy, match="HUSH_QUEUE__PATIENCE"):
        async for _ in _turn(queue, "b", []):
            raise AssertionError
    assert (queue.running, queue.waiting) == (1, 0)


@pytest.mark.parametrize("waits", [True, False], ids=["while waiting", "in a turn"])
async def test_a_place_that_is_cancelled_is_given_to_the_next_one_at_once(waits: bool) -> None:
    queue = FairQueue(MANY)
    held = queue.join("first") if waits else None

    async def work() -> None:
        async for _ in _turn(queue, "gone", []):
            await asyncio.sleep(60)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    next_one = queue.join("next")
    assert next_one.position == (2 if waits else 1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    if held is not None:
        assert next_one.position == 1
        queue.leave(held)
    assert not next_one.position


async def test_a_place_whose_work_fails_is_given_back() -> None:
    queue = FairQueue(MANY)
    with pytest.raises(ZeroDivisionError), queue.join("a"):
        raise ZeroDivisionError
    assert (queue.running, queue.waiting) == (0, 0)


async def test_many_at_once_with_some_who_go_away() -> None:
    """A hundred askers at four turns, every third cancelled at some time: none is lost, and there
    are never more than four."""
    queue = FairQueue(Limits(at_once=4, per_user=50, waiting=500))
    most, done = 0, 0

    async def work(number: int) -> None:
        nonlocal most, done
        with queue.join(f"user-{number % 7}") as place:
            async for _ in place.positions():
                pass
            most = max(most, queue.running)
            await asyncio.sleep(0.001)
            if number % 5 == 0:
                raise ValueError
            done += 1

    tasks = [asyncio.create_task(work(number)) for number in range(100)]
    for number, task in enumerate(tasks):
        if number % 3 == 0:
            await asyncio.sleep(0.0005)
            task.cancel()
    await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 20)
    assert most == 4 and done >= 40
    assert (queue.running, queue.waiting) == (0, 0)
