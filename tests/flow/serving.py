"""A service on real sockets in this process: documents in a real store, a gate, and two doors."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from fastapi import Request

from app.answering import Desk
from app.api.access import Identify
from app.api.application import application
from app.api.problems import Refused
from app.api.serving import Doors, serve
from app.principals import Principal, Scope
from app.service import Service
from app.wiring_index import Library
from index.embedding import Encoders
from tests.flow.desk import Desk as Ingested

KEYS = {
    "hush_staff": Principal("key:staff", "staff", frozenset({"staff"})),
    "hush_sre": Principal("key:sre", "sre", frozenset({"staff", "sre"})),
    "hush_guest": Principal("key:guest", "guest", frozenset()),
    "hush_admin": Principal(
        "key:admin", "admin", frozenset({"staff"}), frozenset({Scope.ASK, Scope.ADMIN})
    ),
}


async def by_key(request: Request) -> Principal:
    """The principal of a key of the test."""
    key = request.headers.get("authorization", "").removeprefix("Bearer ")
    if key not in KEYS:
        raise Refused(401, headers={"WWW-Authenticate": "Bearer"})
    return KEYS[key]


def service(desk: Desk, ingested: Ingested) -> Service:
    """The engine over what was ingested."""
    books = Library(ingested.tools.store, cast(Encoders, ingested.tools.encoders))
    return Service(replace(desk, find=lambda q: books.find(q.text, q.access, 6)), books)


@asynccontextmanager
async def running(
    engine: Service, identify: Identify = by_key, drain: float = 5.0, most_bytes: int = 100_000
) -> AsyncIterator[Doors]:
    """Both doors, closed at the end."""
    stopping = asyncio.Event()
    opened: asyncio.Future[Doors] = asyncio.get_running_loop().create_future()
    app = application(engine, identify, most_bytes, stopping)
    with tempfile.TemporaryDirectory(prefix="hush") as short:  # a socket's path has a limit
        task = asyncio.create_task(
            serve(app, "127.0.0.1", 0, Path(short), opened.set_result, stopping, drain)
        )
        task.add_done_callback(lambda _: opened.done() or opened.cancel())
        try:
            yield await opened
        finally:
            stopping.set()
            await task
