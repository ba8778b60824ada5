"""`Records`: everything that the service keeps, in one database.

Invariant: it is open only in its newest shape; the file and its folder are their owner's alone.
Deliberately elsewhere: what is kept (`keys`, `conversations`, …), the database itself (`database`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import RecordsUnusable
from app.records.conversations import Conversations
from app.records.database import Database, utc_now
from app.records.feedback import Feedback
from app.records.gaps import Gaps
from app.records.given import GivenAnswers
from app.records.keys import Keys
from app.records.migrating import migrate, one_at_a_time
from app.records.pairing import Pairing
from app.settings import RecordsSettings, Settings
from index.addresses import Rule
from index.settings import default_home

FILE = "service.db"
_KEY = "given.key"
_SETTING = "HUSH_RECORDS__PUBLIC_HOST"


class Records:
    """All of it. Safe to use from threads and beside other processes; calls take milliseconds."""

    def __init__(
        self, database: Database, home: Path, kept: RecordsSettings, now: Callable[[], datetime]
    ) -> None:
        """On a database of the newest shape; see `open` and `of`."""
        self._database = database
        self._kept = kept
        self._now = now
        self.keys = Keys(database, now)
        self.conversations = Conversations(database, now)
        self.given = GivenAnswers(database, home / _KEY, kept.given_days, now)
        self.feedback = Feedback(database, now)
        self.gaps = Gaps(database, now)
        self.pairing = Pairing(database, now)

    @classmethod
    def of(cls, settings: Settings) -> Records:
        """The database that settings name, or `HUSH_HOME/service.db`. Raises `RecordsUnusable`."""
        chosen = settings.records
        place = chosen.url.get_secret_value() or settings.home / FILE
        return cls.open(place, home=settings.home, kept=chosen)

    @classmethod
    def open(
        cls,
        place: Path | str,
        *,
        home: Path | None = None,
        kept: RecordsSettings | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> Records:
        """A file by its path (made where absent) or a database by URL, brought to the newest shape.

        `home` holds the key of the answers given: the file's folder, or `HUSH_HOME`, by default.
        Raises `RecordsUnusable`, `AddressRefused`.
        """
        kept = kept or RecordsSettings()
        url = None if isinstance(place, Path) else _url(place)
        if url is None or url.get_backend_name() == "sqlite":
            path = Path(place if url is None else url.database or default_home() / FILE)
            return cls(_file(path), home or path.parent, kept, now)
        database = Database.on_server(url, Rule(_SETTING, kept.public_host))
        _migrated(database)
        return cls(database, home or default_home(), kept, now)

    def purge(self) -> dict[str, int]:
        """Delete what is older than settings say; how many of each. To be run once a day or so."""
        now, kept = self._now(), self._kept
        return {
            "conversations": self.conversations.purge(now, kept.conversation_days),
            "given": self.given.purge(now),
            "feedback": self.feedback.purge(now, kept.feedback_days),
            "gaps": self.gaps.purge(now, kept.feedback_days),
            "codes": self.pairing.purge(now),
        }

    def forget(self, principal: str) -> dict[str, int]:
        """Delete all that is kept of somebody but their key; how many of each."""
        return {
            "conversations": self.conversations.delete_all(principal),
            "given": self.given.forget(principal),
            "feedback": self.feedback.forget(principal),
            "gaps": self.gaps.forget(principal),
        }

    def close(self) -> None:
        """Safe to call twice."""
        self._database.close()


def _url(place: str) -> URL | None:
    """None where it is a path. The text may hold a password: no error shows it."""
    if "://" not in place:
        return None
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        url = URL.create("unreadable")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("postgresql+psycopg", "sqlite", "sqlite+pysqlite"):
        raise RecordsUnusable(
            "HUSH_RECORDS__URL is no database that Hush can use; write "
            "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE, or leave it empty for a file in "
            "HUSH_HOME"
        )
    if url.get_backend_name() == "postgresql" and not (url.host or url.query.get("host")):
        raise RecordsUnusable("HUSH_RECORDS__URL names no host; write it between @ and /")
    return url


def _file(path: Path) -> Database:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with one_at_a_time(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(descriptor, 0o600)
        finally:
            os.close(descriptor)
        database = Database.on_file(path)
        try:
            with closing(sqlite3.connect(path)) as first:
                first.execute("PRAGMA journal_mode = WAL")
        except sqlite3.DatabaseError:
            pass  # migrating meets the same error, and says so
        _migrated(database)
    return database


def _migrated(database: Database) -> None:
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
