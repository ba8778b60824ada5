"""Blocks -> pieces: the smallest ranges of lines that may stand alone, and how strong each cut is.

Invariant: pieces lie end to end and hold every non-blank line. No piece begins inside a fence, an
HTML block, a table or a command, however long that is.
Deliberately elsewhere: which cuts are made (`chunking`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.blocks import Block, parse

_ROOMY = 4
"""A list item, or a single line of prose, of more than this many limits is cut inside."""
_SPAN_LINES = 5
"""A code span that is open for more lines than these is a stray backtick."""
_CHARACTERS_A_TOKEN = 4

# Strength of the cut before a piece: the stronger, the sooner it is made.
HEADING = 100
_BLOCK = 60
_NEXT_STEP = 40
_ITEM = 38
_BELONGS = 10
_SENTENCE = 3
_LINE = 2
_SLICE = 1

_CONTINUES = re.compile(r"(?:\\|\||&&)\s*$")
_SENTENCE_END = re.compile(r"[.!?…:;][)»”\"'*_]*\s*$")
_SENTENCES = re.compile(r"(?P<code>`+[^`]*`+)|[.!?…]+[)»”\"']*\s+")
_INTRODUCTION = re.compile(r"(?::|:\*\*|:__|：)\s*$")
_BOLD_LINE = re.compile(r"^(\*\*|__)[^*_]+(\*\*|__)[.:]?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines `start` to `end` (0-based, exclusive), or a `slice` of the one line `start`.

    `heading` is the path that the piece lies under, its own heading among it. `tokens` is the
    length of its text. `introduces` says that what follows belongs to it.
    """

    start: int
    end: int
    strength: int
    heading: tuple[str, ...] = field(repr=False)
    tokens: int
    introduces: bool = False
    slice: str | None = field(default=None, repr=False)


