"""Connections of the service: whoever opens many, or sends a request that never ends, shuts nobody out.

Invariant: a connection that owes a part of its request is closed after `SECONDS`, and before that
where room is needed for a new one, the oldest first; one whose request is whole is left alone. There
are never so many that no file could be opened any more. Deliberately elsewhere: how long a body may
be (`envelope`), who asks how often (`limiting`).
"""

from __future__ import annotations

import asyncio
import resource
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 60.0
"""For a whole request, from its first byte or from when the connection was opened."""
_FILES = 65_536
"""Open files that are asked of the system, where it allows so many."""
_OTHERS = 256
"""Of them for the index, the database, models and the other door."""


def more_files() -> int:
    """Let this process open as many files as it may; how many connections it has room for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = _FILES if soft == resource.RLIM_INFINITY else soft
    return max(files // 2, files - _OTHERS)


class Connection(H11Protocol):
    """One connection. `most` of them may there be at one door."""

    most = _FILES
    seconds = SECONDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._since = 0.0
        self._until: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """It is open; another one may have to go."""
        super().connection_made(transport)
        self._look()
        if len(self.connections) > self.most:
            self._make_room()

    def _make_room(self) -> None:
        """Many may come in one go: what was closed a moment ago is still among them."""
        all_of = [one for one in self.connections if isinstance(one, Connection)]
        there = [one for one in all_of if not one.transport.is_closing()]
        if len(there) > self.most:
            oldest = min((one for one in there if one.owes), key=lambda one: one._since)
            oldest.transport.abort()  # this one, if no other

    def data_received(self, data: bytes) -> None:
        """Some of a request."""
        super().data_received(data)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is closed."""
        self._settled()
        super().connection_lost(exc)

    @property
    def owes(self) -> bool:
        """Whether the other side has not sent a whole request."""
        cycle = self.cycle
        return cycle is None or cycle.response_complete or cycle.more_body

    def _look(self) -> None:
        if not self.owes:
            self._settled()
        elif self._until is None:
            self._since = self.loop.time()
            self._until = self.loop.call_later(self.seconds, self._late)

    def _settled(self) -> None:
        if self._until is not None:
            self._until.cancel()
            self._until = None

    def _late(self) -> None:
        self._until = None
        if self.owes:
            self.transport.abort()


def connection_class(most: int) -> type[Connection]:
    """Connections of one door."""
    return type("Connection", (Connection,), {"most": most})
