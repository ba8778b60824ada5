"""Only loopback and private addresses, checked where the connection is made."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import httpx2
import pytest

from index.addresses import (
    Rule,
    private_async_client,
    private_sync_client,
    private_transport,
    require_private,
)
from index.errors import AddressRefused

RULE = Rule("HUSH_QDRANT__PUBLIC_HOST")
PUBLIC = Rule("HUSH_QDRANT__PUBLIC_HOST", allow_public=True)


class _Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.seen.append(self.path)  # type: ignore[attr-defined]  # before it is answered
        elsewhere = self.path == "/elsewhere"
        self.send_response(307 if elsewhere else 200)
        if elsewhere:
            self.send_header("Location", "/followed")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        return


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as listening:
        listening.seen = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


class Names:
    """A resolver whose answers the test writes; each look-up takes the next one."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def __call__(self, host: str, port: int) -> list[str]:
        return self.answers.pop(0)


def named(*answers: list[str]) -> Rule:
    return Rule("HUSH_QDRANT__PUBLIC_HOST", resolve=Names(*answers))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.7.7", "::1",
     "fd12:3456::1", "::ffff:10.0.0.1"],
)  # fmt: skip
def test_allowed(address: str) -> None:
    assert require_private(address, 80, RULE) == [address]


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1", "100.64.0.1", "2001:db8::1",
     "::ffff:8.8.8.8", "64:ff9b::a00:1", "2606:4700::1111", "198.18.0.1"],
)  # fmt: skip
def test_refused_unless_the_setting_says_otherwise(address: str) -> None:
    with pytest.raises(AddressRefused, match="HUSH_QDRANT__PUBLIC_HOST=true"):
        require_private(address, 80, RULE)
    assert require_private(address, 80, PUBLIC) == [address]


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "::ffff:169.254.169.254", "0.0.0.0", "::", "fe80::1", "224.0.0.1",
     "ff02::1", "fd00:ec2::254", "fd20:ce::254"],
)  # fmt: skip
@pytest.mark.parametrize("rule", [RULE, PUBLIC])
def test_never(address: str, rule: Rule) -> None:
    with pytest.raises(AddressRefused, match="never connects"):
        require_private(address, 80, rule)


def test_every_address_of_a_name_must_pass() -> None:
    with pytest.raises(AddressRefused, match=r"mixed leads to 8\.8\.8\.8"):
        require_private("mixed", 80, named(["10.0.0.1", "8.8.8.8"]))
    twice = named(["10.0.0.1", "10.0.0.1", "10.0.0.2"])
    assert require_private("twice", 80, twice) == ["10.0.0.1", "10.0.0.2"]


def _httpx(url: str, rule: Rule) -> str:
    with httpx.Client(transport=private_transport(rule), trust_env=False) as client:
        return client.get(url).text


def _httpx2(url: str, rule: Rule) -> str:
    with private_sync_client(rule, timeout=5) as client:
        return client.get(url).text


def _asyncio(url: str, rule: Rule) -> str:
    import asyncio

    async def ask() -> str:
        async with private_async_client(rule, timeout=5) as client:
            return (await client.get(url)).text

    return asyncio.run(ask())


Ask = Callable[[str, Rule], str]
every_client = pytest.mark.parametrize("ask", [_httpx, _httpx2, _asyncio])


@every_client
def test_a_loopback_server_is_reached(server: Any, ask: Ask) -> None:
    assert ask(f"http://localhost:{server.server_port}/", RULE) == "ok"


@every_client
def test_a_public_address_gets_nothing(ask: Ask) -> None:
    with pytest.raises(AddressRefused, match="nothing was sent"):
        ask("http://93.184.216.34/", RULE)


@every_client
def test_a_name_is_resolved_once(ask: Ask, server: Any) -> None:
    """A check by name and a connection by name would take the second answer."""
    names = Names(["127.0.0.1"], ["93.184.216.34"])
    rule = Rule("HUSH_QDRANT__PUBLIC_HOST", resolve=names)
    assert ask(f"http://rebinding.invalid:{server.server_port}/", rule) == "ok"
    assert names.answers == [["93.184.216.34"]]


@every_client
def test_the_next_address_is_tried(ask: Ask, server: Any) -> None:
    rule = named(["::1", "127.0.0.1"])
    assert ask(f"http://two.invalid:{server.server_port}/", rule) == "ok"


@every_client
def test_an_unknown_name_and_a_closed_port(ask: Ask) -> None:
    for url in ("http://no-such-host.invalid/", "http://127.0.0.1:9/"):
        with pytest.raises((httpx.ConnectError, httpx2.ConnectError)):
            ask(url, RULE)


@every_client
def test_proxies_of_the_environment_are_ignored(
    ask: Ask, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(f"http://127.0.0.1:{server.server_port}/", RULE) == "ok"


@every_client
def test_redirects_are_not_followed(ask: Ask, server: Any) -> None:
    ask(f"http://127.0.0.1:{server.server_port}/elsewhere", RULE)
    assert server.seen == ["/elsewhere"]


def test_the_openai_clients_take_ours() -> None:
    """They refuse a client of another library with a `TypeError`."""
    import asyncio

    from openai import AsyncOpenAI, OpenAI

    own = private_sync_client(RULE, timeout=5)
    with OpenAI(api_key="x", base_url="http://127.0.0.1/v1", http_client=own) as client:
        assert client._client is own

    async def build() -> None:
        async_own = private_async_client(RULE, timeout=5)
        async with AsyncOpenAI(api_key="x", base_url="http://a/v1", http_client=async_own) as it:
            assert it._client is async_own

    asyncio.run(build())
