"""Whatever breaks in the gate: no byte arrives outside, and the person is answered (laws 3, 5, 8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.audit import broken_line
from tests.faults import FAULTS, Fault, run


async def test_without_a_fault_the_question_leaves(tmp_path: Path) -> None:
    """So that "nothing left" below says something."""
    outcome = await run(None, tmp_path / "home")
    assert outcome.connections == 1
    assert outcome.bytes_out > 1000
    assert outcome.lane == "cloud"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_nothing_leaves(tmp_path: Path, fault: Fault) -> None:
    outcome = await run(fault, tmp_path / "home")
    assert outcome.connections == 0
    assert outcome.bytes_out == 0
    if fault.child == "killed":
        assert outcome.told == "ended by signal 9"
        return
    assert outcome.lane == "local"
    assert "restart the pod" in outcome.text
    assert outcome.told.strip()
    assert outcome.seconds < 15


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.child], ids=lambda fault: fault.name)
async def test_the_audit_goes_on_after_it(tmp_path: Path, fault: Fault) -> None:
    """A record that could not be written whole leaves no torn line behind."""
    home = tmp_path / "home"
    await run(fault, home)
    assert (await run(None, home)).lane == "cloud"
    assert broken_line(home / "audit.jsonl") is None
