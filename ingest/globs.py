"""The globs of `labels.toml`: which paths a table speaks of.

`*` and `?` stay within one folder, `**` as a whole segment crosses any number of them, `[abc]` and
`[!abc]` are sets of characters. A glob without any of these that names a folder means everything in
it. `NAME:` before a glob means one source. Case counts; composed and decomposed letters are the
same. What cannot be meant one way only is refused (`Rejected`), because a glob that silently
misses leaves a document with weaker labels.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.sentence import Rejected

_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Glob:
    """One compiled glob."""

    text: str
    pattern: re.Pattern[str]

    @classmethod
    def parse(cls, text: str) -> Glob:
        """Raises `Rejected` with a sentence on what to write instead."""
        scope, colon, path = text.partition(":") if ":" in text.split("/")[0] else ("", "", text)
        segments = _segments(path)
        if not any(map(_WILD.search, segments)):
            segments.append("")
        return cls(text, re.compile(_segment(scope + colon) + _regex(segments), re.DOTALL))

    def matches(self, path: str) -> bool:
        """Whether it speaks of this path (forward slashes, no leading one)."""
        composed = path if path.isascii() else unicodedata.normalize("NFC", path)
        return self.pattern.fullmatch(composed) is not None


def _segments(text: str) -> list[str]:
    path = unicodedata.normalize("NFC", text).removeprefix("./").removeprefix("/")
    segments = [*path.removesuffix("/").split("/"), *(["**"] if path.endswith("/") else [])]
    if "" in segments or "." in segments or ".." in segments:
        raise Rejected("a glob is a path below the folder, without empty, . or .. parts")
    if "\\" in text:
        raise Rejected("a glob has forward slashes")
    if "{" in text or "}" in text:
        raise Rejected("braces are not known; write one table for each")
    for segment in segments:
        if "**" in segment and segment != "**":
            raise Rejected("** stands alone between slashes; write docs/**/*.md")
    return segments


def _regex(segments: list[str]) -> str:
    pieces: list[str] = []
    for position, segment in enumerate(segments):
        last = position == len(segments) - 1
        if segment == "":
            pieces[-1] = pieces[-1].removesuffix("/") + "(?:/.*)?"
        elif segment != "**":
            pieces.append(_segment(segment) + ("" if last else "/"))
        elif last:
            pieces.append(".+")
        elif segments[position - 1 : position] != ["**"]:
            pieces.append("(?:.+/)?")
    return "".join(pieces)


def _segment(segment: str) -> str:
    pieces: list[str] = []
    position = 0
    while position < len(segment):
        character = segment[position]
        closing = segment.find("]", position + 2)
        if character == "[" and closing > 0:
            pieces.append(_set(segment[position + 1 : closing]))
            position = closing
        else:
            pieces.append({"*": "[^/]*", "?": "[^/]"}.get(character, re.escape(character)))
        position += 1
    return "".join(pieces)


def _set(inside: str) -> str:
    negated = inside.startswith(("!", "^"))
    members = inside[negated:]
    escaped = re.sub(r"([\\\[\]^&~|])", r"\\\1", members)
    try:
        re.compile(f"[{escaped}]")
    except re.error:
        raise Rejected("a set of characters in [ ] is not valid; correct it") from None
    return f"[^/{escaped}]" if negated else f"(?!/)[{escaped}]"
