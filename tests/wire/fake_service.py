"""The service as the page sees it: strict, on a loopback socket, with scripted answers.

Every body is checked against `app.contract`, unknown fields and a missing CSRF token are refused,
and every answer carries the page's headers. `FakeService` keeps what arrived.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

from app.api.event_stream import EventStream
from app.contract import (
    Ask,
    Conversation,
    ConversationLine,
    ConversationTurn,
    Failed,
    Feedback,
    Ingest,
    Me,
    PassageText,
    Problem,
    Progress,
)
from app.web import SECURITY_HEADERS, static_folder
from tests.samples.page_answers import MASKS, ORIGINAL, OUTGOING, PASSAGE_TEXTS, PASSAGES

HOLD = "hold"
"""In a script: wait here until `release` is set; heartbeats are sent meanwhile."""
BREAK = "break"
"""In a script: the stream ends without `done`."""
KEY = "hush_test_key"
CSRF = "csrf-of-the-session"
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
M = TypeVar("M", bound=BaseModel)
Step = tuple[str, BaseModel] | str


class Refused(Exception):
    """The request breaks the contract, or is made to fail."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass(slots=True)
class FakeService:
    """What arrived, and what is answered. `scripts` maps a question to the steps of its stream."""

    scripts: dict[str, Sequence[Step]] = field(default_factory=dict)
    admin: bool = False
    oidc: bool = False
    origin: str = ""
    asked: list[Ask] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    ingested: list[Ingest] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    signed_out: int = 0
    refused: list[str] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    audit_ok: bool = True

    def lines(self) -> list[ConversationLine]:
        """The list of conversations, latest first."""
        at = "2026-11-27T09:30:00Z"
        return [
            ConversationLine(id=c.id, title=c.title, created=at, touched=at, turns=len(c.turns))
            for c in reversed(self.conversations.values())
        ]

    def keep(self, conversation: str, turn: ConversationTurn) -> None:
        """Add a turn to a conversation, which begins with it where there is none."""
        old = self.conversations.get(conversation)
        title = old.title if old else turn.question[:80]
        turns = [*(old.turns if old else []), turn]
        self.conversations[conversation] = Conversation(id=conversation, title=title, turns=turns)

    async def stream(self, asked: Ask) -> AsyncGenerator[bytes, None]:
        """The steps of a question as server-sent events, split as a network might."""
        whole = False
        try:
            for step in self.scripts[asked.question]:
                if step == BREAK:
                    whole = True
                    return
                if step == HOLD:
                    while not self.release.is_set():
                        yield b": still there\n\n"
                        await asyncio.sleep(0.02)
                    continue
                assert isinstance(step, tuple)
                text = f"event: {step[0]}\r\ndata: {step[1].model_dump_json()}\r\n\r\n".encode()
                yield text[: len(text) // 2]
                yield text[len(text) // 2 :]
            whole = True
        finally:
            (self.finished if whole else self.closed).append(asked.question)


async def _read(request: Request, model: type[M]) -> M:
    body = json.loads(await request.body())
    if unknown := set(body) - set(model.model_fields):
        raise Refused(422, "invalid", f"unknown fields: {sorted(unknown)}")
    try:
        return model.model_validate(body)
    except ValidationError as broken:
        raise Refused(422, "invalid", f"{broken.error_count()} fields are not valid") from None


def _app(fake: FakeService) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.middleware("http")
    async def guard(request: Request, call: Any) -> Response:
        open_paths = ("/static/", "/login", "/api/signin")
        signed_in = request.cookies.get("hush_session") == "good"
        if not signed_in and not (
            request.url.path == "/" or request.url.path.startswith(open_paths)
        ):
            return _failed(Refused(401, "unauthorized", "sign in first"), fake)
        unsafe = request.method not in ("GET", "HEAD") and request.url.path != "/login"
        if unsafe and request.headers.get("X-CSRF-Token") != CSRF:
            return _failed(Refused(403, "csrf", "the CSRF token is missing"), fake)
        response: Response = await call(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        return response

    @app.exception_handler(Refused)
    async def refused(_: Request, problem: Refused) -> Response:
        return _failed(problem, fake)

    _files(app)
    _signing(app, fake)
    _asking(app, fake)
    _kept(app, fake)
    _oversight(app, fake)
    return app


def _failed(problem: Refused, fake: FakeService) -> Response:
    if problem.code in ("csrf", "invalid"):
        fake.refused.append(str(problem))
    body = Failed(error=Problem(id="req-4711", code=problem.code, message=str(problem)))
    return JSONResponse(body.model_dump(), problem.status)


def _file(name: str) -> Response:
    path = static_folder() / name
    if "/" in name or not path.is_file():
        raise Refused(404, "not_found", "there is no such file")
    kind = _TYPES[name.rpartition(".")[2]]
    return Response(path.read_bytes(), media_type=f"{kind}; charset=utf-8")


def _files(app: FastAPI) -> None:
    @app.get("/")
    async def page() -> Response:
        return _file("index.html")

    @app.get("/login")
    async def login() -> Response:
        return _file("login.html")

    @app.get("/static/{name}")
    async def static(name: str) -> Response:
        return _file(name)


def _signed_in() -> Response:
    response = Response(status_code=303, headers={"Location": "/"})
    response.set_cookie("hush_session", "good", httponly=True, samesite="lax")
    return response


def _signing(app: FastAPI, fake: FakeService) -> None:
    @app.get("/api/signin")
    async def signin() -> dict[str, bool]:
        return {"oidc": fake.oidc}

    @app.get("/login/oidc")
    async def issuer() -> Response:
        """Another page, in the issuer's place; from there the browser comes back or not."""
        page = "<a href='/login/callback?code=1'>Yes</a> <a href='/login/callback?error=1'>No</a>"
        return Response(page, media_type="text/html; charset=utf-8")

    @app.get("/login/callback")
    async def back(code: str = "") -> Response:
        return _signed_in() if code else _file("login.html")

    @app.post("/login")
    async def login(request: Request) -> Response:
        if (await request.form()).get("key") != KEY:
            raise Refused(401, "unauthorized", "this key is not known; ask for another one")
        return _signed_in()

    @app.post("/logout")
    async def logout() -> Response:
        fake.signed_out += 1
        response = Response(status_code=204)
        response.delete_cookie("hush_session")
        return response

    @app.get("/api/me")
    async def me() -> Me:
        scopes = ["ask", "admin"] if fake.admin else ["ask"]
        return Me(name="Mira Okafor", groups=["staff"], scopes=scopes, csrf=CSRF)


def _asking(app: FastAPI, fake: FakeService) -> None:
    @app.post("/api/ask")
    async def ask(request: Request) -> Response:
        asked = await _read(request, Ask)
        fake.asked.append(asked)
        if asked.question not in fake.scripts:
            raise Refused(503, "draining", "the service is stopping; ask again in a minute")
        return EventStream(fake.stream(asked))

    @app.post("/api/explain")
    async def explain(request: Request) -> dict[str, object]:
        assert set(json.loads(await request.body())) == {"question"}
        return {"lane": "cloud", "original": ORIGINAL, "outgoing": OUTGOING, "masks": MASKS}

    @app.get("/api/passages/{name}")
    async def passage(name: str) -> PassageText:
        if name not in PASSAGE_TEXTS:
            raise Refused(404, "not_found", "there is no such passage")
        found = next(found for found in PASSAGES if found.id == name)
        return PassageText(**found.model_dump(exclude={"number"}), text=PASSAGE_TEXTS[name])

    @app.post("/api/feedback")
    async def feedback(request: Request) -> Response:
        fake.feedback.append(await _read(request, Feedback))
        return Response(status_code=204)


def _kept(app: FastAPI, fake: FakeService) -> None:
    @app.get("/api/conversations")
    async def conversations() -> dict[str, list[ConversationLine]]:
        return {"conversations": fake.lines()}

    @app.get("/api/conversations/{name}")
    async def conversation(name: str) -> Conversation:
        if name not in fake.conversations:
            raise Refused(404, "not_found", "there is no such conversation")
        return fake.conversations[name]

    @app.delete("/api/conversations/{name}")
    async def delete(name: str) -> Response:
        fake.deleted.append(name)
        fake.conversations.pop(name, None)
        return Response(status_code=204)


def _oversight(app: FastAPI, fake: FakeService) -> None:
    from tests.samples import page_oversight as said

    answers: dict[str, object] = {
        "sources": {"sources": said.SOURCES},
        "routes": {"days": said.DAYS},
        "costs": said.COSTS,
        "audit": {"records": said.AUDIT},
        "feedback": {"feedback": said.FEEDBACK},
        "gaps": said.GAPS,
    }

    @app.get("/api/audit/verify")
    async def verify() -> dict[str, object]:
        return {"ok": fake.audit_ok, "records": 5210, "broken": None if fake.audit_ok else 17}

    @app.post("/api/ingest")
    async def ingest(request: Request) -> Progress:
        wanted = await _read(request, Ingest)
        fake.ingested.append(wanted)
        return Progress(run="run-1", source=wanted.source or "handbook", state="waiting")

    @app.get("/api/ingest/{run}")
    async def progress(run: str) -> Response:
        return EventStream(_progress(fake, run))

    @app.get("/api/{name}")
    async def report(name: str) -> object:
        if not fake.admin or name not in answers:
            raise Refused(403, "forbidden", "this needs the admin scope")
        return answers[name]


async def _progress(fake: FakeService, run: str) -> AsyncGenerator[bytes, None]:
    from tests.samples.page_oversight import REPORT

    for done in (3, 40):
        step = Progress(run=run, source="handbook", state="running", done=done, total=64)
        yield f"event: progress\ndata: {step.model_dump_json()}\n\n".encode()
    while not fake.release.is_set():
        yield b": still there\n\n"
        await asyncio.sleep(0.02)
    last = Progress(run=run, source="handbook", state="done", done=64, total=64, report=REPORT)
    yield f"event: progress\ndata: {last.model_dump_json()}\n\n".encode()


@contextmanager
def serving(fake: FakeService) -> Iterator[FakeService]:
    """The service on a free loopback port, in a thread."""
    config = uvicorn.Config(
        _app(fake), host="127.0.0.1", port=0, log_level="warning", ws="none", lifespan="off"
    )
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    fake.origin = f"http://127.0.0.1:{port}"
    try:
        yield fake
    finally:
        fake.release.set()
        server.should_exit = True
        thread.join(10)
