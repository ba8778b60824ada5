"""Taking sources in: on the wire, and as the command line hands it to the service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from pydantic import Field

from app.contract.wire import Wire


class Ingest(Wire):
    """`POST /api/ingest`: look at this source again, or at all of them."""

    source: str | None = Field(None, max_length=200)
    allow_delete: bool = False


class Progress(Wire):
    """How far a run is: `done` of `total` documents of a source, in a chat of ten parts; `report` once
    it has ended, in a chat of the documents that the account may read there. `problem` is a sentence,
    which a chat is not told."""

    run: str
    source: str
    state: Literal["waiting", "running", "done", "failed"]
    done: int = 0
    total: int = 0
    report: dict[str, object] | None = None
    problem: str | None = None


Report = dict[str, object]
"""The object of `hush ingest --json`."""


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Ingestion as the service runs it: the command line, which may import `ingest`, hands it over."""

    run: Callable[[str, bool, Callable[[int, int], None]], Report]
    """Looks at a known source again: name, whether an empty folder may delete, told (done, total)."""
    sources: Callable[[], list[Report]]
    """Every source, as in `hush status --json`."""


class Watching(Protocol):
    """Whoever watches a run; amounts are bytes. What `advance` raises ends the run in good order."""

    def start(self, total: int) -> None:
        """The run has this much to do."""

    def advance(self, amount: int) -> None:
        """This much more is done."""

    def finish(self) -> None:
        """Nothing more comes."""


@dataclass(frozen=True, slots=True)
class OwnersIngestion:
    """What the owner may besides: name a folder, and take a source out. Reports hold sentences."""

    ingest: Callable[[Path, str | None, bool, bool, Watching], Report]
    """A folder, its name, whether an empty one may delete, whether it has moved, who watches."""
    plan: Callable[[Path, str | None], Report]
    """The object of `hush plan --json`."""
    remove: Callable[[str], int]
    """How many documents went with the source of that name."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Digests of the settings that count, as `same_settings` makes them."""
