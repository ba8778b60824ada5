"""An OpenAI-compatible server on loopback whose delays stand in the model's name.

`python -m tests.bench.delayed_cloud` prints its port. `delay-FIRST-GAP-COUNT`: milliseconds to the
first token, between tokens, and how many of them. Deliberately elsewhere: a strict server that
checks what arrives (`tests.wire.fake_cloud`).
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NAME = re.compile(r'"model": ?"delay-(\d{1,6})-(\d{1,6})-(\d{1,6})"')
_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n"
    b"Cache-Control: no-store\r\n\r\n"
)
_WORDS = ("Check", "the", "replicas", "first,", "then", "restart", "the", "service", "[1].")


@contextmanager
def delayed_cloud() -> Iterator[int]:
    """The port of one in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.delayed_cloud"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


async def _main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(found[1]) if found else 0)
        name = _NAME.search(body.decode())
        first, gap, count = (int(part) for part in name.groups()) if name else (0, 0, 20)
        await asyncio.sleep(first / 1000)
        writer.write(_HEAD)
        for number in range(count):
            if number:
                await asyncio.sleep(gap / 1000)
            writer.write(_event({"content": _WORDS[number % len(_WORDS)] + " "}, None))
            await writer.drain()
        writer.write(_event({}, "stop") + b"data: [DONE]\n\n")
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass  # whoever asked is gone
    finally:
        writer.close()


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "delay",
        "choices": [choice],
    }
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


if __name__ == "__main__":
    asyncio.run(_main())
