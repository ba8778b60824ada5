"""What can be wrong with a Telegram bot, for `hush doctor`.

Invariant: reads only; each finding that is not well says what to do.
Deliberately elsewhere: the words (`words`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from telegram import Bot
from telegram.error import TelegramError

from bots.message import Finding
from bots.settings import TelegramSettings
from bots.telegram.wire import Kind, trouble
from bots.words import say

_NAME = "telegram"


async def checks(
    bot: Bot, settings: TelegramSettings, places: Sequence[str], language: str = "en"
) -> AsyncIterator[Finding]:
    """The token, how updates come, the chats that alerts go to."""

    def finding(well: bool, code: str, **fields: object) -> Finding:
        return Finding(_NAME, well, say(code, language, **fields))

    try:
        await bot.initialize()
    except TelegramError as error:
        wrong = trouble(error).kind is Kind.TOKEN
        yield finding(False, "telegram_wrong_token" if wrong else "telegram_unreachable")
        return
    yield finding(True, "telegram_check_token", name=bot.username)
    try:
        info = await bot.get_webhook_info()
    except TelegramError:
        yield finding(False, "telegram_unreachable")
        return
    yield finding(*_hook(info.url, settings.webhook_url, info.last_error_date is not None))
    for place in places:
        if place.startswith(f"{_NAME}:"):
            yield finding(*await _reaches(bot, place.removeprefix(f"{_NAME}:")), place=place)


def _hook(there: str, wanted: str, failed: bool) -> tuple[bool, str]:
    if not wanted:
        return True, "telegram_hook_elsewhere" if there else "telegram_polling"
    if there != wanted:
        return True, "telegram_hook_not_yet"
    return not failed, "telegram_hook_fails" if failed else "telegram_hooked"


async def _reaches(bot: Bot, chat: str) -> tuple[bool, str]:
    try:
        await bot.get_chat(int(chat))
    except (TelegramError, ValueError):
        return False, "telegram_not_in_chat"
    return True, "telegram_in_chat"
