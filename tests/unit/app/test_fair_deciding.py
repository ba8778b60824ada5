"""Who asks much waits for themselves: decisions take turns by asker."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.fair_deciding import Turns, deciding_queue, in_fair_turn
from app.queueing import FairQueue


async def test_somebody_else_waits_for_one_turn_and_not_for_all_of_one_asker() -> None:
    queue = deciding_queue()
    order: list[str] = []
    free, loop = threading.Event(), asyncio.get_running_loop()

    def work(name: str) -> None:
        free.wait(10)
        loop.call_soon_threadsafe(order.append, name)

    many = [
        asyncio.create_task(in_fair_turn(queue, "many", work, "many"))
        for _ in range(5 * queue.limits.at_once)
    ]
    await asyncio.sleep(0)
    one = asyncio.create_task(in_fair_turn(queue, "one", work, "one"))
    await asyncio.sleep(0.05)
    assert await asyncio.wait_for(asyncio.to_thread(str, 1), 5) == "1"  # a thread is free
    free.set()
    await asyncio.gather(one, *many)
    assert order.index("one") <= 2 * queue.limits.at_once, order


async def test_whoever_goes_away_gives_the_turn_back_when_the_thread_has_ended() -> None:
    queue = FairQueue()
    free = threading.Event()
    first = asyncio.create_task(in_fair_turn(queue, "a", free.wait, 10))
    second = asyncio.create_task(in_fair_turn(queue, "b", free.wait, 10))
    await asyncio.sleep(0.05)
    assert (queue.running, queue.waiting) == (1, 1)
    first.cancel()
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert (queue.running, queue.waiting) == (1, 0)
    free.set()
    async with asyncio.timeout(5):
        assert await in_fair_turn(queue, "c", lambda: True)


async def test_what_goes_wrong_is_raised_and_gives_the_turn_back() -> None:
    queue = FairQueue()
    with pytest.raises(ZeroDivisionError):
        await in_fair_turn(queue, "a", lambda: 1 // 0)
    await asyncio.sleep(0)
    assert (queue.running, queue.waiting) == (0, 0)


@pytest.mark.parametrize("apart", [False, True])
def test_searches_have_turns_of_their_own_where_they_are_made_apart(apart: bool) -> None:
    turns = Turns.of(apart=apart)
    assert (turns.searching is not turns.deciding) is apart
