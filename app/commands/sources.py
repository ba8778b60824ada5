"""`hush ingest`, `plan`, `status`, `remove`, `reindex`: the only commands that import `ingest`.

Invariant: a run that was interrupted keeps what it finished; reports are the same in JSON and for
people. Deliberately elsewhere: what a run does (`ingest.sync`), the store (`wiring`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer

from app import wiring
from app.commands.output import emit, show
from app.commands.progress import Bar
from app.contract import Ingestion
from app.errors import HushError
from app.reading import read
from app.session import INTERRUPTED
from app.wording import preferred_language, say, sentence
from ingest import sync
from ingest.errors import ManifestBroken
from ingest.manifest import Manifest
from ingest.opening import Permissions
from ingest.overview import status as status_of
from ingest.plan import Keep
from ingest.report import Failed, Report
from ingest.settings import IngestSettings
from ingest.writing import Tools

_NAMED = 5
"""So many unlabelled documents are named; JSON has all of them."""


def settings() -> IngestSettings:
    """The ingest process's settings."""
    return read(IngestSettings)


@contextmanager
def tools(chosen: IngestSettings, *, rebuild: bool = False) -> Iterator[Tools]:
    """Store, encoders, manifest, fingerprints and detectors, closed at the end."""
    with (
        wiring.writing(chosen, rebuild=rebuild) as desk,
        closing(Manifest.open(chosen.home)) as manifest,
    ):
        yield _tools(desk, manifest)


def _tools(desk: wiring.WritingDesk, manifest: Manifest) -> Tools:
    return Tools(
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


def ingestion(write: Callable[[], AbstractContextManager[wiring.WritingDesk]]) -> Ingestion:
    """What the service runs: a known source is looked at again where it lay the last time."""
    chosen = settings()

    def run(name: str, allow_delete: bool, told: Callable[[int, int], None]) -> dict[str, object]:
        with write() as desk, closing(Manifest.open(chosen.home)) as manifest:
            if (known := manifest.known(name)) is None:
                raise HushError("there is no source {name}; see: hush status", name=name)
            said = Permissions(allow_delete=allow_delete)
            held = _tools(desk, manifest)
            return sync.ingest(Path(known.path), held, chosen, name, said, _Told(told)).to_json()

    def listed() -> list[dict[str, object]]:
        with closing(Manifest.open(chosen.home)) as manifest:
            return [one.to_json() for one in status_of(manifest, datetime.now(UTC).date())]

    return Ingestion(run, listed)


def ingest(path: Path, name: str | None, *, allow_delete: bool, move: bool, as_json: bool) -> None:
    """Bring the index up to date with a folder; exit 130 where it was interrupted."""
    chosen = settings()
    said = Permissions(allow_delete=allow_delete, move=move)
    with tools(chosen) as held, Bar(quiet=as_json) as bar:
        report = sync.ingest(path, held, chosen, name, said, bar)
    if as_json:
        emit(report.to_json())
    else:
        show_report(report)
    if report.interrupted:
        raise typer.Exit(INTERRUPTED)


def plan(path: Path, name: str | None, *, as_json: bool) -> None:
    """Show every step that `ingest` would take."""
    chosen = settings()
    with tools(chosen) as held:
        preview = sync.plan(path, held, chosen, name)
    changes = [step for step in preview.steps if not isinstance(step, Keep)]
    if as_json:
        emit(preview.to_json())
        return
    spoken = preferred_language()
    for step in changes:
        what = say(f"step_{type(step).__name__.lower()}", spoken)
        show(f"{what:<8} {step.source}  ({sentence(step.why, spoken)})")
    keep = len(preview.steps) - len(changes)
    show(say("plan_total", spoken, changes=len(changes), keep=keep))
    _show_warnings(preview.warnings)
    show_failed(preview.failed)


def known_names() -> tuple[str, ...]:
    """The names of all sources, or none where what is known of them cannot be read."""
    try:
        with closing(Manifest.open(settings().home)) as manifest:
            return tuple(known.name for known in manifest.sources())
    except ManifestBroken:
        return ()


def status(*, as_json: bool) -> None:
    """Show every source. The store is not opened, so this works while something else runs."""
    chosen = settings()
    with closing(Manifest.open(chosen.home)) as manifest:
        sources = status_of(manifest, datetime.now(UTC).date())
    if as_json:
        emit({"sources": [source.to_json() for source in sources]})
        return
    spoken = preferred_language()
    if not sources:
        show(say("no_sources", spoken))
        return
    for source in sources:
        show(
            say(
                "status",
                spoken,
                name=source.name,
                path=source.path,
                documents=source.documents,
                chunks=source.chunks,
                last_run=source.last_run or "-",
                outcome=sentence(source.outcome, spoken),
                failures=len(source.failed),
                unlabelled=source.unlabelled,
                overdue=len(source.review_overdue),
            )
        )
        if names := source.unlabelled_sources:
            show(say("unlabelled_sources", spoken, names=_named(names)))
        if names := source.review_overdue:
            show(say("overdue_sources", spoken, names=_named(names)))
        show_failed(source.failed)


def _named(sources: Sequence[str]) -> str:
    """The first few of them."""
    return ", ".join([*sources[:_NAMED], *(["…"] if len(sources) > _NAMED else [])])


def remove(name: str, *, as_json: bool) -> None:
    """Take a source out of the index."""
    chosen = settings()
    with tools(chosen) as held:
        count = sync.remove(name, held)
    if as_json:
        emit({"name": name, "removed": count})
    else:
        show(say("removed", preferred_language(), name=name, count=count))


def reindex(*, as_json: bool) -> None:
    """Embed every source again, beside the old vectors, and switch over when all is done."""
    chosen = settings()
    wiring.require_index(chosen)
    with tools(chosen, rebuild=True) as held, Bar(quiet=as_json) as bar:
        reports = sync.reindex(held, chosen, bar)
    if any(report.interrupted for report in reports):
        raise typer.Exit(INTERRUPTED)
    wiring.switch_generation(chosen)
    if as_json:
        emit({"sources": [report.to_json() for report in reports]})
        return
    for report in reports:
        show_report(report)


def show_report(report: Report) -> None:
    """What a run did, for people."""
    spoken = preferred_language()
    show(
        say(
            "ingested",
            spoken,
            name=report.name,
            added=report.added,
            updated=report.updated,
            removed=report.removed,
            unchanged=report.unchanged,
            chunks=report.chunks,
            embedded=report.embedded,
            seconds=f"{report.seconds:.1f}",
        )
    )
    if report.withdrawn:
        show(say("withdrawn", spoken, count=report.withdrawn))
    if report.unlabelled:
        show(say("unlabelled", spoken, count=report.unlabelled))
    if report.ignored:
        kinds = ", ".join(f"{suffix or '?'} {count}" for suffix, count in report.ignored.items())
        show(say("ignored", spoken, kinds=kinds))
    _show_warnings(report.warnings)
    show_failed(report.failed)


def _show_warnings(warnings: Sequence[str]) -> None:
    spoken = preferred_language()
    for warning in warnings:
        show(f"{say('warning', spoken)}: {sentence(warning, spoken)}")


def show_failed(failed: Sequence[Failed]) -> None:
    """A line for each file that could not be used."""
    spoken = preferred_language()
    for item in failed:
        show(f"{say('failed_file', spoken)}: {item.source}: {sentence(item.reason, spoken)}")
