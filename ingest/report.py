"""What a run did and what is known of every source: for people and for scripts.

Invariant: names, counts and reasons only, no text of a document; everything in a fixed order.
Deliberately elsewhere: how it is shown (the command line).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ingest.plan import Remove, Step, Write


class Progress(Protocol):
    """Whoever watches a run. Amounts are bytes of files; the time left follows from them."""

    def start(self, total: int) -> None:
        """The run has this much to do; 0 where nothing changed."""

    def advance(self, amount: int) -> None:
        """This much more is done."""

    def finish(self) -> None:
        """Nothing more comes, however the run ended."""


class Silent:
    """Nobody watches."""

    def start(self, total: int) -> None:
        """Nothing."""

    def advance(self, amount: int) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A file, or a folder, that could not be used."""

    source: str
    reason: str

    def to_json(self) -> dict[str, object]:
        """As INTERFACES has it."""
        return {"source": self.source, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Report:
    """One run over one source.

    Documents: `added`, `updated`, `removed` (gone from the folder), `unchanged`, `withdrawn` (taken
    out because their labels are not clear; they stand in `failed`, too), `unlabelled` (nobody
    declared a sensitivity, so CONFIDENTIAL holds). Chunks: `chunks` stored of this source after the
    run, `embedded` in this run, `reused` with a vector that was there already. `ignored` counts
    files of other formats by suffix.
    """

    name: str
    added: int
    updated: int
    removed: int
    unchanged: int
    withdrawn: int
    chunks: int
    embedded: int
    reused: int
    seconds: float
    failed: tuple[Failed, ...]
    ignored: Mapping[str, int]
    unlabelled: int
    warnings: tuple[str, ...]
    interrupted: bool = False

    def to_json(self) -> dict[str, object]:
        """The object of `hush ingest --json`."""
        return {
            "name": self.name,
            "added": self.added,
            "updated": self.updated,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "chunks": self.chunks,
            "embedded": self.embedded,
            "reused": self.reused,
            "seconds": round(self.seconds, 3),
            "failed": [failed.to_json() for failed in self.failed],
            "ignored": dict(self.ignored),
            "unlabelled": self.unlabelled,
            "warnings": list(self.warnings),
            "interrupted": self.interrupted,
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do: one step for each document, and what could not be used."""

    name: str
    steps: tuple[Step, ...]
    failed: tuple[Failed, ...]
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The object of `hush plan --json`; documents that stay are only counted."""
        write = [step for step in self.steps if isinstance(step, Write)]
        gone = [step for step in self.steps if isinstance(step, Remove)]
        return {
            "name": self.name,
            "write": [{"source": step.source, "why": step.why} for step in write],
            "remove": [{"source": step.source, "why": step.why} for step in gone],
            "keep": len(self.steps) - len(write) - len(gone),
            "failed": [failed.to_json() for failed in self.failed],
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """What is known of one source.

    `last_run` is ISO 8601 in UTC, `outcome` how that run ended. `unlabelled_sources`: documents of
    which nobody declared a sensitivity.
    """

    name: str
    path: str
    documents: int
    chunks: int
    last_run: str | None
    outcome: str
    failed: tuple[Failed, ...]
    unlabelled_sources: tuple[str, ...]
    review_overdue: tuple[str, ...]

    @property
    def unlabelled(self) -> int:
        """How many documents count as CONFIDENTIAL because nobody declared a sensitivity."""
        return len(self.unlabelled_sources)

    def to_json(self) -> dict[str, object]:
        """One element of `hush status --json`."""
        return {
            "name": self.name,
            "path": self.path,
            "documents": self.documents,
            "chunks": self.chunks,
            "last_run": self.last_run,
            "outcome": self.outcome,
            "failed": [failed.to_json() for failed in self.failed],
            "unlabelled": self.unlabelled,
            "unlabelled_sources": list(self.unlabelled_sources),
            "review_overdue": list(self.review_overdue),
        }
