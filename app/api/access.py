"""Who asks: the dependency of every address that is not open to all.

Invariant: no address answers without one of these; a request that came through the owner's socket is
marked by the server that took it, never by anything in the request. Deliberately elsewhere: how
somebody proves who they are (`identity`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import Refused
from app.principals import Principal
from app.principals import Scope as May

_OWNER = "hush.owner"

Identify = Callable[[Request], Awaitable[Principal]]
"""Says who asks. Raises `Refused`."""


class OwnersDoor:
    """The application as it is behind the owner's socket: whoever may open it is the owner."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, marked."""
        await self._app({**scope, _OWNER: True}, receive, send)


async def asking(request: Request) -> Principal:
    """Whoever may ask. Raises `Refused`."""
    identify: Identify = request.app.state.identify
    owner = request.scope.get(_OWNER) is True
    principal = Principal.owner() if owner else await identify(request)
    request.state.principal = principal
    return principal


async def administering(request: Request) -> Principal:
    """Whoever has the admin scope. Raises `Refused`."""
    principal = await asking(request)
    if not principal.may(May.ADMIN):
        raise Refused(403)
    return principal


Asker = Annotated[Principal, Depends(asking)]
Admin = Annotated[Principal, Depends(administering)]


async def nobody(_: Request) -> Principal:
    """Where no way to sign in is set up: only the owner's socket is open."""
    raise Refused(401, headers={"WWW-Authenticate": "Bearer"})
