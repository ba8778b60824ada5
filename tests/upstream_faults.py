"""The faults of model servers on the three routes that an answer can take through them.

- "cloud": the question may leave, the cloud server breaks, a healthy local model answers;
- "local": the question stays inside, the local server breaks, passages are quoted, while a healthy
  cloud server stands by and must hear nothing (law 3);
- "both, /v1": the question may leave, the cloud server and the local one break alike, and an OpenAI
  client asks over HTTP.

`matrix()` plays all of them, with short time-outs; used by the flow tests and by the benchmark
`upstream_faults`.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from ssl import SSLContext

import httpx
from pydantic import SecretStr

from app.answering import Desk, answer
from app.api.application import Application
from app.dialogue import Answer, Question, Restarted, Routed
from app.models.openai_compatible import ServerModel
from app.records.opening import Records
from app.settings import CloudSettings, LocalSettings
from index.chunk import Sensitivity
from index.filters import Access
from tests.bench.leftovers import left
from tests.bench.planting.values import Value
from tests.faults import Parts, desk_of
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import made_of
from tests.unit.app.gate_parts import passage
from tests.wire.broken_upstream import FAULTS, Line, Received, broken, recording, self_signed

ROUTES = ("cloud", "local", "both, /v1")
SECONDS = 1.0
"""For the cloud model, and for the local one."""
OWN = 6.0
"""Seconds of our own work, on a machine that does other things as well."""
_AT_ONCE = 6
_QUESTION = "How do I restart payments on db-1.corp.lan?"
_PAGE = "Drain it first, then restart payments on db-1.corp.lan and tell Anna Petrova of Globex.\n"
_SECRET = "The zebra-merger-7741 of payments: restart db-1.corp.lan first, says Anna Petrova.\n"
_LABELS = "---\nsensitivity: {}\naudience: [{}]\n---\n# Payments\n\n"
_KEY = "key-of-the-test-0123456789"
PRIVATE = tuple(
    Value.whole("text", text)
    for text in (
        *("db-1.corp.lan", "Anna Petrova", "Globex", "zebra-merger-7741"),
        *("very/private-path.md", "owner-team-name", "wiki-address.invalid"),
    )
)
"""None of it may be at a cloud server; the last line is what stands beside a passage."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. `told` is what the person was told of the fault."""

    fault: str
    route: str
    lane: str
    model: str
    text: str
    told: str
    sent: int
    """Bytes that arrived at cloud servers."""
    leaked: Sequence[str]
    seconds: float
    most: float

    @property
    def good(self) -> bool:
        """A defined answer in its time, and nothing confidential outside."""
        said = "restart" in self.text.lower() and bool(self.told)
        if self.route == "both, /v1":
            said = said and "cloud model" in self.told and "local model" in self.told
        meant = {"cloud": "local"}.get(self.route, "extractive")
        inside = not self.leaked and (self.route != "local" or not self.sent)
        return (
            said and self.lane == "local" and self.model == meant and inside
            and self.seconds <= self.most
        )  # fmt: skip


async def matrix(
    faults: Sequence[str] = tuple(FAULTS), routes: Sequence[str] = ROUTES
) -> list[Outcome]:
    """Every fault on every route, some at once."""
    room = asyncio.Semaphore(_AT_ONCE)
    with tempfile.TemporaryDirectory(prefix="hush") as folder:
        home = Path(folder)
        security = self_signed(home)
        with _service(home) as served:

            async def one(number: int, fault: str, route: str) -> Outcome:
                async with room:
                    return await run(fault, route, home / str(number), security, served)

            cells = [(fault, route) for fault in faults for route in routes]
            await asyncio.to_thread(_import)
            return await asyncio.gather(*(one(n, *cell) for n, cell in enumerate(cells)))


def _import() -> None:
    """What takes seconds and belongs to no fault."""
    import langchain_openai  # noqa: F401
    import openai  # noqa: F401


@dataclass(frozen=True, slots=True)
class _Served:
    ingested: Ingested
    records: Records
    home: Path
    key: str


