"""A request's body, limited while it is read.

Invariant: no more than `most` bytes and one piece are held. Deliberately elsewhere: who may post
(`listening`, a platform's own route).
"""

from __future__ import annotations

from starlette.requests import Request


async def body_of(request: Request, most: int) -> bytes | None:
    """At most so many bytes; None where there are more, before any is read where the length is told."""
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told) > most:
        return None
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            return None
    return bytes(body)
