"""Whether a planted value stands in what leaves: as it is, or folded, squashed or decoded.

Shares no code with the guard or the sanitiser. Our own placeholders are taken out first, and what
stands on their two sides is not joined.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
import urllib.parse
from collections.abc import Iterator

from tests.bench.planting.values import Value

_PLACEHOLDER = re.compile(r"\u27e6[^\u27e7\n]{1,60}\u27e7")
_RUN = re.compile(r"[A-Za-z0-9+/_=-]{8,}")
_LONG = 6


def left(values: tuple[Value, ...], outgoing: str) -> list[Value]:
    """Values of which a piece stands in the outgoing text."""
    forms = [_PLACEHOLDER.sub("\0", form) for form in _readings(outgoing)]
    folded = [unicodedata.normalize("NFKC", form).casefold() for form in forms]
    squashed = ["\0".join(map(_squash, form.split("\0"))) for form in folded]
    return [v for v in values if any(_within(n, folded, squashed) for n in v.needles)]


def _within(needle: str, folded: list[str], squashed: list[str]) -> bool:
    plain = unicodedata.normalize("NFKC", needle).casefold()
    whole = re.compile(rf"(?<![^\W_]){re.escape(plain)}(?![^\W_])")
    if any(whole.search(form) for form in folded):
        return True
    flat = _squash(plain)
    return len(flat) >= _LONG and any(flat in form for form in squashed)


def _squash(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _readings(text: str) -> Iterator[str]:
    yield text
    yield urllib.parse.unquote(text)
    yield html.unescape(text)
    for run in _RUN.findall(text):
        try:
            raw = base64.b64decode(run + "=" * (-len(run) % 4), altchars=b"-_", validate=False)
        except (binascii.Error, ValueError):
            continue
        yield raw.decode(errors="ignore")
