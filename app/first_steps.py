"""The first steps of a runbook, word for word: what somebody on call reads first.

Invariant: every line is a line of the document, in order; a step, a fence or a table is there whole or
not at all. Pure. Deliberately elsewhere: which runbook it is (`chat_alert`), what of it may be shown
(`chat_exit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.excerpt import FENCE, still_open

MOST = 1_500
"""Characters."""
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
_HEADING = re.compile(r"#{1,6}[ \t]")


def first_steps(texts: Sequence[str], most: int = MOST) -> str:
    """From the first of these texts (chunks, best first) that holds steps, and on through the others
    while there is room; without any steps the beginning of the first text."""
    steps: list[str] = []
    for text in texts:
        blocks = list(_blocks(text))
        if not steps:
            place = next((n for n, block in enumerate(blocks) if _is_step(block)), None)
            if place is None:
                continue
            lead = place > 0 and not _HEADING.match(blocks[place - 1])
            blocks = blocks[place - 1 if lead else place :]
        for block in blocks:
            if sum(map(len, steps)) + len(block) > most:
                return _joined(steps)
            steps.append(block)
    return _joined(steps or _fitting(texts[:1], most))


def _fitting(texts: Sequence[str], most: int) -> list[str]:
    kept: list[str] = []
    for block in (block for text in texts for block in _blocks(text)):
        if sum(map(len, kept)) + len(block) > most:
            break
        if kept or not _HEADING.match(block):
            kept.append(block)
    return kept


def _is_step(block: str) -> bool:
    return _ITEM.match(block) is not None or FENCE.match(block) is not None


def _joined(blocks: Sequence[str]) -> str:
    return "".join(blocks).strip("\n")


def _blocks(text: str) -> Iterator[str]:
    """Items of lists at the margin, fences, paragraphs, each with the blank lines behind it."""
    block: list[str] = []
    fence, blank, within = "", False, False
    for line in text.splitlines(keepends=True):
        begins = not fence and (
            _ITEM.match(line) is not None
            or _HEADING.match(line) is not None
            or (blank and bool(line.strip()) and not (within and line[:1] in " \t"))
            or (FENCE.match(line) is not None and line[:1] in "`~" and bool(block))
        )
        if begins and block:
            yield "".join(block)
            block = []
        if begins or not block:
            within = _ITEM.match(line) is not None
        block.append(line)
        before, fence = fence, still_open(fence, line.rstrip("\n"), FENCE.match(line))
        blank = not line.strip() and not fence
        if before and not fence and not within:
            blank = True
    if block:
        text = "".join(block)
        yield text if text.endswith("\n") else text + "\n"
