"""An answer as the text that a client of OpenAI's API sees: footnotes, its own limit, what is kept.

Invariant: what a client saw, and nothing else, is remembered as given to it (law 7); a chat program's
own request (`transcripts.chore`) is answered here and goes to no model. Shared by chat completions
and responses. Deliberately elsewhere: their wire types and events.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from fastapi import Request

from app.api.asking import measured
from app.api.context import context
from app.api.cutting import Limit
from app.api.footnotes import Footnotes, definitions, footnoted
from app.api.histories import asked_of
from app.api.openai_wire import Extension, Message, Usage
from app.api.problems import Refused, failed, language_of, message_of, note, problem_of
from app.api.transcripts import chore
from app.contract import Problem
from app.dialogue import Answer, Lane, Piece, Question, Queued, Restarted, Token
from app.errors import HushError
from app.principals import Principal
from app.service import citation
from app.spending import estimated_tokens
from index.errors import IndexFailure

MODEL = "hush"


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of the text that the client sees. With `answer` it is the last; `cut` where the
    client's limit left something out. `waiting` is how many are before this one at the model."""

    text: str
    answer: Answer | None = None
    cut: bool = False
    waiting: int | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """All of it."""

    text: str
    answer: Answer
    cut: bool


def require_model(name: str) -> None:
    """Raises `Refused` for any other model than ours."""
    if name != MODEL:
        raise Refused(404, "model", "model")


async def asked_in(
    messages: Sequence[Message], asker: Principal, request: Request, where: str = "messages"
) -> Question:
    """The question that a conversation of the client ends with. Raises `Refused`."""
    given = functools.partial(context(request).talks.given, asker)
    asked = await asyncio.to_thread(asked_of, messages, asker, given, where)
    if chore(asked.text) is None:
        try:
            context(request).limiting.question(asked.text)
        except Refused as refused:
            raise Refused(400, refused.code, where, said=refused.said) from None
    return asked


async def shown(
    asked: Question, request: Request, limit: int | None
) -> AsyncGenerator[Shown, None]:
    """The text in pieces as it comes; what was begun stays where another lane begins again."""
    if (made := chore(asked.text)) is not None:
        yield Shown(made, _done_here(asked, made))
        return
    text, notes, cutting = "", Footnotes(), Limit(limit)
    async with aclosing(measured(asked, request)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Queued):
                yield Shown("", waiting=piece.position)
            if isinstance(piece, Restarted):
                more, cutting = _restarted(piece, notes, begun=bool(text)), Limit(limit)
            else:
                more = _more(piece, notes, cutting)
            text += more
            if isinstance(piece, Answer):
                await _remember(request, text, piece)
                yield Shown(more, piece, cutting.cut)
            elif more:
                yield Shown(more)


async def whole(asked: Question, request: Request, limit: int | None) -> Whole:
    """The text of the lane that answered, nothing of one that broke off. Raises `Refused` where the
    client has gone."""
    if (made := chore(asked.text)) is not None:
        return Whole(made, _done_here(asked, made), cut=False)
    async with aclosing(measured(asked, request)) as pieces:
        async for piece in pieces:
            if await request.is_disconnected():  # nobody reads it: leaving ends the model's work
                raise Refused(499)
            if isinstance(piece, Answer):
                cutting = Limit(None if piece.abstained else limit)
                text = footnoted(cutting.feed(piece.text) + cutting.finish(), piece.citations)
                await _remember(request, text, piece)
                return Whole(text, piece, cutting.cut)
    raise AssertionError("a stream ends with its answer")


def _restarted(piece: Restarted, notes: Footnotes, *, begun: bool) -> str:
    return f"{notes.finish()}\n\n> {piece.notice}\n\n" if begun else notes.finish()


def _more(piece: Piece, notes: Footnotes, cutting: Limit) -> str:
    """What a piece adds to the text that the client sees."""
    match piece:
        case Token(text=text):
            return notes.feed(cutting.feed(text))
        case Answer(abstained=True):
            return notes.feed(cutting.finish()) + notes.finish() + piece.text
        case Answer():
            return notes.feed(cutting.finish()) + notes.finish() + definitions(piece.citations)
        case _:
            return ""


async def _remember(request: Request, text: str, answered: Answer) -> None:
    """What the client may send back as history."""
    talks = context(request).talks
    await asyncio.to_thread(talks.remember, request.state.principal, text, answered)


def _done_here(asked: Question, made: str) -> Answer:
    """A chat program's own request: no document is read and no model asked."""
    return Answer(
        asked.id, made, (), Lane.LOCAL, "none", "a request of the chat program", 0, False, ()
    )


def waits(position: int) -> bytes:
    """A comment in a stream, which no client takes for an event: it keeps the connection, too."""
    return f": {position} before this one\n\n".encode()


def trouble(error: Exception, request: Request) -> Problem:
    """What a stream that has begun says of an error; one that nobody foresaw is noted."""
    if isinstance(error, HushError | IndexFailure):
        return problem_of(request, error).error
    note(request, error)
    return failed(request, "failed", message_of(error, language_of(request))).error


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
