"""`answer()`: passages, verdict, route, answer. The file to read first.

Invariant: the decision is taken after retrieval, on the exact prompt (law 1). The cloud lane is
entered with a `Sanitized` only, and there is no way from local to cloud (law 3). The lane in the
`Answer` is the lane that answered (law 9). Deliberately elsewhere: how a lane is chosen
(`gate`, `confidentiality`), what is checked on the way back (`grounding`), what it is made into
(`drafting`), whose turn it is (`queueing`), which model rests (`breaker`), the words (`wording`).
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import assert_never

from app.breaker import Breakers
from app.citing import abstained
from app.confidentiality.route import Cloud, Local
from app.confidentiality.sanitize import Restorer, Sanitized
from app.confidentiality.verdict import INJECTION
from app.dialogue import Answer, Found, Lane, Piece, Question, Queued, Restarted, Token
from app.drafting import BREAK, Draft, finished, quoted
from app.errors import AnswerTimeout, AuditUnwritable, ModelFailure
from app.explaining import deciding, stakes
from app.fair_deciding import Turns, in_fair_turn
from app.follow_up import Sought, found
from app.gate import Decision, Gate
from app.grounding import Grounding
from app.local_turn import in_turn
from app.memory import Memories
from app.models import LocalModel
from app.models.cloud import CloudModel
from app.prompt import Prompt
from app.queueing import FairQueue
from app.relevant_passages import addresses_us, serving
from app.terminal import decided_by
from app.wording import because, say, sentence
from index.chunk import Passage
from index.script import language
from index.stages import stage


@dataclass(frozen=True, slots=True)
class Desk:
    """All that answering needs; `wiring` makes it. `cloud` is None while the lane is off."""

    find: Callable[[Question], list[Passage]]
    relevant: Callable[[str, list[Passage]], bool]
    gate: Gate
    local: LocalModel
    fallback: LocalModel
    cloud: CloudModel | None
    prompt_characters: int
    memories: Memories
    queue: FairQueue = field(default_factory=FairQueue)
    """In front of the local model."""
    turns: Turns = field(default_factory=Turns)
    breakers: Breakers = field(default_factory=Breakers)
    seconds: float = 300.0
    """For one whole answer, waiting included."""
    hosts: tuple[str, ...] = ()
    """Whose addresses an answer may hold besides those of the house."""
    follow_up_seconds: float = 0.0
    """For the local model to make a follow-up whole; 0: it is not asked for that."""

    def in_turn(self, who: str, prompt: Prompt) -> AsyncGenerator[str | Queued, None]:
        """What the local model says once it is this asker's turn."""
        return in_turn(self.queue, self.breakers.local, self.local, who, prompt)

    async def found(self, question: Question, *, by_words: bool = False) -> Sought:
        """What was found for it, made whole where it is a follow-up; `by_words`: without a model."""
        free = not by_words and self.queue.free and self.local.name != self.fallback.name
        ask = functools.partial(self.in_turn, question.who) if free else None
        return await found(question, self._search, ask, self.follow_up_seconds)

    async def _search(self, whole: Question) -> tuple[list[Passage], bool]:
        def served() -> tuple[list[Passage], bool]:
            passages = self.find(whole)
            return passages, self.serves(whole, passages)

        return await in_fair_turn(self.turns.searching, whole.who, served)

    def serves(self, question: Question, passages: list[Passage]) -> bool:
        """Whether any of them is good enough to answer from."""
        with stage("relevance"):
            return self.relevant(question.text, passages)

    def decide(self, question: Question, prompt: Prompt) -> Decision:
        """What the gate decides, with what the conversation remembers."""
        with self.memories.of(question.conversation) as ledger:
            decision = self.gate.decide(prompt, ledger, question.access.groups)
        if self.gate.name in decision.verdict.unsure:  # it may still be at work on that ledger
            self.memories.forget(question.conversation)
        return decision

    def prompt(self, question: Question, passages: Sequence[Passage], about: str = "") -> Prompt:
        """The raw prompt for a question and its history, from the passages that serve it (`about`
        says what it is searched for by); those that speak to the model come last.
        """
        with stage("prompt"):
            served = serving(passages, about or question.text)
            served = tuple(sorted(served, key=lambda passage: addresses_us(passage.chunk)))
            length, turns = self.prompt_characters, question.history
            built = Prompt.build(question.text, served, length, turns=turns)
            return replace(built, floor=max(built.floor, question.floor))


