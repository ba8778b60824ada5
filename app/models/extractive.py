"""The answer without a model: the best passages, quoted with their commands verbatim, and cited.

Invariant: every quoted line stands in its passage; a fence, a table or a list item with its code is
quoted whole or not at all; the length is bounded. A sub-heading stands above the first block quoted
of its section, so that two procedures never run together. It says that it is only quoting.
Deliberately elsewhere: which passages are best (`index.search`), whether they are good enough
(`answering`).
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.excerpt import FENCE, still_open
from app.prompt import Prompt, heading_line
from index.chunk import Passage
from index.sparse import terms

_SAYS = {
    "en": "No language model answered; this is quoted from the docs, word for word:",
    "ru": "Языковая модель не отвечала; это дословные выдержки из документации:",
}
_PASSAGES = 3
_CHARACTERS = 1200
"""Quoted of one passage, unless its best block alone is longer."""
_HEADING = re.compile(
    r"^(#{1,6})\s{1,9}(.{0,300}?)(?:\s{1,9}#{1,9})?(?:\s{0,9}\{[#.:][^{}]{0,99}\})?\s{0,9}$"
)
_LONGEST_HEADING = 120
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_BRACKETS = re.compile(r"(`+[^`\n]*`+)|\[(?=\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\])|【(?=\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A sub-heading of a passage: its 0-based line there, its level and its plain words."""

    line: int
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Whole lines that only make sense together, and how well they fit the question."""

    text: str
    headings: tuple[Heading, ...]
    score: float


class Extractive:
    """A `LocalModel` that quotes."""

    name = "extractive"

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """The answer, passage by passage."""
        yield _SAYS[prompt.language]
        for quoted in quotes(prompt, _PASSAGES):
            yield quoted

    async def close(self) -> None:
        """Nothing to give back."""


def quotes(prompt: Prompt, most: int) -> Iterator[str]:
    """What the best passages say to the question, each with its heading and its `[n]`."""
    asked = frozenset(terms(prompt.question))
    for number, passage in enumerate(prompt.passages[:most], start=1):
        quoted = quote(passage, asked)
        if quoted and (number == 1 or asked & frozenset(terms(passage.chunk.embedded_text))):
            chunk = passage.chunk
            heading = heading_line(chunk.title, chunk.heading) or chunk.source
            yield f"\n\n**{_plain(heading)}** [{number}]\n\n{quoted}"


def quote(passage: Passage, asked: frozenset[str]) -> str:
    """The blocks of a passage that fit the question best, in the passage's order."""
    above = {_plain(step) for step in (passage.chunk.title, *passage.chunk.heading)}
    blocks = [
        _Block(text, headings, _score(text, asked))
        for text, headings in split(passage.chunk.text, above)
    ]
    chosen: set[int] = set()
    shown: set[Heading] = set()
    room = _CHARACTERS
    for index in sorted(range(len(blocks)), key=lambda i: (-blocks[i].score, i)):
        fresh = set(blocks[index].headings) - shown
        size = len(blocks[index].text) + sum(len(heading.words) for heading in fresh)
        if not chosen or size <= room:
            chosen.add(index)
            shown |= fresh
            room -= size
    return "\n\n".join(_pieces(blocks, sorted(chosen)))


def _pieces(blocks: Sequence[_Block], chosen: Sequence[int]) -> list[str]:
    """The chosen blocks below their headings, with a mark where something was left out."""
    pieces: list[str] = []
    shown: set[Heading] = set()
    for before, index in zip([None, *chosen], chosen, strict=False):
        if before is not None and index != before + 1:
            pieces.append("…")
        fresh = [heading for heading in blocks[index].headings if heading not in shown]
        if fresh:
            pieces.append(f"**{' › '.join(heading.words for heading in fresh)}**")
            shown.update(fresh)
        pieces.append(_uncited(blocks[index].text))
    return pieces


def _score(text: str, asked: frozenset[str]) -> float:
    """Terms in common with the question; commands break ties."""
    return len(asked & frozenset(terms(text))) + (0.5 if "```" in text or "~~~" in text else 0.0)


def split(
    text: str, above: AbstractSet[str] = frozenset()
) -> list[tuple[str, tuple[Heading, ...]]]:
    """Blocks of Markdown: paragraphs, lists and tables; code stays with what introduces it.

    Each has the headings that it stands under, outermost first. A heading of `above`, before the
    first block, is left out: it stands above the quote.
    """
    blocks: list[list[str]] = [[]]
    under: list[tuple[Heading, ...]] = [()]
    fence = ""
    apart = True
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        opened = FENCE.match(line)
        code = bool(fence or opened)
        if not code and not line.strip():
            apart = True
            continue
        if not code and (found := _HEADING.match(line)):
            blocks.append([])
            known = above if not any(blocks) else frozenset()
            under.append(_path(under[-1], number, found, known))
        else:
            if apart and not code and not line.startswith((" ", "\t")):
                blocks.append([])
                under.append(under[-1])
            if apart and blocks[-1]:
                blocks[-1].append("")
            blocks[-1].append(line)
            fence = still_open(fence, line, opened)
        apart = False
    return [("\n".join(block), path) for block, path in zip(blocks, under, strict=True) if block]


def _path(
    before: tuple[Heading, ...], line: int, found: re.Match[str], above: AbstractSet[str]
) -> tuple[Heading, ...]:
    """The headings that hold below this one."""
    level, words = len(found[1]), _plain(_LINK.sub(r"\1", found[2])).strip()
    outer = tuple(heading for heading in before if heading.level < level)
    if not words or words in above:
        return outer
    return (*outer, Heading(line, level, words[:_LONGEST_HEADING].rstrip()))


def _uncited(block: str) -> str:
    """Numbers in brackets are the document's own here, not citations; code is left as it is."""
    lines: list[str] = []
    fence = ""
    for line in block.split("\n"):
        code = bool(fence) or FENCE.match(line) is not None or line.lstrip().startswith("$ ")
        fence = still_open(fence, line, FENCE.match(line))
        lines.append(line if code else _BRACKETS.sub(lambda m: m[1] or "\\" + m[0], line))
    return "\n".join(lines)


def _plain(heading: str) -> str:
    """A heading without marks that would make it code, a link or bold."""
    return re.sub(r"[`*\[\]<>!\\]", "", heading.replace(" > ", " › "))
