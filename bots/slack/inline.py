"""One paragraph of Markdown -> elements of Slack's rich text, which Slack shows and does not read.

Invariant: a text element is literal: no mention, channel or link comes to be out of the words of a
document. A link is live only where its address is in `Links`; an image is its description; an
address that stands bare is shown as code, so that no client makes it a link.
Deliberately elsewhere: paragraphs, lists and fences (`rich`), limits (`packing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Element = dict[str, Any]
Links = Mapping[str, str]
"""An address as Markdown writes it -> as the service named it."""
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_STYLES = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}
_ENDS = {"strong_close": "bold", "em_close": "italic", "s_close": "strike"}
_BARE = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)[^\s<>]*[^\s<>.,;:!?)\]'\"]", re.I)
_LONGEST_ADDRESS = 2_000


def links(addresses: Iterable[str | None]) -> Links:
    """Those of the addresses that may be live: of the web, and no longer than Slack takes."""
    return {
        MARKDOWN.normalizeLink(url): url
        for url in addresses
        if url and url.startswith(("https://", "http://")) and len(url) <= _LONGEST_ADDRESS
    }


class _Inline:
    """Collects elements; neighbours of one style are one element."""

    def __init__(self, allowed: Links) -> None:
        self.elements: list[Element] = []
        self._allowed = allowed
        self._style: list[str] = []
        self._url: str | None = None

    def add(self, text: str, *, code: bool = False) -> None:
        """Words in the style of here."""
        if not text:
            return
        style = dict.fromkeys([*self._style, *(["code"] if code else [])], True)
        element: Element = {"type": "text", "text": text}
        if self._url is not None:
            element = {"type": "link", "url": self._url, "text": text}
        if style:
            element["style"] = style
        last = self.elements[-1] if self.elements else {}
        if {**last, "text": ""} == {**element, "text": ""}:
            last["text"] += text
        else:
            self.elements.append(element)

    def words(self, text: str) -> None:
        """Words in which an address may stand bare."""
        end = 0
        for match in _BARE.finditer(text) if self._url is None else ():
            self.add(text[end : match.start()])
            self._bare(match.group())
            end = match.end()
        self.add(text[end:])

    def _bare(self, address: str) -> None:
        known = self._allowed.get(MARKDOWN.normalizeLink(address))
        if known is None:
            self.add(address, code=True)
        else:
            self._url = known
            self.add(address)
            self._url = None

    def take(self, token: Token) -> None:
        """One token of Markdown."""
        match token.type:
            case "text" | "text_special" | "html_inline":
                self.words(token.content)
            case "code_inline":
                self.add(token.content, code=True)
            case "softbreak" | "hardbreak":
                self.add("\n")
            case "image":
                self.words(token.content)
            case "link_open":
                self._url = self._allowed.get(str(token.attrs.get("href", "")))
            case "link_close":
                self._url = None
            case kind if kind in _STYLES:
                self._style.append(_STYLES[kind])
            case kind if kind in _ENDS:
                self._style.remove(_ENDS[kind])


def inline(tokens: Iterable[Token], allowed: Links) -> list[Element]:
    """The elements of one paragraph; none of them is empty."""
    made = _Inline(allowed)
    for token in _joined(tokens):
        made.take(token)
    return made.elements


def _joined(tokens: Iterable[Token]) -> Iterable[Token]:
    """Text tokens that Markdown cut at an escape are one: an address may stand across them."""
    waiting: Token | None = None
    for token in tokens:
        if token.type in ("text", "text_special"):
            if waiting is None:
                waiting = Token("text", "", 0)
            waiting.content += token.content
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield token
    if waiting is not None:
        yield waiting


def plain(elements: Iterable[Element]) -> str:
    """The words of elements, whatever is nested in them."""
    return "".join(str(part.get("text", "")) + plain(part.get("elements", ())) for part in elements)
