"""Keys known by their own shape: vendor prefixes, tokens, hashes, addresses with passwords.

One line of the table for each kind: a name for reading (it is not told), the fixed pieces one of
which every key of the kind holds, how many characters before that piece the key begins, and the
pattern from there. A pattern runs only where a piece was found by plain search; a kind without such
a piece is scanned for. Every pattern begins at the start of a token and repeats a bounded number of
times or one class of characters only, so that the time stays linear. Sources: the vendors' own
documentation of their formats.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import FirstWords, Led, lowered
from app.confidentiality.detectors.secret_vendors import VENDORS
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_SHAPES = tuple(
    (tuple(pieces.split()), back, re.compile(rf"(?<![A-Za-z0-9_\-])(?:{pattern})"))
    for _, pieces, back, pattern in VENDORS
)

_RUNS = re.compile(r"[!-~]{13,}")
_TOKENS = re.compile(r"(?<![A-Za-z0-9_\-])[A-Za-z0-9][A-Za-z0-9_\-.]{3,}")
_FIRST = FirstWords(piece.lower() for pieces, _, _ in _SHAPES for piece in pieces)

_COMMON = words("live_ test_ api- mob- sdk- key- token- access- secret_ pat-na1- pat-eu1-")
"""Beginnings that ordinary names have as well: keys that begin so are not looked for in pieces."""
_PIECES = tuple(
    piece
    for pieces, back, _ in _SHAPES
    for piece in pieces
    if not back and len(piece) >= 4 and piece not in _COMMON
)

_HASHES = re.compile(
    r"\$(?:apr1|2[abxy]|1|5|6|y|argon2(?:id|i|d)|pbkdf2-sha\d{1,3}|scrypt"
    r")\$[./A-Za-z0-9$=,+\-]{12,400}"
    r"|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/=]{20,200}"
    r"|SCRAM-SHA-256\$[A-Za-z0-9+/=:$]{40,300}"
)
_PAIR_OF_HASHES = re.compile(r"(?<![A-Za-z0-9])[0-9a-fA-F]{32}:[0-9a-fA-F]{32}(?![0-9a-fA-F])")
_HASH_PIECES = (
    *("$apr1$", "$2a$", "$2b$", "$2x$", "$2y$", "$1$", "$5$", "$6$", "$y$", "$argon2", "$pbkdf2"),
    *("$scrypt$", "{SHA", "{SSHA", "SCRAM-SHA-256$"),
)
"""Password hashes as htpasswd, shadow, LDAP, PostgreSQL and Windows write them."""

ADDRESSES = Led(
    "://",
    r"(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\s:/?#@'\"`<>]{0,100}:"
    r"(?!\d{1,5}[/\s])(?P<value>[^\s'\"`<>@]{1,200}(?:@[^\s'\"`<>@/:]{1,60}(?=@))?|<[^>\s]{1,40}>)@(?=[\w\[$<{])",
    back=31,
)
"""`scheme://user:password@host`, of a database, a broker, a proxy or a web page."""

BLOCK_EDGE = re.compile(r"-----(BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
"""First and last lines of private keys."""

BLOCK_BODY = re.compile(
    r"(?:\\\\?[nr]|[\s>|\"',+\\]){0,60}(?:[A-Z][\w\-]{2,20}: [^\n]{0,80}\s{0,12}){0,3}"
    r"(?:[A-Za-z0-9+/=]{20})(?:[A-Za-z0-9+/=\\\s>|\"',+:.\-]{0,8000})"
)
"""What a private key has inside, and its mention in a sentence has not."""


def keys(text: str) -> Iterator[Span]:
    """Every key with a vendor's shape. Keys have no blanks: only long runs of characters are read."""
    runs = [match.span() for match in _RUNS.finditer(text)]
    if not runs:
        return
    flat = " ".join([text[start:end] for start, end in runs])
    starts: list[int] = []
    length = 0
    for start, end in runs:
        starts.append(length)
        length += end - start + 1
    for start, end in _found(flat, _standing(text)):
        run = bisect.bisect_right(starts, start) - 1
        shift = runs[run][0] - starts[run]
        yield start + shift, end + shift


@functools.lru_cache(maxsize=4)
def _standing(text: str) -> frozenset[str]:
    """The fixed pieces of keys that stand in a text."""
    places = _FIRST.places(lowered(text))
    return frozenset(
        piece
        for pieces, _, _ in _SHAPES
        for piece in pieces
        if piece.lower() in places and piece in text
    )


def _found(text: str, standing: frozenset[str]) -> Iterator[Span]:
    for pieces, back, pattern in _SHAPES:
        if not pieces:
            yield from (match.span() for match in pattern.finditer(text))
        for piece in filter(standing.__contains__, pieces):
            at = text.find(piece)
            while at >= 0:
                match = pattern.match(text, at - back) if at >= back else None
                if match:
                    yield match.span()
                at = text.find(piece, match.end() if match and not back else at + len(piece))


def hits(text: str) -> Iterator[int]:
    """Where a vendor's prefix of four characters or more stands at the start of a token."""
    pieces = tuple(_standing(text).intersection(_PIECES))
    for match in _TOKENS.finditer(text) if pieces else ():
        if match[0].startswith(pieces):
            yield match.start()


def key_at(text: str) -> re.Match[str] | None:
    """The longest key of a vendor that begins the text."""
    found = [
        match
        for pieces, back, pattern in _SHAPES
        if pieces and not back and text.startswith(pieces) and (match := pattern.match(text))
    ]
    return max(found, key=lambda match: match.end(), default=None)


def hashes(text: str) -> Iterator[re.Match[str]]:
    """Every password hash."""
    if any(piece in text for piece in _HASH_PIECES):
        yield from _HASHES.finditer(text)
    if ":" in text:
        at = text.find(":", 32)
        while at >= 0:
            match = _PAIR_OF_HASHES.match(text, at - 32)
            if match:
                yield match
            at = text.find(":", at + 1)
