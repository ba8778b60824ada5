"""The prompt's own rules, taken out of an answer that recites them.

A model that is told to repeat its instructions shows nothing secret by it, and nothing that answers.
Invariant: whole lines only, in either language, whatever list or quote marks stand before them; a
line is held back just as long as it may still become one. Deliberately elsewhere: everything else
that is checked (`grounding`), the rules (`prompt`).
"""

from __future__ import annotations

import re

from app.prompt import RULES

_BEFORE = re.compile(r"[\s>*#+•-]{0,40}(?:\d{1,3}[.)]?[ \t]{0,9})?[\s*_`\"']{0,9}")
_LONGEST = 80 + max(map(len, RULES))
"""Characters of a line that are held back at most."""
_AFTER = " \t\r*_`\"'"


class Recited:
    """Reads a stream: `feed`, then `finish`; both give what may go on."""

    def __init__(self) -> None:
        self._line = ""
        self._passing = False

    def feed(self, piece: str) -> str:
        """What is no rule, and cannot become one."""
        out: list[str] = []
        for part in piece.splitlines(keepends=True):
            out.append(self._part(part))
        return "".join(out)

    def finish(self) -> str:
        """What was held back."""
        held, self._line = self._line, ""
        return "" if _said(held) in RULES else held

    def _part(self, part: str) -> str:
        """A line or a piece of one."""
        ended = part.endswith("\n")
        if self._passing:
            self._passing = not ended
            return part
        self._line += part
        said = _said(self._line)
        if ended:
            held, self._line = self._line, ""
            return "" if said in RULES else held
        if len(self._line) < _LONGEST and any(rule.startswith(said) for rule in RULES):
            return ""
        held, self._line, self._passing = self._line, "", True
        return held


def _said(line: str) -> str:
    return _BEFORE.sub("", line, count=1).rstrip("\n").rstrip(_AFTER)
