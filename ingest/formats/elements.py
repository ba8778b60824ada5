"""One HTML element -> Markdown.

Invariant: the text of `<pre>` is a fence with the same lines, in list items and table cells too;
inline code keeps its characters. Prose is not escaped, but for line starts that would become a
heading or a fence. Time grows with the page; elements nested beyond `_DEEPEST` give their text
alone. Own writer instead of a library: markdownify puts two spaces at every `<br>` in `<pre>`,
flattens a `<pre>` in a cell, leaves `|` in cells, and needs the square of a list's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.formats.grid import columns, pipe_table

_DEEPEST = 120
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "header", "hr", "li", "main", "menu", "ol", "p", "pre", "section"),
    *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CODE = frozenset(("code", "kbd", "samp", "tt", "var"))
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*"}
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_ACTIVE = re.compile(r"^(?=#{1,6}(?:\s|$)|(?:-{3,}|={2,})\s*$|`{3}|~{3})", re.MULTILINE)
_LIST_START = re.compile(r"(?:- |\d+\. )")
_TICKS = re.compile(r"`+")
_LANGUAGE = re.compile(r"(?:^|\s)(?:highlight-source|language|lang|highlight|brush:)[- ]?([\w+#]+)")


def to_markdown(root: Any) -> str:
    """The element's content, blocks divided by blank lines."""
    return "\n\n".join(_Writer(root).blocks(root, 0)) + "\n"


class _Writer:
    """Knows which elements of one tree hold blocks; `depth` guards against recursion."""

    def __init__(self, root: Any) -> None:
        self._holders = set[Any]()
        for block in root.iter(*_BLOCKS):
            holder = block
            while holder is not None and holder not in self._holders:
                self._holders.add(holder)
                holder = holder.getparent()

    def blocks(self, element: Any, depth: int) -> Iterator[str]:
        """The blocks that an element holds; loose text between them is a paragraph."""
        if depth > _DEEPEST:
            yield from _paragraph(_collapse(element.text_content()))
            return
        loose = [_collapse(element.text)]
        for child in element:
            if child in self._holders:
                yield from _paragraph("".join(loose))
                loose = []
                yield from self._block(child, depth + 1)
            else:
                loose.append(self._inline(child, depth + 1))
            loose.append(_collapse(child.tail))
        yield from _paragraph("".join(loose))

    def _block(self, element: Any, depth: int) -> Iterator[str]:
        tag = element.tag
        if tag in _HEADINGS:
            words = self._words(element, depth)
            yield from [f"{'#' * _HEADINGS[tag]} {words}"] if words else []
        elif tag == "pre":
            yield from _fence(element)
        elif tag in ("ul", "ol", "menu"):
            yield from self._list(element, depth)
        elif tag == "table":
            yield from self._table(element, depth)
        elif tag == "blockquote":
            text = "\n\n".join(self.blocks(element, depth))
            quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
            yield from [quoted] if text else []
        elif tag == "hr":
            yield "---"
        elif tag in ("dt", "summary", "caption"):
            words = self._words(element, depth)
            yield from [f"**{words.replace('**', '')}**"] if words else []
        else:
            yield from self.blocks(element, depth)

    def _inline(self, element: Any, depth: int) -> str:
        tag = element.tag
        if not isinstance(tag, str):
            return ""
        if tag == "br":
            return "\n"
        if tag in _CODE:
            return _code_span(_collapse(_lines_of(element)))
        if depth > _DEEPEST:
            return _collapse(element.text_content())
        text = self._flat(element, depth)
        words = text.strip()
        if tag == "a" and words and "\n" not in words:
            return text.replace(words, _link(words, element.get("href")))
        if tag in _MARKS and words and "\n" not in words and not words.startswith(("*", "`")):
            return text.replace(words, f"{_MARKS[tag]}{words}{_MARKS[tag]}")
        return text

    def _flat(self, element: Any, depth: int) -> str:
        """The element as one run of text, whatever blocks it holds."""
        if depth > _DEEPEST:
            return _collapse(element.text_content())
        parts = [_collapse(element.text)]
        for child in element:
            if child in self._holders:
                parts.append(f" {self._flat(child, depth + 1)} ")
            else:
                parts.append(self._inline(child, depth + 1))
            parts.append(_collapse(child.tail))
        return "".join(parts)

    def _words(self, element: Any, depth: int) -> str:
        return " ".join(self._flat(element, depth).split())

    def _list(self, element: Any, depth: int) -> Iterator[str]:
        """All items as one block; a nested list directly in a list belongs to the item before."""
        start = element.get("start", "")
        number = int(start) if start.isdecimal() and len(start) < 9 else 1
        items: list[str] = []
        indent = ""
        for child in element:
            marker = f"{number}. " if element.tag == "ol" else "- "
            parts = list(self._item(child, depth + 1))
            if parts and child.tag != "li" and items:
                items[-1] += "\n" + _indented("\n\n".join(parts), indent)
            elif parts:
                indent = " " * len(marker)
                items.append(marker + _indented(_stacked(parts), indent).lstrip(" "))
                number += 1
        if items:
            yield ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)

    def _item(self, element: Any, depth: int) -> Iterator[str]:
        if element.tag == "li":
            yield from self.blocks(element, depth)
        elif element in self._holders:
            yield from self._block(element, depth)

    def _table(self, element: Any, depth: int) -> Iterator[str]:
        for caption in element.iterchildren("caption"):
            yield from self._block(caption, depth)
        rows = _rows(element)
        if _is_simple(element, rows):
            yield from pipe_table(columns([[(c, self._words(c, depth)) for c in r] for r in rows]))
            return
        for row in rows:
            for cell in row:
                yield from self.blocks(cell, depth + 1)


