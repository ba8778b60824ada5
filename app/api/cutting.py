"""A client's own limit on an answer's length: `max_tokens` and its likes.

Invariant: the cut stands between two words, and never inside code: a command that lost its end is
another command. What comes after the cut is not shown. Tokens are estimated, rather too many than
too few. Pure. Deliberately elsewhere: how long an answer may be at all (`models`).
"""

from __future__ import annotations

import re

from app.spending import estimated_tokens

_WORD = re.compile(r"\S+\s*|\s+")
_FENCE = re.compile(r"\s{0,12}(```|~~~)")


class Limit:
    """Lets an answer's text through as it comes, up to `tokens`; None is no limit."""

    def __init__(self, tokens: int | None) -> None:
        self._tokens = tokens
        self._line = ""
        self._passed = ""
        self._code = ""
        self.cut = False
        """Whether anything was left out."""

    def feed(self, text: str) -> str:
        """The next piece of the text, line by line."""
        if self._tokens is None:
            return text
        *lines, self._line = (self._line + text).split("\n")
        return "".join(self._through(f"{line}\n") for line in lines)

    def finish(self) -> str:
        """What was held back."""
        line, self._line = self._line, ""
        return self._through(line) + self._closed()

    def _through(self, line: str) -> str:
        if self._code or _FENCE.match(line):
            return self._code_line(line)
        if self._fits(line):
            return self._pass(line)
        shown = "" if "`" in line else self._words(line)
        self.cut = self.cut or bool(line.strip())
        return shown

    def _code_line(self, line: str) -> str:
        """A block of code is shown whole, or not at all."""
        opening, fence = _FENCE.match(self._code), _FENCE.match(line)
        closes = opening is not None and fence is not None and opening[1] == fence[1]
        self._code += line
        return self._closed() if closes else ""

    def _closed(self) -> str:
        code, self._code = self._code, ""
        if self._fits(code):
            return self._pass(code)
        self.cut = self.cut or bool(code.strip())
        return ""

    def _words(self, line: str) -> str:
        shown = ""
        for word in _WORD.findall(line):
            if not self._fits(shown + word):
                break
            shown += word
        return self._pass(shown)

    def _fits(self, text: str) -> bool:
        if self.cut:
            return False
        return self._tokens is None or estimated_tokens(self._passed + text) <= self._tokens

    def _pass(self, text: str) -> str:
        self._passed += text
        return text
