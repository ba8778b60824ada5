"""What is around every request: an id, limits, headers, one log line and the metrics.

Plain ASGI, so that a stream passes untouched and its end is seen. Invariant: the log line holds the
address's template, never the address that was asked (it may hold an id), no query, header or body;
a body over the limit is never read to its end. A client's own request id is taken only where it is
short and plain. Deliberately elsewhere: errors (`problems`), who asks (`access`).
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.metrics import Metrics
from app.api.problems import answer_of, language_of, note
from app.wording import say

_LOG = logging.getLogger("hush.service")
_PLAIN_ID = re.compile(rb"[A-Za-z0-9_-]{8,64}")


class Envelope:
    """ASGI application around another. `headers` go on every response; `larger` are the longest
    bodies below addresses that take more, or less, than `most_bytes`."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        most_bytes: int,
        headers: Mapping[str, str],
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._most = most_bytes
        self._larger = larger or {}
        self._headers = [(k.lower().encode(), v.encode()) for k, v in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["hush.request_id"] = request_id = _request_id(scope)
        began, status = time.perf_counter(), 499  # a client that is gone before any answer

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name for name, _ in message["headers"]}
                more = [header for header in self._headers if header[0] not in own]
                message = {
                    **message,
                    "headers": [
                        *message["headers"],
                        *more,
                        (b"x-request-id", request_id.encode()),
                    ],
                }
            await send(message)

        self._metrics.in_flight.inc()
        try:
            await self._limited(scope, receive, sending)
        except Exception as error:  # the server would print it, with all that it quotes (law 8)
            if status < 500:  # what was answered with 500 is noted
                note(Request(scope), error)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.in_flight.dec()
            self._metrics.request(_template(scope), scope["method"], status, seconds)
            _LOG.info(
                "request",
                extra={
                    "request": request_id,
                    "method": scope["method"],
                    "route": _template(scope),
                    "status": status,
                    "seconds": round(seconds, 4),
                },
            )

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        below = (most for path, most in self._larger.items() if scope["path"].startswith(path))
        longest = next(below, self._most)
        if not declared.isdigit() or int(declared) > longest:
            await _too_large(scope)(scope, receive, send)
            return
        read = 0

        async def receiving() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > longest:
                raise HTTPException(413)  # the application answers it as any other error
            return message

        await self._app(scope, receiving, send)


def answered(
    scope: Scope, lane: str, outcome: str, seconds: float, stages: Mapping[str, float]
) -> None:
    """A log line for an answer, with the milliseconds of its stages."""
    _LOG.info(
        "answer",
        extra={
            "request": scope["hush.request_id"],
            "lane": lane,
            "outcome": outcome,
            "seconds": round(seconds, 4),
            "stages": {name: round(1000 * spent, 1) for name, spent in stages.items()},
        },
    )


def _request_id(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"")
    return given.decode() if _PLAIN_ID.fullmatch(given) else uuid.uuid4().hex


def _template(scope: Scope) -> str:
    if str(scope.get("path", "")).startswith("/static/"):
        return "/static"
    return str(getattr(scope.get("route"), "path", "") or "unknown")


def _too_large(scope: Scope) -> JSONResponse:
    request = Request(scope)
    said = say("problem_too_large", language_of(request))
    return answer_of(request, 413, "too_large", said, {"connection": "close"})
