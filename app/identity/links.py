"""One-time links: the way in for whoever started the service on this machine.

Invariant: 256 random bits, ten minutes, one use; kept hashed, in memory, a hundred at most.
Deliberately elsewhere: printing the link (`app.commands`), the session it begins (`page`).
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable

from app.principals import Principal

SECONDS = 600
_MOST = 100


class LoginLinks:
    """Tokens that were given out and not used yet."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}

    def make(self) -> str:
        """A new token for `/login?token=…`."""
        while len(self._until) >= _MOST:
            del self._until[next(iter(self._until))]
        token = secrets.token_urlsafe(32)
        self._until[_kept(token)] = self._clock() + SECONDS
        return token

    def redeem(self, token: str) -> Principal | None:
        """The owner, the first time within ten minutes; afterwards nobody."""
        until = self._until.pop(_kept(token), 0.0)
        return Principal.owner() if self._clock() < until else None


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
