"""Hosts that must be in the house: loopback or private, checked when a connection is made (law 6).

Invariant: the address that was checked is the address that is connected to. A name is resolved
once, every address it has must pass, and the connection goes to the number; so a name that resolves
differently a second time gains nothing. Environment proxies are ignored, redirects not followed.
Never allowed, whatever a setting says: link-local addresses (cloud metadata lives there),
unspecified and multicast ones. Deliberately elsewhere: what is said over the connection.
"""

from __future__ import annotations

import asyncio
import functools
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import AddressRefused

if TYPE_CHECKING:
    import httpx
    import httpx2

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
    )
)
_METADATA = frozenset({ipaddress.ip_address("fd00:ec2::254"), ipaddress.ip_address("fd20:ce::254")})
"""Metadata services that sit in the private IPv6 range; the IPv4 ones are link-local."""


def look_up(host: str, port: int) -> list[str]:
    """Addresses of a host by the system's resolver, in its order. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one purpose may connect to. `setting` is the variable that would allow a public host."""

    setting: str
    allow_public: bool = False
    resolve: Callable[[str, int], Sequence[str]] = look_up


def require_private(host: str, port: int, rule: Rule) -> list[str]:
    """Addresses of `host`, in the resolver's order, all of them allowed.

    Raises `AddressRefused` for the first that is not, and `OSError` when the name is unknown.
    """
    unique = list(dict.fromkeys(rule.resolve(host, port)))
    for address in unique:
        _check(host, address, rule)
    return unique


def _check(host: str, text: str, rule: Rule) -> None:
    address = _plain(ipaddress.ip_address(text.partition("%")[0]))
    if _never(address):
        raise AddressRefused(
            "{host} leads to {address}, a link-local or special address that Hush never connects "
            "to. Use the host's own address in your network.",
            host=host,
            address=str(address),
        )
    if not rule.allow_public and not any(address in network for network in _PRIVATE):
        raise AddressRefused(
            "{host} leads to {address}, which is neither loopback nor private, so nothing was "
            "sent. Use a host in your network, or set {setting}=true to allow this one.",
            host=host,
            address=str(address),
            setting=rule.setting,
        )


def _plain(address: _Address) -> _Address:
    """The IPv4 address that an IPv6 one only wraps."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _never(address: _Address) -> bool:
    special = address.is_link_local or address.is_unspecified or address.is_multicast
    return special or address in _METADATA


@functools.cache
def _security() -> ssl.SSLContext:
    """The system's store of authorities; read once, which takes 50 ms of a processor."""
    return ssl.create_default_context()


def private_transport(rule: Rule) -> httpx.HTTPTransport:
    """A transport for `httpx` clients (qdrant-client). Its TLS trusts the system's store."""
    import httpcore
    import httpx

    security = _security()
    transport = httpx.HTTPTransport(verify=security, trust_env=False)
    backend: Any = _Backend(httpcore.SyncBackend(), httpcore.ConnectError, rule)
    transport._pool = httpcore.ConnectionPool(ssl_context=security, network_backend=backend)
    return transport


def private_sync_client(rule: Rule, timeout: float) -> httpx2.Client:
    """A client for `openai` and what builds on it. `timeout` is in seconds, for each step."""
    import httpcore2
    import httpx2

    security = _security()
    transport = httpx2.HTTPTransport(verify=security, trust_env=False)
    backend: Any = _Backend(httpcore2.SyncBackend(), httpcore2.ConnectError, rule)
    transport._pool = httpcore2.ConnectionPool(ssl_context=security, network_backend=backend)
    return httpx2.Client(
        transport=transport, trust_env=False, follow_redirects=False, timeout=timeout
    )


def private_async_client(rule: Rule, timeout: float, connections: int = 10) -> httpx2.AsyncClient:
    """The same for asyncio; at most so many `connections` at once, others wait."""
    import httpcore2
    import httpx2

    security = _security()
    transport = httpx2.AsyncHTTPTransport(verify=security, trust_env=False)
    backend: Any = _AsyncBackend(httpcore2.AnyIOBackend(), httpcore2.ConnectError, rule)
    transport._pool = httpcore2.AsyncConnectionPool(
        ssl_context=security, network_backend=backend, max_connections=connections
    )
    return httpx2.AsyncClient(
        transport=transport, trust_env=False, follow_redirects=False, timeout=timeout
    )


class _Backend:
    """A network backend of httpcore or httpcore2 that connects to checked addresses only.

    `failure` is that library's error for a connection that could not be made.
    """

    def __init__(self, inner: Any, failure: type[Exception], rule: Rule) -> None:
        self._inner = inner
        self._failure = failure
        self._rule = rule

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Any:
        try:
            addresses = require_private(host, port, self._rule)
        except OSError as error:
            raise self._failure(f"unknown host {host}") from error
        failed: Exception = self._failure(f"no address for {host}")
        for address in addresses:
            try:
                return self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except self._failure as error:
                failed = error
        raise failed

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _AsyncBackend:
    """`_Backend` for asyncio; names are resolved off the loop, within `timeout`."""

    def __init__(self, inner: Any, failure: type[Exception], rule: Rule) -> None:
        self._inner = inner
        self._failure = failure
        self._rule = rule

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's own signature)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Any:
        try:
            async with asyncio.timeout(timeout):
                addresses = await asyncio.to_thread(require_private, host, port, self._rule)
        except (OSError, TimeoutError) as error:
            raise self._failure(f"unknown host {host}") from error
        failed: Exception = self._failure(f"no address for {host}")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except self._failure as error:
                failed = error
        raise failed

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
