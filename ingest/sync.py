"""From a folder to an up-to-date store: gather, plan, apply, report.

Invariant: nothing is changed before names, folder and `labels.toml` are found usable; a crash at
any point is repaired by running again; a bad file is a line in the report. What is taken away is
taken away last (a renamed file finds its vectors), save documents whose labels are not clear.
Deliberately elsewhere: whether a run may start (`opening`), what a file says (`gather`), the steps
(`plan`), batches (`writing`), what is known between runs (`overview`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.chunk import Chunk
from index.errors import IndexFailure
from ingest.chunking import CHUNKER_VERSION, chunk
from ingest.document import Document, SourceFile
from ingest.errors import FileFailure, ManifestBroken, SourceUnknown
from ingest.formats import FORMAT_VERSION
from ingest.gather import Gatherer, Look
from ingest.manifest import Entry, Known, Run
from ingest.opening import Opened, Permissions, open_source
from ingest.plan import Remove, State, Unclear, Write
from ingest.plan import plan as steps_of
from ingest.report import Failed, Preview, Progress, Report, Silent
from ingest.settings import IngestSettings
from ingest.sources.folder import identity_of
from ingest.writing import Tally, Tools, Writer

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
    return Preview(opened.name, steps, _failed(failed, opened), _warnings(opened))


def reindex(
    tools: Tools, settings: IngestSettings, progress: Progress = _NOBODY
) -> tuple[Report, ...]:
    """Write every known source into `tools.store` with `tools.encoders`, from its folder.

    For a change of model: the caller hands in a fresh store, and puts it in the old one's place
    when this returns. Raises `SourceFailure`s before anything is written where a folder is not
    there: a document that is not there cannot be embedded again.
    """
    with tools.manifest.alone():
        opened = [
            open_source(Path(known.path), known.name, tools, settings, _NOTHING_SAID)
            for known in tools.manifest.sources()
        ]
        return tuple(_ingest(source, tools, settings, progress) for source in opened)


def remove(name: str, tools: Tools) -> int:
    """Take a source out of store, guard and manifest. Returns how many documents went.

    Raises `SourceUnknown`, which names the sources that there are.
    """
    with tools.manifest.alone():
        stored = tools.store.revisions(f"{name}:")
        entries = tools.manifest.entries(name)
        if not stored and not entries and tools.manifest.known(name) is None:
            names = ", ".join(known.name for known in tools.manifest.sources()) or "none yet"
            raise SourceUnknown(f"there is no source {name}; the sources are: {names}")
        _take_out(sorted(stored), tools)
        for source in entries:
            tools.fingerprints.remove(source)
        tools.manifest.forget(name)
        return len(stored)


def _ingest(opened: Opened, tools: Tools, settings: IngestSettings, progress: Progress) -> Report:
    run = _Run(opened, tools, _gatherer(opened, tools, settings), progress)
    tools.manifest.remember(Known(opened.name, str(opened.folder), opened.rules.own_file))
    try:
        run.bring_up_to_date()
        return run.ended("finished")
    except KeyboardInterrupt:
        return run.ended("interrupted")
    except (IndexFailure, ManifestBroken) as error:
        with suppress(ManifestBroken):
            run.ended("stopped")
        done = run.tally.added + run.tally.updated
        raise type(error)(
            f"{error} ({done} documents were finished and stay; run again to go on)"
        ) from error
    finally:
        progress.finish()


def _gatherer(opened: Opened, tools: Tools, settings: IngestSettings) -> Gatherer:
    return Gatherer(
        rules=opened.rules,
        settings=settings.ingest,
        default_audience=settings.default_audience,
        entries=opened.entries,
        stored=opened.stored,
        reader=f"{FORMAT_VERSION}/{CHUNKER_VERSION}/{settings.ingest.chunk_tokens}",
        encoder=tools.encoders.fingerprint,
        detectors=tools.detector_version,
    )


@dataclass(slots=True)
class _Run:
    opened: Opened
    tools: Tools
    gatherer: Gatherer
    progress: Progress
    tally: Tally = field(default_factory=Tally)
    failed: list[Failed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    noted: list[Entry] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    start_time: datetime = field(default_factory=lambda: datetime.now(UTC))

    def bring_up_to_date(self) -> None:
        """Everything of a run, in the order that the module's docstring promises."""
        self.warnings.extend(filter(None, [self.tools.manifest.warning, *_warnings(self.opened)]))
        limit = self.gatherer.settings.chunk_tokens
        count = self.tools.encoders.count_tokens

        def chunker(document: Document, first_line: int) -> Sequence[Chunk]:
            return chunk(document, first_line, count, limit)

        writer = Writer(self.tools, chunker, self.opened.stored, self.tally, self.progress)
        waiting = self._at_a_glance()
        self.progress.start(sum(file.size for file in waiting))
        for file in waiting:
            self._document(file, writer)
        writer.flush()
        self._remove_the_gone()
        self.tools.manifest.put(self.noted)

    def ended(self, outcome: str) -> Report:
        """Note the run and report it."""
        entries = self.tools.manifest.entries(self.opened.name).values()
        report = Report(
            name=self.opened.name,
            added=self.tally.added,
            updated=self.tally.updated,
            removed=self.tally.removed,
            unchanged=self.tally.unchanged,
            withdrawn=self.tally.withdrawn,
            chunks=sum(entry.chunks for entry in entries),
            embedded=self.tally.embedded,
            reused=self.tally.reused,
            seconds=time.monotonic() - self.started,
            failed=_failed(self.failed, self.opened),
            ignored=self.opened.listing.ignored,
            unlabelled=sum(entry.unlabelled for entry in entries),
            warnings=tuple(self.warnings),
            interrupted=outcome == "interrupted",
        )
        stamp = self.start_time.isoformat(timespec="seconds")
        self.tools.manifest.note(Run(self.opened.name, stamp, outcome, report.to_json()))
        return report

    def _at_a_glance(self) -> list[SourceFile]:
        """Settle what needs no reading. Returns the rest: known documents first, they go fast."""
        known, unknown = [], []
        for file in self.opened.listing.files:
            look = self.gatherer.recall(file)
            if look is None:
                unknown.append(file)
            elif isinstance(look.step, Write):
                known.append(file)
            else:
                self._settle(look)
        return known + unknown

    def _document(self, file: SourceFile, writer: Writer) -> None:
        look = self.gatherer.read(file)
        if isinstance(look.step, Write):
            try:
                writer.add(look)
                return
            except FileFailure as error:
                look = self.gatherer.failed(file, str(error))
        self.progress.advance(file.size)
        self._settle(look)

    def _settle(self, look: Look) -> None:
        """Keep a document, or withdraw it: there is nothing to write."""
        entry = look.entry
        if entry.failure is None:
            self.tally.unchanged += 1
        else:
            self.failed.append(Failed(entry.source, entry.failure.reason))
        if isinstance(look.state, Unclear):
            entry = Entry(entry.source, failure=entry.failure)
            if isinstance(look.step, Remove):
                self._withdraw(entry)
        if entry != self.gatherer.entries.get(entry.source):
            self.noted.append(entry)

    def _withdraw(self, entry: Entry) -> None:
        """Take a document out of answers; the guard keeps what it knew of it."""
        self.tools.manifest.put([entry])
        self.tools.store.prune(entry.source, None)
        self.tally.withdrawn += 1

    def _remove_the_gone(self) -> None:
        """Delete what lies in the folder no more, unless it is the folder that went away."""
        listed = {file.source for file in self.opened.listing.files}
        missing = (self.gatherer.entries.keys() | self.opened.stored.keys()) - listed
        if missing and identity_of(self.opened.folder) != self.opened.listing.identity:
            self.warnings.append("the folder was replaced during the run: nothing was deleted")
            return
        gone = []
        for source in sorted(missing):
            hidden = [u for u in self.opened.listing.unseen if u.covers(source)]
            if not hidden:
                gone.append(source)
            elif isinstance(self.gatherer.unseen(source), Unclear) and source in self.opened.stored:
                self._withdraw(Entry(source))
        self.tally.removed += sum(source in self.opened.stored for source in gone)
        _take_out(gone, self.tools)


def _take_out(sources: list[str], tools: Tools) -> None:
    """The manifest forgets first: half a removal must not look like a finished write."""
    tools.manifest.drop(sources)
    for source in sources:
        tools.store.prune(source, None)
        tools.fingerprints.remove(source)


def _failed(failed: Sequence[Failed], opened: Opened) -> tuple[Failed, ...]:
    hidden = [Failed(unseen.source, unseen.reason) for unseen in opened.listing.unseen]
    return tuple(sorted((*failed, *hidden), key=lambda item: item.source))


def _warnings(opened: Opened) -> tuple[str, ...]:
    idle = opened.rules.idle([file.source for file in opened.listing.files])
    gone = opened.was_labelled and not opened.rules.own_file
    return (
        *(["labels.toml is gone: what it declared does not hold any more"] if gone else []),
        *(f'labels.toml: "{glob}" matches no document' for glob in idle),
        *(
            f"{path} is not read; put its tables into the top one"
            for path in opened.listing.misplaced
        ),
    )
