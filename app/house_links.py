"""Which addresses in an answer's prose lead nowhere outside: `HouseLinks`.

Whoever can write into a document that is read here could put an address there that chat programs make
a link of, or load. Invariant (law 14): an address stands in an answer only if its host is one where
the documents themselves lie, one inside, or one that the settings name. Pure: nothing is resolved.
Deliberately elsewhere: that a document must hold the address at all (`grounding`), code, which is
shown letter for letter and never a link (`verbatim`).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from app.confidentiality.detectors.domains import INTERNAL_ENDINGS
from app.tokens import urls_in

_INSIDE = INTERNAL_ENDINGS - {"ad", "int", "office"}
"""Without those that somebody outside can have a name under."""
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""What browsers read as an address, as `http://134744072`."""

_MAILBOX = re.compile(r"mailto:[^\s?&@]{1,64}@[^\s?&@]{1,255}", re.IGNORECASE)


def without_scheme(url: str) -> str:
    """A mailbox as people write it, which nothing opens; other addresses as they are."""
    return url.partition(":")[2] if _MAILBOX.fullmatch(url) else url


Hosts = tuple[str, ...]
"""Names of hosts, each with all below it."""


class HouseLinks:
    """`documents` are addresses of documents, `named` hosts of the settings with all below them."""

    def __init__(self, documents: Iterable[str | None], named: Hosts = ()) -> None:
        hosts = {_host(url) for url in documents if url}
        self._known = frozenset(hosts | {host.strip(". ").casefold() for host in named}) - {""}

    def holds(self, url: str) -> bool:
        """Whether this address leads to a host of the house, or to somebody's mailbox."""
        if _MAILBOX.fullmatch(url):
            return True
        host = _host(url)
        labels = host.split(".")
        if any(".".join(labels[at:]) in self._known for at in range(len(labels))):
            return True
        try:
            return not ipaddress.ip_address(host).is_global
        except ValueError:
            named = _NAME.fullmatch(host) is not None and not _NUMBER.fullmatch(labels[-1])
            return named and (len(labels) == 1 or labels[-1] in _INSIDE)

    def holds_all(self, text: str) -> bool:
        """Whether no other address stands in this text."""
        return all(map(self.holds, urls_in(text)))


def _host(url: str) -> str:
    """In small letters; empty for what is no address of a host, such as `data:`."""
    whole = f"https:{url}" if url.startswith("//") else url
    whole = f"https://{url}" if url[:4].casefold() == "www." else whole
    try:
        host = urlsplit(whole).hostname or ""
    except ValueError:
        return ""
    return "" if "\\" in whole else host.rstrip(".").casefold()
