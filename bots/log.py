"""Lines of the bots' log: one JSON object each on stderr, as the service writes them.

Invariant: names of events, numbers and our own ids; no text of a person or document, no account, no
token, no exception's text (law 8). Deliberately elsewhere: what people read (`words`).
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

_OF_LIBRARIES = (
    *("slack_bolt", "slack_sdk", "telegram", "httpx", "httpcore", "httpx2", "aiohttp"),
    *("asyncio", "uvicorn", "starlette", "websockets"),
)


def quiet_libraries() -> None:
    """Libraries log addresses with tokens in them, and texts of messages: they say nothing."""
    for name in _OF_LIBRARIES:
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)


def tell(event: str, level: str = "info", **said: str | int | float | bool) -> None:
    """One line."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"time": now, "level": level, "event": event, **said}, ensure_ascii=False)
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def unexpected(_: object, context: Mapping[str, object]) -> None:
    """What nobody in an event loop has caught: its name, not its words."""
    tell("unexpected", "error", error=type(context.get("exception")).__name__)


def number_of(key: str) -> str:
    """A message's number in the log and in apologies: says nothing of who, where or what."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]
