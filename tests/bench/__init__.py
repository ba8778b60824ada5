"""Benchmarks: `python -m tests.bench [names]`. Figures go to the screen and to `bench-results/`."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench-results"
SHARED = ROOT.parent / "shared" / "data"
"""Development data; benches that need it say so and skip when it is absent."""
