"""Numeric addresses: IPv4, IPv6, MAC. Which of them tell something of a house."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from app.confidentiality.detectors.tables import words

_IPV4 = re.compile(
    r"(?<![\w.\-])(?P<a>(?:\d{1,3}\.){3}\d{1,3})(?P<net>/\d{1,2})?(?!\w|\.\w|-[a-z])", re.ASCII
)
_VERSION = re.compile(
    r"(?:\bv|\bver\.?|\bversions?|верси[яиюей]{1,2}|\brelease|релиз\w{0,2}|\bbuild|[=~><!]=|~>|\btag"
    r"|chrome|firefox|safari)[\s:/\"'`]{0,3}$",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.")
"""Such a number is an address of the house even where it could be a version."""
_IPV6 = re.compile(
    r"(?<![\w:.])(?P<a>(?:[0-9A-Fa-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4}))"
    r"(?:%\w{1,15})?(?P<net>/\d{1,3})?(?![\w:])"
)
_MAC = re.compile(
    r"(?<![\w:\-])(?P<a>[0-9A-Fa-f]{2}(?P<s>[:\-])(?:[0-9A-Fa-f]{2}(?P=s)){4}[0-9A-Fa-f]{2})(?![\w:\-])"
    r"|(?<![\w.])(?P<c>[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w.])"
)
_KNOWN = tuple(
    ipaddress.ip_network(net)
    for net in words(
        "0.0.0.0/8 127.0.0.0/8 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        "169.254.0.0/16 8.8.8.8/32 8.8.4.4/32 1.1.1.1/32 1.0.0.1/32 9.9.9.9/32 77.88.8.8/32 "
        "77.88.8.1/32 ::/128 ::1/128 2001:db8::/32 ff00::/8 2001:4860:4860::/48 2606:4700:4700::/48"
    )
)
"""Loopback, unspecified, documentation, multicast, link-local and the public resolvers."""

_BLOCKS = frozenset(
    ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10")
)
"""The private blocks themselves, as every manual names them."""


def numeric(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """(kind, span) of every address that tells something."""
    for match in _IPV4.finditer(text):
        version = _VERSION.search(text, max(0, match.start() - 16), match.start())
        if not (version and not _PRIVATE.match(match["a"])) and is_telling(
            match["a"], match["net"] or ""
        ):
            yield "IP", match.span()
    for match in _IPV6.finditer(text):
        digits = any(map(str.isdigit, match["a"]))
        if digits and is_telling(match["a"], match["net"] or ""):
            yield "IP", match.span()
    for match in _MAC.finditer(text):
        if len(set(re.sub(r"[:.\-]", "", match[0]).casefold())) > 1:
            yield "MAC", match.span()


def is_telling(address: str, net: str = "") -> bool:
    """Whether an address (of a network: with its `/length`) is one of somebody's own."""
    if f"{address}{net}" in _BLOCKS or address.startswith("255."):
        return False
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not any(parsed in known for known in _KNOWN if known.version == parsed.version)
