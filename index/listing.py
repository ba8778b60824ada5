"""What both stores answer in the same way from a facet and a scroll of their engine.

Invariant: revisions and counts come from one facet over `schema.STATE`, so a listing costs one
request whatever the store holds. Deliberately elsewhere: how an engine counts and pages (`edge`,
`server`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index import schema
from index.chunk import Sensitivity
from index.schema import OneOf, Where
from index.store import SparseVector

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
            for record in self._scroll(where):
                found.setdefault(record.payload[schema.TEXT_HASH], _pair(record.vector))
        return found

    @abstractmethod
    def _states(self, where: Where | None) -> Iterator[tuple[str, int]]:
        """Every stored state with the number of its chunks, never 0."""

    @abstractmethod
    def _scroll(self, where: Where) -> Iterator[Any]:
        """The records that match, with their vectors and `schema.TEXT_HASH` in the payload."""


def _pair(stored: Any) -> tuple[tuple[float, ...], SparseVector]:
    sparse = stored[schema.SPARSE]
    terms = SparseVector(tuple(sparse.indices), tuple(sparse.values))
    return tuple(stored[schema.DENSE]), terms
