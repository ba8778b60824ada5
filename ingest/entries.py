"""What is known of one file between runs, and the row of the manifest that says so.

Invariant: `entry_of` gives back what `row_of` was given. It holds no text of a document.
Deliberately elsewhere: the database (`manifest`), what follows from an entry (`gather`, `plan`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.labels import Declared
from ingest.plan import Parts
from ingest.reasons import from_json, to_json


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be used. `tried` names the bytes and the versions that failed."""

    reason: str
    unclear: bool
    tried: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one file.

    `written` is what the stored revision was made of, `None` until a write is finished. `stamp`
    belongs to the bytes of that revision (it is empty where they may have changed since); `own` is
    what their front matter declares; `chunks`, `unlabelled` and `review_by` are of that revision,
    too. `failure` is of the bytes that lie there now.
    """

    source: str
    stamp: str = ""
    own: Declared = field(default_factory=Declared)
    written: Parts | None = None
    chunks: int = 0
    unlabelled: bool = False
    review_by: str | None = None
    failure: Failure | None = None


def row_of(entry: Entry) -> tuple[object, ...]:
    """In the order of the columns of `files`."""
    return (
        entry.source,
        entry.source.partition(":")[0],
        entry.stamp,
        entry.own.to_json(),
        None if entry.written is None else json.dumps(asdict(entry.written)),
        entry.chunks,
        entry.unlabelled,
        entry.review_by,
        None if entry.failure is None else _written_failure(entry.failure),
    )


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The reverse, without the name. Raises `ValueError`, `TypeError`, `KeyError` on other rows."""
    source, stamp, own, written, chunks, unlabelled, review_by, failure = row
    return Entry(
        source=source,
        stamp=stamp,
        own=Declared.from_json(own),
        written=None if written is None else Parts(**json.loads(written)),
        chunks=chunks,
        unlabelled=bool(unlabelled),
        review_by=review_by,
        failure=None if failure is None else _read_failure(failure),
    )


def _written_failure(failure: Failure) -> str:
    return json.dumps(
        {
            "reason": to_json(failure.reason),
            "unclear": failure.unclear,
            "tried": failure.tried,
        }
    )


def _read_failure(line: str) -> Failure:
    record = json.loads(line)
    return Failure(from_json(record["reason"]), bool(record["unclear"]), str(record["tried"]))
