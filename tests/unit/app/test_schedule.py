"""How often sources are looked at again; a child that dies and is started again."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from app.commands.children import Child, FirstStartFailed
from app.schedule import Schedule, folders
from app.up_settings import UpSettings
from index.sentence import Rejected


def test_each_source_has_its_time() -> None:
    schedule = Schedule.parse("1h, handbook=15m, archive=off , wiki = 2 days")
    assert [schedule.of(name) for name in ("x", "handbook", "archive", "wiki")] == [
        *(3600, 900, None, 172_800)
    ]
    assert Schedule.parse("").of("x") is Schedule.parse("off").of("x") is None
    names = ("x", "handbook", "archive", "new")
    looked = {"x": 0.0, "handbook": 0.0, "archive": 0.0}
    assert schedule.due(names, looked, 899.0) == ["new"]
    assert schedule.due(names, looked, 900.0) == ["new", "handbook"]
    assert schedule.due(names, looked | {"new": 3600.0}, 3600.0) == ["handbook", "x"]


@pytest.mark.parametrize("text", ["soon", "0m", "-1h", "1h, x=often", "15", "9999999h"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Rejected):
        Schedule.parse(text)
    with pytest.raises(ValueError, match="15m"):
        UpSettings(every=text)


def test_folders_have_names() -> None:
    assert folders("a=/srv/a, b = /srv/b c/d=e") == {"a": Path("/srv/a"), "b": Path("/srv/b c/d=e")}
    for text in ("/srv/a", "a=", "=x", "a=1,a=2"):
        with pytest.raises(Rejected):
            folders(text)


async def test_a_child_that_dies_is_started_again_and_later_each_time() -> None:
    lives, ended = list[str](), list[tuple[str, int, float]]()
    dying = [sys.executable, "-c", "print('well', flush=True); raise SystemExit(3)"]

    def first(line: str) -> bool:
        lives.append(line)
        return True

    thrice = asyncio.Event()

    def over(name: str, code: int, again: float) -> None:
        ended.append((name, code, again))
        if len(ended) == 3:
            thrice.set()

    child = Child("x", dying, first, over, wait=0.01)
    keeping = asyncio.ensure_future(child.keep())
    await asyncio.wait_for(thrice.wait(), 30)
    await child.stop()
    await asyncio.wait_for(keeping, 10)
    assert ended[:3] == [("x", 3, 0.01), ("x", 3, 0.02), ("x", 3, 0.04)]
    assert lives[0] == "well\n"


async def test_a_child_that_never_was_well_is_not_started_again() -> None:
    failing = [sys.executable, "-c", "print('no'); raise SystemExit(7)"]
    child = Child("x", failing, lambda line: line == "well\n", lambda *_: None)
    with pytest.raises(FirstStartFailed) as told:
        await asyncio.wait_for(child.keep(), 20)
    assert told.value.code == 7


async def test_a_child_has_time_to_end() -> None:
    def first(_: str) -> bool:
        well.set()
        return True

    program = (
        "import signal,sys,time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.2), sys.exit(0)))\n"
        "print('well', flush=True)\ntime.sleep(60)"
    )
    well = asyncio.Event()
    child = Child("x", [sys.executable, "-c", program], first, lambda *_: None)
    keeping = asyncio.ensure_future(child.keep())
    await asyncio.wait_for(well.wait(), 20)
    await child.stop()
    await asyncio.wait_for(keeping, 10)
    assert child._process is not None and child._process.returncode == 0
    stubborn = program.replace("(time.sleep(0.2), sys.exit(0))", "None")
    well.clear()
    child = Child("x", [sys.executable, "-c", stubborn], first, lambda *_: None, 0.2)
    keeping = asyncio.ensure_future(child.keep())
    await asyncio.wait_for(well.wait(), 20)
    await child.stop()
    await asyncio.wait_for(keeping, 10)
    assert child._process is not None and child._process.returncode == -signal.SIGKILL


async def test_a_child_waits_for_its_turn() -> None:
    def first(_: str) -> bool:
        well.set()
        return True

    well, turn = asyncio.Event(), asyncio.Event()
    running = [sys.executable, "-c", "import time; print('well', flush=True); time.sleep(60)"]
    child = Child("x", running, first, lambda *_: None, after=turn)
    keeping = asyncio.ensure_future(child.keep())
    await asyncio.sleep(0.05)
    assert child._process is None
    turn.set()
    await asyncio.wait_for(well.wait(), 20)
    await child.stop()
    await asyncio.wait_for(keeping, 10)
    never = Child("x", running, first, lambda *_: None, after=asyncio.Event())
    keeping = asyncio.ensure_future(never.keep())
    await never.stop()
    await asyncio.wait_for(keeping, 10)
    assert never._process is None
