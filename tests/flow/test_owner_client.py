"""The owner's door and the command line's end of it: who may, cancelling, stopping, what goes wrong."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest

from app.commands.asking import last
from app.commands.door import somebody_listens
from app.contract import OwnersIngestion, Report, Watching
from app.dialogue import Token
from app.errors import HushError, ServiceFailed
from app.owner_client import OwnerClient
from tests.flow.desk import ROOT
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import make_desk
from tests.flow.test_service import QUESTION, SECRET, client
from tests.wire.fake_cloud import Act, fake_cloud

HEADERS = {"hush-version": version("hush")}
VERBS = ("hello", "ask", "search", "explain", "count", "status", "plan", "remove", "ingest", "stop")


async def test_nobody_but_the_owner_finds_it(doors: Running) -> None:
    async with client(doors, "admin") as http:
        absent = await http.post("/owner/nothing", json={})
        for verb in VERBS:
            said = await http.post(f"/owner/{verb}", json={"question": "x"}, headers=HEADERS)
            assert said.status_code == absent.status_code == 404, verb
            assert "hush-version" not in said.headers
        assert "/owner" not in (await http.get("/api/openapi.json")).text


async def test_ctrl_c_cancels_the_answer_at_once(tmp_path: Path, ingested: Ingested) -> None:
    slow = Act(pieces=("Restart ",) * 200, between=0.05)
    async with (
        fake_cloud(slow) as cloud,
        running(make_desk(tmp_path, cloud), ingested) as doors,
        AsyncExitStack() as exits,
    ):
        asking, http = await exits.enter_async_context(OwnerClient(doors.path)), client(doors)
        async with aclosing(asking.ask(QUESTION["question"], None, "me")) as pieces:
            async for piece in pieces:
                if isinstance(piece, Token):
                    break
        for _ in range(40):
            text = (await http.get("/metrics")).text
            if 'outcome="cancelled"} 1.0' in text:
                break
            await asyncio.sleep(0.05)
        await http.aclose()
    assert 'hush_answers_total{lane="cloud",outcome="cancelled"} 1.0' in text
    assert '"who": "me"' in (tmp_path / "audit.jsonl").read_text()


class _Seen:
    """Who watches."""

    def __init__(self) -> None:
        self.total = self.done = 0

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, amount: int) -> None:
        self.done += amount

    def finish(self) -> None: ...


def _owners(started: asyncio.Event, loop: asyncio.AbstractEventLoop) -> OwnersIngestion:
    def ingest(
        path: Path, _name: str | None, _delete: bool, _move: bool, watching: Watching
    ) -> Report:
        if path.name == "locked":
            raise HushError("another run of hush is writing")
        watching.start(1000)
        try:
            while True:
                watching.advance(1)
                loop.call_soon_threadsafe(started.set)
        except KeyboardInterrupt:
            return {"interrupted": True}

    return OwnersIngestion(ingest, lambda *_: {}, lambda _: 0)


async def test_a_run_ends_with_its_report_when_it_is_asked_to(doors: Running) -> None:
    started, seen = asyncio.Event(), _Seen()
    owners = _owners(started, asyncio.get_running_loop())
    object.__setattr__(doors.context, "owners", owners)
    async with OwnerClient(doors.path) as asking:
        run = asyncio.ensure_future(asking.ingest(seen, {"path": "/docs"}))
        await started.wait()
        os.kill(os.getpid(), signal.SIGINT)
        assert await run == {"interrupted": True}
        assert seen.total == 1000 and seen.done > 0
        with pytest.raises(HushError, match="another run"):
            await asking.ingest(seen, {"path": "/locked"})


async def test_a_run_stops_when_its_command_is_gone(doors: Running) -> None:
    started, ended = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    made = _owners(started, loop)

    def ingest(*arguments: object) -> Report:
        try:
            return made.ingest(*arguments)  # type: ignore[arg-type]
        finally:
            loop.call_soon_threadsafe(ended.set)

    owners = OwnersIngestion(ingest, made.plan, made.remove)
    object.__setattr__(doors.context, "owners", owners)
    wire = httpx.AsyncHTTPTransport(uds=str(doors.path))
    async with (
        httpx.AsyncClient(transport=wire, base_url="http://hush", headers=HEADERS) as http,
        http.stream("POST", "/owner/ingest", json={"path": "/docs"}) as response,
    ):
        async for line in response.aiter_lines():
            if line.startswith("event: advance"):
                break
    await asyncio.wait_for(ended.wait(), 10)


@asynccontextmanager
async def _answering(reply: bytes) -> AsyncIterator[OwnerClient]:
    """A service that says this to everything and goes away."""

    async def once(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        await reading.readuntil(b"}")
        writing.write(reply)
        await writing.drain()
        writing.close()

    with tempfile.TemporaryDirectory(prefix="hush") as short:
        path = Path(short) / "hush.sock"
        server = await asyncio.start_unix_server(once, str(path))
        async with server, OwnerClient(path) as asking:
            yield asking


_HEAD = b"HTTP/1.1 200 OK\r\nhush-version: " + version("hush").encode() + b"\r\n"
_TOKEN = b'event: token\ndata: {"text":"Restart "}\n\n'


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (b"", "start it again with hush serve"),
        (_HEAD + b"\r\n" + _TOKEN, "start it again with hush serve"),
        (_HEAD + b"content-length: 999\r\n\r\n" + _TOKEN, "start it again with hush serve"),
        (b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", "of another version"),
        (b"HTTP/1.1 409 X\r\nhush-version: 0.0.1\r\ncontent-length: 0\r\n\r\n", "0.0.1"),
        (b"HTTP/1.1 302 X\r\nlocation: http://evil.example/\r\ncontent-length: 0\r\n\r\n", "302"),
        (b"HTTP/1.1 500 X\r\ncontent-length: 0\r\n\r\n", "look at its log"),
    ],
)
async def test_a_service_that_fails_is_told_with_what_to_do(reply: bytes, says: str) -> None:
    async with _answering(reply) as asking:
        with pytest.raises(ServiceFailed, match=says):
            await last(asking.ask("x", None, ""))


async def test_the_owner_asks_as_somebody(doors: Running, ingested: Ingested) -> None:
    ingested.write("merger.md", SECRET)
    ingested.ingest()

    async def found(asking: OwnerClient, groups: str | None) -> set[str]:
        hits = await asking.call("search", question="zebra merger", groups=groups, k=10)
        assert isinstance(hits, list)
        return {hit["source"] for hit in hits}

    async with OwnerClient(doors.path) as asking:
        assert "docs:merger.md" in await found(asking, None)
        assert "docs:merger.md" in await found(asking, "staff,sre")
        assert await found(asking, "staff") == {"docs:payments.md"}


async def test_a_service_with_other_settings_is_not_asked(doors: Running) -> None:
    ours = {"HUSH_POLICY": "a", "HUSH_TERMS": "b"}
    owners = OwnersIngestion(lambda *_: {}, lambda *_: {}, lambda _: 0, {**ours, "HUSH_X": "c"})
    object.__setattr__(doors.context, "owners", owners)
    async with OwnerClient(doors.path) as asking:
        await asking.hello(ours)
        with pytest.raises(ServiceFailed, match=r"other settings .*\(HUSH_POLICY\)"):
            await asking.hello({**ours, "HUSH_POLICY": "b"})


def test_what_asks_a_service_loads_no_model() -> None:
    program = (
        "import sys, app.cli, app.commands.asking, app.commands.explaining, app.commands.taking_in\n"
        "heavy = {'torch', 'numpy', 'qdrant_edge', 'natasha', 'sqlalchemy', 'fastapi', 'app.wiring'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (run.stdout, run.stderr) == ("[]\n", "")


async def test_another_version_is_refused_before_anything_is_done(doors: Running) -> None:
    wire = httpx.AsyncHTTPTransport(uds=str(doors.path))
    async with httpx.AsyncClient(transport=wire, base_url="http://hush") as http:
        said = await http.post("/owner/ask", json=QUESTION, headers={"hush-version": "0.0.1"})
    assert (said.status_code, said.headers["hush-version"]) == (409, version("hush"))


def test_a_socket_that_a_killed_service_left_is_none() -> None:
    with tempfile.TemporaryDirectory(prefix="hush") as short:
        path = Path(short) / "hush.sock"
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(path))
            dead.listen()
            assert somebody_listens(path)
        assert not somebody_listens(path)
        assert not somebody_listens(Path(short) / "none.sock")
