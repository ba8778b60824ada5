"""Runbooks in pieces for a phone: cut at whole steps, word for word.

Invariant: a piece ends where a block ends; a fence and a step are never cut open; pieces put together
are the text. Pure. Deliberately elsewhere: the first steps, which the service chooses.
"""

from __future__ import annotations

import re

LONGEST = 1_500
"""Characters of a piece; a single block may be longer."""
_FENCE = re.compile(r" {0,12}(?:[-*+]|\d+[.)])? *(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}\s")
_STEP = re.compile(r"(?:\d+[.)]|[-*+]|#{1,6})\s")


def cut(text: str, start: int, most: int = LONGEST) -> tuple[str, int]:
    """The piece from `start` on, and where the next one begins; that is the text's end at the last."""
    end = start
    for place in _ends(text):
        if place <= start:
            continue
        if place - start > most and end > start:
            break
        end = place
        if end - start >= most:
            break
    end = end if end > start else len(text)
    return text[start:end].strip("\n"), end


def _ends(text: str) -> list[int]:
    """Where the text may be cut: before a step, a list item or heading that begins a line of the
    outermost level, and at the end; never behind a heading."""
    ends, place, fence, before = list[int](), 0, "", ""
    for line in text.splitlines(keepends=True):
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opened := _FENCE.match(line):
            if place and _STEP.match(line) and not _HEADING.match(before):
                ends.append(place)
            fence = opened[1]
        elif place and _STEP.match(line) and not _HEADING.match(before):
            ends.append(place)
        before = line if line.strip() else before
        place += len(line)
    return [*ends, len(text)]


def after(text: str, shown: str) -> int:
    """Where the rest begins when `shown`, line by line from the text, was shown; 0 where it is not
    from it. Blank lines do not count: there are others between the parts of a document."""
    wanted = [line for line, _ in _lines(shown)]
    there = _lines(text)
    for begin in range(len(there) - len(wanted) + 1) if wanted else ():
        if [line for line, _ in there[begin : begin + len(wanted)]] == wanted:
            return there[begin + len(wanted) - 1][1]
    return 0


def _lines(text: str) -> list[tuple[str, int]]:
    """Those that are not blank, and where each ends."""
    lines, place = list[tuple[str, int]](), 0
    for line in text.splitlines(keepends=True):
        if words := line.strip():
            lines.append((words, place + len(line.rstrip())))
        place += len(line)
    return lines
