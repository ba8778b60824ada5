"""The service as the bots see it: strict, on a loopback socket, with scripted answers.

Headers and bodies are checked by `app.contract`; an unknown header of ours, an unknown field, an
account that cannot be, a missing key: all are refused and kept in `refused`, which a test expects to
be empty. `asked` keeps what arrived. `seconds` is how long an answer takes; `text_of` makes it.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from app.api.event_stream import EventStream
from app.contract import (
    FOR,
    IN,
    MAIL,
    SHARED,
    Alert,
    AlertAnswer,
    Ask,
    Citation,
    Citations,
    Digest,
    Digests,
    Done,
    Failed,
    Feedback,
    Found,
    Hit,
    Hits,
    Humans,
    Ingest,
    Judge,
    Judged,
    MayReadMore,
    Me,
    More,
    NeedsHuman,
    Pair,
    Paired,
    Passages,
    PassageText,
    Problem,
    Progress,
    Queued,
    Route,
    Search,
    Share,
    Shared,
    SourceLine,
    Sources,
    Standing,
    Token,
    WhatLeft,
)

KEY = "hush_bots_test_key"
_ACCOUNT = re.compile(r"slack:[A-Z0-9]+:[A-Z0-9]+|telegram:[0-9]+")
_PLACE = re.compile(r"slack:[A-Z0-9]+:[A-Z0-9]+|telegram:-[0-9]+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
M = TypeVar("M", bound=BaseModel)

STEPS = "1. Stop the writer:\n\n```sh\nsystemctl stop payments\n```\n\n2. Promote the replica."
CITED = Citation(
    number=1, source="handbook:payments.md", heading=["Payments", "Rollback"], lines=(3, 20),
    url="https://handbook.example/payments", owner="payments-team", modified="2026-10-01",
    id="6f2b6b0e-0000-5000-8000-000000000001",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrived:
    """A request: its path, who asked where, and the body."""

    path: str
    account: str
    place: str
    mail: str
    shared: bool
    body: BaseModel | None
    language: str


class Refused(Exception):
    """The request breaks the contract, or is made to fail."""

    def __init__(self, status: int, code: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.retry_after = status, code, retry_after


def answer_to(question: str) -> str:
    """What is answered where a test says nothing else."""
    return f"About {question!r}:\n\n```sh\nsystemctl status payments\n```\n\nThen look again [1]."


@dataclass(slots=True)
class FakeBotsService:
    """What arrived and what is answered. Set the fields to make it answer otherwise."""

    url: str = ""
    key: str = KEY
    seconds: float = 0.0
    text_of: Callable[[str], str] = answer_to
    known: set[str] = field(default_factory=set)
    """Accounts with groups; empty: all are known."""
    admins: set[str] = field(default_factory=set)
    more: set[str] = field(default_factory=set)
    """Questions on which the asker may read more than the channel."""
    codes: dict[str, Paired] = field(default_factory=dict)
    problems: dict[str, list[Refused]] = field(default_factory=dict)
    """Path -> what its next requests are refused with, in order."""
    broken: set[str] = field(default_factory=set)
    """Questions whose stream ends with no `done`."""
    alert: AlertAnswer | None = None
    digests: list[Digest] = field(default_factory=list)
    withheld: Callable[[str], bool] = lambda _: False
    """Texts that `judge` takes out whole."""
    stricter: set[str] = field(default_factory=set)
    """Documents that may not be shown any more."""
    scopes: list[str] = field(default_factory=lambda: ["ask", "act"])
    lane: str = "cloud"
    abstained: bool = False
    humans: Humans | None = None
    longer: str = ""
    """What follows in the document of the passage."""
    asked: list[Arrived] = field(default_factory=list)
    given: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Answer -> the channel, or else the account, that got it, and what left for it."""
    refused: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    paired: set[str] = field(default_factory=set)

    def questions(self) -> list[str]:
        """Those that were asked, in order."""
        return [one.body.question for one in self.asked if isinstance(one.body, Ask)]

    def of(self, path: str) -> list[Arrived]:
        """What arrived at a path."""
        return [one for one in self.asked if one.path == path]

    def done(self, question: str) -> Done:
        """The whole answer."""
        name = f"a-{abs(hash(question)) % 10**12:012d}"
        return Done(
            text=self.text_of(question), citations=[CITED], lane=self.lane, model="fake-model",
            reason="the question and its pages are INTERNAL", masked=1,
            abstained=self.abstained, warnings=[], answer=name,
            outgoing="What about HOST_1?" if self.lane == "cloud" else None,
            conversation="c-1", sensitivity="INTERNAL", page=f"{self.url}/#ask",
        )  # fmt: skip

    async def stream(self, asked: Ask) -> AsyncGenerator[bytes, None]:
        """The events of an answer, spread over `seconds`."""
        done, whole = self.done(asked.question), False
        found = Found(**CITED.model_dump(), sensitivity="INTERNAL")
        head = [
            ("queue", Queued(position=1)),
            ("passages", Passages(answer=done.answer, conversation="c-1", passages=[found])),
            ("route", Route(lane=done.lane, reason=done.reason, outgoing=done.outgoing)),
        ]
        pieces = [("token", Token(text=piece)) for piece in re.findall(r".{1,60}", done.text, re.S)]
        tail = [("citations", Citations(citations=done.citations)), ("done", done)]
        broken = asked.question in self.broken
        events: list[tuple[str, BaseModel]] = [*head, *pieces, *([] if broken else tail)]
        try:
            for name, wire in events:
                await asyncio.sleep(self.seconds / len(events))
                yield f"event: {name}\ndata: {wire.model_dump_json()}\n\n".encode()
            whole = True
        finally:
            if not whole:
                self.cancelled.append(asked.question)


