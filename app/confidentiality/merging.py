"""Findings on each other: which of them stays where they overlap.

Invariant: what any finding covers stays covered, by the stricter action (law 2). No I/O here.
Deliberately elsewhere: who finds (`verdict`, `detectors`), what is done about it (`sanitize`).
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from index.chunk import Action, Finding

CREDENTIAL = "CREDENTIAL"
"""The one kind that is never written into anything that goes out (law 10)."""

STRICTNESS = {Action.MASK: 0, Action.CUT: 1, Action.LOCAL: 2}
"""Where two findings overlap, the stricter action stays."""
_LETTER = re.compile("[^\\W_]|[\\u249c-\\u24e9\\U0001f110-\\U0001f1ff]")  # also one in a frame


def merge(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """The same coverage without overlaps, in order.

    Where findings overlap the stricter action stays, then a credential, then the longer one. What
    is left of the other one on either side stays found, unless it holds no letter or digit; what is
    to be cut may be nothing but characters that no screen shows.
    """
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end))
    pieces: list[Finding] = []
    open_: list[tuple[tuple[int, bool, int, int], int, Finding]] = []
    edges = sorted({edge for f in ordered for edge in (f.start, f.end)})
    position = 0
    for start, end in itertools.pairwise(edges):
        while position < len(ordered) and ordered[position].start <= start:
            heapq.heappush(open_, (_rank(ordered[position]), position, ordered[position]))
            position += 1
        while open_ and open_[0][2].end <= start:
            heapq.heappop(open_)
        if open_:
            _append(pieces, open_[0][2], start, end)
    return tuple(f for f in (_trimmed(piece, text) for piece in pieces) if f is not None)


def _rank(finding: Finding) -> tuple[int, bool, int, int]:
    return (
        -STRICTNESS[finding.action],
        finding.kind != CREDENTIAL,
        finding.start - finding.end,
        finding.start,
    )


def _append(pieces: list[Finding], owner: Finding, start: int, end: int) -> None:
    """Add `owner` from `start` to `end`, joined to the last piece where it goes on."""
    if pieces:
        last = pieces[-1]
        if last.end == start and replace(last, start=0, end=0) == replace(owner, start=0, end=0):
            pieces[-1] = replace(last, end=end)
            return
    pieces.append(replace(owner, start=start, end=end))


def _trimmed(finding: Finding, text: str) -> Finding | None:
    start, end = finding.start, finding.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    piece = text[start:end]
    hidden = finding.action is Action.CUT and not piece.isascii()
    if not hidden and not _LETTER.search(piece):
        return None
    return replace(finding, start=start, end=end)
