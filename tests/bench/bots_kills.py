"""The bots killed again and again while questions come in: each answered once, or visibly marked.

`HUSH_BENCH_MESSAGES`, `HUSH_BENCH_KILLS` and `HUSH_BENCH_SECONDS` (of one answer) change the size. A
real process stands between strict servers on loopback. Slack's deliveries come four times each: as
two twins, each of them twice, out of order. Telegram's come in storms of 429, with replies lost.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.flow.bots_process import Process, settings_of
from tests.wire import fake_telegram
from tests.wire.fake_bots_service import FakeBotsService, serving
from tests.wire.fake_slack import FakeSlack
from tests.wire.fake_slack_server import Server, serve
from tests.wire.fake_telegram import FakeTelegram

_AT_ONCE, _CHANNELS, _PEOPLE = 10, 100, 200
_WINDOW = 400
"""Deliveries within which the order is lost."""
_MARKS = ("may have been sent before", "may have come before")
_LIMITS = {
    "HUSH_BOTS__AT_ONCE": "256",
    "HUSH_BOTS__ACCOUNT_AT_ONCE": "8",
    "HUSH_BOTS__ANSWER_SECONDS": "300",
}
Figures = dict[str, dict[str, object]]


def _size(name: str, default: float) -> float:
    return float(os.environ.get(f"HUSH_BENCH_{name}", default))


def slack() -> Figures:
    """10,000 deliveries of 2,500 messages, 50 kills."""
    return asyncio.run(_slack(int(_size("MESSAGES", 2_500)), int(_size("KILLS", 50))))


def telegram() -> Figures:
    """5,000 updates, 50 kills, storms."""
    return asyncio.run(_telegram(int(_size("MESSAGES", 5_000)), int(_size("KILLS", 50))))


async def _killing(process: Process, kills: int, seconds: float) -> int:
    """Kill it and start it again; how often."""
    chance, done = random.Random(1), 0
    while done < kills:
        await asyncio.sleep(seconds * (0.5 + chance.random()))
        await process.kill()
        await process.start()
        done += 1
    return done


async def _slack(messages: int, kills: int) -> Figures:
    chance, seconds = random.Random(7), _size("SECONDS", 2)
    known = FakeSlack()
    for number in range(_PEOPLE):
        known.user(f"U{number}")
    for number in range(_CHANNELS):
        known.channel(f"C{number}")
    service = FakeBotsService(seconds=seconds)
    with serving(service), tempfile.TemporaryDirectory() as home:
        async with serve(known) as server:
            process = Process(Path(home), settings_of(service.url, known) | _LIMITS, ("slack",))
            await process.start()
            asked = [
                known.say(f"C{n % _CHANNELS}", f"U{n % _PEOPLE}", f"<@UBOT> question {n}?")
                for n in range(messages)
            ]
            began = time.monotonic()
            killed = await _delivered(server, asked, process, kills, chance)
            await _until(lambda: _answered(known, asked) >= messages, messages * seconds / 4 + 600)
            whole = time.monotonic() - began
            status = await process.stop()
            log = process.log
        counts = Counter(len(known.answers(str(one["channel"]), str(one["ts"]))) for one in asked)
    acks = sorted(known.acks)
    return {
        "slack": {
            "messages": messages,
            "deliveries": len(asked) * 4,
            "kills": killed,
            "answered once": counts[1],
            "twice or more": sum(n for times, n in counts.items() if times > 1),
            "never": counts[0],
            "no whole delivery": known.unacknowledged,
            "refused by the strict server": len(known.wrong) + len(service.refused),
            "acknowledged p50 ms": round(_percentile(acks, 50) * 1000, 1),
            "acknowledged p99 ms": round(_percentile(acks, 99) * 1000, 1),
            "seconds": round(whole, 1),
            "exit": status,
            "tracebacks": log.count("Traceback"),
        }
    }


async def _delivered(
    server: Server,
    asked: list[dict[str, object]],
    process: Process,
    kills: int,
    chance: random.Random,
) -> int:
    """Four deliveries of each, out of order, while it is killed."""
    events = [
        (number + chance.random() * _WINDOW / 4, {**one, "type": kind} if kind else one)
        for number, one in enumerate(asked)
        for kind in ("", "", "app_mention", "app_mention")
    ]
    at_once = asyncio.Semaphore(_AT_ONCE)

    async def deliver(event: dict[str, object]) -> None:
        async with at_once:
            await server.event(event)

    killing = asyncio.create_task(_killing(process, kills, 2.0))
    ordered = [event for _, event in sorted(events, key=lambda one: one[0])]
    await asyncio.gather(*(deliver(event) for event in ordered))
    return await killing


def _answered(known: FakeSlack, asked: list[dict[str, object]]) -> int:
    return sum(bool(known.answers(str(one["channel"]), str(one["ts"]))) for one in asked)


def _percentile(sorted_: list[float], percent: float) -> float:
    return sorted_[min(len(sorted_) - 1, int(len(sorted_) * percent / 100))] if sorted_ else 0.0


async def _until(condition: object, seconds: float) -> None:
    """Or until that is hopeless: then the figures say so."""
    end = time.monotonic() + seconds
    assert callable(condition)
    while not condition() and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.5)


async def _telegram(updates: int, kills: int) -> Figures:
    chance, seconds = random.Random(11), _size("SECONDS", 1)
    known = FakeTelegram()
    known.storm = lambda method, _: (
        chance.choice((1, 1, 2, 3)) if method == "sendMessage" and chance.random() < 0.03 else 0
    )
    known.lose = lambda method, _: method == "sendMessage" and chance.random() < 0.01
    service = FakeBotsService(seconds=seconds)
    with serving(service), tempfile.TemporaryDirectory() as home:
        async with fake_telegram.serving(known):
            settings = settings_of(service.url, telegram=known) | _LIMITS
            process = Process(Path(home), settings, ("telegram",))
            await process.start()
            began = time.monotonic()
            killing = asyncio.create_task(_killing(process, kills, 2.0))
            for number in range(updates):
                update = known.says(f"question {number}?", user=1_000 + number % _PEOPLE)
                if chance.random() < 0.1:
                    known.again(update)
                await asyncio.sleep(0.004)
            killed = await killing
            await _until(lambda: len(_told(known)) >= updates, updates * seconds / 4 + 600)
            whole = time.monotonic() - began
            status = await process.stop()
            log = process.log
        told = _told(known)
    return {
        "telegram": {
            "updates": updates,
            "kills": killed,
            "answered once": sum(one == (1, 0) for one in told.values()),
            "answered again, all but one marked": sum(
                sum(one) > 1 and one[0] <= 1 for one in told.values()
            ),
            "answered, marked only": sum(one == (0, 1) for one in told.values()),
            "twice and not marked": sum(one[0] > 1 for one in told.values()),
            "never": updates - len(told),
            "sent before retry_after, or refused": len(known.wrong) + len(service.refused),
            "seconds": round(whole, 1),
            "exit": status,
            "tracebacks": log.count("Traceback"),
        }
    }


def _told(known: FakeTelegram) -> dict[str, tuple[int, int]]:
    """Question -> its answers without and with the mark."""
    plain, marked = Counter[str](), Counter[str]()
    for sent in known.sent:
        if "Then look again" in sent.text:
            question = sent.text.partition("About '")[2].partition("'")[0]
            (marked if any(one in sent.text for one in _MARKS) else plain)[question] += 1
    return {one: (plain[one], marked[one]) for one in {*plain, *marked}}
