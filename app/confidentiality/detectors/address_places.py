"""Addresses that are spread over cells, names or attributes: IP, HOST.

Four octets in neighbouring cells of a row that speaks of addresses, octets joined by `_` in a name
(`worker_10_20_30_40`), and the domain of a directory (`DC=acme,DC=corp`). Invariant: bounded
patterns, so the time is linear. Deliberately elsewhere: addresses in one piece (`addresses`, `hosts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.addresses import is_telling
from app.confidentiality.detectors.cues import Led
from app.confidentiality.detectors.domains import is_reserved

Span = tuple[int, int]

_CELLS = re.compile(
    r"\d(?<![\w.]\d)\d{0,2}(?P<s>[ \t]{0,8}[|;\t,][ \t]{0,8})\d{1,3}"
    r"(?:[ \t]{0,8}[|;\t,][ \t]{0,8}\d{1,3}){2}(?![\w.]|[ \t]{0,8}[|;\t,][ \t]{0,8}\d)"
)
_TAGGED = re.compile(r"(?<=>)\d{1,3}(?:</t[dh]>\s{0,8}<t[dh]>\d{1,3}){3}(?=</t[dh]>)")
_SPEAKS = re.compile(
    r"(?i)(?<![a-z])ip(?:v4|s|-)?(?![a-z])|octet|address|addr\b|\bhost|subnet|gateway|октет|адрес|подсет"
    r"|шлюз|хост|узел"
)
_REACH = 300
_PRIVATE = re.compile(
    r"10_|192_168_|172_(?:1[6-9]|2\d|3[01])_|100_(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])_"
)
_NAMED = re.compile(r"(?P<a>\d(?<![^\W_]\d)(?<!\d_\d)\d{0,2}(?:_\d{1,3}){3})(?![^\W_]|_\d)")
_DIRECTORY = Led("dc=", r"(?i:(?<![\w])dc=[\w\-]{1,63}(?:\s?,\s?dc=[\w\-]{1,63}){1,8})(?![\w\-])")


def spread(text: str) -> Iterator[tuple[str, Span]]:
    """(kind, span) of each such address."""
    for pattern in (_CELLS, _TAGGED):
        for match in pattern.finditer(text):
            address = ".".join(re.findall(r"\d+", match[0]))
            around = text[max(0, match.start() - _REACH) : match.start()]
            if is_telling(address) and _SPEAKS.search(around):
                yield "IP", match.span()
    for match in _NAMED.finditer(text):
        if _PRIVATE.match(match["a"]) and is_telling(match["a"].replace("_", ".")):
            yield "IP", match.span("a")
    for match in _DIRECTORY.finditer(text):
        name = ".".join(re.findall(r"=([\w\-]+)", match[0]))
        if not is_reserved(name):
            yield "HOST", match.span()