def _checked(fake: FakeBotsService, request: Request, body: BaseModel | None) -> Arrived:
    headers = request.headers
    if headers.get("Authorization") != f"Bearer {fake.key}":
        raise Refused(401, "unauthorized")
    ours = {name for name in headers if name.startswith("hush-")}
    if unknown := ours - {name.lower() for name in (FOR, IN, MAIL, SHARED)}:
        raise Refused(422, f"unknown headers {sorted(unknown)}")
    rules = ((FOR, _ACCOUNT), (IN, _PLACE), (MAIL, _MAIL), (SHARED, re.compile("1")))
    for name, rule in rules:
        if name in headers and not rule.fullmatch(headers[name]):
            raise Refused(422, f"header {name}: {headers[name]}")
    if MAIL in headers and not headers.get(FOR, "").startswith("slack:"):
        raise Refused(422, f"header {MAIL} without an account of Slack")
    arrived = Arrived(
        request.url.path,
        headers.get(FOR, ""),
        headers.get(IN, ""),
        headers.get(MAIL, ""),
        SHARED in headers,
        body,
        headers.get("Accept-Language", ""),
    )
    fake.asked.append(arrived)
    if waiting := fake.problems.get(request.url.path):
        raise waiting.pop(0)
    return arrived


async def _read(fake: FakeBotsService, request: Request, model: type[M]) -> tuple[Arrived, M]:
    said = json.loads(await request.body())
    if unknown := set(said) - set(model.model_fields):
        raise Refused(422, f"unknown fields {sorted(unknown)}")
    try:
        body = model.model_validate(said)
    except ValidationError as broken:
        raise Refused(422, f"{broken.error_count()} fields are not valid") from None
    return _checked(fake, request, body), body


def _for(arrived: Arrived, *, place: bool = False) -> None:
    """Who asks must stand there."""
    if not arrived.account or (place and not arrived.place):
        raise Refused(422, f"{arrived.path} without {FOR if not arrived.account else IN}")


