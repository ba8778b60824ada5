"""Inline code between backticks, also over a line end.

Invariant: pure functions of (text, place, whether more can come); a wait lasts to the end of the
paragraph, at most 4000 characters. Backticks that pair up on their own line are never paired with
a stray of a line before. Deliberately elsewhere: fences (`open_code`), other code (`inline`).
"""

from __future__ import annotations

import re

from app.tokens import Span

TICKS = re.compile(r"`{1,64}|&#0{0,5}96;|&#[xX]0{0,5}60;")
"""Backticks (a longer run is read in pieces), or one written as a character reference."""
LONGEST_SPAN = 4000
_PARAGRAPH_END = re.compile(
    r"\n(?=[ \t>]*(?:\n|\||[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|`{3}|~{3}|[-=]{2,}[ \t]*\n))"
)


def code_span(text: str, run: re.Match[str], final: bool) -> tuple[int, Span | None] | None:
    """The place after the span that `run` opens, and the span; no span where nothing closes it.

    None where more input is needed.
    """
    start, bound = run.end(), run.end() + LONGEST_SPAN
    certain = final or len(text) >= bound
    closing = _closing(run[0])
    line = text.find("\n", start, bound)
    close = closing.search(text, start, line if line >= 0 else bound)
    if close is not None and (close.end() < len(text) or certain):
        return close.end(), _span(text[start : close.start()])
    if line < 0:
        return (start, None) if certain else None
    if run[0].startswith("```"):
        return start, None
    close = closing.search(text, line, bound)
    if _PARAGRAPH_END.search(text, start, close.start() if close else bound):
        return start, None
    end = text.find("\n", close.end(), bound) if close else -1
    if end < 0 and not certain:
        return None
    end = end if end >= 0 else min(bound, len(text))
    if close is None or _pairs(closing, text, text.rfind("\n", start, close.start()), end):
        return start, None
    return close.end(), _span(text[start : close.start()])


def _span(code: str) -> Span:
    """A newline is a space; one space is taken off both ends where both have one."""
    code = re.sub(r"[ \t]*\n[ \t>]*", " ", code)
    padded = len(code) > 2 and code[0] == code[-1] == " " and code.strip()
    return Span(code[1:-1] if padded else code)


def _pairs(closing: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a line closes all that it opens."""
    return len(closing.findall(text, start, end)) % 2 == 0


def _closing(ticks: str) -> re.Pattern[str]:
    """A run of as many backticks; a character reference is closed by any run or reference."""
    return TICKS if ticks[0] == "&" else re.compile(rf"(?<!`){ticks}(?!`)")
