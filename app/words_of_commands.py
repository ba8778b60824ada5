"""Notices of the commands that go through a service, of `hush up`, `hush feedback` and `hush gaps`.

Invariant: as `words.WORDS`, both languages have every code, with the same fields.
"""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "waiting_queue": (
        "waiting for the local model, {count} before you",
        "ожидание локальной модели, перед вами {count}",
    ),
    "tagger_same": (
        "It is the tagger that is in use.",
        "Это тот самый теггер, который используется.",
    ),
    "tagger_other": (
        "It is not the tagger that is in use, which is pinned in the package.",
        "Это не тот теггер, который используется: тот закреплён в пакете.",
    ),
}
