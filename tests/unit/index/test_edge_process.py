"""The embedded store in another process: what happens when either of the two dies, or more is asked
than it hears at once."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from index.edge import EdgeStore
from index.edge_process import EdgeProcess
from index.errors import FingerprintMismatch, IndexFailure, StoreDamaged, StoreLocked
from index.filters import Access
from index.store import Store
from tests.contract.test_store import DIMENSION, make

ROOT = Path(__file__).resolve().parents[3]
_PATIENCE = 60.0
_STARTER = """
import os, signal, sys
from pathlib import Path
from index.edge_process import EdgeProcess
from tests.contract.test_store import make

def begun():
    store = EdgeProcess.open(Path(sys.argv[2]), "one", lambda: 4)
    store.write([make(ordinal=n) for n in range(3)])
    return store

if __name__ == "__main__":
    store = begun()
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "store"


@pytest.fixture
def store(path: Path) -> Iterator[EdgeProcess]:
    opened = _opened(path)
    yield opened
    opened.close()


def _opened(path: Path) -> EdgeProcess:
    return EdgeProcess.open(path, "one", lambda: DIMENSION)


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def _its_pid(store: EdgeProcess) -> int:
    return store.run(_pid)


def _kill(store: EdgeProcess) -> None:
    pid = _its_pid(store)
    os.kill(pid, signal.SIGKILL)
    _until(lambda: pid not in {child.pid for child in multiprocessing.active_children()})


# What is done over there: it is pickled by its name.


def _pid(_: Store) -> int:
    return os.getpid()


def _die(_: Store) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once(_: Store, mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def _quote(_: Store) -> None:
    raise LookupError("a document's words")


def _use(_: Store, odd: object) -> None:
    del odd


def _wait(_: Store, free: Path) -> int:
    _until(free.exists)
    return os.getpid()


def test_the_store_is_in_another_process(store: EdgeProcess) -> None:
    assert _its_pid(store) != os.getpid()


def test_what_was_written_is_there_after_its_process_died(store: EdgeProcess) -> None:
    store.write([make(ordinal=n) for n in range(3)])
    before = _its_pid(store)
    _kill(store)
    assert store.count() == 3
    assert _its_pid(store) != before
    assert len(store.dense_leg((1.0, 0.0, 0.0, 0.0), 9, Access.owner())) == 3


def test_what_it_died_of_is_tried_once_more(store: EdgeProcess, tmp_path: Path) -> None:
    assert store.run(partial(_die_once, mark=tmp_path / "mark")) == "alive"


def test_what_kills_it_again_is_a_sentence_and_the_next_request_is_answered(
    store: EdgeProcess,
) -> None:
    store.write([make()])
    with pytest.raises(IndexFailure, match="hush doctor"):
        store.run(_die)
    assert store.count() == 1


def test_everybody_who_waited_for_one_that_died_is_answered(store: EdgeProcess) -> None:
    store.write([make()])
    _kill(store)
    with ThreadPoolExecutor(16) as threads:
        assert set(threads.map(lambda _: store.count(), range(64))) == {1}
        assert len(set(threads.map(lambda _: _its_pid(store), range(16)))) == 1


def test_more_than_it_hears_at_once_wait_and_are_answered(
    store: EdgeProcess, tmp_path: Path
) -> None:
    store.write([make()])
    free = tmp_path / "free"
    with ThreadPoolExecutor(12) as threads:
        waiting = [threads.submit(store.run, partial(_wait, free=free)) for _ in range(3)]
        assert [threads.submit(store.count).result(_PATIENCE) for _ in range(8)] == [1] * 8
        waiting += [threads.submit(store.run, partial(_wait, free=free)) for _ in range(6)]
        free.touch()
        assert {one.result(_PATIENCE) for one in waiting} == {_its_pid(store)}


def test_an_answer_that_nobody_waits_for_is_not_the_next_request_s(
    store: EdgeProcess, tmp_path: Path
) -> None:
    store.write([make()])
    free = tmp_path / "free"

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupted)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            store.run(partial(_wait, free=free))
    finally:
        signal.signal(signal.SIGALRM, before)
    free.touch()
    assert [store.count() for _ in range(8)] == [1] * 8


def test_another_error_over_there_comes_without_its_text(store: EdgeProcess) -> None:
    with pytest.raises(IndexFailure, match="LookupError") as raised:
        store.run(_quote)
    assert "words" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert store.count() == 0


def test_what_cannot_be_opened_is_raised_here(path: Path) -> None:
    _opened(path).close()
    with pytest.raises(FingerprintMismatch):
        EdgeProcess.open(path, "two", lambda: DIMENSION)
    (path / "collection.json").write_text("{")
    with pytest.raises(StoreDamaged, match="hush reindex"):
        _opened(path)
    assert multiprocessing.active_children() == []


def test_one_that_does_not_start_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", b"/bin/false")
    with pytest.raises(IndexFailure, match="does not start"):
        _opened(path)


def test_nobody_else_has_it_meanwhile(store: EdgeProcess, path: Path) -> None:
    with pytest.raises(StoreLocked, match="already open in this process"):
        EdgeStore.open(path, "one", lambda: DIMENSION)
    store.close()
    EdgeStore.open(path, "one", lambda: DIMENSION).close()


