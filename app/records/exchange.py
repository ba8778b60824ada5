"""One question with its answer, as it is kept: `Exchange`, the sources it rested on, a conversation.

Invariant: `Exchange.level` is the strictest of the verdict and of every source it rested on. What
is RESTRICTED is never kept: `withheld` has of it the answer's id and the level, nothing else.
Deliberately elsewhere: where it is kept (`conversations`), what a model is given (`app.prompt`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from app.dialogue import Answer, Citation, Lane
from app.prompt import Turn
from index.chunk import Sensitivity

JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that an answer rested on, with its revision and level at that time. `before`: only
    by the turns that went along with the question."""

    source: str
    revision: str
    sensitivity: Sensitivity
    before: bool = False

    def to_json(self) -> JsonObject:
        """For the database and for people."""
        kept: JsonObject = {
            "source": self.source,
            "revision": self.revision,
            "sensitivity": self.sensitivity.name,
        }
        return {**kept, "before": True} if self.before else kept

    @classmethod
    def of(cls, kept: Mapping[str, object]) -> Source:
        """From `to_json`."""
        return cls(
            str(kept["source"]),
            str(kept["revision"]),
            Sensitivity[str(kept["sensitivity"])],
            kept.get("before") is True,
        )


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn of a conversation. `created` and `number` are set when it is kept."""

    answer: str
    question: str = field(repr=False)
    text: str = field(repr=False)
    level: Sensitivity
    lane: Lane
    model: str
    reason: str
    sources: tuple[Source, ...] = ()
    citations: tuple[Citation, ...] = ()
    sent_question: str | None = field(default=None, repr=False)
    sent_answer: str | None = field(default=None, repr=False)
    outgoing: str | None = field(default=None, repr=False)
    masked: int = 0
    abstained: bool = False
    warnings: tuple[str, ...] = ()
    created: datetime | None = None
    number: int = 0

    def __post_init__(self) -> None:
        """Resting on a stricter source makes it stricter."""
        strictest = max((self.level, *(source.sensitivity for source in self.sources)))
        object.__setattr__(self, "level", strictest)

    @classmethod
    def of(
        cls, question: str, said: Answer, level: Sensitivity, sources: tuple[Source, ...]
    ) -> Exchange:
        """From an answer. `level` is the verdict's, `sources` what stood in the prompt."""
        return cls(
            answer=said.question_id,
            question=question,
            text=said.text,
            level=level if said.turn is None else max(level, said.turn.sensitivity),
            lane=said.lane,
            model=said.model,
            reason=said.reason,
            sources=sources,
            citations=said.citations,
            sent_question=said.turn.sent_question if said.turn else None,
            sent_answer=said.turn.sent_answer if said.turn else None,
            outgoing=said.outgoing,
            masked=said.masked,
            abstained=said.abstained,
            warnings=said.warnings,
        )

    @property
    def restricted(self) -> bool:
        """Whether nothing of it may be kept."""
        return self.level >= Sensitivity.RESTRICTED

    @property
    def withheld(self) -> Exchange:
        """That it was there, and nothing of it."""
        return Exchange(self.answer, "", "", self.level, Lane.LOCAL, "", "")

    @property
    def turn(self) -> Turn:
        """As the history of a prompt has it."""
        return Turn(self.question, self.text, self.level, self.sent_question, self.sent_answer)


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation in a list. `level` is the strictest of its turns."""

    id: str
    title: str = field(repr=False)
    level: Sensitivity
    created: datetime
    touched: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation, oldest turn first; RESTRICTED turns are `withheld`."""

    line: Line
    exchanges: tuple[Exchange, ...]


def citation_to_json(citation: Citation) -> JsonObject:
    """For the database."""
    return asdict(citation)


def citation_of(kept: Mapping[str, object]) -> Citation:
    """From `citation_to_json`, in which JSON has made lists of tuples."""
    tuples = {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    return Citation(**{**kept, **tuples})  # type: ignore[arg-type]
