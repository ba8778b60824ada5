"""Accounts of chat platforms that somebody paired with a one-time code, and those codes.

Invariant: only the SHA-256 of a code is kept, and a code works once, until it ends. A code has 60
random bits and lives for a day at most, so no slow hash is needed. What an account has by pairing is
asked for with every request: it holds at once and is gone at once. Deliberately elsewhere: how often
somebody may try (`api.chat_people`), what `access.toml` says (`identity.access`).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row, select, update

from app.errors import HushError
from app.records.database import Database, insert_new
from app.records.tables import PAIRED, PAIRING_CODES

LONGEST = timedelta(days=1)
"""Of a code's life."""
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_LENGTH, _PART = 12, 4


@dataclass(frozen=True, slots=True)
class Code:
    """A new code: shown once, kept nowhere."""

    text: str = field(repr=False)
    ends: datetime


@dataclass(frozen=True, slots=True)
class Linked:
    """An account and what it has by pairing; `name` is what the code was made for."""

    account: str
    name: str
    groups: tuple[str, ...]
    created: datetime


class Pairing:
    """All pairing of the service."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Nothing is read yet."""
        self._database = database
        self._now = now

    def make(self, groups: Iterable[str], name: str, life: timedelta) -> Code:
        """A code that gives the account which sends it these groups."""
        signs = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        now = self._now()
        row = {
            "hash": _hash(signs),
            "name": name,
            "groups": sorted(set(groups)),
            "created": now,
            "ends": now + min(life, LONGEST),
        }
        with self._database.writing() as connection:
            connection.execute(PAIRING_CODES.insert().values(row))
        parts = (signs[at : at + _PART] for at in range(0, _LENGTH, _PART))
        return Code("-".join(parts), now + min(life, LONGEST))

    def use(self, account: str, code: str) -> Linked | None:
        """The account has the groups of this code, instead of those of an earlier one. None for a
        code that is wrong, used or at its end: these are not told apart."""
        this = PAIRING_CODES.c.hash == _hash(code)
        with self._database.writing() as connection:
            found = connection.execute(select(PAIRING_CODES).where(this).with_for_update()).first()
            connection.execute(PAIRING_CODES.delete().where(this))
            now = self._now()
            if found is None or found.ends <= now:
                return None
            change = {"name": found.name, "groups": found.groups, "created": now}
            if not insert_new(connection, PAIRED, {"account": account, **change}):
                those = PAIRED.c.account == account
                connection.execute(update(PAIRED).where(those).values(change))
        return Linked(account, found.name, tuple(found.groups), now)

    def void(self, code: str) -> bool:
        """The code works no more; whether it would have."""
        this = PAIRING_CODES.c.hash == _hash(code)
        with self._database.writing() as connection:
            return connection.execute(PAIRING_CODES.delete().where(this)).rowcount > 0

    def of(self, account: str) -> Linked | None:
        """What the account has by pairing; None where it was not paired."""
        with self._database.reading() as connection:
            found = connection.execute(select(PAIRED).where(PAIRED.c.account == account)).first()
        return None if found is None else _linked(found)

    def groups_of(self, account: str) -> frozenset[str] | None:
        """Its groups alone."""
        found = self.of(account)
        return None if found is None else frozenset(found.groups)

    def all(self) -> list[Linked]:
        """Every account that is paired, the oldest first."""
        chosen = select(PAIRED).order_by(PAIRED.c.created, PAIRED.c.account)
        with self._database.reading() as connection:
            return [_linked(row) for row in connection.execute(chosen)]

    def end(self, account: str) -> Linked:
        """The account has nothing by pairing from now on. Raises `HushError` where it has nothing."""
        this = PAIRED.c.account == account
        with self._database.writing() as connection:
            found = connection.execute(select(PAIRED).where(this).with_for_update()).first()
            if found is None:
                raise HushError(
                    "no account {account} is paired; `hush keys paired` shows them", account=account
                )
            connection.execute(PAIRED.delete().where(this))
        return _linked(found)

    def purge(self, now: datetime) -> int:
        """Forget the codes that are at their end; how many."""
        return self._database.delete(PAIRING_CODES, PAIRING_CODES.c.ends <= now)


def _hash(code: str) -> str:
    """However it is written: capitals, spaces and dashes do not count."""
    signs = re.sub(r"[\s\-\u2010-\u2015]", "", code).lower()
    return hashlib.sha256(signs.encode("utf-8", "surrogatepass")).hexdigest()


def _linked(row: Row[tuple[object, ...]]) -> Linked:
    return Linked(row.account, row.name, tuple(row.groups), row.created)
