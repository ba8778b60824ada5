"""The shared vocabulary: what writing (ingest) and asking (app) both speak of.

Invariant: this module knows no database, no encoder and no file format. Every type is frozen.
Deliberately elsewhere: how a chunk is stored (`schema`), who may read it (`filters`).
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache

from index.sentence import Rejected

_POINT_NAMESPACE = uuid.UUID("6f2b9a52-6d0e-5d0b-9a51-8d5f2f0b7c11")

EVERYONE = "everyone"
"""The audience group that includes guests."""


class Sensitivity(IntEnum):
    """How sensitive a text is. The stricter of two levels is `max(a, b)`."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    RESTRICTED = 3

    @classmethod
    def parse(cls, name: str) -> Sensitivity:
        """The level of that name, in any case. Raises `Rejected`, which lists the known names."""
        try:
            return cls[name.strip().upper()]
        except KeyError:
            known = ", ".join(level.name for level in cls)
            raise Rejected("unknown sensitivity; use one of {known}", known=known) from None


class Action(StrEnum):
    """What the gate does about a finding (law 2)."""

    MASK = "mask"
    """Replace by a placeholder; never raises the level; must be gone at the second assessment."""
    CUT = "cut"
    """Remove without a way back; the text may still leave without it."""
    LOCAL = "local"
    """The text stays inside; the finding raises the level of the prompt to CONFIDENTIAL."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a detector found something: positions in Unicode code points, end exclusive, no text."""

    kind: str
    action: Action
    start: int
    end: int
    detector: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the classifier makes of one text.

    `probability` is the calibrated probability, in [0, 1], that the text is CONFIDENTIAL or more;
    `level` the level that follows from it. `unsure`: too near the threshold, which means local.
    """

    level: Sensitivity
    probability: float
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text before anybody asks, computed by one detector version.

    `clean` is the digest of the text with its findings masked, once every detector has read that
    and found nothing left; empty where that was not so. None of it holds text.
    """

    findings: tuple[Finding, ...] = ()
    estimate: Estimate | None = None
    clean: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one document, cut at headings; the unit that is embedded, stored and cited.

    `text` is the document's Markdown from line `lines[0]` to `lines[1]` (1-based, inclusive),
    byte for byte. `heading` is the path of headings from the outermost in. `modified` and
    `review_by` are ISO 8601 dates. `audience` is a set of groups: one in common is enough to read.
    `known` was computed on `text` by the detectors of `detector_version`.
    """

    source: str
    revision: str
    ordinal: int
    heading: tuple[str, ...]
    text: str = field(repr=False)
    lines: tuple[int, int]
    title: str
    url: str | None
    owner: str | None
    modified: str
    review_by: str | None
    sensitivity: Sensitivity
    audience: frozenset[str]
    known: Known = Known()
    detector_version: str = ""
    labelled: bool = True
    """False where nobody declared a sensitivity, so that it is CONFIDENTIAL for that reason."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings on `text` by the detectors of `detector_version`."""
        return self.known.findings

    @property
    def id(self) -> str:
        """A UUID made from source, revision and ordinal: writing twice is writing once."""
        return _identity(self.source, self.revision, self.ordinal)

    @property
    def embedded_text(self) -> str:
        """What the encoders read: the title and heading path, then the text."""
        path = list(self.heading)
        if self.title and self.title not in path[:1]:
            path.insert(0, self.title)
        return "\n".join((" > ".join(path), self.text)) if path else self.text

    @property
    def text_hash(self) -> str:
        """Key under which the vector of an unchanged chunk is used again, whatever its ordinal."""
        return hashlib.sha256(self.embedded_text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was found for a question.

    `score` is the fused rank score that orders the passages (only comparable within one search).
    `dense` is the cosine similarity of question and chunk, in [-1, 1]. `sparse` is the BM25-like
    dot product of the sparse leg, 0.0 where the passage was not among its results.
    """

    chunk: Chunk
    score: float
    dense: float = 0.0
    sparse: float = 0.0


@lru_cache(maxsize=8192)
def _identity(source: str, revision: str, ordinal: int) -> str:
    """A search asks each of its chunks for it several times."""
    return str(uuid.uuid5(_POINT_NAMESPACE, f"{source}#{revision}#{ordinal}"))
