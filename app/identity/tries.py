"""How often somebody may fail to sign in, by address.

Invariant: counted in memory, forgotten after the window; an IPv6 address counts as its /64, the
smallest network that one person has. Only failures count. Deliberately elsewhere: the rate of
questions (`app.api`), finding out the address.
"""

from __future__ import annotations

import ipaddress

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

FAILURES = RateLimitItemPerMinute(20, 5)
"""Twenty in five minutes."""


class Tries:
    """Failed sign-ins of each address."""

    def __init__(self, limit: RateLimitItem = FAILURES) -> None:
        self._limit = limit
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def may(self, address: str) -> bool:
        """Whether this address may try again now."""
        return self._limiter.test(self._limit, _network(address))

    def failed(self, address: str) -> None:
        """It tried and failed."""
        self._limiter.hit(self._limit, _network(address))


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
