"""Conversations of a principal with the service: what a question is asked with, and what is kept.

Invariant (law 7): a conversation that was once CONFIDENTIAL stays inside, whatever of it is still
there; a turn that rests on a document which is gone, stricter now, or not for this reader is left out
before anything else sees it. The key of the memory is ours. Deliberately elsewhere: how turns are
stored (`records`), how a question is answered (`service`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.dialogue import Answer, Question
from app.principals import Principal
from app.prompt import Turn
from app.records.exchange import Exchange, Source
from app.records.opening import Records
from index.chunk import Sensitivity
from index.store import Store

_LAST = 6
"""Turns that go along with a question."""
_GIVEN_CHARACTERS = 8_000
"""Of the turns' texts together; the oldest go first."""


class Talks:
    """All conversations. Every call may wait for the database: not for the event loop."""

    def __init__(self, records: Records, store: Store) -> None:
        self._kept = records.conversations
        self._store = store

    def begin(
        self, question: Question, principal: Principal, wanted: str | None
    ) -> Question | None:
        """The question in its conversation, a new one where none is named; None where the one that
        is named is not theirs."""
        if wanted is None:
            name, level = self._kept.create(principal.id), Sensitivity.PUBLIC
        else:
            known = self._kept.level(wanted, principal.id)
            if known is None:
                return None
            name, level = wanted, known
        turns = self._standing(self._kept.history(name, principal.id, _LAST), principal)
        return replace(
            question,
            conversation=name,
            history=_fitting(turns),
            floor=max(question.floor, level),
        )

    def raise_to(self, question: Question, principal: Principal, level: Sensitivity) -> None:
        """The verdict is known: it holds even where the answer does not come to its end."""
        if level >= Sensitivity.CONFIDENTIAL:
            self._kept.raise_to(question.conversation, principal.id, level)

    def end(self, question: Question, principal: Principal, said: Answer) -> None:
        """Keep a turn, with the documents that it rested on: all that stood in the prompt."""
        level = said.turn.sensitivity if said.turn is not None else Sensitivity.INTERNAL
        rested = {
            chunk.source: Source(chunk.source, chunk.revision, chunk.sensitivity)
            for chunk in (passage.chunk for passage in said.rested)
        }
        exchange = Exchange.of(question.text, said, level, tuple(rested.values()))
        self._kept.add(question.conversation, principal.id, exchange)

    def _standing(self, exchanges: Sequence[Exchange], principal: Principal) -> list[Turn]:
        """The turns whose documents still stand as they did, for this reader."""
        sources = {source.source for one in exchanges for source in one.sources}
        now = self._store.levels(sources, principal.access) if sources else {}
        return [
            one.turn
            for one in exchanges
            if all(
                source.source in now and now[source.source] <= source.sensitivity
                for source in one.sources
            )
        ]


def _fitting(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    kept: list[Turn] = []
    room = _GIVEN_CHARACTERS
    for turn in reversed(turns):
        room -= len(turn.question) + len(turn.answer)
        if room < 0:
            break
        kept.append(turn)
    return tuple(reversed(kept))
