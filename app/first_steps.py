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
_HEADING = re.compile(r"#{1,6}[ \t]+")
_TELLING = re.compile(
    r"(?:symptoms?|impact|severity|background|overview|meaning|summary|description|alert|about|"
    r"симптом|влияни|последстви|серь[её]зност|описани|обзор|что это|алерт|значени)",
    re.IGNORECASE,
)
"""Headings of what is to be known, not to be done."""
_QUERY = re.compile(r"(?:`{3,}|~{3,})[ \t]*(?:promql|logql|metricsql|ya?ml|json)\b", re.IGNORECASE)
"""A fence with the alert's expression, or with what a program says."""


def first_steps(texts: Sequence[str], most: int = MOST) -> str:
    """From the first of these texts (chunks, best first) that holds steps, and on through the others
    while there is room; without any steps the beginning of the first text. What only says how the
    alert is noticed, or what it means, is not where they begin, if there is anything else."""
    return _from(texts, most, wary=True) or _from(texts, most, wary=False)


def _from(texts: Sequence[str], most: int, *, wary: bool) -> str:
    steps: list[str] = []
    for text in texts:
        blocks = list(_blocks(text))
        if not steps:
            place = _first(blocks, wary=wary)
            if place is None:
                continue
            lead = place > 0 and not _HEADING.match(blocks[place - 1])
            blocks = blocks[place - 1 if lead else place :]
        for block in blocks:
            if sum(map(len, steps)) + len(block) > most:
                return _joined(steps)
            steps.append(block)
    return _joined(steps or ([] if wary else _fitting(texts[:1], most)))


def _first(blocks: Sequence[str], *, wary: bool) -> int | None:
    """The first block that is a step."""
    telling = False
    for place, block in enumerate(blocks):
        if (heading := _HEADING.match(block)) is not None:
            telling = _TELLING.match(block, heading.end()) is not None
        elif _is_step(block) and not (wary and (telling or _QUERY.match(block))):
            return place
    return None


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
    """Without headings of which nothing follows any more."""
    kept = list(blocks)
    while len(kept) > 1 and _HEADING.match(kept[-1]) and not kept[-1].partition("\n")[2].strip():
        kept.pop()
    return "".join(kept).strip("\n")


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
