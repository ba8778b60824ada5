"""`answer()`: passages, verdict, route, answer. The file to read first.

Invariant: the decision is taken after retrieval, on the exact prompt (law 1). The cloud lane is
entered with a `Sanitized` only, and there is no way from local to cloud (law 3). The lane in the
`Answer` is the lane that answered (law 9). Deliberately elsewhere: how a lane is chosen
(`gate`, `confidentiality`), what is checked on the way back (`grounding`), the words (`wording`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import assert_never

from app.citing import abstained, cite
from app.confidentiality.route import Cloud, Local
from app.confidentiality.sanitize import Restorer, Sanitized
from app.confidentiality.verdict import INJECTION
from app.dialogue import Answer, Found, Lane, Piece, Question, Restarted, Routed, Token
from app.errors import AuditUnwritable, ModelFailure
from app.explaining import deciding, stakes
from app.gate import Decision, Gate
from app.grounding import Grounding
from app.memory import Memories
from app.models import LocalModel
from app.models.cloud import CloudModel
from app.models.extractive import quotes
from app.prompt import Prompt, Turn
from app.relevant_passages import serving
from app.terminal import decided_by
from app.wording import because, say, sentence
from index.chunk import Passage, Sensitivity
from index.script import language

_BREAK = "\n\n"


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

    def decide(self, question: Question, prompt: Prompt) -> Decision:
        """What the gate decides, with what the conversation remembers."""
        with self.memories.of(question.conversation) as ledger:
            decision = self.gate.decide(prompt, ledger)
        if self.gate.name in decision.verdict.unsure:  # it may still be at work on that ledger
            self.memories.forget(question.conversation)
        return decision

    def prompt(self, question: Question, passages: Sequence[Passage]) -> Prompt:
        """The raw prompt for a question and its history, from the passages that serve it; those
        that speak to the model come last.
        """
        served = sorted(serving(passages, question.text), key=_speaks_to_the_model)
        built = Prompt.build(question.text, served, self.prompt_characters, turns=question.history)
        return replace(built, floor=max(built.floor, question.floor))


def _speaks_to_the_model(passage: Passage) -> bool:
    return any(finding.kind == INJECTION for finding in passage.chunk.findings)


@dataclass(slots=True)
class _Draft:
    """What is known of the answer while it is made."""

    lane: Lane
    model: str
    reason: str
    outgoing: str | None = None
    masked: int = 0
    warnings: tuple[str, ...] = ()
    level: Sensitivity = Sensitivity.INTERNAL
    sent_question: str | None = None
    sent_answer: str | None = None


async def answer(question: Question, desk: Desk) -> AsyncGenerator[Piece, None]:
    """Answer one question as a stream of pieces; the last one is the `Answer`."""
    passages = await asyncio.to_thread(desk.find, question)
    yield Found(tuple(passages))
    if not desk.relevant(question.text, passages):
        yield _declined(question, passages, desk)
        return
    prompt = desk.prompt(question, passages)
    decision = await asyncio.to_thread(desk.decide, question, prompt)
    match decision.route:
        case Cloud(prompt=sanitized):
            pieces = _from_cloud(question, prompt, sanitized, decision, desk)
        case Local():
            reason = because(decision.reason, prompt.language)
            by = decided_by(deciding(decision, stakes(decision, prompt)), prompt.language)
            reason = " ".join(filter(None, (reason, by and f"({by})")))
            draft = _Draft(Lane.LOCAL, desk.local.name, reason)
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
    sources = [
        stake.source
        for stake in stakes(decision, prompt)
        if stake.role == "passage" and INJECTION in stake.kinds
    ]
    if not sources:
        return []
    names = ", ".join(dict.fromkeys(sources))
    return [say("injection_found", prompt.language, sources=names)]


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
    spoken = prompt.language
    reason = because(decision.reason, spoken)
    outgoing = sanitized.text
    if desk.cloud is None:
        local = _Draft(
            Lane.LOCAL, desk.local.name, say("cloud_off", spoken, reason=reason), outgoing
        )
        local.warnings = _noted(question, prompt, decision, desk)
        local.level = decision.verdict.sensitivity
        async with aclosing(_from_local(question, prompt, local, desk)) as pieces:
            async for piece in pieces:
                yield piece
        return
    draft = _Draft(Lane.CLOUD, desk.cloud.name, reason, outgoing, sanitized.masked)
    draft.level = decision.verdict.sensitivity
    draft.sent_question = sanitized.texts[-1]
    draft.warnings = tuple(_injected(prompt, decision))
    yield Routed(draft.lane, draft.reason, outgoing, draft.level)
    said: list[str] = []
    checked = Grounding(prompt.passages, spoken)
    restorer = Restorer(sanitized.vault, outgoing)
    try:
        stream = desk.cloud.stream(sanitized, desk.gate.decided(question, decision))
        async with aclosing(stream):
            async for words in stream:
                said.append(words)
                if text := checked.feed(restorer.feed(words)):
                    yield Token(text)
    except (ModelFailure, AuditUnwritable) as failure:
        notice = say("cloud_failed", spoken, why=sentence(failure, spoken))
        yield Restarted(notice)
        code = "unwritten" if isinstance(failure, AuditUnwritable) else "cloud_failed"
        why = say(f"reason_{code}", spoken)
        local = _Draft(Lane.LOCAL, desk.local.name, why, None, 0, (notice,), draft.level)
        async with aclosing(_from_local(question, prompt, local, desk)) as pieces:
            async for piece in pieces:
                yield piece
        return
    draft.sent_answer = "".join(said)
    if text := checked.feed(restorer.finish()) + checked.finish():
        yield Token(text)
    quoted = _quoted(prompt, checked)
    if quoted.text:
        yield Token(_BREAK * bool(checked.text) + quoted.text)
    yield _finished(question, prompt, draft, (checked, quoted), restorer)


async def _from_local(
    question: Question, prompt: Prompt, draft: _Draft, desk: Desk
) -> AsyncGenerator[Piece, None]:
    yield Routed(Lane.LOCAL, draft.reason, draft.outgoing, draft.level)
    try:
        async with aclosing(_answered_by(desk.local, question, prompt, draft)) as pieces:
            async for piece in pieces:
                yield piece
    except ModelFailure as failure:
        notice = say("local_failed", prompt.language, why=sentence(failure, prompt.language))
        yield Restarted(notice)
        draft.model = desk.fallback.name
        draft.warnings += (notice,)
        async with aclosing(_answered_by(desk.fallback, question, prompt, draft)) as pieces:
            async for piece in pieces:
                yield piece


async def _answered_by(
    model: LocalModel, question: Question, prompt: Prompt, draft: _Draft
) -> AsyncGenerator[Piece, None]:
    checked = Grounding(prompt.passages, prompt.language)
    stream = model.stream(prompt)
    async with aclosing(stream):
        async for words in stream:
            if text := checked.feed(words):
                yield Token(text)
    if text := checked.finish():
        yield Token(text)
    quoted = _quoted(prompt, checked)
    if quoted.text:
        yield Token(_BREAK * bool(checked.text) + quoted.text)
    yield _finished(question, prompt, draft, (checked, quoted), None)


def _quoted(prompt: Prompt, checked: Grounding) -> Grounding:
    """Where the model's words rest on no passage, what the best one says, word for word."""
    quoted = Grounding(prompt.passages, prompt.language)
    if not checked.citations:
        silent = not checked.text.strip()
        quoted.feed(say("docs_say_alone" if silent else "docs_say", prompt.language))
        for piece in quotes(prompt, 1):
            quoted.feed(piece)
        quoted.finish()
    return quoted


def _finished(
    question: Question,
    prompt: Prompt,
    draft: _Draft,
    checked: tuple[Grounding, ...],
    restorer: Restorer | None,
) -> Answer:
    spoken = prompt.language
    met = dict.fromkeys(warning for part in checked for warning in part.warnings)
    warnings = [*draft.warnings, *(say(warning, spoken) for warning in met)]
    if restorer is not None and restorer.unknown:
        warnings.append(say("unknown_placeholder", spoken, count=restorer.unknown))
    whole = _BREAK.join(part.text for part in checked if part.text)
    return Answer(
        question_id=question.id,
        text=whole,
        rested=prompt.passages,
        turn=Turn(question.text, whole, draft.level, draft.sent_question, draft.sent_answer),
        citations=tuple(
            cite(number, prompt.passages[number - 1])
            for number in dict.fromkeys(n for part in checked for n in part.citations)
        ),
        lane=draft.lane,
        model=draft.model,
        reason=draft.reason,
        masked=draft.masked,
        abstained=False,
        warnings=tuple(warnings),
        outgoing=draft.outgoing,
    )
