"""Telegram's deliveries over HTTP: the secret first, then the update, then the answer.

Invariant: the secret is compared in constant time before the body is read; 200 means stored. A
delivery that could not be stored gets 503, and Telegram comes again.
Deliberately elsewhere: who listens (`bots.listening`), what an update asks for (`handlers`).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bots.request_bodies import body_of

SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105
_LARGEST = 1_000_000
Take = Callable[[Mapping[str, Any]], Awaitable[None]]


def route(url: str, secret: str, take: Take) -> Route:
    """Where Telegram posts; `take` stores an update and raises where it can't."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=401)
        body = await body_of(request, _LARGEST)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except ValueError:
            return Response(status_code=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        try:
            await take(update)
        except Exception:  # told by whoever stores
            return Response(status_code=503)
        return Response(status_code=200)

    return Route(urlsplit(url).path or "/", receive, methods=["POST"])
