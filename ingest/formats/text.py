"""Bytes -> text, and plain text as Markdown.

Invariant: text is decoded without loss or refused; line ends become LF (a command with a CR breaks
when pasted), nothing else changes. UTF-8, then UTF-16 with or without a byte order mark, then the
one-byte Cyrillic encodings and Windows-1252: the most likely by which letters stand beside which.
Plain text is its own Markdown, so its line numbers are the file's.
"""

from __future__ import annotations

import codecs
import re

from ingest.errors import FileFailure
from ingest.formats import front_matter
from ingest.formats.converted import Converted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859_5", "mac_cyrillic")
_WESTERN = "cp1252"
_BY_FREQUENCY = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_WEIGHTS = {letter: 1.5 - i / len(_BY_FREQUENCY) for i, letter in enumerate(_BY_FREQUENCY)}
_UMLAUTS = frozenset("äöüßéèêàâçñáíóúåæøôîûëïœÄÖÜÉÅØ")
_TYPOGRAPHY = frozenset("«»—–…„“”’•№§°±©\xa0")
_LIKELY = 0.2
_SAMPLE = 200_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PLAUSIBLE = re.compile(r"[\x80-\u07ff\u2000-\u27ff\U0001f000-\U0001faff]")
_BLANK = re.compile(r"[ \n]")
_LINE_ENDS = re.compile(r"\r\n?")
_TEXT_IN_UTF16 = re.compile(r"[\t\n\r -~\xa0-\u052f\u2010-\u2030\u2116\u2190-\u25ff]")


def parse(content: bytes) -> Converted:
    """Plain text, as it is, without its front matter."""
    text = decode(content)
    front, body = front_matter.split(text)
    title = front.get("title")
    named = title.strip() or None if isinstance(title, str) else None
    return Converted(body, front, named, 1 + front_matter.lines_before(text, body))


def decode(content: bytes) -> str:
    """The text with LF line ends and no byte order mark. Raises `FileFailure` for what is not
    text, is in an unknown encoding or mixes two."""
    return _LINE_ENDS.sub("\n", _decoded(content))


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    if b"\x00" in content:
        return _utf16(content)
    try:
        return _printable(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _mostly_utf8(content):
            line = content.count(b"\n", 0, error.start) + 1
            raise FileFailure(
                "The file is UTF-8 except for line {line}; save it again as UTF-8.", line=line
            ) from None
    return _printable(_one_byte(content))


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise FileFailure(
            "The file's byte order mark says {encoding}, but it is not; save it again as UTF-8.",
            encoding=encoding.upper(),
        ) from None
    return _printable(text)


def _printable(text: str) -> str:
    if _UNPRINTABLE.search(text):
        raise FileFailure("The file is binary, not text; rename it or leave it out.")
    return text


def _utf16(content: bytes) -> str:
    """UTF-16 without a mark: the byte order that gives letters, not ideographs or controls."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if _BLANK.search(sample) and len(_TEXT_IN_UTF16.findall(sample)) > 0.97 * len(sample):
            return _printable(text)
    raise FileFailure("The file is binary, not text; rename it or leave it out.")


def _mostly_utf8(content: bytes) -> bool:
    """Whether most of the bytes beyond ASCII are UTF-8 of letters and signs that people write;
    words in a one-byte encoding make other characters, by chance."""
    good = sum(len(c.encode()) for c in _PLAUSIBLE.findall(content.decode("utf-8", "replace")))
    return good * 2 > sum(byte > 0x7F for byte in content)


def _one_byte(content: bytes) -> str:
    scores = {encoding: _score(content, encoding) for encoding in (*_CYRILLIC, _WESTERN)}
    best = max(scores, key=scores.__getitem__)
    if scores[best] < _LIKELY:
        raise FileFailure("The file's text encoding is not known; save it again as UTF-8.")
    return content.decode(best)


def _score(content: bytes, encoding: str) -> float:
    """How much the text looks like language in this encoding, mean over what is beyond ASCII."""
    try:
        text = content[:_SAMPLE].decode(encoding)
        content.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    worth = _western if encoding == _WESTERN else _cyrillic
    beyond = [i for i, c in enumerate(text) if c > "\x7f"]
    padded = f" {text} "
    return sum(worth(padded[i], padded[i + 1], padded[i + 2]) for i in beyond) / len(beyond)


def _cyrillic(before: str, letter: str, after: str) -> float:
    weight = _WEIGHTS.get(letter.lower())
    if weight is None:
        is_dash = letter in "—–" and before == after == " "
        return 1.6 if is_dash else 0.3 if letter in _TYPOGRAPHY else -1.0
    if _latin(before) or _latin(after):
        return -1.5
    if letter.isupper() and (before.islower() or (before.isupper() and after.islower())):
        return -1.0
    return weight if letter.islower() else weight * 0.8


def _western(before: str, letter: str, after: str) -> float:
    if letter in _UMLAUTS:
        return 0.9 if _latin(before) or _latin(after) else 0.0
    return 0.3 if letter in _TYPOGRAPHY else -0.5


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
