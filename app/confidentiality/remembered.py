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
from collections import OrderedDict
from collections.abc import Callable, Sequence

from app.confidentiality.verdict import Detector, Examine, Examined, in_turn

_MOST = 2_000
"""Texts; the one that was not asked for the longest goes first."""

_Key = tuple[object, ...]


def remembering(read: Examine = in_turn, most: int = _MOST) -> Examine:
    """`read`, with a memory of its own of so many texts. Safe to use from threads."""
    return _Memory(read, most)


class _Memory:
    def __init__(self, read: Examine, most: int) -> None:
        self._read = read
        self._most = most
        self._key = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, tuple[tuple[Detector, ...], Examined]] = OrderedDict()

    def __call__(
        self, texts: Sequence[str], detectors: Sequence[Detector]
    ) -> Callable[[], Sequence[Examined]]:
        """What is said of these texts, or was said of the very texts with the very detectors."""
        keys = [self._place(text, detectors) for text in texts]
        old = [self._recall(key) for key in keys]
        reading = self._read([t for t, kept in zip(texts, old, strict=True) if not kept], detectors)

        def result() -> list[Examined]:
            new = iter(reading())
            read = [kept or next(new) for kept in old]
            for key, kept, examined in zip(keys, old, read, strict=True):
                if kept is None and not examined.unsure:
                    self._keep(key, detectors, examined)
            return read

        return result

    def _place(self, text: str, detectors: Sequence[Detector]) -> _Key:
        encoded = text.encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(encoded, key=self._key, digest_size=32).digest()
        return digest, *map(id, detectors)

    def _recall(self, key: _Key) -> Examined | None:
        with self._lock:
            if (kept := self._kept.get(key)) is None:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def _keep(self, key: _Key, detectors: Sequence[Detector], examined: Examined) -> None:
        with self._lock:
            # The detectors are held, so that no other object can come by their identity.
            self._kept[key] = tuple(detectors), examined
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
