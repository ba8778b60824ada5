"""The service's part of `wiring`: the engine, what is kept, who asks, opened and closed here.

Invariant: as `wiring`. Imported by the commands that serve, when they do: it takes the libraries of
HTTP and of the database with it. Deliberately elsewhere: gate, models, index (`wiring`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

from app import wiring
from app.api.context import Context
from app.askers import groups_by
from app.bill import bill_of, routes_of
from app.chat_alert import Runbooks
from app.chat_exit import ChatExit
from app.contract import Ingestion, OwnersIngestion
from app.costs import Groups
from app.identity.identity import make_doors
from app.oversight import Oversight
from app.reading import access_of
from app.reckoning import Reckoning
from app.records.opening import Records
from app.service import Service
from app.settings import Settings
from app.talks import Talks
from app.wiring_upstream import observing

Write = Callable[[], AbstractContextManager[wiring.WritingDesk]]
Hand = Callable[[Write], Ingestion]
Owners = Callable[[Write], OwnersIngestion]


@contextmanager
def engine(chosen: Settings) -> Iterator[Service]:
    """The engine alone, for a process that asks by itself: nothing is kept."""
    with wiring.answering(chosen) as (made, books):
        yield Service(made, books)


@contextmanager
def serving(chosen: Settings, ingestion: Hand, owners: Owners) -> Iterator[Context]:
    """All that `hush serve` works with. `ingestion` and `owners` are made with what writes into its
    store."""
    with (
        closing(Records.of(chosen)) as records,
        wiring.answering(chosen, serves=True) as (made, books),
        observing(chosen) as observe,
    ):
        table, keys, public = access_of(chosen), records.keys, chosen.serve.public_url
        talks = Talks(records, books.store, made.memories, made.gate.policy.ceiling_of)
        audit, policy = made.gate.audit.path, made.gate.policy
        reckoning = Reckoning(audit)

        def paired(name: str) -> frozenset[str]:
            return records.pairing.groups_of(name) or frozenset()

        def groups() -> Groups:
            known = {key.id: key.groups for key in keys.all()}
            return groups_by(known, lambda name: table.groups_of(name) | paired(name))

        def write() -> AbstractContextManager[wiring.WritingDesk]:
            return wiring.writing_beside(chosen, books.store, books.encoders, made.gate)

        yield Context(
            service=Service(made, books, talks, observe),
            records=records,
            talks=talks,
            doors=make_doors(
                chosen.home,
                table,
                chosen.oidc,
                public,
                keys.find,
                keys.still,
                records.pairing.of,
            ),
            audit=audit,
            ingestion=ingestion(write),
            owners=owners(write),
            bill=lambda: bill_of(reckoning, policy.budget, chosen.costs, groups=groups()),
            routes=lambda: routes_of(reckoning),
            oversight=Oversight(records, books.store, made.memories, made.gate.audit),
            exit=ChatExit(made.gate, books.store, public),
            runbooks=Runbooks(books.store, books.find, made.relevant),
            table=table,
            limits=chosen.limits,
            hooks=chosen.hooks,
        )
