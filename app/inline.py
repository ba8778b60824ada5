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
    URL_SIGN,
    Block,
    Definition,
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
_PROSE = re.compile(r"(?:[^\n`\[<\\【!&]|!(?=[^\[])|&(?!#|\Z))+")
_MAYBE_TICK = re.compile(r"&(?:#(?:0{0,5}(?:96?)?|[xX]0{0,5}(?:60?)?))?")
_CITED = re.compile(
    r"\[(?:(?:passage|source|отрывок|источник)\s*|[\^#№]\s*)?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]"
    r"|【(\d{1,3})[^】\n]{0,40}】",
    re.IGNORECASE,
)
_LABEL = re.compile(r"!?\[([^\[\]\n]{0,500})\]")
_TARGET = re.compile(r"\(([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,1000}){0,3})\)")
_MAYBE_BRACKET = re.compile(r"!?\[[^\[\]\n]{0,500}|【[^】\n]{0,45}")
_DEFINED = re.compile(r"\[(?:[^\[\]\\\n]|\\[^\n]){1,500}\]:")
_MAYBE_DEFINED = re.compile(r"\[(?:[^\[\]\\\n]|\\[^\n]){0,500}(?:\]|\\)?")
_DEFINITION = re.compile(
    r"\[((?:[^\[\]\\\n]|\\[^\n]){1,500})\]:[ \t]*(?:\n[ \t>]*)?(<[^<>\n]*>|[^\s<]\S*)"
    r"(?:[ \t]+[\"'(][^\n]*)?[ \t]*(?=\n|\Z)"
)
_AUTOLINK = re.compile(
    r"<(?:([A-Za-z][A-Za-z0-9+.-]{1,31}):[^\s<>]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>"
)
_SCHEMES = (
    "address container domain host hostname image ip key name namespace pod registry repo "
    "repository server service user username"
)
_PLACES = frozenset(_SCHEMES.split())
"""Schemes that nothing opens: `<host:port>` is to be filled in."""
_ELEMENT = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,60})(?=[\s/>]|$)")
_MAYBE_ANGLE = re.compile(
    r"</?(?:[A-Za-z][A-Za-z0-9:-]{0,60})?|<[A-Za-z][A-Za-z0-9+.-]{0,31}:[^\s<>]{0,2000}"
    r"|<[\w.+-]{1,64}(?:@[\w.-]{0,255})?"
)
_TAG_END = re.compile(r">|\n[ \t]*\n")
_CODE = frozenset({"code", "pre", "kbd", "samp", "tt", "xmp", "textarea", "listing", "plaintext"})
_SETTING = "b br details em i li ol p strong sub summary sup table tbody td tfoot th thead tr ul"
_PLAIN = frozenset(_SETTING.split())
"""Without attributes they set text; no other element is shown."""
_ALWAYS = frozenset({"a", "script", "style", "svg", "iframe"})
_LOADING = _ALWAYS | frozenset(
    {"img", "image", "frame", "link", "video", "audio", "object", "embed", "form", "meta", "base"}
    | {"source", "picture", "input", "button", "area", "portal", "applet"}
)
_OTHERS = (
    "abbr address article aside bdi bdo big blink blockquote body canvas caption center cite col "
    "colgroup data datalist dd del dfn dialog dir div dl dt fieldset figcaption figure font footer "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html ins label layer legend main map mark "
    "marquee math menu meter nav nobr noembed noframes noscript optgroup option output param "
    "progress q rp rt ruby s search section select slot small span strike template time title "
    "track u var wbr"
)
_ELEMENTS = frozenset(_OTHERS.split())
_LONGEST_ELEMENT, _LONGEST_TARGET = 20000, 2000


def inline(text: str, at: int, final: bool) -> Step:
    """What stands at `at`, which is neither a newline nor a backtick in any writing."""
    match text[at]:
        case "[" | "【":
            return _bracket(text, at, final)
        case "!" if text.startswith("![", at):
            return _bracket(text, at, final)
        case "<":
            return _angle(text, at, final)
        case "\\":
            return _backslash(text, at, final)
        case "&" if not final and _MAYBE_TICK.fullmatch(text, at):
            return None
        case _:
            return _prose(text, at, final)


def _prose(text: str, at: int, final: bool) -> Step:
    run = _PROSE.match(text, at)
    said = run[0] if run else ""
    end = at + len(said)
    if not final and text[end:] in ("", "!", "&"):
        words = said[: max(said.rfind(" "), said.rfind("\t")) + 1] or said[:LONGEST_WORD]
        if not words or (words[-1] not in " \t" and len(words) < LONGEST_WORD):
            return None
        said = words
    tokens = with_urls(_to_first_url(said or text[at]))
    first = next((i for i, token in enumerate(tokens, 1) if isinstance(token, Url)), len(tokens))
    return at + sum(len(token.text) for token in tokens[:first]), [*tokens[:first]]


def _to_first_url(said: str) -> str:
    """Up to the end of the first word that may hold a URL: what follows one may start a line."""
    sign = URL_SIGN.search(said)
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


def definition(text: str, at: int, final: bool) -> Step:
    """`[label]: target` at the start of a line; the place does not move where there is none."""
    label = _DEFINED.match(text, at)
    if label is None:
        return None if not final and _MAYBE_DEFINED.fullmatch(text, at) else (at, [])
    bound = label.end() + 2 * _LONGEST_TARGET
    end = text.find("\n", label.end(), bound)
    if end >= 0 and not text[label.end() : end].strip():
        end = text.find("\n", end + 1, bound)
    if end < 0 and not final and len(text) < bound:
        return None
    found = _DEFINITION.match(text, at, bound)
    if found is None:
        return at, []
    rest = text[label.end() - 1 : found.end()]
    return found.end(), [Definition(found[1], found[2].strip("<>"), rest)]


def _angle(text: str, at: int, final: bool) -> Step:
    if not final and _MAYBE_ANGLE.fullmatch(text, at):
        return None
    if auto := _AUTOLINK.match(text, at):
        inert = auto[1] is not None and auto[1].lower() in _PLACES
        return auto.end(), [Text(auto[0]) if inert else Url(auto[0])]
    element = _ELEMENT.match(text, at)
    if element is None:
        return at + 1, [Text("<")]
    bound = element.end() + LONGEST_WORD
    end = _TAG_END.search(text, element.end(), bound)
    if end is None and not final and len(text) < bound:
        return None
    name = element[1].lower()
    if end is None or end[0] != ">":
        return at + 1, [Text("\\<" if "=" in text[at : end.start() if end else bound] else "<")]
    if name in _CODE:
        return _html_code(text, at, name, end.end(), final)
    tag = _tag(text[at : end.end()], name)
    return (end.end(), [tag]) if tag else (at + 1, [Text("<")])


def _tag(tag: str, name: str) -> Tag | None:
    """A tag that is not shown; None for one that only sets text, and for a `<placeholder>`."""
    if name in _ALWAYS or (name in _LOADING and "=" in tag):
        return Tag(tag, always=True)
    known = name in _LOADING | _ELEMENTS
    if re.fullmatch(r"</?[\w:-]+\s*/?>", tag):
        return Tag(tag, quiet=True) if known else None
    return Tag(tag) if known or name in _PLAIN or "=" in tag else None


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
