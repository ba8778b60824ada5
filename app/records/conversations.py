"""Conversations and their turns, each of one principal.

Invariant: whoever asks by another principal's id gets what they would get if there were nothing.
A conversation's level is that of its strictest turn and never sinks (law 7); of a RESTRICTED turn
nothing but that level is kept. Deliberately elsewhere: which turns may still be used (their sources
may have changed since: `app.service`), what a turn is made of (`exchange`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, update

from app.dialogue import Lane
from app.records.database import Database, insert_new
from app.records.exchange import (
    Conversation,
    Exchange,
    Line,
    Source,
    citation_of,
    citation_to_json,
)
from app.records.tables import CONVERSATIONS, FEEDBACK, TURNS
from index.chunk import Sensitivity

_TITLE = 80
"""Characters of the first question that name a conversation."""


class Conversations:
    """All conversations of the service."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Nothing is read yet."""
        self._database = database
        self._now = now

    def create(self, principal: str) -> str:
        """A new one, empty; its id cannot be guessed."""
        identity = secrets.token_hex(16)
        with self._database.writing() as connection:
            connection.execute(CONVERSATIONS.insert().values(self._empty(identity, principal)))
        return identity

    def open(self, conversation: str, principal: str) -> None:
        """The one of this id, which is ours to make; an empty one where there was none."""
        with self._database.writing() as connection:
            insert_new(connection, CONVERSATIONS, self._empty(conversation, principal))

    def add(self, conversation: str, principal: str, exchange: Exchange) -> bool:
        """Keep a turn; False, and nothing is kept, where the conversation is gone or not theirs."""
        now = self._now()
        kept = exchange.withheld if exchange.restricted else exchange
        mine = _mine(conversation, principal)
        with self._database.writing() as connection:
            found = connection.execute(select(CONVERSATIONS).where(*mine).with_for_update()).first()
            if found is None:
                return False
            last = select(func.max(TURNS.c.number)).where(TURNS.c.conversation == conversation)
            number = (connection.execute(last).scalar() or 0) + 1
            row = {**_row(kept), "conversation": conversation, "number": number, "created": now}
            connection.execute(TURNS.insert().values(row))
            change = {
                "touched": now,
                "level": max(found.level, kept.level),
                "title": found.title or _title(kept.question),
            }
            connection.execute(update(CONVERSATIONS).where(*mine).values(change))
        return True

    def list(self, principal: str, last: int = 100) -> list[Line]:
        """Theirs, the one spoken in last first."""
        chosen = _lines().where(CONVERSATIONS.c.principal == principal)
        chosen = chosen.order_by(CONVERSATIONS.c.touched.desc(), CONVERSATIONS.c.id).limit(last)
        with self._database.reading() as connection:
            return [_line(row) for row in connection.execute(chosen)]

    def people(self) -> Sequence[tuple[str, int, datetime]]:
        """Everybody with a conversation that has a turn: principal, how many, spoken in last."""
        spoken = select(TURNS.c.answer).where(TURNS.c.conversation == CONVERSATIONS.c.id).exists()
        last = func.max(CONVERSATIONS.c.touched).label("last")
        chosen = (
            select(CONVERSATIONS.c.principal, func.count().label("many"), last)
            .where(spoken)
            .group_by(CONVERSATIONS.c.principal)
            .order_by(last.desc())
            .limit(1000)
        )
        with self._database.reading() as connection:
            return [(row.principal, row.many, row.last) for row in connection.execute(chosen)]

    def owner(self, conversation: str) -> str | None:
        """Whose it is, for admins; None where there is none."""
        chosen = select(CONVERSATIONS.c.principal).where(CONVERSATIONS.c.id == conversation)
        with self._database.reading() as connection:
            return connection.execute(chosen).scalar_one_or_none()

    def get(self, conversation: str, principal: str) -> Conversation | None:
        """One of theirs, whole."""
        with self._database.reading() as connection:
            row = connection.execute(_lines().where(*_mine(conversation, principal))).first()
            if row is None:
                return None
            turns = select(TURNS).where(TURNS.c.conversation == conversation)
            rows = connection.execute(turns.order_by(TURNS.c.number))
            return Conversation(_line(row), tuple(_exchange(turn) for turn in rows))

    def level(self, conversation: str, principal: str) -> Sensitivity | None:
        """The strictest level that one of theirs ever had; None where there is no such one."""
        chosen = select(CONVERSATIONS.c.level).where(*_mine(conversation, principal))
        with self._database.reading() as connection:
            return connection.execute(chosen).scalar_one_or_none()

    def raise_to(self, conversation: str, principal: str, level: Sensitivity) -> None:
        """One of theirs is at least this strict from now on, whether or not its turn is kept."""
        mine = (*_mine(conversation, principal), CONVERSATIONS.c.level < level)
        with self._database.writing() as connection:
            connection.execute(update(CONVERSATIONS).where(*mine).values(level=level))

    def history(self, conversation: str, principal: str, last: int) -> tuple[Exchange, ...]:
        """The last turns that were kept and answered, oldest first; empty where it is not theirs.

        RESTRICTED turns are not among them: ask `level`, too.
        """
        chosen = (
            select(TURNS)
            .join(CONVERSATIONS, TURNS.c.conversation == CONVERSATIONS.c.id)
            .where(*_mine(conversation, principal))
            .where(TURNS.c.level < Sensitivity.RESTRICTED, TURNS.c.abstained.is_(False))
            .order_by(TURNS.c.number.desc())
            .limit(last)
        )
        with self._database.reading() as connection:
            found = [_exchange(row) for row in connection.execute(chosen)]
        return tuple(reversed(found))

    def answered(self, answer: str, principal: str) -> Exchange | None:
        """The turn with this answer, if it was given to this principal and is still kept."""
        with self._database.reading() as connection:
            return exchange_of(connection, answer, principal)

    def cited(self, since: datetime) -> Sequence[frozenset[str]]:
        """Of every answer since then that was kept: the documents that it cites."""
        chosen = select(TURNS.c.citations).where(
            TURNS.c.created >= since, TURNS.c.abstained.is_(False)
        )
        with self._database.reading() as connection:
            return [
                frozenset(one["source"] for one in row[0]) for row in connection.execute(chosen)
            ]

    def delete(self, conversation: str, principal: str) -> bool:
        """Forget one of theirs, also what feedback on it quotes, whoever gave it; whether there was
        one."""
        mine = _mine(conversation, principal)
        return self._deleted(*mine, quoted=(FEEDBACK.c.answer.in_(_answers(*mine)),)) > 0

    def delete_all(self, principal: str) -> int:
        """Forget all of theirs, also what their feedback quotes, and anybody's on theirs; how many."""
        mine = CONVERSATIONS.c.principal == principal
        quoted = or_(FEEDBACK.c.principal == principal, FEEDBACK.c.answer.in_(_answers(mine)))
        return self._deleted(mine, quoted=(quoted,))

    def purge(self, now: datetime, days: int) -> int:
        """Forget those in which nobody has spoken for so many days; how many."""
        return self._deleted(CONVERSATIONS.c.touched < now - timedelta(days=days))

    def _empty(self, identity: str, principal: str) -> dict[str, object]:
        now = self._now()
        return {
            "id": identity,
            "principal": principal,
            "title": "",
            "level": Sensitivity.PUBLIC,
            "created": now,
            "touched": now,
        }

    def _deleted(
        self, *those: ColumnElement[bool], quoted: tuple[ColumnElement[bool], ...] = ()
    ) -> int:
        with self._database.writing() as connection:
            emptied = 0
            if quoted:
                nothing = {"question": "", "text": "", "remark": "", "sources": []}
                change = update(FEEDBACK).where(*quoted).values(nothing)
                emptied = connection.execute(change).rowcount
            gone = connection.execute(CONVERSATIONS.delete().where(*those)).rowcount
        if gone or emptied:
            self._database.wipe()
        return gone


