"""`/hooks/sources/{name}`: a push at GitHub or GitLab makes Hush look at that source again, now.

Invariant: whoever does not know the source's secret learns nothing, not even whether there is such a
source: all are answered alike. The payload is hashed for its signature and neither read nor kept.
The same push again does nothing; a push while a run is at work is one more look afterwards, however
many there were. Deliberately elsewhere: signatures (`push_signatures`), runs (`ingesting`).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, SecretStr

from app.api.context import context
from app.api.ingesting import ingestion_of, runs_of
from app.api.problems import DOCUMENTED, Refused, language_of
from app.api.push_signatures import Proof

router = APIRouter(tags=["hooks"], responses=DOCUMENTED)

_REMEMBERED = 4096


class Pushed(BaseModel):
    """What became of a push: the source is looked at, or there was nothing to do."""

    status: Literal["accepted", "repeated", "ignored"]


class Seen:
    """The pushes of late, bounded; only those whose signature held are among them."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, str], None] = OrderedDict()

    def again(self, source: str, marks: tuple[str, ...]) -> bool:
        """Whether one of these marks of a push was there already; from now on all were."""
        named = [(source, mark) for mark in marks if mark]
        known = any(mark in self._seen for mark in named)
        self._seen.update(dict.fromkeys(named))
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return known


_NOBODYS = SecretStr(secrets.token_urlsafe(32))
"""The secret of every source that has none."""


@router.post("/hooks/sources/{name}", status_code=202)
async def pushed(name: Annotated[str, Path(max_length=200)], request: Request) -> Pushed:
    """A push webhook of GitHub or GitLab: look at this source again."""
    made = context(request)
    secret = made.hooks.secrets.get(name, _NOBODYS).get_secret_value()
    proof = Proof(request.headers, secret, time.time())
    async for piece in request.stream():
        proof.feed(piece)
    if not proof.holds() or name not in made.hooks.secrets:
        raise Refused(401, "hook_refused")
    delivery = proof.delivery
    if not delivery.is_push:
        return Pushed(status="ignored")
    seen: Seen = request.app.state.pushes
    if seen.again(name, (delivery.id, proof.body)):
        return Pushed(status="repeated")
    known = await asyncio.to_thread(ingestion_of(request).sources)
    if name not in {str(source["name"]) for source in known}:
        raise Refused(404)
    runs_of(request).want(name, language_of(request))
    return Pushed(status="accepted")
