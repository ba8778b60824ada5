"""The service's wire types: all that bots may import of `app`, and what the page is written against.

Invariant: the fields of `hush ask --json` stand in `Done` unchanged; fields may be added, none is
renamed. An error is `{"error": {"id", "code", "message"}}`, in one shape everywhere but under
`/v1`, where it has OpenAI's; it holds no text of a document or question.
Deliberately elsewhere: OpenAI's own shapes (`api.openai_wire`), where things are answered (`api`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

LONGEST_QUESTION = 20_000
"""Characters."""


class Wire(BaseModel):
    """Frozen; unknown fields are ignored, so that an older client understands a newer service."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Ask(Wire):
    """`POST /api/ask`. Without `conversation` the question stands alone or begins one."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    conversation: str | None = Field(None, max_length=64)
    keep: bool = True
    """False: the question stands alone, and nothing of it is kept."""


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
    nearest: list[str] = []
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


class Problem(Wire):
    """What went wrong. `id` is the request's; it stands in the log."""

    id: str
    code: str
    message: str
    retry_after: int | None = None
    """Seconds after which the same may work, where that is known."""


class Failed(Wire):
    """Any answer but 2xx, and the event `error`."""

    error: Problem


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


class Ingest(Wire):
    """`POST /api/ingest`: look at this source again, or at all of them."""

    source: str | None = Field(None, max_length=200)
    allow_delete: bool = False


class Progress(Wire):
    """How far a run is: `done` of `total` documents of a source; `report` once it has ended."""

    run: str
    source: str
    state: Literal["waiting", "running", "done", "failed"]
    done: int = 0
    total: int = 0
    report: dict[str, object] | None = None
    problem: str | None = None


Report = dict[str, object]
"""The object of `hush ingest --json`."""


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Ingestion as the service runs it: the command line, which may import `ingest`, hands it over."""

    run: Callable[[str, bool, Callable[[int, int], None]], Report]
    """Looks at a known source again: name, whether an empty folder may delete, told (done, total)."""
    sources: Callable[[], list[Report]]
    """Every source, as in `hush status --json`."""


class Watching(Protocol):
    """Whoever watches a run; amounts are bytes. What `advance` raises ends the run in good order."""

    def start(self, total: int) -> None:
        """The run has this much to do."""

    def advance(self, amount: int) -> None:
        """This much more is done."""

    def finish(self) -> None:
        """Nothing more comes."""


@dataclass(frozen=True, slots=True)
class OwnersIngestion:
    """What the owner may besides: name a folder, and take a source out. Reports hold sentences."""

    ingest: Callable[[Path, str | None, bool, bool, Watching], Report]
    """A folder, its name, whether an empty one may delete, whether it has moved, who watches."""
    plan: Callable[[Path, str | None], Report]
    """The object of `hush plan --json`."""
    remove: Callable[[str], int]
    """How many documents went with the source of that name."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Digests of the settings that count, as `same_settings` makes them."""
