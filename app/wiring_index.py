"""The index's half of `wiring`: encoders and store are constructed here, and closed here.

Invariant: as `wiring`, through which everybody else comes here. Deliberately elsewhere: the gate,
answering, telemetry (`wiring`).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.errors import HushError
from index.chunk import Passage
from index.embedding import Encoders
from index.filters import Access
from index.settings import IndexSettings
from index.store import Store

_LOG = logging.getLogger("hush.service")


def encoders_of(chosen: IndexSettings) -> Encoders:
    """The encoders; a hub is asked only where the settings say so."""
    if not chosen.embedding.offline:
        os.environ |= {"HF_HUB_OFFLINE": "0", "TRANSFORMERS_OFFLINE": "0"}
    return Encoders(chosen.embedding)


def store_exists(chosen: IndexSettings) -> bool:
    """Whether anything was ever ingested here; a server is asked when it is opened."""
    from index.edge import EdgeStore

    return bool(chosen.qdrant.url) or EdgeStore.exists(chosen.home / "store")


@contextmanager
def open_store(
    chosen: IndexSettings, *, rebuild: bool = False, apart: bool = False
) -> Iterator[Store]:
    """The store that settings name, an embedded one in a process of its own if `apart`; with
    `rebuild` a second one that will take its place."""
    encoders = encoders_of(chosen)
    store = _opened(chosen, encoders, rebuild=rebuild, apart=apart)
    try:
        yield store
    finally:
        store.close()


def _opened(chosen: IndexSettings, encoders: Encoders, *, rebuild: bool, apart: bool) -> Store:
    def dimension() -> int:
        return encoders.dimension

    if chosen.qdrant.url:
        from index.server import ServerStore

        make = ServerStore.rebuild if rebuild else ServerStore.open
        return make(chosen.qdrant, encoders.fingerprint, dimension)
    from index.edge import EdgeStore

    chosen.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = chosen.home / "store"
    if apart:
        from index.edge_process import EdgeProcess

        return EdgeProcess.open(path, encoders.fingerprint, dimension, _restarted)
    make_edge = EdgeStore.rebuild if rebuild else EdgeStore.open
    return make_edge(path, encoders.fingerprint, dimension)


def _restarted() -> None:
    _LOG.warning("index_restarted")


def switch_generation(chosen: IndexSettings) -> None:
    """Put the rebuilt store, closed by now, in the place of the old one."""
    if chosen.qdrant.url:
        from index.server import ServerStore

        ServerStore.switch(chosen.qdrant, encoders_of(chosen).fingerprint)
        return
    from index.edge import EdgeStore

    EdgeStore.switch(chosen.home / "store")


@dataclass(frozen=True, slots=True)
class Library:
    """Store and encoders, for searching. `apart`: the store is not in this process."""

    store: Store
    encoders: Encoders
    apart: bool = False

    def find(self, text: str, access: Access, limit: int) -> list[Passage]:
        """The best passages that `access` may read."""
        from index.search import search

        return search(text, self.store, self.encoders, access, limit)


def require_index(chosen: IndexSettings) -> None:
    """Raises `HushError` where nothing was ever ingested."""
    if not store_exists(chosen):
        raise HushError("nothing is ingested yet; start with: hush ingest PATH")


@contextmanager
def library(chosen: IndexSettings, *, apart: bool | None = False) -> Iterator[Library]:
    """The index, for searching. Raises `HushError` where nothing was ever ingested.

    An embedded one is in a process of its own if `apart`; None: if there is a further core for it.
    """
    from app.readers import further_cores

    require_index(chosen)
    apart = further_cores() > 0 if apart is None else apart
    with open_store(chosen, apart=apart) as store:
        yield Library(store, encoders_of(chosen), apart or bool(chosen.qdrant.url))
