"""`hush serve`: the service in the foreground, until Ctrl-C."""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import socket
from datetime import UTC, datetime
from importlib.metadata import version
from urllib.parse import urlsplit

from app import wiring
from app.api import logs
from app.api.application import Application
from app.api.serving import Doors, require_alone, require_free
from app.api.serving import serve as run
from app.commands.output import emit, err, visible
from app.commands.sources import ingestion, owners
from app.errors import SettingsInvalid
from app.records.keys import State
from app.wiring_service import serving
from app.wording import preferred_language, say
from index.chunk import Sensitivity


def serve(host: str | None, port: int | None, *, as_json: bool) -> None:
    """Answer over HTTP until a signal."""
    chosen = wiring.settings()
    logs.start()
    host = host or chosen.serve.host
    port = chosen.serve.port if port is None else port
    require_alone(chosen.home)
    if err().is_terminal:
        err().print(say("serving_soon", preferred_language()), markup=False, soft_wrap=True)
    with serving(chosen, ingestion, owners) as made:
        anybody = chosen.oidc.on or any(
            key.state(datetime.now(UTC)) is State.ACTIVE for key in made.records.keys.all()
        )
        if not anybody:
            _require_loopback(host)
        require_free(host, port)

        made.service.warm()
        gc.collect()
        gc.freeze()  # what is loaded stays: one look through all of it takes a tenth of a second
        public = urlsplit(chosen.serve.public_url).hostname
        hosts = [name for name in (host, public) if name]
        ceiling = Sensitivity[chosen.mcp.ceiling]

        def opened(doors: Doors) -> None:
            link = "" if anybody else f"{doors.url}/login?token={made.doors.links.make()}"
            _opened(doors, link, as_json=as_json)

        asyncio.run(
            run(
                Application(made, chosen.serve.body_bytes, hosts, ceiling),
                host,
                port,
                chosen.home,
                opened,
                made.stopping,
                chosen.serve.drain,
            )
        )


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


def _opened(doors: Doors, link: str, *, as_json: bool) -> None:
    if as_json:
        more = {"login": link} if link else {}
        emit({"url": doors.url, "socket": str(doors.path), "version": version("hush"), **more})
        return
    spoken = preferred_language()
    lines = [
        say("serving_at", spoken, version=version("hush"), url=doors.url),
        say("serving_socket", spoken, path=doors.path),
    ]
    if link:
        lines.append(say("serving_open_once", spoken, url=link))
    err().print(visible("\n".join(lines)), markup=False, soft_wrap=True)
