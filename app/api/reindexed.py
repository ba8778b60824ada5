"""What somebody in a chat may know of a source that was looked at again: `Seen`, before and after.

Invariant (law 12): counted is what changed among the documents that the account, in a channel the
channel too, may read and the platform may show; how many others there are shows in nothing, also not
in how far the run is. Deliberately elsewhere: the run (`ingesting`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.chat_exit import ChatExit
from app.contract import Progress
from app.principals import Principal

_STEPS = 10
"""Steps in which it is told how far a run is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Documents, as far as somebody sees them -> their revisions."""

    documents: Mapping[str, frozenset[str]]

    @classmethod
    def by(cls, asker: Principal, exit: ChatExit) -> Seen:  # noqa: A002
        """Now. Takes its time: not for the event loop."""
        most, revisions = exit.ceiling(asker.platform), exit.store.revisions()
        listed = exit.store.documents(asker.access).items()
        shown = (source for source, one in listed if one.sensitivity <= most)
        return cls({source: revisions.get(source, frozenset()) for source in shown})

    def of(self, name: str) -> Mapping[str, frozenset[str]]:
        """Those of one source."""
        here = f"{name}:"
        return {one: known for one, known in self.documents.items() if one.startswith(here)}


def as_seen(progress: Progress, before: Seen, after: Seen) -> Progress:
    """How far a run is, as somebody may know it; `after` counts once there is a report."""
    if progress.report is None:
        done = progress.done * _STEPS // progress.total if progress.total else 0
        total = _STEPS if progress.total else 0  # a problem names paths of the service's machine
        return progress.model_copy(update={"done": done, "total": total, "problem": None})
    was, now = before.of(progress.source), after.of(progress.source)
    failed = _failed(progress.report.get("failed"), was.keys() | now.keys())
    report: dict[str, object] = {
        **_changes(was, now),
        "failed": failed,
        "failures": len(failed),  # some of which may not be named any more
    }
    return progress.model_copy(update={"done": _STEPS, "total": _STEPS, "report": report})


def _changes(
    was: Mapping[str, frozenset[str]], now: Mapping[str, frozenset[str]]
) -> dict[str, int]:
    still = was.keys() & now.keys()
    same = sum(was[one] == now[one] for one in still)
    return {
        "added": len(now.keys() - was.keys()),
        "updated": len(still) - same,
        "removed": len(was.keys() - now.keys()),
        "unchanged": same,
    }


def _failed(said: object, known: Collection[str]) -> list[dict[str, object]]:
    """Failures of documents that are known; of one that never was taken in nobody knows whose it is."""
    listed = said if isinstance(said, list) else []
    return [one for one in listed if isinstance(one, dict) and one.get("source") in known]
