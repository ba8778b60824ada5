"""Who asks in a chat: `/api/chat/who`, pairing, and whether the asker may read more than the channel.

Invariant: only for an account or a channel that a bot names; nothing of a document is in what they
give. A code that is mistyped, used or too old is answered in one way, and after a few of them no code
of that account counts for a while. Whether there is more is told with account and channel only: the
bot tells the account alone. Deliberately elsewhere: who has what (`identity.acting`), codes
(`records.pairing`), texts for chats (`chat_exit`).
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app.api.access import asking, known
from app.api.chat_exit import wordless
from app.api.context import context
from app.api.problems import DOCUMENTED, Refused
from app.contract import FOR, IN, MayReadMore, More, Pair, Paired, Standing
from app.identity.tries import CODES_MINUTES
from app.principals import Chat, Principal
from app.wiring import question

router = APIRouter(prefix="/api/chat", tags=["chat"], responses=DOCUMENTED)


async def _chatting(principal: Annotated[Principal, Depends(asking)]) -> Principal:
    """An account or a channel. Raises `Refused`."""
    if principal.chat is None:
        raise Refused(422, where=FOR)
    return principal


async def _account(principal: Annotated[Principal, Depends(_chatting)]) -> Principal:
    """An account. Raises `Refused`."""
    if not _chat(principal).account:
        raise Refused(422, where=FOR)
    return principal


Chatting = Annotated[Principal, Depends(_chatting)]
Account = Annotated[Principal, Depends(_account)]


def _chat(principal: Principal) -> Chat:
    assert principal.chat is not None
    return principal.chat


@router.get("/who")
@wordless
async def who(asker: Chatting, request: Request) -> Standing:
    """What is known of the account, and of the channel."""
    chat = _chat(asker)
    return Standing(
        account=chat.account,
        known=chat.known,
        groups=sorted(asker.groups or ()),
        admin=chat.admin,
        owner_of=sorted(chat.owner_of),
        place=chat.place or None,
        place_known=chat.place_known,
        ceiling=context(request).exit.ceiling(asker.platform).name,
    )


@router.post("/pair")
@wordless
async def pair(body: Pair, asker: Account, request: Request) -> Paired:
    """Give the account the groups of a code that `hush keys pair` printed; it works once. Where others
    read along it gives nothing, and the code is void: they have seen it."""
    made, account = context(request), _chat(asker).account
    if not made.codes.may(account):
        wait = {"Retry-After": str(60 * CODES_MINUTES)}
        raise Refused(429, "too_many_codes", headers=wait, said={"minutes": CODES_MINUTES})
    if asker.place:
        await asyncio.to_thread(made.records.pairing.void, body.code)
        made.codes.failed(account)
        raise Refused(403, "wrong_code")
    linked = await asyncio.to_thread(made.records.pairing.use, account, body.code)
    if linked is None:
        made.codes.failed(account)
        raise Refused(403, "wrong_code")
    now = (await known(request)).groups or frozenset()  # never more than the bot's key
    return Paired(name=linked.name, groups=sorted(now.intersection(linked.groups)))


@router.post("/more")
@wordless
async def more(body: More, asker: Account, request: Request) -> MayReadMore:
    """Whether pages that serve the question are for the account, but not for the channel."""
    if not asker.place:
        raise Refused(422, where=IN)
    if not body.question.strip():
        raise Refused(422, where="question")
    made = context(request)
    made.limiting.question(body.question)
    asked = question(body.question, asker.private_access, asker.id)
    return MayReadMore(more=await made.service.more(asked, asker, body.thread))
