"""What identity asks of the records: whose key this is, and whether it still is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from app.principals import Principal

FindKey = Callable[[str], Principal | None]
"""A key as somebody holds it -> whose it is; None for an unknown, revoked or expired one."""

StillKey = Callable[[str, str], Principal | None]
"""`key:ID` and `digest_of` the key -> the principal as it is now; None once that key is revoked,
expired or rotated away."""

KEY_PREFIX = "hush_"


def digest_of(key: str) -> str:
    """What a session keeps of the key that began it: nobody signs in with it."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
