"""The default store: Qdrant Edge in this process, one folder in `HUSH_HOME`.

    store/
    ├── owner.json        the lock (`ownership`)
    ├── collection.json   who wrote it (`schema.Written`); written last, so it marks a whole store
    └── shard/            Edge's own files

Invariant: one process at a time. A write is in Edge's log when `write` returns and survives
`kill -9`; files are synced every `_FLUSH_EVERY` points and on close, so a power cut can cost the
last seconds, which the next ingest run sees in `revisions` and writes again. Edge maps its files
into memory and a full disk would kill the process (SIGBUS), so the room is checked before every
write and before opening. No HNSW is ever built: a search reads every vector, in 4 bits a dimension
(TurboQuant), and takes the best of eight times as many as were asked for by their whole vectors, so
that scores are exact. A store without such copies is searched by its whole vectors.
Deliberately elsewhere: Edge's own words (`edge_engine`), payload and conditions (`schema`), listing
(`listing`), the server (`server`).
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import qdrant_edge

from index import edge_engine as engine
from index import schema
from index.errors import IndexFailure
from index.filters import Access
from index.listing import Listing
from index.ownership import Owner
from index.schema import Where, Written
from index.store import Hit, Point, SparseVector

_FLUSH_EVERY = 2_000
_PAGE = 1_000
_EVERYTHING = 10_000_000
_FINELY = qdrant_edge.QuantizationSearchParams(rescore=True, oversampling=8.0)


def _free_bytes(path: Path) -> int:
    return shutil.disk_usage(path).free


class EdgeStore(Listing):
    """`index.store.Store` on a folder. Safe to use from threads."""

    def __init__(
        self, path: Path, shard: qdrant_edge.EdgeShard, owner: Owner, free: Callable[[Path], int]
    ) -> None:
        self._path = path
        self._open: qdrant_edge.EdgeShard | None = shard
        self._owner = owner
        self._free = free
        self._writing = threading.Lock()
        self._unflushed = 0
        self._pruned = False

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether a store was ever finished here."""
        return (path / engine.MARKER).is_file()

    @classmethod
    def open(
        cls,
        path: Path,
        fingerprint: str,
        dimension: Callable[[], int],
        free: Callable[[Path], int] = _free_bytes,
    ) -> EdgeStore:
        """The store in this folder, created when absent; only then `dimension` is called.

        `free` tells the free bytes of a folder's disk. Raises `StoreLocked`, `StoreDamaged`,
        `StoreDiskFull`, `FingerprintMismatch`.
        """
        _finish_switch(path)
        owner = Owner.claim(path)
        try:
            _require_room(path, free, 0)
            written = engine.written(path)
            if written is None:
                shard = engine.created(path, Written(fingerprint, dimension()))
            else:
                written.require(fingerprint)
                shard = engine.loaded(path)
        except BaseException:
            owner.release()
            raise
        return cls(path, shard, owner, free)

    @classmethod
    def rebuild(cls, path: Path, fingerprint: str, dimension: Callable[[], int]) -> EdgeStore:
        """A second store that will take this one's place (`switch`); an unfinished one goes on."""
        following = _following(path)
        written = engine.written(following) if following.is_dir() else None
        if written is not None and written != Written(fingerprint, written.dimension):
            _discard(following)
        return cls.open(following, fingerprint, dimension)

    @staticmethod
    def switch(path: Path) -> None:
        """Put the rebuilt store, closed by now, in the place of this one."""
        following, previous = _following(path), path.with_name(path.name + ".previous")
        if not EdgeStore.exists(following):
            raise IndexFailure("There is no rebuilt index to switch to; run `hush reindex` again.")
        owners = [Owner.claim(path), Owner.claim(following)]
        try:
            shutil.rmtree(previous, ignore_errors=True)
            path.rename(previous)
            following.rename(path)
        finally:
            for owner in owners:
                owner.release()
        shutil.rmtree(previous, ignore_errors=True)

    def write(self, points: Sequence[Point]) -> None:
        """Insert or overwrite; logged when it returns. Raises `StoreDiskFull` before it starts."""
        with self._writing, engine.translated(self._path):
            _require_room(self._path, self._free, sum(map(engine.size, points)))
            for start in range(0, len(points), _PAGE):
                page = [engine.point(point) for point in points[start : start + _PAGE]]
                self._shard.update(qdrant_edge.UpdateOperation.upsert_points(page))
            self._unflushed += len(points)
            if self._unflushed >= _FLUSH_EVERY:
                self._shard.flush()
                self._unflushed = 0

    def prune(self, source: str, keep_revision: str | None) -> int:
        """Delete the source's points of every other revision. Returns how many went."""
        where = engine.condition(schema.other_revisions(source, keep_revision))
        with self._writing, engine.translated(self._path):
            going = self._shard.count(qdrant_edge.CountRequest(filter=where))
            if going:
                _require_room(self._path, self._free, 0)
                self._shard.update(qdrant_edge.UpdateOperation.delete_points_by_filter(where))
                self._pruned = True
        return going

    def dense_leg(self, vector: Sequence[float], limit: int, access: Access) -> list[Hit]:
        """The nearest chunks by cosine that `access` may read, best first."""
        return self._leg(schema.DENSE, list(vector), limit, schema.readable(access))

    def sparse_leg(self, vector: SparseVector, limit: int, access: Access) -> list[Hit]:
        """The best chunks by sparse dot product that `access` may read, best first.

        IDF counts what `access` may read and nothing else: scores tell nothing of the rest.
        """
        query = qdrant_edge.SparseVector(list(vector.indices), list(vector.values))
        return self._leg(schema.SPARSE, query, limit, schema.readable(access))

    def close(self) -> None:
        """Flush, vacuum what was pruned, give up the lock. Safe to call twice."""
        with self._writing:
            shard, self._open = self._open, None
            if shard is None:
                return
            try:
                with engine.translated(self._path):
                    if self._pruned:
                        shard.optimize()
                    if self._pruned or self._unflushed:
                        shard.flush()
                    shard.close()
            finally:
                self._owner.release()

    @property
    def _shard(self) -> qdrant_edge.EdgeShard:
        if self._open is None:
            raise IndexFailure("The index is closed; open it again.")
        return self._open

    def _leg(self, name: str, query: Any, limit: int, where: Where | None) -> list[Hit]:
        allowed = None if where is None else engine.condition(where)
        scope = None if allowed is None else qdrant_edge.IdfParams(corpus=allowed)
        request = qdrant_edge.QueryRequest(
            limit=limit,
            query=qdrant_edge.Query.Nearest(query, using=name),
            filter=allowed,
            params=qdrant_edge.SearchParams(
                quantization=_FINELY, idf=scope if name == schema.SPARSE else None
            ),
            with_payload=True,
        )
        with engine.translated(self._path):
            points = self._shard.query(request)
        return [Hit(engine.chunk(self._path, point.payload), point.score) for point in points]

    def _states(self, where: Where | None) -> Iterator[tuple[str, int]]:
        request = qdrant_edge.FacetRequest(
            schema.STATE,
            limit=_EVERYTHING,
            exact=True,
            filter=None if where is None else engine.condition(where),
        )
        with engine.translated(self._path):
            hits = self._shard.facet(request).hits
        # A value whose last point was deleted is still listed, with 0.
        return ((str(hit.value), hit.count) for hit in hits if hit.count)

    def _scroll(
        self, where: Where, fields: Sequence[str] | None, *, vectors: bool
    ) -> Iterator[Any]:
        condition, offset = engine.condition(where), None
        while True:
            request = qdrant_edge.ScrollRequest(
                offset=offset,
                limit=_PAGE,
                filter=condition,
                with_payload=True if fields is None else list(fields),
                with_vector=vectors,
            )
            with engine.translated(self._path):
                records, offset = self._shard.scroll(request)
            yield from records
            if offset is None:
                return


def _following(path: Path) -> Path:
    return path.with_name(path.name + ".next")


def _finish_switch(path: Path) -> None:
    """A switch that was cut between its two renames."""
    if not path.exists() and EdgeStore.exists(_following(path)):
        _following(path).rename(path)


def _discard(path: Path) -> None:
    owner = Owner.claim(path)
    try:
        shutil.rmtree(path)
    finally:
        owner.release()


def _require_room(path: Path, free: Callable[[Path], int], size: int) -> None:
    if free(path) < engine.RESERVE + size:
        raise engine.disk_full(path)
