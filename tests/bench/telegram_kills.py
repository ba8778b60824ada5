"""Updates by the thousand, a bot that is killed again and again, a Bot API in storms:
`python -m tests.bench telegram_kills`.

Each question must be answered once; whatever comes twice must say so; nothing may be sent before
`retry_after` is over. Replies are lost, updates come twice and late.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bots.words import say
from tests.flow.bots_process import Process, settings_of
from tests.wire import fake_telegram
from tests.wire.fake_bots_service import FakeBotsService, serving
from tests.wire.fake_telegram import FakeTelegram
from tests.wire.fake_telegram_methods import Fields

UPDATES, KILLS = 5_000, 50
_MARKS = tuple(say(code, "en")[:20] for code in ("may_be_again", "telegram_repeated"))
_WRITES = ("sendMessage", "editMessageText")
_LIMITS = {
    "HUSH_BOTS__AT_ONCE": "64",
    "HUSH_BOTS__ACCOUNT_AT_ONCE": "64",
    "HUSH_BOTS__PLACE_AT_ONCE": "64",
    "HUSH_BOTS__PLACE_WAITING": "10000",
}
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
    with serving(FakeBotsService(seconds=made.seconds)) as service:
        async with fake_telegram.serving(made.fake()) as fake:
            for number in range(made.updates):
                made.say(fake, number)
            deaths = 0
            process = Process(home, settings_of(service.url, telegram=fake) | _LIMITS)
            await process.start()
            while not await _all_answered(fake, made, deaths):
                await process.kill()
                deaths += 1
                await process.start()
            await process.kill()
            wrong = [*fake.wrong, *(str(problem) for problem in service.refused)]
            return _figures(fake, made, deaths, wrong)


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
    found = (re.search(r"About 'question (\d+)x", sent.text) for sent in fake.sent)
    return Counter(int(match.group(1)) for match in found if match)


def _figures(fake: FakeTelegram, made: Trial, deaths: int, wrong: list[str]) -> dict[str, object]:
    answered = _answered(fake)
    plain = Counter[int]()
    for sent in fake.sent:
        match = re.search(r"About 'question (\d+)x", sent.text)
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
        "refused or too early": len(wrong),
        "first of these": wrong[0] if wrong else "",
        "seconds": time.monotonic() - made.began,
    }


def run() -> Mapping[str, object]:
    """The whole count."""
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(trial(Trial(UPDATES, KILLS), Path(home)))
