"""`/v1/responses`: OpenAI's responses API, so that its clients work unchanged.

Invariant: the events of a stream stand in the order of the official API, numbered without a gap, and
the last is `response.completed`, `response.incomplete` or `response.failed`; `instructions` and each
item of `input` are history of the caller (law 7), as in chat completions. Nothing is stored.
Deliberately elsewhere: that rule (`histories`), the text (`openai_text`), the types
(`responses_wire`).
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing

from fastapi import APIRouter, Request
from fastapi.sse import format_sse_event
from pydantic import BaseModel

from app.api.access import Answered
from app.api.event_stream import EventStream
from app.api.footnotes import definition, named
from app.api.openai_chat import EITHER
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
from app.api.problems import OPENAI_DOCUMENTED, Refused
from app.api.responses_wire import (
    Details,
    OutputMessage,
    OutputText,
    ResponseObject,
    ResponseProblem,
    ResponsesRequest,
    ResponseUsage,
    UrlCitation,
)
from app.contract import Problem
from app.dialogue import Answer, Question

router = APIRouter(prefix="/v1", tags=["openai"], responses=OPENAI_DOCUMENTED)


@router.post(
    "/responses",
    response_model=None,
    responses={200: {**EITHER[200], "model": ResponseObject}},
)
async def respond(
    body: ResponsesRequest, asker: Answered, request: Request
) -> EventStream | ResponseObject:
    """Answer the last message of the user."""
    require_model(body.model)
    if (wrong := body.refused) is not None:
        raise Refused(400, wrong[1], wrong[0])
    asked = await asked_in(body.messages, asker, request, "input")
    reply = _Reply(body, asked)
    if body.stream:
        return EventStream(_events(reply, request))
    made = await whole(asked, request, body.max_output_tokens)
    return reply.ended(made.text, Shown("", made.answer, made.cut))


class _Reply:
    """One response, as it is at each of its stages."""

    def __init__(self, body: ResponsesRequest, asked: Question) -> None:
        self.asked = asked
        self.limit = body.max_output_tokens
        self.item = f"msg_{asked.id}"
        self._begun = ResponseObject(
            id=f"resp_{asked.id}",
            created_at=int(time.time()),
            status="in_progress",
            instructions=body.instructions,
            max_output_tokens=body.max_output_tokens,
            metadata=body.metadata or {},
            model=MODEL,
            tool_choice="none" if body.tool_choice == "none" else "auto",
            user=body.user,
        )

    @property
    def begun(self) -> ResponseObject:
        """Before its first word."""
        return self._begun

    def message(self, part: OutputText, *, cut: bool) -> OutputMessage:
        """Its one item, whole."""
        return OutputMessage(
            id=self.item, status="incomplete" if cut else "completed", content=[part]
        )

    def ended(self, text: str, last: Shown) -> ResponseObject:
        """Whole, or cut by the client's own limit. `last` has the answer."""
        assert last.answer is not None
        used = usage_of(self.asked, last.answer)
        return self._begun.model_copy(
            update={
                "status": "incomplete" if last.cut else "completed",
                "completed_at": None if last.cut else int(time.time()),
                "incomplete_details": Details() if last.cut else None,
                "output": [self.message(part_of(text, last.answer), cut=last.cut)],
                "usage": ResponseUsage(
                    input_tokens=used.prompt_tokens,
                    output_tokens=used.completion_tokens,
                    total_tokens=used.total_tokens,
                ),
                "hush": extension(last.answer),
            }
        )

    def failed(self, said: Problem) -> ResponseObject:
        """After something went wrong on the way."""
        busy = said.retry_after is not None
        wrong = ResponseProblem(
            code="rate_limit_exceeded" if busy else "server_error", message=said.message
        )
        return self._begun.model_copy(update={"status": "failed", "error": wrong})


def part_of(text: str, answered: Answer) -> OutputText:
    """The text with an annotation for each footnote that links to its document."""
    found = []
    for cited in answered.citations:
        line = definition(cited)
        at = text.rfind(line)
        if cited.url and at >= 0:
            start = at + line.index(": ") + 2
            place = {"start_index": start, "end_index": at + len(line)}
            found.append(UrlCitation(title=named(cited), url=cited.url, **place))
    return OutputText(text=text, annotations=found)


class _Numbered:
    """Events, one after the other, each with its number."""

    def __init__(self, item: str) -> None:
        self._next = 0
        self._of_item = {"item_id": item, "output_index": 0, "content_index": 0}

    def event(self, kind: str, **data: object) -> bytes:
        """One server-sent event."""
        plain = {k: v.model_dump() if isinstance(v, BaseModel) else v for k, v in data.items()}
        name = f"response.{kind}"
        made = {"type": name, "sequence_number": self._next, **plain}
        self._next += 1
        return format_sse_event(data_str=json.dumps(made, ensure_ascii=False), event=name)

    def of_part(self, kind: str, **data: object) -> bytes:
        """An event of the one part of the one item."""
        return self.event(kind, **self._of_item, **data)


async def _events(reply: _Reply, request: Request) -> AsyncGenerator[bytes, None]:
    numbered = _Numbered(reply.item)
    text = ""
    for line in _opening(reply, numbered):
        yield line
    try:
        async with aclosing(shown(reply.asked, request, reply.limit)) as pieces:
            async for piece in pieces:
                text += piece.text
                if piece.waiting is not None:
                    yield waits(piece.waiting)
                if piece.text:
                    yield numbered.of_part("output_text.delta", delta=piece.text, logprobs=[])
                if piece.answer is not None:
                    for line in _closing(numbered, reply.ended(text, piece)):
                        yield line
    except Exception as error:
        yield numbered.event("failed", response=reply.failed(trouble(error, request)))


def _opening(reply: _Reply, numbered: _Numbered) -> Iterator[bytes]:
    yield numbered.event("created", response=reply.begun)
    yield numbered.event("in_progress", response=reply.begun)
    item = OutputMessage(id=reply.item, status="in_progress")
    yield numbered.event("output_item.added", output_index=0, item=item)
    yield numbered.of_part("content_part.added", part=OutputText())


def _closing(numbered: _Numbered, ended: ResponseObject) -> Iterator[bytes]:
    item = ended.output[0]
    part = item.content[0]
    for number, annotation in enumerate(part.annotations):
        yield numbered.of_part(
            "output_text.annotation.added", annotation_index=number, annotation=annotation
        )
    yield numbered.of_part("output_text.done", text=part.text, logprobs=[])
    yield numbered.of_part("content_part.done", part=part)
    yield numbered.event("output_item.done", output_index=0, item=item)
    yield numbered.event(ended.status, response=ended)
