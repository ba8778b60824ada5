"""The audit: one line before anything leaves, one for how it ended, one for what stayed (law 8).

Invariant: a line is on the disk (written whole, fsynced) before `egress()` returns, and only then
may a byte leave; where it cannot be written `AuditUnwritable` is raised and nothing leaves. Lines
hold names, numbers and hashes, never a document's or question's text. Each line carries the sha256
of the line before it, so that a line changed or taken out is noticed by `broken_line`. Several
processes may write: each line is appended under a lock. JSON lines, mode 0600.
Deliberately elsewhere: who may leave (`confidentiality`), sending (`models.transport`).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.confidentiality.reason import Reason
from app.errors import AuditUnwritable
from index.chunk import Sensitivity

_START = "0" * 64
_LONGEST_LINE = 65536


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one prompt: who asked, the declared labels, the level, the reason."""

    question_id: str
    who: str
    labels: tuple[Sensitivity, ...]
    sensitivity: Sensitivity
    reason: Reason


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send: where, with which ticket, and the sha256 of the exact body."""

    ticket: str
    number: int
    host: str
    digest: str
    masked: Mapping[str, int]


class Audit:
    """Appends to one file of JSON lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def local(self, decided: Decided) -> None:
        """The prompt stays inside. Raises `AuditUnwritable`."""
        self._append({"event": "decided", **_words(decided), "lane": "local"})

    def egress(self, decided: Decided, attempt: Attempt) -> None:
        """These bytes are about to leave. Raises `AuditUnwritable`; then they must not."""
        line = {"event": "egress", **_words(decided), "lane": "cloud", **_try(attempt)}
        self._append({**line, "sha256": attempt.digest, "masked": dict(attempt.masked)})

    def outcome(self, decided: Decided, attempt: Attempt, outcome: str) -> None:
        """How that try ended: a word such as `answered`, or an error's name."""
        line = {"event": "outcome", "question": decided.question_id, **_try(attempt)}
        self._append({**line, "outcome": outcome})

    def held(self, decided: Decided, reason: Reason) -> None:
        """The egress guard held the request back; nothing left."""
        self._append({"event": "held", **_words(decided), "lane": "local", **_why(reason)})

    def _append(self, line: Mapping[str, object]) -> None:
        try:
            with _locked(self._path) as file:
                head, whole = _last(file)
                stamped = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **line}
                text = json.dumps({**stamped, "previous": head}, ensure_ascii=False)
                _write(file, ("" if whole else "\n") + text + "\n")
            return
        except OSError as error:
            why = error.strerror or type(error).__name__
        raise AuditUnwritable(
            "the audit file {path} cannot be written ({why}), so nothing may leave; "
            "make its folder writable and see that the disk has room",
            path=self._path,
            why=why,
        )


def _words(decided: Decided) -> dict[str, object]:
    return {
        "question": decided.question_id,
        "who": decided.who,
        "labels": [label.name for label in decided.labels],
        "sensitivity": decided.sensitivity.name,
        **_why(decided.reason),
    }


def _why(reason: Reason) -> dict[str, object]:
    return {"reason": reason.code.value, "kinds": [*reason.kinds, *reason.detectors]}


def _try(attempt: Attempt) -> dict[str, object]:
    return {"host": attempt.host, "ticket": attempt.ticket, "attempt": attempt.number}


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The open file, locked against every other writer; created for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.open(path, flags, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        os.fchmod(file, 0o600)
        yield file
    finally:
        os.close(file)


def _last(file: int) -> tuple[str, bool]:
    """Hash of the last line, and whether it ends as it should (a crash may have torn it)."""
    size = os.lseek(file, 0, os.SEEK_END)
    if not size:
        return _START, True
    tail = os.pread(file, min(size, _LONGEST_LINE), max(0, size - _LONGEST_LINE))
    whole = tail.endswith(b"\n")
    return _hash(tail.rstrip(b"\n").rpartition(b"\n")[2]), whole


def _write(file: int, text: str) -> None:
    """All of it, on the disk; where that fails the file is as it was."""
    before = os.lseek(file, 0, os.SEEK_END)
    data = text.encode()
    try:
        while data:
            data = data[os.write(file, data) :]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, before)
        raise


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def broken_line(path: Path) -> int | None:
    """The first line (1-based) that does not follow from the one before it; None where all do.

    A line torn by a crash is itself broken; the chain goes on after it.
    """
    previous = _START
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            line = raw.rstrip(b"\n")
            try:
                record = json.loads(line)
            except ValueError:
                return number
            if not isinstance(record, dict) or record.get("previous") != previous:
                return number
            previous = _hash(line)
    return None
