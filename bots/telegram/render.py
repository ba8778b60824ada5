"""Markdown to text with marks: what of an answer a Telegram message shows.

Invariant (law 14): a link leads to an address in `links` and nowhere else; no image is shown, its
words are; what Telegram would make a link by itself becomes code. Text is kept, code byte for byte.
Deliberately elsewhere: cutting into messages (`marks`), the reply's furniture (`reply`).

The tokens are markdown-it's. `telegramify-markdown` reads `$HOME or $PATH` as a formula, drops
`<namespace>` with its block and makes links of images: text would be lost and links would be live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bots.telegram.live import live
from bots.telegram.marks import Block, Mark

_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable(
    ["table", "strikethrough"]
)
_KINDS = {"strong": "bold", "em": "italic", "s": "strikethrough"}
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,32}")
_WEB = ("https://", "http://")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""What shows nothing, or shows a line in another order than it is copied in."""
RULE = "———"


def blocks(markdown: str, links: Iterable[str] = ()) -> list[Block]:
    """The Markdown's blocks in order; a link lives only where its address is one of `links`."""
    walk = _Walk(frozenset(address(link) for link in links if link.startswith(_WEB)))
    for token in _PARSER.parse(_UNSEEN.sub("", markdown)):
        walk.take(token)
    return walk.done


def line(pieces: Iterable[tuple[str, str]], links: Iterable[str]) -> Block:
    """A line of our own making: texts, each with the address it leads to, or none."""
    text, marks = "", list[Mark]()
    for piece, url in pieces:
        words = " ".join(piece.split()) if url else piece.replace("\n", " ")
        if url.startswith(_WEB) and words:
            marks.append(Mark("text_link", len(text), len(text) + len(words), url=address(url)))
        text += words
    known = frozenset(address(link) for link in links)
    return Block(text, tuple(_apart(_with_live(text, tuple(marks), known))))


