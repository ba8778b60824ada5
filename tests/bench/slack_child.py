"""A bot of Slack for the count of deliveries: the real inbox and platform, a model that takes its time.

`python -m tests.bench.slack_child HOME BASE_URL SECONDS AT_ONCE`; it runs until it is killed.
"""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

from pydantic import SecretStr

from bots.inbox import Inbox
from bots.inbox_store import Store
from bots.message import Message, Reply, Surface
from bots.settings import BotsSettings, SlackSettings
from bots.slack.platform import Slack
from tests.wire.fake_slack import APP_TOKEN, BOT_TOKEN

PARTS = 4


def words(key: str) -> list[str]:
    """The paragraphs of the answer to a question."""
    return [f"Part {number} of {key}." for number in range(PARTS)]


async def main(home: Path, base_url: str, seconds: float, at_once: int) -> None:
    """Run until killed."""
    made = SlackSettings(
        base_url=base_url, bot_token=SecretStr(BOT_TOKEN), app_token=SecretStr(APP_TOKEN)
    )
    slack = Slack(made, home)

    async def answer(message: Message, surface: Surface) -> None:
        text = ""
        await surface.working("Looking…")
        for paragraph in words(message.key):
            await asyncio.sleep(random.uniform(0.2, 1.0) * seconds / PARTS)
            text += f"{paragraph}\n\n"
            await surface.grow(text)
        await surface.finish(Reply(text, answer=message.key))

    limits = BotsSettings(
        at_once=at_once,
        account_at_once=at_once,
        place_at_once=at_once,
        account_waiting=100_000,
        place_waiting=100_000,
    )
    store = Store(home / "inbox.sqlite")
    inbox = Inbox(store, {"slack": slack}, answer, limits)
    await inbox.open()
    await slack.run(inbox.accept)


if __name__ == "__main__":
    _, folder, url, model, many = sys.argv
    asyncio.run(main(Path(folder), url, float(model), int(many)))
