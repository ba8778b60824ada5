"""Asking, searching, passages: the addresses that answer from the documents.

Invariant: the fields of `hush ask --json` stand in `Done` unchanged.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.contract.wire import Wire

LONGEST_QUESTION = 20_000
"""Characters."""


class Ask(Wire):
    """`POST /api/ask`. Without `conversation` the question stands alone or begins one."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    conversation: str | None = Field(None, max_length=64)
    keep: bool = True
    """False: the question stands alone, and nothing of it is kept."""
    thread: str | None = Field(None, max_length=200)
    """Of a bot's request: the thread in the channel, or in the talk with that account. The service
    makes the conversation's key of it (law 7); nobody else may name one."""


class Citation(Wire):
    """Where an answer, or a part of it, stands; `number` is the [n] in the text. `id` opens it at
    `/api/passages/{id}` as long as the document is as it was."""

    number: int
    source: str
    heading: list[str]
    lines: tuple[int, int]
    url: str | None = None
    owner: str | None = None
    modified: str = ""
    review_by: str | None = None
    id: str = ""


class Found(Citation):
    """A passage of the event `passages`; `id` opens it at `/api/passages/{id}`."""

    id: str
    sensitivity: str


class Passages(Wire):
    """Event `passages`, the first one: what the answer may rest on."""

    answer: str
    conversation: str
    passages: list[Found]
    sought: str = ""
    """What was searched for, where that is not the question: a follow-up made whole."""


class Queued(Wire):
    """Event `queue`: how many answers must end before this one begins; told again now and then."""

    position: int


class Route(Wire):
    """Event `route`: the lane that was chosen. `outgoing` is the exact text that leaves, if any."""

    lane: Literal["local", "cloud"]
    reason: str
    outgoing: str | None = None


class Token(Wire):
    """Event `token`: a checked piece of the answer's text (Markdown)."""

    text: str


class Restart(Wire):
    """Event `restart`: what was shown so far is void; another `route` follows."""

    notice: str


class Citations(Wire):
    """Event `citations`."""

    citations: list[Citation]


class Done(Wire):
    """Event `done`, the last one: the object of `hush ask --json`, with the names it has here."""

    text: str
    citations: list[Citation]
    nearest: list[str] = Field([])
    lane: Literal["local", "cloud"]
    model: str
    reason: str
    masked: int
    abstained: bool
    warnings: list[str]
    outgoing: str | None = None
    would_leave: str | None = None
    answer: str = ""
    conversation: str = ""
    sensitivity: str = ""
    withheld: Literal["", "level", "credential"] = ""
    """For a bot: what was taken out of `text` for its platform (law 13)."""
    page: str = ""
    """For a bot: where a person can ask the same on the page."""


class Search(Wire):
    """`POST /api/search`."""

    query: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    k: int = Field(10, ge=1, le=100)


class Hit(Wire):
    """A passage that was found."""

    id: str
    source: str
    score: float
    heading: list[str]
    lines: tuple[int, int]
    sensitivity: str = ""


class Hits(Wire):
    """Answer of `/api/search`."""

    hits: list[Hit]


class PassageText(Wire):
    """Answer of `GET /api/passages/{id}`: one passage, as it stands in the document."""

    id: str
    source: str
    heading: list[str]
    lines: tuple[int, int]
    text: str
    url: str | None = None
    owner: str | None = None
    modified: str = ""
    review_by: str | None = None
    sensitivity: str
    withheld: Literal["", "level", "credential"] = ""
    """For a bot: what was taken out of `text` for its platform."""
    page: str = ""
    """For a bot: where a person can ask on the page."""
