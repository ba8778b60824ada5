"""Writing results: one JSON object on one line, JSON lines from stdin, and the console for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.session import describe

if TYPE_CHECKING:
    from rich.console import Console

Record = Mapping[str, object]


def emit(record: Record) -> None:
    """Print one object on one line, flushed at once."""
    print(json.dumps(record, ensure_ascii=False), flush=True)


def out() -> Console:
    """The console for results (stdout)."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def err() -> Console:
    """The console for progress and notices (stderr)."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def each_line(field: str, handle: Callable[[str, Record], Record]) -> None:
    """Read objects from stdin and write one line for each; a bad line gives `{"id","error"}`."""
    for line in sys.stdin:
        if line.strip():
            emit(_handled(line, field, handle))


def _handled(line: str, field: str, handle: Callable[[str, Record], Record]) -> Record:
    identity: object = None
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            return {"id": None, "error": "the line is not a JSON object"}
        identity = record.get("id")
        value = record.get(field)
        if not isinstance(value, str):
            return {"id": identity, "error": f'the object needs a string "{field}"'}
        return {"id": identity, **handle(value, record)}
    except json.JSONDecodeError:
        return {"id": identity, "error": "the line is not JSON"}
    except Exception as error:
        return {"id": identity, "error": describe(error)}
