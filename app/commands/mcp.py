"""`hush mcp`: the tools for agents over stdin and stdout."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app import wiring
from app.commands.asking import access_of
from app.commands.door import SOCKET, somebody_listens
from app.errors import HushError
from app.mcp_server import Tools, make_server, serve_stdio
from app.principals import Principal
from app.service_client import ServiceClient
from app.settings import Settings
from index.chunk import Sensitivity


def mcp(groups: str | None) -> None:
    """Serve until stdin ends. Stdout carries the protocol and nothing else."""
    chosen = wiring.settings()
    ceiling = Sensitivity[chosen.mcp.ceiling]
    with _stdout_kept() as give_back, _tools(chosen, groups) as tools:
        give_back()
        asyncio.run(serve_stdio(make_server(tools, _asking(groups), ceiling)))


def _asking(groups: str | None) -> Principal:
    if groups is None:
        return Principal.owner()
    return Principal("owner", "owner", access_of(groups).groups)


@contextmanager
def _tools(chosen: Settings, groups: str | None) -> Iterator[Tools]:
    """A running service where there is one, else the store itself."""
    door = chosen.home / SOCKET
    remote = bool(chosen.service.url)
    if remote or somebody_listens(door):
        if groups is not None:
            raise HushError(
                "a running service knows who asks by its key or socket, so --as is not for it; "
                "leave it out, or stop the service"
            )
        yield ServiceClient(chosen.service, None if remote else door)
        return
    from app.mcp_engine import EngineTools
    from app.wiring_service import engine

    with engine(chosen) as asked:
        yield EngineTools(asked)


@contextmanager
def _stdout_kept() -> Iterator[Callable[[], None]]:
    """While models and the store are opened, what anybody prints goes to stderr."""
    kept = os.dup(1)
    os.dup2(2, 1)

    def give_back() -> None:
        os.dup2(kept, 1)

    try:
        yield give_back
    finally:
        give_back()
        os.close(kept)
