"""One of several processes that work with this one, and what it was asked: `Member`, `Request`, `Area`.

Invariant: memory in which somebody may still write is given to no other request. Deliberately
elsewhere: how pieces are divided, and what becomes of those that nobody finished (`processes`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

MOST = 16_384
"""Pieces of one request that are shared; further ones are done here."""
NOBODY, HERE = 0, 1
"""Who has taken a piece; the others are 2 and more."""


class Area:
    """Shared memory for one request: who took which piece."""

    def __init__(self, taken: Any, at: int) -> None:
        self.at = at
        self.taken = memoryview(taken).cast("B")[at : at + MOST]

    def fill(self, who: int) -> None:
        """All pieces are this one's."""
        self.taken[:] = bytes([who]) * MOST


class Request:
    """What some were asked. Its area is free again once it is over and each of them answered: until
    then somebody may still write into it. One that is `brief` is waited for by the next."""

    def __init__(
        self, area: Area, areas: list[Area], lock: threading.RLock, *, brief: bool
    ) -> None:
        self.area = area
        self.brief = brief
        self.over = False
        self.unanswered = 0
        self._areas = areas
        self._lock = lock
        area.fill(NOBODY)

    def end(self) -> None:
        """Nobody begins anything of it any more, and nobody waits for answers."""
        with self._lock:
            if not self.over:
                self.over = True
                self.area.fill(HERE)
                self._give_back()

    def answered(self) -> None:
        """One of those that were asked has nothing more to do with it."""
        with self._lock:
            self.unanswered -= 1
            self._give_back()

    def _give_back(self) -> None:
        if self.over and not self.unanswered:
            self._areas.append(self.area)


@dataclass(slots=True)
class Member:
    """One process, and what it was asked last, until it answered. `process` is of its context."""

    who: int
    process: Any
    pipe: Connection
    request: Request | None = None
    _ready: bool = False

    def is_ready(self) -> bool:
        """Whether it said that it can be asked."""
        self._ready = self._ready or bool(self._heard(0.0))
        return self._ready

    def is_idle(self) -> bool:
        """Whether it can be asked. What it answered to nobody is thrown away."""
        if self.request is not None and self.request.over:
            self.answer(0.0)
        return self.request is None

    def ask(self, calls: Sequence[tuple[Callable[..., Any], tuple[object, ...]]]) -> None:
        """Have it begin with these."""
        if self.request is not None:
            self.pipe.send((self.request.area.at, calls))

    def answer(self, seconds: float) -> dict[int, Any] | None:
        """What it made of pieces, by number; None where it is gone, or does not say so in time."""
        made: dict[int, Any] | None = self._heard(seconds)
        if made is not None:
            self.release()
        return made

    def release(self) -> None:
        """It has nothing more to do with what it was asked."""
        request, self.request = self.request, None
        if request is not None:
            request.answered()

    def _heard(self, seconds: float) -> Any:
        try:
            return self.pipe.recv() if self.pipe.poll(seconds) else None
        except Exception:  # whatever it is: it is gone, and no text stands in a traceback
            return None
