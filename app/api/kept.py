"""What a principal has here: conversations and feedback; for admins, feedback of all and the gaps.

Invariant: somebody else's conversation is answered as one that does not exist. Deliberately
elsewhere: what is kept and for how long (`records`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import StreamingResponse

from app.api.access import Admin, Asker
from app.api.chat_exit import wordless
from app.api.context import context
from app.api.problems import DOCUMENTED, Refused
from app.contract import Conversation, ConversationLine, ConversationTurn, Feedback
from app.dialogue import Lane
from app.records.exchange import Exchange, Line
from app.service import citation

router = APIRouter(prefix="/api", tags=["conversations"], responses=DOCUMENTED)
_LINES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "JSON lines",
        "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
    }
}
Name = Annotated[str, Path(max_length=64, pattern=r"^[0-9a-f]{1,64}$")]


@router.get("/conversations")
async def conversations(asker: Asker, request: Request) -> dict[str, list[ConversationLine]]:
    """One's own, the one spoken in last first."""
    if asker.place:  # one's own are not for those who read along
        return {"conversations": []}
    lines = await asyncio.to_thread(context(request).records.conversations.list, asker.id)
    return {"conversations": [line_of(line) for line in lines if line.turns]}


@router.get("/conversations/{name}")
async def conversation(name: Name, asker: Asker, request: Request) -> Conversation:
    """One of one's own, whole."""
    records = context(request).records
    if asker.place:
        raise Refused(404)
    found = await asyncio.to_thread(records.conversations.get, name, asker.id)
    if found is None:
        raise Refused(404)
    answers = [one.answer for one in found.exchanges]
    judged = await asyncio.to_thread(records.feedback.verdicts, answers, asker.id)
    return Conversation(
        id=found.line.id,
        title=found.line.title,
        turns=[turn_of(one, judged.get(one.answer)) for one in found.exchanges],
    )


@router.delete("/conversations/{name}", status_code=204)
async def forget(name: Name, asker: Asker, request: Request) -> Response:
    """Delete one of one's own."""
    gone = await asyncio.to_thread(context(request).talks.forget, name, asker)
    if not gone:
        raise Refused(404)
    return Response(status_code=204)


@router.delete("/conversations")
async def forget_all(asker: Asker, request: Request) -> dict[str, int]:
    """Delete all that is kept of whoever asks: conversations, answers given, feedback, questions."""
    return await asyncio.to_thread(context(request).records.forget, asker.id)


@router.post("/feedback", status_code=204)
@wordless
async def give(body: Feedback, asker: Asker, request: Request) -> Response:
    """Say what an answer was worth."""
    records = context(request).records

    def keep() -> bool:
        return records.feedback.give(
            body.answer,
            asker.id,
            body.verdict,
            body.reason,
            body.text,
            needs_human=body.needs_human,
            talks=asker.talks,
        )

    if not await asyncio.to_thread(keep):
        raise Refused(404)
    return Response(status_code=204)


@router.get("/feedback")
async def feedback(asker: Admin, request: Request) -> dict[str, object]:
    """What was said of answers, the newest first; for admins, of what they may read."""
    made = context(request)

    def read() -> dict[str, object]:
        said = made.records.feedback.list(last=None)
        may = made.service.readable({s.source for one in said for s in one.sources}, asker)
        listed = made.records.feedback.list(readable=may.__contains__)
        return {"feedback": [one.to_json() for one in listed]}

    return await asyncio.to_thread(read)


@router.get("/feedback/export", response_class=StreamingResponse, responses=_LINES)
async def export(asker: Admin, request: Request) -> StreamingResponse:
    """Answers that were judged, as evaluation cases: JSON lines."""
    made = context(request)

    def lines() -> Iterator[str]:
        said = made.records.feedback.list(last=None)
        may = made.service.readable({s.source for one in said for s in one.sources}, asker)
        yield from (f"{line}\n" for line in made.records.feedback.export(may.__contains__))

    return StreamingResponse(lines(), media_type="application/x-ndjson")


@router.get("/gaps")
async def gaps(asker: Admin, request: Request) -> dict[str, object]:
    """Questions without an answer, by source and owner."""
    made = context(request)

    def read() -> dict[str, object]:
        all_of = made.records.gaps.report()
        may = made.service.readable(set(all_of.by_source), asker)
        return made.records.gaps.report(may.__contains__).to_json()

    return await asyncio.to_thread(read)


def line_of(line: Line) -> ConversationLine:
    """On the wire."""
    return ConversationLine(
        id=line.id,
        title=line.title,
        created=moment_of(line.created),
        touched=moment_of(line.touched),
        turns=line.turns,
    )


def turn_of(one: Exchange, judged: str | None = None) -> ConversationTurn:
    """On the wire; `judged` is the feedback of whoever it is for."""
    return ConversationTurn(
        answer=one.answer,
        question=one.question,
        text=one.text,
        citations=[citation(cited) for cited in one.citations],
        lane=one.lane.value,
        model=one.model,
        reason=one.reason,
        masked=one.masked,
        outgoing=one.outgoing if one.lane is Lane.CLOUD else None,
        created=moment_of(one.created),
        feedback="up" if judged == "up" else "down" if judged == "down" else None,
    )


def moment_of(moment: datetime | None) -> str:
    """ISO 8601; empty for none."""
    return moment.isoformat(timespec="seconds") if moment else ""
