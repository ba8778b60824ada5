"""Addresses of machines and mailboxes as the egress guard knows them, in every notation.

Invariant: no code is shared with `detectors`; linear time; reserved and documentation ranges, our
own surrogates among them, never ring. Deliberately elsewhere: the other alarms (`alarms`).
"""

from __future__ import annotations

import ipaddress
import re

Match = re.Match[str]

EMAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?![\w-]*\w?@)"
)
_RESERVED_NAMES = re.compile(
    r"(?:^|\.)(?:example\.(?:com|org|net|ru|edu)|example|test|invalid|localhost|localdomain)$", re.I
)
_UNITS = frozenset(
    {"service", "socket", "timer", "target", "mount", "slice", "path", "scope", "device", "swap"}
)
_ROLES = frozenset({"git", "noreply", "no-reply", "donotreply", "hg", "postgres", "root", "user"})


def is_person_s(match: Match) -> bool:
    """A mailbox that is not reserved, no systemd unit and no account of a program."""
    user, domain = match[1].casefold(), match[2].casefold()
    public = bool(_RESERVED_NAMES.search(domain)) or domain.rpartition(".")[2] in _UNITS
    return not public and user not in _ROLES


HANDLE = re.compile(r"(?<![\w@/.\u27e7])@(?:[a-z][._][a-z]{4,20}|[a-z]{4,20}[._][a-z])(?![\w.(/-])")
"""A name with an initial: `@s.ivanova`. Other handles are no more than words here."""

IPV4 = re.compile(
    r"(\d(?<![\w.]\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3})(/\d{1,2})?(?:(?=\.\d{2,5}[ :>,])|(?!\w|\.\d))"
)
"""Also with a port behind a dot, as tcpdump writes it."""
IPV4_OTHER = re.compile(
    r"://(\d{8,10})(?=[:/\s]|$)|(?<![\w.])(0x[0-9a-fA-F]{8})(?=[:/])|"
    r"(?<![\w.])((?:0x[0-9a-fA-F]{1,2}\.){3}0x[0-9a-fA-F]{1,2})(?!\w)"
    r"|(?<![A-Za-z0-9])(?:ip|ec2|host|node|server|vm|ns|worker|master)-(\d{1,3}(?:-\d{1,3}){3})(?!\d)"
    r"|(?<![\w.])((?:\d{1,3}\.){4})in-addr\.arpa|(?<![\w.])(\d{1,3}(?: dot \d{1,3}){3})(?!\w)"
)
_VERSION_BEFORE = re.compile(
    r"(?:\bv|\bversions?|верси[яиюей]{1,2}|\brelease|релиз\w{0,2}|\bbuild|\btag|[=~><!]=|@)"
    r"[\s:/\"'`]{0,3}$",
    re.IGNORECASE,
)
_PUBLIC_V4 = frozenset(
    {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "77.88.8.8", "77.88.8.1"}
    | {"169.254.169.254", "1.2.3.4", "4.3.2.1", "5.6.7.8"}
)
_WELL_KNOWN = frozenset(
    {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"}
)
_DOCUMENTATION = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
        *("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"),
    )
)


def is_own_v4(match: Match) -> bool:
    """An address that is somebody's: not reserved, not well known, no version number."""
    if match[1] in _PUBLIC_V4 or match[0] in _WELL_KNOWN:
        return False
    if _VERSION_BEFORE.search(match.string, max(0, match.start() - 12), match.start()):
        return False
    return _is_own([int(step) for step in match[1].split(".")])


def is_own_number(match: Match) -> bool:
    """The same for addresses written as numbers, in hex, in host names or backwards."""
    whole, hexadecimal, dotted, dashed, reverse, said = match.groups()
    if whole or hexadecimal:
        number = int(whole or hexadecimal, 10 if whole else 16)
        return number < 1 << 32 and _is_own(list(number.to_bytes(4, "big")))
    if dotted:
        return _is_own([int(step, 16) for step in dotted.split(".")])
    if reverse:
        return _is_own([int(step) for step in reverse.strip(".").split(".")[::-1]])
    return _is_own([int(step) for step in re.split(r"-| dot ", dashed or said)])


def _is_own(steps: list[int]) -> bool:
    if max(steps) > 255:
        return False
    address = ipaddress.IPv4Address(bytes(steps))
    return not any(address in network for network in _DOCUMENTATION)


IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-fA-F:]{2,30}:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})"
    r"(?![\w:])"
)
_OWN_V6 = tuple(map(ipaddress.ip_network, ("2000::/3", "fc00::/7", "::ffff:0:0/96", "fe80::/10")))
_DOCUMENTATION_V6 = tuple(map(ipaddress.ip_network, ("2001:db8::/32", "3fff::/20")))


def is_own_v6(match: Match) -> bool:
    """An address that is somebody's: global, unique local, link-local or a mapped IPv4 one."""
    try:
        address = ipaddress.IPv6Address(match[0])
    except ValueError:
        return False
    if address.ipv4_mapped is not None:
        return _is_own(list(address.ipv4_mapped.packed))
    if any(address in network for network in _DOCUMENTATION_V6) or match[0].endswith("00::"):
        return False
    return any(address in network for network in _OWN_V6)


MAC = re.compile(
    r"[0-9a-fA-F](?<![\w:-].)(?:[0-9a-fA-F]([:-])(?:[0-9a-fA-F]{2}\1){4}[0-9a-fA-F]{2}"
    r"|[0-9a-fA-F]{3}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4})(?![\w:-])"
)


def is_own_mac(match: Match) -> bool:
    """Not the broadcast, empty, documentation or counting (`00:11:22:33:44:55`) one."""
    digits = re.sub(r"\W", "", match[0]).casefold()
    counting = digits in {"001122334455", "112233445566", "aabbccddeeff", "012345678901"}
    return not counting and digits[:6] != "00005e" and len(set(digits)) > 1


INTERNAL_HOST = re.compile(
    r"(?<![\w.-])((?:[\w-]{1,63}\.){1,8}(?:internal|intranet|intra|corp|lan|local|localnet|private"
    r"|home\.arpa|prod|stage|staging|consul|lcl|loc))(?![\w-]|\.\w|\()",
    re.IGNORECASE,
)
_PUBLIC_HOST = re.compile(
    r"^(?:host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal"
    r"|(?:kubernetes\.default\.)?svc\.cluster\.local|cluster\.local|rc\.local|[\w-]*\.env\.local"
    r"|(?:env|config|settings|threading|window|this|self|std|var|values|application|\.env)\.\w+"
    r"|(?:[\w-]*\.)?example\.(?:local|internal|corp|lan))$",
    re.IGNORECASE,
)


def is_own_host(match: Match) -> bool:
    """A name of an inner zone that is not everybody's."""
    return not _PUBLIC_HOST.match(match[1])
