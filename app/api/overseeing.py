"""For admins: the audit and whether it is whole, costs, lanes over time.

Invariant: what the audit's file holds, as it holds it; names, numbers and hashes, no text.
Deliberately elsewhere: the audit (`audit`), the figures (`costs`).
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.api.access import Admin
from app.api.context import context
from app.api.problems import DOCUMENTED
from app.audit.chain import Head
from app.audit.reading import last as last_of
from app.audit.verifying import verify

router = APIRouter(prefix="/api", tags=["admin"], responses=DOCUMENTED)


@router.get("/audit")
async def audit(
    _: Admin, request: Request, last: Annotated[int, Query(ge=1, le=1000)] = 100
) -> dict[str, object]:
    """The last records, the newest last."""
    found = await asyncio.to_thread(last_of, context(request).audit, last)
    return {"records": found}


@router.get("/audit/verify")
async def whole(
    _: Admin,
    request: Request,
    anchor: Annotated[str | None, Query(pattern=r"^[0-9]{1,12}:[0-9a-f]{64}$")] = None,
) -> dict[str, object]:
    """Whether every record is as it was written; `broken` is the first line that is not. `head` is
    to be kept elsewhere, and given as `anchor` next time."""
    count, _colon, last = (anchor or "").partition(":")
    kept = Head(int(count), last) if anchor else None
    found = await asyncio.to_thread(verify, context(request).audit, kept)
    return {
        "ok": found.broken is None,
        "records": found.head.count,
        "broken": found.broken,
        "why": found.why,
        "head": f"{found.head.count}:{found.head.last}",
        "unmarked": found.unmarked,
    }


@router.get("/costs")
async def costs(_: Admin, request: Request) -> dict[str, object]:
    """Tokens and money by lane, group and day; budget and break-even."""
    made = context(request)
    return (await asyncio.to_thread(made.bill)).record()


@router.get("/routes")
async def routes(_: Admin, request: Request) -> dict[str, object]:
    """Questions by day and lane."""
    return await asyncio.to_thread(context(request).routes)
