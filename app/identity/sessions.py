"""Sessions of the page: a cookie names one, everything else of it stays here, in memory.

Invariant: a session has a new id whenever somebody signs in, and ends idle, old, signed out, or
when `still` no more knows its principal (asked at most once a minute); it never acts for others.
There are never more than `most`, nor more of one principal than `most_each`: the longest unused go.
Deliberately elsewhere: cookies and their key (`cookies`), who may sign in (`page`).
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.identity.cookies import SESSION, Cookie, Sealed
from app.principals import Principal, Scope

IDLE = 12 * 3600
LONGEST = 7 * 86400
RECHECK = 60
"""Seconds."""

Still = Callable[[Principal, str], Principal | None]
"""A principal as it was, and the digest of the key it showed -> as it is now; None once the key no
longer works."""


@dataclass(slots=True)
class Session:
    """One browser that is signed in. Times are seconds of the clock."""

    principal: Principal
    csrf: str = field(repr=False)
    proof: str = field(repr=False)
    until: float
    seen: float
    checked: float


class Sessions:
    """All of them, of one process; used from its event loop only. `still` is called in a thread."""

    def __init__(
        self,
        key: bytes,
        still: Still,
        *,
        secure: bool = False,
        most: int = 10_000,
        most_each: int = 50,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._sealed = Sealed(key, "session", LONGEST, clock)
        self._still = still
        self._secure = secure
        self._most, self._most_each = most, most_each
        self._clock = clock
        self._all: OrderedDict[str, Session] = OrderedDict()

    def __len__(self) -> int:
        return len(self._all)

    def start(
        self,
        principal: Principal,
        *,
        proof: str = "",
        instead_of: str = "",
        seconds: float = LONGEST,
    ) -> Cookie:
        """A new session for somebody who has just proved who they are, and the cookie for it.

        `proof` is the digest of the key that was shown, if one was; `instead_of` is the cookie that
        the browser had: its session ends.
        """
        self.end(instead_of)
        now = self._clock()
        self._make_room(principal.id, now)
        name = secrets.token_urlsafe(32)
        until = now + min(seconds, LONGEST)
        self._all[_kept(name)] = Session(
            _for_itself(principal), secrets.token_urlsafe(32), proof, until, now, now
        )
        return Cookie(SESSION, self._sealed.seal([name]), int(until - now), self._secure)

    async def find(self, cookie: str) -> Session | None:
        """The session of this cookie, if it still holds."""
        kept = self._kept_in(cookie)
        session = self._all.get(kept)
        if session is None:
            return None
        now = self._clock()
        ended = now >= session.until or now - session.seen >= IDLE
        if ended or not await self._holds(session, now):
            self._all.pop(kept, None)
            return None
        if kept not in self._all:  # signed out meanwhile
            return None
        session.seen = now
        self._all.move_to_end(kept)
        return session

    def end(self, cookie: str) -> Cookie:
        """Sign out, and the cookie that takes the old one away."""
        self._all.pop(self._kept_in(cookie), None)
        return Cookie(SESSION, "", 0, self._secure)

    def end_all_of(self, principal_id: str) -> None:
        """Sign somebody out everywhere."""
        for kept in [k for k, session in self._all.items() if session.principal.id == principal_id]:
            del self._all[kept]

    def _kept_in(self, cookie: str) -> str:
        opened = self._sealed.open(cookie) if cookie else None
        return _kept(str(opened[0])) if opened else ""

    async def _holds(self, session: Session, now: float) -> bool:
        if now - session.checked < RECHECK:
            return True
        principal = await asyncio.to_thread(self._still, session.principal, session.proof)
        if principal is None:
            return False
        session.principal, session.checked = _for_itself(principal), now
        return True

    def _make_room(self, principal_id: str, now: float) -> None:
        for kept, session in list(self._all.items()):  # the longest unused first
            if now - session.seen < IDLE:
                break
            del self._all[kept]
        own = [kept for kept, session in self._all.items() if session.principal.id == principal_id]
        for kept in own[: max(0, len(own) - self._most_each + 1)]:
            del self._all[kept]
        while len(self._all) >= self._most:
            self._all.popitem(last=False)


def _kept(name: str) -> str:
    """Names are kept hashed: a dump of the memory signs nobody in."""
    return hashlib.sha256(name.encode()).hexdigest()


def _for_itself(principal: Principal) -> Principal:
    """A page is used by one person, whose ever the key is that was pasted."""
    return replace(principal, scopes=principal.scopes - {Scope.ACT})
