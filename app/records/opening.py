"""`Records`: everything that the service keeps, in one database.

Invariant: it is open only in its newest shape; the file and its folder are their owner's alone.
Deliberately elsewhere: what is kept (`keys`, `conversations`), the database itself (`database`).
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
from app.records.keys import Keys
from app.records.migrating import migrate, one_at_a_time
from app.settings import Settings
from index.addresses import Rule

_FILE = "service.db"
_SETTING = "HUSH_RECORDS__PUBLIC_HOST"


class Records:
    """All of it. Safe to use from threads and beside other processes; calls take milliseconds."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """On a database of the newest shape; see `open` and `of`."""
        self._database = database
        self.keys = Keys(database, now)
        self.conversations = Conversations(database, now)

    @classmethod
    def of(cls, settings: Settings) -> Records:
        """The database that settings name, or `HUSH_HOME/service.db`. Raises `RecordsUnusable`."""
        chosen = settings.records
        place = chosen.url.get_secret_value() or settings.home / _FILE
        return cls.open(place, public_host=chosen.public_host)

    @classmethod
    def open(
        cls,
        place: Path | str,
        *,
        public_host: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> Records:
        """A file by its path (made where absent) or a database by URL, brought to the newest shape.

        Raises `RecordsUnusable`, `AddressRefused`.
        """
        url = None if isinstance(place, Path) else _url(place)
        if url is None or url.get_backend_name() == "sqlite":
            database = _file(Path(place) if url is None else Path(url.database or _FILE))
        else:
            database = Database.on_server(url, Rule(_SETTING, public_host))
            _migrated(database)
        return cls(database, now)

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
