"""Rows of table cells -> a Markdown table.

Invariant: every row has as many columns as the widest; cells that span keep the others in their
columns. The first row is the head: Markdown has no table without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_WIDEST = 60


def columns(rows: Sequence[Sequence[tuple[Any, str]]]) -> list[list[str]]:
    """Texts by column, from (element, text) cells with their `colspan` and `rowspan`."""
    grid: list[list[str]] = []
    taken: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        for cell, text in row:
            _skip(line, taken)
            down = _span(cell, "rowspan")
            for extra in range(_span(cell, "colspan")):
                if down > 1:
                    taken[len(line)] = down
                line.append("" if extra else text)
        _skip(line, taken)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        grid.append(line)
    return grid


def pipe_table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The table as one block; empty rows are left out."""
    filled = [row for row in rows if any(row)]
    if not filled:
        return
    width = max(len(row) for row in filled)
    lines = [_line(row, width) for row in filled]
    lines.insert(1, "|" + " --- |" * width)
    yield "\n".join(lines)


def _line(row: Sequence[str], width: int) -> str:
    cells = [cell.replace("|", "\\|") for cell in row] + [""] * (width - len(row))
    return "| " + " | ".join(cells) + " |"


def _skip(line: list[str], taken: dict[int, int]) -> None:
    """Leave the columns empty that a cell above reaches into."""
    while taken.get(len(line), 0) > 0 and len(line) < _WIDEST:
        line.append("")


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), _WIDEST) if value.isdecimal() and len(value) < 9 else 1
