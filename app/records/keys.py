"""API keys: made, found by their secret, rotated, revoked.

A key reads `hush_ID_SECRET`: ID is public and names it, SECRET are 43 characters from 32 random
bytes. Invariant: only the SHA-256 of a whole key is kept. That is enough, and no slow hash is
needed: nobody guesses 256 random bits, however quickly the hash is tried, and it is looked at with
every request. Hashes are compared in constant time, all that a key has. Deliberately elsewhere:
where a key comes from in a request (`identity`), the command (`commands.keys`).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from app.errors import HushError
from app.principals import Principal, Scope
from app.records.database import Database
from app.records.tables import KEYS, SECRETS

GRACE = timedelta(hours=24)
"""How long the old secret works beside the new one after `rotate`."""
_USE_NOTED = timedelta(minutes=1)
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_KEY = re.compile(r"hush_([a-z2-9]{8})_[A-Za-z0-9_-]{43}")
_USABLE = (
    select(KEYS, SECRETS.c.hash)
    .join(SECRETS, SECRETS.c.key == KEYS.c.id)
    .where(KEYS.c.id == bindparam("identity"))
    .where(or_(SECRETS.c.ends.is_(None), SECRETS.c.ends > bindparam("now")))
)
"""A key with each of its secrets that have not ended. Made once: every request asks for it."""


class State(StrEnum):
    """Whether a key works."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of one; no secret of it. Times are UTC."""

    id: str
    name: str
    groups: tuple[str, ...]
    scopes: tuple[Scope, ...]
    created: datetime
    expires: datetime | None
    revoked: datetime | None
    last_used: datetime | None

    def state(self, now: datetime) -> State:
        """At this time."""
        if self.revoked is not None:
            return State.REVOKED
        return State.EXPIRED if self.expires is not None and self.expires <= now else State.ACTIVE

    @property
    def principal(self) -> Principal:
        """Whoever has it."""
        return Principal(
            f"key:{self.id}", self.name, frozenset(self.groups), frozenset(self.scopes)
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A key with its secret: shown once, kept nowhere."""

    key: Key
    secret: str = field(repr=False)


class Keys:
    """All keys of the service."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Nothing is read yet."""
        self._database = database
        self._now = now

    def create(
        self,
        name: str,
        groups: Iterable[str],
        scopes: Iterable[Scope] = (),
        expires: datetime | None = None,
    ) -> Made:
        """A new key; whoever has it may ask, and what `scopes` add."""
        now = self._now()
        identity = "".join(secrets.choice(_LETTERS) for _ in range(8))
        allowed = sorted({Scope.ASK, *scopes})
        row = {
            "id": identity,
            "name": name,
            "groups": sorted(set(groups)),
            "scopes": [scope.value for scope in allowed],
            "created": now,
            "expires": expires,
        }
        with self._database.writing() as connection:
            connection.execute(KEYS.insert().values(row))
            secret = _new_secret(connection, identity, now)
            return Made(_one(connection, identity), secret)

    def find(self, secret: str) -> Principal | None:
        """Whoever has this key: None where it is not one of ours or no longer works."""
        shape = _KEY.fullmatch(secret)
        if shape is None:
            return None
        return self._of(shape[1], _hash(secret))

    def still(self, principal_id: str, digest: str) -> Principal | None:
        """Whoever signed in with a key, as they are now: None once it no longer works. `digest` is
        the SHA-256 of that key, in hexadecimal, so that nobody has to keep the key itself."""
        return self._of(principal_id.removeprefix("key:"), digest)

    def _of(self, identity: str, wanted: str) -> Principal | None:
        now = self._now()
        with self._database.reading() as connection:
            rows = connection.execute(_USABLE, {"identity": identity, "now": now}).all()
        same = [hmac.compare_digest(row.hash, wanted) for row in rows]
        if not any(same):
            return None
        key = _key(rows[0])
        if key.state(now) is not State.ACTIVE:
            return None
        self._note_use(key, now)
        return key.principal

    def all(self) -> list[Key]:
        """Every key, oldest first, also those that no longer work."""
        with self._database.reading() as connection:
            return [_key(row) for row in connection.execute(select(KEYS).order_by(KEYS.c.created))]

    def revoke(self, identity: str) -> Key:
        """From now on it does not work. Raises `HushError` where there is none of this id."""
        with self._database.writing() as connection:
            _one(connection, identity)
            those = (KEYS.c.id == identity, KEYS.c.revoked.is_(None))
            connection.execute(update(KEYS).where(*those).values(revoked=self._now()))
            connection.execute(SECRETS.delete().where(SECRETS.c.key == identity))
            return _one(connection, identity)

    def rotate(self, identity: str, grace: timedelta = GRACE) -> Made:
        """A new secret for the same key; those before it end after `grace`, none of them later
        than it would have. Raises `HushError` where there is no such key or it does not work.
        """
        now = self._now()
        with self._database.writing() as connection:
            key = _one(connection, identity)
            if key.state(now) is not State.ACTIVE:
                raise HushError(
                    "the key {id} is revoked or expired; make a new one with: hush keys create",
                    id=identity,
                )
            ends = now + grace
            later = or_(SECRETS.c.ends.is_(None), SECRETS.c.ends > ends)
            those = (SECRETS.c.key == identity, later)
            connection.execute(update(SECRETS).where(*those).values(ends=ends))
            gone = (SECRETS.c.key == identity, SECRETS.c.ends <= now)
            connection.execute(SECRETS.delete().where(*gone))
            return Made(key, _new_secret(connection, identity, now))

    def _note_use(self, key: Key, now: datetime) -> None:
        """Once a minute at most; whoever has a key is let in though it cannot be noted."""
        if key.last_used is not None and now - key.last_used < _USE_NOTED:
            return
        unnoted = or_(KEYS.c.last_used.is_(None), KEYS.c.last_used <= now - _USE_NOTED)
        try:
            with self._database.writing() as connection:
                those = (KEYS.c.id == key.id, unnoted)
                connection.execute(update(KEYS).where(*those).values(last_used=now))
        except HushError:
            pass


def _new_secret(connection: Connection, identity: str, now: datetime) -> str:
    secret = f"hush_{identity}_{secrets.token_urlsafe(32)}"
    row = {"hash": _hash(secret), "key": identity, "created": now}
    connection.execute(SECRETS.insert().values(row))
    return secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _one(connection: Connection, identity: str) -> Key:
    row = connection.execute(select(KEYS).where(KEYS.c.id == identity).with_for_update()).first()
    if row is None:
        raise HushError("there is no key {id}; `hush keys list` shows them", id=identity)
    return _key(row)


def _key(row: Row[tuple[object, ...]]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        groups=tuple(row.groups),
        scopes=tuple(Scope(scope) for scope in row.scopes),
        created=row.created,
        expires=row.expires,
        revoked=row.revoked,
        last_used=row.last_used,
    )
