"""`serve()`: the application behind two doors, a TCP port and the owner's socket, until a signal.

Invariant: the socket is its owner's alone from the moment it is there; at the first signal nobody
new is let in and running answers may end, at the second everything stops. Deliberately elsewhere: the
application (`application`), what a person is told (`commands.serving`).
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from app.api.access import OwnersDoor
from app.api.application import Application
from app.api.connections import Connection, connection_class, more_files
from app.errors import HushError

SOCKET = "hush.sock"
_BACKLOG = 1024
_LAST_WORDS = 2
"""Seconds after the drain in which an answer that was broken off says so."""
_ACCEPTED = 32
"""Connections that are taken in one go, before any is looked at; some rounds of them are fewer than
the files that are spare."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the service is reached: `url` for everybody who may, `path` for the owner."""

    url: str
    path: Path


class _Server(uvicorn.Server):
    """One door. Signals are the affair of `serve`, which has two of them."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """None is taken here."""
        yield


async def serve(
    app: Application,
    host: str,
    port: int,
    home: Path,
    opened: Callable[[Doors], None],
    stopping: asyncio.Event,
    drain: float,
) -> None:
    """Serve until SIGINT, SIGTERM or `stopping`; `opened` is called once both doors are open.

    Raises `HushError` where an address cannot be taken.
    """
    tcp = _bound(host, port)
    path = home / SOCKET
    unix = _owners(path)
    http = connection_class(more_files())
    servers = [_server(app, http, drain), _server(OwnersDoor(app), http, drain)]
    loop = asyncio.get_running_loop()
    ending: list[asyncio.TimerHandle] = []

    def stop() -> None:
        for server in servers:
            server.force_exit = server.force_exit or stopping.is_set()
        stopping.set()

    async def closing() -> None:
        await stopping.wait()
        for server in servers:
            server.should_exit = True
        ending.append(loop.call_later(drain, app.cut))

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        async with app.running():
            shown = tcp.getsockname()
            name = f"[{shown[0]}]" if ":" in shown[0] else shown[0]
            running = [
                asyncio.ensure_future(server.serve([door]))
                for server, door in zip(servers, (tcp, unix), strict=True)
            ]
            while not all(server.started for server in servers):
                if any(task.done() for task in running):
                    break
                await asyncio.sleep(0.01)
            for door in (tcp, unix):
                door.listen(_BACKLOG)  # uvicorn made the queue as short as what it takes in one go
            opened(Doors(f"http://{name}:{shown[1]}", path))
            await asyncio.gather(*running, closing())
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        for timer in ending:
            timer.cancel()
        path.unlink(missing_ok=True)


def require_alone(home: Path) -> None:
    """Before anything slow: no service runs there yet. Raises `HushError`."""
    _require_alone(home / SOCKET)


def require_free(host: str, port: int) -> None:
    """Before anything slow: the address can be taken. Raises `HushError`."""
    _bound(host, port).close()


def _server(app: ASGIApp, http: type[Connection], drain: float) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            http=http,
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=round(drain) + _LAST_WORDS,
            timeout_keep_alive=75,
            backlog=_ACCEPTED,
            h11_max_incomplete_event_size=64 * 1024,
        )
    )


def _bound(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `HushError`."""
    door = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.socket(family, kind, protocol)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(_BACKLOG)
    except OSError as error:
        if door is not None:
            door.close()
        raise HushError(
            "the service cannot listen on {host}:{port} ({why}); choose another with --host or --port",
            host=host,
            port=port,
            why=error.strerror or type(error).__name__,
        ) from None
    door.setblocking(False)
    return door


def _require_alone(path: Path) -> None:
    """Raises `HushError` where somebody answers behind the socket."""
    probe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        probe.connect(str(path))
    except OSError:
        return
    finally:
        probe.close()
    raise HushError("a service is running already at {path}; stop it first", path=path)


def _owners(path: Path) -> socket.socket:
    """The owner's socket; what a service that died has left goes first. Raises `HushError`."""
    _require_alone(path)
    path.unlink(missing_ok=True)
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        door.bind(str(path))
    except OSError as error:
        raise HushError(
            "the owner's socket {path} cannot be made ({why}); a shorter HUSH_HOME may help",
            path=path,
            why=error.strerror or type(error).__name__,
        ) from None
    finally:
        os.umask(mask)
    door.listen(_BACKLOG)
    door.setblocking(False)
    return door