def exchange_of(connection: Connection, answer: str, principal: str) -> Exchange | None:
    """The turn with this answer, if it was given to this principal."""
    chosen = (
        select(TURNS)
        .join(CONVERSATIONS, TURNS.c.conversation == CONVERSATIONS.c.id)
        .where(TURNS.c.answer == answer, CONVERSATIONS.c.principal == principal)
    )
    row = connection.execute(chosen).first()
    return None if row is None else _exchange(row)


def _mine(conversation: str, principal: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return CONVERSATIONS.c.id == conversation, CONVERSATIONS.c.principal == principal


def _answers(*those: ColumnElement[bool]) -> Select[tuple[str]]:
    """Ids of the answers in those conversations."""
    within = TURNS.c.conversation == CONVERSATIONS.c.id
    return select(TURNS.c.answer).join(CONVERSATIONS, within).where(*those)


def _title(question: str) -> str:
    words = " ".join(question.split())
    return words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…"


def _lines() -> Select[tuple[object, ...]]:
    counted = select(func.count()).where(TURNS.c.conversation == CONVERSATIONS.c.id)
    return select(CONVERSATIONS, counted.scalar_subquery().label("turns"))


def _line(row: Row[tuple[object, ...]]) -> Line:
    return Line(row.id, row.title, row.level, row.created, row.touched, row.turns)


def _row(exchange: Exchange) -> dict[str, object]:
    return {
        "answer": exchange.answer,
        "level": exchange.level,
        "question": exchange.question,
        "text": exchange.text,
        "sent_question": exchange.sent_question,
        "sent_answer": exchange.sent_answer,
        "outgoing": exchange.outgoing,
        "sources": [source.to_json() for source in exchange.sources],
        "citations": [citation_to_json(citation) for citation in exchange.citations],
        "lane": exchange.lane.value,
        "model": exchange.model,
        "reason": exchange.reason,
        "masked": exchange.masked,
        "abstained": exchange.abstained,
        "warnings": list(exchange.warnings),
    }


def _exchange(row: Row[tuple[object, ...]]) -> Exchange:
    return Exchange(
        answer=row.answer,
        question=row.question,
        text=row.text,
        level=row.level,
        lane=Lane(row.lane),
        model=row.model,
        reason=row.reason,
        sources=tuple(Source.of(kept) for kept in row.sources),
        citations=tuple(citation_of(kept) for kept in row.citations),
        sent_question=row.sent_question,
        sent_answer=row.sent_answer,
        outgoing=row.outgoing,
        masked=row.masked,
        abstained=row.abstained,
        warnings=tuple(row.warnings),
        created=row.created,
        number=row.number,
    )
