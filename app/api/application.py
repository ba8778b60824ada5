"""`application()`: the routes, errors and limits in one ASGI application.

Invariant: one application serves both doors; the owner's is marked by `access.OwnersDoor` around it.
Deliberately elsewhere: sockets and signals (`serving`).
"""

from __future__ import annotations

import asyncio
from importlib.metadata import version

from fastapi import FastAPI
from starlette.types import ASGIApp

from app.api import asking, health, openai_chat, problems
from app.api.access import Identify, nobody
from app.api.envelope import Envelope
from app.api.metrics import Metrics
from app.api.openai_chat import Given, Remember
from app.service import Service

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def application(
    service: Service,
    identify: Identify = nobody,
    most_bytes: int = 1_000_000,
    stopping: asyncio.Event | None = None,
    given: Given = lambda _principal, _text: None,
    remember: Remember = lambda _principal, _text, _answer: None,
) -> ASGIApp:
    """The service over HTTP. `identify` says who asks at the open door; `given` and `remember` know
    the answers that principals got."""
    app = api()
    app.state.service = service
    app.state.identify = identify
    app.state.given, app.state.remember = given, remember
    app.state.metrics = metrics = Metrics()
    app.state.stopping = stopping or asyncio.Event()
    return Envelope(app, metrics, most_bytes, _HEADERS)


def api() -> FastAPI:
    """The routes alone, as OpenAPI describes them."""
    app = FastAPI(
        title="Hush",
        version=version("hush"),
        description="A private answering engine over a company's own docs.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page loads scripts from another host
        redoc_url=None,
    )
    problems.install(app)
    for router in (health.router, asking.router, openai_chat.router):
        app.include_router(router)
    return app
