"""A running service from outside: search, passages and answers over HTTP or the owner's socket.

Invariant: the address is loopback or private unless a setting says otherwise, checked when the
connection is made; no redirect is followed, no proxy used, nothing tried twice, and there is a
deadline for everything. What a server says in an error is repeated to a person at a command only
(`remote_client`), never to an agent. Deliberately elsewhere: the
wire types (`contract`), LangChain's retriever, which has no settings of ours (`retriever`).
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pydantic import ValidationError

from app.contract import Done, Failed, Hit, Hits, PassageText
from app.contract.reaching import by_address, by_socket
from app.contract.streaming import events
from app.errors import HushError, ServiceFailed
from app.principals import Principal
from app.settings import ServiceSettings
from index.errors import AddressRefused

if TYPE_CHECKING:
    import httpx2

_SAID = frozenset({403, 404, 409, 413, 422, 429, 503})
"""Statuses with a sentence that helps whoever asked."""
_SECONDS = re.compile(r"[0-9]{1,6}")


class ServiceClient:
    """Asks a running service. The principal is the one that the key or the socket stands for."""

    def __init__(self, chosen: ServiceSettings, socket: Path | None = None) -> None:
        """With `socket` the owner's door; else the settings' URL and key."""
        self._socket = socket
        self._chosen = chosen
        self._place = str(socket) if socket else chosen.url

    async def search(self, _: Principal, query: str, k: int) -> list[Hit]:
        """The best passages. Raises `ServiceFailed`."""
        with self._failures():
            async with self._client() as client, asyncio.timeout(self._chosen.timeout):
                answer = await client.post("/api/search", json={"query": query, "k": k})
            self._check(answer)
            return Hits.model_validate_json(answer.content).hits

    async def passage(self, _: Principal, name: str, /) -> PassageText | None:
        """One passage; None where the service says that there is none. Raises `ServiceFailed`."""
        with self._failures():
            async with self._client() as client, asyncio.timeout(self._chosen.timeout):
                answer = await client.get(f"/api/passages/{quote(name, safe='')}")
            if answer.status_code in (404, 422):  # no such id, or none that could be one
                return None
            self._check(answer)
            return PassageText.model_validate_json(answer.content)

    async def ask(self, _: Principal, question: str) -> Done:
        """The whole answer. Cancelling closes the connection, which cancels it there too.
        Raises `ServiceFailed`."""
        body = {"question": question, "keep": False}
        with self._failures():
            async with (
                asyncio.timeout(self._chosen.timeout),
                self._client() as client,
                client.stream("POST", "/api/ask", json=body) as answer,
            ):
                self._check(answer)
                async with aclosing(events(answer.aiter_lines())) as told:
                    async for name, data in told:
                        if name == "done":
                            return Done.model_validate_json(data)
                        if name == "error":
                            raise self._broken()
        raise self._broken()

    def _client(self) -> httpx2.AsyncClient:
        """Raises `ServiceFailed` where the setting is no address."""
        chosen = self._chosen
        if self._socket is not None:
            return by_socket(self._socket, timeout=chosen.timeout)
        try:
            client = by_address(chosen.url, public_host=chosen.public_host, timeout=chosen.timeout)
        except ValueError:
            raise ServiceFailed(
                "HUSH_SERVICE__URL is no address of a service: {url}; one looks like "
                "http://127.0.0.1:8750 or https://hush.example.com",
                url=chosen.url,
            ) from None
        if key := chosen.key.get_secret_value():
            client.headers["Authorization"] = f"Bearer {key}"
        return client

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Every way to fail becomes one of ours; the library's text is dropped."""
        import httpx2

        failure: HushError
        try:
            yield
            return
        except HushError:
            raise
        except AddressRefused as refused:
            failure = ServiceFailed(refused.sentence)
        except (TimeoutError, httpx2.TimeoutException):
            failure = ServiceFailed(
                "the service at {place} did not answer within {seconds:g} s; raise "
                "HUSH_SERVICE__TIMEOUT or look at its log",
                place=self._place,
                seconds=self._chosen.timeout,
            )
        except httpx2.ConnectError:
            failure = ServiceFailed(
                "no service answers at {place}; start it with: hush serve, or mend "
                "HUSH_SERVICE__URL",
                place=self._place,
            )
        except (httpx2.HTTPError, ValidationError, ValueError):
            failure = self._broken()
        raise failure

    def _check(self, answer: httpx2.Response) -> None:
        status = answer.status_code
        if status in (401, 403):
            raise ServiceFailed(
                "the service at {place} refused the key (HTTP {status}); set HUSH_SERVICE__KEY",
                place=self._place,
                status=status,
            )
        seconds = answer.headers.get("Retry-After", "")
        if status == 429 and _SECONDS.fullmatch(seconds):
            raise ServiceFailed(
                "the service at {place} takes no more for now (HTTP 429); ask again in {seconds} s",
                place=self._place,
                seconds=seconds,
            )
        if status == 429:
            raise ServiceFailed(
                "the service at {place} is busy (HTTP 429); ask again in a moment",
                place=self._place,
            )
        if status != 200:
            raise ServiceFailed(
                "the service at {place} did not do it (HTTP {status}); look at its log",
                place=self._place,
                status=status,
            )

    async def _heard(self, answer: httpx2.Response) -> None:
        """Raises `ServiceFailed` where it was refused, in the service's words where it has some."""
        if answer.status_code == 202:  # a run has begun
            return
        if answer.status_code in _SAID:
            with contextlib.suppress(ValidationError):  # what stands before it has none
                problem = Failed.model_validate_json(await answer.aread()).error.message
                raise ServiceFailed(
                    "the service at {place} says: {problem}", place=self._place, problem=problem
                )
        self._check(answer)

    def _broken(self) -> ServiceFailed:
        return ServiceFailed(
            "the service at {place} gave no whole answer; look at its log", place=self._place
        )