def _rows(table: Any) -> list[list[Any]]:
    groups = [table, *table.iterchildren("thead", "tbody", "tfoot")]
    rows = [row for group in groups for row in group.iterchildren("tr")]
    return [cells for row in rows if (cells := list(row.iterchildren("td", "th")))]


def _is_simple(table: Any, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether it can be a Markdown table: no blocks of code, no tables inside, no pipe in code
    (it would have to be escaped, which changes a command), more than one column."""
    if next(table.iterdescendants("pre", "table", *_HEADINGS), None) is not None:
        return False
    if any("|" in code.text_content() for code in table.iter(*_CODE)):
        return False
    return any(len(row) > 1 for row in rows)


def _stacked(parts: Sequence[str]) -> str:
    """The blocks of an item; a list stands close under what it belongs to."""
    text = parts[0]
    for part in parts[1:]:
        text += ("\n" if _LIST_START.match(part) else "\n\n") + part
    return text


def _indented(text: str, indent: str) -> str:
    return "\n".join(indent + line if line else "" for line in text.split("\n"))


def _fence(element: Any) -> Iterator[str]:
    text = _lines_of(element).replace("\xa0", " ").removeprefix("\n").rstrip()
    if text.strip():
        ticks = "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(text))])
        yield f"{ticks}{_language(element)}\n{text}\n{ticks}"


def _lines_of(element: Any) -> str:
    """All text inside, `<br>` and the end of an inner block as line ends."""
    from lxml import etree  # type: ignore[import-untyped]

    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            parts.append("\n" if inner.tag == "br" else inner.text or "")
        elif inner is not element:
            ends = event == "end" and inner.tag in _BLOCKS and not parts[-1].endswith("\n")
            parts.append(("\n" if ends else "") + (inner.tail or ""))
    return "".join(parts)


def _language(element: Any) -> str:
    """From the class of the block, of the code in it, or of the two around it."""
    around = [element, *element.iterchildren("code"), *list(element.iterancestors())[:2]]
    classes = (e.get("class", "") for e in around)
    found = next((m for c in classes if (m := _LANGUAGE.search(c))), None)
    return found.group(1) if found else ""


def _code_span(text: str) -> str:
    words = text.strip()
    if not words:
        return text
    ticks = "`" * max([1, *(len(run) + 1 for run in _TICKS.findall(words))])
    space = " " if len(ticks) > 1 else ""
    return text.replace(words, f"{ticks}{space}{words}{space}{ticks}")


def _link(words: str, address: str | None) -> str:
    address = (address or "").strip()
    if not address or address.startswith(("#", "javascript:", "data:")) or address == words:
        return words
    return f"[{words}]({address})" if not re.search(r"[\s()<>]", address) else words


def _paragraph(text: str) -> Iterator[str]:
    """The paragraphs of loose text: two `<br>` divide, one ends a line."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.strip().split("\n"))
    for whole in "\n".join(lines).split("\n\n"):
        if whole.strip():
            yield _ACTIVE.sub(r"\\", whole.strip())


def _collapse(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""