def _impatient(path: Path, again: Callable[[], None] = lambda: None) -> EdgeProcess:
    return EdgeProcess.open(path, "one", lambda: DIMENSION, again, patience=1.0)


def test_one_that_hangs_is_killed_and_the_request_made_again(path: Path) -> None:
    told: list[str] = []
    store = _impatient(path, lambda: told.append("again"))
    store.write([make()])
    stopped = _its_pid(store)
    os.kill(stopped, signal.SIGSTOP)
    assert store.count() == 1
    assert _its_pid(store) != stopped and told == ["again"]
    store.close()


def test_one_that_hangs_is_closed_in_time(path: Path) -> None:
    store = _impatient(path)
    store.write([make()])
    os.kill(_its_pid(store), signal.SIGSTOP)
    began = time.monotonic()
    store.close()
    assert time.monotonic() - began < 10.0
    again = EdgeStore.open(path, "one", lambda: DIMENSION)
    assert again.count() == 1
    again.close()


def test_a_request_that_cannot_be_read_over_there_ends_in_a_sentence(store: EdgeProcess) -> None:
    class Odd:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
            return open, ("/nonexistent",)

    with pytest.raises(IndexFailure, match="twice"):
        store.run(partial(_use, odd=Odd()))
    assert store.count() == 0


def test_a_request_that_cannot_be_sent_costs_nobody_anything(store: EdgeProcess) -> None:
    before = _its_pid(store)
    with pytest.raises((AttributeError, pickle.PicklingError)):
        store.run(lambda _: 1)
    assert [_its_pid(store) for _ in range(8)] == [before] * 8


def test_without_descriptors_it_is_a_sentence_and_later_it_works(
    store: EdgeProcess, path: Path
) -> None:
    _kill(store)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    held = [os.dup(0) for _ in range(20)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(held) + 1, hard))
    try:
        for spare in (0, 4, 8, 12, 16):
            while len(held) > 20 - spare:
                os.close(held.pop())
            with contextlib.suppress(IndexFailure):
                store.count()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for descriptor in held:
            os.close(descriptor)
    assert store.count() == 0


def test_a_store_that_was_moved_away_is_made_again(store: EdgeProcess, path: Path) -> None:
    store.write([make()])
    path.rename(path.with_name("away"))
    _kill(store)
    assert store.count() == 0
    store.write([make()])
    assert store.count() == 1


def test_a_forked_copy_asks_nothing(store: EdgeProcess) -> None:
    if (child := os.fork()) == 0:
        try:
            store.count()
        except IndexFailure:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert store.count() == 0


def test_closed_twice_and_asked_after_that(path: Path) -> None:
    store = _opened(path)
    store.close()
    store.close()
    with pytest.raises(IndexFailure, match="closed"):
        store.count()
    assert multiprocessing.active_children() == []


def test_one_that_died_is_closed(path: Path) -> None:
    store = _opened(path)
    _kill(store)
    store.close()
    EdgeStore.open(path, "one", lambda: DIMENSION).close()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_signals_are_for_whoever_started_it(store: EdgeProcess, name: str) -> None:
    pid = _its_pid(store)
    os.kill(pid, signal.Signals[name])
    time.sleep(0.1)
    assert _its_pid(store) == pid


def test_no_descriptor_is_left_of_one_that_died(store: EdgeProcess) -> None:
    def held() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    _kill(store)
    store.count()
    before = held()
    for _ in range(3):
        _kill(store)
        store.count()
    assert held() == before


def _started(tmp_path: Path, path: Path) -> subprocess.Popen[str]:
    """Another program that has the store open in a process of its own."""
    script = tmp_path / "starter.py"
    script.write_text(_STARTER)
    starter = subprocess.Popen(
        [sys.executable, script, "serve", path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    assert starter.stdout.readline() == "open\n"
    return starter


def test_who_holds_it_is_whoever_started_it(tmp_path: Path, path: Path) -> None:
    starter = _started(tmp_path, path)
    with pytest.raises(StoreLocked) as raised:
        EdgeStore.open(path, "one", lambda: DIMENSION)
    assert f"serve` (process {starter.pid})" in str(raised.value)
    starter.communicate(timeout=_PATIENCE)


@pytest.mark.parametrize("how", ["killed", "ended"])
def test_it_ends_with_whoever_started_it_and_the_store_is_free(
    tmp_path: Path, path: Path, how: str
) -> None:
    """Without a `close`; the store can be opened at once."""
    starter = _started(tmp_path, path)
    if how == "killed":
        starter.kill()
    starter.communicate(timeout=_PATIENCE)
    assert starter.returncode == (-signal.SIGKILL if how == "killed" else 0)
    store = EdgeStore.open(path, "one", lambda: DIMENSION)
    assert store.count() == 3
    store.close()


def test_one_that_lives_is_not_waited_for(store: EdgeProcess, path: Path) -> None:
    """Only where its starter is gone."""
    assert json.loads((path / "owner.json").read_text())["pid"] == os.getpid()
    began = time.monotonic()
    with pytest.raises(StoreLocked):
        EdgeStore.open(path, "one", lambda: DIMENSION)
    assert time.monotonic() - began < 2.0
