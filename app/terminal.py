"""How answers, passages and decisions look in a terminal, in English and Russian.

Invariant: pure text from values; the lane shown is the answer's own (law 9). Deliberately
elsewhere: the words themselves (`wording`), where they are printed (`commands`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Self

from app.dialogue import Answer, Citation, Lane
from app.wording import say
from index.chunk import Passage

if TYPE_CHECKING:
    from app.explaining import Stake


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was found, as `hush search` shows it."""

    source: str
    score: float
    heading: tuple[str, ...]
    lines: tuple[int, int]
    text: str = field(repr=False)

    @classmethod
    def of(cls, passage: Passage) -> Self:
        """Of what the index found."""
        chunk = passage.chunk
        return cls(chunk.source, passage.score, chunk.heading, chunk.lines, chunk.text)


def citation_line(citation: Citation, spoken: str, today: date) -> str:
    """`[1] handbook:runbooks/db.md > Failover, lines 10-24 · owner sre · changed 3 d ago · link`."""
    place = " > ".join((citation.source, *citation.heading))
    span = say("lines_span", spoken, first=citation.lines[0], last=citation.lines[1])
    owner = (
        say("owner_line", spoken, owner=citation.owner)
        if citation.owner
        else say("no_owner", spoken)
    )
    facts = [f"[{citation.number}] {place}, {span}", owner, age(citation.modified, spoken, today)]
    if citation.review_by and citation.review_by < today.isoformat():
        facts.append(say("review_overdue", spoken, date=citation.review_by))
    if citation.url:
        facts.append(citation.url)
    return " · ".join(facts)


def age(modified: str, spoken: str, today: date) -> str:
    """How long ago a page changed, from its ISO 8601 date."""
    try:
        days = (today - date.fromisoformat(modified[:10])).days
    except ValueError:
        return modified
    return say("age_today", spoken) if days <= 0 else say("age_days", spoken, days=days)


def after_answer(answer: Answer, spoken: str, today: date) -> str:
    """What follows the text: citations, lane, and the warnings."""
    lines: list[str] = []
    if answer.citations:
        lines += [say("sources_title", spoken) + ":"]
        lines += ["  " + citation_line(citation, spoken, today) for citation in answer.citations]
    lines.append(lane_line(answer, spoken))
    lines += [f"{say('warning', spoken)}: {warning}" for warning in answer.warnings]
    return "\n".join(lines)


def lane_line(answer: Answer, spoken: str) -> str:
    """Which lane answered, by which model, and why."""
    lane = say("lane_cloud" if answer.lane is Lane.CLOUD else "lane_local", spoken)
    code = "lane_line_no_model" if answer.abstained else "lane_line"
    line = say(code, spoken, lane=lane, model=answer.model, reason=answer.reason.rstrip("."))
    if answer.lane is Lane.CLOUD and answer.masked:
        line += " " + say("masked_line", spoken, count=answer.masked)
    return line


def decided_by(of: Sequence[Stake], spoken: str) -> str:
    """Which parts of the prompt keep it inside: numbers and sources; empty where none does."""
    if not of:
        return ""
    places = [
        say(f"place_{stake.role}", spoken)
        if stake.number is None
        else f"[{stake.number}] {stake.source}"
        for stake in of
    ]
    return say("decided_by", spoken, places=", ".join(dict.fromkeys(places)))


def outgoing_block(title: str, outgoing: str) -> str:
    """The exact text that left, or would leave, set apart line by line."""
    return "\n".join([title, *(f"  │ {line}" for line in outgoing.splitlines())])


def hit_lines(passages: Sequence[Place], spoken: str) -> str:
    """Found passages, best first: place, score, and the first words."""
    if not passages:
        return say("no_hits", spoken)
    blocks = []
    for rank, passage in enumerate(passages, start=1):
        place = " > ".join((passage.source, *passage.heading))
        span = say("lines_span", spoken, first=passage.lines[0], last=passage.lines[1])
        blocks.append(
            f"{rank:>2}. {place}, {span}  ({passage.score:.3f})\n    {_opening(passage.text)}"
        )
    return "\n".join(blocks)


def _opening(text: str, width: int = 100) -> str:
    """The first words of a chunk that are not its heading."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = next((line for line in lines if not line.startswith(("#", "```", "~~~", "---"))), "")
    return words if len(words) <= width else words[: width - 1] + "…"
