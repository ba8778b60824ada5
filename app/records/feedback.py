"""Feedback on answers: one of each principal for each answer, the later one counts.

Invariant: nobody judges an answer that was not given to them, or in a channel that they read. The
question, the answer and its sources are kept with it, as the evaluation case that it is, until it
expires or the conversation is deleted; of a RESTRICTED answer only the verdict is kept, the free text
neither.
Deliberately elsewhere: who may read it (`api`: the admin scope), the metrics of an evaluation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Row, and_, select, update

from app.dialogue import Lane
from app.records.conversations import exchange_of
from app.records.database import Database, insert_new
from app.records.exchange import Exchange, JsonObject, Source
from app.records.tables import FEEDBACK
from index.chunk import Sensitivity

Verdict = Literal["up", "down"]
Readable = Callable[[str], bool]
"""Whether whoever looks may read the source of this name."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of an answer. The texts are empty where they may not be kept."""

    answer: str
    principal: str
    verdict: Verdict
    reason: str | None
    remark: str = field(repr=False)
    needs_human: bool
    level: Sensitivity
    question: str = field(repr=False)
    text: str = field(repr=False)
    sources: tuple[Source, ...]
    lane: Lane
    created: datetime

    @property
    def is_case(self) -> bool:
        """Whether it can be asked again."""
        return bool(self.question)

    def to_json(self) -> JsonObject:
        """For the API and `hush feedback`; the time is ISO 8601, UTC."""
        return {
            "answer": self.answer,
            "verdict": self.verdict,
            "reason": self.reason,
            "remark": self.remark,
            "needs_human": self.needs_human,
            "question": self.question,
            "lane": self.lane.value,
            "sources": [source.source for source in self.sources if not source.before],
            "created": self.created.isoformat(timespec="seconds"),
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each; `reasons` are those of `down`."""

    up: int
    down: int
    needs_human: int
    reasons: dict[str, int]


class Feedback:
    """All feedback of the service."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Nothing is read yet."""
        self._database = database
        self._now = now

    def give(
        self,
        answer: str,
        principal: str,
        verdict: Verdict,
        reason: str | None = None,
        remark: str = "",
        *,
        needs_human: bool = False,
        talks: str = "",
    ) -> bool:
        """Keep it in the place of an earlier one; False where no such answer was given to them, nor
        in the place whose `talks` they read."""
        with self._database.writing() as connection:
            judged = exchange_of(connection, answer, principal)
            if judged is None and talks:
                judged = exchange_of(connection, answer, talks)
            if judged is None:
                return False
            change = {
                "verdict": verdict,
                "reason": reason,
                "remark": "" if judged.restricted else remark,
                "needs_human": needs_human,
                "created": self._now(),
                **_case(judged),
            }
            row = {"answer": answer, "principal": principal, **change}
            if not insert_new(connection, FEEDBACK, row):
                this = and_(FEEDBACK.c.answer == answer, FEEDBACK.c.principal == principal)
                connection.execute(update(FEEDBACK).where(this).values(change))
        return True

    def verdicts(self, answers: Iterable[str], principal: str) -> dict[str, Verdict]:
        """What they said of these answers, by the answer's id."""
        theirs = (FEEDBACK.c.principal == principal, FEEDBACK.c.answer.in_(list(answers)))
        chosen = select(FEEDBACK.c.answer, FEEDBACK.c.verdict).where(*theirs)
        with self._database.reading() as connection:
            return {row.answer: row.verdict for row in connection.execute(chosen)}

    def list(
        self,
        last: int | None = 100,
        *,
        needs_human: bool | None = None,
        readable: Readable = lambda _source: True,
    ) -> list[Opinion]:
        """The newest first. What rests on a source that is not readable is left out."""
        chosen = select(FEEDBACK).order_by(FEEDBACK.c.created.desc(), FEEDBACK.c.answer)
        if needs_human is not None:
            chosen = chosen.where(FEEDBACK.c.needs_human.is_(needs_human))
        found: list[Opinion] = []
        with self._database.reading() as connection:
            for row in connection.execute(chosen):
                opinion = _opinion(row)
                if all(readable(source.source) for source in opinion.sources):
                    found.append(opinion)
                if len(found) == last:
                    break
        return found

    def counts(self) -> Counts:
        """Over everybody."""
        columns = (FEEDBACK.c.verdict, FEEDBACK.c.reason, FEEDBACK.c.needs_human)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns)).all()
        reasons = Counter(row.reason for row in rows if row.verdict == "down" and row.reason)
        verdicts = Counter(row.verdict for row in rows)
        needed = sum(row.needs_human for row in rows)
        return Counts(verdicts["up"], verdicts["down"], needed, dict(reasons.most_common()))

    def export(self, readable: Readable = lambda _source: True) -> Iterator[str]:
        """Evaluation cases as JSON lines, oldest first; those without a question are left out."""
        for opinion in reversed(self.list(None, readable=readable)):
            if opinion.is_case:
                yield json.dumps(_exported(opinion), ensure_ascii=False)

    def forget(self, principal: str) -> int:
        """All that they gave; how many."""
        return self._database.delete(FEEDBACK, FEEDBACK.c.principal == principal)

    def purge(self, now: datetime, days: int) -> int:
        """Forget what is too old; how many."""
        return self._database.delete(FEEDBACK, FEEDBACK.c.created < now - timedelta(days=days))


def _case(judged: Exchange) -> dict[str, object]:
    kept = judged.withheld if judged.restricted else judged
    return {
        "level": kept.level,
        "question": kept.question,
        "text": kept.text,
        "sources": [source.to_json() for source in kept.sources],
        "lane": judged.lane.value,
    }


def _opinion(row: Row[tuple[object, ...]]) -> Opinion:
    return Opinion(
        answer=row.answer,
        principal=row.principal,
        verdict=row.verdict,
        reason=row.reason,
        remark=row.remark,
        needs_human=row.needs_human,
        level=row.level,
        question=row.question,
        text=row.text,
        sources=tuple(map(Source.of, row.sources)),
        lane=Lane(row.lane),
        created=row.created,
    )


def _exported(opinion: Opinion) -> JsonObject:
    return {
        "id": opinion.answer,
        "question": opinion.question,
        "answer": opinion.text,
        "verdict": opinion.verdict,
        "reason": opinion.reason,
        "remark": opinion.remark,
        "sources": [source.source for source in opinion.sources if not source.before],
        "lane": opinion.lane.value,
        "sensitivity": opinion.level.name,
        "created": opinion.created.isoformat(timespec="seconds"),
    }
