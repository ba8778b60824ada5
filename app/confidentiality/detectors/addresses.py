"""Numeric addresses: IPv4, IPv6, MAC. Which of them tell something of a house.

Invariant: an address is found in every way that a program or a person writes it: with a network's
length or mask, as a range, with a port, broken over a line end, and in the hexadecimal, octal and
plain decimal forms that resolvers accept. Versions and section numbers are none.
"""

from __future__ import annotations

import ipaddress
import itertools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, before, lowered
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_IPV4 = re.compile(
    r"(?P<a>\d(?:(?<![A-Za-z0-9.].)|(?<=\.\..))\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3})"
    r"(?P<net>/\d{1,2}(?!\d))?(?![A-Za-z0-9]|\.(?!\d{1,5}(?:\s>|:\s))\w)",
    re.ASCII,
)
_BROKEN = re.compile(
    r"(?=\d)(?<![\w.])(?P<a>\d{2,3}(?:(?:\.\d{1,3}){0,2}(?:\.[ \t]{0,2}\n[ \t>|]{0,8}"
    r"|[ \t]{0,2}\n[ \t>|]{0,8}\.)"
    r"(?:\d{1,3}\.){0,2}\d{1,3}))(?P<net>/\d{1,2})?(?!\w|\.\w)",
    re.ASCII,
)
_WILD = re.compile(
    r"(?P<a>1(?<![\w.]1)\d{1,2}\.\d{1,3}\.(?:(?:\d{1,3}|x{1,3}|\*)\.(?:x{1,3}|X{1,3}|\*|N|nnn)"
    r"|\*\.\d{1,3}))(?![\w*]|\.\w)",
    re.ASCII,
)
"""A network as people write it: `10.20.30.x`, `10.20.*.*`."""
_RANGE_END = re.compile(r"\s?(?:-|\.\.\.?|to|по)\s?\d{1,3}(?![\w.]|\s?%)")
_VERSION = re.compile(
    r"(?:\bv|\bver\.?|\bversions?|верси[яиюей]{1,2}|\brelease|релиз\w{0,2}|\bbuild|[=~><!]=|~>"
    r"|\btag"
    r"|section|раздел\w{0,2}|пункт\w{0,2}|глав\w{1,2})[\s:/\"'`(]{0,3}\Z",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"[A-Za-z]([-/])\Z")
_PRERELEASE = re.compile(
    r"-(?:rc|alpha|beta|dev|snapshot|ubuntu|deb|el)\d{0,3}(?!\w)", re.IGNORECASE
)
_PORT = re.compile(r":\d")
_PAIR = re.compile(r" [0-9A-Fa-f]{2}(?!\w)")
_PRIVATE = re.compile(
    r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\."
)
"""Such a number is an address of the house even where it could be a version."""
_IPV6 = re.compile(
    r"(?=[0-9A-Fa-f:])(?<![\w:.])(?P<a>(?:[0-9A-Fa-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}"
    r"|[0-9A-Fa-f]{0,4}))"
    r"(?:%\w{1,15})?(?P<net>/\d{1,3})?(?!\w|:\S)"
)
_ARPA = re.compile(
    r"(?:(?:\d{1,3}\.){2,4}in-addr|(?:[0-9a-f]\.){4,32}ip6)\.arpa(?!\w)", re.IGNORECASE
)
_MAC = re.compile(
    r"(?P<a>[0-9A-Fa-f](?<![\w:\-.].)[0-9A-Fa-f](?:(?P<s>[:\-. ])(?:[0-9A-Fa-f]{2}(?P=s)){4,6}"
    r"[0-9A-Fa-f]{2}|[0-9A-Fa-f]{2}(?P<q>[.\-:])[0-9A-Fa-f]{4}(?P=q)[0-9A-Fa-f]{4}"
    r"|[0-9A-Fa-f]{4}[\-:][0-9A-Fa-f]{6}))(?!\w|[:\-.]\w)"
)
_MAC_PLAIN = Cues(
    (
        (
            "mac|hwaddr|ether|bssid|мак",
            r"(?:mac|hwaddr|ether|ethernet|bssid|мак[- ]адрес\w{0,2})"
            r"(?:[ _-]?addr\w{0,4})?[\s:=\"'`(]{1,4}(?P<a>[0-9a-f]{12})(?!\w)",
        ),
    )
)
_ODD_QUAD = re.compile(
    r"(?P<a>0(?<![\w.]0)(?:[xX][0-9A-Fa-f]{1,2}(?:\.0?[xX]?[0-9A-Fa-f]{1,3}){3}"
    r"|[xX][0-9A-Fa-f]{8}"
    r"|\d{2,3}(?:\.0\d{1,3}){1,3}))(?![\w.])"
)
_NUMBER = re.compile(r"(?P<a>[1-9](?<![\w.][1-9])\d{7,9})(?![\w.])")
_NUMBERED = re.compile(
    r"(?:://|(?:\bip|address|addr|адрес\w{0,2}|host|хост)[\s:=\"'`(]{1,4})\Z", re.IGNORECASE
)
_WRAPPED = re.compile(r"\.[ \t]{0,2}\n[ \t>|]{0,8}\d|\d[ \t]{0,2}\n[ \t>|]{0,8}\.\d")
_ESCAPED = re.compile(
    r"(?P<a>\d(?<![\w.]\d)\d{0,2}(?:(?:\\{1,2}\.|%2[eE]|-)\d{1,3}){3})(?![\w.\-])"
)
_KNOWN = tuple(
    ipaddress.ip_network(net)
    for net in words(
        "0.0.0.0/8 127.0.0.0/8 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        "169.254.0.0/16 8.8.8.8/32 8.8.4.4/32 1.1.1.1/32 1.0.0.1/32 9.9.9.9/32 149.112.112.112/32 "
        "208.67.222.222/32 208.67.220.220/32 77.88.8.8/32 77.88.8.1/32 1.2.3.4/32 ::/128 ::1/128 "
        "2001:db8::/32 ff00::/8 2001:4860:4860::/48 2606:4700:4700::/48 2a02:6b8::feed:ff/128"
    )
)
"""Loopback, unspecified, documentation, multicast, link-local and the public resolvers."""

