"""One run over one source, step by step, with its counts.

Invariant: what is taken away is taken away last (a renamed file finds its vectors), save documents
whose labels are not clear. Deliberately elsewhere: when a run may start (`opening`) and how it may
end (`sync`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from index.chunk import Chunk
from index.sentence import Sentence
from ingest.chunking import chunk
from ingest.document import Document, SourceFile
from ingest.entries import Entry, Failure
from ingest.errors import FileFailure
from ingest.gather import Gatherer, Look
from ingest.manifest import Run
from ingest.opening import Opened
from ingest.plan import Remove, Unclear, Write
from ingest.report import Failed, Progress, Report
from ingest.sources.folder import identity_of
from ingest.writing import Tally, Tools, Writer

_NAMED = 3
"""So many idle globs are named; of more only the first."""


@dataclass(slots=True)
class Running:
    """A run in progress. `bring_up_to_date`, then `ended`, whatever happened in between."""

    opened: Opened
    tools: Tools
    gatherer: Gatherer
    progress: Progress
    tally: Tally = field(default_factory=Tally)
    failed: list[Failed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    noted: list[Entry] = field(default_factory=list)
    replaced: bool = False
    started: float = field(default_factory=time.monotonic)
    start_time: datetime = field(default_factory=lambda: datetime.now(UTC))

    def bring_up_to_date(self) -> None:
        """Everything of a run, in the order that the module's docstring promises."""
        self.warnings.extend(filter(None, [self.tools.manifest.warning, *notices(self.opened)]))
        limit = self.gatherer.settings.chunk_tokens
        encoders = self.tools.encoders
        count = encoders.count_tokens

        def chunker(document: Document, first_line: int) -> Sequence[Chunk]:
            return chunk(document, first_line, count, min(limit, encoders.max_tokens or limit))

        writer = Writer(self.tools, chunker, self.opened.stored, self.tally, self.progress)
        waiting = self._at_a_glance()
        self.progress.start(sum(file.size for file in waiting))
        for file in waiting:
            self._document(file, writer)
        writer.flush()
        self._remove_the_gone()
        self._note()

    def is_whole(self) -> bool:
        """Whether the store holds as many chunks of this source as were noted."""
        noted = self.tools.manifest.entries(self.opened.name).values()
        stored = self.tools.store.count(f"{self.opened.name}:")
        return self.replaced or stored == sum(entry.chunks for entry in noted)

    def ended(self, outcome: str) -> Report:
        """Note the run and report it."""
        self._note()
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
            failed=failures(self.failed, self.opened),
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
                look = self.gatherer.failed(file, error.sentence)
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
        elif look.file.source not in self.opened.stored and entry.chunks:
            entry = Entry(entry.source, failure=entry.failure)
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
            self.warnings.append(
                Sentence("the folder was replaced during the run: nothing was deleted")
            )
            self.replaced = True
            return
        gone = []
        for source in sorted(missing):
            hidden = any(unseen.covers(source) for unseen in self.opened.listing.unseen)
            if not hidden or source not in self.opened.stored:
                gone.append(source)
            elif isinstance(self.gatherer.unseen(source), Unclear):
                self._withdraw(Entry(source))
        self.tally.removed += sum(source in self.opened.stored for source in gone)
        take_out(gone, self.tools)

    def _note(self) -> None:
        """What needed no writing, and what could not be seen: that failed, too, and is looked at
        again by the next run."""
        self.tools.manifest.put(self.noted)
        self.noted.clear()
        if not self.opened.listing.unseen:
            return
        known = self.tools.manifest.entries(self.opened.name)
        self.tools.manifest.put(
            replace(
                known.get(unseen.source, Entry(unseen.source)),
                failure=Failure(unseen.reason, unclear=False, tried=""),
            )
            for unseen in self.opened.listing.unseen
        )


def take_out(sources: list[str], tools: Tools) -> None:
    """Take documents out of store and guard. The manifest forgets last, so that the next run
    finishes what a crash left."""
    for source in sources:
        tools.store.prune(source, None)
        tools.fingerprints.remove(source)
    tools.manifest.drop(sources)


def failures(failed: Sequence[Failed], opened: Opened) -> tuple[Failed, ...]:
    """What could not be read and what could not be seen, by name."""
    hidden = [Failed(unseen.source, unseen.reason) for unseen in opened.listing.unseen]
    return tuple(sorted((*failed, *hidden), key=lambda item: item.source))


def notices(opened: Opened) -> tuple[str, ...]:
    """What a person may want to know of the labels before they rely on them."""
    gone = opened.was_labelled and not opened.rules.own_file
    return (
        *(
            [Sentence("labels.toml is gone: what it declared does not hold any more")]
            if gone
            else []
        ),
        *_idle(opened.rules.idle([file.source for file in opened.listing.files])),
        *(
            Sentence("{path} is not read; put its tables into the top one", path=path)
            for path in opened.listing.misplaced
        ),
    )


def _idle(globs: Sequence[str]) -> list[str]:
    """Globs that match nothing: one line each, or one for many of them."""
    if len(globs) <= _NAMED:
        return [Sentence('labels.toml: "{glob}" matches no document', glob=glob) for glob in globs]
    first = ", ".join(f'"{glob}"' for glob in globs[:_NAMED])
    return [
        Sentence(
            "labels.toml: {count} globs match no document, the first are {globs}",
            count=len(globs),
            globs=first,
        )
    ]
