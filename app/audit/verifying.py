"""Every line of an audit read again: is it as it was written, and is it all there?

Invariant: reads only, and needs no lock; what is being written meanwhile is at most a head that is
one line behind. Deliberately elsewhere: what makes a line and its head (`chain`), where also stands
what cannot be seen from within.
"""

from __future__ import annotations

import hmac
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from app.audit.chain import START, Chain, Head, digest, parsed, read_head
from app.audit.keys import mac

_MAC = re.compile(rb', "mac": "([0-9a-f]{64})"\}$')


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of a file. `broken` is the first line (1-based) that is not as it was written,
    `why` a word for it; `head` is to be kept elsewhere; `unmarked` lines have no MAC, being older.
    """

    head: Head
    broken: int | None = None
    why: str = ""
    unmarked: int = 0


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    key: bytes | None
    anchor: Head | None
    head: Head = field(default_factory=lambda: Head(0, START))
    before: str = ""
    unmarked: int = 0
    mended: int = 0

    def take(self, raw: bytes) -> str:
        """Go on by one line; a word for what is wrong with it, or nothing."""
        line = raw.rstrip(b"\n")
        record = parsed(line)
        if record is None or raw == line:
            return "torn"
        found = _MAC.search(line)
        if why := self._unmarked(record) if found is None else self._forged(line, found):
            return why
        if record.get("previous") != self.head.last:
            return "previous"
        number = self.head.count + 1
        if found is not None and record.get("n") != number:
            return "number"
        if (record.get("event"), record.get("why")) == ("mended", "head"):
            self.mended = self.mended or number
        self.unmarked += found is None
        self.before, self.head = self.head.last, Head(number, digest(line))
        return "anchor" if self.anchor and self._strays(self.anchor) else ""

    def _unmarked(self, record: dict[str, object]) -> str:
        """A line without a MAC is fine at the beginning only."""
        marked_before = self.head.count > self.unmarked
        return "mac" if marked_before or "n" in record or "mac" in record else ""

    def _forged(self, line: bytes, found: re.Match[bytes]) -> str:
        if self.key is None:
            return "key"
        ours = mac(self.key, line[: found.start()] + b"}").encode()
        return "" if hmac.compare_digest(ours, found[1]) else "mac"

    def _strays(self, anchor: Head) -> bool:
        return self.head.count == anchor.count and self.head.last != anchor.last

    def missing(self, chain: Chain) -> str:
        """A word for lines that are missing at the end, or nothing."""
        if self.anchor is not None and self.anchor.count > self.head.count:
            return "anchor"
        if not chain.head_path.exists():
            return "" if self.unmarked == self.head.count else "head"
        if self.key is None:
            return "key"
        behind = Head(self.head.count - 1, self.before)
        return "" if read_head(chain.head_path, self.key) in (self.head, behind) else "head"


def verify(path: Path, anchor: Head | None = None) -> Verified:
    """Read every line. `anchor` is a head that was kept elsewhere. Raises `OSError`."""
    chain = Chain(path)
    key = chain.key_path.read_bytes() if chain.key_path.exists() else None
    reading = _Reading(key, anchor)
    with path.open("rb") if path.exists() else io.BytesIO() as lines:
        for raw in lines:
            if why := reading.take(raw):
                broken = reading.head.count + (why != "anchor")
                return Verified(reading.head, broken, why, reading.unmarked)
    if reading.mended:
        return Verified(reading.head, reading.mended, "mended", reading.unmarked)
    if why := reading.missing(chain):
        return Verified(reading.head, reading.head.count + 1, why, reading.unmarked)
    return Verified(reading.head, unmarked=reading.unmarked)


def broken_line(path: Path) -> int | None:
    """The first line (1-based) that is not as it was written; None where all are."""
    return verify(path).broken
