"""Who talks with the bot in which thread of a channel, so that a follow-up needs no mention.

Invariant: known to the next life of the process too; names of channels, threads and accounts, no
word that somebody wrote. Deliberately elsewhere: what was said there (the service).
"""

from __future__ import annotations

import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

KEPT_DAYS = 30
_MEMORY = 10_000
_DAY = 86_400.0


class Threads:
    """`clock` in seconds of the epoch."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        try:
            self._database = _opened(path, clock() - KEPT_DAYS * _DAY)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # Damaged: a follow-up needs a mention again, which is no reason not to answer anybody.
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            self._database = _opened(path, clock() - KEPT_DAYS * _DAY)
        self._known: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    def join(self, channel: str, thread: str, account: str) -> None:
        """This account asked there."""
        talk = (channel, thread, account)
        if talk in self._known:
            return
        with suppress(sqlite3.Error):  # whoever asks is answered all the same
            self._database.execute(
                "INSERT OR REPLACE INTO talk VALUES (?, ?, ?, ?)", (*talk, self._clock())
            )
        self._remember(talk)

    def joined(self, channel: str, thread: str, account: str) -> bool:
        """Whether this account asked there before."""
        talk = (channel, thread, account)
        if talk in self._known:
            return True
        found = self._database.execute(
            "SELECT 1 FROM talk WHERE channel = ? AND thread = ? AND account = ?", talk
        ).fetchone()
        if found:
            self._remember(talk)
        return bool(found)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _remember(self, talk: tuple[str, str, str]) -> None:
        self._known[talk] = None
        if len(self._known) > _MEMORY:
            self._known.popitem(last=False)


def _opened(path: Path, before: float) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=True)
    database = sqlite3.connect(path, timeout=5.0, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS talk (channel TEXT, thread TEXT, account TEXT, seen REAL, "
            "PRIMARY KEY (channel, thread, account)) WITHOUT ROWID"
        )
        database.execute("DELETE FROM talk WHERE seen < ?", (before,))
    except sqlite3.Error:
        database.close()
        raise
    return database
