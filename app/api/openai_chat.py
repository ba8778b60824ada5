"""`/v1/models` and `/v1/chat/completions`: OpenAI's API, so that its clients work unchanged.

Invariant: a stream ends with `[DONE]` or, where something went wrong, with an event `error`, never
in silence. Deliberately elsewhere: what earlier messages may be trusted (`histories`), the text that
a client sees (`openai_text`), the wire types (`openai_wire`).
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Path, Request

from app.api.access import Answered, Asker
from app.api.asking import EVENT_STREAM
from app.api.event_stream import EventStream
from app.api.openai_text import (
    MODEL,
    Shown,
    asked_in,
    extension,
    require_model,
    shown,
    trouble,
    usage_of,
    waits,
    whole,
)
from app.api.openai_wire import (
    ChatChunk,
    ChatRequest,
    Choice,
    ChunkChoice,
    Completion,
    Delta,
    Model,
    Models,
    Said,
)
from app.api.problems import OPENAI_DOCUMENTED, Refused, openai_error
from app.dialogue import Answer, Question

router = APIRouter(prefix="/v1", tags=["openai"], responses=OPENAI_DOCUMENTED)

EITHER: dict[int | str, dict[str, object]] = {
    200: {
        "description": "One object, or server-sent events where `stream` is true",
        "content": EVENT_STREAM,
    }
}


@router.get("/models")
async def models(_: Asker) -> Models:
    """The one model: lanes are chosen by the gate and by nobody else."""
    return Models(data=[Model(id=MODEL)])


@router.get("/models/{name}")
async def model(name: Annotated[str, Path(max_length=200)], _: Asker) -> Model:
    """One model."""
    require_model(name)
    return Model(id=MODEL)


@router.post(
    "/chat/completions",
    response_model=None,
    responses={200: {**EITHER[200], "model": Completion}},
)
async def chat(body: ChatRequest, asker: Answered, request: Request) -> EventStream | Completion:
    """Answer the last message of the user."""
    require_model(body.model)
    if (wrong := body.refused) is not None:
        raise Refused(400, wrong[1], wrong[0])
    asked = await asked_in(body.messages, asker, request)
    if body.stream:
        usage = bool(body.stream_options and body.stream_options.include_usage)
        return EventStream(_chunks(asked, request, body.limit, usage=usage))
    made = await whole(asked, request, body.limit)
    return Completion(
        id=f"chatcmpl-{asked.id}",
        created=int(time.time()),
        model=MODEL,
        choices=[
            Choice(message=Said(content=made.text), finish_reason="length" if made.cut else "stop")
        ],
        usage=usage_of(asked, made.answer),
        hush=extension(made.answer),
    )


async def _chunks(
    asked: Question, request: Request, limit: int | None, *, usage: bool
) -> AsyncGenerator[bytes, None]:
    created = int(time.time())
    yield _chunk(asked, created, Delta(role="assistant", content=""))
    try:
        async with aclosing(shown(asked, request, limit)) as pieces:
            async for piece in pieces:
                if piece.waiting is not None:
                    yield waits(piece.waiting)
                if piece.text:
                    yield _chunk(asked, created, Delta(content=piece.text))
                if piece.answer is not None:
                    yield _chunk(asked, created, Delta(), finished=piece)
                    if usage:
                        yield _usage_chunk(asked, piece.answer, created)
    except Exception as error:
        said = trouble(error, request)
        status = 429 if said.retry_after is not None else 503
        body = openai_error(request, status, said.code, said.message)
        yield b"data: " + body.model_dump_json().encode() + b"\n\n"
        return
    yield b"data: [DONE]\n\n"


def _chunk(asked: Question, created: int, delta: Delta, finished: Shown | None = None) -> bytes:
    """One event of a stream; the one with the finish reason holds `hush`."""
    answer = finished.answer if finished else None
    reason = None if finished is None else "length" if finished.cut else "stop"
    made = ChatChunk(
        id=f"chatcmpl-{asked.id}",
        created=created,
        model=MODEL,
        choices=[ChunkChoice(delta=delta, finish_reason=reason)],
        hush=extension(answer) if answer else None,
    )
    return b"data: " + made.model_dump_json(exclude_none=True).encode() + b"\n\n"


def _usage_chunk(asked: Question, answered: Answer, created: int) -> bytes:
    last = ChatChunk(
        id=f"chatcmpl-{asked.id}",
        created=created,
        model=MODEL,
        choices=[],
        usage=usage_of(asked, answered),
    )
    return b"data: " + last.model_dump_json(exclude_none=True).encode() + b"\n\n"
