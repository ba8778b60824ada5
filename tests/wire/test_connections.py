"""Connections on a real socket: those that never send a whole request shut nobody out."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import uvicorn
from starlette.types import Receive, Scope, Send

from app.api.connections import Connection, more_files

_ASKED = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
_BEGUN = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n"


async def _app(_scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(0.5)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def _door(most: int, seconds: float) -> AsyncIterator[int]:
    http = type("Connection", (Connection,), {"most": most, "seconds": seconds})
    config = uvicorn.Config(_app, port=0, http=http, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        await server.shutdown()


async def _answer(port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(_ASKED)
        async with asyncio.timeout(5):
            return await reader.read(12)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_the_oldest_that_owes_its_request_makes_room() -> None:
    async with _door(4, 60.0) as port:
        came = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]  # in one go
        held = [await asyncio.open_connection(sock=one) for one in came]
        for number, (_, writer) in enumerate(held):
            writer.write(_BEGUN if number % 2 else b"GET / HT")
        assert await _answer(port) == b"HTTP/1.1 204"
        async with asyncio.timeout(5):
            for reader, _ in held[:5]:
                with suppress(ConnectionError):
                    assert await reader.read() == b""
        assert not any(reader.at_eof() for reader, _ in held[5:])
        both = await asyncio.gather(*(_answer(port) for _ in range(3)))
        assert both == [b"HTTP/1.1 204"] * 3
        for _, writer in held:
            writer.close()


async def test_what_is_answered_is_left_alone() -> None:
    async with _door(2, 60.0) as port:
        first = [asyncio.create_task(_answer(port)) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert await _answer(port) == b""
        assert await asyncio.gather(*first) == [b"HTTP/1.1 204"] * 2


async def test_a_request_that_does_not_end_is_closed() -> None:
    async with _door(100, 0.3) as port:
        for begun in (b"", b"GET / HTTP/1.1\r\nHo", _BEGUN):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(begun)
            async with asyncio.timeout(5):
                with suppress(ConnectionError):
                    assert await reader.read() == b""
            writer.close()
        assert await _answer(port) == b"HTTP/1.1 204"


def test_files_stay_for_everything_else() -> None:
    room = more_files()
    assert 0 < room < resource.getrlimit(resource.RLIMIT_NOFILE)[0]
