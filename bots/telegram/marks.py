"""Text with marks on it, and how it is cut into messages: `Mark`, `Block`, `Part`, `parts`.

Invariant: a part has at most 4096 UTF-16 units and 100 marks, the Bot API's limits; no text is lost
but blank space at a cut, and a code block that fits one message is never cut.
Deliberately elsewhere: Markdown (`render`), the library's own entities (`sending`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

UNITS = 4096
"""UTF-16 units of a message."""
MARKS = 100
"""Of a message; Telegram drops those beyond without a word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, in code points, end exclusive; `kind` as the Bot API names it."""

    kind: str
    start: int
    end: int
    url: str = ""
    language: str = ""
    user: int = 0

    def moved(self, by: int) -> Mark:
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list's line, a code block. `gap` stands between it and the one before."""

    text: str = field(repr=False)
    marks: tuple[Mark, ...] = ()
    gap: str = "\n\n"

    @property
    def code(self) -> bool:
        return len(self.marks) == 1 and self.marks[0].kind == "pre"


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one message."""

    text: str = field(repr=False)
    marks: tuple[Mark, ...] = ()


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def parts(blocks: list[Block], most: int = UNITS) -> list[Part]:
    """As few messages as the order of the blocks allows."""
    ready: list[Part] = []
    text, marks = "", list[Mark]()
    for block in (piece for whole in blocks for piece in _pieces(whole, most)):
        gap = block.gap if text else ""
        fits = units(text) + units(gap) + units(block.text) <= most
        if text and not (fits and len(marks) + len(block.marks) <= MARKS):
            ready.append(Part(text, tuple(marks)))
            text, marks, gap = "", [], ""
        marks += [mark.moved(len(text) + len(gap)) for mark in block.marks]
        text += gap + block.text
    return [*ready, Part(text, tuple(marks))] if text else ready


def _pieces(block: Block, most: int) -> Iterator[Block]:
    """The block itself, where it fits a message; else cut at lines, at spaces, or where it must."""
    rest = block
    while units(rest.text) > most or len(rest.marks) > MARKS:
        at = _cut(rest, most)
        head, tail = _slice(rest, 0, at), _slice(rest, at, len(rest.text))
        if head.text.strip():
            yield head
        rest = replace(tail, gap="\n")
    if rest.text.strip():
        yield rest


def _cut(block: Block, most: int) -> int:
    furthest = _within(block.text, most)
    if len(block.marks) > MARKS:
        ordered = sorted(block.marks, key=lambda mark: mark.start)
        furthest = min(furthest, max(ordered[MARKS].start, 1))
    for sign in ("\n",) if block.code else ("\n", " "):
        at = block.text.rfind(sign, 0, furthest)
        if at > 0 and block.text[:at].strip():
            return at + 1
    return furthest


def _within(text: str, most: int) -> int:
    count = 0
    for index, character in enumerate(text):
        count += 2 if character > "\uffff" else 1
        if count > most:
            return index
    return len(text)


def _slice(block: Block, start: int, end: int) -> Block:
    text = block.text[start:end].rstrip("\n") if block.code else block.text[start:end].strip()
    lead = 0 if block.code else len(block.text[start:end]) - len(block.text[start:end].lstrip())
    marks = (_clip(mark, start + lead, start + lead + len(text)) for mark in block.marks)
    return Block(text, tuple(mark for mark in marks if mark), block.gap)


def _clip(mark: Mark, start: int, end: int) -> Mark | None:
    first, last = max(mark.start, start), min(mark.end, end)
    return replace(mark, start=first - start, end=last - start) if first < last else None
