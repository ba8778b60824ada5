"""How long the stages of one answer take: `recording()` where it is served, `stage()` where worked.

Invariant: seconds by name, never content; without anybody recording it costs nothing. It is carried
by the context, into threads that `asyncio.to_thread` starts and those that copy it.
Deliberately elsewhere: what is done with the times (`app.api`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SPENT: ContextVar[dict[str, float] | None] = ContextVar("hush_stages", default=None)


def recording() -> dict[str, float]:
    """From now on, in this context: seconds by stage. It fills as the stages end; one that comes
    again is added."""
    spent: dict[str, float] = {}
    _SPENT.set(spent)
    return spent


@contextmanager
def stage(name: str) -> Iterator[None]:
    """What is done in it belongs to this stage; stages may lie in each other."""
    spent = _SPENT.get()
    if spent is None:
        yield
        return
    began = time.perf_counter()
    try:
        yield
    finally:
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - began
