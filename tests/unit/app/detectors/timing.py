"""How a detector's time grows with a hostile line, measured so that other work does not matter."""

from __future__ import annotations

import time
from collections.abc import Iterable

from app.confidentiality.verdict import Detector

_SHORT, _TIMES, _SLACK, _LEAST = 30_000, 4, 1.8, 0.01
"""Characters of the short line, how many times longer the long one is, what linear time may differ
by, and seconds below which nothing can be told."""


def superlinear(detector: Detector, pieces: Iterable[str]) -> list[str]:
    """The pieces that make a line whose time grows faster than its length."""
    slow = []
    for piece in pieces:
        short, long = (
            seconds(detector, (piece * size)[:size]) for size in (_SHORT, _TIMES * _SHORT)
        )
        if long >= _TIMES * _SLACK * max(short, _LEAST):
            slow.append(piece)
    return slow


def seconds(detector: Detector, text: str) -> float:
    """Processor time of the best of three readings: what is above it is somebody else's."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        list(detector.find(text))
        spent.append(time.process_time() - began)
    return min(spent)
