"""What conversations remember while this process runs: one `Ledger` each.

Invariant: in memory only, bounded, the longest unused one forgotten first; what is forgotten gets
new placeholders, which costs nothing but their numbers. One request of a conversation at a time.
Deliberately elsewhere: what a ledger holds (`confidentiality.ledger`), turns (`prompt`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from app.confidentiality.ledger import Ledger

_MOST = 1000


class Memories:
    """Ledgers by the key of their conversation, which is ours and never the caller's (law 7)."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[Ledger, threading.Lock]] = OrderedDict()

    @contextmanager
    def of(self, conversation: str) -> Iterator[Ledger]:
        """The ledger of a conversation, for one request; a fresh one for the empty key."""
        if not conversation:
            yield Ledger()
            return
        with self._lock:
            ledger, turn = self._kept.setdefault(conversation, (Ledger(), threading.Lock()))
            self._kept.move_to_end(conversation)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        with turn:
            yield ledger

    def forget(self, conversation: str) -> None:
        """Drop what a conversation remembers."""
        with self._lock:
            self._kept.pop(conversation, None)

    def __len__(self) -> int:
        return len(self._kept)
