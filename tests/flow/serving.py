"""A service on real sockets in this process: documents in a real store, a gate, keys, two doors."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from app.answering import Desk
from app.api.application import Application
from app.api.context import Context
from app.api.serving import serve
from app.bill import bill_of, routes_of
from app.chat_alert import Runbooks
from app.chat_exit import ChatExit
from app.confidentiality.policy import Budget
from app.contract import Ingestion
from app.identity.access import AccessTable
from app.identity.identity import make_doors
from app.oversight import Oversight
from app.principals import Scope
from app.reckoning import Reckoning
from app.records.opening import Records
from app.service import Service
from app.service_settings import HookSettings, LimitSettings
from app.settings import CostsSettings, OidcSettings
from app.talks import Talks
from app.wiring_index import Library
from index.embedding import Encoders
from ingest import sync
from ingest.manifest import Manifest
from ingest.opening import Permissions
from ingest.overview import status
from tests.flow.desk import Desk as Ingested

PEOPLE: dict[str, tuple[Sequence[str], Sequence[Scope]]] = {
    "staff": (["staff"], []),
    "other": (["staff"], []),
    "sre": (["staff", "sre"], []),
    "guest": (["visitors"], []),
    "admin": (["staff"], [Scope.ADMIN]),
    "bot": (["staff", "sre", "board"], [Scope.ACT]),
}


@dataclass(frozen=True, slots=True)
class Running:
    """Where a service is reached, and the keys of people."""

    url: str
    path: Path
    keys: dict[str, str] = field(repr=False)
    context: Context = field(repr=False)


def made_of(
    desk: Desk,
    ingested: Ingested,
    records: Records,
    home: Path,
    limits: LimitSettings | None = None,
    hooks: HookSettings | None = None,
    table: AccessTable | None = None,
) -> Context:
    """The service over what was ingested."""
    books = Library(ingested.tools.store, cast(Encoders, ingested.tools.encoders))
    desk = replace(desk, find=lambda q: books.find(q.text, q.access, 6))
    talks = Talks(records, books.store, desk.memories, desk.gate.policy.ceiling_of)
    keys, audit = records.keys, desk.gate.audit.path
    reckoning = Reckoning(audit)
    return Context(
        service=Service(desk, books, talks),
        records=records,
        talks=talks,
        doors=make_doors(
            home,
            table or AccessTable(),
            OidcSettings(),
            "",
            keys.find,
            keys.still,
            records.pairing.of,
        ),
        audit=audit,
        ingestion=Ingestion(_again(ingested), lambda: _listed(ingested)),
        bill=lambda: bill_of(reckoning, Budget(), CostsSettings()),
        routes=lambda: routes_of(reckoning),
        oversight=Oversight(records, books.store, desk.memories, desk.gate.audit),
        exit=ChatExit(desk.gate, books.store, "https://hush.example.com"),
        runbooks=Runbooks(books.store, books.find, desk.relevant),
        table=table or AccessTable(),
        limits=limits or LimitSettings(),
        hooks=hooks or HookSettings(),
    )


def _again(
    ingested: Ingested,
) -> Callable[[str, bool, Callable[[int, int], None]], dict[str, object]]:
    def run(name: str, allow_delete: bool, told: Callable[[int, int], None]) -> dict[str, object]:
        told(0, 10)
        with closing(Manifest.open(ingested.home)) as manifest:  # it belongs to its thread
            held = replace(ingested.tools, manifest=manifest)
            said = Permissions(allow_delete=allow_delete)
            report = sync.ingest(ingested.docs, held, ingested.settings, name, said)
        told(10, 10)
        return report.to_json()

    return run


def _listed(ingested: Ingested) -> list[dict[str, object]]:
    today = datetime.now(UTC).date()
    with closing(Manifest.open(ingested.home)) as manifest:
        return [one.to_json() for one in status(manifest, today)]


@asynccontextmanager
async def running(
    desk: Desk,
    ingested: Ingested,
    drain: float = 5.0,
    most_bytes: int = 100_000,
    limits: LimitSettings | None = None,
    hooks: HookSettings | None = None,
    table: AccessTable | None = None,
) -> AsyncIterator[Running]:
    """Both doors, closed at the end."""
    opened: asyncio.Future[Running] = asyncio.get_running_loop().create_future()
    with (
        tempfile.TemporaryDirectory(prefix="hush") as short,  # a socket's path has a limit
        closing(Records.open(Path(short) / "service.db")) as records,
    ):
        home = Path(short)
        keys = {
            name: records.keys.create(name, groups, scopes).secret
            for name, (groups, scopes) in PEOPLE.items()
        }
        made = made_of(desk, ingested, records, home, limits, hooks, table)
        task = asyncio.create_task(
            serve(
                Application(made, most_bytes),
                "127.0.0.1",
                0,
                home,
                lambda doors: opened.set_result(Running(doors.url, doors.path, keys, made)),
                made.stopping,
                drain,
            )
        )
        task.add_done_callback(lambda _: opened.done() or opened.cancel())
        try:
            yield await opened
        finally:
            made.stopping.set()
            await task
