"""Jupyter notebooks -> Markdown: text cells as they are, code cells as fences.

Invariant: a cell's source is kept character for character. Front matter in the first cell (as Quarto
writes it) is taken off. Outputs and attachments are left out: they repeat data, go stale, and hold
pictures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ingest.blocks import first_heading
from ingest.errors import FileFailure
from ingest.formats import front_matter
from ingest.formats.converted import Converted
from ingest.formats.text import decode

_TICKS = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")


def parse(content: bytes) -> Converted:
    """All cells in order."""
    try:
        notebook = json.loads(decode(content))
        cells = _cells(notebook)
        language = _language(notebook)
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        raise FileFailure(
            "The file is not a Jupyter notebook, or is cut short; save it again from Jupyter."
        ) from None
    cells = [cell for cell in cells if isinstance(cell, dict)]
    front, cells = _without_front_matter(cells)
    texts = (_text(cell, language) for cell in cells)
    markdown = "\n\n".join(text for text in texts if text.strip()) + "\n"
    title = front.get("title")
    named = title.strip() if isinstance(title, str) else ""
    return Converted(markdown, front, named or first_heading(markdown), aside=_properties(notebook))


def _without_front_matter(
    cells: list[dict[str, Any]],
) -> tuple[Mapping[str, object], list[dict[str, Any]]]:
    first = next((i for i, cell in enumerate(cells) if _source(cell).strip()), None)
    if first is None or cells[first].get("cell_type") == "code":
        return {}, cells
    front, body = front_matter.split(_source(cells[first]))
    return front, [*cells[:first], {**cells[first], "source": body}, *cells[first + 1 :]]


def _cells(notebook: Any) -> list[Any]:
    """The cells of format 4, or of all the worksheets of format 3."""
    if "cells" in notebook:
        return list(notebook["cells"])
    return [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]


def _language(notebook: Any) -> str:
    metadata = notebook.get("metadata") or {}
    named = (metadata.get("language_info") or {}).get("name")
    language = named or (metadata.get("kernelspec") or {}).get("language") or ""
    return language if isinstance(language, str) and _LANGUAGE.fullmatch(language) else ""


def _properties(notebook: Any) -> dict[str, object]:
    """What is kept beside the cells, but for the state of widgets, which is data."""
    metadata = notebook.get("metadata")
    held = metadata if isinstance(metadata, dict) else {}
    return {key: value for key, value in held.items() if key not in {"widgets", "kernelspec"}}


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _text(cell: dict[str, Any], language: str) -> str:
    source = _source(cell)
    if not source.strip():
        return ""
    match cell.get("cell_type"):
        case "markdown":
            return source.strip("\n")
        case "heading":
            level = cell.get("level")
            return f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {source}"
        case "code":
            return _fence(source, language)
        case _:
            return _fence(source, "")


def _fence(source: str, language: str) -> str:
    ticks = "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(source))])
    return f"{ticks}{language}\n{source.strip(chr(10))}\n{ticks}"
