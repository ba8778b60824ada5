"""Deliveries of Slack against a bot that is killed: `python -m tests.bench slack_deliveries`.

Every message comes up to four times, in both twins, out of order; the process is killed while it
takes them (the model takes 30 s) and again while it answers. Slack tries again after a minute and
after five; here at once. Must be: one answer each, no half ones, acknowledged within 300 ms (p99).
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.bench.slack_child import words
from tests.wire.fake_slack import FakeSlack, Message
from tests.wire.fake_slack_server import Server, Threaded, running

ROOT = Path(__file__).resolve().parents[2]
MESSAGES, KILLS, CHANNELS, USERS = 2_500, 50, 150, 60
MODEL = 30.0
"""Seconds of an answer while deliveries come in."""
TRIES = 40
AT_ONCE = 64
RATE = 100.0
"""Deliveries a second."""


class Life:
    """The bot's process, life after life."""

    def __init__(self, home: Path, fake: FakeSlack, at_once: int) -> None:
        self._home, self._fake, self._at_once = home, fake, at_once
        self._process: subprocess.Popen[bytes] | None = None
        self.kills = 0

    def start(self, seconds: float) -> None:
        """Another one."""
        child = [sys.executable, "-m", "tests.bench.slack_child"]
        given = [str(self._home), self._fake.base_url, str(seconds), str(self._at_once)]
        there = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [*child, *given], env=there, cwd=ROOT, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        """Without a word."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._fake.forget_rates()
        self.kills += 1


def measure(
    messages: int,
    kills: int,
    *,
    channels: int,
    model: float = MODEL,
    spacing: float = 1.0,
    seed: int = 5,
) -> dict[str, object]:
    """One row. Half of the kills come while messages come in, half while they are answered."""
    chance = random.Random(seed)
    fake = FakeSlack(spacing=spacing)
    for number in range(USERS):
        fake.user(f"U{number}")
    for number in range(channels):
        fake.channel(f"C{number}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running(fake) as threaded:
        life = Life(Path(folder), fake, max(AT_ONCE, messages // 5))
        events = _events(fake, messages, channels, chance)
        sent, deliveries = _deliver(threaded, life, events, model, kills - kills // 2, chance)
        acks = sorted(fake.acks)
        _answer(threaded, life, kills // 2, messages, chance)
        found = _found(fake)
        life.kill()
    return {
        "messages": messages,
        "deliveries": deliveries,
        "kills": kills,
        "answers": sum(found.values()),
        "answered once": sum(count == 1 for count in found.values()),
        "twice": sum(count > 1 for count in found.values()),
        "never": messages - len(found),
        "half ones left": _half(fake),
        "refused by Slack": len(fake.wrong),
        "given up by Slack": fake.unacknowledged,
        "ack p50 ms": round(1_000 * acks[len(acks) // 2], 1),
        "ack p99 ms": round(1_000 * acks[int(len(acks) * 0.99)], 1),
        "streams": fake.count("chat.startStream"),
        "seconds": round(time.monotonic() - began),
        "first refusal": fake.wrong[0] if fake.wrong else "",
        "sent": sent,
    }


def _events(fake: FakeSlack, messages: int, channels: int, chance: random.Random) -> list[Message]:
    """Every delivery of every message, out of order: one to four copies of either twin."""
    made: list[Message] = []
    for number in range(messages):
        channel, user = f"C{number % channels}", f"U{chance.randrange(USERS)}"
        event = fake.say(channel, user, f"<@UBOT> question {number}")
        twin = {**event, "type": "app_mention"}
        made += [event, twin, *chance.choices([event, twin], k=2)]
    chance.shuffle(made)
    return made


def _deliver(
    threaded: Threaded,
    life: Life,
    events: list[Message],
    model: float,
    kills: int,
    chance: random.Random,
) -> tuple[int, int]:
    """All of them, some at once; the bot dies on the way. How many came, and were tried."""
    life.start(model)
    pieces = [events[n :: kills + 1] for n in range(kills + 1)]
    sending = []
    for number, piece in enumerate(pieces):
        sending.append(
            asyncio.run_coroutine_threadsafe(_some(threaded.server, piece), threaded.loop)
        )
        _connected(threaded)
        if number < kills:
            time.sleep(len(piece) / RATE * chance.uniform(0.1, 1.0))
            life.kill()
            life.start(model)
    for one in sending:
        one.result(600.0)
    return len(events), threaded.server.tried


async def _some(server: Server, events: list[Message]) -> None:
    """So many a second, whether the ones before are acknowledged or not."""

    async def one(number: int, event: Message) -> None:
        await asyncio.sleep(number / RATE)
        await server.event(event, retries=TRIES)

    await asyncio.gather(*(one(number, event) for number, event in enumerate(events)))


def _connected(threaded: Threaded) -> None:
    async def wait(server: Server) -> None:
        await asyncio.wait_for(server.connected.wait(), 60.0)

    threaded.do(wait)


def _answer(
    threaded: Threaded, life: Life, kills: int, messages: int, chance: random.Random
) -> None:
    """The bot answers quickly now, and is killed amid that; then it may finish."""
    for _ in range(kills):
        life.kill()
        life.start(2.0)
        _connected(threaded)
        time.sleep(chance.uniform(0.1, 3.0))
    deadline = time.monotonic() + 30.0 + messages / 2
    while sum(_found(threaded.slack).values()) < messages and time.monotonic() < deadline:
        time.sleep(1.0)
    time.sleep(1.0)  # whatever comes too much comes now


def _found(fake: FakeSlack) -> Counter[str]:
    """Key -> whole answers that stand in the thread of their question."""
    found: Counter[str] = Counter()
    for name in list(fake.channels):
        for message in fake.answers(name):
            key = message["metadata"]["event_payload"]["key"]
            whole = fake.said(message).split() == " ".join(words(key)).split()
            if whole and key == f"slack:T1:{name}:{message['thread_ts']}":
                found[key] += 1
    return found


def _half(fake: FakeSlack) -> int:
    """Messages of the bot that end nothing."""
    return sum(len(fake.ours(name)) - len(fake.answers(name)) for name in fake.channels)


def run() -> Mapping[str, object]:
    """The whole count."""
    return measure(MESSAGES, KILLS, channels=CHANNELS)
