"""HTML -> Markdown: what a reader of the page sees.

Invariant: scripts, styles, navigation, forms, pictures and hidden elements are left out. Where a
page has one `<main>`, only that is read. Deliberately elsewhere: how an element is written
(`elements`), the limits on time and memory (`ingest.sandbox`): this runs in the child process.
Imports lxml when first used.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

from ingest.errors import FileFailure
from ingest.formats.converted import Converted
from ingest.formats.elements import to_markdown
from ingest.formats.text import decode

_DROPPED = {
    *("script", "style", "noscript", "template", "head", "nav", "svg", "canvas", "iframe", "img"),
    *("object", "embed", "button", "input", "select", "textarea", "picture", "video", "audio"),
}
_HIDING = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d])|opacity:0(?![.\d])")
_MARGINAL = re.compile(r"(?:^|\s)(?:linenos?|gutter|headerlink|anchorjs-link)(?:\s|$)")
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I
)
_DECLARED_WITHIN = 4096
_ASIDE = 500
"""Characters of a property or a comment that are read for what it says of secrecy."""


def parse(content: bytes) -> Converted:
    """The page's body as Markdown; its title is the first H1, else `<title>`."""
    return from_text(_decoded(content))


def from_text(text: str) -> Converted:
    """The same of a page that is text already."""
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return Converted("")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise FileFailure("The page is nested too deeply; save it in a simpler form.")
    headings = [*root.iter("h1"), *root.iter("title")]
    titles = (" ".join(heading.text_content().split()) for heading in headings)
    title = next((title for title in titles if title), None)
    aside = _aside(root)
    _clean(root)
    mains = list(root.iter("main"))
    if len(mains) != 1:
        return Converted(to_markdown(root), title=title, aside=aside)
    body = to_markdown(mains[0])
    mains[0].drop_tree()
    return Converted(body, title=title, aside={**aside, "outside": _lines(to_markdown(root))})


def _aside(root: Any) -> dict[str, object]:
    """What the page says in `<meta>` and in comments, by name; comments without one under ""."""
    said: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        get = element.attrib.get
        name = get("name") or get("property") or get("itemprop") or ""
        said.setdefault(name, []).append(get("content", "")[:_ASIDE])
    for comment in root.xpath("//comment()"):
        for line in _lines((comment.text or "")[:_ASIDE]):
            key, divided, value = line.partition(":")
            said.setdefault(key.strip() if divided else "", []).append(value if divided else line)
    return {**said}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _decoded(content: bytes) -> str:
    """By byte order mark and UTF-8 first, then what the page declares, then by its letters."""
    try:
        return codecs.decode(content, "utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    if declared is not None:
        try:
            return content.decode(declared.group(1).decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(content)


def _clean(root: Any) -> None:
    for element in list(root.iter("*")):
        if element.getparent() is not None and (element.tag in _DROPPED or _is_hidden(element)):
            element.drop_tree()


def _is_hidden(element: Any) -> bool:
    get = element.attrib.get
    style = "".join(get("style", "").lower().split())
    return (
        "hidden" in element.attrib
        or get("aria-hidden") == "true"
        or get("role") == "navigation"
        or bool(_HIDING.search(style))
        or bool(_MARGINAL.search(get("class", "")))
    )
