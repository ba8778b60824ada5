"""Questions that the docs did not answer, and who owns the pages nearest to them.

Invariant: a RESTRICTED question is not kept, nor the name of a RESTRICTED page. A report names no
page that whoever reads it may not read. Deliberately elsewhere: when a question is without an answer
(`answering`), who may read a report (`api`: the admin scope).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row, select

from app.records.database import Database
from app.records.exchange import JsonObject
from app.records.feedback import Readable
from app.records.tables import GAPS
from index.chunk import Sensitivity

MOST = 50_000
"""Questions; the oldest are forgotten by `purge`."""
_AROUND = " \t\n?!.,;:…\"'«»“”„()"


@dataclass(frozen=True, slots=True)
class Near:
    """A page near to a question."""

    source: str
    owner: str | None
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class Gap:
    """One question, however often it was asked; `question` as it was asked last."""

    question: str = field(repr=False)
    times: int
    askers: int
    languages: tuple[str, ...]
    first: datetime
    last: datetime
    sources: tuple[str, ...]
    owners: tuple[str, ...]

    def to_json(self) -> JsonObject:
        """For the API; times are ISO 8601, UTC."""
        return {
            "question": self.question,
            "times": self.times,
            "askers": self.askers,
            "languages": list(self.languages),
            "first": self.first.isoformat(timespec="seconds"),
            "last": self.last.isoformat(timespec="seconds"),
            "sources": list(self.sources),
            "owners": list(self.owners),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What is missing: questions, most asked first, and how often near which page and whose.

    `by_owner` counts under "" what is near to no page, or to pages without an owner.
    """

    gaps: tuple[Gap, ...]
    by_source: dict[str, int]
    by_owner: dict[str, int]

    def to_json(self) -> JsonObject:
        """For the API."""
        return {
            "gaps": [gap.to_json() for gap in self.gaps],
            "by_source": self.by_source,
            "by_owner": self.by_owner,
        }


class Gaps:
    """The questions without an answer of late."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Nothing is read yet."""
        self._database = database
        self._now = now

    def add(
        self,
        principal: str,
        question: str,
        nearest: Iterable[Near],
        language: str,
        level: Sensitivity = Sensitivity.INTERNAL,
    ) -> None:
        """Note one. `level` is the question's own: a RESTRICTED one is not kept."""
        if level >= Sensitivity.RESTRICTED:
            return
        near = [page for page in nearest if page.sensitivity < Sensitivity.RESTRICTED]
        row = {
            "principal": principal,
            "folded": folded(question),
            "question": question,
            "language": language,
            "nearest": [{"source": page.source, "owner": page.owner} for page in near],
            "created": self._now(),
        }
        with self._database.writing() as connection:
            connection.execute(GAPS.insert().values(row))

    def report(
        self,
        readable: Readable = lambda _source: True,
        since: datetime | None = None,
        last: int = 200,
    ) -> Report:
        """Everybody's, together. Pages that are not readable are left out; at most `last` gaps."""
        chosen = select(GAPS).order_by(GAPS.c.id)
        if since is not None:
            chosen = chosen.where(GAPS.c.created >= since)
        asked: dict[str, list[Row[tuple[object, ...]]]] = {}
        pages: dict[int, dict[str, str]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(chosen):
                asked.setdefault(row.folded, []).append(row)
                pages[row.id] = {
                    near["source"]: near["owner"] or ""
                    for near in row.nearest
                    if readable(near["source"])
                }
        gaps = [_gap(rows, pages) for rows in asked.values()]
        gaps.sort(key=lambda gap: (-gap.times, -gap.last.timestamp(), gap.question))
        sources = Counter(source for near in pages.values() for source in near)
        owners = Counter(owner for near in pages.values() for owner in {*near.values()} or {""})
        return Report(tuple(gaps[:last]), dict(sources.most_common()), dict(owners.most_common()))

    def forget(self, principal: str) -> int:
        """All that they asked; how many."""
        return self._database.delete(GAPS, GAPS.c.principal == principal)

    def purge(self, now: datetime, days: int) -> int:
        """Forget what is too old or too much; how many."""
        gone = self._database.delete(GAPS, GAPS.c.created < now - timedelta(days=days))
        beyond = select(GAPS.c.id).order_by(GAPS.c.id.desc()).limit(1).offset(MOST)
        return gone + self._database.delete(GAPS, GAPS.c.id <= beyond.scalar_subquery())


def folded(question: str) -> str:
    """The same for questions that differ in case, width, spacing, ё or the marks around them."""
    plain = unicodedata.normalize("NFKC", question).casefold().replace("ё", "е")
    return " ".join(plain.split()).strip(_AROUND)


def _gap(rows: list[Row[tuple[object, ...]]], pages: dict[int, dict[str, str]]) -> Gap:
    near = [pages[row.id] for row in reversed(rows)]
    return Gap(
        question=rows[-1].question,
        times=len(rows),
        askers=len({row.principal for row in rows}),
        languages=tuple(sorted({row.language for row in rows})),
        first=rows[0].created,
        last=rows[-1].created,
        sources=tuple(dict.fromkeys(source for found in near for source in found)),
        owners=tuple(dict.fromkeys(owner for found in near for owner in found.values() if owner)),
    )
