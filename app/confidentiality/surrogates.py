"""Stand-ins that are addresses themselves, from space that is reserved for examples.

In the data and code of a fence an address is read by a grammar of its own, which a placeholder
would break; there an address of RFC 5737 (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24), RFC 3849
(2001:db8::/32) or a name below `.example` (RFC 2606) stands for it. Invariant: a surrogate that a
text holds by itself is never issued. No detector and no alarm takes one for somebody's own.
Deliberately elsewhere: where they are used (`syntax`), what stands for what (`ledger`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NETS = ("203.0.113", "198.51.100", "192.0.2")
_LAST = 254

RESERVED = re.compile(
    r"(?<![\w.])(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}(?!\w|\.\w)"
    r"|(?<![\w:.])2001:db8:[0-9a-f:]{0,34}(?![\w:])"
    r"|(?<![\w.\-])(?:[\w\-]{1,63}@)?(?:host-\d{1,6}|email-\d{1,6}|domain-\d{1,6})"
    r"(?:\.domain-\d{1,6})?\.example(?![\w\-]|\.\w)",
    re.IGNORECASE,
)
"""Everything of these shapes, whoever wrote it."""

_SIGNS = ("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", ".example")


def has_reserved(text: str) -> bool:
    """Whether anything that `RESERVED` matches may stand in a text: a quick look."""
    low = text.lower()
    return any(sign in low for sign in _SIGNS)


def host(number: int, domain: int | None) -> str:
    """The name of a host, below the name of its domain where it has one."""
    return f"host-{number}.{domain_name(domain)}" if domain else f"host-{number}.example"


def domain_name(number: int) -> str:
    """The name of a domain."""
    return f"domain-{number}.example"


def email(number: int, domain: int | None) -> str:
    """An address of nobody's; the user's part is one that every manual has."""
    return f"user@email-{number}.{domain_name(domain) if domain else 'example'}"


def net_v4(number: int) -> str | None:
    """The first three numbers of a network, while there are any."""
    return _NETS[number - 1] if number <= len(_NETS) else None


def addresses_v4() -> Iterator[str]:
    """Single addresses, from the network that is given to a whole one last."""
    for net in reversed(_NETS):
        for last in range(10, _LAST + 1):
            yield f"{net}.{last}"


def addresses_v6() -> Iterator[str]:
    """Single IPv6 addresses."""
    for number in range(1, 0xFFFF):
        yield f"2001:db8::{number:x}"
