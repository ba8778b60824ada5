"""Where the bots listen: alerts, and what platforms mount (Slack over HTTP, Telegram's webhook).

Invariant: an alert is taken with the bearer token only, compared in constant time before a byte of
the body is read; the body is limited while it is read, and few are held at once; deliveries are
limited; the answer is given once the alert is on the disk. Nothing of a request stands in an answer or
in the log.
Deliberately elsewhere: what is done with an alert (`alerts_in`).
"""

from __future__ import annotations

import asyncio
import hmac
import socket
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bots.alerts import group_of
from bots.alerts_in import Alerts
from bots.log import tell
from bots.request_bodies import body_of
from bots.settings import BotsSettings

Door = socket.socket
_MINUTE = 60.0
_BODIES = 4
"""Bodies that are held at once; whoever else delivers waits with theirs unread."""
_BODY_SECONDS = 30.0
"""For one delivery, its turn and the disk included; Alertmanager comes again."""


class NotFree(Exception):
    """The address cannot be taken; `why` is the system's word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Rate:
    """So many in a minute."""

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = most, now
        self._times: deque[float] = deque()

    def wait(self) -> float:
        """0 where one more may come, which is counted; else the seconds until one may."""
        now = self._now()
        while self._times and self._times[0] <= now - _MINUTE:
            self._times.popleft()
        if len(self._times) >= self._most:
            return self._times[0] + _MINUTE - now
        self._times.append(now)
        return 0.0


def application(
    settings: BotsSettings,
    alerts: Alerts | None,
    mounted: Sequence[object],
    now: Callable[[], float] = time.monotonic,
) -> Starlette:
    """The routes. Without `alerts` there is no `/alerts`."""
    rate, reading = Rate(settings.alerts_minute, now), asyncio.Semaphore(_BODIES)
    secret = settings.alerts_token.get_secret_value().encode()

    async def take(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        scheme, _, token = given.partition(" ")
        well = hmac.compare_digest(token.strip().encode("utf-8", "replace"), secret)
        if not well or scheme.lower() != "bearer" or not secret:
            return _said(401, "unauthorized", {"WWW-Authenticate": "Bearer"})
        if wait := rate.wait():  # Alertmanager tries again after a 503; after a 429 it does not
            return _refused(503, "too_many", {"Retry-After": str(int(wait) + 1)})
        try:
            async with asyncio.timeout(_BODY_SECONDS), reading:
                body = await body_of(request, settings.alerts_bytes)
                return await _taken(body, alerts)
        except TimeoutError:
            return _refused(503, "too_slow", {"Retry-After": "5"})

    async def well(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    routes: list[BaseRoute] = [Route("/healthz", well, methods=["GET"])]
    if alerts is not None and secret:
        routes.append(Route("/alerts", take, methods=["POST"]))
    return Starlette(routes=[*routes, *cast(Sequence[BaseRoute], mounted)])


async def _taken(body: bytes | None, alerts: Alerts | None) -> Response:
    if body is None:
        return _refused(413, "too_large")
    group = group_of(body)
    if group is None or alerts is None:
        return _refused(400, "invalid")
    new = await alerts.take(group)
    return JSONResponse({"status": "accepted" if new else "known"}, 202 if new else 200)


def _refused(status: int, code: str, headers: dict[str, str] | None = None) -> Response:
    """Of somebody with the token, who would wait for what never comes."""
    tell("alert_refused", "warning", why=code)
    return _said(status, code, headers)


def _said(status: int, code: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": code}, status, headers)


def bound(place: str) -> Door:
    """A listening socket at HOST:PORT. Raises `NotFree`."""
    host, _, port = place.rpartition(":")
    door = None
    try:
        found = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        door = socket.socket(family, kind, protocol)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(256)
    except OSError as error:
        if door is not None:
            door.close()
        raise NotFree(error.strerror or type(error).__name__) from None
    door.setblocking(False)
    return door


class Server(uvicorn.Server):
    """Serves on a bound socket; signals are the affair of `running`."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                access_log=False,
                log_config=None,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=5,
                limit_concurrency=512,
                h11_max_incomplete_event_size=64 * 1024,
                ws="none",
            )
        )

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """None is taken here."""
        yield


def address_of(door: Door) -> str:
    """As a URL."""
    shown: Any = door.getsockname()
    host = f"[{shown[0]}]" if ":" in shown[0] else shown[0]
    return f"http://{host}:{shown[1]}"
