"""A passage that is longer than the prompt has room for, cut down to the lines that matter.

Only a fence or table is ever so long, since chunks never cut one. Invariant: every line of an
excerpt is a whole line of the passage, in order and without gaps; a code fence that begins above it
or ends below it is opened and closed again. Its findings are computed anew: their positions have
moved. Deliberately elsewhere: how much room there is (`prompt`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.chunk import Known, Passage
from index.sparse import terms

FENCE = re.compile(r"^[ \t>]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})")


def excerpt(passage: Passage, question: str, characters: int) -> Passage:
    """The passage itself where it fits, else the lines around most of the question's words."""
    chunk = passage.chunk
    if len(chunk.text) <= characters:
        return passage
    lines = chunk.text.split("\n")
    first, last = _window(lines, frozenset(terms(question)), characters)
    opening, closing = _fences(lines, first, last)
    text = "\n".join([*opening, *(line[:characters] for line in lines[first:last]), *closing])
    start = chunk.lines[0]
    cut = replace(
        chunk,
        text=text,
        lines=(min(start + first, chunk.lines[1]), min(start + last - 1, chunk.lines[1])),
        known=Known(),
        detector_version="",
    )
    return replace(passage, chunk=cut)


def still_open(fence: str, line: str, opened: re.Match[str] | None) -> str:
    """The marks of the fence that is open after this line, "" for none."""
    if not fence:
        return opened[1] if opened else ""
    marks = line.strip(" \t>")
    return "" if set(marks) == {fence[0]} and len(marks) >= len(fence) else fence


def _window(lines: Sequence[str], asked: frozenset[str], characters: int) -> tuple[int, int]:
    """First and last line (exclusive) of the best run that fits; at least one line."""
    worth = [len(asked.intersection(terms(line[:characters]))) for line in lines]
    sizes = [len(line) + 1 for line in lines]
    best, found = -1, (0, 1)
    first = size = score = 0
    for last, (value, length) in enumerate(zip(worth, sizes, strict=True), start=1):
        size, score = size + length, score + value
        while size > characters and first < last - 1:
            size, score = size - sizes[first], score - worth[first]
            first += 1
        if score > best or (score == best and first == found[0]):
            best, found = score, (first, last)
    return found


def _fences(lines: Sequence[str], first: int, last: int) -> tuple[list[str], list[str]]:
    """The line that opens the fence around the first line, and marks that close the last's."""
    fence, opening, above = "", "", ""
    for number, line in enumerate(lines[:last]):
        if number == first:
            above = opening if fence else ""
        before, fence = fence, still_open(fence, line, FENCE.match(line))
        opening = line if fence and not before else opening
    indent = opening[: len(opening) - len(opening.lstrip())]
    return ([above] if above else []), ([indent + fence] if fence else [])
