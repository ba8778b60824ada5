"""The database's host: loopback or private unless a setting allows it, checked at each connection.

Invariant: the address that was checked is the one that libpq connects to (`hostaddr`), and libpq's
own environment variables name no host. Deliberately elsewhere: the rule (`index.addresses`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event

from app.errors import RecordsUnusable
from index.addresses import Rule, require_private

_PORT = 5432


def only_private(engine: Engine, rule: Rule) -> None:
    """Let this engine connect to allowed addresses only. A path is a Unix socket and is allowed."""

    @event.listens_for(engine, "do_connect")
    def _checked(_dialect: Any, _record: Any, _arguments: Any, named: dict[str, Any]) -> None:
        host, port = str(named.get("host") or ""), int(named.get("port") or _PORT)
        if host.startswith("/"):
            return
        try:
            named["hostaddr"] = require_private(host, port, rule)[0]
        except OSError:
            named["hostaddr"] = ""
        if not named["hostaddr"]:
            raise RecordsUnusable(
                "the database's host {host} is unknown; check HUSH_RECORDS__URL", host=host
            )
