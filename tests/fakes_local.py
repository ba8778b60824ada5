"""A strict local model server on a loopback port: OpenAI's chat completions, streamed.

It takes exactly what such servers document and answers 400 to anything else. `Behaviour` says how
it misbehaves; `requests` keeps every request, raw.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_KNOWN = {"model", "messages", "stream", "temperature", "seed", "max_tokens"}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How the server answers. `status` other than 200 is sent with a body that quotes the prompt.

    `hang` is the number of seconds before the first byte, `pause` those between pieces. `cut` ends
    the stream without its end marks; `reset` without its last chunk. `raw` replaces the stream.
    """

    pieces: tuple[str, ...] = ("Roll ", "back ", "[1].")
    status: int = 200
    location: str = ""
    hang: float = 0.0
    pause: float = 0.0
    cut: bool = False
    reset: bool = False
    raw: bytes | None = None
    models: tuple[str, ...] = ("small",)


@dataclass(slots=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body, parsed."""
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed


@dataclass(slots=True)
class LocalServer:
    """A running server: where it is and what it was asked."""

    url: str
    requests: list[Received] = field(default_factory=list)
    broken_pipes: int = 0


@contextmanager
def local_server(behaviour: Behaviour = Behaviour()) -> Iterator[LocalServer]:
    """Run the server in threads until the block ends."""
    server = LocalServer("")

    class Handler(_Handler):
        pass

    Handler.behaviour = behaviour
    Handler.server_state = server
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behaviour: Behaviour
    server_state: LocalServer

    def log_message(self, *_: object) -> None:
        """Silent."""

    def do_GET(self) -> None:
        """The list of models."""
        self._record(b"")
        if self.behaviour.status != 200:
            self._reply(self.behaviour.status, b"{}")
        elif self.path != "/v1/models":
            self._reply(404, b"{}")
        else:
            data = [{"id": name, "object": "model"} for name in self.behaviour.models]
            self._reply(200, json.dumps({"object": "list", "data": data}).encode())

    def do_POST(self) -> None:
        """One chat completion."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self._record(body)
        time.sleep(self.behaviour.hang)
        if self.path != "/v1/chat/completions":
            self._reply(404, b"{}")
        elif self.behaviour.status != 200:
            quoted = json.dumps({"error": {"message": body.decode()}}).encode()
            self._reply(self.behaviour.status, quoted)
        elif problem := _problem(body):
            self._reply(400, json.dumps({"error": {"message": problem}}).encode())
        else:
            try:
                self._stream()
            except OSError:
                self.server_state.broken_pipes += 1

    def _record(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server_state.requests.append(Received(self.path, headers, body))

    def _reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if self.behaviour.location:
            self.send_header("Location", self.behaviour.location)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        if self.behaviour.raw is not None:
            self._chunk(self.behaviour.raw)
            self._chunk(b"")
            return
        for piece in self.behaviour.pieces:
            self._event({"content": piece}, None)
            time.sleep(self.behaviour.pause)
        if not self.behaviour.cut:
            self._event({}, "stop")
            self._chunk(b"data: [DONE]\n\n")
        if not self.behaviour.reset:
            self._chunk(b"")

    def _event(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {
            "id": "c",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "small",
            "choices": [choice],
        }
        self._chunk(b"data: " + json.dumps(event).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def _problem(body: bytes) -> str:
    """What is wrong with a request, "" for nothing."""
    try:
        asked = json.loads(body)
    except ValueError:
        return "not JSON"
    if unknown := set(asked) - _KNOWN:
        return f"unknown fields {sorted(unknown)}"
    if asked.get("stream") is not True or not isinstance(asked.get("model"), str):
        return "stream and model are wanted"
    messages = asked.get("messages")
    shaped = isinstance(messages, list) and all(
        set(m) == {"role", "content"} and isinstance(m["content"], str) for m in messages
    )
    return "" if shaped else "messages are not plain"
