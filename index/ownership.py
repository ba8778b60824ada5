"""One process owns the embedded store: a lock beside it that can say who holds it.

Invariant: the lock is the kernel's (`flock`), so it goes with its process however that ends; what
is written in the file only names the owner and may be stale without harm. Deliberately elsewhere:
the store itself (`edge`).
"""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import re
import sys
import time
from pathlib import Path

from index.errors import IndexFailure, StoreLocked
from index.sentence import Sentence

_FILE = "owner.json"
_SECONDS = 10.0
"""For a process to end whose starter is gone."""
_PAUSE = 0.02
_COMMAND = re.compile(r"[a-z][a-z-]*")


class Owner:
    """The lock, held."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def claim(cls, folder: Path) -> Owner:
        """Take the folder, made if absent. Raises `StoreLocked`, which names who has it."""
        while True:
            descriptor = _file(folder)
            try:
                _lock(descriptor)
            except BlockingIOError:
                sentence = _sentence(folder, descriptor)
                os.close(descriptor)
                raise StoreLocked(sentence) from None
            if _is_in(folder, descriptor):
                break
            os.close(descriptor)  # the folder was put elsewhere while it was waited for
        _sign(descriptor)
        return cls(descriptor)

    def release(self) -> None:
        """Give it up; children that inherited the lock lose it too. Safe to call twice."""
        if self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            os.close(self._descriptor)
            self._descriptor = None


def _file(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(folder / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise IndexFailure(
            "The index in {folder} cannot be opened ({cause}). Check that the folder is yours, "
            "or set HUSH_HOME to one that is.",
            folder=folder,
            cause=error.strerror,
        ) from None


def _is_in(folder: Path, descriptor: int) -> bool:
    """Whether the open file is the one that is there now."""
    try:
        return os.path.samestat(os.fstat(descriptor), (folder / _FILE).stat())
    except OSError:
        return False


def _lock(descriptor: int) -> None:
    """Raises `BlockingIOError` where another process has it. One that held it for a process that is
    gone ends by itself, and is waited for."""
    until = time.monotonic() + _SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            signed = _signed(descriptor)
            if signed is None or not _is_gone(signed[0]) or time.monotonic() > until:
                raise
        time.sleep(_PAUSE)


def _is_gone(pid: int) -> bool:
    """Whether it has ended; whoever started it may not have noticed."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2]
    except OSError:
        return True
    return state.split()[:1] in (["Z"], ["X"])


def _signed(descriptor: int) -> tuple[int, str] | None:
    """Process and command; None where nobody signed."""
    try:
        said = json.loads(os.pread(descriptor, 4096, 0))
        return int(said["pid"]), str(said["command"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _sign(descriptor: int) -> None:
    """Best effort: a full disk must not turn a good lock into a failure."""
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": _pid(), "command": _command()}).encode(), 0)
    except OSError:
        return


def _pid() -> int:
    """Whom to stop: whoever holds the store for the process that started it is not the one."""
    parent = multiprocessing.parent_process()
    return os.getpid() if parent is None or parent.pid is None else parent.pid


def _command() -> str:
    """Program and subcommand. Never more: the next word may be a person's question."""
    words = [Path(sys.argv[0] or "python").name]
    if len(sys.argv) > 1 and _COMMAND.fullmatch(sys.argv[1]):
        words.append(sys.argv[1])
    return " ".join(words)


def _sentence(folder: Path, descriptor: int) -> Sentence:
    signed = _signed(descriptor)
    if signed is None or _is_gone(signed[0]):
        return locked_by_unknown(folder)
    pid, command = signed
    if pid == _pid():
        return Sentence(
            "The index in {folder} is already open in this process; close it first.", folder=folder
        )
    return Sentence(
        "The index in {folder} is in use by `{command}` (process {pid}). Wait until that has "
        "finished, or stop it, then try again.",
        folder=folder,
        command=command,
        pid=pid,
    )


def locked_by_unknown(folder: Path) -> Sentence:
    """The sentence where the owner did not sign."""
    return Sentence(
        "The index in {folder} is in use by another process. Wait until that has finished, or "
        "stop it, then try again.",
        folder=folder,
    )
