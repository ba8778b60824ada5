"""One question to a running service over its stream, with the times at which things came."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

QUESTIONS = (
    "How do I fail over the patroni cluster?",
    "Redis is out of memory, what now?",
    "What to do on a postgres replication lag alert?",
    "How to restart gitaly?",
    "The sidekiq queue is growing, what to do?",
    "gitaly server is down, how do I recover?",
    "How do I rotate the TLS certificate of the registry?",
    "Where are the logs of the API in Kibana?",
    "How to add a node to the elastic cluster?",
    "How do I scale the CI runners?",
    "How do I reboot a consul server?",
    "pgbouncer has too many connections, what do I check?",
)
_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Asked:
    """Seconds from the question to the first token and to the end; `done` where all of it came."""

    done: bool
    lane: str = ""
    request: str = ""
    first: float = 0.0
    whole: float = 0.0


async def ready(url: str) -> None:
    """Wait until the service says that it is."""
    parts = urlsplit(url)
    for _ in range(600):
        try:
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.write(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        if b" 200 " in answer.partition(b"\r\n")[0]:
            return
        await asyncio.sleep(0.1)
    raise RuntimeError("the service is not ready")


async def metric(url: str, name: str) -> float:
    """A value of /metrics; -1 where it is not there."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    text = (await reader.read()).decode()
    writer.close()
    values = [line.split(" ")[1] for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(values[0]) if values else -1.0


async def ask(url: str, key: str, question: str, *, hang_up: bool = False) -> Asked:
    """Ask, and read to the end; `hang_up` goes away at the first token."""
    try:
        async with asyncio.timeout(_SECONDS):
            return await _ask(url, key, question, hang_up=hang_up)
    except (OSError, asyncio.IncompleteReadError, TimeoutError):
        return Asked(done=False)


async def _ask(url: str, key: str, question: str, *, hang_up: bool) -> Asked:
    parts = urlsplit(url)
    body = json.dumps({"question": question}).encode()
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(
            f"POST /api/ask HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n".encode()
            + body
        )
        request, first, name, lane = "", 0.0, "", ""
        while line := (await reader.readline()).decode():
            if line.lower().startswith("x-request-id:"):
                request = line.partition(":")[2].strip()
            elif line.startswith("event: "):
                name = line.removeprefix("event: ").strip()
            elif line.startswith("data: ") and name == "token" and not first:
                first = time.perf_counter() - began
                if hang_up:
                    return Asked(done=True)
            elif line.startswith("data: ") and name == "done":
                lane = json.loads(line.removeprefix("data: "))["lane"]
        return Asked(bool(lane), lane, request, first, time.perf_counter() - began)
    finally:
        writer.close()
