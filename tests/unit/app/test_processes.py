"""Pieces of work that are shared with other processes, and the end of it where nobody waits."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, MutableSequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.process_members import MOST
from app.processes import Group, Piece
from app.reader_process import done_of

ROOT = Path(__file__).resolve().parents[3]
_PATIENT = 60.0
_HERE = 1_000


def serve(pipe: Connection, _life: Connection, taken: MutableSequence[int], who: int) -> None:
    pipe.send(True)
    with contextlib.suppress(EOFError):
        while True:
            at, calls = pipe.recv()
            pipe.send(done_of(at, calls, taken, who))


def slow(number: int) -> int:
    time.sleep(0.02)
    return number


def pid() -> int:
    return os.getpid()


def stuck() -> int:
    while True:
        time.sleep(1.0)


def _here(number: int) -> Callable[[], int]:
    return lambda: _HERE + slow(number)


def _pieces(count: int) -> list[Piece[int]]:
    return [Piece((slow, (n,)), _here(n), -1, 5.0) for n in range(count)]


def _not_lost() -> None:
    raise AssertionError("nobody died")


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextlib.contextmanager
def _started(count: int) -> Iterator[Group]:
    with contextlib.closing(Group(count, serve, ())) as group:
        _until(lambda: group.ready)
        yield group


@pytest.fixture(scope="module")
def two() -> Iterator[Group]:
    with _started(2) as group:
        yield group


def _together(
    group: Group, pieces: list[Piece[int]], *, leave: bool = False
) -> Callable[[], list[int]]:
    """Begun, once somebody is idle again after the test before."""
    end = time.monotonic() + _PATIENT
    while (begun := group.together(pieces, _not_lost, leave=leave)) is None:
        assert time.monotonic() < end
        time.sleep(0.01)
    return begun


def test_everybody_takes_pieces_and_each_has_its_outcome_in_order(two: Group) -> None:
    outcomes = _together(two, _pieces(60))()
    assert [outcome % _HERE for outcome in outcomes] == list(range(60))
    assert any(outcome >= _HERE for outcome in outcomes)
    assert sum(outcome < _HERE for outcome in outcomes) > 15


def test_they_begin_before_this_process_does(two: Group) -> None:
    outcomes = _together(two, _pieces(10))
    time.sleep(1.0)
    assert outcomes() == list(range(10))


def test_nothing_more_is_begun_once_nobody_waits(two: Group) -> None:
    outcomes = _together(two, _pieces(500))
    time.sleep(0.1)
    del outcomes
    time.sleep(0.5)
    asked = _together(two, _pieces(10))
    time.sleep(1.0)
    assert asked() == list(range(10))


def test_who_is_busy_joins_another_request_once_it_has_nothing_to_do(two: Group) -> None:
    first = _together(two, _pieces(20))
    time.sleep(0.1)
    second = _together(two, _pieces(60))
    assert first()[-1] % _HERE == 19
    made = second()
    assert [outcome % _HERE for outcome in made] == list(range(60))
    assert any(outcome < _HERE for outcome in made)


def test_what_is_left_to_others_is_done_by_them_alone(two: Group) -> None:
    """On a busy machine they may begin late, once or twice."""
    assert list(range(30)) in [_together(two, _pieces(30), leave=True)() for _ in range(3)]
    assert _together(two, [], leave=True)() == []


def test_several_requests_that_are_left_wait_for_each_other() -> None:
    with _started(1) as group, ThreadPoolExecutor(2) as threads:

        def made() -> list[list[int]]:
            left = [_together(group, _pieces(2), leave=True) for _ in range(2)]
            return [one.result(_PATIENT) for one in [threads.submit(one) for one in left]]

        assert [[0, 1]] * 2 in [made() for _ in range(3)]


@pytest.mark.parametrize("brief", [True, False])
def test_what_is_left_is_done_here_where_nobody_has_time_for_it(brief: bool) -> None:
    """Soon, where they are at work on something brief; at once, where they are at something else."""
    with _started(1) as group:
        first = _together(group, _pieces(1), leave=brief)  # its outcome is not asked for yet
        time.sleep(0.2)
        began = time.monotonic()
        assert _together(group, _pieces(3), leave=True)() == [_HERE + n for n in range(3)]
        assert (time.monotonic() - began > 0.15) is brief  # 0.06 of it is the work itself
        assert time.monotonic() - began < 5.0
        assert first() == [0]


def test_who_does_not_begin_is_not_waited_for_and_costs_nothing_that_others_made(
    two: Group,
) -> None:
    two_pids = [member.process.pid for member in two._members]
    os.kill(two_pids[0], signal.SIGSTOP)
    try:
        began = time.monotonic()
        outcomes = _together(two, _pieces(10), leave=True)()
        assert [outcome % _HERE for outcome in outcomes] == list(range(10))
        assert time.monotonic() - began < 3.0
    finally:
        os.kill(two_pids[0], signal.SIGCONT)
    _until(lambda: _together(two, _pieces(1))() in ([0], [_HERE]))


def test_many_pieces_may_take_longer_than_the_patience_for_one() -> None:
    with _started(1) as group:
        pieces = [Piece((slow, (n,)), _here(n), -1, 0.2) for n in range(60)]
        assert [one % _HERE for one in _together(group, pieces, leave=True)()] == list(range(60))


def test_what_is_left_and_was_taken_by_one_that_died_failed_and_the_rest_is_done_here() -> None:
    with _started(1) as group, ThreadPoolExecutor(1) as threads:
        child = group._members[0].process.pid
        lost: list[int] = []
        left = group.together(_pieces(20), lambda: lost.append(1), leave=True)
        assert left is not None
        outcomes = threads.submit(left)
        time.sleep(0.1)
        os.kill(child, signal.SIGKILL)
        made = outcomes.result(_PATIENT)
        taken = made.count(-1)
        assert 1 <= taken < 20 and lost == [1]
        assert made[taken:] == [_HERE + n for n in range(taken, 20)]
        assert group.together(_pieces(2), lambda: lost.append(2), leave=True) is not None


def test_of_too_many_requests_at_once_one_is_not_shared(two: Group) -> None:
    begun = []
    while (more := two.together(_pieces(50), _not_lost)) is not None:
        begun.append(more)
    assert len(begun) >= 3
    begun.clear()
    assert _together(two, _pieces(3))()


def test_pieces_beyond_what_is_shared_are_done_here(two: Group) -> None:
    quick = [Piece((abs, (n,)), lambda n=n: _HERE + n, -1, 5.0) for n in range(MOST + 3)]  # type: ignore[misc]
    outcomes = _together(two, quick)()
    assert outcomes[-3:] == [_HERE + MOST, _HERE + MOST + 1, _HERE + MOST + 2]
    assert [outcome for n, outcome in enumerate(outcomes) if outcome not in {n, _HERE + n}] == []


def test_what_a_process_that_died_had_in_hand_failed_and_the_rest_is_done_here() -> None:
    with _started(1) as group:
        asked = _together(group, [Piece((pid, ()), pid, -1, 5.0)])
        time.sleep(0.5)
        (child,) = asked()
        assert child != os.getpid()
        lost: list[int] = []
        outcomes = group.together(_pieces(20), lambda: lost.append(1))
        assert outcomes is not None
        time.sleep(0.1)
        os.kill(child, signal.SIGKILL)
        _until(lambda: group.gone)
        made = outcomes()
        taken = made.count(-1)
        assert 1 <= taken < 20 and lost == [1]
        assert made[taken:] == [_HERE + n for n in range(taken, 20)]


def test_what_is_never_done_failed_in_time() -> None:
    with _started(1) as group:
        lost: list[int] = []
        outcomes = group.together([Piece((stuck, ()), stuck, -1, 0.3)], lambda: lost.append(1))
        assert outcomes is not None
        time.sleep(0.2)
        began = time.monotonic()
        assert outcomes() == [-1] and lost == [1]
        assert time.monotonic() - began < 5.0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_ctrl_c_is_kept_from_them_from_their_first_moment_on() -> None:
    script = (
        "from app.processes import Group\n"
        "from tests.unit.app.test_processes import serve\n"
        "if __name__ == '__main__':\n"
        "    group = Group(2, serve, ())\n"
        "    for member in group._members:\n"
        "        lines = open(f'/proc/{member.process.pid}/status').read().splitlines()\n"
        "        print(next(line.split()[1] for line in lines if line.startswith('SigBlk')))\n"
        "    group.close()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    blocked = [int(line, 16) for line in ran.stdout.split()]
    assert len(blocked) == 2
    assert all(mask >> (signal.SIGINT - 1) & 1 for mask in blocked)


def test_where_no_thread_can_be_started_all_is_done_here(
    two: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refused)
        assert _together(two, _pieces(5))() == [_HERE + n for n in range(5)]
    asked = _together(two, _pieces(10))
    time.sleep(1.0)
    assert asked() == list(range(10))


def test_two_that_take_the_same_piece_are_both_right() -> None:
    assert done_of(2, [(slow, (5,)), (slow, (6,))], taken := [0, 0, 1, 0], 2) == {1: 6}
    assert taken == [0, 0, 1, 2]
