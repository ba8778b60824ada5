"""Texts that are written as numbers or letters of a code: what the egress guard reads in such runs.

Hex, decimal, octal and binary codes, base32 and base64, whole or in pieces and lines, compressed or
in any UTF inside. Invariant: linear in the text; what unfolds more than a thousandfold raises
`TooDeepError`. Deliberately elsewhere: escapes and spellings, and how deep is read (`views`).
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

from app.confidentiality.token_beginnings import turned_back

LONG_RUN = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,6}")
_BASE32 = re.compile(r"[A-Z2-7]{16,}={0,6}|[a-z2-7]{16,}={0,6}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9a-fA-F]{2}){6,})(?![0-9A-Za-z])")
_PAIRS = r"(?:0x)?(?:[0-9a-fA-F]{2}){1,4}(?![0-9A-Za-z])"
_CODES = re.compile(
    r"[0-9c-fC-F](?<![\w.].)(?:x[0-9a-fA-F]{2}|[0-9a-fA-F])[0-9a-fA-F]{0,6}"
    r"(?:[ :,;\n-]{1,2}(?:0x)?[0-9a-fA-F]{2,8}(?![\w.])){2,}"
)
"""Codes one by one or in groups, in any base. No UTF-8 text begins with a byte from 80 to BF."""
_HEX_APART = re.compile(rf"{_PAIRS}(?:[ :,\n-]{{1,2}}{_PAIRS}){{2,}}")
_FEWEST_BYTES = 6
_DUMP = re.compile(rf"(?:0x)?[0-9a-fA-F]{{4,8}}:?[ \t]{{1,2}}({_PAIRS}(?:[ \t]{{1,2}}{_PAIRS})*)")
"""A line of `xxd` or `hexdump`, without the offset before it."""
_NUMBERS = re.compile(r"[0-9]{2,3}(?:[ ,;\n]{1,2}[0-9]{2,3}){5,}")
_BINARY = re.compile(r"[01]{8}(?:[ ,\n][01]{8}){5,}")
_LINE = 40
_WRAPPED = re.compile(
    r"(?:\n(?<=[A-Za-z0-9+/]{40}\n)|\r\n(?<=[A-Za-z0-9+/]{40}\r\n))[ \t]*(?=[A-Za-z0-9+/])"
)
_PIECES = re.compile(
    r"\n(?:[ \t>]{0,8}[A-Za-z0-9+/_-]{4,76}\r?\n)+[ \t>]{0,8}[A-Za-z0-9+/_-]{2,76}={0,2}(?=\s|\Z)"
)
"""Lines of nothing but one piece of a run each."""
_APART = re.compile(
    r"[ \n](?:(?:[A-Za-z0-9+/_-]{4} ){3,}|(?:[A-Za-z0-9+/_-]{8} ){2,})[A-Za-z0-9+/_-]{2,8}={0,2}"
)
"""Pieces of one length."""
_ALL_WORDS = re.compile(r"[A-Z]?[a-z]*(?:[\s_/-][A-Z]?[a-z]*)*")
_BETWEEN = re.compile(r"[\s>]+")
_PACKED = re.compile(rb"\x1f\x8b|\x78[\x01\x5e\x9c\xda]")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class TooDeepError(Exception):
    """The string unfolds into more than can be read."""


def readable_runs(text: str) -> Iterator[str]:
    """Readable texts in the coded runs of a text. Raises `TooDeepError`."""
    yield from _numbers(text)
    runs = _letters(text)
    yield from turned_back(runs)
    for run in runs:
        for match in _HEX.finditer(run):
            yield from _readable(bytes.fromhex(match[1]))
        if _BASE32.fullmatch(run):
            yield from _from_base32(run.rstrip("=").upper())
        if not run.islower():  # words of a text; twelve letters of base64 have capitals
            yield from _from_base64(run.rstrip("="))


def _numbers(text: str) -> Iterator[str]:
    """What stands in bytes that are written one by one."""
    dumped = ""
    for codes in _CODES.finditer(text):
        for match in _HEX_APART.finditer(codes[0]):
            yield from _from_hex(match[0])
        if line := _DUMP.match(codes[0]):
            dumped += line[1]
        for match in _NUMBERS.finditer(codes[0]):
            yield from _from_numbers(match[0].replace(",", " ").replace(";", " ").split())
        for match in _BINARY.finditer(codes[0]):
            yield from _readable(bytes(int(bits, 2) for bits in re.findall("[01]+", match[0])))
    yield from _from_hex(dumped)


def _from_numbers(codes: list[str]) -> Iterator[str]:
    for base in (10, 8):
        if all(_is_byte(code, base) for code in codes):
            yield from _readable(bytes(int(code, base) for code in codes))


def _is_byte(code: str, base: int) -> bool:
    return (base == 10 or not set("89") & set(code)) and int(code, base) < 256


def _from_hex(digits: str) -> Iterator[str]:
    raw = bytes.fromhex(re.sub(r"0x|[\s:,-]", "", digits))
    if len(raw) >= _FEWEST_BYTES:
        yield from _readable(raw)


def _letters(text: str) -> list[str]:
    """Runs of base64 and its like: as they stand, and put together from the lines they are in."""
    runs = LONG_RUN.findall(text)
    if any(len(run) >= _LINE for run in runs) and _WRAPPED.search(text):
        runs += LONG_RUN.findall(_WRAPPED.sub("", text))
    lines = "\n" + text
    for pattern in (_PIECES, _APART):
        for match in pattern.finditer(lines):
            if not _ALL_WORDS.fullmatch(match[0].strip()):
                runs.append(_BETWEEN.sub("", match[0]))
    return list(dict.fromkeys(runs))


def _from_base32(run: str) -> Iterator[str]:
    body = run[: len(run) - (len(run) % 8 in (1, 3, 6))]
    try:
        yield from _readable(base64.b32decode(body + "=" * (-len(body) % 8)))
    except binascii.Error:
        return


def _from_base64(run: str) -> Iterator[str]:
    """Readable texts in a run of base64, wherever in it they begin."""
    if run[0] == "+":
        run = run.rstrip("-")  # UTF-7
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
    if _PACKED.match(raw):
        raw = _unpacked(raw)
    try:
        text = raw.decode(_encoding(raw)).strip("\0\ufeff")
    except UnicodeDecodeError:
        return
    if len(text) >= 6 and text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable():
        yield text


def _encoding(raw: bytes) -> str:
    """What UTF the bytes are in, by their mark or by where they have zeros."""
    if raw[:2] in _MARKS:
        return _MARKS[raw[:2]]
    if len(raw) <= 12:
        return "utf-8"
    third = len(raw) // 3
    low, high = raw[1::2].count(0) > third, raw[0::2].count(0) > third
    return "utf-16-le" if low else "utf-16-be" if high else "utf-8"


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
