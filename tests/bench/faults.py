"""Injected faults and the bytes that arrived at a cloud server on a loopback socket."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.bench.proportion import at_most
from tests.faults import FAULTS, Fault, Outcome
from tests.faults import run as with_fault


def run() -> dict[str, object]:
    """One row for each fault, one without any, and how many faults let a byte out."""
    figures: dict[str, object] = {"no fault (control)": _row(_outcome(None))}
    outcomes = {fault.name: _outcome(fault) for fault in FAULTS}
    figures |= {name: _row(outcome) for name, outcome in outcomes.items()}
    leaky = sum(bool(outcome.connections) for outcome in outcomes.values())
    figures["faults with a byte out"] = at_most(leaky, len(outcomes), 0)
    return figures


def _outcome(fault: Fault | None) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(with_fault(fault, Path(folder) / "home"))


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "bytes out": outcome.bytes_out,
        "connections": outcome.connections,
        "answered by": outcome.lane or outcome.told,
        "seconds": outcome.seconds,
    }
