"""How long Telegram asked to wait, for the next life of the process: `Waiting`.

Invariant: it is on the disk before anything else is sent; a file that can't be read or written is no
reason not to run. A clock that is set back makes nobody wait for longer than Telegram asked.
Deliberately elsewhere: who waits (`pace`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class Waiting:
    """Kept at `path`; `now` is the time of day, which outlives a process."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._path, self._now = path, now

    def left(self) -> float:
        """Seconds that are still to be waited."""
        try:
            until, asked = map(float, self._path.read_text("ascii").split())
        except (OSError, ValueError):
            return 0.0
        return min(max(0.0, until - self._now()), asked)

    def keep(self, seconds: float) -> None:
        """So long, from now."""
        fresh = self._path.with_suffix(".new")
        with suppress(OSError):
            fresh.touch(0o600)
            with fresh.open("w", encoding="ascii") as file:
                file.write(f"{self._now() + seconds:.3f} {seconds:.3f}")
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
