"""The product's own gate, as `hush scan --jsonl` has it, in a home of its own for one measurement."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import wiring
from app.gate import Decision, Gate
from app.prompt import Prompt
from index.chunk import Sensitivity
from tests.bench.planting.dictionary import TOML


@contextmanager
def bench_gate() -> Iterator[Gate]:
    """Detectors, classifier, sanitiser, policy and guard with the measurement's dictionary."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as home:
        terms = Path(home) / "terms.toml"
        terms.write_text(TOML, encoding="utf-8")
        for name in [name for name in os.environ if name.startswith("HUSH_")]:
            del os.environ[name]
        os.environ |= {"HUSH_HOME": home, "HUSH_TERMS": str(terms), "HUSH_USER": "bench"}
        try:
            with wiring.gate() as gate:
                gate.decide(Prompt.of_text("Иван Петров, warm@example.com", Sensitivity.INTERNAL))
                yield gate
        finally:
            os.environ.clear()
            os.environ.update(before)


def scanned(gate: Gate, text: str, level: Sensitivity = Sensitivity.INTERNAL) -> Decision:
    """What `hush scan` decides of a bare text."""
    return gate.decide(Prompt.of_text(text, level))
