"""What the bots remember besides messages: languages that accounts chose, and answers for buttons.

Invariant: of an answer it is known for some days who asked, where, and which sources stood under it;
no text of it. Deliberately elsewhere: conversations, what left for them, and feedback, which the
service keeps, and forgets.
"""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass

from app.contract import Citation, Done
from bots.inbox_store import Store
from bots.log import tell
from bots.message import Message

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Remembered:
    """One answer. `account` asked; `place` is the channel where it stands, "" in a private talk."""

    account: str
    place: str
    citations: tuple[Citation, ...] = ()


class Memory:
    """Open it once; languages are in memory then."""

    def __init__(self, store: Store, days: int) -> None:
        self._store, self._days = store, days
        self._languages: dict[str, str] = {}

    async def open(self) -> None:
        """Read the languages, forget old answers."""
        before = time.time() - self._days * _DAY

        def read(database: sqlite3.Connection) -> dict[str, str]:
            database.execute("DELETE FROM answer WHERE made < ?", (before,))
            return dict(database.execute("SELECT account, language FROM language").fetchall())

        self._languages = await self._store.do(read)

    def language(self, message: Message) -> str:
        """What the account chose, else what the platform says of it; "" where nobody knows."""
        return self._languages.get(message.account, message.language)

    def chosen(self, account: str) -> str:
        """What the account chose; "" where it did not."""
        return self._languages.get(account, "")

    async def choose(self, account: str, language: str) -> None:
        """The account wants this language from now on."""
        self._languages[account] = language
        sql = "INSERT OR REPLACE INTO language (account, language) VALUES (?, ?)"
        await self._store.do(lambda database: database.execute(sql, (account, language)).close())

    async def keep(self, done: Done, account: str, place: str | None) -> None:
        """For the buttons under an answer, which is shown without, where the disk is full."""
        if not done.answer:
            return
        body = {
            "place": place or "",
            "citations": [one.model_dump(mode="json") for one in done.citations],
        }
        row = (done.answer, account, json.dumps(body, ensure_ascii=False), time.time())
        before = time.time() - self._days * _DAY

        def write(database: sqlite3.Connection) -> None:
            database.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)
            database.execute("DELETE FROM answer WHERE made < ?", (before,))

        try:
            await self._store.do(write)
        except sqlite3.Error as error:
            tell("answer_not_kept", "warning", error=type(error).__name__)

    async def answer(self, name: str) -> Remembered | None:
        """An answer; None where it is too old, or never was."""
        before = time.time() - self._days * _DAY

        def read(database: sqlite3.Connection) -> tuple[str, str] | None:
            found: tuple[str, str] | None = database.execute(
                "SELECT account, body FROM answer WHERE name = ? AND made >= ?", (name, before)
            ).fetchone()
            return found

        row = await self._store.do(read)
        if row is None:
            return None
        body = json.loads(row[1])
        cited = tuple(Citation(**one) for one in body["citations"])
        return Remembered(row[0], body["place"], cited)
