"""`SourceFile` -> `Document`: what lies in a folder, and what it says once it is Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.chunk import Sensitivity


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as its source lists it, without its bytes.

    `source` is "NAME:relative/path" with forward slashes. `size` is in bytes; `stamp` changes
    whenever the bytes may have changed (for a folder: mtime in ns, inode, ctime in ns).
    """

    source: str
    path: str
    size: int
    stamp: str
    modified: str


@dataclass(frozen=True, slots=True)
class Labels:
    """What owners declare of a document. Undeclared sensitivity is CONFIDENTIAL (law 2)."""

    sensitivity: Sensitivity
    audience: frozenset[str]
    owner: str | None
    review_by: str | None
    url: str | None
    declared: bool
    """False where nobody declared a sensitivity; `hush status` counts these as unlabelled."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as Markdown, with its labels and the revision they make together."""

    source: str
    title: str
    markdown: str = field(repr=False)
    labels: Labels
    modified: str
    revision: str
