"""`Application`: the routes, errors and limits in one ASGI application.

Invariant: one application serves both doors; the owner's is marked by `access.OwnersDoor` around it.
Deliberately elsewhere: sockets and signals (`serving`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from app.api import (
    asking,
    chat,
    chat_digests,
    chat_people,
    embeddings,
    health,
    hooks,
    ingesting,
    kept,
    openai_chat,
    overseeing,
    owner,
    page,
    people,
    problems,
    responses,
    signing_in,
)
from app.api.access import asking as who_asks
from app.api.agents import LimitedTools
from app.api.context import Context
from app.api.describing import describing
from app.api.envelope import Envelope
from app.api.ingesting import Runs
from app.api.upkeep import upkeep
from app.api.watching import watch
from app.mcp_server import HttpDoor, make_server
from app.web import SECURITY_HEADERS
from index.chunk import Sensitivity

_HEADERS = {**SECURITY_HEADERS, "Cache-Control": "no-store"}


class Application:
    """The service over HTTP, MCP included: an ASGI application. `hosts` are the names under which it
    is reached beside loopback, `ceiling` the highest level that agents get. Requests are taken while
    `running`."""

    def __init__(
        self,
        made: Context,
        most_bytes: int = 1_000_000,
        hosts: Sequence[str] = (),
        ceiling: Sensitivity = Sensitivity.CONFIDENTIAL,
    ) -> None:
        self._made = made
        app = api()
        app.state.context = made
        watch(made.service, made.metrics)
        app.state.runs = Runs(made.ingestion) if made.ingestion is not None else None
        self._agents = HttpDoor(make_server(LimitedTools(made), ceiling=ceiling), who_asks, hosts)
        app.router.routes.append(self._agents.route())
        app.state.pushes = hooks.Seen()
        larger = {"/hooks/": made.hooks.body_bytes}
        self._app = Envelope(app, made.metrics, most_bytes, _HEADERS, larger)

    def running(self) -> AbstractAsyncContextManager[None]:
        """What must run beside it; once."""
        return self._running()

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        async with self._agents.running(), upkeep(self._made):
            yield

    def cut(self) -> None:
        """Answers that still run end now, and say so."""
        self._made.breaking_off.cut()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        await self._app(scope, receive, send)


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
    for part in (
        health,
        asking,
        chat,
        chat_digests,
        openai_chat,
        responses,
        embeddings,
        kept,
        overseeing,
        people,
        chat_people,
        ingesting,
        hooks,
        signing_in,
        owner,
        page,
    ):
        app.include_router(part.router)
    app.openapi = describing(app)  # type: ignore[method-assign]
    app.mount("/static", page.static_files())
    return app
