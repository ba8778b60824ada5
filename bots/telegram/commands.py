"""The commands: their names, what they ask for, the lists that Telegram shows in both languages.

Invariant: what is in the list is understood. Deliberately elsewhere: the words (`words`).
"""

from __future__ import annotations

from typing import Final

from telegram import Bot, BotCommand

from bots.message import Action
from bots.words import LANGUAGES, say

LISTED: Final = (
    *(Action.ASK, Action.SEARCH, Action.RUNBOOK, Action.EXPLAIN, Action.SOURCES, Action.STATUS),
    *(Action.REINDEX, Action.LANGUAGE, Action.PAIR, Action.STOP, Action.HELP),
)
COMMANDS: Final = {action.value: action for action in LISTED}


def listed(language: str) -> list[BotCommand]:
    """The list that a person's client shows behind "/"."""
    return [BotCommand(action.value, say(f"command_{action.value}", language)) for action in LISTED]


async def publish(bot: Bot) -> None:
    """Tell Telegram; English is for every language but Russian. Raises the library's errors."""
    await bot.set_my_commands(listed("en"))
    for language in LANGUAGES:
        await bot.set_my_commands(listed(language), language_code=language)