def _app(fake: FakeBotsService) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.exception_handler(Refused)
    async def refused(_: Request, problem: Refused) -> Response:
        if problem.status == 422:
            fake.refused.append(problem.code)
        code = "invalid" if problem.status == 422 else problem.code
        wire = Problem(id="req-1", code=code, message=problem.code, retry_after=problem.retry_after)
        return JSONResponse(Failed(error=wire).model_dump(), problem.status)

    @app.exception_handler(ClientDisconnect)
    async def gone(_: Request, __: ClientDisconnect) -> Response:
        return Response(status_code=499)

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/api/me")
    async def me(request: Request) -> Me:
        _checked(fake, request, None)
        return Me(name="bots", groups=["staff"], scopes=fake.scopes)

    _asking(app, fake)
    _people(app, fake)
    _posting(app, fake)
    _sources(app, fake)
    return app


def _asking(app: FastAPI, fake: FakeBotsService) -> None:
    @app.post("/api/ask")
    async def ask(request: Request) -> Response:
        arrived, asked = await _read(fake, request, Ask)
        if not arrived.account and not arrived.place:
            raise Refused(422, "nobody asks")
        whose, done = arrived.account * (not arrived.place), fake.done(asked.question)
        fake.given[done.answer] = (arrived.place, whose, done.outgoing or "")
        return EventStream(fake.stream(asked))

    @app.post("/api/search")
    async def search(request: Request) -> Hits:
        _, wanted = await _read(fake, request, Search)
        hit = Hit(**CITED.model_dump(include={"source", "heading", "lines", "id"}), score=0.9)
        return Hits(hits=[hit][: wanted.k])

    @app.get("/api/passages/{name}")
    async def passage(name: str, request: Request, whole: bool = False) -> PassageText:
        _checked(fake, request, None)
        if name != CITED.id:
            raise Refused(404, "not_found")
        if CITED.source in fake.stricter:
            return PassageText(
                id=CITED.id, source="", heading=[], lines=CITED.lines, text="Above.",
                sensitivity="", withheld="level", page=fake.url,
            )  # fmt: skip
        text = STEPS + "\n\n3. Check the log.\n\n4. Tell the on-call."
        if whole:
            text = f"# Payments\n\n{text}\n\n## Afterwards\n\nWrite it down." + fake.longer
        return PassageText(
            **CITED.model_dump(exclude={"number"}), text=text, sensitivity="INTERNAL"
        )

    @app.post("/api/explain")
    async def explain(request: Request) -> dict[str, object]:
        await _read(fake, request, Ask)
        return {
            "lane": "cloud",
            "reason": "because",
            "sensitivity": "INTERNAL",
            "outgoing": "HOST_1",
        }

    @app.post("/api/feedback")
    async def feedback(request: Request) -> Response:
        arrived, _ = await _read(fake, request, Feedback)
        _for(arrived)
        return Response(status_code=204)


def _people(app: FastAPI, fake: FakeBotsService) -> None:
    @app.get("/api/chat/who")
    async def who(request: Request) -> Standing:
        arrived = _checked(fake, request, None)
        account = arrived.account
        known = not fake.known or account in fake.known or account in fake.paired
        return Standing(
            account=account, known=known, groups=["staff"] if known else [],
            admin=account in fake.admins, place=arrived.place or None,
            place_known=bool(arrived.place) and not arrived.shared, ceiling="INTERNAL",
        )  # fmt: skip

    @app.post("/api/chat/more")
    async def more(request: Request) -> MayReadMore:
        arrived, asked = await _read(fake, request, More)
        _for(arrived, place=True)
        return MayReadMore(more=asked.question in fake.more)

    @app.post("/api/chat/pair")
    async def pair(request: Request) -> Paired:
        arrived, asked = await _read(fake, request, Pair)
        _for(arrived)
        if arrived.place:
            fake.codes.pop(asked.code, None)
        if asked.code not in fake.codes:
            raise Refused(403, "wrong_code")
        fake.paired.add(arrived.account)
        return fake.codes.pop(asked.code)

    @app.post("/api/chat/human")
    async def human(request: Request) -> Humans:
        arrived, _ = await _read(fake, request, NeedsHuman)
        _for(arrived)
        owner = "telegram:7" if arrived.account.startswith("telegram") else "slack:T1:U7"
        given = fake.humans or Humans(accounts=[owner], owners=["payments-team"], summary="")
        return given.model_copy(update={"summary": "The question: rollback"})


