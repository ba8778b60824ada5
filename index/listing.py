"""What both stores answer in the same way from a facet and a scroll of their engine.

Invariant: revisions and counts come from one facet over `schema.STATE`, so a listing costs one
request whatever the store holds. Deliberately elsewhere: how an engine counts and pages (`edge`,
`server`).
"""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

from index import schema
from index.chunk import Chunk, Sensitivity
from index.filters import Access
from index.schema import Ids, OneOf, Where
from index.store import Listed, Made, SparseVector

_PAGE = 1_000


class Listing(ABC):
    """The part of `index.store.Store` that lists; a store brings the facet and the scroll."""

    def revisions(self, prefix: str = "") -> Mapping[str, frozenset[str]]:
        """Stored revisions of every source whose name starts with `prefix`; one facet."""
        return schema.revisions_of((state for state, _ in self._states(None)), prefix)

    def count(self, prefix: str = "", at_least: Sensitivity = Sensitivity.PUBLIC) -> int:
        """How many chunks of such sources have this level or a stricter one."""
        return schema.total(self._states(schema.no_less_than(at_least)), prefix)

    def vectors(
        self, text_hashes: Iterable[str]
    ) -> Mapping[str, tuple[tuple[float, ...], SparseVector]]:
        """Vectors already stored under these text hashes; the absent are left out."""
        wanted = sorted(set(text_hashes))
        found: dict[str, tuple[tuple[float, ...], SparseVector]] = {}
        for start in range(0, len(wanted), _PAGE):
            where = Where((OneOf(schema.TEXT_HASH, tuple(wanted[start : start + _PAGE])),))
            for record in self._scroll(where, (schema.TEXT_HASH,), vectors=True):
                found.setdefault(record.payload[schema.TEXT_HASH], _pair(record.vector))
        return found

    def chunks(self, ids: Iterable[str], access: Access) -> Mapping[str, Chunk]:
        """The chunks of these ids that `access` may read; what is no id of one is left out."""
        wanted = tuple(sorted({one for one in ids if _is_id(one)}))
        if not wanted:
            return {}
        found = self._scroll(schema.also_readable(Ids(wanted), access), None, vectors=False)
        return {chunk.id: chunk for chunk in (schema.chunk_of(record.payload) for record in found)}

    def levels(self, sources: Iterable[str], access: Access) -> Mapping[str, Sensitivity]:
        """The strictest level of each of these sources that `access` may read."""
        wanted = tuple(sorted(set(sources)))
        where = schema.also_readable(OneOf(schema.SOURCE, wanted), access)
        levels: dict[str, Sensitivity] = {}
        if wanted:
            for record in self._scroll(where, (schema.SOURCE, schema.SENSITIVITY), vectors=False):
                level = Sensitivity(record.payload[schema.SENSITIVITY])
                source = record.payload[schema.SOURCE]
                levels[source] = max(level, levels.get(source, level))
        return levels

    def documents(
        self, access: Access, *, sources: Iterable[str] | None = None, url: str = ""
    ) -> Mapping[str, Listed]:
        """Documents by source that `access` may read: those of these `sources`, of this `url`."""
        named = [] if sources is None else [OneOf(schema.SOURCE, tuple(sorted(set(sources))))]
        found: dict[str, Listed] = {}
        if not all(one.values for one in named):
            return found
        allowed = schema.readable(access)
        where = Where(
            (
                *named,
                *([OneOf(schema.URL, (url,))] if url else []),
                *(allowed.must if allowed is not None else ()),
            )
        )
        for record in self._scroll(where, schema.LISTED, vectors=False):
            one = schema.listed(record.payload)
            found[one.source] = schema.both(found.get(one.source, one), one)
        return found

    def read(self, source: str, access: Access) -> list[Chunk]:
        """The chunks of one document in their order; none where `access` may not read it."""
        where = schema.also_readable(OneOf(schema.SOURCE, (source,)), access)
        records = self._scroll(where, None, vectors=False)
        return sorted((schema.chunk_of(one.payload) for one in records), key=lambda c: c.ordinal)

    def run(self, work: Callable[[Self], Made]) -> Made:
        """What `work` makes of this store."""
        return work(self)

    @abstractmethod
    def _states(self, where: Where | None) -> Iterator[tuple[str, int]]:
        """Every stored state with the number of its chunks, never 0."""

    @abstractmethod
    def _scroll(
        self, where: Where, fields: Sequence[str] | None, *, vectors: bool
    ) -> Iterator[Any]:
        """The records that match, with these fields of the payload; `None` is all of them."""


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _pair(stored: Any) -> tuple[tuple[float, ...], SparseVector]:
    sparse = stored[schema.SPARSE]
    terms = SparseVector(tuple(sparse.indices), tuple(sparse.values))
    return tuple(stored[schema.DENSE]), terms
