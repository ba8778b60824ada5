"""The one way out to a cloud model: guard, audit line, ticket, bytes, in this order.

Invariant: every attempt builds its exact bytes, has the guard read them, writes its audit line,
gives its ticket back and only then opens a connection, with the very bytes that were read. There is
no other object that can send, and what it sends is ours: headers and bytes of the client above are
only compared with it (a client's headers tell the system and its versions). Redirects and proxies
do not exist here: the address is fixed. What comes back is counted as it comes: an answer that does
not end takes no more than `MOST_BYTES` of memory, and one that is packed is not unpacked (the request
asks for none).
This module imports `httpx2` and is itself imported only when a cloud model is about to be asked.
Deliberately elsewhere: what is asked and retried (`cloud`), what may leave (`confidentiality`).
"""

from __future__ import annotations

import asyncio
import json
import ssl
from typing import NoReturn, Self

import httpx2

from app.audit import Attempt, Audit, Decided, Spent
from app.confidentiality.guard import Clear, Guard, Held, Outgoing
from app.confidentiality.sanitize import Sanitized
from app.errors import EgressHeld

MOST_BYTES = 32 * 1024 * 1024
"""Of a response: each piece of an answer comes in some 300 bytes."""


class TooMuchError(Exception):
    """The response is longer than any answer."""


class _Counted(httpx2.AsyncByteStream):
    """A response's bytes, up to `MOST_BYTES`. Not a generator: whoever stops reading leaves nothing
    half run behind for the garbage collector.
    """

    def __init__(self, stream: object) -> None:
        assert isinstance(stream, httpx2.AsyncByteStream)
        self._stream = stream
        self._pieces = aiter(stream)
        self._left = MOST_BYTES

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        piece = await anext(self._pieces)
        self._left -= len(piece)
        if self._left < 0:
            raise TooMuchError
        return piece

    async def aclose(self) -> None:
        await self._stream.aclose()


class GuardedTransport(httpx2.AsyncBaseTransport):
    """Sends one question's request, each attempt with its own ticket and audit line."""

    def __init__(
        self,
        outgoing: Outgoing,
        prompt: Sanitized,
        decided: Decided,
        guard: Guard,
        audit: Audit,
        security: ssl.SSLContext,
        reserved: Spent | None = None,
    ) -> None:
        self.outgoing = outgoing
        self._prompt = prompt
        self._decided = decided
        self._guard = guard
        self._audit = audit
        self._reserved = reserved
        self._wire = httpx2.AsyncHTTPTransport(verify=security, trust_env=False, retries=0)
        self.attempts: list[Attempt] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises `EgressHeld` or `AuditUnwritable` before any byte has left."""
        wanted = str(request.url), json.loads(await request.aread())
        await asyncio.to_thread(self._clear, wanted)
        response = await self._wire.handle_async_request(
            httpx2.Request(
                "POST",
                self.outgoing.url,
                headers=list(self.outgoing.headers),
                content=self.outgoing.body,
                extensions=request.extensions,
            )
        )
        response.headers.pop("content-encoding", None)
        response.stream = _Counted(response.stream)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    def _clear(self, wanted: tuple[str, object]) -> None:
        """Guard, audit, ticket; returns when our bytes may leave. `wanted` is what the client asked
        to send: anything but the same request means that something else has meddled.
        """
        outgoing = self.outgoing
        if wanted != (outgoing.url, json.loads(outgoing.body)):
            self._hold(Held.because("unexpected"))
        vault, decision = self._prompt.vault, self._decided.question_id
        judged = self._guard.read(outgoing, vault.originals, tuple(vault.values), decision)
        if not isinstance(judged, Clear):
            self._hold(judged)
        attempt = Attempt(
            judged.ticket.id,
            len(self.attempts) + 1,
            outgoing.host,
            outgoing.digest,
            self._prompt.counts,
            vault.originals,
            self._reserved,
        )
        self._audit.egress(self._decided, attempt, outgoing.body)
        self.attempts.append(attempt)
        if not self._guard.redeem(judged.ticket, decision, outgoing):
            self._hold(Held.because("ticket"))

    def _hold(self, held: Held) -> NoReturn:
        self._audit.held(self._decided, held.reason)
        raise EgressHeld(
            "the egress guard held the request back ({kinds}), nothing left; see the audit, and "
            "mark the document CONFIDENTIAL if it should stay inside",
            kinds=", ".join(held.reason.kinds),
        )
