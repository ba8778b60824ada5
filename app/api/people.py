"""Other people's conversations, for admins: `/api/people`.

Invariant: each reading stands in the audit, and an admin sees what rests on documents that they may
read, nothing else (`app.oversight`). One that does not exist and one of which nothing may be shown
are told apart only by its being there at all.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.access import Admin
from app.api.context import context
from app.api.kept import Name, line_of, moment_of, turn_of
from app.api.problems import DOCUMENTED, Refused
from app.contract import ConversationLine, Person, SomebodysConversation

router = APIRouter(prefix="/api/people", tags=["admin"], responses=DOCUMENTED)


@router.get("")
async def people(_: Admin, request: Request) -> dict[str, list[Person]]:
    """Whoever has conversations."""
    found = await asyncio.to_thread(context(request).oversight.people)
    return {
        "people": [
            Person(
                who=one.who,
                name=one.name,
                conversations=one.conversations,
                touched=moment_of(one.touched),
            )
            for one in found
        ]
    }


@router.get("/conversations")
async def conversations(
    who: Annotated[str, Query(max_length=300)], admin: Admin, request: Request
) -> dict[str, list[ConversationLine]]:
    """Somebody's; noted in the audit."""
    found = await asyncio.to_thread(context(request).oversight.of, admin, who)
    return {"conversations": [line_of(one.line) for one in found]}


@router.get("/conversations/{name}")
async def conversation(name: Name, admin: Admin, request: Request) -> SomebodysConversation:
    """One of somebody's, as far as its documents are this admin's to read; noted in the audit."""
    found = await asyncio.to_thread(context(request).oversight.read, admin, name)
    if found is None:
        raise Refused(404)
    who, kept = found
    return SomebodysConversation(
        who=who,
        id=kept.line.id,
        title=kept.line.title,
        turns=[turn_of(one) for one in kept.exchanges],
    )


@router.delete("/conversations/{name}", status_code=204)
async def forget(name: Name, admin: Admin, request: Request) -> Response:
    """Delete one of somebody's; noted in the audit."""
    if not await asyncio.to_thread(context(request).oversight.delete, admin, name):
        raise Refused(404)
    return Response(status_code=204)
