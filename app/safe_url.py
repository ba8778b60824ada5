"""Addresses that a secret may travel to: https, or http on this machine.

Invariant: pure; what cannot be read as an address is not safe. Deliberately elsewhere: where a name
leads (`index.addresses`).
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS = {"http": 80, "https": 443}


def is_safe(url: str) -> bool:
    """Whether it is `https://host…`, or `http://` on loopback, without user, query or fragment."""
    parts = _split(url)
    if parts is None or parts.query or parts.fragment or "?" in url or "#" in url:
        return False
    return parts.scheme == "https" or parts.hostname in LOOPBACK


def origin(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for what is no address of a server."""
    parts = _split(url)
    if parts is None or parts.hostname is None:
        return None
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


def _split(url: str) -> SplitResult | None:
    if not url.isascii() or any(sign <= " " or sign in '\\"<>\x7f' for sign in url):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if usable and "@" not in parts.netloc else None
