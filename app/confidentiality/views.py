"""Other ways to read the same string: what the egress guard looks at besides the raw text.

Of a decoding that works line by line only the lines that it changes are read again, each with the
one behind it: cost follows what is hidden, not the length of the text. A text written backwards is
not read by shape (nobody's documents are); known values are looked for backwards, too (`needles`).
Invariant: bounded. At most three decodings deep, and at most `_GROWTH` times the length of the
string altogether; a string that unfolds further raises `TooDeepError`, and nothing leaves.
Deliberately elsewhere: what is looked for (`alarms`, `guard`), how characters are folded
(`folding`). No code of the sanitiser is used.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import zlib
from collections.abc import Callable, Iterator

from app.confidentiality.folding import plain, unmixed

_DEPTH = 3
_GROWTH = 12
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})"
    r"|([0-3][0-7]{2})|([nrt\"'\\/@.,:;_*#$&|(){}\[\]!<>=~^%+-]))"
)
_SHORT = {"n": "\n", "r": "\r", "t": "\t"}
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_QUOTED_BYTE = re.compile(r"=[0-9A-F]{2}")
_QUOTED_FEWEST = 3
"""Fewer are assignments: `limit=42`."""
_SOFT_BREAK = re.compile(r"=\r?\n(?=\S)")
_ENTITY = re.compile(r"&(?:#[0-9xX]|[A-Za-z]{2,8};)")
_PUNYCODE = re.compile(r"\bxn--([a-z0-9-]{1,59})", re.IGNORECASE)
_DEFANGED = re.compile(r"\s?[\[({<]\s?(?:\.|dot|точка)\s?[\])}>]\s?", re.IGNORECASE)
_AT = re.compile(r"\s?[\[({<]\s?(?:@|at|собака)\s?[\])}>]\s?", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[({<]\s?(?:[.@]|dot|at|точка|собака)\s?[\])}>]", re.IGNORECASE)
_SPELLED_AT = re.compile(
    r"(?<![\w.])([\w.-]{2,40}) (?:at|собака|эт) ([\w-]{2,40}(?: ?(?:dot|точка|\.) ?[\w-]{2,40}){1,3})"
    r"(?![\w.])",
    re.IGNORECASE,
)
_SPELLED_DOT = re.compile(r" ?(?:\bdot\b|\bточка\b|\.) ?", re.IGNORECASE)
_APART = re.compile(r"(?<![^\W_])[^\W_](?:[ .,_*|\u00b7/-]{1,2}[^\W_](?![^\W_])){7,}")
_DIGITS_ONLY = re.compile(r"[\d\W_]*")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,6}")
_BASE32 = re.compile(r"[A-Z2-7]{16,}={0,6}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9a-fA-F]{2}){6,})(?![0-9A-Za-z])")
_HEX_APART = re.compile(
    r"(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{2}(?:[ :,-]{1,2}(?:0x)?[0-9a-fA-F]{2}){5,}"
)
_LINE = 40
_WRAPPED = re.compile(r"(?<=[A-Za-z0-9+/]{40})\r?\n[ \t]*(?=[A-Za-z0-9+/])")
_JOINED = re.compile(r"[\"'`]\s?\+\s?[\"'`]|\\\r?\n[ \t]*|[\"']{2}(?=\w)")


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
            if not view or view in seen:
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


def _decoded(text: str) -> Iterator[str]:
    if not text.isascii():
        yield _changed(text, plain)
        yield _changed(text, unmixed)
    if "\\" in text:
        yield _changed(text, lambda line: _ESCAPE.sub(_unescaped, line), "\\")
    if "%" in text:
        yield _changed(text, lambda line: _PERCENT.sub(lambda m: _bytes(m[0], "%"), line), "%")
    if "=" in text:
        whole = _SOFT_BREAK.sub("", text)
        if len(whole) != len(text) or len(_QUOTED_BYTE.findall(text)) >= _QUOTED_FEWEST:
            yield _changed(whole, lambda line: _QUOTED.sub(lambda m: _bytes(m[0], "="), line), "=")
        if len(whole) != len(text):
            yield whole
    if "&" in text:
        yield _changed(
            text, lambda line: html.unescape(line) if _ENTITY.search(line) else line, "&"
        )
    if "xn--" in text.lower():
        yield _changed(text, lambda line: _PUNYCODE.sub(_from_punycode, line))
    yield from _spelled(text)
    yield from _runs(text)


def _changed(text: str, decode: Callable[[str], str], mark: str = "") -> str:
    """The lines that `decode` changes, decoded, each with the line behind it; a line without
    `mark` is not changed."""
    if "\n" not in text:
        decoded = decode(text)
        return decoded if decoded != text else ""
    kept: list[str] = []
    changed = False
    for line in text.split("\n"):
        decoded = decode(line) if mark in line else line
        if changed or decoded != line:
            kept.append(decoded)
        changed = decoded != line
    return "\n".join(kept)


def _spelled(text: str) -> Iterator[str]:
    """What people write apart so that nothing finds it."""
    if _BRACKETED.search(text):
        yield _changed(text, lambda line: _AT.sub("@", _DEFANGED.sub(".", line)))
    lowered = text.casefold()
    if (" at " in lowered and "dot" in lowered) or "собака" in lowered:
        yield _changed(text, lambda line: _SPELLED_AT.sub(_as_address, line))
    yield "\n".join(
        "".join(filter(str.isalnum, match[0]))
        for match in _APART.finditer(text)
        if not _DIGITS_ONLY.fullmatch(match[0])
    )
    if '"' in text or "'" in text or "\\\n" in text:
        yield "\n".join(_JOINED.sub("", text[start:end]) for start, end in _cut_apart(text))


def _cut_apart(text: str) -> list[tuple[int, int]]:
    """Lines with pieces of a string to put together, each with the one behind it."""
    found: list[tuple[int, int]] = []
    line = 0
    for match in _JOINED.finditer(text):
        if match.end() <= line:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        line = text.find("\n", match.end())
        line = len(text) if line < 0 else line
        end = text.find("\n", line + 1)
        end = len(text) if end < 0 else end
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _as_address(match: re.Match[str]) -> str:
    return f"{match[1]}@{_SPELLED_DOT.sub('.', match[2])}"


def _runs(text: str) -> Iterator[str]:
    """Readable texts in runs of hex, base32 and base64."""
    for match in _HEX_APART.finditer(text):
        yield from _readable(bytes.fromhex(re.sub(r"0x|[ :,-]", "", match[0])))
    runs = _BASE64.findall(text)
    if any(len(run) >= _LINE for run in runs):
        runs = _BASE64.findall(_WRAPPED.sub("", text))
    for run in runs:
        for match in _HEX.finditer(run):
            yield from _readable(bytes.fromhex(match[1]))
        if _BASE32.fullmatch(run):
            yield from _from_base32(run.rstrip("="))
        if not run.islower():  # words of a text; twelve letters of base64 have capitals
            yield from _from_base64(run.rstrip("="))


def _unescaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2] or match[3] or match[4]:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else match[0]
    if match[5]:
        return chr(int(match[5], 8))
    return _SHORT.get(match[6], match[6])


def _bytes(run: str, mark: str) -> str:
    return bytes.fromhex(run.replace(mark, "")).decode(errors="replace")


def _from_punycode(match: re.Match[str]) -> str:
    try:
        return match[1].encode().decode("punycode")
    except UnicodeError:
        return match[0]


def _from_base32(run: str) -> Iterator[str]:
    body = run[: len(run) - (len(run) % 8 in (1, 3, 6))]
    try:
        yield from _readable(base64.b32decode(body + "=" * (-len(body) % 8)))
    except binascii.Error:
        return


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
    """`raw` as text, where it is one: UTF-8, UTF-16 (as PowerShell encodes) or compressed."""
    if raw[:2] in (b"\x1f\x8b", b"\x78\x9c", b"\x78\xda"):
        raw = _unpacked(raw)
    try:
        wide = len(raw) > 12 and raw[1::2].count(0) > len(raw) // 3
        text = raw.decode("utf-16-le") if wide else raw.rstrip(b"\0").decode()
    except UnicodeDecodeError:
        return
    if len(text) >= 6 and text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable():
        yield text


def _unpacked(raw: bytes) -> bytes:
    """Decompressed; more than a thousand times its size is a bomb, and is not read."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        unpacked = unpacking.decompress(raw, 1000 * len(raw))
    except zlib.error:
        return b""
    if unpacking.unconsumed_tail:
        raise TooDeepError
    return unpacked
