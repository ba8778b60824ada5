"""Many questions, lives of the bot that end at any moment, a Bot API in storms: once each, or marked.

The large count, with a process that is killed, is in `tests.bench.telegram_kills`.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from pathlib import Path

from bots.inbox import Inbox
from bots.inbox_store import Store
from bots.message import Message, Reply, Surface
from bots.settings import BotsSettings
from bots.telegram.platform import Telegram
from tests.wire.fake_telegram import FakeTelegram, serving
from tests.wire.telegram_talk import GROUP, settings, soon

QUESTIONS, LIVES = 60, 4
_LIMITS = {"at_once": 32, "account_at_once": 32, "place_at_once": 32, "drain": 0}


async def _answer(message: Message, surface: Surface) -> None:
    await surface.working("Looking…")
    await asyncio.sleep(0.02)
    await surface.finish(Reply(f"Answer {message.text.strip()}."))


async def _life(fake: FakeTelegram, home: Path, seconds: float) -> None:
    store = Store(home / "inbox.sqlite")
    telegram = Telegram(settings(fake), home, seconds=2.0)
    inbox = Inbox(store, {"telegram": telegram}, _answer, BotsSettings(**_LIMITS))
    await inbox.open()
    running = asyncio.create_task(telegram.run(inbox.accept))
    await asyncio.sleep(min(seconds, 1.5))
    # What Telegram has just said may not have been heard; nobody could obey it then.
    await soon(lambda: time.monotonic() - fake.stormed > 0.1)
    if seconds > 5:
        await soon(lambda: not (inbox.waiting or fake.updates), seconds)
    running.cancel()
    await inbox.close()
    await asyncio.gather(running, return_exceptions=True)
    store.close()


async def test_each_question_is_answered_once_or_says_that_it_may_be_the_second(
    tmp_path: Path,
) -> None:
    chance, writes = random.Random(3), Counter[str]()
    fake = FakeTelegram(per_group=10**6)

    def storm(method: str, _: object) -> int:
        writes[method] += 1
        return int(method == "sendMessage" and writes[method] in (15, 40))

    fake.storm = storm
    async with serving(fake):
        for number in range(QUESTIONS):
            chat = GROUP - number % 7 if number % 5 == 0 else None
            mention = "@hush_bot " if chat else ""
            update = fake.says(f"{mention}q{number}x", user=7 + number % 30, chat=chat)
            if number % 4 == 0:
                fake.again(update)
        for _ in range(LIVES):
            await _life(fake, tmp_path, chance.random())
        await _life(fake, tmp_path, 60.0)
    assert fake.wrong == []
    plain = Counter(sent.text for sent in fake.sent if sent.text.startswith("Answer "))
    every = Counter(sent.text.split("\n\n")[-1] for sent in fake.sent if "Answer" in sent.text)
    assert set(every) == {f"Answer q{number}x." for number in range(QUESTIONS)}
    assert max(plain.values()) == 1
    assert sum(every.values()) - len(every) <= QUESTIONS // 10  # and few come twice at all
