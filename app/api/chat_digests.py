"""`/api/chat/digests`: the weekly digests of owners of documents, for a bot.

Invariant (laws 12, 13): a digest is made for one account, of what this account may read by what is
known of it: its name, its pairing and, where the bot names it, its verified e-mail. The e-mails of
owners are named to the bot's own key alone, of documents that the key may read.
Deliberately elsewhere: what is in a digest (`app.chat_digests`), whose account an e-mail is (the bot
asks its platform).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request

from app.api.access import Asker
from app.api.chat_exit import judged
from app.api.context import Context, context
from app.api.problems import DOCUMENTED, Refused
from app.chat_digests import Digesting, is_of
from app.contract import FOR, Digest, Digests
from app.identity.access import mail_of, spellings
from app.identity.refusal import Refusal
from app.principals import Principal
from app.principals import Scope as May

router = APIRouter(prefix="/api/chat", tags=["chat"], responses=DOCUMENTED)


@router.get("/digests")
@judged
async def digests(
    asker: Asker,
    request: Request,
    platform: Literal["slack", "telegram"],
    days: Annotated[int, Query(ge=1, le=92)] = 7,
) -> Digests:
    """What happened with the documents of each owner whose account there is known, and the e-mails of
    the other owners; with an account, the digest of that one alone."""
    made = context(request)
    if asker.chat is not None:
        return await _of_one(made, asker, platform, days)
    if not asker.may(May.ACT):
        raise Refused(403)
    all_labels = _digesting(made).owners
    missing = set(await made.service.aside(asker.id, all_labels, asker.access, platform))
    owned, found = await asyncio.to_thread(_owned, made, platform, missing), list[Digest]()
    for account, labels in sorted(owned.items()):
        owner = await made.doors.identity.for_whom(asker, {FOR.lower(): account})
        if isinstance(owner, Refusal):  # a group of users asks nothing itself
            continue
        missing -= {label for label in missing if is_of(label, labels)}
        found += await _digest(made, owner, labels, days)
    mails = set(filter(None, map(mail_of, missing)))
    nobody = sum(not mail_of(label) for label in missing)
    return Digests(digests=found, mails=sorted(mails), nobody=nobody)


async def _of_one(made: Context, asker: Principal, platform: str, days: int) -> Digests:
    chat = asker.chat
    if chat is None or not chat.account or chat.place or chat.platform != platform:
        raise Refused(422, where=FOR)
    labels = chat.owner_of | ({chat.mail} - {""})
    return Digests(digests=await _digest(made, asker, labels, days))


def _owned(made: Context, platform: str, labels: Iterable[str]) -> dict[str, frozenset[str]]:
    """Accounts of the platform -> the labels of their documents: by `access.toml`, and by the e-mail
    among these labels under which an account was paired."""
    owned, here = dict[str, frozenset[str]](), f"{platform}:"
    accounts = frozenset[str]().union(*made.table.owners.values())
    for account in accounts:
        if account.startswith(here):
            owned[account] = made.table.owner_of(account)
    mails = frozenset(map(mail_of, labels)) - {""}
    for one in made.records.pairing.all():
        if one.account.startswith(here) and (mail := mail_of(one.name)) in mails:
            owned[one.account] = made.table.owner_of(one.account) | {mail}
    twice = {short for account in owned for short in spellings(account)[1:]}
    return {account: labels for account, labels in owned.items() if account not in twice}


async def _digest(
    made: Context, owner: Principal, labels: frozenset[str], days: int
) -> list[Digest]:
    """Of one account, or none."""
    of, now = _digesting(made).of, datetime.now(UTC)
    found = await made.service.aside(owner.id, of, owner, labels, days, now)
    return [] if found is None else [found]


def _digesting(made: Context) -> Digesting:
    return Digesting(made.records, made.exit.store, made.exit)
