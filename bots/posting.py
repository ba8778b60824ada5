"""`Posts`: what is said unasked (alerts, digests, a call for a human), once each, also over a restart.

Invariant: it is noted before it is sent and after it was; what may have been sent before a restart
is marked where the platform does not look for its key itself. `retry_after` is waited for.
Deliberately elsewhere: answers (`inbox`), what is said (`alerts_in`, `digests`, `talk_buttons`).
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from app.contract import AlertAnswer, Humans
from bots.inbox_store import Store
from bots.log import number_of, tell
from bots.message import Acquainted, Platform, Reply, SendFailed, Sharing

C = TypeVar("C", Humans, AlertAnswer)
_CALL_SECONDS = 120.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_DAY = 86_400.0
_DAYS = 60
"""For which it is known what was posted."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A row: `state` is "waiting", "sending" or "sent"; `body` and `digest` are whose it is."""

    key: str
    state: str
    body: str
    reference: str
    digest: str


class Posts:
    """Posts of the platforms of this process. `patience` is seconds for which one is tried."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        *,
        patience: float = 3600.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store, self._platforms = store, platforms
        self._patience, self._sleep = patience, sleep

    def reaches(self, place: str) -> bool:
        """Whether the platform of a channel, chat or account is here."""
        return place.partition(":")[0] in self._platforms

    async def called(self, platform: str, found: C) -> C:
        """With the accounts of owners that are named by an e-mail, where only an on-call or nobody
        was found and the platform knows them by it."""
        mails = [label for label in found.owners if "@" in label]
        if found.accounts and not found.on_call:
            return found
        known = await asyncio.gather(*(self._known(platform, mail) for mail in mails))
        accounts = [account for account in known if account]
        change = {"accounts": accounts, "on_call": False} if accounts else {}
        return found.model_copy(update=change)

    async def _known(self, platform: str, mail: str) -> str:
        try:
            return await self.account_of(platform, mail)
        except SendFailed:  # nobody waits for that
            return ""

    async def account_of(self, platform: str, mail: str) -> str:
        """Whose verified e-mail it is there; "" where the platform knows nobody by it. Raises
        `SendFailed`."""
        there = self._platforms.get(platform)
        return await there.account_of(mail) if isinstance(there, Acquainted) else ""

    async def shared(self, place: str) -> bool:
        """Whether people of another company read along there, now."""
        name = place.partition(":")[0]
        if name not in self._platforms:
            return True
        platform: object = self._platforms[name]
        return await platform.shared(place) if isinstance(platform, Sharing) else False

    async def once(self, place: str, reply: Reply, key: str) -> None:
        """Say it, unless it was said. Raises `SendFailed`."""
        row = await self.row(key)
        if row is not None and row.state == "sent":
            return
        maybe = row is not None and row.state == "sending"
        await self.note(Posted(key, "sending", "", "", ""))
        try:
            reference = await self.send(place, replace(reply, again=maybe), key)
        except SendFailed as failed:
            if not maybe and not failed.uncertain:
                await self.note(Posted(key, "waiting", "", "", ""))
            raise
        await self.note(Posted(key, "sent", "", reference, ""))

    async def send(self, place: str, reply: Reply, key: str, known: str = "") -> str:
        """Say it now, or change what is `known`; the reference. Raises `SendFailed`, which is uncertain
        where any of the tries was."""
        name = place.partition(":")[0]
        if name not in self._platforms:
            raise SendFailed("no_platform", for_good=True)
        pause, spent, maybe = _FIRST_PAUSE, 0.0, False
        while True:
            try:
                async with asyncio.timeout(_CALL_SECONDS):
                    return await self._platforms[name].post(place, "", reply, key, known)
            except SendFailed as failed:
                problem = failed
            except TimeoutError:
                problem = SendFailed("timeout")
            wait = max(problem.retry_after, 0.0) or pause
            spent += wait
            tell("not_posted", "warning", number=number_of(key), reason=problem.reason)
            maybe = problem.uncertain = maybe or problem.uncertain
            if problem.for_good or spent > self._patience:
                raise problem
            await self._sleep(wait)
            pause = min(pause * 2, _LONGEST_PAUSE)
            reply = replace(reply, again=reply.again or (problem.uncertain and not known))

    # ---- what is known

    async def row(self, key: str) -> Posted | None:
        """What is known of a post."""
        found = await self._rows("WHERE key = ?", (key,))
        return found[0] if found else None

    async def unsent(self, prefix: str) -> list[Posted]:
        """Those that wait, in their order."""
        return await self._rows(
            "WHERE state != 'sent' AND key >= ? AND key < ? ORDER BY made",
            (prefix, prefix + "\U0010ffff"),
        )

    async def note(self, posted: Posted) -> None:
        """On the disk when this returns."""
        row = (posted.key, posted.state, posted.body, posted.reference, posted.digest, time.time())
        before = time.time() - _DAYS * _DAY

        def write(database: sqlite3.Connection) -> None:
            database.execute(
                "INSERT INTO posted (key, state, body, reference, digest, made) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state, "
                "body = excluded.body, reference = excluded.reference, digest = excluded.digest, "
                "made = excluded.made",
                row,
            )
            database.execute("DELETE FROM posted WHERE state = 'sent' AND made < ?", (before,))

        await self._store.do(write)

    async def _rows(self, where: str, values: tuple[str, ...]) -> list[Posted]:
        sql = f"SELECT key, state, body, reference, digest FROM posted {where}"  # noqa: S608

        def read(database: sqlite3.Connection) -> list[Posted]:
            return [Posted(*row) for row in database.execute(sql, values)]

        return await self._store.do(read)