async def answer(question: Question, desk: Desk) -> AsyncGenerator[Piece, None]:
    """Answer one question as a stream of pieces; the last one is the `Answer`.

    Raises `TooManyAtOnce` and `AnswerTimeout`.
    """
    deadline = asyncio.get_running_loop().time() + desk.seconds
    async with aclosing(_answered(question, desk)) as pieces:
        while (piece := await _next(pieces, deadline, desk.seconds)) is not None:
            yield piece


async def _next(
    pieces: AsyncGenerator[Piece, None], deadline: float, seconds: float
) -> Piece | None:
    try:
        async with asyncio.timeout_at(deadline):
            return await anext(pieces, None)
    except TimeoutError:
        raise AnswerTimeout(
            "the answer did not come within {seconds:g} s; ask again, ask for less, or raise "
            "HUSH_ANSWER__TIMEOUT",
            seconds=seconds,
        ) from None


async def _answered(question: Question, desk: Desk) -> AsyncGenerator[Piece, None]:
    whole, passages, serves = await desk.found(question)
    yield Found(tuple(passages), whole.text if whole.text != question.text else "")
    if not serves:
        yield _declined(question, passages, desk)
        return

    def judged() -> tuple[Prompt, Decision]:
        prompt = desk.prompt(question, passages, whole.text)
        return prompt, desk.decide(question, prompt)

    prompt, decision = await in_fair_turn(desk.turns.deciding, question.who, judged)
    match decision.route:
        case Cloud(prompt=sanitized):
            pieces = _from_cloud(question, prompt, sanitized, decision, desk)
        case Local():
            reason = because(decision.reason, prompt.language)
            by = decided_by(deciding(decision, stakes(decision, prompt)), prompt.language)
            reason = " ".join(filter(None, (reason, by and f"({by})")))
            draft = Draft(Lane.LOCAL, desk.local.name, reason, code=decision.reason.code.value)
            draft.warnings = _noted(question, prompt, decision, desk)
            draft.level = decision.verdict.sensitivity
            pieces = _from_local(question, prompt, draft, desk)
        case unreachable:
            assert_never(unreachable)
    async with aclosing(pieces):
        async for piece in pieces:
            yield piece


def _declined(question: Question, passages: Sequence[Passage], desk: Desk) -> Answer:
    """The docs hold no answer; noted in the audit as every question is."""
    said = abstained(question, passages)
    try:
        desk.gate.record_abstained(question)
    except AuditUnwritable as failure:  # nothing leaves, so the answer need not wait for the disk
        return replace(said, warnings=(sentence(failure, language(question.text)) or "",))
    return said


def _injected(prompt: Prompt, decision: Decision) -> list[str]:
    """A warning that names the passages that hold instructions to the model."""
    held = (stake for stake in stakes(decision, prompt) if stake.role == "passage")
    names = ", ".join(dict.fromkeys(one.source for one in held if INJECTION in one.kinds))
    return [say("injection_found", prompt.language, sources=names)] if names else []


def _noted(question: Question, prompt: Prompt, decision: Decision, desk: Desk) -> tuple[str, ...]:
    """Note in the audit that it stays inside, and what the person must know of that."""
    spoken = prompt.language
    warnings = [say("credential_in_context", spoken)] if decision.holds_credential else []
    warnings += _injected(prompt, decision)
    try:
        desk.gate.record_local(question, decision)
    except AuditUnwritable as failure:  # nothing leaves, so the answer need not wait for the disk
        warnings.append(sentence(failure, spoken) or "")
    return tuple(warnings)


