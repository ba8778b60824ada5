"""What the command line asks of a running service, by the owner's socket and by no other door.

Invariant: whoever did not come through that socket is answered as if these addresses were not there.
The owner may ask as somebody in groups, name a new folder and take a source out, as they may without
a service. What goes wrong is said as it would be there: `{"error": sentence}`. A stream has a line
at least every few seconds, so that a service that died is told from one that works; when its reader
is gone its work stops. Deliberately elsewhere: the other end (`owner_client`), ingestion itself
(`contract.OwnersIngestion`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from app.api.access import asking, is_owners
from app.api.asking import event as wire_event
from app.api.asking import measured, wired
from app.api.context import context
from app.api.event_stream import SSE_HEADERS, EventStream
from app.api.following import Watched
from app.api.problems import Refused, note
from app.commands.asking import access_of
from app.contract import OwnersIngestion
from app.dialogue import Question
from app.errors import HushError
from app.models.extractive import Extractive
from app.same_settings import differing
from app.sentence_wire import packed
from app.session import describe
from app.wiring import question
from index.sentence import Explained

VERSION = "hush-version"
_ALIVE_SECONDS = 5.0
_ALIVE = b":\n\n"

router = APIRouter(prefix="/owner", include_in_schema=False)
Body = dict[str, object]


async def _body(request: Request) -> Body:
    """What the owner sent. Raises `Refused` for anybody else, and for another version."""
    if not is_owners(request):
        raise Refused(404)
    await asking(request)
    sent = await request.json()
    if not isinstance(sent, dict):
        raise Refused(422, where="body")
    if request.headers.get(VERSION) != version("hush"):
        raise Refused(409, headers=_headers())
    return sent


Sent = Annotated[Body, Depends(_body)]


def _headers() -> dict[str, str]:
    return {**SSE_HEADERS, VERSION: version("hush")}


async def _told(request: Request, work: Callable[[], Awaitable[object]]) -> Response:
    """One answer: `{"result"}`, or `{"error"}` as the command line says it."""
    try:
        said = {"result": packed(await work())}
    except Exception as error:
        said = {"error": _error(request, error)}
    return Response(json.dumps(said), media_type="application/json", headers=_headers())


def _error(request: Request, error: Exception) -> object:
    if not isinstance(error, Explained):
        note(request, error)
    return packed(describe(error))


@router.post("/hello")
async def hello(sent: Sent, request: Request) -> JSONResponse:
    """Which settings that count are not those of the command; whether a local model reads."""
    made = context(request)
    theirs = sent.get("settings")
    ours = made.owners.settings if made.owners is not None else {}
    differ = differing(ours, theirs) if isinstance(theirs, dict) else []
    reads = made.service.models["local"] != Extractive.name
    return JSONResponse({"reads": reads, "differ": differ}, headers=_headers())


@router.post("/ask")
async def ask(sent: Sent, request: Request) -> EventStream:
    """The events of `/api/ask`; nothing is kept of it but that it had no answer."""
    return _stream(_answer(_question(sent), request), request)


def _question(sent: Body) -> Question:
    groups, who = sent.get("groups"), sent.get("who")
    access = access_of(groups if isinstance(groups, str) else None)
    return question(str(sent.get("question", "")), access, who if isinstance(who, str) else "")


async def _answer(asked: Question, request: Request) -> AsyncGenerator[bytes, None]:
    async with aclosing(measured(asked, request)) as pieces:
        async for piece in pieces:
            for name, wire in wired(piece, asked):
                if name != "passages":
                    yield wire_event(name, wire)


@router.post("/search")
async def search(sent: Sent, request: Request) -> Response:
    """Passages with their texts."""
    asked = _question(sent)
    wanted = sent.get("k")
    k = wanted if isinstance(wanted, int) else 10
    return await _told(request, lambda: context(request).service.hits(asked.text, asked.access, k))


@router.post("/explain")
async def explain(sent: Sent, request: Request) -> Response:
    """The object of `hush explain --json`."""
    from app.commands.explaining import explained

    async def work() -> object:
        made = await context(request).service.explain(_question(sent))
        return {**explained(made.decision, made.prompt), "abstains": not made.relevant}

    return await _told(request, work)


@router.post("/count")
async def count(_: Sent, request: Request) -> Response:
    """How many chunks there are."""
    return await _told(request, lambda: asyncio.to_thread(context(request).service.count))


def _owners(request: Request) -> OwnersIngestion:
    if (owners := context(request).owners) is None:
        raise HushError("this service does not take documents in")
    return owners


@router.post("/status")
async def status(_: Sent, request: Request) -> Response:
    """Every source."""

    async def work() -> object:
        if (ingestion := context(request).ingestion) is None:
            raise HushError("this service does not take documents in")
        return await asyncio.to_thread(ingestion.sources)

    return await _told(request, work)


@router.post("/plan")
async def plan(sent: Sent, request: Request) -> Response:
    """What a run would do."""
    path, name = _place(sent)

    async def work() -> object:
        return await asyncio.to_thread(_owners(request).plan, path, name)

    return await _told(request, work)


@router.post("/remove")
async def remove(sent: Sent, request: Request) -> Response:
    """Take a source out."""

    async def work() -> object:
        return await asyncio.to_thread(_owners(request).remove, str(sent.get("name", "")))

    return await _told(request, work)


@router.post("/ingest")
async def ingest(sent: Sent, request: Request) -> EventStream:
    """Take a folder in: events `start` and `advance` with bytes, then `report`. `stop` ends it."""
    return _stream(_run(sent, request), request)


@router.post("/stop")
async def stop(sent: Sent) -> Response:
    """End a run after what is being written; its report says so."""
    if (run := _RUNNING.get(str(sent.get("run")))) is not None:
        run.stop()
    return Response(status_code=204, headers=_headers())


_RUNNING: dict[str, Watched] = {}
"""The owner's runs of this process by the name that the command gave: one at most writes, the others
end by being refused."""


async def _run(sent: Body, request: Request) -> AsyncGenerator[bytes, None]:
    path, name = _place(sent)
    delete, move = sent.get("allow_delete") is True, sent.get("move") is True
    run, watched = str(sent.get("run")), Watched()
    _RUNNING[run] = watched
    owners = _owners(request)

    def writing() -> object:
        try:
            return owners.ingest(path, name, delete, move, watched)
        except KeyboardInterrupt:  # never in the event loop, which it would end
            raise HushError("the run was stopped before it had begun") from None

    work: asyncio.Future[object] = asyncio.ensure_future(asyncio.to_thread(writing))
    try:
        async for kind, amount in watched.until(work):
            yield _event(kind, amount)
        yield _event("report", packed(await work))
    finally:
        watched.stop()
        _RUNNING.pop(run, None)


def _place(sent: Body) -> tuple[Path, str | None]:
    name = sent.get("name")
    return Path(str(sent.get("path", ""))), name if isinstance(name, str) else None


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()


def _stream(events: AsyncGenerator[bytes, None], request: Request) -> EventStream:
    return EventStream(_alive(_safe(events, request)), _headers())


async def _safe(
    events: AsyncGenerator[bytes, None], request: Request
) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(events) as told:
            async for event in told:
                yield event
    except Exception as error:
        yield _event("error", _error(request, error))


async def _alive(events: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """The events, and a line that says nothing wherever none comes for a while."""
    coming: asyncio.Future[bytes] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(events))
            done, _ = await asyncio.wait({coming}, timeout=_ALIVE_SECONDS)
            if not done:
                yield _ALIVE
                continue
            try:
                event = coming.result()
            except StopAsyncIteration:
                return
            coming = None
            yield event
    finally:
        if coming is not None and not coming.done():
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
        await events.aclose()
