"""Server-sent events as a response: `EventStream`.

Invariant: whatever makes the events is closed before the response has ended, also where the client
went away while a piece was being written to it. A generator that stands at a `yield` then is otherwise
closed when nothing refers to it any more, which may be as late as the garbage collector's next look,
and holds its place at the model until then.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Final

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

SSE_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class EventStream(StreamingResponse):
    """Events, each as the bytes of its lines."""

    media_type = "text/event-stream"

    def __init__(
        self,
        events: AsyncGenerator[bytes, None],
        headers: Mapping[str, str] = SSE_HEADERS,
        status_code: int = 200,
    ) -> None:
        super().__init__(events, status_code, headers)
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them until they end or nobody is there to read them."""
        async with aclosing(self._events):
            await super().__call__(scope, receive, send)
