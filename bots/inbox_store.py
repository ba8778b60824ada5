"""The file of the bots: one SQLite database, one thread that writes it, many writes in one commit.

Invariant: what `do` has returned is on the disk (WAL, synchronous=FULL) and outlives a kill and a
loss of power; what it raised for has left no trace. The file is its owner's alone, and what is
erased is overwritten. Deliberately elsewhere: what the tables mean (`inbox_rows`, `remembered`,
`posting`).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_TOGETHER = 500
"""Writes that share a commit."""
_BUSY_SECONDS = 30.0
"""For which another process (the other platform's bot) may hold the file."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
  key TEXT PRIMARY KEY, platform TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
  shown TEXT NOT NULL DEFAULT '', accepted REAL NOT NULL, ended REAL);
CREATE INDEX IF NOT EXISTS unfinished ON message (platform) WHERE state != 'done';
CREATE INDEX IF NOT EXISTS ended ON message (ended) WHERE state = 'done';
CREATE TABLE IF NOT EXISTS language (account TEXT PRIMARY KEY, language TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS answer (
  name TEXT PRIMARY KEY, account TEXT NOT NULL, body TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS posted (
  key TEXT PRIMARY KEY, state TEXT NOT NULL, body TEXT NOT NULL, reference TEXT NOT NULL DEFAULT '',
  digest TEXT NOT NULL DEFAULT '', made REAL NOT NULL);
"""


class Store:
    """The database. Open it, `do` what is to be done, close it."""

    def __init__(self, path: Path) -> None:
        """Raises `OSError` and `sqlite3.Error` where the file cannot be used."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._database = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(_SCHEMA)
        self._wanted: queue.SimpleQueue[tuple[Work[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._untidy = False
        self._thread = threading.Thread(target=self._write, name="hush-bots-store", daemon=True)
        self._thread.start()

    async def do(self, work: Work[T]) -> T:
        """The result of `work`, once it is on the disk. Raises what it raises."""
        done: Future[T] = Future()
        self._wanted.put((work, done))
        return await asyncio.wrap_future(done)

    async def tidy(self) -> None:
        """What was erased leaves the write-ahead log, too."""
        self._untidy = True
        await self.do(lambda _: None)

    def close(self) -> None:
        """After all that is wanted so far."""
        self._wanted.put(None)
        self._thread.join()
        self._database.close()

    def _write(self) -> None:
        while True:
            together = self._next()
            ending = None in together
            wanted = [one for one in together if one is not None]
            if wanted:
                self._commit(wanted)
            if self._untidy or ending:
                self._untidy = False
                with contextlib.suppress(sqlite3.Error):  # another process reads; next time, then
                    self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if ending:
                return

    def _next(self) -> list[tuple[Work[Any], Future[Any]] | None]:
        together = [self._wanted.get()]
        while len(together) < _TOGETHER and None not in together:
            try:
                together.append(self._wanted.get_nowait())
            except queue.Empty:
                break
        return together

    def _commit(self, wanted: list[tuple[Work[Any], Future[Any]]]) -> None:
        came: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            self._database.execute("BEGIN IMMEDIATE")
            for work, done in wanted:
                came.append((done, *self._one(work)))
            self._database.execute("COMMIT")
        except (
            sqlite3.Error
        ) as error:  # a full disk, a file that another process holds for too long
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            came = [(done, None, error) for _, done in wanted]
        for done, result, failed in came:
            if not done.set_running_or_notify_cancel():
                continue  # whoever asked is gone; it is on the disk all the same
            if failed is None:
                done.set_result(result)
            else:
                done.set_exception(failed)

    def _one(self, work: Work[Any]) -> tuple[Any, BaseException | None]:
        """What fails alone undoes itself alone."""
        self._database.execute("SAVEPOINT one")
        try:
            return work(self._database), None
        except Exception as error:
            self._database.execute("ROLLBACK TO one")
            return None, error
        finally:
            self._database.execute("RELEASE one")
