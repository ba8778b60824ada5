"""Lines that hang together: what is removed, changed, forged, put elsewhere or cut off is noticed.

Each line carries its number, the sha256 of the line before it and a MAC with the house's key; a
second file, the head, carries the number and hash of the last line with a MAC of its own, so that
cutting off the end shows. Invariant: a line and its head are on the disk when `append` returns, or
nothing is. Several processes may write: each line under a lock. JSON lines, mode 0600.

A crash can leave a torn line, or a head one line behind: both are known for what they are, since
nobody was told that such a line was written. Where the head fits in no other way, or a key lies there
without an audit, the next line is a `mended` one, and `verify` says so for ever after.
What remains: who can read the key can write a new history, and who puts back an older copy of both
files is not seen from within; keep the number and hash that `verify` prints somewhere else.
Lines from before there were numbers and MACs stay valid at the beginning of a file.
Deliberately elsewhere: what a line holds (`records`), where the key comes from (`keys`), reading
it all again (`verifying`).
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import hmac
import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.audit.keys import key_of, mac, sync_folder
from index.sentence import Sentence

START = "0" * 64
_BLOCK = 65536
NEW_SECONDS = 60.0
LOCK_SECONDS = 10.0
"""A line takes some milliseconds: who waits for so long waits for somebody that hangs."""


@dataclass(frozen=True, slots=True)
class Head:
    """The number and hash of the last line."""

    count: int
    last: str


@dataclass(frozen=True, slots=True)
class _End:
    """How a file ends: its last whole line, and where that ends."""

    head: Head
    before: str
    size: int
    torn: int
    marked: bool


class Chain:
    """One file of lines, with its head and key beside it."""

    def __init__(self, path: Path, patience: float = LOCK_SECONDS) -> None:
        """Nothing is opened or made yet. `patience`: seconds to wait for other writers."""
        self.path = path
        self._patience = patience
        self._turn = threading.Lock()
        self.head_path = path.with_suffix(".head")
        self.key_path = path.with_suffix(".key")

    def key(self) -> bytes:
        """The house's key; made with the first line. Raises `OSError`."""
        return key_of(self.key_path, make=not self.head_path.exists())

    def append(self, record: Mapping[str, object]) -> None:
        """Write one line, whole and durable. Raises `OSError`; then the file is as it was."""
        key = self.key()
        with self._turn, _locked(self.path, self._patience) as file:
            end = _end(file)
            torn = os.pread(file, end.torn, end.size)
            try:
                os.ftruncate(file, end.size)
                mended = self._mended(end, read_head(self.head_path, key))
                head = end.head
                for line in (*mended, record):
                    head = _write(file, head, line, key)
                write_head(self.head_path, head, key)
            except OSError:
                os.ftruncate(file, end.size)
                if torn:  # O_APPEND: it goes to where it was
                    os.write(file, torn)
                raise

    def _mended(self, end: _End, head: Head | None) -> list[dict[str, object]]:
        """A line that says what was found wrong, where something was."""
        behind = Head(end.head.count - 1, end.before)
        first = head is None and not end.marked and not self.head_path.exists()
        first = first and (end.head.count > 0 or self._is_new_key())
        if first or head in (end.head, behind):
            return [{"event": "mended", "why": "torn", "bytes": end.torn}] if end.torn else []
        known = {} if head is None else {"head": head.count}
        return [{"event": "mended", "why": "head", "lines": end.head.count, **known}]

    def _is_new_key(self) -> bool:
        """Whether the key was made for a first line that is about to be written: an older one
        without an audit is what is left of one that was taken away."""
        return time.time() - self.key_path.stat().st_mtime < NEW_SECONDS


@contextmanager
def _locked(path: Path, patience: float) -> Iterator[int]:
    """The open file, locked against every other writer; created for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = not path.exists()
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.open(path, flags, 0o600)
    try:
        _wait_for(file, patience)
        os.fchmod(file, 0o600)
        if new:
            sync_folder(path.parent)
        yield file
    finally:
        os.close(file)


def _wait_for(file: int, patience: float) -> None:
    """The lock, once every other writer is done. Raises `OSError` where one does not let go."""
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                why = Sentence(
                    "another process holds its lock and does not let go; look who that is"
                )
                raise OSError(errno.EAGAIN, why) from None
            time.sleep(0.005)


def _end(file: int) -> _End:
    size = os.lseek(file, 0, os.SEEK_END)
    tail, start = b"", size
    while start and tail.count(b"\n") < 2 + (not tail.endswith(b"\n")):
        step = min(start, _BLOCK)
        start -= step
        tail = os.pread(file, step, start) + tail
    whole, _, torn = tail.rpartition(b"\n")
    if not whole:
        return _End(Head(0, START), START, 0, len(torn), marked=False)
    last = whole.rpartition(b"\n")[2]
    record = parsed(last)
    number = record.get("n") if record else None
    count = number if isinstance(number, int) else _count(file, size - len(torn))
    before = record.get("previous") if record else None
    return _End(
        Head(count, digest(last)),
        before if isinstance(before, str) else "",
        size - len(torn),
        len(torn),
        marked=number is not None,
    )


def _count(file: int, size: int) -> int:
    return sum(os.pread(file, _BLOCK, at).count(b"\n") for at in range(0, size, _BLOCK))


def _write(file: int, head: Head, record: Mapping[str, object], key: bytes) -> Head:
    """Append a line and make it durable; the head that it makes."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    stamped = {"time": now, **record, "n": head.count + 1, "previous": head.last}
    body = json.dumps(stamped, ensure_ascii=False).encode("utf-8", "backslashreplace")
    line = body[:-1] + b', "mac": "' + mac(key, body).encode() + b'"}'
    data = line + b"\n"
    while data:
        data = data[os.write(file, data) :]
    os.fsync(file)
    return Head(head.count + 1, digest(line))


def write_head(path: Path, head: Head, key: bytes) -> None:
    """Replace the head, durably."""
    draft = path.with_suffix(".head-new")
    body = {"count": head.count, "last": head.last, "mac": _head_mac(head, key)}
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        os.write(descriptor, json.dumps(body).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.replace(path)
    sync_folder(path.parent)


def read_head(path: Path, key: bytes) -> Head | None:
    """The head, None where it is absent or not ours."""
    try:
        record = parsed(path.read_bytes())
    except FileNotFoundError:
        return None
    if not record or not isinstance(record.get("count"), int):
        return None
    head = Head(int(str(record["count"])), str(record.get("last")))
    return head if hmac.compare_digest(str(record.get("mac")), _head_mac(head, key)) else None


def _head_mac(head: Head, key: bytes) -> str:
    return mac(key, f"head\0{head.count}\0{head.last}".encode())


def digest(line: bytes) -> str:
    """The hash by which the next line knows this one."""
    return hashlib.sha256(line).hexdigest()


def parsed(line: bytes) -> dict[str, object] | None:
    """A line as a record, None where it is none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):  # nested so deep that nobody can read it
        return None
    return record if isinstance(record, dict) else None
