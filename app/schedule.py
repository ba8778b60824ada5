"""How often sources are looked at again: `1h, handbook=15m, archive=off`, and when each is due.

Invariant: pure, seconds of a clock that the caller has. Deliberately elsewhere: who looks
(`commands.up`), settings (`up_settings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.sentence import Rejected

_EVERY = re.compile(r"(\d{1,6})\s?(m|h|d|min|hours?|days?)", re.IGNORECASE)
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}
_NEVER = frozenset({"off", "never", "0"})


@dataclass(frozen=True, slots=True)
class Schedule:
    """Seconds from one look to the next, `None` for never: of all sources, and of those named."""

    every: int | None = None
    named: Mapping[str, int | None] | None = None

    @classmethod
    def parse(cls, text: str) -> Schedule:
        """From the setting. Raises `Rejected`."""
        every, named = None, dict[str, int | None]()
        for part in _parts(text):
            name, said, value = part.rpartition("=")
            if said:
                named[name.strip()] = _seconds(value)
            else:
                every = _seconds(value)
        return cls(every, named)

    def of(self, source: str) -> int | None:
        """Of this source."""
        named = self.named or {}
        return named.get(source, self.every)

    def due(self, sources: Iterable[str], looked: Mapping[str, float], now: float) -> list[str]:
        """Those to be looked at now: never looked at, or long enough ago; the longest wait first."""
        waiting = []
        for source in sources:
            every = self.of(source)
            if every is not None and (since := now - looked.get(source, float("-inf"))) >= every:
                waiting.append((-since, source))
        return [source for _, source in sorted(waiting)]


def folders(text: str) -> dict[str, Path]:
    """From `NAME=PATH, …`. Raises `Rejected`."""
    found: dict[str, Path] = {}
    for part in _parts(text):
        name, said, path = part.partition("=")
        if not (said and name.strip() and path.strip()) or name.strip() in found:
            raise Rejected("folders are written as NAME=PATH, with commas between, each name once")
        found[name.strip()] = Path(path.strip())
    return found


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _seconds(text: str) -> int | None:
    value = text.strip().lower()
    if value in _NEVER:
        return None
    if (match := _EVERY.fullmatch(value)) is None or int(match[1]) == 0:
        raise Rejected(
            "how often is written as 15m, 2h or 1d, or off; for one source as NAME=15m, with "
            "commas between"
        )
    return int(match[1]) * _SECONDS[match[2][0]]
