"""Answers that we gave, by keyed hash: history that a caller sends back is known by it (law 7).

Invariant: only HMAC-SHA256 of a principal's id with the answer's text is kept, under a key of its
own in `HUSH_HOME`; without the key nobody can try whether an answer was given. Whitespace at the
ends is ignored, nothing else. The same text given at two levels has the stricter one and the
sources of both. Of a RESTRICTED answer the hash and the level are kept, since it must be known again
as what it is; no source is. A key that is lost loses nothing but rights: the answers are unknown
then, which means CONFIDENTIAL. Deliberately elsewhere: what follows for a prompt (`app.service`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select, update

from app.audit.keys import key_of, mac
from app.errors import RecordsUnusable
from app.records.database import Database, insert_new
from app.records.exchange import Source
from app.records.tables import GIVEN
from index.chunk import Sensitivity

MOST = 2000
"""Answers of one principal; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Given:
    """What an answer was when it was given. `sources` are empty where it is RESTRICTED."""

    level: Sensitivity
    sources: tuple[Source, ...]


class GivenAnswers:
    """The answers given of late."""

    def __init__(
        self, database: Database, key: Path, days: int, now: Callable[[], datetime]
    ) -> None:
        """`key` is a file, made when it is first needed."""
        self._database = database
        self._path = key
        self._key: bytes | None = None
        self._lifetime = timedelta(days=days)
        self._now = now

    def remember(
        self, principal: str, text: str, level: Sensitivity, sources: Iterable[Source] = ()
    ) -> None:
        """That this answer was given to them. Raises `RecordsUnusable`."""
        rests = tuple(dict.fromkeys(sources))
        given = _whole(Given(max((level, *(one.sensitivity for one in rests))), rests))
        identity, now = self._hash(principal, text), self._now()
        row = {"hash": identity, "principal": principal, "created": now, **_columns(given)}
        with self._database.writing() as connection:
            if not insert_new(connection, GIVEN, row):
                this = GIVEN.c.hash == identity
                before = select(GIVEN.c.level, GIVEN.c.sources).where(this).with_for_update()
                kept = connection.execute(before).one()
                both = _both(Given(kept.level, tuple(map(Source.of, kept.sources))), given)
                change = update(GIVEN).where(this).values(created=now, **_columns(both))
                connection.execute(change)
            _bounded(connection, principal)

    def level_of(self, principal: str, text: str) -> Given | None:
        """What this text was when it was given to them; None where it was not. Raises
        `RecordsUnusable`.
        """
        chosen = select(GIVEN.c.level, GIVEN.c.sources).where(
            GIVEN.c.hash == self._hash(principal, text),
            GIVEN.c.created > self._now() - self._lifetime,
        )
        with self._database.reading() as connection:
            row = connection.execute(chosen).first()
        return None if row is None else Given(row.level, tuple(map(Source.of, row.sources)))

    def forget(self, principal: str) -> int:
        """All that were given to them; how many."""
        return self._database.delete(GIVEN, GIVEN.c.principal == principal)

    def purge(self, now: datetime) -> int:
        """Forget those that are too old; how many."""
        return self._database.delete(GIVEN, GIVEN.c.created <= now - self._lifetime)

    def _hash(self, principal: str, text: str) -> str:
        """The lengths are in it, so that no principal's id runs into a text."""
        who, said = (part.encode("utf-8", "surrogatepass") for part in (principal, text.strip()))
        return mac(self._secret(), b"given\0%d\0%s%s" % (len(who), who, said))

    def _secret(self) -> bytes:
        if self._key is None:
            try:
                self._key = key_of(self._path, make=True)
            except OSError as error:
                raise RecordsUnusable(
                    "the key of the answers given, {path}, cannot be used ({why}); put it back or "
                    "remove it: answers given so far then count as CONFIDENTIAL when a client sends "
                    "them back",
                    path=self._path,
                    why=os.strerror(error.errno or 0),
                ) from None
        return self._key


def _both(one: Given, other: Given) -> Given:
    sources = tuple(dict.fromkeys((*one.sources, *other.sources)))
    return _whole(Given(max(one.level, other.level), sources))


def _whole(given: Given) -> Given:
    return Given(given.level, ()) if given.level >= Sensitivity.RESTRICTED else given


def _columns(given: Given) -> dict[str, object]:
    return {"level": given.level, "sources": [source.to_json() for source in given.sources]}


def _bounded(connection: Connection, principal: str) -> None:
    theirs = GIVEN.c.principal == principal
    count = connection.execute(select(func.count()).select_from(GIVEN).where(theirs)).scalar_one()
    if count > MOST:
        oldest = select(GIVEN.c.hash).where(theirs).order_by(GIVEN.c.created).limit(count - MOST)
        connection.execute(GIVEN.delete().where(GIVEN.c.hash.in_(oldest)))
