"""Slack over HTTP: one route that takes signed deliveries.

Invariant: the body is limited before it is read, the signature is checked by Bolt (constant time, five
minutes), and the answer is given after the delivery is stored. Without a signing secret nothing is
taken. Deliberately elsewhere: the server (`bots.listening`), what is listened to (`listeners`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bots.slack.failures import Failed
from bots.slack.manifest import PATH

LONGEST_BODY = 1_000_000
"""Bytes."""


def routes(make: Callable[[], AsyncApp], own: Callable[[], Awaitable[object]]) -> Sequence[object]:
    """The route; the app is made at the first delivery, in the loop that serves it."""
    made: list[AsyncSlackRequestHandler] = []

    async def deliver(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            return Response(status_code=413)
        try:
            await own()
        except Failed:
            return Response(status_code=503)  # Slack delivers again
        if not made:
            made.append(AsyncSlackRequestHandler(make()))
        return await made[0].handle(request)

    return (Route(PATH, deliver, methods=["POST"]),)
