"""`HushRetriever`: LangChain's retriever over a running service.

Invariant: it gives what the key may read and nothing else. No redirect is followed, no proxy of the
environment used, nothing tried twice; every request has a time-out. An error names the status, never
what came back. Stands alone: it reads no settings, so that it can be used in other programs.
Deliberately elsewhere: the wire types (`contract`), the service (`service`).
"""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

import httpx2
from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, SecretStr

from app.contract import Hit, Hits, PassageText

_AT_ONCE = 8
"""Passages that are fetched at the same time; the service limits what one key may do."""


class RetrieverError(RuntimeError):
    """The service did not give what was asked; says the status, not the body."""


class HushRetriever(BaseRetriever):
    """Passages of a Hush service as documents, best first.

    `HushRetriever(url="https://hush.example.com", key="…", k=5).invoke("roll back payments")`

    Metadata: source, heading (list), lines ([first, last]), url, owner, modified, review_by,
    sensitivity, score. A passage that is gone between search and reading is left out. Raises
    `RetrieverError`, and httpx2's errors where the service is not reached in time.
    """

    url: str
    """Where the service is, without `/api`."""
    key: SecretStr = SecretStr("")
    """A key that `hush keys create` made."""
    k: int = Field(6, ge=1, le=100)
    """How many documents at most; `invoke(query, k=3)` overrides it."""
    timeout: float = Field(30.0, gt=0)
    """Seconds for each step of a request."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        """See `invoke`."""
        del run_manager  # nothing runs under it
        with httpx2.Client(**self._client()) as client:
            found = _hits(client.post("/api/search", json=self._search(query, k)))
            passages = [_passage(client.get(_address(hit))) for hit in found]
        return _documents(found, passages)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        """See `ainvoke`."""
        del run_manager
        room = asyncio.Semaphore(_AT_ONCE)
        async with httpx2.AsyncClient(**self._client()) as client:

            async def read(hit: Hit) -> PassageText | None:
                async with room:
                    return _passage(await client.get(_address(hit)))

            found = _hits(await client.post("/api/search", json=self._search(query, k)))
            passages = await asyncio.gather(*map(read, found))
        return _documents(found, passages)

    def _client(self) -> dict[str, Any]:
        key = self.key.get_secret_value()
        return {
            "base_url": self.url.rstrip("/"),
            "headers": {"Authorization": f"Bearer {key}"} if key else {},
            "timeout": self.timeout,
            "follow_redirects": False,
            "trust_env": False,
        }

    def _search(self, query: str, k: int | None) -> dict[str, object]:
        return {"query": query, "k": self.k if k is None else k}


def _address(hit: Hit) -> str:
    return f"/api/passages/{quote(hit.id, safe='')}"


def _hits(answer: httpx2.Response) -> list[Hit]:
    return Hits.model_validate_json(_body(answer)).hits


def _passage(answer: httpx2.Response) -> PassageText | None:
    """None where it is not there any more."""
    if answer.status_code == httpx2.codes.NOT_FOUND:
        return None
    return PassageText.model_validate_json(_body(answer))


def _body(answer: httpx2.Response) -> bytes:
    if answer.status_code != httpx2.codes.OK:
        raise RetrieverError(
            f"the Hush service answered HTTP {answer.status_code}; check url and key"
        )
    return answer.content


def _documents(hits: list[Hit], passages: list[PassageText | None]) -> list[Document]:
    return [
        Document(
            id=passage.id,
            page_content=passage.text,
            metadata={
                "source": passage.source,
                "heading": passage.heading,
                "lines": list(passage.lines),
                "url": passage.url,
                "owner": passage.owner,
                "modified": passage.modified,
                "review_by": passage.review_by,
                "sensitivity": passage.sensitivity,
                "score": hit.score,
            },
        )
        for hit, passage in zip(hits, passages, strict=True)
        if passage is not None
    ]
