"""Updates by the thousand, a bot that is killed again and again, a Bot API in storms:
`python -m tests.bench telegram_kills`.

Each question must be answered once; whatever comes twice must say so; nothing may be sent before
`retry_after` is over. Replies are lost, updates come twice and late.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bots.words import say
from tests.wire.fake_telegram import FakeTelegram, serving
from tests.wire.fake_telegram_methods import Fields

UPDATES, KILLS = 5_000, 50
_MARKS = tuple(say(code, "en")[:20] for code in ("may_be_again", "telegram_repeated"))
_WRITES = ("sendMessage", "editMessageText")
_ROOT = str(Path(__file__).resolve().parents[2])
_GROUPS = tuple(range(-150, -100))


@dataclass(slots=True)
class Trial:
    """One run: `updates` questions, `kills` deaths, a storm for one write in `calm`."""

    updates: int
    kills: int
    seconds: float = 0.1
    calm: int = 150
    random: random.Random = field(default_factory=lambda: random.Random(5))
    storms: int = 0
    lost: int = 0
    writes: int = 0
    began: float = field(default_factory=time.monotonic)

    def fake(self) -> FakeTelegram:
        fake = FakeTelegram(per_group=10**6)
        fake.storm, fake.lose = self._storm, self._lose
        return fake

    def _storm(self, method: str, fields: Fields) -> int:
        self.writes += method in _WRITES
        if method in _WRITES and self.writes % self.calm == 0:
            self.storms += 1
            return 1
        return 0

    def _lose(self, method: str, fields: Fields) -> bool:
        gone = method in _WRITES and self.random.random() < 0.005
        self.lost += gone
        return gone

    def say(self, fake: FakeTelegram, number: int) -> None:
        """One question, in a private talk or a group; one in ten comes once more, late."""
        group = self.random.random() < 0.1
        chat = self.random.choice(_GROUPS) if group else None
        text = f"{'@hush_bot ' if group else ''}question {number}x"
        update = fake.says(text, user=self.random.randint(1, 400), chat=chat)
        if self.random.random() < 0.1:
            fake.again(update)


async def trial(made: Trial, home: Path) -> dict[str, object]:
    """Run it; the figures."""
    async with serving(made.fake()) as fake:
        for number in range(made.updates):
            made.say(fake, number)
        deaths = 0
        child = await _born(fake, home, made.seconds)
        while not await _all_answered(fake, made, deaths):
            if deaths < made.kills:
                child.send_signal(signal.SIGKILL)
                await child.wait()
                deaths += 1
                child = await _born(fake, home, made.seconds)
        child.send_signal(signal.SIGKILL)
        await child.wait()
        return _figures(fake, made, deaths)


async def _born(fake: FakeTelegram, home: Path, seconds: float) -> asyncio.subprocess.Process:
    environment = {**os.environ, "PYTHONPATH": _ROOT, "HUSH_HOME": str(home)}
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.telegram_child", fake.url, str(home), str(seconds)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
    )
    assert child.stdout is not None
    await child.stdout.readline()
    return child


async def _all_answered(fake: FakeTelegram, made: Trial, deaths: int) -> bool:
    """Wait until it is time for the next death: after its share of the answers, at a chance moment."""
    share = made.updates * (deaths + 1) / (made.kills + 1)
    while len(_answered(fake)) < min(share, made.updates):
        await asyncio.sleep(0.05)
        if time.monotonic() - made.began > 1200:
            return True
    await asyncio.sleep(made.random.random() * 0.3)
    return deaths >= made.kills


def _answered(fake: FakeTelegram) -> Counter[int]:
    """Question -> messages that answer it."""
    found = (re.search(r"Answer to question (\d+)x", sent.text) for sent in fake.sent)
    return Counter(int(match.group(1)) for match in found if match)


def _figures(fake: FakeTelegram, made: Trial, deaths: int) -> dict[str, object]:
    answered = _answered(fake)
    plain = Counter[int]()
    for sent in fake.sent:
        match = re.search(r"Answer to question (\d+)x", sent.text)
        if match and not sent.text.startswith(_MARKS):
            plain[int(match.group(1))] += 1
    return {
        "updates": made.updates,
        "deliveries": sum(fake.served.values()),
        "kills": deaths,
        "storms": made.storms,
        "replies lost": made.lost,
        "answered": len(answered),
        "unanswered": made.updates - len(answered),
        "twice without a mark": sum(count > 1 for count in plain.values()),
        "marked as repeated": sum(answered.values()) - sum(plain.values()),
        "of them needlessly": sum(1 for number in answered if not plain[number]),
        "refused or too early": len(fake.wrong),
        "first of these": fake.wrong[0] if fake.wrong else "",
        "seconds": time.monotonic() - made.began,
    }


def run() -> Mapping[str, object]:
    """The whole count."""
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(trial(Trial(UPDATES, KILLS), Path(home)))
