"""What can go wrong on the way in. The message says what to do next and never quotes a document.

IngestFailure
├── FileFailure            one file cannot be used; a line in the report, the run goes on
│   └── LabelsUnreadable   its front matter is broken: what its owner declared is not known
├── SourceFailure          a whole source cannot be used; nothing of it is touched
│   ├── SourceMissing      the folder is not there, not a folder, or not readable
│   ├── SourceEmpty        nothing to ingest where there was something: unmounted, perhaps
│   ├── SourceMoved        the name already belongs to another path
│   └── SourceUnknown      no source of that name was ever ingested
├── LabelsInvalid          a `labels.toml` cannot be used
├── ManifestBroken         the manifest cannot be read or written
└── IngestRunning          another ingest run holds the manifest
"""

from __future__ import annotations

from index.sentence import Explained


class IngestFailure(Explained):
    """Root of ingest's errors; `str()` is a sentence for a person."""


class FileFailure(IngestFailure):
    """One file cannot be used; `str()` is its reason in the report."""


class LabelsUnreadable(FileFailure):
    """A file's front matter is broken. Stricter than other reasons: it may declare a label."""


class SourceFailure(IngestFailure):
    """A whole source cannot be used; nothing of it is touched."""


class SourceMissing(SourceFailure):
    """The folder is not there, is not a folder, or cannot be read."""


class SourceEmpty(SourceFailure):
    """Nothing to ingest under a name that had documents: an unmounted folder looks like this."""


class SourceMoved(SourceFailure):
    """The name already belongs to another path."""


class SourceUnknown(SourceFailure):
    """No source of that name was ever ingested."""


class LabelsInvalid(IngestFailure):
    """A `labels.toml` has an unknown key, level or shape."""


class ManifestBroken(IngestFailure):
    """The manifest cannot be read or written."""


class IngestRunning(IngestFailure):
    """Another ingest run holds the manifest."""
