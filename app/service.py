"""The engine behind every way to ask: `Service`, for the page, programs, the command line and agents.

Invariant: everything is asked as a `Principal`, whose access goes into each search (law 12); what
one may not read is answered exactly as what is not there. CPU work leaves the event loop here.
Deliberately elsewhere: HTTP (`api`), how an answer is made (`answering`), who asks (`identity`),
what is constructed (`wiring`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass, fields
from typing import Any, ParamSpec, TypeVar

from app.answering import Desk, answer
from app.breaker import Breaker
from app.citing import cite
from app.contract import Citation, Done, Found, Hit, PassageText
from app.dialogue import Answer, Lane, Piece, Question, Routed
from app.dialogue import Citation as Cited
from app.fair_deciding import in_fair_turn
from app.gate import Decision
from app.observing import Observe
from app.principals import Principal
from app.prompt import Prompt
from app.queueing import FairQueue
from app.relevant_passages import serving
from app.talks import Talks
from app.wiring_index import Library
from index.chunk import Passage
from index.errors import IndexFailure
from index.filters import Access

P = ParamSpec("P")
T = TypeVar("T")
_CITED = tuple(field.name for field in fields(Cited))
_WARMING = "Restart the service / Перезапустить сервис"


@dataclass(frozen=True, slots=True)
class Explained:
    """What the gate decides for a question; `relevant` is False where it would not be asked."""

    prompt: Prompt
    decision: Decision
    relevant: bool


@dataclass(frozen=True, slots=True)
class Embedded:
    """Unit vectors and how many tokens they stand for. `too_long` is the place of the first text
    that is longer than the encoder reads; then there are no vectors."""

    vectors: Sequence[tuple[float, ...]]
    tokens: int
    too_long: int | None = None


class Service:
    """Asks, searches and explains. Safe to use from many requests at once."""

    def __init__(
        self,
        desk: Desk,
        books: Library,
        talks: Talks | None = None,
        observe: Observe | None = None,
    ) -> None:
        """Without `talks` every question stands alone; with `observe` its stages are told."""
        self._desk = desk
        self._books = books
        self._talks = talks
        self._observe = observe

    @property
    def models(self) -> dict[str, str]:
        """The name of each lane's model; a lane that is off is left out."""
        names = {"local": self._desk.local.name}
        return names | ({"cloud": self._desk.cloud.name} if self._desk.cloud is not None else {})

    @property
    def queue(self) -> FairQueue:
        """In front of the local model."""
        return self._desk.queue

    @property
    def breakers(self) -> tuple[Breaker, ...]:
        """One for the model of each lane that is on."""
        both = self._desk.breakers
        return (both.local, both.cloud) if self._desk.cloud is not None else (both.local,)

    def ready(self) -> bool:
        """Whether the store answers."""
        try:
            self._books.store.levels(["-"], Access.of())
        except IndexFailure:
            return False
        return True

    def warm(self) -> None:
        """Load what the first question would wait for; nothing is asked of a model."""
        asked = Question(_WARMING, _WARMING, Access.of())
        passages = self._desk.find(asked)
        self._desk.relevant(asked.text, passages)
        self._desk.decide(asked, self._desk.prompt(asked, passages))
        if self._desk.cloud is not None:
            self._desk.cloud.load()

    async def ask(self, question: Question) -> AsyncGenerator[Piece, None]:
        """The answer as a stream of pieces; closing it cancels the models' work."""
        pieces = answer(question, self._desk)
        if self._observe is not None:
            pieces = self._observe(pieces, question)
        async with aclosing(pieces):
            async for piece in pieces:
                yield piece

    async def begin(
        self,
        question: Question,
        principal: Principal,
        conversation: str | None,
        thread: str = "",
    ) -> Question | None:
        """The question in its conversation, or in that of a thread; None where that is not theirs."""
        if self._talks is None:
            return question if conversation is None else None
        begin = self._talks.begin
        return await asyncio.to_thread(begin, question, principal, conversation, thread)

    async def converse(
        self, question: Question, principal: Principal
    ) -> AsyncGenerator[Piece, None]:
        """As `ask`; the conversation of a question that has one keeps its turn and its level."""
        talks, kept = self._talks, bool(question.conversation)
        async with aclosing(self.ask(question)) as pieces:
            async for piece in pieces:
                if talks is not None and kept and isinstance(piece, Routed):
                    await asyncio.to_thread(talks.raise_to, question, principal, piece.sensitivity)
                if talks is not None and isinstance(piece, Answer):
                    if kept:
                        await asyncio.to_thread(talks.end, question, principal, piece)
                    if piece.abstained:
                        await asyncio.to_thread(talks.unanswered, question, principal, piece)
                yield piece

    async def aside(self, who: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` returns, done in a thread when it is this asker's turn to decide."""
        return await in_fair_turn(self._desk.turns.deciding, who, work, *args, **kwargs)

    async def more(self, question: Question, principal: Principal, thread: str) -> bool:
        """Whether pages serve the question that this one may read, but not those who read along in
        the channel. The question's access is this one's alone. No model is asked."""
        if self._talks is not None and thread:
            question = await asyncio.to_thread(self._talks.recall, question, principal, thread)
        whole, passages, _ = await self._desk.found(question, by_words=True)
        here = principal.access
        served = serving(passages, whole.text)
        beyond = [one for one in served if not here.may_read(one.chunk.audience)]
        return bool(beyond) and await asyncio.to_thread(self._desk.serves, whole, beyond)

    def readable(self, sources: set[str], principal: Principal) -> frozenset[str]:
        """Those of these sources that this one may read. Waits for the store."""
        return frozenset(self._books.store.levels(sources, principal.access))

    async def explain(self, question: Question) -> Explained:
        """What would be decided. No model is asked."""
        return await in_fair_turn(self._desk.turns.deciding, question.who, self._explain, question)

    def _explain(self, question: Question) -> Explained:
        passages = self._desk.find(question)
        prompt = self._desk.prompt(question, passages)
        relevant = self._desk.relevant(question.text, passages)
        return Explained(prompt, self._desk.decide(question, prompt), relevant)

    async def search(self, principal: Principal, query: str, k: int) -> list[Hit]:
        """The best passages that this one may read."""
        found = await asyncio.to_thread(self._books.find, query, principal.access, k)
        return [hit(passage) for passage in found]

    @property
    def encoder(self) -> str:
        """Names the encoder: vectors of two that differ cannot be compared."""
        return self._books.encoders.fingerprint

    @property
    def dimensions(self) -> int:
        """Of a vector. May load the encoder."""
        return self._books.encoders.dimension

    def embed(self, texts: Sequence[str], *, query: bool) -> Embedded:
        """The vectors of texts, as of passages or as of questions. Takes its time: not for the event
        loop."""
        encoders = self._books.encoders
        counts = [encoders.count_tokens(text) for text in texts]
        most = encoders.max_tokens
        longer = (n for n, count in enumerate(counts) if most is not None and count > most)
        if (first := next(longer, None)) is not None:
            return Embedded((), 0, first)
        made = [encoders.query(t) for t in texts] if query else encoders.dense_beside(texts)
        return Embedded(made, sum(counts))

    async def hits(self, text: str, access: Access, k: int) -> list[dict[str, object]]:
        """The best passages with their texts, for the owner."""
        from app.terminal import Place

        found = await asyncio.to_thread(self._books.find, text, access, k)
        return [asdict(Place.of(passage)) for passage in found]

    def count(self) -> int:
        """How many chunks there are. Waits for the store."""
        return self._books.store.count()

    async def passage(
        self, principal: Principal, name: str, *, whole: bool = False
    ) -> PassageText | None:
        """One passage by its id, or the `whole` document around it; None where there is none that
        this one may read."""
        return await asyncio.to_thread(self._passage, principal.access, name, whole)

    def _passage(self, access: Access, name: str, whole: bool) -> PassageText | None:
        store = self._books.store
        if (chunk := store.chunks([name], access).get(name)) is None:
            return None
        chunks = (store.read(chunk.source, access) if whole else None) or [chunk]
        return PassageText(
            id=chunk.id,
            source=chunk.source,
            heading=list(chunk.heading[:1] if whole else chunk.heading),
            lines=(chunks[0].lines[0], chunks[-1].lines[1]),
            text="\n\n".join(one.text for one in chunks),
            url=chunk.url,
            owner=chunk.owner,
            modified=chunk.modified,
            review_by=chunk.review_by,
            sensitivity=max(one.sensitivity for one in chunks).name,
        )


def hit(passage: Passage) -> Hit:
    """A passage that was found, without its text."""
    chunk = passage.chunk
    return Hit(
        id=chunk.id,
        source=chunk.source,
        score=round(passage.score, 6),
        heading=list(chunk.heading),
        lines=chunk.lines,
        sensitivity=chunk.sensitivity.name,
    )


def found(number: int, passage: Passage) -> Found:
    """A passage that an answer may rest on."""
    return Found(**_fields(cite(number, passage)), sensitivity=passage.chunk.sensitivity.name)


def citation(cited: Cited) -> Citation:
    """A citation on the wire."""
    return Citation(**_fields(cited))


def _fields(cited: Cited) -> dict[str, Any]:
    shown = {name: getattr(cited, name) for name in _CITED}
    return {**shown, "heading": list(cited.heading)}


def done(answered: Answer, conversation: str = "") -> Done:
    """The whole answer on the wire: the object of `hush ask --json` and its names here."""
    return Done(
        text=answered.text,
        citations=[citation(cited) for cited in answered.citations],
        nearest=[cited.source for cited in answered.nearest],
        lane=answered.lane.value,
        model=answered.model,
        reason=answered.reason,
        masked=answered.masked,
        abstained=answered.abstained,
        warnings=list(answered.warnings),
        outgoing=answered.outgoing if answered.lane is Lane.CLOUD else None,
        would_leave=answered.outgoing,
        answer=answered.question_id,
        conversation=conversation,
        sensitivity=_weight(answered),
    )


def _weight(answered: Answer) -> str:
    """The level of an answer; one that declines weighs as the pages that it names."""
    if answered.turn is not None:
        return answered.turn.sensitivity.name
    levels = [page.chunk.sensitivity for page in answered.rested]
    return max(levels).name if levels else ""
