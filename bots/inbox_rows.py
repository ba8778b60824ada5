"""Rows of the inbox: a message's key, its state, its text until it is done.

Invariant: a key is there once. States: accepted, shown (something may be on the platform), sending
(the last reply may be), done. Deliberately elsewhere: the file (`inbox_store`), turns (`inbox`).
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import suppress
from functools import partial

from bots.inbox_store import Store
from bots.log import tell
from bots.message import Message
from bots.message_text import read

_UPKEEP_SECONDS, _DAY = 60.0, 86_400.0


def added(database: sqlite3.Connection, message: Message, text: str, now: float) -> bool:
    """Store one; False where its key is there."""
    made = database.execute(
        "INSERT OR IGNORE INTO message (key, platform, state, body, accepted) "
        "VALUES (?, ?, 'accepted', ?, ?)",
        (message.key, message.platform, text, now),
    )
    return made.rowcount == 1


def noted(database: sqlite3.Connection, key: str, state: str, shown: str, now: float) -> None:
    """Its state and how the platform calls what it shows; of what is done the text is erased."""
    if state == "done":
        database.execute(
            "UPDATE message SET state = 'done', body = '', shown = '', ended = ? WHERE key = ?",
            (now, key),
        )
    else:
        database.execute(
            "UPDATE message SET state = ?, shown = ? WHERE key = ?", (state, shown, key)
        )


def unfinished(
    database: sqlite3.Connection, platforms: tuple[str, ...]
) -> list[tuple[Message, str, str]]:
    """Message, state and reference of what is not done, in the order in which it came; what cannot be
    read (another version's) stays where it is, and stops nobody."""
    found = [
        row
        for platform in platforms
        for row in database.execute(
            "SELECT rowid, body, state, shown FROM message WHERE platform = ? AND state != 'done'",
            (platform,),
        )
    ]
    whole = list[tuple[Message, str, str]]()
    for _, body, state, shown in sorted(found):
        try:
            whole.append((read(body), state, shown))
        except ValueError:
            tell("message_not_read", "error")
    return whole


def forgotten(database: sqlite3.Connection, before: float) -> None:
    """Keys of what was done before then."""
    database.execute("DELETE FROM message WHERE state = 'done' AND ended < ?", (before,))


async def upkeep(store: Store, days: int) -> None:
    """Forget keys after so many days, and what was erased from the log; until cancelled."""
    while True:
        await asyncio.sleep(_UPKEEP_SECONDS)
        with suppress(sqlite3.Error):
            await store.do(partial(forgotten, before=time.time() - days * _DAY))
            await store.tidy()
