"""`python -m bots` as a real process, which can be killed, between strict servers on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.wire import fake_slack, fake_telegram
from tests.wire.fake_bots_service import KEY
from tests.wire.fake_slack import FakeSlack
from tests.wire.fake_telegram import FakeTelegram

ROOT = Path(__file__).resolve().parents[2]
ALERTS_TOKEN = "alerts-token-of-the-tests"


@dataclass
class Process:
    """The bots. `start` waits for their first line, `kill` is the kind that nobody notices."""

    home: Path
    settings: dict[str, str]
    arguments: tuple[str, ...] = ()
    said: dict[str, object] = field(default_factory=dict)
    _process: asyncio.subprocess.Process | None = None

    async def start(self, *command: str) -> None:
        """Raises `AssertionError` where it ends instead."""
        process = await self.run(*command)
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        assert line, f"it ended with {await process.wait()}"
        self.said = json.loads(line)

    async def run(self, *command: str) -> asyncio.subprocess.Process:
        """Begin it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *(command or ("bots",)), "--json", *self.arguments),
                env={
                    **os.environ,
                    **self.settings,
                    "HUSH_HOME": str(self.home),
                    "PYTHONPATH": str(ROOT),
                    "HUSH_LANGUAGE": "en",
                },
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        return self._process

    async def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its exit status."""
        assert self._process is not None
        self._process.send_signal(number)
        return await asyncio.wait_for(self._process.wait(), 60)

    @property
    def log(self) -> str:
        """What it said on stderr, in all lives."""
        return (self.home / "log").read_text(encoding="utf-8")


def settings_of(
    url: str, slack: FakeSlack | None = None, telegram: FakeTelegram | None = None
) -> dict[str, str]:
    """Variables for those servers."""
    found = {"HUSH_SERVICE__URL": url, "HUSH_SERVICE__KEY": KEY, "HUSH_BOTS__DRAIN": "1"}
    if slack is not None:
        found |= {
            "HUSH_SLACK__BASE_URL": slack.base_url,
            "HUSH_SLACK__BOT_TOKEN": fake_slack.BOT_TOKEN,
            "HUSH_SLACK__APP_TOKEN": fake_slack.APP_TOKEN,
        }
    if telegram is not None:
        found |= {
            "HUSH_TELEGRAM__BASE_URL": telegram.url,
            "HUSH_TELEGRAM__TOKEN": fake_telegram.TOKEN,
        }
    return found


def alerts(place: str) -> dict[str, str]:
    """Variables for alerts."""
    return {
        "HUSH_BOTS__LISTEN": "127.0.0.1:0",
        "HUSH_BOTS__ALERTS_TOKEN": ALERTS_TOKEN,
        "HUSH_BOTS__ALERTS_TO": place,
    }