_BLOCKS = frozenset(
    (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "fc00::/7",
        "fe80::/10",
        "fd00::/8",
    )
)
"""The private blocks themselves, as every manual names them."""


def numeric(text: str) -> Iterator[tuple[str, Span]]:
    """(kind, span) of every address that tells something."""
    for match in _IPV4.finditer(text):
        if is_telling(match["a"], match["net"] or "") and not _is_version(text, match):
            more = _RANGE_END.match(text, match.end()) if not match["net"] else None
            yield "IP", (match.start(), more.end() if more else match.end())
    for match in _WILD.finditer(text):
        if _PRIVATE.match(match["a"]) and not before(text, match.start(), _VERSION, 16):
            yield "IP", match.span("a")
    if _WRAPPED.search(text):
        for match in _BROKEN.finditer(text):
            whole = re.sub(r"[\s>|]", "", match["a"])
            if whole.count(".") == 3 and is_telling(whole):
                yield "IP", match.span()
    if text.count(":") > 1:
        for match in _IPV6.finditer(text):
            address = match["a"]
            loose = address.endswith(":") and not address.endswith("::")
            address = address[:-1] if loose else address
            if _is_ipv6(address) and is_telling(address, match["net"] or ""):
                yield "IP", (match.start(), match.end() - loose)
    if "arpa" in lowered(text):
        for match in _ARPA.finditer(text):
            yield "IP", match.span()
    for match in itertools.chain(
        _MAC.finditer(text), (match for _, match in _MAC_PLAIN.matches(text))
    ):
        if _is_mac(match):
            yield "MAC", match.span("a")
    yield from _in_other_bases(text)


def _in_other_bases(text: str) -> Iterator[tuple[str, Span]]:
    for pattern in (_ODD_QUAD, _NUMBER, _ESCAPED):
        for match in pattern.finditer(text):
            if pattern is _NUMBER and not before(text, match.start(), _NUMBERED, 16):
                continue
            plain = _decoded(match["a"])
            if plain and is_telling(plain):
                yield "IP", match.span("a")


def is_telling(address: str, net: str = "") -> bool:
    """Whether an address (of a network: with its `/length`) is one of somebody's own."""
    if f"{address}{net}" in _BLOCKS or address.startswith("255."):
        return False
    try:
        parsed = ipaddress.ip_address(address if ":" in address else _without_zeros(address))
    except ValueError:
        return False
    return not any(parsed in known for known in _KNOWN if known.version == parsed.version)


def _without_zeros(address: str) -> str:
    """`010.001.002.003` as people pad it: the padded form is read as decimal."""
    return ".".join(part.lstrip("0") or "0" for part in address.split("."))


def _is_version(text: str, match: re.Match[str]) -> bool:
    if _PRIVATE.match(match["a"]):
        return False
    before = text[max(0, match.start() - 16) : match.start()]
    if _PRODUCT.search(before) and not _PORT.match(text, match.end()):
        return True
    return bool(_VERSION.search(before) or _PRERELEASE.match(text, match.end()))


def _is_ipv6(address: str) -> bool:
    """An address, not a time (`10:20:30`), a count of colons or a name of code (`a::b`)."""
    groups = [group for group in address.split(":") if group]
    if "::" in address:
        return len(groups) > 1 and any(any(map(str.isdigit, group)) for group in groups)
    return len(groups) > 6 or "." in address


def _is_mac(match: re.Match[str]) -> bool:
    digits = re.sub(r"[^0-9A-Fa-f]", "", match["a"])
    if len(set(digits.casefold())) < 2:
        return False
    separator = match["a"][2] if match["a"][2] in ":-. " else match["a"][4]
    if match.re is not _MAC or (separator in ":-" and match["a"][2] == separator):
        return True
    if separator == " " and (len(digits) != 12 or _PAIR.match(match.string, match.end())):
        return False
    return bool(re.search(r"[A-Fa-f]", digits) and re.search(r"\d", digits))


def _decoded(odd: str) -> str:
    """The usual form of an address written in another base, or with its dots escaped; else ""."""
    if re.fullmatch(r"[1-9]\d{7,9}", odd):
        number = int(odd)
        return str(ipaddress.IPv4Address(number)) if number < 2**32 else ""
    if re.fullmatch(r"0[xX][0-9A-Fa-f]{8}", odd):
        address = str(ipaddress.IPv4Address(int(odd, 16)))
        return address if _PRIVATE.match(address) else ""
    parts = re.split(r"\\{1,2}\.|%2[eE]|[.\-]", odd)
    based = odd[0] == "0" and "\\" not in odd
    try:
        values = [_value(part) if based else int(part) for part in parts]
    except ValueError:
        return ""
    if len(values) != 4 or max(values) > 255:
        return ""
    address = ".".join(map(str, values))
    dashed = re.fullmatch(r"[\d\-]+", odd)
    return address if not dashed or _PRIVATE.match(address) else ""


def _value(part: str) -> int:
    if part[:2].casefold() == "0x":
        return int(part, 16)
    return int(part, 8) if part.startswith("0") else int(part)
