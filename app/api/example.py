"""What an example of an operation is. Deliberately elsewhere: the examples (`examples`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """What is sent, if anything, and what comes back: JSON or a text; of a stream, one event."""

    answer: object = None
    sent: object = None
    event: object = None
