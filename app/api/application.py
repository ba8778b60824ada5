"""`application()`: the routes, errors and limits in one ASGI application.

Invariant: one application serves both doors; the owner's is marked by `access.OwnersDoor` around it.
Deliberately elsewhere: sockets and signals (`serving`).
"""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI
from starlette.types import ASGIApp

from app.api import asking, health, kept, openai_chat, overseeing, page, problems, signing_in
from app.api.context import Context
from app.api.envelope import Envelope
from app.web import SECURITY_HEADERS


def application(made: Context, most_bytes: int = 1_000_000) -> ASGIApp:
    """The service over HTTP."""
    app = api()
    app.state.context = made
    return Envelope(app, made.metrics, most_bytes, _HEADERS)


_HEADERS = {**SECURITY_HEADERS, "Cache-Control": "no-store"}


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
    for part in (health, asking, openai_chat, kept, overseeing, signing_in, page):
        app.include_router(part.router)
    app.mount("/static", page.static_files())
    return app
