"""What a place of a Markdown answer is inside of: a link's target, a fence, quotes, a table.

Invariant: fed in any pieces it says the same; linear in the text. It leans to saying "inside a
target" where a reader of Markdown might not: nothing is restored there.
Deliberately elsewhere: what follows from it (`escaping`).
"""

from __future__ import annotations

import re

from app.confidentiality.bare_links import LONGEST_WORD, OWN, is_label, link_begins, shown, stands

_FENCE = re.compile(r"[ \t>*+\-0-9.)]{0,16}?(`{3,}|~{3,})[ \t]*([^\s`{]*)[^`]*$")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:")
_TO_LAST_SPACE = re.compile(r".*\s", re.DOTALL)
_TABLE = re.compile(r"\s{0,3}\|")
_SPECIAL = re.compile(r"[`~\\()<>\[\]:\"'#]|\S")
_LINE = 320
"""So much of a line's beginning is remembered."""
_WORD = LONGEST_WORD + 1
"""So much of a word's beginning is."""


class Surroundings:
    """The place after everything that was fed."""

    def __init__(self) -> None:
        self.language: str | None = None
        """The language of the fence that is open; None outside of one."""
        self.quote = ""
        """The quote that is open in code."""
        self._fence = ""
        self._line = ""
        self._word = self._word_end = ""
        self._names: list[str] = []
        self._url = False
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
        return self._url

    def in_bare_link(self, name: str, after: str, sent: str) -> bool:
        """Whether `name`, with `after` behind it, is a part of what a chat platform makes a link
        of (`bare_links`). It is none where it stands so in `sent`, the text that left.
        """
        if self.in_code:
            return False
        begins = link_begins(self._word)
        if begins is None:
            return is_label(after) and not stands(name + after, sent)
        if len(self._word) > LONGEST_WORD:
            return True
        seen = shown(self._word)
        names = iter(self._names[seen[:begins].count(OWN) :])
        said = "".join(next(names, "") if sign == OWN else sign for sign in seen[begins:])
        return not stands(said + name, sent)

    def feed(self, text: str) -> None:
        """Go on by this text."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end_line()
            if len(self._line) < _LINE:
                self._line += line[: _LINE - len(self._line)]
            self._read_word(line)
            for sign in line:
                self._take(sign)

    def skip(self, name: str) -> None:
        """The value of `name` was put here, which means nothing to the grammar."""
        self._take("x")
        self._line += "x" if len(self._line) < _LINE else ""
        self._word += OWN if len(self._word) < _WORD else ""
        self._word_end = "x"
        self._names.append(name)

    def _read_word(self, line: str) -> None:
        """Go on by a line, or a piece of one, in the word that it ends in."""
        if space := _TO_LAST_SPACE.match(line):
            self._begin_word()
            line = line[space.end() :]
        self._url = self._url or "://" in self._word_end + line
        self._word_end = (self._word_end + line)[-2:]
        self._word += line[: _WORD - len(self._word)].replace(OWN, "?")

    def _begin_word(self) -> None:
        self._word = self._word_end = ""
        self._url = False
        self._names = []

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
        self._line = ""
        self._begin_word()
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
