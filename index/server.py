"""The store for teams: a Qdrant server by URL, through `qdrant-client`.

Invariant: the same payload, conditions and answers as the embedded store; one contract suite holds
both. The configured collection name is an alias to one generation (`schema.generation`), so that a
new encoder is written beside the old one and switched to in one step. Tested against the client's
own in-memory engine, and against a server only where `HUSH_TEST_QDRANT_URL` names one; it needs a
server of the client's version or newer. Deliberately elsewhere: connecting and failures
(`server_engine`), listing (`listing`), which addresses are allowed (`addresses`).

`qdrant_client` takes two seconds to import: that happens when a store is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from index import schema
from index import server_engine as engine
from index.errors import IndexFailure
from index.filters import Access
from index.listing import Listing
from index.schema import Where
from index.settings import QdrantSettings
from index.store import Hit, Point, SparseVector

if TYPE_CHECKING:
    from qdrant_client import QdrantClient, models

_WRITE = 256
_PAGE = 1_000
_EVERYTHING = 10_000_000


class Connect(Protocol):
    """Makes the client; tests pass one that needs no server."""

    def __call__(self, settings: QdrantSettings) -> QdrantClient: ...


class ServerStore(Listing):
    """`index.store.Store` on a Qdrant server. Safe to use from threads."""

    def __init__(self, client: QdrantClient, collection: str, url: str) -> None:
        self._client = client
        self._collection = collection
        self._url = url

    @classmethod
    def open(
        cls,
        settings: QdrantSettings,
        fingerprint: str,
        dimension: Callable[[], int],
        client: Connect = engine.connect,
    ) -> ServerStore:
        """The collection behind the alias, both created when absent: only then `dimension` is used.

        Raises `StoreUnreachable`, `FingerprintMismatch`.
        """
        session = client(settings)
        with engine.translated(settings.url):
            target = engine.target(session, settings.collection)
            if target is None:
                target = schema.generation(settings.collection, fingerprint)
                engine.ensure(session, target, fingerprint, dimension)
                engine.point_alias(session, settings.collection, target)
            engine.written(session, target).require(fingerprint)
        return cls(session, target, settings.url)

    @classmethod
    def rebuild(
        cls,
        settings: QdrantSettings,
        fingerprint: str,
        dimension: Callable[[], int],
        client: Connect = engine.connect,
    ) -> ServerStore:
        """The next generation, beside the one in use (`switch`); an unfinished one goes on."""
        session = client(settings)
        with engine.translated(settings.url):
            target = engine.following(session, settings.collection, fingerprint)
            engine.ensure(session, target, fingerprint, dimension)
        return cls(session, target, settings.url)

    @staticmethod
    def switch(
        settings: QdrantSettings, fingerprint: str, client: Connect = engine.connect
    ) -> None:
        """Point the alias to the rebuilt generation in one step, then delete the old one."""
        session = client(settings)
        with engine.translated(settings.url):
            before = engine.target(session, settings.collection)
            target = engine.following(session, settings.collection, fingerprint)
            if not session.collection_exists(target):
                raise IndexFailure(
                    "There is no rebuilt index to switch to; run `hush reindex` again."
                )
            engine.point_alias(session, settings.collection, target)
            if before is not None:
                session.delete_collection(before)
            session.close()

    def write(self, points: Sequence[Point]) -> None:
        """Insert or overwrite; the server has it on its log when this returns."""
        with engine.translated(self._url):
            for start in range(0, len(points), _WRITE):
                page = [engine.point(point) for point in points[start : start + _WRITE]]
                self._client.upsert(self._collection, page, wait=True)

    def prune(self, source: str, keep_revision: str | None) -> int:
        """Delete the source's points of every other revision. Returns how many went."""
        where = engine.condition(schema.other_revisions(source, keep_revision))
        with engine.translated(self._url):
            going = self._client.count(self._collection, count_filter=where, exact=True).count
            if going:
                self._client.delete(self._collection, points_selector=where, wait=True)
        return going

    def dense_leg(self, vector: Sequence[float], limit: int, access: Access) -> list[Hit]:
        """The nearest chunks by cosine that `access` may read, best first; an exact search."""
        from qdrant_client import models

        where = schema.readable(access)
        return self._leg(schema.DENSE, list(vector), limit, where, models.SearchParams(exact=True))

    def sparse_leg(self, vector: SparseVector, limit: int, access: Access) -> list[Hit]:
        """The best chunks by sparse dot product that `access` may read, best first.

        IDF counts what `access` may read and nothing else: scores tell nothing of the rest.
        """
        from qdrant_client import models

        if not vector.indices:
            return []
        where = schema.readable(access)
        query = models.SparseVector(indices=list(vector.indices), values=list(vector.values))
        scope = None if where is None else models.IdfCorpusParams(corpus=engine.condition(where))
        return self._leg(schema.SPARSE, query, limit, where, models.SearchParams(idf=scope))

    def close(self) -> None:
        """Close the connections. Safe to call twice."""
        self._client.close()

    def _leg(
        self, name: str, query: Any, limit: int, where: Where | None, params: models.SearchParams
    ) -> list[Hit]:
        with engine.translated(self._url):
            answer = self._client.query_points(
                self._collection,
                query=query,
                using=name,
                limit=limit,
                query_filter=None if where is None else engine.condition(where),
                search_params=params,
                with_payload=True,
            )
            return [Hit(schema.chunk_of(p.payload or {}), p.score) for p in answer.points]

    def _states(self, where: Where | None) -> Iterator[tuple[str, int]]:
        with engine.translated(self._url):
            answer = self._client.facet(
                self._collection,
                schema.STATE,
                limit=_EVERYTHING,
                exact=True,
                facet_filter=None if where is None else engine.condition(where),
            )
        # A value whose last point was deleted is still listed, with 0.
        return ((str(hit.value), hit.count) for hit in answer.hits if hit.count)

    def _scroll(
        self, where: Where, fields: Sequence[str] | None, *, vectors: bool
    ) -> Iterator[Any]:
        condition, offset = engine.condition(where), None
        while True:
            with engine.translated(self._url):
                records, offset = self._client.scroll(
                    self._collection,
                    scroll_filter=condition,
                    limit=_PAGE,
                    offset=offset,
                    with_payload=True if fields is None else list(fields),
                    with_vectors=vectors,
                )
            yield from records
            if offset is None:
                return
