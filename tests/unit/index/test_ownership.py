"""The lock of the embedded store where whoever signed it is gone, or where it lay is."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import StoreLocked
from index.ownership import Owner


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def _is_locked(folder: Path) -> bool:
    with (folder / "owner.json").open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@contextmanager
def _held(folder: Path, written: str) -> Iterator[int]:
    """Somebody else has the lock; that is written in it. Closing it lets go."""
    folder.mkdir(exist_ok=True)
    (folder / "owner.json").write_text(written)
    descriptor = os.open(folder / "owner.json", os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _signed(pid: int) -> str:
    return json.dumps({"pid": pid, "command": "hush serve"})


@pytest.fixture
def ended() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has ended, which nobody has noticed yet."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    while b") Z" not in Path(f"/proc/{child.pid}/stat").read_bytes():
        time.sleep(0.01)
    yield child
    child.wait()


@pytest.mark.parametrize("noticed", [True, False])
def test_what_one_that_is_gone_left_behind_is_waited_for(
    folder: Path, ended: subprocess.Popen[bytes], noticed: bool
) -> None:
    if noticed:
        ended.wait()
    with _held(folder, _signed(ended.pid)) as lock:
        threading.Timer(0.3, fcntl.flock, (lock, fcntl.LOCK_UN)).start()
        owner = Owner.claim(folder)
    assert _is_locked(folder)
    owner.release()
    assert not _is_locked(folder)


def test_a_folder_that_was_put_elsewhere_meanwhile_is_not_the_one(
    folder: Path, ended: subprocess.Popen[bytes]
) -> None:
    with _held(folder, _signed(ended.pid)) as lock:

        def switched() -> None:
            folder.rename(folder.with_name("store.previous"))
            folder.mkdir()
            fcntl.flock(lock, fcntl.LOCK_UN)

        threading.Timer(0.2, switched).start()
        owner = Owner.claim(folder)
    assert _is_locked(folder)
    owner.release()


@pytest.mark.parametrize(
    "written", ["", "{", "[]", '{"pid": Infinity}', '{"pid": "x"}', "[" * 4000, _signed(1)]
)
def test_whatever_is_written_there_a_lock_is_a_sentence_at_once(folder: Path, written: str) -> None:
    began = time.monotonic()
    with _held(folder, written), pytest.raises(StoreLocked, match="in use by"):
        Owner.claim(folder)
    assert time.monotonic() - began < 5.0
