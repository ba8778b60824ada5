"""Stages: seconds by name, for whoever records; carried into threads that copy the context."""

from __future__ import annotations

import asyncio
import contextvars
import time

import pytest

from index.stages import recording, stage


def test_stages_add_up_and_lie_in_each_other() -> None:
    spent = recording()
    for _ in range(2):
        with stage("outer"), stage("inner"):
            time.sleep(0.01)
    assert spent["outer"] >= spent["inner"] >= 0.02


def test_a_stage_that_fails_is_counted_too() -> None:
    spent = recording()
    with pytest.raises(ValueError, match="no"), stage("broken"):
        raise ValueError("no")
    assert "broken" in spent


def test_a_thread_of_asyncio_records_for_who_asked_and_answers_do_not_mix() -> None:
    def work(name: str) -> None:
        with stage(name):
            time.sleep(0.001)

    async def one(name: str) -> dict[str, float]:
        spent = recording()
        await asyncio.to_thread(work, name)
        return spent

    async def both() -> list[dict[str, float]]:
        return list(await asyncio.gather(one("a"), one("b")))

    assert [list(spent) for spent in asyncio.run(both())] == [["a"], ["b"]]


def test_without_anybody_recording_it_does_nothing() -> None:
    ran = contextvars.Context().run(_alone)
    assert ran == "done"


def _alone() -> str:
    with stage("unheard"):
        return "done"