@contextmanager
def _service(home: Path) -> Iterator[_Served]:
    """Documents and a key for the route over HTTP."""
    with (
        closing(Ingested(home / "service")) as ingested,
        closing(Records.open(home / "service.db")) as records,
    ):
        ingested.write("payments.md", _LABELS.format("INTERNAL", "staff") + _PAGE)
        ingested.write("merger.md", _LABELS.format("CONFIDENTIAL", "sre") + _SECRET)
        ingested.ingest()
        yield _Served(ingested, records, home, records.keys.create("staff", ["staff"], []).secret)


async def run(
    fault: str, route: str, folder: Path, security: SSLContext, served: _Served
) -> Outcome:
    """One fault on one route."""
    async with (
        recording(healthy) as elsewhere,
        broken(fault, security, elsewhere.url) as first,
        broken(fault, security, elsewhere.url) as second,
        recording(healthy) as standing_by,
    ):
        cloud = standing_by if route == "local" else first
        desk = desk_for(folder, cloud.url, None if route == "cloud" else second.url)
        if route == "local":
            desk = replace(desk, find=lambda _: [passage(_SECRET, Sensitivity.CONFIDENTIAL)])
        began = time.monotonic()
        asked = _over_http(desk, served) if route == "both, /v1" else _inside(desk)
        lane, model, text, told = await asked
        seconds = time.monotonic() - began
        outside = (cloud, elsewhere)
        sent = sum(len(one.bytes) for one in outside)
        return Outcome(
            *(fault, route, lane, model, text, told, sent, leaked(outside), seconds),
            most=SECONDS * (2 if route == "both, /v1" else 1) + OWN,
        )


def desk_for(folder: Path, cloud: str, local: str | None) -> Desk:
    """With a real cloud model and, where there is an address, a real model of a local server."""
    key = SecretStr(_KEY)
    settings = CloudSettings(base_url=cloud, api_key=key, model="far", timeout=SECONDS)
    desk = desk_of(Parts(folder, settings))
    desk = replace(desk, find=lambda _: [passage(_PAGE)], gate=replace(desk.gate, seconds=20.0))
    if local is None:
        return desk
    model = ServerModel(LocalSettings(base_url=local, model="small", timeout=SECONDS))
    return replace(desk, local=model)


async def healthy(line: Line) -> None:
    """An answer."""
    await line.head(200)
    await line.word("Restart it [1].")
    await line.word("", "stop")
    await line.send(b"data: [DONE]\n\n")


async def _inside(desk: Desk) -> tuple[str, str, str, str]:
    lanes, told, final = [], "", None
    async for piece in answer(Question("q1", _QUESTION, Access.owner()), desk):
        if isinstance(piece, Routed):
            lanes.append(piece.lane.value)
        elif isinstance(piece, Restarted):
            told = piece.notice
        elif isinstance(piece, Answer):
            final = piece
    assert final is not None and lanes[-1] == final.lane.value
    return final.lane.value, final.model, final.text, told


async def _over_http(desk: Desk, served: _Served) -> tuple[str, str, str, str]:
    """As a client of OpenAI's API sees it."""
    app = Application(made_of(desk, served.ingested, served.records, served.home))
    body = {"model": "hush", "messages": [{"role": "user", "content": _QUESTION}]}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://127.0.0.1",
        headers={"Authorization": f"Bearer {served.key}"},
    ) as http:
        answered = await http.post("/v1/chat/completions", json=body, timeout=60)
    assert answered.status_code == 200, answered.text
    said = answered.json()
    about = said["hush"]
    told = " ".join(about["warnings"])
    return about["lane"], about["model"], said["choices"][0]["message"]["content"], told


def leaked(servers: Sequence[Received]) -> list[str]:
    """What is private and arrived, as it is or decoded."""
    found = []
    for server in servers:
        raw = bytes(server.bytes).decode("utf-8", "replace")
        strings = "\n".join(_strings(raw.partition("\r\n\r\n")[2]))
        found += [value.text for text in (raw, strings) for value in left(PRIVATE, text)]
    return found


def _strings(body: str) -> Iterator[str]:
    """The strings of a JSON body, unescaped."""
    try:
        asked = json.JSONDecoder().raw_decode(body)[0]
    except ValueError:
        return
    for message in asked.get("messages", ()):
        yield message["content"]
