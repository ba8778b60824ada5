"""Conversations of a principal with the service: what a question is asked with, and what is kept.

Invariant (law 7): a conversation that was once CONFIDENTIAL stays inside, whatever of it is still
there; a turn that rests on a document which is gone, stricter now, or not for this reader is left out
before anything else sees it. Whoever asks, a channel's conversation is the channel's, and what one
asker was answered there from documents that are not for the next one is left out for that one. The
key of the memory is ours. Deliberately elsewhere: how turns are
stored (`records`), how a question is answered (`service`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.dialogue import Answer, Question
from app.memory import Memories
from app.principals import Principal
from app.prompt import Turn
from app.records.exchange import Exchange, Source
from app.records.gaps import Near
from app.records.given import Given
from app.records.opening import Records
from index.chunk import Sensitivity
from index.script import language
from index.store import Store

LAST = 6
"""Turns that go along with a question."""
_GIVEN_CHARACTERS = 8_000
"""Of the turns' texts together; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Ours:
    """An answer that we gave: its level, and whether all that it rested on still stands."""

    level: Sensitivity
    stands: bool = True


class Talks:
    """All conversations. Every call may wait for the database: not for the event loop."""

    def __init__(
        self,
        records: Records,
        store: Store,
        memories: Memories,
        ceiling: Callable[[str], Sensitivity],
    ) -> None:
        """`ceiling` is the strictest level that a chat platform may show."""
        self._kept = records.conversations
        self._given = records.given
        self._gaps = records.gaps
        self._store = store
        self._memories = memories
        self._ceiling = ceiling

    def begin(
        self,
        question: Question,
        principal: Principal,
        wanted: str | None,
        thread: str = "",
    ) -> Question | None:
        """The question in its conversation: that of a platform's `thread`, or the one that is
        `wanted`, or else a new one; None where the one that is wanted is not theirs."""
        if thread:
            wanted = key_of(principal.talks, thread)
            self._kept.open(wanted, principal.talks)
        if wanted is None:
            made = self._kept.create(principal.talks)
            return replace(question, conversation=made, history=(), before=())
        return self._within(question, principal, wanted)

    def recall(self, question: Question, principal: Principal, thread: str) -> Question:
        """The question with what was said before in a thread, of which nothing is kept."""
        return self._within(question, principal, key_of(principal.talks, thread)) or question

    def _within(self, question: Question, principal: Principal, wanted: str) -> Question | None:
        level = self._kept.level(wanted, principal.talks)
        if level is None:
            return None
        before = self._standing(self._kept.history(wanted, principal.talks, LAST), principal)
        return replace(
            question,
            conversation=wanted,
            history=_fitting([one.turn for one in before]),
            floor=max(question.floor, level),
            before=tuple(
                {source.source: source for one in before for source in one.sources}.values()
            ),
        )

    def raise_to(self, question: Question, principal: Principal, level: Sensitivity) -> None:
        """The verdict is known: it holds even where the answer does not come to its end."""
        if level >= Sensitivity.CONFIDENTIAL:
            self._kept.raise_to(question.conversation, principal.talks, level)

    def end(self, question: Question, principal: Principal, said: Answer) -> None:
        """Keep a turn, with the documents that it rested on: all that stood in the prompt, and those
        that the turns in the prompt rested on."""
        level = said.turn.sensitivity if said.turn is not None else Sensitivity.INTERNAL
        sources = rested_on(said)
        own = {one.source for one in sources}
        sources += tuple(
            replace(one, before=True) for one in question.before if one.source not in own
        )
        exchange = Exchange.of(question.text, said, level, sources)
        self._kept.add(question.conversation, principal.talks, exchange)

    def forget(self, name: str, principal: Principal) -> bool:
        """Delete one of theirs, with what is remembered of it; whether there was one."""
        self._memories.forget(name)
        return self._kept.delete(name, principal.id)

    def given(self, principal: Principal, text: str) -> Ours | None:
        """What an answer that a client sends back was; None where it is none that they got."""
        found = self._given.level_of(principal.talks, text)
        if found is None:
            return None
        return Ours(found.level, stand(found.sources, self._levels([found], principal)))

    def remember(self, principal: Principal, shown: str, said: Answer) -> None:
        """An answer as a client saw it, which may come back as history."""
        level = said.turn.sensitivity if said.turn is not None else Sensitivity.INTERNAL
        self._given.remember(principal.talks, shown, level, rested_on(said))

    def unanswered(self, question: Question, principal: Principal, said: Answer) -> None:
        """A question that the docs hold no answer to."""
        levels = self._store.levels({page.source for page in said.nearest}, principal.access)
        near = [
            Near(page.source, page.owner, levels[page.source])
            for page in said.nearest
            if page.source in levels
        ]
        self._gaps.add(principal.id, question.text, near, language(question.text), question.floor)

    def _standing(self, exchanges: Sequence[Exchange], principal: Principal) -> list[Exchange]:
        """The turns whose documents still stand as they did, for this reader; on a chat platform, of
        which it may show the answers."""
        now = self._levels(exchanges, principal)
        standing = [one for one in exchanges if stand(one.sources, now)]
        if not principal.platform:
            return standing
        most = self._ceiling(principal.platform)
        return [one for one in standing if all(now[s.source] <= most for s in one.sources)]

    def _levels(
        self, rested: Sequence[Exchange | Given], principal: Principal
    ) -> Mapping[str, Sensitivity]:
        sources = {source.source for one in rested for source in one.sources}
        return self._store.levels(sources, principal.access) if sources else {}


def key_of(talks: str, thread: str) -> str:
    """Our key of a platform's thread, in the conversations of these `talks`."""
    parts = f"thread\0{len(talks)}\0{talks}{thread}"
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def stand(sources: Sequence[Source], now: Mapping[str, Sensitivity]) -> bool:
    """Whether each is there for this reader, and no stricter than it was."""
    return all(one.source in now and now[one.source] <= one.sensitivity for one in sources)


def rested_on(said: Answer) -> tuple[Source, ...]:
    """The documents that stood in the prompt of an answer."""
    chunks = (passage.chunk for passage in said.rested)
    return tuple({c.source: Source(c.source, c.revision, c.sensitivity) for c in chunks}.values())


def _fitting(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    kept: list[Turn] = []
    room = _GIVEN_CHARACTERS
    for turn in reversed(turns):
        room -= len(turn.question) + len(turn.answer)
        if room < 0:
            break
        kept.append(turn)
    return tuple(reversed(kept))
