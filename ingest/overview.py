"""What is known of every source between runs: `hush status`, from the manifest alone.

Invariant: reads no store and no folder, so it answers while a service or a run holds the store.
"""

from __future__ import annotations

from datetime import date

from index.sentence import Sentence
from ingest.manifest import Known, Manifest
from ingest.report import Failed, SourceStatus


def status(manifest: Manifest, today: date) -> tuple[SourceStatus, ...]:
    """One entry for each source, by name. A review is overdue on the day after `review_by`."""
    return tuple(_status(manifest, known, today.isoformat()) for known in manifest.sources())


def _status(manifest: Manifest, known: Known, today: str) -> SourceStatus:
    entries = sorted(manifest.entries(known.name).values(), key=lambda entry: entry.source)
    written = [entry for entry in entries if entry.written is not None]
    last = manifest.last_run(known.name)
    return SourceStatus(
        name=known.name,
        path=known.path,
        documents=len(written),
        chunks=sum(entry.chunks for entry in written),
        last_run=None if last is None else last.started,
        outcome=Sentence("never finished") if last is None else last.outcome,
        failed=tuple(Failed(e.source, e.failure.reason) for e in entries if e.failure),
        unlabelled_sources=tuple(e.source for e in written if e.unlabelled),
        review_overdue=tuple(e.source for e in written if e.review_by and e.review_by < today),
    )
