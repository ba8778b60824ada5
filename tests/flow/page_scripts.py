"""Scripts of the fake service: which events a question gets."""

from __future__ import annotations

from collections.abc import Sequence

from app.contract import (
    Citations,
    ConversationTurn,
    Done,
    Failed,
    Passages,
    Problem,
    Queued,
    Restart,
    Route,
    Token,
)
from tests.samples.page_answers import ANSWER, HOSTILE, OUTGOING, PASSAGES, RUSSIAN
from tests.wire.fake_service import BREAK, HOLD, Step

CLOUD_REASON = "it may leave once masked (HOST, PERSON)"
LOCAL_REASON = "its level, or that of a passage found for it, is CONFIDENTIAL, which never leaves"
WARNING = "The answer holds a destructive command. Check what it will act on before you run it."

CLOUD, LOCAL, SLOW, HOSTILE_ONE, FAILS, BREAKS, FALLS_BACK, IN_RUSSIAN, FOLLOWS = (
    "How do I roll back payments on db-07.prod.example?",
    "What is in the incident report?",
    "A slow one",
    "Something hostile",
    "Something that fails",
    "Something that breaks off",
    "The cloud fails",
    "Как откатить платежи?",
    "And on the replica?",
)
SOUGHT = "How do I restart <b>payments</b> on the replica?"


def _pieces(text: str, size: int = 9) -> list[Step]:
    return [("token", Token(text=text[at : at + size])) for at in range(0, len(text), size)]


def _done(text: str, lane: str, **more: object) -> Done:
    reason = CLOUD_REASON if lane == "cloud" else LOCAL_REASON
    fields: dict[str, object] = {
        "text": text,
        "citations": PASSAGES,
        "lane": lane,
        "model": "gpt-small" if lane == "cloud" else "qwen3-4b",
        "reason": reason,
        "masked": 2 if lane == "cloud" else 0,
        "abstained": False,
        "warnings": [],
        "outgoing": OUTGOING if lane == "cloud" else None,
        "answer": "a-1",
        "conversation": "c-1",
    }
    return Done.model_validate(fields | more)


def _whole(text: str, lane: str, *held: Step, **more: object) -> list[Step]:
    done = _done(text, lane, **more)
    pieces = _pieces(text)
    half = len(pieces) // 2
    return [
        ("passages", Passages(answer="a-1", conversation="c-1", passages=PASSAGES)),
        ("route", Route(lane=done.lane, reason=done.reason, outgoing=done.outgoing)),
        *pieces[:half],
        *held,
        *pieces[half:],
        ("citations", Citations(citations=done.citations)),
        ("done", done),
    ]


def scripts() -> dict[str, Sequence[Step]]:
    """Every question that the tests ask."""
    first: Step = ("passages", Passages(answer="a-1", conversation="c-1", passages=PASSAGES))
    cloud: Step = ("route", Route(lane="cloud", reason=CLOUD_REASON, outgoing=OUTGOING))
    failed = Failed(error=Problem(id="req-99", code="busy", message="the queue is full; ask later"))
    return {
        CLOUD: _whole(ANSWER, "cloud", warnings=[WARNING]),
        LOCAL: _whole("All of it stays inside [1].", "local"),
        SLOW: _whole("The first sentence stands. The second one [1] comes later.", "local", HOLD),
        HOSTILE_ONE: _whole(HOSTILE, "local"),
        IN_RUSSIAN: _whole(RUSSIAN, "cloud"),
        FOLLOWS: [
            (
                "passages",
                Passages(answer="a-1", conversation="c-1", passages=PASSAGES, sought=SOUGHT),
            ),
            *_whole("There, too [1].", "local")[1:],
        ],
        FAILS: [first, ("queue", Queued(position=3)), HOLD, ("error", failed)],
        BREAKS: [first, cloud, *_pieces("Half of an ans"), BREAK],
        FALLS_BACK: [
            first,
            cloud,
            *_pieces("void words"),
            ("restart", Restart(notice="The cloud model did not answer, so the answer is local.")),
            *_whole("From inside [1].", "local", would_leave=OUTGOING)[1:],
        ],
    }


def kept(question: str, text: str, lane: str = "cloud", answer: str = "a-1") -> ConversationTurn:
    """A turn as the service keeps it."""
    done = _done(text, lane).model_dump(include=set(ConversationTurn.model_fields))
    at = "2026-11-27T09:30:00Z"
    return ConversationTurn.model_validate(
        {**done, "answer": answer, "question": question, "created": at, "feedback": "up"}
    )
