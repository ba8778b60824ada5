"""A small service on a real loopback socket, with the wire types and none of the engine.

`StubTools` knows who may read what, and is what MCP's tools and `stub_api` stand on. What clients
send is validated by `app.contract`.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Header, HTTPException
from fastapi.responses import StreamingResponse
from starlette.types import ASGIApp

from app.contract import Ask, Citation, Done, Hit, Hits, PassageText, Search
from app.principals import Principal

KEYS: Mapping[str, Principal] = {
    "key-of-staff": Principal("key:1", "staff", frozenset({"staff"})),
    "key-of-sre": Principal("key:2", "sre", frozenset({"staff", "sre"})),
}
Shown = Annotated[str | None, Header()]
SLOW = "how slow?"
BROKEN = "why broken?"


def passage(number: int, level: str = "INTERNAL") -> PassageText:
    """One passage; a quote and a line end in it."""
    return PassageText(
        id=f"p{number}",
        source=f"handbook:page{number}.md",
        heading=["Payments", f"Part {number}"],
        lines=(number, number + 9),
        text=f'Run "rollback" {number}.\nПотом сообщите команде.',
        url=f"https://wiki.example/{number}",
        owner="sre",
        modified="2026-05-01T00:00:00+00:00",
        sensitivity=level,
    )


@dataclass
class StubTools:
    """Eight passages; the last ones are for `sre` alone, one of them RESTRICTED."""

    door: bool = False
    """Whoever comes without a key is the owner, as at the owner's socket."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)

    def _readable(self, principal: Principal) -> list[PassageText]:
        everyone = [passage(number) for number in range(1, 6)]
        closed = [passage(6, "CONFIDENTIAL"), passage(7, "RESTRICTED")]
        groups = principal.groups
        return everyone + (closed if groups is None or "sre" in groups else [])

    async def search(self, principal: Principal, query: str, k: int) -> list[Hit]:
        """The first ones."""
        self.asked.append((principal.id, query))
        if query == BROKEN:
            raise RuntimeError("text of a secret document")
        return [
            Hit(
                id=one.id,
                source=one.source,
                score=1 / n,
                heading=one.heading,
                lines=one.lines,
                sensitivity=one.sensitivity,
            )
            for n, one in enumerate(self._readable(principal)[:k], start=1)
        ]

    async def passage(self, principal: Principal, name: str, /) -> PassageText | None:
        """None for what this one may not read, too."""
        return next((one for one in self._readable(principal) if one.id == name), None)

    async def ask(self, principal: Principal, question: str) -> Done:
        """An answer; to `SLOW` none before it is cancelled."""
        self.asked.append((principal.id, question))
        if question == SLOW:
            self.started.set()
            try:
                await asyncio.sleep(60)
            finally:
                self.cancelled.set()
        level = "RESTRICTED" if "restricted" in question else "INTERNAL"
        cited = Citation(number=1, source="handbook:page1.md", heading=["Payments"], lines=(1, 10))
        return Done(
            text=f"Run rollback [1]. Готово. ({principal.id})",
            citations=[cited],
            lane="local",
            model="stub",
            reason="because",
            masked=0,
            abstained=False,
            warnings=[],
            outgoing="what left",
            answer="a1",
            sensitivity=level,
        )


def stub_api(tools: StubTools) -> FastAPI:
    """The addresses that clients use, for whoever has a key of `KEYS`."""
    app = FastAPI()

    def known(authorization: str | None) -> Principal:
        if tools.door and authorization is None:
            return Principal.owner()
        who = KEYS.get((authorization or "").removeprefix("Bearer "))
        if who is None:
            raise HTTPException(401, "secret words of the server")
        return who

    @app.post("/api/search")
    async def search(body: Search, authorization: Shown = None) -> Hits:
        return Hits(hits=await tools.search(known(authorization), body.query, body.k))

    @app.get("/api/passages/{name}")
    async def read(name: str, authorization: Shown = None) -> PassageText:
        found = await tools.passage(known(authorization), name)
        if found is None:
            raise HTTPException(404)
        return found

    @app.post("/api/ask")
    async def ask(body: Ask, authorization: Shown = None) -> StreamingResponse:
        who = known(authorization)

        async def stream() -> AsyncIterator[str]:
            yield ": a comment\n\nevent: token\ndata: {}\n\n"
            if body.question == BROKEN:
                yield 'event: error\ndata: {"error": {}}\n\n'
                return
            done = await tools.ask(who, body.question)
            yield f"event: done\ndata: {done.model_dump_json()}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    return app


@contextlib.contextmanager
def running(app: ASGIApp, uds: str | None = None) -> Iterator[str]:
    """The application on a free loopback port, or a socket; gives its URL."""
    server = uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=0, uds=uds, log_config=None, timeout_graceful_shutdown=2
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1] if uds is None else 0
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
