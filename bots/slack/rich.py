"""Markdown -> elements of Slack's rich text: sections, lists, quotes, preformatted text.

Invariant: every word and every command of the Markdown stands in the elements, in its order; what is
in a fence is byte for byte what the answer has. Nothing is an image.
Deliberately elsewhere: what stands within a line (`inline`), limits and messages (`packing`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.tree import SyntaxTreeNode

from bots.slack.inline import MARKDOWN, Element, Links, inline, plain

_DEEPEST = 8
DIVIDER: Element = {"type": "divider"}


def elements(markdown: str, allowed: Links) -> list[Element]:
    """What Slack shows for it; `divider` is a block of its own, all others stand in rich text."""
    root = SyntaxTreeNode(MARKDOWN.parse(markdown.replace("\x00", "�")))
    found = [part for node in root.children for part in _block(node, allowed, quoted=False)]
    for part, following in pairwise(found):
        if part["type"] == following["type"] == "rich_text_section":
            part["elements"] = [*part["elements"], {"type": "text", "text": "\n"}]
    return found


def section(parts: list[Element]) -> Element:
    """One paragraph."""
    return {"type": "rich_text_section", "elements": parts}


def preformatted(text: str, *, quoted: bool = False) -> Element:
    """A fence."""
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return element | {"border": 1} if quoted else element


def _words(node: SyntaxTreeNode, allowed: Links) -> list[Element]:
    """What stands in a node that holds one `inline`."""
    return [
        part
        for child in node.children
        if child.type == "inline" and child.token is not None
        for part in inline(child.token.children or [], allowed)
    ]


def _block(node: SyntaxTreeNode, allowed: Links, *, quoted: bool) -> Iterator[Element]:
    match node.type:
        case "paragraph" | "heading":
            parts = _words(node, allowed)
            if node.type == "heading":
                parts = [part | {"style": part.get("style", {}) | {"bold": True}} for part in parts]
            if parts:
                kind = "rich_text_quote" if quoted else "rich_text_section"
                yield {"type": kind, "elements": parts}
        case "fence" | "code_block":
            if text := node.content.removesuffix("\n"):
                yield preformatted(text, quoted=quoted)
        case "bullet_list" | "ordered_list":
            yield from _list(node, allowed, 0, quoted=quoted)
        case "blockquote":
            for child in node.children:
                yield from _block(child, allowed, quoted=True)
        case "table":
            yield preformatted(_table(node), quoted=quoted)
        case "hr":
            yield dict(DIVIDER)


class _List:
    """The items of one list, until something that no list can hold comes between them."""

    def __init__(self, node: SyntaxTreeNode, depth: int, *, quoted: bool) -> None:
        self.style = "ordered" if node.type == "ordered_list" else "bullet"
        self.number = int(node.attrs.get("start", 1)) - 1 if self.style == "ordered" else 0
        self.depth, self.quoted = min(depth, _DEEPEST), quoted
        self.items: list[Element] = []

    def flush(self) -> Iterator[Element]:
        """The list so far; the next one goes on counting."""
        if self.items:
            made: Element = {
                "type": "rich_text_list",
                "style": self.style,
                "indent": self.depth,
                "elements": self.items,
            }
            if first := self.number - len(self.items):
                made["offset"] = first
            if self.quoted:
                made["border"] = 1
            yield made
        self.items = []


def _list(node: SyntaxTreeNode, allowed: Links, depth: int, *, quoted: bool) -> Iterator[Element]:
    made = _List(node, depth, quoted=quoted)
    for item in node.children:
        yield from _item(item, made, allowed)
    yield from made.flush()


def _item(item: SyntaxTreeNode, made: _List, allowed: Links) -> Iterator[Element]:
    """An item's paragraphs are one section of the list; fences and lists in it come after it."""
    made.number += 1
    made.items.append(section([]))
    here: Element | None = made.items[-1]
    for child in item.children:
        if child.type in ("paragraph", "heading"):
            parts = _words(child, allowed)
            if here is None:
                yield section(parts)
            else:
                here["elements"] += [*([_BREAK] if here["elements"] and parts else []), *parts]
            continue
        _fill(here)
        here = None
        yield from made.flush()
        if child.type in ("bullet_list", "ordered_list"):
            yield from _list(child, allowed, made.depth + 1, quoted=made.quoted)
        else:
            yield from _block(child, allowed, quoted=made.quoted)
    _fill(here)


_BREAK: Element = {"type": "text", "text": "\n"}


def _fill(item: Element | None) -> None:
    """Slack takes no empty section: the number or bullet of an item whose words come after it."""
    if item is not None and not item["elements"]:
        item["elements"].append({"type": "text", "text": " "})


def _table(node: SyntaxTreeNode) -> str:
    """Rows of cells under each other, in letters of one width."""
    rows = [
        [plain(_words(cell, {})).replace("\n", " ") for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [
        " | ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)