def address(url: str) -> str:
    """As the parser writes it, so that two spellings of one address are equal."""
    return _PARSER.normalizeLink(url)


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens."""

    links: frozenset[str]
    done: list[Block] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""
    quotes: int = 0
    heading: bool = False
    rows: list[list[str]] | None = None
    tight: bool = False

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._list(token)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
                self.tight = bool(self.lists)
            case "list_item_open":
                self._item()
            case "list_item_close":
                self._close_item()
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "heading_open" | "heading_close":
                self.heading = token.nesting > 0
            case "fence" | "code_block":
                self._code(token)
            case "hr":
                self._add(Block(RULE))
            case "inline":
                self._inline(token)
            case _:
                self._table(token)

    def _list(self, token: Token) -> None:
        start = token.attrGet("start")
        ordered = token.type.startswith("ordered")
        self.lists.append(int(start if start is not None else 1) if ordered else None)

    def _item(self) -> None:
        self._close_item()
        number = self.lists[-1]
        self.marker = "  " * (len(self.lists) - 1) + ("• " if number is None else f"{number}. ")
        if number is not None:
            self.lists[-1] = number + 1

    def _close_item(self) -> None:
        """An item without words of its own still shows its number, before what stands in it."""
        if self.marker.strip():
            self._add(Block(""))

    def _code(self, token: Token) -> None:
        self._close_item()
        code = token.content.rstrip("\n")
        language = _LANGUAGE.match(token.info.strip())
        if code.strip():
            name = language.group() if language else ""
            self._add(Block(code, (Mark("pre", 0, len(code), language=name),)))

    def _inline(self, token: Token) -> None:
        if self.rows is not None:
            self.rows[-1].append(_plain(token.children or []))
            return
        text, marks = _inline(token.children or [], self.links)
        if self.heading:
            marks = (*marks, Mark("bold", 0, len(text)))
        marks = tuple(_apart(_with_live(text, marks, self.links)))
        if self.quotes:
            marks = (*marks, Mark("blockquote", 0, len(text)))
        self._add(Block(text, marks))

    def _table(self, token: Token) -> None:
        match token.type:
            case "table_open":
                self._close_item()
                self.rows = []
            case "tr_open" if self.rows is not None:
                self.rows.append([])
            case "table_close":
                text = _grid(self.rows or [])
                self.rows = None
                self._add(Block(text, (Mark("pre", 0, len(text)),)))

    def _add(self, block: Block) -> None:
        marker, self.marker = self.marker, ""
        if not (marker + block.text).strip():
            return
        gap = "\n" if self.tight or (self.lists and not marker) else "\n\n"
        self.tight = bool(self.lists)
        indent = "" if marker or block.code else "  " * len(self.lists)
        prefix = marker or indent
        moved = tuple(mark.moved(len(prefix)) for mark in block.marks if mark.start < mark.end)
        self.done.append(Block((prefix + block.text).rstrip(" "), moved, gap))


def _plain(tokens: list[Token]) -> str:
    return "".join(
        _plain(token.children or [])
        if token.type == "image"
        else (" " if token.type in ("softbreak", "hardbreak") else token.content)
        for token in tokens
    )


def _inline(tokens: list[Token], links: frozenset[str]) -> tuple[str, tuple[Mark, ...]]:
    text, marks, opened = "", list[Mark](), list[tuple[str, int, str]]()
    for token in tokens:
        match token.type:
            case "softbreak":
                text += " "
            case "hardbreak":
                text += "\n"
            case "code_inline":
                marks.append(Mark("code", len(text), len(text) + len(token.content)))
                text += token.content
            case "image":
                text += _plain([token])
            case "link_open":
                opened.append(("text_link", len(text), str(token.attrGet("href") or "")))
            case "strong_open" | "em_open" | "s_open":
                opened.append((_KINDS[token.type.removesuffix("_open")], len(text), ""))
            case "link_close" | "strong_close" | "em_close" | "s_close":
                kind, start, url = opened.pop()
                if (kind != "text_link" or url in links) and start < len(text):
                    marks.append(Mark(kind, start, len(text), url=url))
            case _:
                text += token.content
    return text, tuple(marks)


def _with_live(text: str, marks: tuple[Mark, ...], links: frozenset[str]) -> Iterable[Mark]:
    """What Telegram would make live outside of code and links: code, or a link that may stand."""
    taken = [(m.start, m.end) for m in marks if m.kind in ("code", "text_link")]
    yield from marks
    for start, end in live(text):
        url = address(text[start:end])
        if any(start < last and first < end for first, last in taken):
            # Partly marked already: its free ends would still be live.
            for first, last in _free(start, end, taken):
                yield Mark("code", first, last)
        elif url in links:
            yield Mark("text_link", start, end, url=url)
        else:
            yield Mark("code", start, end)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for first, last in sorted(taken):
        if start < first and first < end:
            yield start, min(first, end)
        start = max(start, last)
    if start < end:
        yield start, end


def _apart(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Code stands in nothing and nothing in it: a link keeps its place, other marks stop around. What
    is bold already is not bold once more."""
    every = [*dict.fromkeys(marks)]
    every = [mark for mark in every if not any(_holds(other, mark) for other in every)]
    links = [m for m in every if m.kind == "text_link"]
    code = [
        m
        for m in every
        if m.kind == "code" and not any(a.start < m.end and m.start < a.end for a in links)
    ]
    holes = [(m.start, m.end) for m in code]
    for mark in every:
        if mark.kind == "code":
            if mark in code:
                yield mark
            continue
        if mark.kind == "text_link":
            yield mark
            continue
        for start, end in _free(mark.start, mark.end, holes):
            yield replace(mark, start=start, end=end)


def _holds(outer: Mark, inner: Mark) -> bool:
    same = outer is not inner and outer.kind == inner.kind
    return same and outer.start <= inner.start and inner.end <= outer.end


def _grid(rows: list[list[str]]) -> str:
    """A table as lines of columns."""
    columns = max((len(row) for row in rows), default=0)
    wide = [max((len(row[n]) for row in rows if n < len(row)), default=0) for n in range(columns)]
    lines = [" | ".join(cell.ljust(wide[n]) for n, cell in enumerate(row)).rstrip() for row in rows]
    if len(lines) > 1:
        lines.insert(1, "-+-".join("-" * width for width in wide))
    return "\n".join(lines)
