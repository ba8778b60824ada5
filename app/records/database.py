"""The connection to the database: transactions, and its errors in our words.

Invariant: an error names the kind of failure and the place, never a value or a password; a writer
on SQLite takes its turn at the beginning, so that no transaction fails halfway for another one.
Deleted rows are overwritten (`secure_delete`), and the log beside the file is emptied after a
deletion. Deliberately elsewhere: which database, and its shape (`opening`, `migrating`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, ColumnElement, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import RecordsUnusable
from app.records.private_host import only_private
from index.addresses import Rule
from index.sentence import Sentence
from index.stages import stage

_PATIENCE_MS = 10_000
"""How long a writer waits for another one."""
_CONNECT_SECONDS = 5
_KEPT_OPEN = 8
_AT_ONCE = 40
"""Connections: as many as threads may ask (asyncio.to_thread has 32 at most)."""


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Database:
    """Transactions on one database. Safe to use from threads."""

    def __init__(self, engine: Engine, where: str) -> None:
        """`where` names it for a person."""
        self.where = where
        self._engine = engine
        self._writer = engine.execution_options(hush_writing=True)

    @classmethod
    def on_file(cls, path: Path) -> Database:
        """SQLite."""
        engine = create_engine(
            URL.create("sqlite+pysqlite", database=str(path)),
            hide_parameters=True,
            pool_size=_AT_ONCE,
            max_overflow=0,
        )
        event.listen(engine, "connect", _ready)
        event.listen(engine, "begin", _begin)
        return cls(engine, str(path))

    @classmethod
    def on_server(cls, url: URL, rule: Rule) -> Database:
        """PostgreSQL, at an address that the rule allows."""
        try:
            engine = create_engine(
                url,
                hide_parameters=True,
                pool_size=_KEPT_OPEN,
                max_overflow=_AT_ONCE - _KEPT_OPEN,
                pool_pre_ping=True,
                connect_args={"connect_timeout": _CONNECT_SECONDS},
            )
        except ImportError:
            raise RecordsUnusable(
                "PostgreSQL needs a package that is not installed; install it with: "
                "pip install 'hush[postgresql]'"
            ) from None
        only_private(engine, rule)
        return cls(engine, f"{url.host or url.query.get('host', '')}/{url.database or ''}")

    @property
    def is_file(self) -> bool:
        """Whether it is SQLite."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment's view. Raises `RecordsUnusable`."""
        with stage("records"), translated(self.where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it or nothing. Raises `RecordsUnusable`."""
        with stage("records"), translated(self.where), self._writer.begin() as connection:
            yield connection

    def delete(self, table: Table, *those: ColumnElement[bool]) -> int:
        """Delete rows for good; how many."""
        with self.writing() as connection:
            gone = connection.execute(table.delete().where(*those)).rowcount
        if gone:
            self.wipe()
        return gone

    def wipe(self) -> None:
        """Empty SQLite's log, which still holds what was deleted; later where somebody reads."""
        if self.is_file:
            with translated(self.where), self._engine.connect() as connection:
                cursor = connection.connection.cursor()
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()

    def close(self) -> None:
        """Safe to call twice."""
        self._engine.dispose()


def insert_new(connection: Connection, table: Table, row: dict[str, object]) -> bool:
    """Insert a row unless one with its key is there; whether it was new."""
    made = (sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert)(table)
    done = connection.execute(made.values(row).on_conflict_do_nothing())
    return done.rowcount > 0


def _ready(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says so
    for pragma in (
        f"busy_timeout = {_PATIENCE_MS}",
        "foreign_keys = ON",
        "secure_delete = ON",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("hush_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def translated(where: str) -> Iterator[None]:
    """The database's errors as ours; no traceback shows theirs, which may quote a value."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _failure(where, error) from None


def _failure(where: str, error: SQLAlchemyError) -> RecordsUnusable:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    code = str(code or type(cause).__name__)
    return RecordsUnusable(
        "the service's database {where} cannot be used: {cause} ({code})",
        where=where,
        cause=next((said for begin, said in _CAUSES if code.startswith(begin)), _UNKNOWN),
        code=code,
    )


_BUSY = Sentence("other processes kept it busy for too long; try again")
_FULL = Sentence("there is no room left on its disk; make some")
_RIGHTS = Sentence("it may not be read or written; check who owns it and the rights of the login")
_DAMAGED = Sentence("it is damaged or no database of Hush; put it back from a copy or move it away")
_AWAY = Sentence("it cannot be reached; check that it runs, and HUSH_RECORDS__URL")
_UNKNOWN = Sentence("check that it is there, may be written and has room on its disk")
_CAUSES = (
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
    ("TimeoutError", _BUSY),
    ("40", _BUSY),
    ("55P03", _BUSY),
    ("SQLITE_FULL", _FULL),
    ("53", _FULL),
    ("SQLITE_READONLY", _RIGHTS),
    ("SQLITE_CANTOPEN", _RIGHTS),
    ("SQLITE_PERM", _RIGHTS),
    ("28", _RIGHTS),
    ("42501", _RIGHTS),
    ("SQLITE_NOTADB", _DAMAGED),
    ("SQLITE_CORRUPT", _DAMAGED),
    ("08", _AWAY),
    ("57P", _AWAY),
    ("OperationalError", _AWAY),
    ("ConnectionTimeout", _AWAY),
)
"""By the beginning of SQLite's name of the error, of PostgreSQL's SQLSTATE, or of its type."""
