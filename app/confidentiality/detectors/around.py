"""Patterns that need something rare, such as a placeholder, are tried only where it is near.

Invariant: what is found is what the pattern finds in the whole text, as long as no match reaches
further than `REACH` characters to either side of the sign that it needs.
Deliberately elsewhere: patterns that begin with a sign, which the engine looks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

REACH = 96


def around(text: str, sign: re.Pattern[str]) -> list[Span]:
    """The parts of a text where what `sign` finds is near; they do not touch."""
    parts: list[Span] = []
    for match in sign.finditer(text):
        start, end = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
        if parts and start <= parts[-1][1]:
            parts[-1] = parts[-1][0], end
        else:
            parts.append((start, end))
    return parts


def near(pattern: re.Pattern[str], text: str, parts: Iterable[Span]) -> Iterator[re.Match[str]]:
    """What `pattern` finds that begins in these parts; it sees the whole text around them."""
    for part in parts:
        for match in pattern.finditer(text, *part):
            whole = pattern.match(text, match.start())  # the end of a part is none of the text
            if whole:
                yield whole
