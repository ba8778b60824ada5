"""Document -> chunks: which of the possible cuts are made.

A cut is made where everything between its nearest stronger cuts is more than `limit` tokens. Cuts
of one strength are ordered by a hash of the texts beside them, so an edit moves only the cuts near
it: a chunk far away keeps its text, and its vector is used again. Where two neighbours are small,
the weaker cut between them is taken back.

Invariant: chunks hold every non-blank line of the document once, in order; their text is those
lines; time grows with the document's length (n log n in its pieces). Deliberately elsewhere: where
a cut is possible (`pieces`), findings (the sync adds them).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from index.chunk import Chunk
from ingest.document import Document
from ingest.pieces import HEADING, Cutter, Piece

CHUNKER_VERSION = "2"

_SMALL = 4
"""A chunk of less than a quarter of the limit joins a neighbour that has room for it."""
_TOP = HEADING + 5
"""Strength of the cut before a level 1 heading."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Pieces `first` to `last` (exclusive) that make one chunk of about `tokens`."""

    first: int
    last: int
    tokens: int


def chunk(
    document: Document, first_line: int, count_tokens: Callable[[str], int], limit: int
) -> list[Chunk]:
    """The chunks of a document. `first_line` is the number of the body's first line in its file;
    `limit` is in tokens as `count_tokens` counts them. A table or fence longer than the limit is
    a chunk of its own, over the limit. A single huge line of prose becomes several chunks with the
    same line numbers; every other chunk is whole lines."""
    lines = document.markdown.split("\n")
    pieces = Cutter(lines, count_tokens, limit).pieces()
    return [
        _chunk(document, pieces[span.first : span.last], lines, first_line, ordinal)
        for ordinal, span in enumerate(_spans(pieces, lines, limit))
    ]


def _spans(pieces: Sequence[Piece], lines: Sequence[str], limit: int) -> list[_Span]:
    if not pieces:
        return []
    ranks = _ranks(pieces, lines)
    sums = [0, *accumulate(piece.tokens for piece in pieces)]
    cuts = [0, *_cuts(pieces, ranks, sums, limit), len(pieces)]
    spans = [_Span(a, b, sums[b] - sums[a]) for a, b in pairwise(cuts)]
    return _without_small(spans, pieces, ranks, limit)


def _ranks(pieces: Sequence[Piece], lines: Sequence[str]) -> list[int]:
    """The order of the cuts before each piece: a stronger cut ranks higher, equals by a hash of
    the texts before and after them, the same texts by position. The document's start is the
    strongest."""
    keys = []
    before = b""
    for piece in pieces:
        text = "\n".join(lines[piece.start : piece.end]) if piece.slice is None else piece.slice
        digest = _digest(text.strip().encode("utf-8", "surrogatepass"))
        keys.append((piece.strength, _digest(before + digest)))
        before = digest
    ranks = [0] * len(keys)
    for rank, index in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        ranks[index] = rank
    ranks[0] = len(keys)
    return ranks


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=8).digest()


def _cuts(
    pieces: Sequence[Piece], ranks: Sequence[int], sums: Sequence[int], limit: int
) -> list[int]:
    """Indices of the pieces that a cut is made before."""
    left, right = _stronger(ranks), _stronger(ranks[::-1])
    count = len(pieces)
    made = []
    for i in range(1, count):
        start, end = left[i], count - 1 - right[count - 1 - i]
        longest = limit // 2 if pieces[i].strength == _TOP else limit
        if sums[end] - sums[start] > longest:
            made.append(i)
    return made


def _stronger(ranks: Sequence[int]) -> list[int]:
    """For every index the nearest one before it with a higher rank, or -1."""
    found, stack = [], list[int]()
    for index, rank in enumerate(ranks):
        while stack and ranks[stack[-1]] < rank:
            stack.pop()
        found.append(stack[-1] if stack else -1)
        stack.append(index)
    return found


def _without_small(
    spans: Sequence[_Span], pieces: Sequence[Piece], ranks: Sequence[int], limit: int
) -> list[_Span]:
    """Take back cuts beside a small span, the weakest first, while the whole is in the limit."""
    at_start = {span.first: span for span in spans}
    at_end = {span.last: span for span in spans}
    for cut in sorted((span.first for span in spans[1:]), key=ranks.__getitem__):
        one, two = at_end[cut], at_start[cut]
        small = min(one.tokens, two.tokens) < limit // _SMALL
        if small and one.tokens + two.tokens <= limit and _may_join(pieces, one, two):
            del at_start[cut], at_end[cut]
            whole = _Span(one.first, two.last, one.tokens + two.tokens)
            at_start[whole.first] = at_end[whole.last] = whole
    return [at_start[first] for first in sorted(at_start)]


def _may_join(pieces: Sequence[Piece], one: _Span, two: _Span) -> bool:
    """Whether the joined span still lies under one heading that it names: the end of a section
    does not join the next one, nor one level 1 section another."""
    cut = pieces[two.first].strength
    if cut < HEADING or not pieces[one.first].heading:
        return True
    return cut < _TOP and pieces[one.first].strength >= cut


def _chunk(
    document: Document,
    pieces: Sequence[Piece],
    lines: Sequence[str],
    first_line: int,
    ordinal: int,
) -> Chunk:
    text, first, last = _text(pieces, lines)
    return Chunk(
        source=document.source,
        revision=document.revision,
        ordinal=ordinal,
        heading=_common([piece.heading for piece in pieces if piece.heading]),
        text=text,
        lines=(first + first_line, last + first_line - 1),
        title=document.title,
        url=document.labels.url,
        owner=document.labels.owner,
        modified=document.modified,
        review_by=document.labels.review_by,
        sensitivity=document.labels.sensitivity,
        labelled=document.labels.declared,
        audience=document.labels.audience,
    )


def _text(pieces: Sequence[Piece], lines: Sequence[str]) -> tuple[str, int, int]:
    """The text and its lines (0-based, end exclusive), blank ones at the ends left out."""
    first, last = pieces[0].start, pieces[-1].end
    if any(piece.slice is not None for piece in pieces):
        return _sliced_text(pieces, lines), first, last
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]), first, last


def _sliced_text(pieces: Sequence[Piece], lines: Sequence[str]) -> str:
    text, end = "", pieces[0].start
    for piece in pieces:
        goes_on = piece.start < end or not text
        text += "" if goes_on else "\n" * (1 + piece.start - end)
        text += "\n".join(lines[piece.start : piece.end]) if piece.slice is None else piece.slice
        end = piece.end
    return text


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest path that all begin with."""
    if not paths:
        return ()
    low, high = min(paths), max(paths)
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), None)
    return low[:length]
