"""What goes in and out of one answer: `Question`, `Citation`, `Answer`, and the pieces of a stream.

Invariant: frozen, no behaviour beyond their own words. Deliberately elsewhere: how an answer is
made (`answering`), how it is shown (`terminal`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.prompt import Turn
from index.chunk import Passage, Sensitivity
from index.filters import Access

if TYPE_CHECKING:
    from app.records.exchange import Source


class Lane(StrEnum):
    """Where an answer was made. An extractive answer is LOCAL with model "extractive"."""

    LOCAL = "local"
    CLOUD = "cloud"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks; `id` is ours and stands in the audit.

    `conversation` is our key of the conversation it belongs to, empty where it stands alone;
    `history` are its earlier turns, oldest first.
    """

    id: str
    text: str = field(repr=False)
    access: Access
    conversation: str = ""
    history: tuple[Turn, ...] = ()
    who: str = ""
    """The principal's id, for the audit; empty where the process has one asker only."""
    floor: Sensitivity = Sensitivity.INTERNAL
    """The level that the question counts as at least: that of its conversation, where an earlier
    turn was stricter (law 7)."""
    before: tuple[Source, ...] = ()
    """The documents that its history rests on: the answer rests on them, too."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer, or a part of it, stands. `number` is the [n] in the text, `id` the passage's."""

    number: int
    source: str
    heading: tuple[str, ...]
    lines: tuple[int, int]
    url: str | None
    owner: str | None
    modified: str
    review_by: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `lane` and `model` are those that really answered (law 9)."""

    question_id: str
    text: str = field(repr=False)
    citations: tuple[Citation, ...]
    lane: Lane
    model: str
    reason: str
    masked: int
    abstained: bool
    warnings: tuple[str, ...]
    nearest: tuple[Citation, ...] = ()
    """Where it abstained: the nearest pages that the asker may read."""
    outgoing: str | None = field(default=None, repr=False)
    rested: tuple[Passage, ...] = field(default=(), repr=False)
    """The passages that stood in the prompt; where it abstained, those of the pages it names."""
    turn: Turn | None = field(default=None, repr=False)
    """What the next question of the conversation has for its history; None where it abstained."""


@dataclass(frozen=True, slots=True)
class Found:
    """First piece of a stream: the passages that the answer may rest on."""

    passages: tuple[Passage, ...]
    sought: str = field(default="", repr=False)
    """What was searched for, where that is not the question: a follow-up made whole."""


@dataclass(frozen=True, slots=True)
class Routed:
    """Second piece: the lane that was chosen, why, and the exact sanitised text where it may leave."""

    lane: Lane
    reason: str
    outgoing: str | None = field(repr=False)
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    """The verdict's; the conversation keeps it (law 7)."""
    model: str = ""
    code: str = ""
    """Of the reason: a `ReasonCode`, or "resting"."""


@dataclass(frozen=True, slots=True)
class Queued:
    """The local model is busy: so many of its answers must end before this one begins. Told again
    whenever that changes, and now and then while it does not."""

    position: int


@dataclass(frozen=True, slots=True)
class Token:
    """A checked piece of the answer's text."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Restarted:
    """The lane broke off: what was shown so far is void, and another lane answers from the start."""

    notice: str
    error: str = ""
    """The kind of what went wrong."""


Piece = Found | Routed | Queued | Token | Restarted | Answer
"""`Found`, `Routed`, any number of `Queued`, then of `Token`; after a `Restarted` all of that again
but `Found`; one `Answer` last."""
