"""Text files and logs that come with a message.

Invariant: no more than the setting allows is fetched, and nothing but text is kept.
Deliberately elsewhere: what is text (`bots.file_text`), how much of it fits a question
(`bots.replies`).
"""

from __future__ import annotations

from telegram import Bot, Document
from telegram.error import TelegramError

from bots.file_text import text_of
from bots.message import Attached
from bots.telegram.wire import Kind, trouble

_NAME = 100
_LATER = (Kind.WAIT, Kind.LOST, Kind.UNSENT)


async def attached(
    bot: Bot, document: Document, most: int, *, patient: bool = False
) -> Attached | None:
    """The file as text; None where it is too long, not text, or can't be fetched. Raises `Trouble`
    where it may be fetched later and whoever asks is `patient`."""
    if (document.file_size or 0) > most:
        return None
    try:
        file = await bot.get_file(document.file_id)
        if (file.file_size or 0) > most:
            return None
        raw = bytes(await file.download_as_bytearray())
    except TelegramError as error:
        failed = trouble(error)
        if patient and failed.kind in _LATER:
            raise failed from None
        return None
    except OSError:
        return None
    text = text_of(raw) if len(raw) <= most else None
    name = " ".join((document.file_name or "file").split())[:_NAME]
    return Attached(name, text) if text else None
