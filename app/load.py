"""`Load`: how busy this process was lately.

A process has one interpreter, which all of its threads share: where it is busy, work that another
process could do makes everybody wait. Deliberately elsewhere: what is handed over then (`readers`).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

_BUSY = 0.6
"""Of one core, from which on a process is busy."""
_LATELY = 1.0
"""Seconds after which what was weighs 1/e."""
_SHORTEST = 0.05
"""Seconds between two looks that say something."""


class Load:
    """`clock` and `used` are in seconds: of the wall, and of processors for this process."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        used: Callable[[], float] = time.process_time,
    ) -> None:
        self._clock = clock
        self._used = used
        self._lock = threading.Lock()
        self._seen = clock(), used()
        self._share = 0.0

    def is_high(self) -> bool:
        """Whether it had little time left of one core in the last second or so."""
        with self._lock:
            now = self._clock(), self._used()
            past, work = now[0] - self._seen[0], now[1] - self._seen[1]
            if past >= _SHORTEST:
                kept = math.exp(-past / _LATELY)
                self._share = kept * self._share + (1 - kept) * work / past
                self._seen = now
            return self._share > _BUSY
