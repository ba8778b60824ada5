"""Which site began a request, by what the browser says; no script can say otherwise.

Deliberately elsewhere: the CSRF token (`sessions`).
"""

from __future__ import annotations

from collections.abc import Mapping

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether another site, or another service of this one's domain, began it."""
    return headers.get("sec-fetch-site", "same-origin").lower() in ("cross-site", "same-site")
