"""Who one is, and what is kept: conversations and feedback."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.contract.asking import Citation
from app.contract.wire import Wire


class Me(Wire):
    """Answer of `GET /api/me`. `csrf` goes into the header `X-CSRF-Token` of what changes something."""

    name: str
    groups: list[str] | None
    scopes: list[str]
    csrf: str = ""


class ConversationLine(Wire):
    """One of `GET /api/conversations`; times are ISO 8601, UTC."""

    id: str
    title: str
    created: str
    touched: str
    turns: int


class ConversationTurn(Wire):
    """One question with its answer, in both forms."""

    answer: str
    question: str
    text: str
    citations: list[Citation]
    lane: Literal["local", "cloud"]
    model: str
    reason: str
    masked: int
    outgoing: str | None = None
    created: str
    feedback: Literal["up", "down"] | None = None


class Conversation(Wire):
    """Answer of `GET /api/conversations/{id}`."""

    id: str
    title: str
    turns: list[ConversationTurn]


class Person(Wire):
    """One of `GET /api/people`: somebody with conversations; `name` is empty where none is known."""

    who: str
    name: str
    conversations: int
    touched: str


class SomebodysConversation(Conversation):
    """Answer of `GET /api/people/conversations/{id}`: what of it this admin may read."""

    who: str


class Feedback(Wire):
    """`POST /api/feedback` on an answer that this principal got."""

    answer: str = Field(max_length=64)
    verdict: Literal["up", "down"]
    reason: Literal["wrong", "outdated", "incomplete", "not_found", "unsafe", "other"] | None = None
    text: str = Field("", max_length=4000)
    needs_human: bool = False
