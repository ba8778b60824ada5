"""What an example of an operation is, and the answer that several of them speak of. Deliberately
elsewhere: the examples (`examples`, `examples_chat`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """What is sent, if anything, and what comes back: JSON or a text; of a stream, one event."""

    answer: object = None
    sent: object = None
    event: object = None


ANSWER = "8b17bca78fce4aa79c2088f1348f5a4d"
PASSAGE = "66361b3d-7af8-5aa7-a23f-3432bf8b7728"
CITED: dict[str, object] = {
    "number": 1,
    "source": "docs:payments.md",
    "heading": ["Rollback"],
    "lines": [6, 8],
    "url": None,
    "owner": "payments-team",
    "modified": "2026-02-27",
    "review_by": None,
    "id": PASSAGE,
}
