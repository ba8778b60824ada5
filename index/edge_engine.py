"""What only Qdrant Edge knows: its files, its words for conditions and points, its errors.

Imports `qdrant_edge` (10 ms); imported by the embedded store alone (`edge`, `store_process`).
Invariant: every exception of the engine becomes an `IndexFailure`, also a panic of its Rust code,
which is no `Exception`.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeGuard

import qdrant_edge

from index import schema
from index.chunk import Chunk
from index.errors import IndexFailure, StoreDamaged, StoreDiskFull, StoreLocked
from index.ownership import locked_by_unknown
from index.schema import AtLeast, Condition, Ids, OneOf, Where, Written
from index.sentence import Sentence
from index.store import Point

MARKER = "collection.json"
_SHARD = "shard"
_NEVER_INDEX = 10_000_000
"""KB; below it every vector is read, and `optimize` only vacuums (building HNSW holds the GIL)."""
_FEW = 64
RESERVE = 48 * 2**20
"""Bytes that stay free: Edge grows its files by up to 32 MiB at a time."""


def written(path: Path) -> Written | None:
    """What the marker says; `None` where no store was finished. Raises `StoreDamaged`."""
    try:
        return Written.parse(json.loads((path / MARKER).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise _damaged(path, Sentence("{file} cannot be read", file=MARKER)) from None


def created(path: Path, written: Written) -> qdrant_edge.EdgeShard:
    """A new shard. What an unfinished creation left behind held nothing yet and goes."""
    shutil.rmtree(path / _SHARD, ignore_errors=True)
    with translated(path):
        (path / _SHARD).mkdir()
        shard = qdrant_edge.EdgeShard.create(str(path / _SHARD), _config(written.dimension))
        kinds = qdrant_edge.PayloadSchemaType
        for names, kind in ((schema.KEYWORDS, kinds.Keyword), (schema.INTEGERS, kinds.Integer)):
            for name in names:
                shard.update(qdrant_edge.UpdateOperation.create_field_index(name, kind))
        shard.flush()
        _mark(path, written)
    return shard


def _config(dimension: int) -> qdrant_edge.EdgeConfig:
    return qdrant_edge.EdgeConfig(
        vectors={
            schema.DENSE: qdrant_edge.EdgeVectorParams(
                size=dimension, distance=qdrant_edge.Distance.Cosine, quantization_config=_coarse()
            )
        },
        sparse_vectors={
            schema.SPARSE: qdrant_edge.EdgeSparseVectorParams(modifier=qdrant_edge.Modifier.Idf)
        },
        optimizers=qdrant_edge.EdgeOptimizersConfig(indexing_threshold=_NEVER_INDEX),
    )


def _coarse() -> qdrant_edge.TurboQuantQuantizationConfig:
    """A copy of each vector in 4 bits a dimension: all that a search reads of most of them."""
    return qdrant_edge.TurboQuantQuantizationConfig(
        bits=qdrant_edge.TurboQuantBitSize.Bits4, memory=qdrant_edge.Memory.Cold
    )


def _mark(path: Path, written: Written) -> None:
    draft = path / (MARKER + ".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(written.as_dict(), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path / MARKER)


def loaded(path: Path) -> qdrant_edge.EdgeShard:
    """The shard as it is. Raises `StoreDamaged`, `StoreLocked`."""
    try:
        return qdrant_edge.EdgeShard.load(str(path / _SHARD))
    except BaseException as error:
        if not _from_engine(error):
            raise
        raise _failure(path, str(error)) or _damaged(path, _first_line(error)) from None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Engine errors as ours. Their text is dropped: it may quote what was being written."""
    try:
        yield
    except IndexFailure:
        raise
    except BaseException as error:
        if not _from_engine(error):
            raise
        raise _failure(path, str(error)) or IndexFailure(
            "The index in {path} failed ({failure}). Try again; if it goes on, run `hush doctor`.",
            path=path,
            failure=type(error).__name__,
        ) from None


def _from_engine(error: BaseException) -> bool:
    """Edge raises bare `Exception`s; a panic of its Rust code is no `Exception` at all."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _failure(path: Path, text: str) -> IndexFailure | None:
    if "WouldBlock" in text:
        return StoreLocked(locked_by_unknown(path))
    if "No space left" in text or "StorageFull" in text:
        return disk_full(path)
    return None


def _first_line(error: BaseException) -> str:
    """The engine's words, which on loading are about its own files."""
    return next(iter(str(error).splitlines()), type(error).__name__)[:200]


def _damaged(path: Path, detail: str) -> StoreDamaged:
    return StoreDamaged(
        "The index in {path} cannot be read: {detail}. Move that folder away and run "
        "`hush reindex`; your sources are not touched.",
        path=path,
        detail=detail,
    )


def disk_full(path: Path) -> StoreDiskFull:
    """The error with its sentence."""
    return StoreDiskFull(
        "The disk of {path} is full; nothing was lost. Free some space (at least {megabytes} MB) "
        "and run the command again.",
        path=path,
        megabytes=RESERVE // 2**20,
    )


def size(point: Point) -> int:
    """Upper estimate of what a point takes in the log and in the segment, in bytes."""
    vectors = 4 * len(point.dense) + 8 * len(point.sparse.indices)
    return 3 * (4 * len(point.chunk.text) + vectors + 2_048)


def point(point: Point) -> qdrant_edge.Point:
    """A point in Edge's words."""
    sparse = qdrant_edge.SparseVector(list(point.sparse.indices), list(point.sparse.values))
    return qdrant_edge.Point(
        point.chunk.id,
        {schema.DENSE: list(point.dense), schema.SPARSE: sparse},
        schema.payload_of(point.chunk),
    )


def chunk(path: Path, payload: Any) -> Chunk:
    """The chunk of a payload. Raises `StoreDamaged`."""
    try:
        return schema.chunk_of(payload)
    except (KeyError, ValueError, TypeError):
        raise _damaged(path, Sentence("a stored chunk is not whole")) from None


def condition(where: Where) -> qdrant_edge.Filter:
    """A condition in Edge's words.

    One `OneOf` is said as "any of these should match", beside what must: over 100,000 points the
    engine answers that in a third of the time that it needs for the same as `MatchAny`.
    """
    quick = next((part for part in where.must if _is_short(part)), None)
    return qdrant_edge.Filter(
        should=[_is(quick.field, value) for value in quick.values] if quick else [],
        must=[_field(part) for part in where.must if part is not quick],
        must_not=[_field(part) for part in where.must_not],
    )


def _is_short(part: Condition) -> TypeGuard[OneOf]:
    """Nothing in `should` would match everything: a list without values is none for it."""
    return isinstance(part, OneOf) and 0 < len(part.values) <= _FEW


def _is(field: str, value: str) -> qdrant_edge.FieldCondition:
    return qdrant_edge.FieldCondition(field, match=qdrant_edge.MatchValue(value))


def _field(part: Condition) -> qdrant_edge.FieldCondition | qdrant_edge.HasIdCondition:
    match part:
        case OneOf(field, values):
            return qdrant_edge.FieldCondition(field, match=qdrant_edge.MatchAny(any=list(values)))
        case AtLeast(field, value):
            return qdrant_edge.FieldCondition(field, range=qdrant_edge.RangeFloat(gte=value))
        case Ids(values):
            return qdrant_edge.HasIdCondition({uuid.UUID(value) for value in values})
