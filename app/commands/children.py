"""`Child`: a process beside this one that is started again when it dies, later each time.

Invariant: it has its own session, so that Ctrl-C reaches this process alone, which ends it in good
order: SIGTERM, then time to finish, then SIGKILL. Deliberately elsewhere: which children there are
(`up`).
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

_FIRST, _LONGEST, _HEALTHY = 1.0, 60.0, 60.0
"""Seconds: the first wait, the longest, and a life after which the first one counts again."""

Line = Callable[[str], bool]
Ended = Callable[[str, int, float], None]


class FirstStartFailed(Exception):
    """It ended before it had said its first line; `code` is its exit status."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Child:
    """A command that runs until it is stopped. `first` gets the first line that each life says, and
    tells whether it is well;
    `ended` is told its name, exit status and the seconds until it is started again. One that is not
    `needed` may fail at its first start, too: the others go on. `after`: it is not started before that
    is set."""

    name: str
    command: Sequence[str]
    first: Line
    ended: Ended
    grace: float = 30.0
    wait: float = _FIRST
    needed: bool = True
    after: asyncio.Event | None = None
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _process: asyncio.subprocess.Process | None = None
    _spoke: bool = False

    async def keep(self) -> None:
        """Run it, again and again, until `stop`. Raises `FirstStartFailed`."""
        wait = self.wait
        await self._turn()
        while not self._stopping.is_set():
            began = asyncio.get_running_loop().time()
            code = await self._live()
            if self._stopping.is_set():
                return
            if not self._spoke and self.needed:
                raise FirstStartFailed(code)
            if asyncio.get_running_loop().time() - began >= _HEALTHY:
                wait = self.wait
            self.ended(self.name, code, wait)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._stopping.wait()
            wait = min(wait * 2, _LONGEST)

    async def _turn(self) -> None:
        """Until `after` is set, or it is to stop."""
        if self.after is not None:
            waiting = [asyncio.ensure_future(one.wait()) for one in (self.after, self._stopping)]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for one in waiting:
                one.cancel()

    async def _live(self) -> int:
        process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        self._process = process
        if self._stopping.is_set():
            process.terminate()
        assert process.stdout is not None
        if line := await process.stdout.readline():
            self._spoke = self.first(line.decode("utf-8", "replace")) or self._spoke
        while await process.stdout.read(65_536):
            pass  # what it says further is not for here, and must not block it
        return await process.wait()

    async def stop(self) -> None:
        """End it: it may finish what it is at for `grace` seconds."""
        self._stopping.set()
        self.signal(signal.SIGTERM)
        if self._process is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.grace):
                    await self._process.wait()
            self.signal(signal.SIGKILL)

    def signal(self, number: int) -> None:
        """Send it a signal, where it lives."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)
