"""How busy a process was lately: a share of one core, which forgets."""

from __future__ import annotations

import time

import pytest

from app.load import Load


class Machine:
    """A clock of the wall and one of the processor."""

    def __init__(self) -> None:
        self.now = 100.0
        self.used = 5.0
        self.load = Load(lambda: self.now, lambda: self.used)

    def went(self, seconds: float, share: float) -> bool:
        """So much time, with this share of a core; whether the load is high then."""
        self.now += seconds
        self.used += seconds * share
        return self.load.is_high()


@pytest.mark.parametrize(("share", "high"), [(0.0, False), (0.4, False), (0.8, True), (1.9, True)])
def test_a_share_of_one_core_that_lasts(share: float, high: bool) -> None:
    machine = Machine()
    for _ in range(50):
        last = machine.went(0.1, share)
    assert last is high


def test_one_piece_of_work_in_a_quiet_second_is_no_load() -> None:
    machine = Machine()
    assert not machine.went(0.3, 1.0)
    assert not machine.went(1.0, 0.0)
    assert not machine.went(0.3, 1.0)


def test_it_is_forgotten_after_some_seconds_of_rest() -> None:
    machine = Machine()
    assert machine.went(10.0, 1.0)
    assert not machine.went(10.0, 0.0)


def test_looks_that_follow_each_other_at_once_change_nothing() -> None:
    machine = Machine()
    assert machine.went(10.0, 1.0)
    assert all(machine.went(0.0001, 0.0) for _ in range(100))
    assert not Machine().went(0.0, 0.0)


def test_this_very_process() -> None:
    load, began = Load(), time.monotonic()
    end = time.process_time() + 3.0
    while time.process_time() < end:
        load.is_high()
    if time.monotonic() - began > 3.5:
        pytest.skip("the machine has no core to spare for being busy")
    assert load.is_high()
    time.sleep(2.0)
    assert not load.is_high()
