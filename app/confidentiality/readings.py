"""Readings of the egress guard that found nothing, so that the very same is not read twice in a row.

A request is read while and when its lane is chosen, and again when it is sent, a moment later.
Invariant: only a reading of exactly the same (address, headers, body, what was masked, what stands
for it) counts, within `SECONDS`, and for one sending: a retry is read anew. Of what was read only a
hash is here.
Deliberately elsewhere: reading (`guard`), leave to send (`tickets`): each attempt needs its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection

SECONDS = 5.0
"""Between choosing a lane and sending; far less than a ticket is good for."""
_MOST = 1_000


class Readings:
    """The last ones in which nothing rang. Safe to use from threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """None yet."""
        self._clock = clock
        self._clear: dict[str, float] = {}

    def note(self, key: str) -> None:
        """It was read just now, to its end, and nothing rang."""
        now = self._clock()
        for old in [k for k, at in tuple(self._clear.items()) if not 0 <= now - at <= SECONDS]:
            self._clear.pop(old, None)
        if len(self._clear) < _MOST:
            self._clear[key] = now

    def remember(self, key: str) -> bool:
        """Whether it was read a moment ago; that reading still counts."""
        return self._is_recent(self._clear.get(key))

    def take(self, key: str) -> bool:
        """Whether it was read a moment ago; that reading counts no more."""
        return self._is_recent(self._clear.pop(key, None))  # one step: no two threads take the same

    def _is_recent(self, at: float | None) -> bool:
        return at is not None and 0 <= self._clock() - at <= SECONDS


def key_of(whole: str, originals: Collection[str], issued: Collection[str]) -> str:
    """One hash for all that a reading depends on. `whole` is a hash of all that leaves."""
    known = repr((whole, sorted(originals), sorted(issued)))
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()
