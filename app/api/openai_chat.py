"""`/v1/models` and `/v1/chat/completions`: OpenAI's API, so that its clients work unchanged.

Invariant (law 7): nothing that a client sends as history is trusted. An answer, system or tool
message counts as CONFIDENTIAL, which keeps the whole conversation inside, unless it is an answer that
this principal got from us, which keeps the level it had (`Given`). Deliberately elsewhere: the wire
types (`openai_wire`).
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from app.api.access import Answered, Asker
from app.api.asking import SSE_HEADERS, measured
from app.api.context import context
from app.api.footnotes import Footnotes, definitions, footnoted
from app.api.openai_wire import (
    ChatChunk,
    ChatRequest,
    Choice,
    ChunkChoice,
    Completion,
    Delta,
    Extension,
    Message,
    Model,
    Models,
    Said,
    Usage,
)
from app.api.problems import DOCUMENTED, Refused, failed, language_of, message_of, note
from app.api.transcripts import chore, level_of
from app.dialogue import Answer, Lane, Piece, Question, Queued, Restarted, Token
from app.errors import HushError
from app.principals import Principal
from app.prompt import Turn
from app.service import citation
from app.spending import estimated_tokens
from app.talks import Ours
from app.wiring import question
from index.chunk import Sensitivity
from index.errors import IndexFailure

MODEL = "hush"
_LAST = 8
"""Earlier messages that are read; the others are left out."""

Given = Callable[[str], Ours | None]
"""What an answer was that somebody sends back; None where it is none that they got from us."""

router = APIRouter(prefix="/v1", tags=["openai"], responses=DOCUMENTED)


@router.get("/models")
async def models(_: Asker) -> Models:
    """The one model: lanes are chosen by the gate and by nobody else."""
    return Models(data=[Model(id=MODEL)])


@router.get("/models/{name}")
async def model(name: str, _: Asker) -> Model:
    """One model."""
    if name != MODEL:
        raise Refused(404, "model")
    return Model(id=MODEL)


@router.post("/chat/completions", response_model=None, responses={200: {"model": Completion}})
async def chat(
    body: ChatRequest, asker: Answered, request: Request
) -> StreamingResponse | Completion:
    """Answer the last message of the user."""
    if body.model != MODEL:
        raise Refused(404, "model")
    if (body.n or 1) > 1:
        raise Refused(400, "unsupported", "n")
    given = functools.partial(context(request).talks.given, asker)
    asked = await asyncio.to_thread(asked_of, body.messages, asker, given)
    if (made := chore(asked.text)) is not None:
        return _done_here(asked, made, body)
    try:
        context(request).limiting.question(asked.text)
    except Refused as refused:
        raise Refused(400, refused.code, "messages", said=refused.said) from None
    if body.stream:
        usage = bool(body.stream_options and body.stream_options.include_usage)
        return StreamingResponse(
            _chunks(asked, request, usage=usage),
            media_type="text/event-stream",
            headers=SSE_HEADERS,
        )
    return await _whole(asked, request)


def asked_of(messages: Sequence[Message], asker: Principal, given: Given) -> Question:
    """The last message of the user, with what was said before as history."""
    last = max((n for n, one in enumerate(messages) if one.role == "user"), default=-1)
    if last < 0 or not messages[last].said.strip():
        raise Refused(400, "no_question", "messages")
    turns = tuple(turns_of([*messages[:last], *messages[last + 1 :]], given))
    text = messages[last].said
    asked = question(text, asker.access, asker.id)
    return replace(asked, history=turns, floor=level_of(text, _level(given)))


def _level(given: Given) -> Callable[[str], Sensitivity | None]:
    """Only the level; of an answer whose documents do not stand any more nothing is known."""

    def level(text: str) -> Sensitivity | None:
        ours = given(text)
        return ours.level if ours is not None and ours.stands else None

    return level


def turns_of(messages: Sequence[Message], given: Given) -> list[Turn]:
    """Earlier messages as turns; the level of each is its strictest message's. A turn with an
    answer of ours whose documents are gone, stricter now or not for this reader is left out."""
    turns: list[Turn] = []
    held = Sensitivity.PUBLIC
    for message in messages:
        if not message.said.strip():
            continue
        if message.role == "user":
            turns.append(Turn(message.said, "", level_of(message.said, _level(given))))
            continue
        ours = given(message.said) if message.role == "assistant" else None
        level = Sensitivity.CONFIDENTIAL if ours is None else ours.level
        open_turn = turns.pop() if turns and not turns[-1].answer else Turn("", "", level)
        if ours is not None and not ours.stands:
            held = max(held, level)
            continue
        turns.append(Turn(open_turn.question, message.said, max(level, open_turn.sensitivity)))
    return _bounded(turns, held)


def _bounded(turns: list[Turn], held: Sensitivity) -> list[Turn]:
    """The last ones; what is left out still holds the level of the conversation (law 7)."""
    kept = turns[-_LAST:]
    strictest = max([held, *(turn.sensitivity for turn in turns)])
    if kept:
        kept[0] = replace(kept[0], sensitivity=max(kept[0].sensitivity, strictest))
    elif strictest >= Sensitivity.CONFIDENTIAL:
        kept = [Turn("", "", strictest)]
    return kept


def extension(answered: Answer) -> Extension:
    """What Hush says beside OpenAI's fields."""
    return Extension(
        answer=answered.question_id,
        citations=[citation(one) for one in answered.citations],
        lane=answered.lane.value,
        model=answered.model,
        reason=answered.reason,
        masked=answered.masked,
        abstained=answered.abstained,
        warnings=list(answered.warnings),
    )


