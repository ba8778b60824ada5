"""What bots ask besides answers: `/api/chat/judge`, sharing, what left, people, alerts,
sources.

Invariant (laws 12, 13): nothing is said of a document that the account, or in a channel the channel,
may not read; every text is judged for the platform before it is given. Deliberately elsewhere: who it
is (`chat_people`), the judgement (`chat_exit`), runbooks (`app.chat_alert`), owners' digests
(`chat_digests`).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping

from fastapi import APIRouter, Request

from app.api.chat_exit import ForChat, for_chat, judged
from app.api.chat_people import Account, Chatting
from app.api.context import Context, context
from app.api.ingesting import may_reindex
from app.api.problems import DOCUMENTED, Refused, language_of
from app.chat_alert import Called, called
from app.citing import cite
from app.contract import (
    IN,
    Alert,
    AlertAnswer,
    Humans,
    Judge,
    Judged,
    NeedsHuman,
    Share,
    Shared,
    SourceLine,
    Sources,
    WhatLeft,
)
from app.dialogue import Lane
from app.principals import Principal
from app.records.exchange import Exchange
from app.service import citation
from app.talks import stand
from app.wording import say
from index.chunk import Passage, Sensitivity
from index.filters import Access

router = APIRouter(prefix="/api/chat", tags=["chat"], responses=DOCUMENTED)


def _chat(request: Request, question: str = "") -> ForChat:
    chat = for_chat(request, question)
    assert chat is not None
    return chat


@router.post("/judge")
@judged
async def judge(body: Judge, asker: Chatting, request: Request) -> Judged:
    """What of a text, that rests on these documents, may be posted; nothing where one of them is not
    for the account, or the channel."""
    made, chat = context(request), _chat(request)
    may = await asyncio.to_thread(made.exit.store.levels, body.sources, asker.access)
    if not may.keys() >= set(body.sources):
        return made.exit.withheld("level", chat.chat)
    return await chat.judge(body.text, body.sources)


@router.post("/left")
@judged
async def left(body: WhatLeft, asker: Account, request: Request) -> Judged:
    """What left the company for an answer, as it may be shown now; nothing of it where a document that
    the answer rests on is not for the account, or the channel, any more."""
    made = context(request)
    kept = await asyncio.to_thread(made.records.conversations.answered, body.answer, asker.talks)
    if kept is None:
        raise Refused(404)
    if kept.lane is not Lane.CLOUD or not kept.outgoing:
        return Judged(text="")
    chat, sources = _chat(request, kept.question), {one.source for one in kept.sources}
    if not stand(kept.sources, await _levels(made, kept, asker)):
        return made.exit.withheld("level", chat.chat)
    return await chat.judge(kept.outgoing, sources)


@router.post("/share")
@judged
async def share(body: Share, asker: Account, request: Request) -> Shared:
    """A private answer, as the channel may see it: only where every document that it rests on is for
    the channel and for the account now, and no stricter than it was."""
    if not asker.place:
        raise Refused(422, where=IN)
    made = context(request)
    kept = await asyncio.to_thread(made.records.conversations.answered, body.answer, asker.id)
    if kept is None:
        raise Refused(404)
    now = await _levels(made, kept, asker)
    if kept.restricted or not kept.text or not stand(kept.sources, now):
        raise Refused(403, "not_for_channel")
    chat, sources = _chat(request, kept.question), {one.source for one in kept.sources}
    said = await chat.judge(kept.text, sources)
    question = await chat.judge(kept.question)
    cited = [citation(one) for one in kept.citations] if said.withheld != "level" else []
    return Shared(
        question="" if question.withheld == "level" else question.text,
        text=said.text,
        citations=await chat.citations(cited),
        lane=kept.lane.value,
        withheld=said.withheld,
        page=said.page,
    )


@router.post("/human")
@judged
async def human(body: NeedsHuman, asker: Account, request: Request) -> Humans:
    """Somebody is to look at an answer: whom to mention, and what to tell them."""
    made = context(request)
    kept = await asyncio.to_thread(_to_be_looked_at, made, body.answer, asker)
    if kept is None:
        raise Refused(404)
    cited = {one.source for one in kept.citations}
    looked_up = cited or {one.source for one in kept.sources if not one.before}
    chat = _chat(request, kept.question)
    may = await chat.allowed(looked_up)
    listed = await asyncio.to_thread(made.exit.store.documents, asker.access, sources=may)
    names = await _plain(chat, sorted(listed))
    whom = called([listed[name].owner for name in names], asker, made.table)
    if not asker.place:  # they are written to, each by themselves
        names = await asyncio.to_thread(_known_to, made, whom, names)
    question = await chat.judge(kept.question)
    return Humans(
        accounts=list(whom.accounts),
        owners=await _plain(chat, whom.owners),
        on_call=whom.on_call,
        summary=_summary(question, names, language_of(request), found=bool(listed)),
    )


def _known_to(made: Context, whom: Called, names: Collection[str]) -> list[str]:
    """Those of documents of which each of those who are called is the owner, or that they may read. An
    owner who is an e-mail is called by it."""
    known, store, table = set(names), made.exit.store, made.table
    listed = store.documents(Access.owner(), sources=known)
    mails = [label for label in whom.owners if "@" in label]
    for account, mail in [*((one, "") for one in whom.accounts), *(("", mail) for mail in mails)]:
        member, paired = table.member(account, mail), made.records.pairing.groups_of(account)
        groups = (member.groups if member is not None else frozenset()) | (paired or frozenset())
        own = table.owner_of(account) | {mail}
        may = store.documents(Access.of(*groups), sources=known)
        known &= may.keys() | {name for name, one in listed.items() if one.owner in own}
    return sorted(known)


def _to_be_looked_at(made: Context, answer: str, asker: Principal) -> Exchange | None:
    """The answer, given to the account or in the channel; that it needs somebody is kept."""
    kept = made.records.conversations
    found = kept.answered(answer, asker.id) or kept.answered(answer, asker.talks)
    if found is not None:
        feedback = made.records.feedback
        verdict = feedback.verdicts([answer], asker.id).get(answer, "down")
        feedback.give(answer, asker.id, verdict, needs_human=True, talks=asker.talks)
    return found


def _summary(question: Judged, names: Collection[str], spoken: str, *, found: bool) -> str:
    asked = "" if question.withheld == "level" else question.text.strip()
    quoted = "\n".join(f"> {line}" for line in asked.splitlines())
    looked = ", ".join(f"`{name}`" for name in names)
    where = say("chat_looked_up", spoken, sources=looked) if names else ""
    where = where or ("" if found else say("chat_found_nothing", spoken))
    return "\n\n".join(filter(None, (quoted, where)))


@router.post("/alert")
@judged
async def alert(body: Alert, asker: Chatting, request: Request) -> AlertAnswer:
    """An alert as it may be shown, with the first steps of the runbook that fits it."""
    made, chat = context(request), _chat(request, body.name)
    shown = await chat.judge(body.text if body.text.strip() else body.name)
    of, access = made.runbooks.of, asker.access
    found = await made.service.aside(asker.id, of, body.name, body.text, body.runbook_url, access)
    if found is None:
        whom = called((), asker, made.table)
        return AlertAnswer(
            shown=shown.text,
            accounts=list(whom.accounts),
            on_call=whom.on_call,
            withheld=shown.withheld,
            shown_withheld=shown.withheld,
            page=shown.page,
        )
    steps = await chat.judge(found.steps, [found.chunk.source])
    hidden = steps.withheld == "level"
    cited = [] if hidden else [citation(cite(1, Passage(found.chunk, 0.0)))]
    runbook = await chat.citations(cited)
    whom = called([found.chunk.owner], asker, made.table)
    return AlertAnswer(
        shown=shown.text,
        runbook=runbook[0] if runbook else None,
        steps=steps.text,
        accounts=list(whom.accounts),
        owners=[] if hidden else await _plain(chat, whom.owners),
        on_call=whom.on_call,
        withheld=steps.withheld or shown.withheld,
        shown_withheld=shown.withheld,
        page=steps.page or shown.page,
    )


@router.get("/sources")
@judged
async def sources(asker: Chatting, request: Request) -> Sources:
    """The sources of which the account, in a channel the channel too, may read something."""
    made, chat = context(request), _chat(request)
    listed = await asyncio.to_thread(made.exit.store.documents, asker.access)
    most = made.exit.ceiling(asker.platform)
    counts = Counter(_name(one) for one, of in listed.items() if of.sensitivity <= most)
    names = await _plain(chat, sorted(counts))
    updated = await asyncio.to_thread(_updated, made)
    return Sources(
        sources=[
            SourceLine(
                name=name,
                documents=counts[name],
                updated=updated.get(name, ""),
                may_reindex=await may_reindex(asker, name, request),
            )
            for name in names
        ]
    )


async def _levels(made: Context, kept: Exchange, asker: Principal) -> Mapping[str, Sensitivity]:
    rested = {one.source for one in kept.sources}
    return await asyncio.to_thread(made.exit.store.levels, rested, asker.access)


async def _plain(chat: ForChat, names: Collection[str]) -> list[str]:
    fine = await chat.plain(list(names))
    return [name for name, plain in zip(names, fine, strict=True) if plain]


def _name(source: str) -> str:
    return source.partition(":")[0]


def _updated(made: Context) -> dict[str, str]:
    """When each source was looked at last."""
    listed = made.ingestion.sources() if made.ingestion is not None else []
    return {str(one["name"]): str(one.get("last_run") or "") for one in listed}
