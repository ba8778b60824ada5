"""What a person is told when the Qdrant server does not do as it should."""

from __future__ import annotations

import http.server
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from index import server_engine
from index.errors import AddressRefused, IndexFailure, StoreUnreachable
from index.server import ServerStore
from index.settings import QdrantSettings

_SECRET = "a document's words"


class _Failing(http.server.BaseHTTPRequestHandler):
    """Answers every request with the server's `status`, a body that quotes, and a redirect."""

    def do_GET(self) -> None:
        server: Any = self.server
        server.seen.append((self.path, dict(self.headers)))
        body = server.body or json.dumps({"status": {"error": _SECRET}}).encode()
        self.send_response(server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        return


@pytest.fixture
def server() -> Iterator[Any]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Failing) as listening:
        double: Any = listening
        double.seen, double.body, double.status = [], b"", 500
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield double
        listening.shutdown()
        thread.join()


def opened(url: str, **changes: Any) -> ServerStore:
    return ServerStore.open(QdrantSettings(url=url, **changes), "one", lambda: 4)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "HUSH_QDRANT__API_KEY"),
        (403, "HUSH_QDRANT__API_KEY"),
        (404, "HUSH_QDRANT__URL"),
        (400, "refused the request"),
        (429, "in trouble"),
        (500, "in trouble"),
        (503, "in trouble"),
        (307, "not followed"),
    ],
)
def test_a_refusal_is_one_sentence_without_the_answer(server: Any, status: int, says: str) -> None:
    server.status = status
    with pytest.raises(StoreUnreachable, match=says) as raised:
        opened(f"http://127.0.0.1:{server.server_port}", api_key="k-1")
    assert str(status) in str(raised.value)
    assert _SECRET not in str(raised.value)
    assert "k-1" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert [path for path, _ in server.seen] == ["/aliases"]
    assert server.seen[0][1]["api-key"] == "k-1"


def test_something_that_is_no_qdrant(server: Any) -> None:
    server.status, server.body = 200, b"<html>"
    with pytest.raises(StoreUnreachable, match="does not speak like a Qdrant server"):
        opened(f"http://127.0.0.1:{server.server_port}")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:9", "is it running"),
        ("http://no-such-host.invalid:6333", "not known here"),
        ("ftp://127.0.0.1", "looks like"),
    ],
)
def test_no_server(url: str, says: str) -> None:
    with pytest.raises(StoreUnreachable, match=says) as raised:
        opened(url)
    assert "HUSH_QDRANT__URL" in str(raised.value)


def test_a_slow_server() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,  # listens, never answers
        pytest.raises(StoreUnreachable, match="did not answer in time"),
    ):
        ServerStore.open(
            QdrantSettings(url=f"http://127.0.0.1:{silent.getsockname()[1]}"),
            "one",
            lambda: 4,
            lambda settings: server_engine.connect(settings, seconds=1),
        )


def test_a_public_address_gets_nothing() -> None:
    with pytest.raises(AddressRefused, match="HUSH_QDRANT__PUBLIC_HOST=true"):
        opened("http://93.184.216.34:6333", api_key="k-1")


def test_proxies_of_the_environment_are_ignored(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with pytest.raises(StoreUnreachable, match="500"):
        opened(f"http://127.0.0.1:{server.server_port}")


def test_a_password_in_the_url_is_not_shown(server: Any) -> None:
    with pytest.raises(StoreUnreachable) as raised:
        opened(f"http://me:hunter2@127.0.0.1:{server.server_port}")
    assert "hunter2" not in str(raised.value)
    assert f"http://127.0.0.1:{server.server_port}" in str(raised.value)


@pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")
def test_a_collection_in_the_place_of_the_alias_is_left_alone() -> None:
    from qdrant_client import QdrantClient, models

    client = QdrantClient(":memory:")
    client.create_collection(
        "hush", vectors_config=models.VectorParams(size=2, distance=models.Distance.DOT)
    )
    with pytest.raises(IndexFailure, match="HUSH_QDRANT__COLLECTION"):
        ServerStore.open(QdrantSettings(url="http://a"), "one", lambda: 4, lambda _: client)
    assert [known.name for known in client.get_collections().collections] == ["hush"]


def test_importing_it_is_cheap() -> None:
    code = "import sys, index.server; print(sorted({'qdrant_client', 'httpx'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
