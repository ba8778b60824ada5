"""LangChain's own tests of retrievers, against a service on a loopback socket; and what they leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests
from pydantic import ValidationError

from app.retriever import HushRetriever, RetrieverError
from tests.stub_service import StubTools, passage, running, stub_api


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(stub_api(StubTools())) as url:
        yield url


class TestHushRetriever(RetrieversIntegrationTests):
    """The standard suite."""

    url = ""

    @pytest.fixture(autouse=True)
    def _service(self, url: str) -> None:
        type(self).url = url

    @property
    def retriever_constructor(self) -> type[HushRetriever]:
        """What is tested."""
        return HushRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        """For the stub."""
        return {"url": self.url, "key": "key-of-staff"}

    @property
    def retriever_query_example(self) -> str:
        """Any question."""
        return "roll back payments"


async def test_metadata_in_both_ways(url: str) -> None:
    retriever = HushRetriever(url=url + "/", key="key-of-sre", k=7)
    found = retriever.invoke("откат платежей")
    assert found == await retriever.ainvoke("откат платежей")
    assert len(found) == 7
    first, expected = found[0], passage(1)
    assert (first.id, first.page_content) == ("p1", expected.text)
    assert first.metadata == {
        "source": "handbook:page1.md",
        "heading": ["Payments", "Part 1"],
        "lines": [1, 10],
        "url": "https://wiki.example/1",
        "owner": "sre",
        "modified": "2026-05-01T00:00:00+00:00",
        "review_by": None,
        "sensitivity": "INTERNAL",
        "score": 1.0,
    }


def test_it_gives_what_the_key_may_read(url: str) -> None:
    found = HushRetriever(url=url, key="key-of-staff", k=100).invoke("x")
    assert {one.metadata["sensitivity"] for one in found} == {"INTERNAL"}


async def test_a_wrong_key_is_an_error_without_the_servers_words(url: str) -> None:
    retriever = HushRetriever(url=url, key="wrong")
    with pytest.raises(RetrieverError, match="HTTP 401") as sync:
        retriever.invoke("x")
    with pytest.raises(RetrieverError, match="HTTP 401"):
        await retriever.ainvoke("x")
    assert "secret words" not in str(sync.value)


def test_no_redirect_is_followed_and_no_proxy_used(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def elsewhere(scope: Any, _receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for kind in ("startup", "shutdown"):
                await _receive()
                await send({"type": f"lifespan.{kind}.complete"})
            return
        headers = [(b"location", f"{url}/api/search".encode())]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with running(elsewhere) as other, pytest.raises(RetrieverError, match="HTTP 307"):
        HushRetriever(url=other, key="key-of-staff").invoke("x")
    assert HushRetriever(url=url, key="key-of-staff").invoke("x")


def test_a_service_that_is_not_there(url: str) -> None:
    del url
    with pytest.raises(httpx2.ConnectError):
        HushRetriever(url="http://127.0.0.1:9").invoke("x")


def test_the_key_is_not_shown(url: str) -> None:
    assert "key-of-staff" not in repr(HushRetriever(url=url, key="key-of-staff"))
    with pytest.raises(ValidationError):
        HushRetriever(url=url, k=0)
