"""How the service is reached: its address under the rule of the house, or the owner's socket.

Invariant: loopback or private unless the setting says otherwise, checked when the connection is made;
no redirect is followed, no proxy used. Here because the bots may import the contract only.
Deliberately elsewhere: the rule itself (`index.addresses`), what is asked (`service_client`,
`bots.client`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.addresses import Rule, private_async_client
from index.errors import AddressRefused

if TYPE_CHECKING:
    import httpx2

_CONNECTIONS = 1024
"""Answers at once, and buttons beside them: more than the bots make."""

__all__ = ["AddressRefused", "by_address", "by_socket"]


def by_address(url: str, *, public_host: bool, timeout: float) -> httpx2.AsyncClient:
    """A client of the service at `url`; `timeout` is seconds for each step. Its requests raise
    `AddressRefused`. Raises `ValueError` where `url` is no address."""
    import httpx2

    try:
        found = httpx2.URL(url.rstrip("/"))
    except httpx2.InvalidURL:
        raise ValueError("no address") from None
    if found.scheme not in ("http", "https") or not found.host:
        raise ValueError("no address")
    rule = Rule("HUSH_SERVICE__PUBLIC_HOST", public_host)
    client = private_async_client(rule, timeout, _CONNECTIONS)
    client.base_url = found
    return client


def by_socket(path: Path, *, timeout: float) -> httpx2.AsyncClient:
    """A client of the owner's service on this machine."""
    import httpx2

    return httpx2.AsyncClient(
        transport=httpx2.AsyncHTTPTransport(
            uds=str(path), trust_env=False, limits=httpx2.Limits(max_connections=_CONNECTIONS)
        ),
        base_url="http://hush",
        trust_env=False,
        follow_redirects=False,
        timeout=timeout,
    )
