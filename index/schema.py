"""What a chunk looks like inside Qdrant: names, payload, conditions, and which encoders wrote it.

Invariant: both stores keep the same payload and ask with the same conditions, so that the access
filter (law 12) is written once, in `readable`. `chunk_of(payload_of(chunk)) == chunk`.
Deliberately elsewhere: how an engine spells a condition (`edge`, `server`), who may read
(`filters`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from index.chunk import EVERYONE, Action, Chunk, Estimate, Finding, Known, Sensitivity
from index.errors import FingerprintMismatch
from index.filters import Access
from index.store import Listed

VERSION = 1
"""Goes up when the payload or the collection changes so that an older store cannot be read."""

DENSE = "dense"
"""Name of the dense vector: cosine."""
SPARSE = "sparse"
"""Name of the sparse vector: our terms, with the engine's IDF."""

SOURCE = "source"
STATE = "state"
"""Source and revision in one field, so that one facet lists what is stored."""
AUDIENCE = "audience"
SENSITIVITY = "sensitivity"
TEXT_HASH = "text_hash"

URL = "url"
LISTED = (SOURCE, SENSITIVITY, URL, "owner", "review_by", "labelled", "findings")
"""The fields of which `listed` makes a document."""

KEYWORDS = (SOURCE, STATE, AUDIENCE, TEXT_HASH)
INTEGERS = (SENSITIVITY,)

_SEPARATOR = "\0"


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field, or one element of it, is among these values; no values match nothing."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The integer field has this value or a greater one."""

    field: str
    value: int


@dataclass(frozen=True, slots=True)
class Ids:
    """The point is one of these chunks."""

    values: tuple[str, ...]


Condition = OneOf | AtLeast | Ids


@dataclass(frozen=True, slots=True)
class Where:
    """All of `must` hold and none of `must_not`."""

    must: tuple[Condition, ...]
    must_not: tuple[Condition, ...] = ()


def readable(access: Access) -> Where | None:
    """What `access` may read; `None` is everything. Goes into every leg of a search (law 12)."""
    covered = [{group, EVERYONE} for group in sorted(access.every)]
    wanted = covered if access.groups is None else [access.groups, *covered]
    if not wanted:
        return None
    return Where(tuple(OneOf(AUDIENCE, tuple(sorted(groups))) for groups in wanted))


def also_readable(condition: Condition, access: Access) -> Where:
    """What `access` may read of what this condition names."""
    allowed = readable(access)
    return Where((condition, *(allowed.must if allowed is not None else ())))


def other_revisions(source: str, keep_revision: str | None) -> Where:
    """Points of the source that are not of this revision; `None` keeps nothing."""
    of_source = (OneOf(SOURCE, (source,)),)
    if keep_revision is None:
        return Where(of_source)
    return Where(of_source, (OneOf(STATE, (state(source, keep_revision),)),))


def no_less_than(level: Sensitivity) -> Where | None:
    """Chunks of this level or a stricter one; `None` is everything."""
    return None if level == min(Sensitivity) else Where((AtLeast(SENSITIVITY, int(level)),))


def state(source: str, revision: str) -> str:
    """One keyword for a source at a revision."""
    return f"{source}{_SEPARATOR}{revision}"


def revisions_of(states: Iterable[str], prefix: str) -> dict[str, frozenset[str]]:
    """Revisions by source, of the sources whose name starts with `prefix`."""
    found: dict[str, set[str]] = {}
    for value in states:
        source, _, revision = value.rpartition(_SEPARATOR)
        if source.startswith(prefix):
            found.setdefault(source, set()).add(revision)
    return {source: frozenset(revisions) for source, revisions in found.items()}


def total(counts: Iterable[tuple[str, int]], prefix: str) -> int:
    """Sum of the counts of those states whose source starts with `prefix`."""
    return sum(count for value, count in counts if value.startswith(prefix))


