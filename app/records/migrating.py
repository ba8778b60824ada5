"""Bringing a database to the newest shape, once, whoever opens it first.

Invariant: one process does it at a time (a locked file beside SQLite, an advisory lock in
PostgreSQL), in one transaction: a crash leaves the shape that was there. A database that a newer
Hush has written is refused untouched. Deliberately elsewhere: the steps (`migrations`).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.errors import RecordsUnusable
from app.records.database import Database

HEAD = "0003"
"""The newest step; a test compares it with the files."""
VERSION_TABLE = "hush_version"
"""Not Alembic's own name: a database may be shared with another program."""
_LOCK = 0x48757368
"""Number of the advisory lock: "Hush"."""


def migrate(database: Database) -> None:
    """To the newest shape. Raises `RecordsUnusable`."""
    with database.writing() as connection:
        if not database.is_file:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        if _version(connection) != HEAD:
            upgrade(connection, database.where)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
    return found.scalar_one_or_none()


def upgrade(connection: Connection, where: str, to: str = HEAD) -> None:
    """To one of the steps, in the transaction that is open. Raises `RecordsUnusable`."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(stdout=StringIO())
    config.set_main_option("script_location", "app.records:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    version = _version(connection)
    if version is not None and version not in known:
        raise RecordsUnusable(
            "the service's database {where} was written by a newer Hush (its shape is {version}, "
            "this Hush knows {newest}); update Hush, or give it another database",
            where=where,
            version=version,
            newest=HEAD,
        )
    command.upgrade(config, to)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Holds the lock of a database file. Raises `OSError`."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    lock = os.open(path.with_name(path.name + ".lock"), flags, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
