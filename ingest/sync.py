"""From a folder to an up-to-date store: gather, plan, apply, report.

Invariant: nothing is changed before names, folder and `labels.toml` are found usable; a crash at
any point is repaired by running again; a bad file is a line in the report. Deliberately elsewhere:
whether a run may start (`opening`), what a file says (`gather`), the steps (`plan`), a run itself
(`run`), batches (`writing`), what is known between runs (`overview`).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from index.errors import IndexFailure
from index.sentence import Sentence
from ingest.chunking import CHUNKER_VERSION
from ingest.errors import ManifestBroken, SourceUnknown
from ingest.formats import FORMAT_VERSION
from ingest.gather import Gatherer
from ingest.manifest import Known
from ingest.opening import Opened, Permissions, open_source
from ingest.plan import State
from ingest.plan import plan as steps_of
from ingest.report import Failed, Preview, Progress, Report, Silent
from ingest.run import Running, failures, notices, take_out
from ingest.settings import IngestSettings
from ingest.writing import Tools

_NOTHING_SAID = Permissions()
_NOBODY = Silent()


def ingest(
    folder: Path,
    tools: Tools,
    settings: IngestSettings,
    name: str | None = None,
    said: Permissions = _NOTHING_SAID,
    progress: Progress = _NOBODY,
) -> Report:
    """Bring the store up to date with a folder.

    Ctrl-C ends the run after what is being written; the report says `interrupted`. Raises
    `SourceFailure`s and `LabelsInvalid` before anything is changed, `IngestRunning`,
    `ManifestBroken`, and the `IndexFailure`s of store and encoders: what was finished is kept.
    """
    with tools.manifest.alone():
        return _ingest(open_source(folder, name, tools, settings, said), tools, settings, progress)


def plan(
    folder: Path,
    tools: Tools,
    settings: IngestSettings,
    name: str | None = None,
    said: Permissions = _NOTHING_SAID,
) -> Preview:
    """What `ingest` would do with every document, and which files it could not use.

    Changes nothing. Files that may have changed are read. Raises what `ingest` raises before it
    changes anything.
    """
    opened = open_source(folder, name, tools, settings, said)
    gatherer = _gatherer(opened, tools, settings)
    looks = [gatherer.recall(file) or gatherer.read(file) for file in opened.listing.files]
    wanted = {look.file.source: look.state for look in looks}
    hidden: dict[str, State] = {
        source: gatherer.unseen(source)
        for source in opened.stored.keys() - wanted.keys()
        if any(unseen.covers(source) for unseen in opened.listing.unseen)
    }
    entries = [look.entry for look in looks]
    failed = [Failed(e.source, e.failure.reason) for e in entries if e.failure is not None]
    steps = steps_of(hidden | wanted, opened.stored)
    return Preview(opened.name, steps, failures(failed, opened), notices(opened))


def reindex(
    tools: Tools, settings: IngestSettings, progress: Progress = _NOBODY
) -> tuple[Report, ...]:
    """Write every known source into `tools.store` with `tools.encoders`, from its folder.

    For a change of model: the caller hands in a fresh store, and puts it in the old one's place
    when this returns without an `interrupted` report. Raises `SourceFailure`s before anything is
    written where a folder is not there: what is not there cannot be embedded again.
    """
    with tools.manifest.alone():
        opened = [
            open_source(Path(known.path), known.name, tools, settings, _NOTHING_SAID)
            for known in tools.manifest.sources()
        ]
        reports: list[Report] = []
        for source in opened:
            reports.append(_ingest(source, tools, settings, progress))
            if reports[-1].interrupted:
                break
        return tuple(reports)


def remove(name: str, tools: Tools) -> int:
    """Take a source out of store, guard and manifest. Returns how many documents went.

    Raises `SourceUnknown`, which names the sources that there are.
    """
    with tools.manifest.alone():
        stored = tools.store.revisions(f"{name}:")
        entries = tools.manifest.entries(name)
        if not stored and not entries and tools.manifest.known(name) is None:
            raise _unknown(name, tools)
        take_out(sorted(stored.keys() | entries.keys()), tools)
        tools.manifest.forget(name)
        written = {source for source, entry in entries.items() if entry.written is not None}
        return len(stored.keys() | written)


def _unknown(name: str, tools: Tools) -> SourceUnknown:
    names = ", ".join(known.name for known in tools.manifest.sources())
    if not names:
        return SourceUnknown(
            "there is no source {name}, and no other; start with: hush ingest PATH", name=name
        )
    return SourceUnknown(
        "there is no source {name}; the sources are: {names}", name=name, names=names
    )


def _ingest(opened: Opened, tools: Tools, settings: IngestSettings, progress: Progress) -> Report:
    run = Running(opened, tools, _gatherer(opened, tools, settings), progress)
    tools.manifest.remember(
        Known(opened.name, str(opened.folder), opened.rules.own_file, opened.listing.identity)
    )
    try:
        run.bring_up_to_date()
        if not run.is_whole():
            run = _distrusted(opened, tools, settings, progress)
            run.bring_up_to_date()
        return run.ended("finished")
    except KeyboardInterrupt:
        return run.ended("interrupted")
    except (IndexFailure, ManifestBroken) as error:
        with suppress(ManifestBroken):
            run.ended("stopped")
        done = run.tally.added + run.tally.updated
        raise type(error)(
            Sentence(
                "{problem} ({done} documents were finished and stay; run again to go on)",
                problem=error.sentence,
                done=done,
            )
        ) from error
    finally:
        progress.finish()


def _distrusted(
    opened: Opened, tools: Tools, settings: IngestSettings, progress: Progress
) -> Running:
    """A run that takes nothing for written: after a power cut the store may have lost its last
    seconds, a part of a document among them. Vectors that are there are used again."""
    stored = tools.store.revisions(f"{opened.name}:")
    entries = tools.manifest.entries(opened.name)
    again = replace(opened, stored=stored, entries=entries, distrusted=frozenset(entries))
    run = Running(again, tools, _gatherer(again, tools, settings), progress)
    run.warnings.append(Sentence("the store had lost chunks; every document was written again"))
    return run


def _gatherer(opened: Opened, tools: Tools, settings: IngestSettings) -> Gatherer:
    return Gatherer(
        rules=opened.rules,
        settings=settings.ingest,
        default_audience=settings.default_audience,
        entries=opened.entries,
        stored=opened.stored,
        distrusted=opened.distrusted,
        reader=f"{FORMAT_VERSION}/{CHUNKER_VERSION}/{settings.ingest.chunk_tokens}",
        encoder=tools.encoders.fingerprint,
        detectors=tools.detector_version,
    )