class Cutter:
    """Cuts one document into pieces. `lines` are its lines; a piece aims at `limit` tokens."""

    def __init__(
        self, lines: Sequence[str], count_tokens: Callable[[str], int], limit: int
    ) -> None:
        self._lines = lines
        self._count = count_tokens
        self._limit = limit
        self._heading: tuple[str, ...] = ()

    def pieces(self) -> list[Piece]:
        """All pieces in order; headings stand in one piece with what follows them."""
        found: list[Piece] = []
        path: dict[int, str] = {}
        before: Block | None = None
        for block in parse("\n".join(self._lines)):
            if block.kind == "heading":
                path = {level: words for level, words in path.items() if level < block.level}
                path[block.level] = block.words
            strength = self._strength(block, before)
            self._heading = tuple(words for _, words in sorted(path.items()) if words)
            found += self._cut(block, strength, 0)
            before = block
        return list(_with_introductions(_with_headings(found), self._limit))

    def _strength(self, block: Block, before: Block | None) -> int:
        if block.kind == "heading":
            return HEADING + 6 - block.level
        if before is None or before.kind == "heading":
            return _BELONGS
        if before.kind == "list" and (block.kind == "verbatim" or block.number not in (None, 1)):
            return _BELONGS if block.kind == "verbatim" else _NEXT_STEP
        if block.kind == "list" and block.number not in (None, 1):
            return _NEXT_STEP
        return _BELONGS if self._introduces(before) else _BLOCK

    def _introduces(self, block: Block) -> bool:
        if block.kind != "paragraph":
            return False
        last = self._lines[block.end - 1].strip()
        alone = block.end - block.start == 1
        return bool(_INTRODUCTION.search(last) or (alone and _BOLD_LINE.match(last)))

    def _cut(self, block: Block, strength: int, depth: int) -> Iterator[Piece]:
        """The pieces of one block; the first has `strength`, the others less."""
        tokens = self._tokens(block.start, block.end)
        whole = Piece(
            block.start, block.end, strength, self._heading, tokens, self._introduces(block)
        )
        match block.kind:
            case "list" | "quote" if tokens > self._limit:
                yield from self._cut_children(block, whole, depth, every=True)
            case "item" if tokens > self._limit:
                yield from self._cut_children(
                    block, whole, depth, every=tokens > _ROOMY * self._limit
                )
            case "paragraph" if tokens > self._limit:
                yield from self._cut_prose(whole)
            case _:
                yield whole

    def _cut_children(
        self, block: Block, whole: Piece, depth: int, *, every: bool
    ) -> Iterator[Piece]:
        """Cut between children; with `every` off, only before nested items."""
        found: list[Piece] = []
        inner = max(_ITEM - 2 * depth, _BELONGS + 2)
        for child in block.children:
            nested = child.kind in ("item", "list")
            if nested or every or not found:
                strength = inner if nested else inner - 1
                found += self._cut(child, strength, depth + (child.kind == "item"))
        if not found:
            yield whole
            return
        first = found[0]
        if first.slice is None:
            found[0] = replace(self._ending(first, whole.start, first.end), strength=whole.strength)
        yield from self._end_to_end(found, whole.end)

    def _end_to_end(self, found: Sequence[Piece], end: int) -> Iterator[Piece]:
        """Stretch every piece up to the next one, the last up to `end`; the strongest cut wins."""
        ends = [*(piece.start for piece in found[1:]), end]
        for piece, stop in zip(found, ends, strict=True):
            if piece.slice is not None:
                yield piece
                if stop > piece.end and self._tokens(piece.end, stop):
                    yield Piece(
                        piece.end, stop, _LINE, self._heading, self._tokens(piece.end, stop)
                    )
            elif stop > piece.start:
                yield self._ending(piece, piece.start, stop)

    def _ending(self, piece: Piece, start: int, end: int) -> Piece:
        """The piece with other edges; counted again only where that adds more than blank lines."""
        added = [*self._lines[start : piece.start], *self._lines[piece.end : end]]
        same = (start, end) == (piece.start, piece.end) or not any(x.strip() for x in added)
        tokens = piece.tokens if same and end >= piece.end else self._tokens(start, end)
        return replace(piece, start=start, end=end, tokens=tokens)

    def _cut_prose(self, whole: Piece) -> Iterator[Piece]:
        """Cut between lines, but not in a command that goes on or in an open code span."""
        cuts = [whole.start, *self._safe_cuts(whole.start, whole.end), whole.end]
        yield from self._between(cuts, whole)

    def _safe_cuts(self, start: int, end: int) -> Iterator[int]:
        opened = 0
        for line in range(start, end - 1):
            if self._lines[line].count("`") % 2:
                opened = 0 if opened else line + 1
            if opened and line - opened > _SPAN_LINES:
                opened = 0
            if not opened and not _CONTINUES.search(self._lines[line]):
                yield line + 1

    def _between(self, cuts: Sequence[int], whole: Piece) -> Iterator[Piece]:
        """Pieces between these line numbers; one line of many limits comes in slices."""
        for start, end in pairwise(cuts):
            ended = _SENTENCE_END.search(self._lines[start - 1][-20:])
            strength = _SENTENCE if ended else _LINE
            if start == whole.start:
                strength = whole.strength
            tokens = self._tokens(start, end)
            introduces = whole.introduces and end == whole.end
            if tokens <= _ROOMY * self._limit or end - start > 1:
                yield Piece(start, end, strength, self._heading, tokens, introduces)
                continue
            for text in slices(self._lines[start], self._limit):
                yield Piece(start, end, strength, self._heading, self._count(text), False, text)
                strength = _SLICE

    def _tokens(self, start: int, end: int) -> int:
        text = "\n".join(self._lines[start:end])
        return self._count(text) + 1 if text.strip() else 0


def slices(line: str, limit: int) -> Iterator[str]:
    """One long line in sentences, never inside a code span; what has none, at spaces or anywhere
    after some `limit` tokens' worth of characters. Joined they are the line."""
    longest = limit * _CHARACTERS_A_TOKEN
    start = 0
    ends = [m.end() for m in _SENTENCES.finditer(line) if not m.group("code")]
    for end in [*ends, len(line)]:
        while end - start > _ROOMY * longest:
            space = line.rfind(" ", start + longest // 2, start + longest)
            cut = space + 1 if space > 0 else start + longest
            yield line[start:cut]
            start = cut
        if end > start:
            yield line[start:end]
            start = end


def _with_headings(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Put each heading in one piece with what it is the heading of."""
    heading: Piece | None = None
    for piece in pieces:
        is_heading = piece.strength >= HEADING
        whole = piece
        if heading is not None:
            if piece.slice is None and piece.strength < heading.strength:
                whole = _joined(heading, piece)
            else:
                yield heading
        heading = whole if is_heading else None
        if not is_heading:
            yield whole
    if heading is not None:
        yield heading


def _with_introductions(pieces: Iterable[Piece], limit: int) -> Iterator[Piece]:
    """Put "Run this:" in one piece with what it introduces, where that is over the limit alone."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and _introduces_long(before, piece, limit):
            before = _joined(before, piece)
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _introduces_long(before: Piece, piece: Piece, limit: int) -> bool:
    short = before.introduces and before.tokens <= limit // 4
    long = piece.tokens > limit and piece.slice is None
    return short and long and piece.strength < HEADING


def _joined(first: Piece, second: Piece) -> Piece:
    tokens = first.tokens + second.tokens
    return replace(second, start=first.start, strength=first.strength, tokens=tokens)
