"""A strict OpenAI-compatible server on a real loopback socket, for what mocks cannot show.

It keeps the exact bytes of every request, answers 400 to any header-less, ill-typed or unknown
field, and plays one `Act` for each connection in order; the last one is repeated.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

WORDS = ("Restart ", "it ", "on \u27e6HOST_1\u27e7 ", "[1].")


@dataclass(frozen=True, slots=True)
class Act:
    """How one request is answered.

    `status` and `headers` of the reply; `body` replaces the stream; `pieces` are its words;
    `finish` is the finish_reason, None for a stream that stops without one; `done` sends [DONE];
    `before_headers` and `between` are seconds; `half_closed` shuts the sending side after the
    pieces and keeps the connection; `drop` closes without any reply; `drip` sends the headers one
    byte at a time with that many seconds between.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/event-stream"),)
    body: bytes | None = None
    pieces: Sequence[str] = WORDS
    finish: str | None = "stop"
    done: bool = True
    before_headers: float = 0.0
    between: float = 0.0
    half_closed: bool = False
    drop: bool = False
    drip: float = 0.0


@dataclass(slots=True)
class FakeCloud:
    """What arrived: one entry for each connection, exactly as it came."""

    acts: tuple[Act, ...]
    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    rejected: list[str] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    at_connection: Callable[[], None] = lambda: None
    reply: Callable[[bytes], Act] | None = None
    """From the request to its answer, instead of `acts`."""

    @property
    def base_url(self) -> str:
        """What goes into HUSH_CLOUD__BASE_URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def bodies(self) -> list[dict[str, object]]:
        """The bodies, parsed."""
        return [json.loads(request.partition(b"\r\n\r\n")[2]) for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        self.connections += 1
        self.at_connection()
        try:
            request = await _read(reader)
            self.requests.append(request)
            if problem := _problem(request):
                self.rejected.append(problem)
                await _reply(writer, Act(400, body=json.dumps({"error": problem}).encode()))
            else:
                act = self.acts[min(len(self.requests), len(self.acts)) - 1]
                await _reply(writer, self.reply(request) if self.reply is not None else act)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def fake_cloud(*acts: Act) -> AsyncIterator[FakeCloud]:
    """A running server."""
    cloud = FakeCloud(acts or (Act(),))

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(cloud.serve(reader, writer))
        cloud.tasks.add(task)
        task.add_done_callback(cloud.tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    cloud.port = server.sockets[0].getsockname()[1]
    try:
        yield cloud
    finally:
        server.close()
        for task in tuple(cloud.tasks):
            task.cancel()
        await asyncio.gather(*cloud.tasks, return_exceptions=True)
        await server.wait_closed()


async def _read(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(_headers(head).get("content-length", "0"))
    return head + await reader.readexactly(length)


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, value in pairs}


def _problem(request: bytes) -> str:
    head, _, body = request.partition(b"\r\n\r\n")
    if not head.startswith(b"POST /v1/chat/completions HTTP/1.1\r\n"):
        return "path"
    headers = _headers(head + b"\r\n")
    if headers.get("content-type") != "application/json" or "host" not in headers:
        return "headers"
    if not headers.get("authorization", "").startswith("Bearer "):
        return "authorization"
    fields = json.loads(body)
    types = {"model": str, "messages": list, "stream": bool, "max_tokens": int}
    if set(fields) != set(types):
        return "fields"
    if any(type(fields[name]) is not kind for name, kind in types.items()):
        return "types"
    for message in fields["messages"]:
        if set(message) != {"role", "content"} or type(message["content"]) is not str:
            return "message"
        if message["role"] not in ("system", "user"):
            return "role"
    return ""


async def _reply(writer: asyncio.StreamWriter, act: Act) -> None:
    if act.drop:
        return
    await asyncio.sleep(act.before_headers)
    head = [f"HTTP/1.1 {act.status} Whatever", *(f"{n}: {v}" for n, v in act.headers)]
    head.append("Connection: close")
    if act.body is not None:
        head.append(f"Content-Length: {len(act.body)}")
    await _send(writer, ("\r\n".join(head) + "\r\n\r\n").encode(), act.drip)
    if act.body is not None:
        await _send(writer, act.body)
        return
    for piece in act.pieces:
        await _send(writer, _event({"content": piece}, None))
        await asyncio.sleep(act.between)
    if act.finish:
        await _send(writer, _event({}, act.finish))
    if act.done:
        await _send(writer, b"data: [DONE]\n\n")
    if act.half_closed:
        writer.write_eof()
        await asyncio.sleep(30)


async def _send(writer: asyncio.StreamWriter, data: bytes, drip: float = 0.0) -> None:
    if drip:
        for byte in data:
            writer.write(bytes([byte]))
            await asyncio.sleep(drip)
        return
    writer.write(data)
    await writer.drain()


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [choice],
    }
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"