def usage_of(asked: Question, answered: Answer) -> Usage:
    """Tokens by estimate, of what was asked and what was answered."""
    said = (turn.question + turn.answer for turn in asked.history)
    put = estimated_tokens(asked.text + "".join(said))
    got = estimated_tokens(answered.text)
    return Usage(prompt_tokens=put, completion_tokens=got, total_tokens=put + got)


def _done_here(asked: Question, made: str, body: ChatRequest) -> StreamingResponse | Completion:
    """A chat program's own request: no document is read and no model asked."""
    answered = Answer(
        asked.id, made, (), Lane.LOCAL, "none", "a request of the chat program", 0, False, ()
    )
    if body.stream:
        created = int(time.time())
        lines = [
            _chunk(asked, created, Delta(role="assistant", content=made)),
            _chunk(asked, created, Delta(), finished=answered),
            b"data: [DONE]\n\n",
        ]
        return StreamingResponse(iter(lines), media_type="text/event-stream", headers=SSE_HEADERS)
    return _completion(asked, made, answered)


def _completion(asked: Question, text: str, answered: Answer) -> Completion:
    return Completion(
        id=f"chatcmpl-{asked.id}",
        created=int(time.time()),
        model=MODEL,
        choices=[Choice(message=Said(content=text))],
        usage=usage_of(asked, answered),
        hush=extension(answered),
    )


async def _whole(asked: Question, request: Request) -> Completion:
    async with aclosing(measured(asked, request)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Answer):
                text = footnoted(piece.text, piece.citations)
                await _remember(request, text, piece)
                return _completion(asked, text, piece)
    raise AssertionError("a stream ends with its answer")


async def _remember(request: Request, shown: str, answered: Answer) -> None:
    """What the client may send back as history."""
    talks = context(request).talks
    await asyncio.to_thread(talks.remember, request.state.principal, shown, answered)


async def _chunks(asked: Question, request: Request, *, usage: bool) -> AsyncIterator[bytes]:
    created = int(time.time())
    yield _chunk(asked, created, Delta(role="assistant", content=""))
    shown, notes = "", Footnotes()
    try:
        async with aclosing(measured(asked, request)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Queued):  # a comment: it keeps the connection, too
                    yield f": {piece.position} before this one\n\n".encode()
                text = _shown(piece, notes, begun=bool(shown))
                shown += text
                if text:
                    yield _chunk(asked, created, Delta(content=text))
                if isinstance(piece, Answer):
                    await _remember(request, shown, piece)
                    yield _chunk(asked, created, Delta(), finished=piece)
                    if usage:
                        yield _usage_chunk(asked, piece, created)
    except Exception as error:
        if not isinstance(error, HushError | IndexFailure):
            note(request, error)
        said = message_of(error, language_of(request))
        yield b"data: " + failed(request, "server_error", said).model_dump_json().encode() + b"\n\n"
        return
    yield b"data: [DONE]\n\n"


def _chunk(asked: Question, created: int, delta: Delta, finished: Answer | None = None) -> bytes:
    """One event of a stream; the one with the finish reason holds `hush`."""
    made = ChatChunk(
        id=f"chatcmpl-{asked.id}",
        created=created,
        model=MODEL,
        choices=[ChunkChoice(delta=delta, finish_reason="stop" if finished else None)],
        hush=extension(finished) if finished else None,
    )
    return b"data: " + made.model_dump_json(exclude_none=True).encode() + b"\n\n"


def _shown(piece: Piece, notes: Footnotes, *, begun: bool) -> str:
    """What a piece adds to the text that the client sees."""
    match piece:
        case Token(text=text):
            return notes.feed(text)
        case Restarted(notice=notice) if begun:
            return f"{notes.finish()}\n\n> {notice}\n\n"
        case Answer(abstained=True):
            return notes.finish() + piece.text
        case Answer():
            return notes.finish() + definitions(piece.citations)
        case _:
            return ""


def _usage_chunk(asked: Question, answered: Answer, created: int) -> bytes:
    last = ChatChunk(
        id=f"chatcmpl-{asked.id}",
        created=created,
        model=MODEL,
        choices=[],
        usage=usage_of(asked, answered),
    )
    return b"data: " + last.model_dump_json(exclude_none=True).encode() + b"\n\n"
