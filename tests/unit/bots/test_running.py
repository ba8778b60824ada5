"""How long the bots of a process run, and what of them is begun again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

from bots.message import Accept, SendFailed
from bots.running import over
from bots.settings import Settings
from bots.team import Team, team
from tests.unit.bots.fake_platform import FakePlatform, until


class Platforms:
    """`down` end at once, the others when `over` is set; `begun` says which were begun."""

    def __init__(self, *down: str) -> None:
        self.down, self.begun, self.over = set(down), list[str](), asyncio.Event()

    def team(self, *names: str) -> Team:
        inbox = cast("Any", None)
        return Team(inbox, None, self.begin, {name: self.begin(name) for name in names})

    def begin(self, name: str) -> asyncio.Task[None]:
        self.begun.append(name)
        return asyncio.create_task(self._run(name))

    async def _run(self, name: str) -> None:
        if name not in self.down:
            await self.over.wait()


async def test_a_platform_that_ended_is_begun_again_while_another_runs() -> None:
    platforms, stopping = Platforms("telegram"), asyncio.Event()
    running = platforms.team("slack", "telegram")
    waiting = asyncio.create_task(over(running, stopping, pause=0.01))
    while platforms.begun.count("telegram") < 3:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    assert platforms.begun.count("slack") == 1
    platforms.down.clear()
    while running.failed():  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    begun = len(platforms.begun)
    await asyncio.sleep(0.05)
    assert len(platforms.begun) == begun and not waiting.done()
    stopping.set()
    await asyncio.wait_for(waiting, 5.0)
    platforms.over.set()


async def test_it_is_over_when_no_platform_runs() -> None:
    platforms = Platforms("slack", "telegram")
    running = platforms.team("slack", "telegram")
    await asyncio.wait_for(over(running, asyncio.Event(), pause=60.0), 5.0)
    assert platforms.begun == ["slack", "telegram"]


async def test_the_last_one_that_ends_ends_it() -> None:
    platforms = Platforms("telegram")
    running = platforms.team("slack", "telegram")
    waiting = asyncio.create_task(over(running, asyncio.Event(), pause=60.0))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    platforms.over.set()
    await asyncio.wait_for(waiting, 5.0)


class Reopening(FakePlatform):
    """Ends at once; an answer connects it again."""

    connected = True

    async def run(self, accept: Accept) -> None:
        raise SendFailed("invalid_auth", for_good=True)

    async def close(self) -> None:
        self.connected = False


async def test_what_an_answer_has_connected_again_is_let_go_at_the_end(home: Path) -> None:
    platform = Reopening()
    async with team(Settings(home=home), {"slack": platform}) as running:
        await until(lambda: running.failed() == ["slack"])
        assert not platform.connected
        platform.connected = True
    assert not platform.connected
