"""What is wanted of every file: from the manifest where its stamp is known, else by reading it.

Invariant: the bytes that were hashed are the bytes that were converted, and the stamp that is kept
belongs to them; a stamp too young to be trusted is not kept. A file whose labels cannot be told is
`Unclear`, and one that cannot be read is `Unreadable` only while the labels that hold for it are
the ones it was stored with. Deliberately elsewhere: the step that follows (`plan`).
"""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from index.errors import IndexFailure
from index.sentence import Sentence
from ingest.document import Document, Labels, SourceFile
from ingest.entries import Entry, Failure
from ingest.errors import FileFailure, LabelsUnreadable
from ingest.formats import convert
from ingest.formats.converted import Converted
from ingest.labels import Declared, Rules, combine, declared_in, digest
from ingest.marks import marked
from ingest.plan import Keep, Parts, State, Step, Unclear, Unreadable, Wanted, decide
from ingest.settings import ParseSettings
from ingest.sources.folder import stamp_of

_YOUNG = 2_000_000_000
"""Nanoseconds in which a file can change again without a new stamp, on coarse file systems."""
_TRIES = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """One file as this run sees it.

    `entry` is what the manifest knows, with the new failure or the new stamp; `document` and its
    `first_line` are there where the file was converted.
    """

    file: SourceFile
    entry: Entry
    state: State
    step: Step
    document: Document | None = None
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Looks at the files of one source. `reader`, `encoder` and `detectors` go into revisions;
    what is `distrusted` is never taken for written."""

    rules: Rules
    settings: ParseSettings
    default_audience: str
    entries: Mapping[str, Entry]
    stored: Mapping[str, frozenset[str]]
    distrusted: frozenset[str]
    reader: str
    encoder: str
    detectors: str
    today: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())

    def recall(self, file: SourceFile) -> Look | None:
        """From the manifest alone; `None` where the file must be read."""
        entry = self.entries.get(file.source)
        if entry is None:
            return None
        if entry.failure is not None:
            if entry.failure.tried != self._attempt(file.stamp):
                return None
            failure = entry.failure
            return self._failed(file, failure.reason, failure.tried, unclear=failure.unclear)
        if entry.written is None or not entry.stamp or entry.stamp != file.stamp:
            return None
        return self._wanted(file, entry, entry.written.content, entry.own)

    def read(self, file: SourceFile) -> Look:
        """By reading the file; it is converted unless it turns out to be stored as it is."""
        try:
            return self._steadily(file, self._read)
        except LabelsUnreadable as error:
            tried = self._attempt(_settled(file))
            return self._failed(file, error.sentence, tried, unclear=True)
        except FileFailure as error:
            return self.failed(file, error.sentence)
        except OSError as error:
            return self._failed(file, _unreadable(error), "", unclear=False)

    def failed(self, file: SourceFile, reason: str) -> Look:
        """For a file that was read and cannot be used."""
        return self._failed(file, reason, self._attempt(_settled(file)), unclear=False)

    def unseen(self, source: str) -> State:
        """What is wanted of a stored document that cannot be seen now."""
        entry = self.entries.get(source, Entry(source))
        return Unreadable() if self._labels_hold(entry) else Unclear()

    def labels(self, source: str, own: Declared) -> Labels:
        """The labels of a document whose front matter declares `own`."""
        return combine(self.rules.declared_for(source), own, self.default_audience)

    def _steadily(self, file: SourceFile, read: Callable[[SourceFile], Look]) -> Look:
        """Read until the file is the same before and after."""
        path = Path(file.path)
        for _ in range(_TRIES):
            before = path.stat()
            if not stat.S_ISREG(before.st_mode):
                raise FileFailure("This is not a regular file any more; run again.")
            current = replace(file, stamp=stamp_of(before), size=before.st_size)
            failure: FileFailure | None = None
            try:
                look = read(current)
            except FileFailure as error:
                failure = error
            if stamp_of(path.stat()) == current.stamp:
                if failure is not None:
                    raise failure
                return look
        raise FileFailure("The file keeps changing while it is read; run again.")

    def _read(self, file: SourceFile) -> Look:
        if file.size > self.settings.max_megabytes * 1024 * 1024:
            raise FileFailure(
                "The file is larger than {limit} MB; split it, or raise the limit"
                " (HUSH_INGEST__MAX_MEGABYTES).",
                limit=self.settings.max_megabytes,
            )
        with Path(file.path).open("rb") as opened:
            content = hashlib.file_digest(opened, "sha256").hexdigest()
        known = self.entries.get(file.source, Entry(file.source))
        entry = replace(known, stamp=_settled(file), failure=None)
        if entry.written is not None and entry.written.content == content:
            look = self._wanted(file, entry, content, entry.own)
            if isinstance(look.step, Keep):
                return look
        return self._converted(file, entry, content)

    def _converted(self, file: SourceFile, entry: Entry, content: str) -> Look:
        converted = guarded(lambda: convert(Path(file.path), self.settings))
        own = declared_in(converted.front_matter)
        own = replace(own, marked=guarded(lambda: marked(converted)))
        look = self._wanted(file, replace(entry, own=own), content, own)
        document = self._document(file, converted, look)
        return replace(look, document=document, first_line=converted.first_line)

    def _document(self, file: SourceFile, converted: Converted, look: Look) -> Document:
        assert isinstance(look.state, Wanted)
        return Document(
            source=file.source,
            title=converted.title or Path(file.path).stem,
            markdown=converted.markdown,
            labels=self.labels(file.source, look.entry.own),
            modified=file.modified,
            revision=look.state.parts.revision,
        )

    def _wanted(self, file: SourceFile, entry: Entry, content: str, own: Declared) -> Look:
        labels = digest(self.labels(file.source, own))
        parts = Parts(content, labels, self.reader, self.encoder, self.detectors)
        written = None if file.source in self.distrusted else entry.written
        return self._look(file, entry, Wanted(parts, written, empty=entry.chunks == 0))

    def _failed(self, file: SourceFile, reason: str, tried: str, *, unclear: bool) -> Look:
        known = self.entries.get(file.source, Entry(file.source))
        failure = Failure(reason, unclear, tried)
        entry = known if known.failure == failure else replace(known, failure=failure)
        readable = self._labels_hold(known) or file.source not in self.stored
        return self._look(file, entry, Unreadable() if readable and not unclear else Unclear())

    def _look(self, file: SourceFile, entry: Entry, state: State) -> Look:
        stored = self.stored.get(file.source, frozenset())
        return Look(file, entry, state, decide(file.source, state, stored))

    def _labels_hold(self, entry: Entry) -> bool:
        if entry.written is None:
            return False
        return digest(self.labels(entry.source, entry.own)) == entry.written.labels

    def _attempt(self, stamp: str) -> str:
        """A file that failed is tried again when it, the code or the day is another one."""
        return f"{stamp} {self.reader} {self.today}"


def guarded(work: Callable[[], T]) -> T:
    """A defect that one file brings to light fails that file, not the run."""
    try:
        return work()
    except (FileFailure, IndexFailure, OSError):
        raise
    except Exception as error:
        raise FileFailure(
            "The file brings to light a defect of Hush ({failure}); please report it.",
            failure=type(error).__name__,
        ) from None


def _settled(file: SourceFile) -> str:
    """The file's stamp, or "" where it may change once more without a new one."""
    try:
        entry = Path(file.path).stat()
    except OSError:
        return ""
    age = time.time_ns() - max(entry.st_mtime_ns, entry.st_ctime_ns)
    return file.stamp if age > _YOUNG else ""


def _unreadable(error: OSError) -> Sentence:
    if isinstance(error, FileNotFoundError):
        return Sentence("The file went away while the folder was read; run again.")
    return Sentence(
        "The file cannot be read ({cause}); correct its rights, or move it away.",
        cause=error.strerror,
    )
