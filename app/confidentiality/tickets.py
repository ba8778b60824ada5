"""Single-use tickets: leave for one attempt to send exactly these bytes to this host.

Invariant: a ticket is taken back before it is looked at, so that two threads never use the same
one, and is good for `SECONDS` of a monotonic clock. Should that clock go backwards, a ticket that
seems to come from the future is refused: no clock makes one live longer.
Deliberately elsewhere: who gets one (`guard`), who gives it back (`app.models.transport`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

SECONDS = 30.0
"""How long a ticket is good: time enough to write an audit line, too short to be kept."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Leave for one request. `issued` and `expires` are in seconds of the guard's clock."""

    id: str
    decision: str
    host: str
    digest: str
    expires: float
    issued: float = 0.0


class Tickets:
    """The tickets that were given and not yet taken back. Safe to use from threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """None given yet."""
        self._clock = clock
        self._open: dict[str, Ticket] = {}

    def issue(self, decision: str, host: str, digest: str) -> Ticket:
        """A new ticket; what has expired is dropped."""
        now = self._clock()
        ticket = Ticket(secrets.token_hex(16), decision, host, digest, now + SECONDS, now)
        for old in [t.id for t in tuple(self._open.values()) if not _alive(t, now)]:
            self._open.pop(old, None)
        self._open[ticket.id] = ticket
        return ticket

    def redeem(self, ticket: Ticket, decision: str, host: str, digest: str) -> bool:
        """Whether this ticket is ours, unused, in time, and for exactly this."""
        ours = self._open.pop(ticket.id, None)  # one step: two threads never get the same ticket
        return (
            ours == ticket
            and (ticket.decision, ticket.host, ticket.digest) == (decision, host, digest)
            and _alive(ticket, self._clock())
        )

    def forget(self) -> None:
        """Take all back: none that was given is good any more."""
        self._open.clear()


def _alive(ticket: Ticket, now: float) -> bool:
    return ticket.issued <= now <= ticket.expires
