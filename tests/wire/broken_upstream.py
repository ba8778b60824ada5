"""Model servers that break, each in its own way, on real loopback sockets.

`FAULTS` is the table. A server keeps every byte that it was sent, whatever it does then. A fault
plays on a connection whose whole request has been read, or instead of a server.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

_PATIENCE = 30.0
_STREAM = "Content-Type: text/event-stream\r\n"

Play = Callable[["Line"], Awaitable[None]]


@dataclass(slots=True)
class Received:
    """What arrived at a server, and where it is."""

    url: str
    elsewhere: str = ""
    """Where a redirect of it leads."""
    bytes: bytearray = field(default_factory=bytearray)
    connections: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One connection; its request has been read."""

    writer: asyncio.StreamWriter
    at: Received

    async def send(self, data: bytes) -> None:
        """These bytes."""
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int, more: str = _STREAM) -> None:
        """The head of a reply that ends with its connection."""
        await self.send(f"HTTP/1.1 {status} X\r\n{more}Connection: close\r\n\r\n".encode())

    async def word(self, text: str, finish: str | None = None) -> None:
        """One event of an answer."""
        delta = {"content": text} if text else {}
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        await self.send(b"data: " + json.dumps({**chunk, "choices": [choice]}).encode() + b"\n\n")


def _status(status: int, more: str = "", body: str = '{"error": {"message": "no"}}') -> Play:
    async def play(line: Line) -> None:
        await line.head(status, f"Content-Type: application/json\r\n{more}")
        await line.send(body.encode())

    return play


def _body(body: bytes, kind: str = _STREAM) -> Play:
    async def play(line: Line) -> None:
        await line.head(200, kind)
        await line.send(body)

    return play


async def _stalls(line: Line) -> None:
    await asyncio.sleep(_PATIENCE)


async def _stalls_before_a_word(line: Line) -> None:
    await line.head(200)
    await asyncio.sleep(_PATIENCE)


async def _stalls_in_the_stream(line: Line) -> None:
    await line.head(200)
    await line.word("Restart it ")
    await asyncio.sleep(_PATIENCE)


async def _half_closed(line: Line) -> None:
    await line.head(200)
    await line.word("Restart it ")
    line.writer.write_eof()
    await asyncio.sleep(_PATIENCE)


async def _reset(line: Line) -> None:
    await line.head(200)
    await line.word("Restart it ")
    await asyncio.sleep(0.05)
    line.writer.transport.abort()


async def _closes(line: Line) -> None:
    line.writer.close()


async def _drips(line: Line) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
        await line.send(bytes([byte]))
        await asyncio.sleep(0.1)


async def _empty_answer(line: Line) -> None:
    await line.head(200)
    await line.word("", "stop")
    await line.send(b"data: [DONE]\n\n")


async def _endless(line: Line) -> None:
    await line.head(200)
    while not line.writer.is_closing():
        await line.word("word " * 4000)


async def _redirects(line: Line) -> None:
    await _status(307, f"Location: {line.at.elsewhere}/chat/completions\r\n")(line)


_TOO_LONG = '{"error": {"code": "context_length_exceeded", "message": "too long"}}'
_ERROR = b'data: {"error": {"message": "overloaded", "code": 529}}\n\n'
_HTML = "Content-Type: text/html\r\n"

FAULTS: Mapping[str, Play] = {
    "refused": _closes,  # nobody listens
    "connect time-out": _stalls,  # nobody accepts
    "TLS: a certificate nobody signed": _empty_answer,
    "TLS: none is spoken": _closes,
    "closed without a reply": _closes,
    "401": _status(401),
    "403": _status(403),
    "404": _status(404),
    "429 with Retry-After": _status(429, "Retry-After: 1\r\n"),
    "429 with a long Retry-After": _status(429, "Retry-After: 3600\r\n"),
    "429 without": _status(429),
    "500": _status(500),
    "502 with a page": _status(502, body="<h1>Bad Gateway</h1>"),
    "503 with Retry-After": _status(503, "Retry-After: 1\r\n"),
    "504": _status(504, body=""),
    "redirect": _redirects,
    "context overflow": _status(400, body=_TOO_LONG),
    "stall before the head": _stalls,
    "head byte by byte": _drips,
    "stall before the first word": _stalls_before_a_word,
    "stall in the stream": _stalls_in_the_stream,
    "half-closed in the stream": _half_closed,
    "reset in the stream": _reset,
    "error in the stream": _body(_ERROR),
    "bad JSON": _body(b'data: {"choices": [\n\n'),
    "bad SSE": _body(b"Restart it.\nNo event at all\n\n"),
    "empty body": _body(b""),
    "empty answer": _empty_answer,
    "oversized answer": _endless,
    "wrong type of content": _body(b"<p>Sign in to this network</p>", _HTML),
}


@asynccontextmanager
async def broken(
    fault: str, security: ssl.SSLContext, elsewhere: str = ""
) -> AsyncIterator[Received]:
    """A server with this fault; `security` is for the one whose certificate nobody signed."""
    if fault in ("refused", "connect time-out"):
        with _nobody(answers=fault == "refused") as port:
            yield Received(f"http://127.0.0.1:{port}/v1")
        return
    secured = security if "nobody signed" in fault else None
    async with recording(FAULTS[fault], secured, elsewhere) as at:
        if fault.startswith("TLS"):
            at.url = at.url.replace("http:", "https:")
        yield at


@contextlib.contextmanager
def _nobody(*, answers: bool) -> Iterator[int]:
    """A port where nothing is accepted: refused, or (its short queue is full) never answered."""
    door, filling = socket.socket(), [socket.socket() for _ in range(4)]
    door.bind(("127.0.0.1", 0))
    port = door.getsockname()[1]
    try:
        if not answers:
            door.listen(0)
            for one in filling:
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", port))
        yield port
    finally:
        for one in (door, *filling):
            one.close()


@asynccontextmanager
async def recording(
    play: Play, security: ssl.SSLContext | None = None, elsewhere: str = ""
) -> AsyncIterator[Received]:
    """A server that keeps what it is sent and then plays this."""
    at, tasks = Received("", elsewhere), set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        at.connections += 1
        try:
            await _request(reader, at.bytes)
            await play(Line(writer, at))
        except (OSError, EOFError):
            pass
        finally:
            writer.close()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=security)
    at.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield at
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _request(reader: asyncio.StreamReader, kept: bytearray) -> None:
    """Keep a whole request, or whatever comes instead of one."""
    wanted, own = None, bytearray()
    while wanted is None or len(own) < wanted:
        piece = await reader.read(65536)
        if not piece:
            raise EOFError
        own += piece
        kept += piece
        head, end, _ = bytes(own).partition(b"\r\n\r\n")
        if end:
            lengths = [
                h.split(b":")[1] for h in head.lower().split(b"\r\n") if b"content-length" in h
            ]
            wanted = len(head) + 4 + int(lengths[0] if lengths else 0)
        elif b"HTTP/1" not in own[:4096]:  # a TLS hello
            return


def self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that nobody knows."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path = folder / "server.pem"
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(pem))
    security = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    security.load_cert_chain(path)
    return security
