"""Other ways to read the same string: what the egress guard looks at besides the raw text.

Invariant: bounded. At most three decodings deep, and at most `_GROWTH` times the length of the
string altogether; a string that unfolds further raises `TooDeepError`, and nothing leaves.
Deliberately elsewhere: what is looked for (`alarms`, `guard`). No code of the sanitiser is used.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator

_DEPTH = 3
_GROWTH = 12
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrt"\\/@.-]))')
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_SHORT = {"n": "\n", "r": "\r", "t": "\t"}
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9a-fA-F]{2}){6,})(?![0-9A-Za-z])")
_DEFANGED = re.compile(r"[\[({]\s?(?:\.|dot)\s?[\])}]", re.IGNORECASE)
_WRAPPED = re.compile(r"(?<=[A-Za-z0-9+/]{40})\r?\n[ \t]*(?=[A-Za-z0-9+/])")


class TooDeepError(Exception):
    """The string unfolds into more than can be read."""


def views(text: str) -> Iterator[str]:
    """`text` itself and everything it decodes to, each once. Raises `TooDeepError`."""
    room = _GROWTH * len(text) + 1000
    seen: set[str] = set()
    level = [text]
    for _ in range(_DEPTH + 1):
        deeper: list[str] = []
        for view in level:
            if view in seen:
                continue
            seen.add(view)
            room -= len(view)
            if room < 0:
                raise TooDeepError
            yield view
            deeper += _decoded(view)
        level = deeper
    if any(view not in seen and _BASE64.search(view) for view in level):
        raise TooDeepError


def plain(text: str) -> str:
    """NFKC, without characters that nobody sees."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


def squashed(text: str) -> str:
    """Letters and digits only, case-folded: separators of any kind hide nothing."""
    return "".join(filter(str.isalnum, plain(text).casefold()))


def _decoded(text: str) -> Iterator[str]:
    yield plain(text)
    if "\\" in text:
        yield _ESCAPE.sub(_unescaped, text)
    if "%" in text:
        yield _PERCENT.sub(
            lambda m: bytes.fromhex(m[0].replace("%", "")).decode(errors="replace"), text
        )
    if "&" in text:
        yield html.unescape(text)
    if _DEFANGED.search(text):
        yield _DEFANGED.sub(".", text)
    for match in _HEX.finditer(text):
        yield from _readable(bytes.fromhex(match[1]))
    whole = _WRAPPED.sub("", text)
    for match in _BASE64.finditer(whole):
        yield from _from_base64(match[0].rstrip("="))


def _unescaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return _SHORT.get(match[3], match[3])


def _from_base64(run: str) -> Iterator[str]:
    """Readable texts in a run of base64, wherever in it they begin."""
    standard = run.replace("-", "+").replace("_", "/")
    for offset in range(4):
        body = standard[offset:]
        body = body[: -1 if len(body) % 4 == 1 else None]
        try:
            raw = base64.b64decode(body + "=" * (-len(body) % 4))
        except binascii.Error:
            continue
        yield from _readable(raw)


def _readable(raw: bytes) -> Iterator[str]:
    """`raw` as text, where it is one."""
    try:
        text = raw.rstrip(b"\0").decode()
    except UnicodeDecodeError:
        return
    if len(text) >= 6 and text.replace("\n", "").replace("\t", "").isprintable():
        yield text
