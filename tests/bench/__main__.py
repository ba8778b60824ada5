"""`python -m tests.bench [names]`: run benchmarks, print their tables, write `bench-results/`."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from tests.bench import RESULTS

BENCHES = {
    "embedding": "tests.bench.embedding:run",
    "retrieval": "tests.bench.retrieval:run",
    "relevance": "tests.bench.relevance:run",
    "store": "tests.bench.store:embedded",
    "search": "tests.bench.search:run",
    "ingest": "tests.bench.ingest:run",
    "leaks": "tests.bench.leaks:run",
    "credentials": "tests.bench.credentials:run",
    "presidio": "tests.bench.presidio:run",
    "russian": "tests.bench.russian:run",
    "chat_names": "tests.bench.chat_names:run",
    "classifier": "tests.bench.classifier:run",
    "precision": "tests.bench.precision:run",
    "restore": "tests.bench.restore:run",
    "gate_speed": "tests.bench.gate_speed:run",
    "injected": "tests.bench.injected:run",
    "faults": "tests.bench.faults:run",
    "upstream_faults": "tests.bench.upstream_faults:run",
    "openapi": "tests.bench.openapi:run",
    "load": "tests.bench.load:run",
    "follow_ups": "tests.bench.follow_ups:run",
    "renderers": "tests.bench.renderers:run",
    "telegram_kills": "tests.bench.telegram_kills:run",
    "chat_triples": "tests.bench.chat_triples:run",
    "slack_deliveries": "tests.bench.slack_deliveries:run",
}
"""Name -> function without arguments. Its figures are a mapping, or a mapping of rows of cells; it
is empty where the data is absent."""


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all. Returns the exit status."""
    unknown = sorted(set(names) - set(BENCHES))
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are {', '.join(BENCHES)}.")
        return 2
    console = Console(width=None if sys.stdout.isatty() else 140)
    for name in names or BENCHES:
        module, function = BENCHES[name].split(":")
        figures = getattr(importlib.import_module(module), function)()
        if not figures:
            console.print(f"{name}: skipped, its data (../shared/data) is not on this machine")
            continue
        console.print(table(name, figures), width=160)
        RESULTS.mkdir(exist_ok=True)
        text = json.dumps(figures, ensure_ascii=False, indent=1)
        (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return 0


def table(title: str, figures: Mapping[str, object]) -> Table:
    """Rows of cells, or one row a figure."""
    rows = {name: row for name, row in figures.items() if isinstance(row, Mapping)}
    columns = list(dict.fromkeys(key for row in rows.values() for key in row))
    made = Table(title, *(columns or [""]))
    for name, value in figures.items():
        row = rows.get(name)
        made.add_row(
            name, *([_cell(value)] if row is None else [_cell(row.get(c)) for c in columns])
        )
    return made


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
