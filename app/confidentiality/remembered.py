"""What the detectors found in a text, remembered from one prompt to the next.

The system text, headings and the earlier turns of a conversation come again with every question.
Invariant: the very detectors that are to read a text have read it: they are compared as objects, so
that another dictionary, recogniser or version, which makes other detectors, never gets an old
reading; and what a detector finds depends on the text alone. Only what every detector was sure of
is kept, by the hash of its text: findings are positions, and no text stays here. Bounded.
Deliberately elsewhere: what is kept with a passage (`known`), what a policy makes of findings
(`route`). The masked text that would leave is never looked up here (`sanitize`).
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

from app.confidentiality.verdict import Detector, Examine, Examined, examine

_MOST = 2_000
"""Texts; the one that was not asked for the longest goes first."""


def remembering(most: int = _MOST) -> Examine:
    """`examine`, with a memory of its own of so many texts. Safe to use from threads."""
    return _Memory(most)


class _Memory:
    def __init__(self, most: int) -> None:
        self._most = most
        self._key = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], tuple[tuple[Detector, ...], Examined]] = (
            OrderedDict()
        )

    def __call__(
        self,
        text: str,
        detectors: Sequence[Detector],
        clock: Callable[[], float] = time.monotonic,
    ) -> Examined:
        """What `examine` says, or said of this very text with these very detectors."""
        encoded = text.encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(encoded, key=self._key, digest_size=32).digest()
        key = digest, *map(id, detectors)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept[1]
        read = examine(text, detectors, clock)
        if not read.unsure:
            with self._lock:
                # The detectors are held, so that no other object can come by their identity.
                self._kept[key] = tuple(detectors), read
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return read
