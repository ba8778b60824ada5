"""The text of an answer as it is shown, piece by piece: spaces, fences, marks at its end.

Invariant: what was handed out is never taken back, so spaces and newlines wait until something
follows them; the shown text ends without any. Prose never forms a Markdown link here. Deliberately
elsewhere: what may be shown (`grounding`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.tokens import URL_SIGN

REMOVED = {
    "en": "*(a command that is not in the docs was removed)*",
    "ru": "*(команда, которой нет в документации, удалена)*",
}
DANGER = {
    "en": "⚠ **Destructive command:** check what it will act on before you run it.",
    "ru": "⚠ **Опасная команда:** проверьте, на что она подействует, прежде чем выполнять.",
}
DANGER_INLINE = {"en": "⚠ (destructive) ", "ru": "⚠ (опасно) "}
_MARKS = re.compile(r"^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_LINE_START = re.compile(r"\$ |~~~")
"""What would start a command or a fence, had it not come from the middle of a line."""


def leads_out(text: str) -> bool:
    """Whether an address may stand in this: a client that draws it would link to it, or load it."""
    return URL_SIGN.search(text) is not None


class Shown:
    """Collects the shown text; `new()` hands out what came since it was last called."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._handed_out = 0
        self._space = ""
        self._after_block = False
        self._line = ""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    @property
    def begun(self) -> bool:
        """Whether there is any."""
        return bool(self._parts)

    def new(self) -> str:
        """What was added since the last call."""
        fresh = "".join(self._parts[self._handed_out :])
        self._handed_out = len(self._parts)
        return fresh

    def prose(self, text: str) -> None:
        """Text that cannot become a link: `](` is broken up. It never indents a line."""
        joined = text.replace("](", "] (")
        touching = self._line[-1:] + joined[:1]
        if touching in ("](", "``") and not self._space:
            joined = " " + joined
        if not self._line_so_far(joined[: len(joined) - len(joined.lstrip(" \t"))]):
            joined = joined.lstrip(" \t")
            joined = "\\" + joined if _LINE_START.match(joined) else joined
        self.link(joined)

    def _line_so_far(self, spaces: str) -> str:
        """What the last line shows and these spaces, without the marks of lists and quotes."""
        line = (self._line + self._space + spaces).rpartition("\n")[2]
        return _MARKS.sub("", line)

    def link(self, text: str) -> None:
        """Text as it is, and what stands before it on its line."""
        waiting = self._space + text
        body = waiting.rstrip()
        self._space = waiting[len(body) :] if self._parts or body else ""
        if not body:
            return
        if self._after_block and "\n" not in waiting[: len(waiting) - len(waiting.lstrip())]:
            body = "\n" + body
        self._after_block = False
        self._add(body if self._parts else body.lstrip("\n"))

    def drop_space(self) -> None:
        """Something was taken out: the spaces before it go too, line breaks stay."""
        self._space = self._space.rstrip(" \t")

    def block(self, prefix: str, notice: str, lines: Sequence[str], info: str) -> None:
        """A fence under `prefix` (list and quote marks), below a notice where there is one."""
        code = "\n".join(lines)
        ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
        self.lines(prefix, [*([notice] if notice else []), ticks + info, *lines, ticks])

    def lines(self, prefix: str, lines: Sequence[str]) -> None:
        """Lines of their own; after the first, list marks of the prefix are spaces."""
        if self._parts and "\n" not in self._space and not self._after_block:
            self._space = "\n"
        elif self._after_block and "\n" not in self._space:
            self._space += "\n"
        further = re.sub(r"[^\s>]", " ", prefix)
        first, *rest = lines
        body = "\n".join([prefix + first, *(further + line if line else line for line in rest)])
        self._add((self._space if self._parts else "") + body)
        self._space = ""
        self._after_block = True

    def end_with(self, marks: str) -> None:
        """Marks behind the last word; below it where that is code or a table."""
        below = self._after_block or self._line.lstrip().startswith("|")
        self._space = ""
        self._add(("\n\n" if below else " ") + marks)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        before, newline, line = text.rpartition("\n")
        self._line = line if newline else (self._line + before + line)[-200:]


def ticked(code: str) -> str:
    """An inline code span, whatever backticks stand in it."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", code)), default=0))
    space = " " if "`" in code else ""
    return f"{ticks}{space}{code}{space}{ticks}"
