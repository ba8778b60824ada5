"""`hush serve`: the service in the foreground, until Ctrl-C."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from importlib.metadata import version

from app import wiring
from app.api.application import application
from app.api.serving import Doors
from app.api.serving import serve as run
from app.commands.output import emit, err, visible
from app.errors import SettingsInvalid
from app.wording import preferred_language, say


def serve(host: str | None, port: int | None, *, as_json: bool) -> None:
    """Answer over HTTP until a signal."""
    chosen = wiring.settings()
    host = host or chosen.serve.host
    _require_loopback(host)
    with wiring.service(chosen) as engine:

        async def main() -> None:
            stopping = asyncio.Event()
            app = application(engine, most_bytes=chosen.serve.body_bytes, stopping=stopping)
            await run(
                app,
                host,
                chosen.serve.port if port is None else port,
                chosen.home,
                lambda doors: _opened(doors, as_json=as_json),
                stopping,
                chosen.serve.drain,
            )

        asyncio.run(main())


def _require_loopback(host: str) -> None:
    """Where nobody can sign in, nobody but this machine is to reach the port."""
    try:
        known = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        inside = all(ipaddress.ip_address(one[4][0]).is_loopback for one in known)
    except (OSError, ValueError):
        inside = False
    if not inside:
        raise SettingsInvalid(
            "the service listens on loopback only while there is no key and no OIDC; make a key "
            "with: hush keys create --name NAME --groups GROUP, or set HUSH_SERVE__HOST to "
            "127.0.0.1"
        )


def _opened(doors: Doors, *, as_json: bool) -> None:
    if as_json:
        emit({"url": doors.url, "socket": str(doors.path), "version": version("hush")})
        return
    spoken = preferred_language()
    said = say("serving_at", spoken, version=version("hush"), url=doors.url)
    err().print(visible(f"{said}\n{say('serving_socket', spoken, path=doors.path)}"), markup=False)
