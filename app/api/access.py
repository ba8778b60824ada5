"""Who asks: the dependency of every address that is not open to all.

Invariant: no address answers without one of these; a request that came through the owner's socket is
marked by the server that took it, never by anything in the request. Deliberately elsewhere: how
somebody proves who they are (`identity`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.chat_exit import require_marked
from app.api.context import context
from app.api.problems import Refused
from app.identity.refusal import Refusal
from app.principals import Principal
from app.principals import Scope as May

_OWNER = "hush.owner"


class OwnersDoor:
    """The application as it is behind the owner's socket: whoever may open it is the owner."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, marked."""
        await self._app({**scope, _OWNER: True}, receive, send)


def is_owners(request: Request) -> bool:
    """Whether it came through the owner's socket."""
    return request.scope.get(_OWNER) is True


async def asking(request: Request) -> Principal:
    """Whoever may ask, within their limits. Raises `Refused`."""
    principal = await known(request)
    require_marked(principal, request)
    context(request).limiting.request(principal)
    request.state.principal = principal
    return principal


async def known(request: Request) -> Principal:
    """Whoever this is from, or for whom a bot asks; counts nothing. Raises `Refused`."""
    identity = context(request).doors.identity
    if is_owners(request):
        found = await identity.for_whom(Principal.owner(), request.headers)
    else:
        found = await identity.of_request(request.headers, request.cookies, request.method)
    if isinstance(found, Refusal):
        told = {"WWW-Authenticate": "Bearer"} if found.status == 401 else {}
        raise Refused(found.status, found.code, headers=told)
    return found


async def answered(request: Request) -> AsyncIterator[Principal]:
    """Whoever gets an answer made by a model: counted until its last byte. Raises `Refused`."""
    principal = await asking(request)
    with context(request).limiting.answer(principal):
        yield principal


async def administering(request: Request) -> Principal:
    """Whoever has the admin scope. Raises `Refused`."""
    principal = await asking(request)
    if not principal.may(May.ADMIN):
        raise Refused(403)
    return principal


Asker = Annotated[Principal, Depends(asking)]
Answered = Annotated[Principal, Depends(answered)]
"""For every address that may ask a model; `Asker` for the others."""
Admin = Annotated[Principal, Depends(administering)]
