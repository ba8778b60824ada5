"""`/api/ask` as a stream of events, `/api/search`, `/api/explain`, `/api/passages/{id}`, `/api/me`.

Invariant: the events of `contract` in their order, `done` or `error` last, whatever happens; a
client that goes away cancels the answer. Deliberately elsewhere: what is answered (`service`).
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, assert_never

from fastapi import APIRouter, Path, Request
from fastapi.sse import format_sse_event

from app.api.access import Answered, Asker
from app.api.chat_exit import for_chat, judged
from app.api.context import context
from app.api.envelope import answered
from app.api.event_stream import EventStream
from app.api.problems import DOCUMENTED, Refused, failed, language_of, message_of, note, problem_of
from app.api.releasing import Releasing
from app.api.tokens_read import Read
from app.contract import (
    Ask,
    Citations,
    Hits,
    Passages,
    PassageText,
    Queued,
    Restart,
    Route,
    Search,
    Token,
    Wire,
)
from app.dialogue import Answer, Found, Lane, Piece, Question, Restarted, Routed
from app.dialogue import Queued as Waits
from app.dialogue import Token as Said
from app.errors import HushError
from app.service import citation, done, found
from app.wiring import question
from index.errors import IndexFailure
from index.stages import recording

router = APIRouter(prefix="/api", tags=["ask"], responses=DOCUMENTED)

EVENT_STREAM: dict[str, object] = {
    "text/event-stream": {
        "schema": {
            "description": "One event; `data` is JSON",
            "type": "object",
            "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
            "required": ["data"],
        }
    }
}
_EVENTS: dict[int | str, dict[str, object]] = {
    200: {
        "description": "Events `passages`, `route`, `queue`, `token`, `restart`, `citations`, `done`, "
        "`error`",
        "content": EVENT_STREAM,
    }
}


@router.post("/ask", response_class=EventStream, responses=_EVENTS)
@judged
async def ask(body: Ask, asker: Answered, request: Request) -> EventStream:
    """Answer a question as a stream of events."""
    asked = question(_said(body.question, request), asker.access, asker.id)
    thread = body.thread or ""
    if thread and (not asker.platform or body.conversation is not None):
        raise Refused(422, where="thread")
    if body.keep or body.conversation is not None:
        begun = await context(request).service.begin(asked, asker, body.conversation, thread)
        if begun is None:
            raise Refused(404)
        asked = begun
    return EventStream(_events(asked, request))


def _said(text: str, request: Request) -> str:
    if not text.strip():
        raise Refused(422, where="question")
    context(request).limiting.question(text)
    return text


async def _events(asked: Question, request: Request) -> AsyncGenerator[bytes, None]:
    chat = for_chat(request, asked.text)
    releasing = Releasing(chat, asked) if chat is not None else None
    try:
        async with aclosing(measured(asked, request)) as pieces:
            async for piece in pieces:
                said = wired(piece, asked)
                for name, wire in said if releasing is None else await releasing.of(piece, said):
                    yield event(name, wire)
    except (HushError, IndexFailure) as error:
        yield event("error", problem_of(request, error))
    except Exception as error:
        note(request, error)
        yield event("error", failed(request, "failed", message_of(error, language_of(request))))


def event(name: str, wire: Wire) -> bytes:
    """One server-sent event."""
    return format_sse_event(data_str=wire.model_dump_json(), event=name)


def wired(piece: Piece, asked: Question) -> list[tuple[str, Wire]]:
    """The events that a piece becomes."""
    match piece:
        case Found(passages=passages, sought=sought):
            listed = [found(number, passage) for number, passage in enumerate(passages, start=1)]
            names = {"answer": asked.id, "conversation": asked.conversation}
            return [("passages", Passages(**names, passages=listed, sought=sought))]
        case Routed(lane=lane, reason=reason, outgoing=outgoing):
            left = outgoing if lane is Lane.CLOUD else None
            return [("route", Route(lane=lane.value, reason=reason, outgoing=left))]
        case Waits(position=position):
            return [("queue", Queued(position=position))]
        case Said(text=text):
            return [("token", Token(text=text))]
        case Restarted(notice=notice):
            return [("restart", Restart(notice=notice))]
        case Answer():
            cited = Citations(citations=[citation(one) for one in piece.citations])
            return [("citations", cited), ("done", done(piece, asked.conversation))]
        case never:
            assert_never(never)


async def measured(asked: Question, request: Request) -> AsyncGenerator[Piece, None]:
    """The pieces of an answer, which is counted however it ends."""
    metrics, began, spent = context(request).metrics, time.perf_counter(), recording()
    lane, outcome, spoken, read = "none", "cancelled", False, Read(asked)
    try:
        async with aclosing(_answering(asked, request)) as pieces:
            async for piece in pieces:
                read.count(piece)
                if isinstance(piece, Routed):
                    lane = piece.lane.value
                elif isinstance(piece, Said) and not spoken:
                    spoken = True
                    metrics.first_token(lane, time.perf_counter() - began)
                elif isinstance(piece, Answer):
                    lane, outcome = piece.lane.value, "abstained" if piece.abstained else "answered"
                yield piece
    except Exception:
        outcome = "failed"
        raise
    finally:
        metrics.answered(lane, outcome, spent)
        answered(request.scope, lane, outcome, time.perf_counter() - began, spent)
        context(request).limiting.spend(request.state.principal, read.tokens)


def _answering(asked: Question, request: Request) -> AsyncGenerator[Piece, None]:
    made = context(request)
    return made.breaking_off.until_cut(made.service.converse(asked, request.state.principal))


@router.post("/search")
@judged
async def search(body: Search, asker: Asker, request: Request) -> Hits:
    """The best passages for a query, without their texts."""
    return Hits(hits=await context(request).service.search(asker, body.query, body.k))


@router.get("/passages/{name}")
@judged
async def passage(
    name: Annotated[str, Path(max_length=64)],
    asker: Asker,
    request: Request,
    whole: bool = False,
) -> PassageText:
    """One passage as it stands in its document, or the whole document around it."""
    text = await context(request).service.passage(asker, name, whole=whole)
    if text is None:
        raise Refused(404)
    return text


@router.post("/explain")
@judged
async def explain(body: Ask, asker: Asker, request: Request) -> dict[str, object]:
    """What the gate decides for a question, and the exact text that would leave. Asks no model."""
    from app.commands.explaining import explained

    asked = question(_said(body.question, request), asker.access, asker.id)
    made = await context(request).service.explain(asked)
    return {**explained(made.decision, made.prompt), "abstains": not made.relevant}
