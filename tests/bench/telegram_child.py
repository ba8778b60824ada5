"""A bot to be killed: the inbox and Telegram as they are, and an answer made in here.

`python -m tests.bench.telegram_child URL HOME SECONDS`: the Bot API, the state, how long an answer
takes. It says `up` once it takes messages.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bots.inbox import Inbox
from bots.inbox_store import Store
from bots.message import Message, Reply, Surface
from bots.settings import BotsSettings, TelegramSettings
from bots.telegram.platform import Telegram
from tests.wire.fake_telegram import TOKEN


async def main(url: str, home: str, seconds: float) -> None:
    """Until it is killed."""

    async def answer(message: Message, surface: Surface) -> None:
        await surface.working("Looking…")
        await asyncio.sleep(seconds)
        await surface.grow(f"Half of {message.text}")
        await asyncio.sleep(seconds)
        await surface.finish(Reply(f"Answer to {message.text.strip()}."))

    telegram = Telegram(TelegramSettings(base_url=url, token=SecretStr(TOKEN)), seconds=5.0)
    store = Store(Path(home) / "bots" / "inbox.sqlite")
    limits = BotsSettings(at_once=64, account_at_once=64, place_at_once=64, account_waiting=10_000)
    inbox = Inbox(store, {"telegram": telegram}, answer, limits)
    await inbox.open()
    print("up", flush=True)
    await telegram.run(inbox.accept)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
