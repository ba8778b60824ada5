"""The service's log: one JSON object a line, on stderr, where no person looks at it.

Invariant: a line holds the names, numbers and ids that the code puts there by name, never a message
that was made from something else. Deliberately elsewhere: what is logged (`envelope`, `problems`).
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

_FIELDS = (
    *("request", "method", "route", "status", "seconds", "error", "place"),
    *("lane", "failures", "outcome", "stages"),
    *("run", "source", "by", "added", "updated", "removed", "unchanged", "failed"),
    *("trouble", "conversations", "given", "feedback", "gaps"),
)


class Lines(logging.Formatter):
    """A line of the service's own log."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; only what is named in `_FIELDS`."""
        said = {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        level = record.levelname.lower()
        return json.dumps({"time": time, "level": level, "event": str(record.msg), **said})


class _Others(logging.Formatter):
    """What a library says is made from something that it was given: its name and the kind of an
    error are all that is told of it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, as those of the service."""
        kind = record.exc_info[0] if record.exc_info else None
        told = logging.LogRecord("", record.levelno, "", 0, "a library's warning", None, None)
        told.__dict__ |= {"place": record.name, "error": kind.__name__ if kind else "none"}
        return Lines().format(told)


_LOUD = ("uvicorn", "uvicorn.error", "uvicorn.access")
"""They may have handlers of their own, which would print what they say as it is."""


def start() -> None:
    """Log from now on, unless a person looks at stderr: they see the errors only."""
    others = logging.StreamHandler(sys.stderr)
    others.setFormatter(_Others())
    logging.getLogger().handlers = [others]
    for name in _LOUD:
        logging.getLogger(name).handlers, logging.getLogger(name).propagate = [], True
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    log = logging.getLogger("hush.service")
    log.propagate = False
    log.setLevel(logging.ERROR if sys.stderr.isatty() else logging.INFO)
    log.handlers = [handler]
