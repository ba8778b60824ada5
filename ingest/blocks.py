"""Markdown -> a tree of blocks with their line numbers; the words of a heading.

Invariant: block structure comes from markdown-it (CommonMark and tables), text is never rebuilt
from tokens: a block is a range of source lines. Line numbers here are 0-based, end exclusive.
Inline markup is not parsed, which keeps a hostile line linear. Deliberately elsewhere: where to
cut (`chunking`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # markdown-it is imported when the first page is cut: most runs change nothing
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

Kind = Literal["heading", "paragraph", "verbatim", "table", "list", "item", "quote"]

_LEAVES: dict[str, Kind] = {
    "fence": "verbatim",
    "code_block": "verbatim",
    "html_block": "verbatim",
    "hr": "paragraph",
}
_CONTAINERS: dict[str, Kind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "table_open": "table",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
_TITLE_LINES = 200
_HEADING_CHARACTERS = 300
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^}]{0,200}\}\s*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\](?:\([^()]{0,300}\)|\[[^\[\]]{0,300}\])")
_MARKS = re.compile(r"`+|\*\*|(?<!\w)[*_]+|[*_]+(?!\w)|<[^<>]{1,200}>")


@dataclass(slots=True)
class Block:
    """Lines `start` to `end` of the source. `level` and `words` belong to headings; `number` is
    the first number of an ordered list; `children` are those of lists, items and quotes."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    words: str = field(default="", repr=False)
    number: int | None = None
    children: list[Block] = field(default_factory=list, repr=False)


def parse(text: str) -> list[Block]:
    """The top-level blocks of Markdown with LF line ends, in order. Every non-blank line lies in
    one of them: link definitions, which make no token, come as paragraphs."""
    tokens: list[Token] = []
    markdown = _markdown()
    markdown.block.parse(text, markdown, {}, tokens)
    return _with_gaps(_tree(tokens), text.split("\n"))


def first_heading(text: str) -> str | None:
    """The words of the first level 1 heading in the first 200 lines."""
    head = "\n".join(text.split("\n", _TITLE_LINES)[:_TITLE_LINES])
    blocks = parse(head)
    return next((b.words for b in blocks if b.kind == "heading" and b.level == 1 and b.words), None)


def heading_words(content: str) -> str:
    """The text of a heading without its inline markup, attributes and closing marks."""
    text = _ATTRIBUTES.sub("", content[:_HEADING_CHARACTERS])
    text = _MARKS.sub("", _LINK.sub(r"\1", text))
    return " ".join(text.split())


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table")
    markdown.block.ruler.at("table", _table_extent, {"alt": ["paragraph", "reference"]})
    return markdown


def _table_extent(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's table rule without the tokens of cells, which cost ten times the rest."""
    first_token = len(state.tokens)
    from markdown_it.rules_block import table

    found = table(state, start, min(end, start + 2), silent)
    if not found or silent:
        return found
    opening, closing = state.tokens[first_token], state.tokens[-1]
    state.tokens[first_token:] = [opening, closing]
    line = start + 2
    while line < end and _is_row(state, line, end):
        line += 1
    opening.map = [start, line]
    state.line = line
    return True


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    if state.isEmpty(line) or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    stops = state.md.block.ruler.getRules("blockquote")
    return not any(rule(state, line, end, True) for rule in stops)


def _tree(tokens: Iterable[Token]) -> list[Block]:
    """Nest the flat tokens; what lies inside a heading, paragraph or table stays inside it."""
    top: list[Block] = []
    stack: list[Block] = []
    for token in tokens:
        if token.type == "inline" and stack and stack[-1].kind == "heading":
            stack[-1].words = heading_words(token.content)
        elif token.type in _LEAVES and token.map:
            (stack[-1].children if stack else top).append(
                Block(_LEAVES[token.type], token.map[0], token.map[1])
            )
        elif token.type in _CONTAINERS and token.map:
            block = _opened(token)
            (stack[-1].children if stack else top).append(block)
            stack.append(block)
        elif token.nesting == -1 and f"{token.type.removesuffix('_close')}_open" in _CONTAINERS:
            stack.pop()
    return top


def _opened(token: Token) -> Block:
    assert token.map is not None
    kind = _CONTAINERS[token.type]
    block = Block(kind, token.map[0], token.map[1])
    if kind == "heading":
        block.level = int(token.tag[1])
    elif token.type == "ordered_list_open":
        block.number = int(token.attrGet("start") or 1)
    return block


def _with_gaps(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Put a paragraph wherever non-blank lines lie between two blocks."""
    whole: list[Block] = []
    at = 0
    for block in [*blocks, Block("paragraph", len(lines), len(lines))]:
        while at < block.start and not lines[at].strip():
            at += 1
        if at < block.start:
            end = max(i + 1 for i in range(at, block.start) if lines[i].strip())
            whole.append(Block("paragraph", at, end))
        if block.start < block.end:
            whole.append(block)
        at = max(at, block.end)
    return whole