def payload_of(chunk: Chunk) -> dict[str, Any]:
    """The chunk as JSON values, with the fields that filters need."""
    return {
        SOURCE: chunk.source,
        STATE: state(chunk.source, chunk.revision),
        AUDIENCE: sorted(chunk.audience),
        SENSITIVITY: int(chunk.sensitivity),
        TEXT_HASH: chunk.text_hash,
        "revision": chunk.revision,
        "ordinal": chunk.ordinal,
        "heading": list(chunk.heading),
        "text": chunk.text,
        "lines": list(chunk.lines),
        "title": chunk.title,
        URL: chunk.url,
        "owner": chunk.owner,
        "modified": chunk.modified,
        "review_by": chunk.review_by,
        "findings": [[f.kind, f.action.value, f.start, f.end, f.detector] for f in chunk.findings],
        "estimate": _values(chunk.known.estimate),
        "clean": chunk.known.clean,
        "detector_version": chunk.detector_version,
        "labelled": chunk.labelled,
    }


def chunk_of(payload: Mapping[str, Any]) -> Chunk:
    """The chunk again. Raises `KeyError`, `ValueError` or `TypeError` on what is not a chunk."""
    first, last = payload["lines"]
    return Chunk(
        source=payload[SOURCE],
        revision=payload["revision"],
        ordinal=payload["ordinal"],
        heading=tuple(payload["heading"]),
        text=payload["text"],
        lines=(first, last),
        title=payload["title"],
        url=payload.get("url"),
        owner=payload.get("owner"),
        modified=payload["modified"],
        review_by=payload.get("review_by"),
        sensitivity=Sensitivity(payload[SENSITIVITY]),
        audience=frozenset(payload[AUDIENCE]),
        known=Known(
            tuple(_finding(*values) for values in payload["findings"]),
            _estimate(payload.get("estimate")),
            str(payload.get("clean", "")),
        ),
        detector_version=payload["detector_version"],
        labelled=bool(payload.get("labelled", True)),
    )


def listed(payload: Mapping[str, Any]) -> Listed:
    """The document that this chunk is of, as far as it tells."""
    return Listed(
        source=payload[SOURCE],
        owner=payload.get("owner"),
        url=payload.get(URL),
        review_by=payload.get("review_by"),
        sensitivity=Sensitivity(payload[SENSITIVITY]),
        labelled=bool(payload.get("labelled", True)),
        kinds=frozenset(kind for kind, *_ in payload["findings"]),
    )


def both(one: Listed, other: Listed) -> Listed:
    """A document by two of its chunks."""
    level = max(one.sensitivity, other.sensitivity)
    return replace(one, sensitivity=level, kinds=one.kinds | other.kinds)


def _values(estimate: Estimate | None) -> list[Any] | None:
    if estimate is None:
        return None
    return [int(estimate.level), estimate.probability, estimate.unsure]


def _estimate(values: Any) -> Estimate | None:
    if values is None:
        return None
    level, probability, unsure = values
    return Estimate(Sensitivity(level), float(probability), bool(unsure))


def _finding(kind: str, action: str, start: int, end: int, detector: str) -> Finding:
    return Finding(kind, Action(action), start, end, detector)


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote a collection: the payload version, the encoders and their dense dimension."""

    fingerprint: str
    dimension: int
    version: int = VERSION

    def as_dict(self) -> dict[str, Any]:
        """JSON values, kept with the collection."""
        return {
            "hush_version": self.version,
            "fingerprint": self.fingerprint,
            "dimension": self.dimension,
        }

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> Written:
        """Raises `KeyError`, `ValueError` or `TypeError` on what was not written by us."""
        return cls(
            str(values["fingerprint"]), int(values["dimension"]), int(values["hush_version"])
        )

    def require(self, fingerprint: str) -> None:
        """Raises `FingerprintMismatch` unless these encoders and this payload version wrote it."""
        if self.version != VERSION:
            raise FingerprintMismatch(
                "The index was written by another version of Hush (format {found}, this one is "
                "{known}). Run `hush reindex` to write it again from your sources.",
                found=self.version,
                known=VERSION,
            )
        if self.fingerprint != fingerprint:
            raise FingerprintMismatch(
                "The index was written with the encoder {found}, but the settings name {wanted}. "
                "Run `hush reindex` to embed every known source with the new one, or set "
                "HUSH_EMBEDDING__MODEL (and its prefixes) back to what they were.",
                found=self.fingerprint,
                wanted=fingerprint,
            )


def generation(alias: str, fingerprint: str) -> str:
    """Name of the server collection that an alias points to, one for each pair of encoders."""
    digest = hashlib.sha256(f"{VERSION}#{fingerprint}".encode()).hexdigest()
    return f"{alias}-{digest[:8]}"