def _posting(app: FastAPI, fake: FakeBotsService) -> None:
    @app.post("/api/chat/judge")
    async def judge(request: Request) -> Judged:
        _, wanted = await _read(fake, request, Judge)
        if fake.withheld(wanted.text) or fake.stricter & set(wanted.sources):
            return Judged(text="Above what may be shown here.", withheld="level", page=fake.url)
        return Judged(text=wanted.text)

    @app.post("/api/chat/left")
    async def left(request: Request) -> Judged:
        arrived, wanted = await _read(fake, request, WhatLeft)
        _for(arrived)
        given = fake.given.get(wanted.answer)
        if given is None or given[:2] != (arrived.place, "" if arrived.place else arrived.account):
            raise Refused(404, "not_found")
        if fake.stricter:
            return Judged(text="Above what may be shown here.", withheld="level", page=fake.url)
        return Judged(text=given[2])

    @app.post("/api/chat/share")
    async def share(request: Request) -> Shared:
        arrived, wanted = await _read(fake, request, Share)
        _for(arrived, place=True)
        return Shared(
            question="the question", text=f"Shared {wanted.answer} [1].", citations=[CITED],
            lane="local",
        )  # fmt: skip

    @app.post("/api/chat/alert")
    async def alert(request: Request) -> AlertAnswer:
        _, wanted = await _read(fake, request, Alert)
        if fake.alert is not None:
            return fake.alert
        return AlertAnswer(shown=wanted.text, runbook=CITED, steps=STEPS, owners=["payments-team"])

    @app.get("/api/chat/digests")
    async def digests(request: Request, platform: str, days: int) -> Digests:
        arrived = _checked(fake, request, None)
        if arrived.place or platform not in ("slack", "telegram") or days < 1:
            raise Refused(422, "digests are the bot's own, or an account's")
        here = [one for one in fake.digests if one.account.startswith(platform)]
        if arrived.account:
            return Digests(digests=[one for one in here if one.account == arrived.account])
        return Digests(digests=here)


def _sources(app: FastAPI, fake: FakeBotsService) -> None:
    @app.get("/api/chat/sources")
    async def sources(request: Request) -> Sources:
        arrived = _checked(fake, request, None)
        line = SourceLine(name="handbook", documents=12, updated="2026-11-01")
        may = arrived.account in fake.admins
        return Sources(sources=[line.model_copy(update={"may_reindex": may})])

    @app.post("/api/ingest", status_code=202)
    async def ingest(request: Request) -> Progress:
        arrived, wanted = await _read(fake, request, Ingest)
        if arrived.account not in fake.admins:
            raise Refused(403, "not_owner")
        if wanted.source != "handbook":
            raise Refused(404, "not_found")
        return Progress(run="run-1", source="handbook", state="waiting")

    @app.get("/api/ingest/{run}")
    async def progress(run: str, request: Request) -> Response:
        _checked(fake, request, None)
        return EventStream(_progress(run))


async def _progress(run: str) -> AsyncGenerator[bytes, None]:
    report: dict[str, object] = {
        "added": 1, "updated": 2, "removed": 0, "unchanged": 9, "failed": [], "failures": 1,
    }  # fmt: skip
    steps = (
        Progress(run=run, source="handbook", state="running", done=6, total=12),
        Progress(run=run, source="handbook", state="done", done=12, total=12, report=report),
    )
    for step in steps:
        yield f"event: progress\ndata: {step.model_dump_json()}\n\n".encode()


@contextmanager
def serving(fake: FakeBotsService, port: int = 0) -> Iterator[FakeBotsService]:
    """The service on a loopback port (0: a free one), in a thread."""
    config = uvicorn.Config(
        _app(fake), host="127.0.0.1", port=port, log_level="error", ws="none", lifespan="off"
    )
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    fake.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield fake
    finally:
        server.should_exit = True
        thread.join(10)
