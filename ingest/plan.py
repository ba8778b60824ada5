"""Wanted x stored -> `Write`, `Remove` or `Keep`. Pure: no file, no database, no clock.

Invariant: whatever is stored, carrying out the steps leaves exactly what is wanted; a document
whose labels are not known is never left where answers can find it; one that cannot be read, or
cannot be seen, is never taken for deleted. Deliberately elsewhere: finding out what is wanted
(`gather`), carrying it out (`sync`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from index.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Parts:
    """What a revision is made of: change one and the document is out of date.

    `content` is the hash of the bytes, `labels` of the labels, `reader` of the versions and limits
    of formats and chunker, `encoder` is the encoders' fingerprint, `detectors` their version.
    """

    content: str
    labels: str
    reader: str
    encoder: str
    detectors: str

    @property
    def revision(self) -> str:
        """One name for all of them."""
        joined = "\x00".join((self.content, self.labels, self.reader, self.encoder, self.detectors))
        return hashlib.sha256(joined.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The document shall be stored in this revision, and in no other.

    `written` is what the last finished write made of it, `None` where that is not known: a store
    that holds the right revision without it may hold half of it. `empty` says that the last write
    found no text to store.
    """

    parts: Parts
    written: Parts | None
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The file is there and cannot be used; what was stored of it still has the right labels."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """The file is there, and which labels hold for it is not known."""


State = Wanted | Unreadable | Unclear


@dataclass(frozen=True, slots=True)
class Write:
    """Write this revision, then prune every other one."""

    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Prune every revision."""

    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Touch nothing."""

    source: str
    why: str


Step = Write | Remove | Keep


def plan(wanted: Mapping[str, State], stored: Mapping[str, frozenset[str]]) -> tuple[Step, ...]:
    """One step for every source that is wanted or stored, in order."""
    sources = sorted(wanted.keys() | stored.keys())
    return tuple(decide(s, wanted.get(s), stored.get(s, frozenset())) for s in sources)


def decide(source: str, state: State | None, stored: frozenset[str]) -> Step:
    """The step for one source; `state` is `None` where it is gone."""
    match state:
        case Wanted(parts, written, empty):
            if written == parts and stored == (set() if empty else {parts.revision}):
                return Keep(source, Sentence("unchanged"))
            return Write(source, _why(parts, written, stored))
        case Unreadable():
            return Keep(source, Sentence("unreadable"))
        case Unclear():
            unclear = Sentence("labels unclear")
            return Remove(source, unclear) if stored else Keep(source, unclear)
        case None:
            gone = Sentence("gone")
            return Remove(source, gone) if stored else Keep(source, gone)


def _why(parts: Parts, written: Parts | None, stored: frozenset[str]) -> Sentence:
    if not stored:
        return Sentence("new")
    if written is None or written == parts:
        return Sentence("unconfirmed")
    if written.content != parts.content:
        return Sentence("changed")
    if written.labels != parts.labels:
        return Sentence("relabelled")
    if written.encoder != parts.encoder:
        return Sentence("model changed")
    return Sentence("read anew")
