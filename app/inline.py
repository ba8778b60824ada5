"""The lexer within a line: prose, escapes, citations, links and HTML.

Invariant: pure functions of (text, place, whether more can come). None means that more is needed;
every wait has a bound, and what follows a decision cannot change it. Deliberately elsewhere: code
spans, fences and line starts, which have state (`markup`).
"""

from __future__ import annotations

import html
import re

from app.tokens import (
    LONGEST_WORD,
    Block,
    Gap,
    Link,
    Mark,
    Span,
    Tag,
    Text,
    Token,
    Url,
    numbers_in,
    with_urls,
)

Step = tuple[int, list[Token]] | None
"""The place after what was read, and its tokens; None where more input is needed."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""What a terminal obeys or an eye does not see."""
_PROSE = re.compile(r"(?:[^\n`\[<\\【!]|!(?=[^\[]))+")
_URL_SIGN = re.compile(r"(?:://|www\.)[^ \t]*", re.IGNORECASE)
_CITED = re.compile(
    r"\[(?:(?:passage|source|отрывок|источник)\s*|[\^#№]\s*)?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]"
    r"|【(\d{1,3})[^】\n]{0,40}】",
    re.IGNORECASE,
)
_LABEL = re.compile(r"!?\[([^\[\]\n]{0,500})\]")
_TARGET = re.compile(r"\(([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,1000}){0,3})\)")
_MAYBE_BRACKET = re.compile(r"!?\[[^\[\]\n]{0,500}|【[^】\n]{0,45}")
_ELEMENT = re.compile(r"</?([A-Za-z]{1,12})(?=[\s/>]|$)")
_MAYBE_ELEMENT = re.compile(r"</?[A-Za-z]{0,12}")
_CODE = frozenset({"code", "pre", "kbd", "samp", "tt"})
_ALWAYS = frozenset({"a", "script", "style", "svg", "iframe"})
_LOADING = _ALWAYS | frozenset(
    {"img", "image", "frame", "link", "video", "audio", "object", "embed", "form", "meta", "base"}
    | {"source", "picture", "input", "button", "area", "portal", "applet"}
)
_LONGEST_ELEMENT, _LONGEST_TARGET = 20000, 2000


def inline(text: str, at: int, final: bool) -> Step:
    """What stands at `at`, which is neither a newline nor a backtick."""
    match text[at]:
        case "[" | "【":
            return _bracket(text, at, final)
        case "!" if text.startswith("![", at):
            return _bracket(text, at, final)
        case "<":
            return _angle(text, at, final)
        case "\\":
            return _backslash(text, at, final)
        case _:
            return _prose(text, at, final)


def _prose(text: str, at: int, final: bool) -> Step:
    run = _PROSE.match(text, at)
    said = run[0] if run else ""
    end = at + len(said)
    if not final and text[end:] in ("", "!"):
        words = said[: max(said.rfind(" "), said.rfind("\t")) + 1] or said[:LONGEST_WORD]
        if not words or (words[-1] not in " \t" and len(words) < LONGEST_WORD):
            return None
        said = words
    tokens = with_urls(_to_first_url(said or "!"))
    first = next((i for i, token in enumerate(tokens, 1) if isinstance(token, Url)), len(tokens))
    return at + sum(len(token.text) for token in tokens[:first]), [*tokens[:first]]


def _to_first_url(said: str) -> str:
    """Up to the end of the first word that may hold a URL: what follows one may start a line."""
    sign = _URL_SIGN.search(said)
    return said[: sign.end()] if sign else said


def _backslash(text: str, at: int, final: bool) -> Step:
    pair = text[at : at + 2]
    if len(pair) < 2 and not final:
        return None
    said = "\\" if pair[1:] == "\n" else pair
    return at + len(said), [Text(said)]


def _bracket(text: str, at: int, final: bool) -> Step:
    if not final and _MAYBE_BRACKET.fullmatch(text, at):
        return None
    label, cited = _LABEL.match(text, at), _CITED.match(text, at)
    closed = label or cited
    if closed and closed.end() == len(text) and not final:
        return None
    if label and text.startswith("(", label.end()):
        return _link(text, label, final)
    if cited:
        return cited.end(), [Mark(numbers_in(cited[1] or cited[2]))]
    return at + 1, [Text(text[at])]


def _link(text: str, label: re.Match[str], final: bool) -> Step:
    """A label with its target; a target that does not end on this line is no longer one."""
    at = label.end()
    window = text[at : at + _LONGEST_TARGET]
    target = _TARGET.match(window)
    if target is not None:
        words = target[1].split() or [""]
        return at + target.end(), [Link(label[1], words[0].strip("<>"))]
    if not final and "\n" not in window and len(window) < _LONGEST_TARGET:
        return None
    return at + 1, [Link(label[1], ""), Text(" (")]


def _angle(text: str, at: int, final: bool) -> Step:
    if not final and len(text) - at < 15 and _MAYBE_ELEMENT.fullmatch(text, at):
        return None
    element = _ELEMENT.match(text, at)
    name = element[1].lower() if element else ""
    if element is None or name not in _LOADING | _CODE:
        return at + 1, [Text("<")]
    end = text.find(">", element.end(), element.end() + LONGEST_WORD)
    if end < 0 and not final and len(text) - element.end() < LONGEST_WORD:
        return None
    if end >= 0 and name in _CODE:
        return _html_code(text, at, name, end + 1, final)
    if end >= 0 and (name in _ALWAYS or "=" in text[at:end]):
        return end + 1, [Tag()]
    return at + 1, [Text("<")]


def _html_code(text: str, at: int, name: str, start: int, final: bool) -> Step:
    """`<pre>`, `<code>` and their like are code, as if they were written in Markdown."""
    if text[at + 1] == "/":
        return start, []
    bound = start + _LONGEST_ELEMENT
    close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start, bound)
    if close is None and not final and len(text) < bound:
        return None
    end = close.start() if close else min(len(text), bound)
    code = html.unescape(re.sub(r"</?[A-Za-z][^>\n]{0,200}>", "", text[start:end]))
    code = INVISIBLE.sub("", code)
    after = close.end() if close else end
    if "\n" in code or name == "pre":
        return after, [Gap("\n"), Block("", "", tuple(code.strip("\n").split("\n")))]
    return after, [Span(code.strip())]
