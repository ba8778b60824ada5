"""How often somebody may fail to sign in, by address, or to pair an account, by account.

Invariant: counted in memory of a fixed size, forgotten after the window; an IPv6 address counts as
its /64, the smallest network that one person has. Networks share places that nobody can foretell,
so that strangers neither make the memory grow nor choose whom they lock out. Only failures count.
Deliberately elsewhere: the rate of questions (`app.api`), finding out the address.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Callable

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

FAILURES = RateLimitItemPerMinute(20, 5)
"""Twenty in five minutes."""
SECONDS = 300
CODES = RateLimitItemPerMinute(5, 10)
"""Codes of pairing: five in ten minutes."""
CODES_MINUTES = 10
_PLACES = 1 << 16


class Tries:
    """Failed sign-ins of each address, or what fails otherwise; `of` makes one of what is one."""

    def __init__(
        self, limit: RateLimitItem = FAILURES, of: Callable[[str], str] | None = None
    ) -> None:
        self._limit = limit
        self._of = of or _network
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._key = secrets.token_bytes(16)

    def may(self, address: str) -> bool:
        """Whether this address may try again now."""
        return self._limiter.test(self._limit, self._place(address))

    def failed(self, address: str) -> None:
        """It tried and failed."""
        self._limiter.hit(self._limit, self._place(address))

    def _place(self, address: str) -> str:
        digest = hashlib.blake2b(self._of(address).encode(), key=self._key, digest_size=4)
        return str(int.from_bytes(digest.digest()) % _PLACES)


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
