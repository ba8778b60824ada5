"""Code that has begun and not ended: a fence, or lines that their indentation makes code.

Invariant: what ends it is decided by whole lines, never by how the stream was cut. Deliberately
elsewhere: where code begins (`markup`), whether it may be shown (`grounding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.commands_in import PROGRAMS
from app.tokens import Block


@dataclass(slots=True)
class Fence:
    """A fence that is not closed yet; `inline`: it began in the middle of a line."""

    prefix: str
    info: str
    close: re.Pattern[str]
    tail: re.Pattern[str] | None
    lines: list[str]
    inline: bool = False

    @classmethod
    def of(cls, prefix: str, ticks: str, info: str) -> Fence:
        """A command behind the opening marks is content, not the name of a language."""
        words = info.split()
        content = [info] if len(words) > 1 and (words[0] in PROGRAMS or words[0] == "$") else []
        sign, count = re.escape(ticks[0]), len(ticks)
        return cls(
            prefix=prefix,
            info="" if content or not words else re.sub(r"[^\w+#.-]", "", words[0])[:30],
            close=re.compile(rf"[ \t>]*{sign}{{{count},}}[ \t]*"),
            tail=re.compile(rf"(.*[^`])`{{{count},}}[ \t]*") if ticks[0] == "`" else None,
            lines=content,
        )

    @classmethod
    def inside(cls, ticks: str, rest: str) -> Fence:
        """A fence that opens behind words; several words behind its marks are its first line."""
        several = len(rest.split()) > 1
        fence = cls.of("", ticks, "" if several else rest.strip())
        fence.inline = True
        fence.lines += [rest] if several else []
        return fence

    def block(self) -> Block:
        """What it held, without the marks and the indentation of its container."""
        lines = self.lines
        if ">" in self.prefix:
            lines = [re.sub(r"^[ \t]*>[ ]?", "", line) for line in lines]
        else:
            lines = _dedented(lines, len(self.prefix))
        return Block(self.prefix, self.info, tuple(lines))


def _dedented(lines: list[str], columns: int) -> list[str]:
    """Without the indentation of the list item that the fence stands in."""
    blank = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    shift = min([columns, *blank])
    return [line[shift:] if line[:shift].isspace() else line for line in lines]


@dataclass(slots=True)
class Indented:
    """Lines that stand at least `columns` from the left, below one that begins the block."""

    prefix: str
    columns: int
    lines: list[str] = field(default_factory=list)

    def next_lead(self, text: str, at: int, final: bool) -> str | bool | None:
        """What stands before the code of the next line; False where the block ends before it.

        None where more input is needed.
        """
        quotes = self.prefix.count(">")
        found = re.compile(rf"(?:[ \t]{{0,64}}>){{{quotes}}}[ \t]*").match(text, at)
        if found is not None and len(found[0].expandtabs(4)) >= self.columns:
            return found[0]
        if not final and re.compile(r"[ \t>]{0,4000}").fullmatch(text, at):
            return None
        blank = found is not None and text[found.end() : found.end() + 1] in ("\n", "")
        return found[0] if found is not None and blank else False

    def add(self, lead: str, code: str) -> None:
        """One line; what is wider than the block's indentation belongs to the code."""
        self.lines.append(lead.expandtabs(4)[self.columns :] + code if code.strip() else "")

    def block(self) -> Block:
        """The lines up to the last that is not empty."""
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return Block(self.prefix, "", tuple(self.lines))