async def _from_cloud(
    question: Question, prompt: Prompt, sanitized: Sanitized, decision: Decision, desk: Desk
) -> AsyncGenerator[Piece, None]:
    spoken, cloud = prompt.language, desk.cloud
    attempt = desk.breakers.cloud.enter() if cloud is not None else None
    if cloud is None or attempt is None:
        async with aclosing(_kept_inside(question, prompt, sanitized, decision, desk)) as pieces:
            async for piece in pieces:
                yield piece
        return
    draft = Draft(Lane.CLOUD, cloud.name, because(decision.reason, spoken), sanitized.text)
    draft.masked, draft.code = sanitized.masked, decision.reason.code.value
    draft.level = decision.verdict.sensitivity
    draft.sent_question = sanitized.texts[-1]
    draft.warnings = tuple(_injected(prompt, decision))
    said: list[str] = []
    checked = Grounding(prompt.passages, spoken, desk.hosts)
    restorer = Restorer(sanitized.vault, sanitized.text)
    try:
        with attempt:
            yield draft.routed
            stream = cloud.stream(sanitized, desk.gate.decided(question, decision))
            async with aclosing(stream):
                async for words in stream:
                    said.append(words)
                    if text := checked.feed(restorer.feed(words)):
                        yield Token(text)
    except (ModelFailure, AuditUnwritable) as failure:
        notice = say("cloud_failed", spoken, why=sentence(failure, spoken))
        yield Restarted(notice, type(failure).__name__)
        code = "unwritten" if isinstance(failure, AuditUnwritable) else "cloud_failed"
        why = say(f"reason_{code}", spoken)
        local = Draft(Lane.LOCAL, desk.local.name, why, None, 0, (notice,), draft.level)
        local.code = code
        async with aclosing(_from_local(question, prompt, local, desk)) as pieces:
            async for piece in pieces:
                yield piece
        return
    draft.sent_answer = "".join(said)
    if text := checked.feed(restorer.finish()) + checked.finish():
        yield Token(text)
    best = quoted(prompt, checked)
    if best.text:
        yield Token(BREAK * bool(checked.text) + best.text)
    yield finished(question, prompt, draft, (checked, best), restorer)


async def _kept_inside(
    question: Question, prompt: Prompt, sanitized: Sanitized, decision: Decision, desk: Desk
) -> AsyncGenerator[Piece, None]:
    """What may leave does not, because there is no cloud model, or it rests."""
    spoken = prompt.language
    reason = because(decision.reason, spoken)
    if desk.cloud is None:
        why, code = say("cloud_off", spoken, reason=reason), decision.reason.code.value
    else:
        failures = desk.breakers.cloud.failures
        why, code = say("cloud_resting", spoken, reason=reason, count=failures), "resting"
    draft = Draft(Lane.LOCAL, desk.local.name, why, sanitized.text, code=code)
    draft.warnings = _noted(question, prompt, decision, desk)
    draft.level = decision.verdict.sensitivity
    async with aclosing(_from_local(question, prompt, draft, desk)) as pieces:
        async for piece in pieces:
            yield piece


async def _from_local(
    question: Question, prompt: Prompt, draft: Draft, desk: Desk
) -> AsyncGenerator[Piece, None]:
    yield draft.routed
    try:
        words = desk.in_turn(question.who, prompt)
        async with aclosing(_answered_by(words, question, prompt, draft, desk.hosts)) as pieces:
            async for piece in pieces:
                yield piece
    except ModelFailure as failure:
        notice = say("local_failed", prompt.language, why=sentence(failure, prompt.language))
        yield Restarted(notice, type(failure).__name__)
        draft.model = desk.fallback.name
        draft.warnings += (notice,)
        words = desk.fallback.stream(prompt)
        async with aclosing(_answered_by(words, question, prompt, draft, desk.hosts)) as pieces:
            async for piece in pieces:
                yield piece


async def _answered_by(
    stream: AsyncGenerator[str | Queued, None] | AsyncGenerator[str, None],
    question: Question,
    prompt: Prompt,
    draft: Draft,
    hosts: tuple[str, ...],
) -> AsyncGenerator[Piece, None]:
    checked = Grounding(prompt.passages, prompt.language, hosts)
    async with aclosing(stream):
        async for words in stream:
            if isinstance(words, Queued):
                yield words
            elif text := checked.feed(words):
                yield Token(text)
    if text := checked.finish():
        yield Token(text)
    best = quoted(prompt, checked)
    if best.text:
        yield Token(BREAK * bool(checked.text) + best.text)
    yield finished(question, prompt, draft, (checked, best), None)
