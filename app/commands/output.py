"""Writing results: one JSON object on one line, JSON lines from stdin, and the console for people."""

from __future__ import annotations

import io
import json
import math
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.session import describe

if TYPE_CHECKING:
    from rich.console import Console

Record = Mapping[str, object]


_INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ],
    "\ufffd",
)
"""Characters that would move a terminal's cursor, colour it, or turn the reading direction."""


def emit(record: Record) -> None:
    """Print one object on one line, flushed at once. Lone surrogates are escaped, as JSON may."""
    text = json.dumps(record, ensure_ascii=False)
    print(text.encode("utf-8", "backslashreplace").decode(), flush=True)


def visible(text: str) -> str:
    """Text of documents and models, harmless to a terminal; a tab and a line end stay."""
    return text.translate(_INVISIBLE).encode("utf-8", "replace").decode()


def show(text: str = "", end: str = "\n") -> None:
    """Print something for a person, flushed at once."""
    print(visible(text), end=end, flush=True)


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
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    for line in sys.stdin:
        if line.strip():
            emit(_handled(line, field, handle))


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    """A number that JSON can say again; 1e400 is none."""
    number = float(digits)
    if math.isinf(number):
        raise ValueError("out of range")
    return number


def _handled(line: str, field: str, handle: Callable[[str, Record], Record]) -> Record:
    try:
        line.encode()  # a lone surrogate stands for a byte that is no UTF-8
        record = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except UnicodeEncodeError:
        return {"id": None, "error": "the line is not UTF-8"}
    except (ValueError, RecursionError):
        return {"id": None, "error": "the line is not JSON"}
    if not isinstance(record, dict):
        return {"id": None, "error": "the line is not a JSON object"}
    identity, value = record.get("id"), record.get(field)
    if not isinstance(value, str):
        return {"id": identity, "error": f'the object needs a string "{field}"'}
    try:
        return {"id": identity, **handle(value, record)}
    except Exception as error:
        return {"id": identity, "error": describe(error)}
