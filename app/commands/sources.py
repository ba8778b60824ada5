"""Ingestion in this process: for the commands where no service runs, and for the service itself.

Invariant: beside `demo` the only module that runs `ingest`; a run that was interrupted keeps what it
finished. Deliberately elsewhere: whether a service does it instead (`taking_in`), what a run does
(`ingest.sync`), the store (`wiring`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app import wiring
from app.contract import Ingestion, OwnersIngestion, Report, Watching
from app.errors import HushError
from app.reading import read
from app.same_settings import digests
from ingest import sync
from ingest.errors import ManifestBroken
from ingest.manifest import Manifest
from ingest.opening import Permissions
from ingest.overview import status as status_of
from ingest.settings import IngestSettings
from ingest.writing import Tools

Write = Callable[[], AbstractContextManager[wiring.WritingDesk]]


def settings() -> IngestSettings:
    """The ingest process's settings."""
    return read(IngestSettings)


@contextmanager
def tools(chosen: IngestSettings, *, rebuild: bool = False) -> Iterator[Tools]:
    """Store, encoders, manifest, fingerprints and detectors, closed at the end."""
    with _held(lambda: wiring.writing(chosen, rebuild=rebuild), chosen) as held:
        yield held


@contextmanager
def _held(write: Write, chosen: IngestSettings) -> Iterator[Tools]:
    with write() as desk, closing(Manifest.open(chosen.home)) as manifest:
        yield Tools(
            store=desk.store,
            encoders=desk.encoders,
            manifest=manifest,
            fingerprints=desk.fingerprints,
            learn=desk.learn,
            detector_version=desk.detector_version,
        )


class _Told:
    """`ingest.report.Progress` for whoever wants two numbers: bytes done, bytes in all."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        self._told = told
        self._done = self._total = 0

    def start(self, total: int) -> None:
        """The run has this many bytes to read."""
        self._done, self._total = 0, total
        self._told(0, total)

    def advance(self, amount: int) -> None:
        """This many bytes more are done."""
        self._done += amount
        self._told(self._done, self._total)

    def finish(self) -> None:
        """Nothing to tidy up."""


def ingestion(write: Write) -> Ingestion:
    """What the service runs: a known source is looked at again where it lay the last time."""
    chosen = settings()

    def run(name: str, allow_delete: bool, told: Callable[[int, int], None]) -> Report:
        with _held(write, chosen) as held:
            if (known := held.manifest.known(name)) is None:
                raise HushError("there is no source {name}; see: hush status", name=name)
            said = Permissions(allow_delete=allow_delete)
            return sync.ingest(Path(known.path), held, chosen, name, said, _Told(told)).to_json()

    return Ingestion(run, listed)


def owners(write: Write | None = None) -> OwnersIngestion:
    """What the owner may: by `write` in a service's store, without it in this process's own."""
    chosen = settings()
    write = write or (lambda: wiring.writing(chosen))

    def ingest(
        path: Path, name: str | None, delete: bool, move: bool, watching: Watching
    ) -> Report:
        said = Permissions(allow_delete=delete, move=move)
        with _held(write, chosen) as held:
            return sync.ingest(path, held, chosen, name, said, watching).to_json()

    def plan(path: Path, name: str | None) -> Report:
        with _held(write, chosen) as held:
            return sync.plan(path, held, chosen, name).to_json()

    def remove(name: str) -> int:
        with _held(write, chosen) as held:
            return sync.remove(name, held)

    return OwnersIngestion(ingest, plan, remove, digests(wiring.settings(), chosen))


def listed() -> list[Report]:
    """Every source, as in `hush status --json`. The store is not opened."""
    with closing(Manifest.open(settings().home)) as manifest:
        return [one.to_json() for one in status_of(manifest, datetime.now(UTC).date())]


def known_names() -> tuple[str, ...]:
    """The names of all sources, or none where what is known of them cannot be read."""
    try:
        with closing(Manifest.open(settings().home)) as manifest:
            return tuple(known.name for known in manifest.sources())
    except ManifestBroken:
        return ()


def reindex(watching: Watching) -> tuple[list[Report], bool]:
    """Embed every source again, beside the old vectors, and switch over when all is done; whether
    that was interrupted."""
    chosen = settings()
    wiring.require_index(chosen)
    with tools(chosen, rebuild=True) as held:
        reports = sync.reindex(held, chosen, watching)
    interrupted = any(report.interrupted for report in reports)
    if not interrupted:
        wiring.switch_generation(chosen)
    return [report.to_json() for report in reports], interrupted
