"""Notices of the commands that go through a service, of `hush up`, `hush feedback` and `hush gaps`.

Invariant: as `words.WORDS`, both languages have every code, with the same fields.
"""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "waiting_queue": (
        "waiting for the local model, {count} before you",
        "ожидание локальной модели, перед вами {count}",
    ),
}
