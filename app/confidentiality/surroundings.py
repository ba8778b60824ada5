"""What a place of a Markdown answer is inside of: a link's target, a fence, quotes, a table.

Invariant: fed in any pieces it says the same; linear in the text. It leans to saying "inside a
target" where a reader of Markdown might not: nothing is restored there.
Deliberately elsewhere: what follows from it (`escaping`).
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t>*+\-0-9.)]{0,16}?(`{3,}|~{3,})[ \t]*([^\s`{]*)[^`]*$")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:")
_TABLE = re.compile(r"\s{0,3}\|")
_SPECIAL = re.compile(r"[`~\\()<>\[\]:\"'#]|\S")
_LINE = 320
"""So much of a line's beginning is remembered."""


class Surroundings:
    """The place after everything that was fed."""

    def __init__(self) -> None:
        self.language: str | None = None
        """The language of the fence that is open; None outside of one."""
        self.quote = ""
        """The quote that is open in code."""
        self._fence = ""
        self._line = ""
        self._word = ""
        self._before = ""
        self._escaped = False
        self._ticks = self._run = 0
        self._parens = 0
        self._angle = False
        self._opened = False
        self._comment = False

    @property
    def in_code(self) -> bool:
        """Inside a fence or a code span."""
        return self.language is not None or self._open_ticks() > 0

    @property
    def in_target(self) -> bool:
        """Inside what a link or an image leads to, or a tag of HTML."""
        if self.in_code:
            return False
        pending = self._before == "<" and not self._escaped
        return bool(self._parens or self._angle or pending or _DEFINITION.match(self._line))

    @property
    def in_table(self) -> bool:
        """On a line of a table."""
        return self.language is None and bool(_TABLE.match(self._line))

    @property
    def in_url(self) -> bool:
        """After `://` in the same word."""
        return "://" in self._word

    def feed(self, text: str) -> None:
        """Go on by this text."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end_line()
            if len(self._line) < _LINE:
                self._line += line[: _LINE - len(self._line)]
            self._word = (self._word + line).rsplit(maxsplit=1)[-1] if line.strip() else self._word
            if line[-1:].isspace():
                self._word = ""
            self._word = self._word[-_LINE:] if "://" not in self._word else "://"
            for sign in line:
                self._take(sign)

    def skip(self) -> None:
        """Something was put here that means nothing to the grammar."""
        self._take("x")
        self._line += "x" if len(self._line) < _LINE else ""
        self._word += "x"

    def _open_ticks(self) -> int:
        """The length of the code span's delimiter, once a run of backticks is over."""
        if not self._run or self._is_fence_line():
            return self._ticks
        return self._run if not self._ticks else 0 if self._run == self._ticks else self._ticks

    def _is_fence_line(self) -> bool:
        return _FENCE.match(self._line) is not None

    def _end_line(self) -> None:
        fence = _FENCE.match(self._line)
        if self.language is not None:
            if fence and fence[1].startswith(self._fence) and not fence[2]:
                self.language, self.quote = None, ""
        elif fence:
            self.language, self._fence = fence[2].casefold(), fence[1]
            self._ticks = self._parens = 0
            self._angle = False
        elif not self._line.strip():
            self._ticks = self._parens = 0
            self._angle = False
        else:
            self._ticks = self._open_ticks()
        self._run = 0
        self._line = self._word = ""
        self._before = " "
        self._escaped = self._comment = self._opened = False

    def _take(self, sign: str) -> None:
        if self.language is not None:
            self._in_code(sign)
        elif sign == "`" and not self._escaped:
            self._run += 1
        else:
            if self._run:
                was, self._ticks = self._ticks, self._open_ticks()
                self._run = 0
                self.quote = "" if was != self._ticks else self.quote
            if self._ticks:
                self._in_code(sign)
            elif not self._escaped:
                self._in_prose(sign)
            else:
                self._escaped = False
        self._before = sign

    def _in_code(self, sign: str) -> None:
        if self._comment:
            return
        if self._escaped:
            self._escaped = False
        elif sign == "\\" and self.quote != "'":
            self._escaped = True
        elif self.quote:
            self.quote = "" if sign == self.quote else self.quote
        elif sign in "\"'":
            self.quote = sign
        elif sign == "#" and (self._before.isspace() or not self._before):
            self._comment = self.language is not None

    def _in_prose(self, sign: str) -> None:
        if sign == "\\":
            self._escaped = True
        elif self._angle:
            self._angle = sign != ">"
        elif self._parens:
            if self._opened and sign == "<":
                self._angle = True
            self._opened = self._opened and sign.isspace()
            self._parens += (sign == "(") - (sign == ")")
        elif sign == "(" and self._before == "]":
            self._parens, self._opened = 1, True
        elif self._before == "<" and (sign.isalpha() or sign in "/!?"):
            self._angle = sign != ">"
