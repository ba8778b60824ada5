"""Values tied to a telling word or to another value: `(password-x)`, `changed from x to y`.

Invariant: one look of bounded length for each. Deliberately elsewhere: sentences (`secret_prose`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_assigned import Span, clean
from app.confidentiality.detectors.secret_values import Strength, is_name, is_token, strength

_TO_ANOTHER = re.compile(r"[\"'`»]?\s(?:to|на|->|→)\s[\"'`«]?(?P<value>[^\s\"'`»]{4,64})")
_DASHED = re.compile(r"(?:[-/;,\]]|[ ]?,[ ]|\.{2,6})(?P<value>[^\s\"'`()<>/]{6,64})")


def changed_to(text: str, end: int) -> Span | None:
    """`from x to y`: the new password after the old one."""
    match = _TO_ANOTHER.match(text, end, end + 100)
    if match is None:
        return None
    span = clean(text, *match.span("value"))
    good = strength(text[slice(*span)]) >= Strength.LIKELY and not is_name(text[slice(*span)])
    return span if good else None


def dashed(text: str, anchor: Anchor) -> Span | None:
    """`(password-x)`: a value tied on by a dash, where nothing but a password looks so."""
    match = _DASHED.match(text, anchor.end)
    if match is None:
        return None
    start, end = clean(text, *match.span("value"))
    mixed = any(map(str.isupper, text[start:end])) and any(map(str.isdigit, text[start:end]))
    good = strength(text[start:end]) >= Strength.LIKELY and mixed
    if anchor.family != "password":
        good = good and is_token(text[start:end]) and text[start:end].isalnum()
    return (start, end) if good else None
