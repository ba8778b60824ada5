"""What was seen of every source at the last run: SQLite in `HUSH_HOME`, readable by its owner only.

Invariant: it is a note of what the store holds, never the truth: losing it costs reading the files
again (their vectors are found in the store), and an entry says "written" only after the store said
so. It holds no text of a document. A power cut may cost its last seconds, never its consistency: a
run also counts what is stored. Deliberately elsewhere: what is known of one file (`entries`), what
follows from it (`gather`, `plan`).
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from index.sentence import Sentence
from ingest.entries import Entry, entry_of, row_of
from ingest.errors import IngestRunning, ManifestBroken

FILE_NAME = "manifest.sqlite"
_VERSION = 3
"""2: a failure's reason may be a template with its fields; 1 had its text alone, which is read.
3: sources have an identity; of older ones it is not known."""
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS sources (
    name TEXT PRIMARY KEY, path TEXT NOT NULL, labelled INTEGER NOT NULL,
    identity TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, started TEXT NOT NULL, outcome TEXT NOT NULL,
    report TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS runs_of_name ON runs (name, id);
CREATE TABLE IF NOT EXISTS files (
    source TEXT PRIMARY KEY, name TEXT NOT NULL, stamp TEXT NOT NULL, own TEXT NOT NULL,
    written TEXT, chunks INTEGER NOT NULL, unlabelled INTEGER NOT NULL, review_by TEXT,
    failure TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_of_name ON files (name);
PRAGMA user_version = {_VERSION};
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A source by name: its folder, and whether that had a `labels.toml` of its own.

    `identity` is that of the folder at the last run, "" where it is not known.
    """

    name: str
    path: str
    labelled: bool
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a source: when (ISO 8601, UTC), "finished" or how it ended, its report."""

    name: str
    started: str
    outcome: str
    report: Mapping[str, object]


class Manifest:
    """An open manifest. One process writes at a time; any may read."""

    def __init__(self, connection: sqlite3.Connection, path: Path, warning: str) -> None:
        self._connection = connection
        self._path = path
        self.warning = warning
        """A sentence for the report where a damaged manifest was set aside."""

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open or create it. A damaged one is set aside; raises `ManifestBroken`."""
        path = home / FILE_NAME
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                return cls(_connect(path), path, "")
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                aside = _set_aside(path)
                warning = Sentence(
                    "the manifest was damaged and now lies in {path}; files are read again",
                    path=aside,
                )
                return cls(_connect(path), path, warning)
        except (OSError, sqlite3.Error) as error:
            raise ManifestBroken(_sentence(path, error)) from None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the manifest for one writing run. Raises `IngestRunning` where another has it."""
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise IngestRunning(
                    "another run of hush is writing; wait until it has finished and try again"
                ) from None
            yield
        finally:
            os.close(lock)

    def sources(self) -> tuple[Known, ...]:
        """Every known source, by name."""
        rows = self._read("SELECT name, path, labelled, identity FROM sources ORDER BY name")
        return tuple(
            Known(name, path, bool(labelled), identity) for name, path, labelled, identity in rows
        )

    def known(self, name: str) -> Known | None:
        """The source of that name."""
        return next((known for known in self.sources() if known.name == name), None)

    def remember(self, known: Known) -> None:
        """Insert or replace a source."""
        row = (known.name, known.path, known.labelled, known.identity)
        self._write("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", [row])

    def forget(self, name: str) -> None:
        """Delete a source with its files and runs."""
        for table in ("files", "runs", "sources"):
            self._write(f"DELETE FROM {table} WHERE name = ?", [(name,)])  # noqa: S608

    def entries(self, name: str) -> dict[str, Entry]:
        """What is known of every file of a source."""
        rows = self._read(
            "SELECT source, stamp, own, written, chunks, unlabelled, review_by, failure"
            " FROM files WHERE name = ?",
            name,
        )
        try:
            return {row[0]: entry_of(row) for row in rows}
        except (ValueError, TypeError, KeyError):
            raise ManifestBroken(_sentence(self._path, None)) from None

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries, all or none."""
        self._write(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [row_of(entry) for entry in entries],
        )

    def drop(self, sources: Iterable[str]) -> None:
        """Delete entries, all or none."""
        self._write("DELETE FROM files WHERE source = ?", [(source,) for source in sources])

    def note(self, run: Run) -> None:
        """Keep the report of a run, and those of the last few before it."""
        row = (run.name, run.started, run.outcome, json.dumps(run.report, ensure_ascii=False))
        self._write("INSERT INTO runs (name, started, outcome, report) VALUES (?, ?, ?, ?)", [row])
        self._write(
            "DELETE FROM runs WHERE name = ? AND id NOT IN"
            " (SELECT id FROM runs WHERE name = ? ORDER BY id DESC LIMIT 20)",
            [(run.name, run.name)],
        )

    def last_run(self, name: str) -> Run | None:
        """The latest run over a source."""
        rows = self._read(
            "SELECT started, outcome, report FROM runs WHERE name = ? ORDER BY id DESC LIMIT 1",
            name,
        )
        runs = (Run(name, started, outcome, json.loads(text)) for started, outcome, text in rows)
        return next(runs, None)

    def close(self) -> None:
        """Give the file back. Safe to call twice."""
        self._connection.close()

    def _read(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise ManifestBroken(_sentence(self._path, error)) from None

    def _write(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        try:
            with self._connection:
                self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise ManifestBroken(_sentence(self._path, error)) from None


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=10.0)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise sqlite3.OperationalError("written by a newer Hush")
        if version and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        if 0 < version < 3:
            connection.execute("ALTER TABLE sources ADD COLUMN identity TEXT NOT NULL DEFAULT ''")
        if version < _VERSION:
            connection.executescript(_SCHEMA)
        connection.execute("SELECT count(*) FROM files")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> Path:
    aside = path.with_suffix(".damaged")
    path.replace(aside)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return aside


def _sentence(path: Path, error: Exception | None) -> Sentence:
    text = str(error).lower()
    match error:
        case sqlite3.OperationalError() if "full" in text:
            return Sentence(
                "no space left for {path}; what was finished is kept: free some and run again",
                path=path,
            )
        case sqlite3.OperationalError() if "newer" in text:
            return Sentence(
                "{path} was written by a newer Hush; install that version, or set HUSH_HOME",
                path=path,
            )
        case sqlite3.OperationalError() if "locked" in text or "busy" in text:
            return Sentence(
                "{path} is held by another process; wait until it has finished and try again",
                path=path,
            )
        case OSError() | sqlite3.OperationalError():
            return Sentence(
                "{path} cannot be written; correct its rights and the disk's, or set HUSH_HOME",
                path=path,
            )
        case _:
            return Sentence(
                "{path} is damaged; delete it and ingest again: no document is lost by that",
                path=path,
            )
