"""Deliveries of Slack against bots that are killed: `python -m tests.bench slack_deliveries`.

Every message comes four times, in both twins, out of order, so many a second; an answer takes 30 s
while they come, then two, and the process is killed amid both. A channel takes one message a second.
Must be: one whole answer to each, no half ones, acknowledged within 300 ms (p99).

An acknowledgement is timed from the moment in which its delivery was due, through all its tries. A
delivery that no living process could receive counts from the moment in which one is connected again:
"ack". "with restarts" is the same from when it was due, whoever was there, the rest of a dead life
and the start of the next included. The count ends after `SECONDS`, whatever is missing then.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.flow.bots_process import Process, settings_of
from tests.wire.fake_bots_service import FakeBotsService, serving
from tests.wire.fake_slack import FakeSlack, Message
from tests.wire.fake_slack_server import Server, serve

USERS = 60
_LIMITS = {
    "HUSH_BOTS__AT_ONCE": "64",
    "HUSH_BOTS__ACCOUNT_AT_ONCE": "8",
    "HUSH_BOTS__DRAIN": "0",
}


@dataclass(slots=True)
class Trial:
    """One run. `model` and `quick` are seconds of an answer, `rate` deliveries a second, `spacing`
    seconds between two messages of a channel, `seconds` the end of it all."""

    messages: int = 2_500
    kills: int = 50
    channels: int = 150
    model: float = 30.0
    quick: float = 2.0
    rate: float = 25.0
    spacing: float = 1.0
    seconds: float = 840.0
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    began: float = field(default_factory=time.monotonic)
    deaths: int = 0
    starts: list[float] = field(default_factory=list)
    """Seconds from a death to the next connection."""

    def workspace(self) -> FakeSlack:
        """Its people and channels."""
        fake = FakeSlack(spacing=self.spacing, patience=60.0)
        for number in range(USERS):
            fake.user(f"U{number}")
        for number in range(self.channels):
            fake.channel(f"C{number}")
        return fake

    def events(self, fake: FakeSlack) -> list[Message]:
        """Every delivery of every message: two of either twin, out of order."""
        made: list[Message] = []
        for number in range(self.messages):
            channel, user = f"C{number % self.channels}", f"U{self.chance.randrange(USERS)}"
            event = fake.say(channel, user, f"<@UBOT> question {number}?")
            made += [event, {**event, "type": "app_mention"}] * 2
        window = 4 * 100  # questions among which the order is lost
        spread = [(n + self.chance.random() * window, one) for n, one in enumerate(made)]
        return [one for _, one in sorted(spread, key=lambda pair: pair[0])]

    @property
    def left(self) -> float:
        """Seconds until its end."""
        return self.began + self.seconds - time.monotonic()


async def trial(made: Trial, home: Path) -> dict[str, object]:
    """Run it; the figures."""
    fake, service = made.workspace(), FakeBotsService(seconds=made.model)
    with serving(service):
        async with serve(fake) as server:
            process = Process(home, settings_of(service.url, fake) | _LIMITS, ("slack",))
            await process.start()
            try:
                deliveries = await _delivered(made, server, process)
                acks, waits = sorted(fake.acks), sorted(fake.waits)
                service.seconds = made.quick
                await _answered(made, server, process)
            finally:
                await process.kill()
    found = _found(fake)
    wrong = [*fake.wrong, *service.refused]
    return {
        "messages": made.messages,
        "deliveries": deliveries,
        "kills": made.deaths,
        "answers": sum(found.values()),
        "answered once": sum(count == 1 for count in found.values()),
        "twice": sum(count > 1 for count in found.values()),
        "never": made.messages - len(found),
        "half ones left": _half(fake),
        "refused by Slack or the service": len(wrong),
        "given up by Slack": fake.unacknowledged,
        "ack p50 ms": _percentile(acks, 50),
        "ack p99 ms": _percentile(acks, 99),
        "with restarts p50 ms": _percentile(waits, 50),
        "with restarts p99 ms": _percentile(waits, 99),
        "restart p50 ms": _percentile(sorted(made.starts), 50),
        "restart p99 ms": _percentile(sorted(made.starts), 99),
        "streams": fake.count("chat.startStream"),
        "seconds": round(time.monotonic() - made.began),
        "tracebacks": process.log.count("Traceback"),
        "first refusal": wrong[0] if wrong else "",
    }


async def _again(made: Trial, server: Server, process: Process) -> None:
    """A death, and the next life as far as its connection."""
    began = time.monotonic()
    await process.kill()
    made.deaths += 1
    server.slack.forget_rates()
    starting = asyncio.create_task(process.start())
    await asyncio.wait_for(server.connected.wait(), 60.0)
    made.starts.append(time.monotonic() - began)
    await starting


async def _delivered(made: Trial, server: Server, process: Process) -> int:
    """All deliveries, at their rate; half of the deaths are amid them."""
    events = made.events(server.slack)
    sending = asyncio.create_task(_sent(made, server, events))
    kills = made.kills - made.kills // 2
    for number in range(kills):
        at = made.began + len(events) / made.rate * (number + made.chance.random()) / kills
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        await _again(made, server, process)
    await asyncio.wait({sending}, timeout=max(0.0, made.left))
    sending.cancel()
    return server.tried


async def _sent(made: Trial, server: Server, events: list[Message]) -> None:
    """So many a second, whether those before are acknowledged or not."""

    async def one(number: int, event: Message) -> None:
        await asyncio.sleep(number / made.rate)
        await server.event(event)

    await asyncio.gather(*(one(number, event) for number, event in enumerate(events)))


async def _answered(made: Trial, server: Server, process: Process) -> None:
    """The rest of the deaths, then whatever time it takes."""
    for _ in range(made.kills // 2):
        await asyncio.sleep(made.chance.uniform(0.1, 2.0 * made.quick))
        await _again(made, server, process)
    fake = server.slack
    await _until(lambda: len(_found(fake)) >= made.messages, made.left)
    await asyncio.sleep(1.0)  # what comes too much comes now; what was said on the way goes
    await _until(lambda: not _half(fake), min(10.0, made.left))


async def _until(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.5)


def _found(fake: FakeSlack) -> Counter[str]:
    """Key -> whole answers that stand in the thread of their question."""
    asked = {
        f"slack:{fake.team}:{name}:{one['ts']}": one["text"].removeprefix("<@UBOT> ")
        for name, channel in fake.channels.items()
        for one in channel["messages"]
        if one["user"] != fake.bot_user
    }
    found: Counter[str] = Counter()
    for name in fake.channels:
        for message in fake.answers(name):
            key = message["metadata"]["event_payload"]["key"]
            said = fake.said(message)
            whole = f"About '{asked.get(key)}'" in said and said.count("Then look again") == 1
            found[key] += whole and key == f"slack:{fake.team}:{name}:{message['thread_ts']}"
    return +found


def _half(fake: FakeSlack) -> int:
    """Messages of the bot that end nothing."""
    return sum(len(fake.ours(name)) - len(fake.answers(name)) for name in fake.channels)


def _percentile(ordered: list[float], percent: float) -> float:
    """In milliseconds."""
    at = min(len(ordered) - 1, int(len(ordered) * percent / 100))
    return round(1_000 * ordered[at], 1) if ordered else 0.0


def measure(made: Trial) -> dict[str, object]:
    """One row."""
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(trial(made, Path(home)))


def run() -> Mapping[str, object]:
    """The whole count."""
    return measure(Trial())
