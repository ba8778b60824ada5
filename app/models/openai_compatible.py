"""The local lane by an OpenAI-compatible server: llama-server, Ollama, LM Studio, vLLM.

Invariant: the prompt is raw, so it goes to a loopback or private address only, checked when the
connection is made; no redirect is followed, no proxy used, nothing tried twice, and a model that
the server itself would run remotely is refused (law 6). One deadline for the whole answer. What the
server says in an error is never shown: it may quote the prompt. Deliberately elsewhere: the address
check (`index.addresses`), how the prompt is built (`app.prompt`).
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.errors import (
    ModelBroken,
    ModelFailure,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
    SettingsInvalid,
)
from app.prompt import Prompt
from app.settings import LocalSettings
from index.addresses import Rule, private_async_client, private_sync_client
from index.errors import AddressRefused

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

_REMOTE = re.compile(r"[-:]cloud$", re.IGNORECASE)
_NO_KEY = "none"
_PROBE_SECONDS = 3.0
_LONGEST_ANSWER = 200_000


def _rule(settings: LocalSettings) -> Rule:
    return Rule("HUSH_LOCAL__PUBLIC_HOST", settings.public_host)


def check(settings: LocalSettings) -> None:
    """Whether these settings can be used at all, without asking the server.

    Raises `SettingsInvalid`, and `ModelRefused` for a model that leaves the house.
    """
    url = urlsplit(settings.base_url)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise SettingsInvalid(
            "HUSH_LOCAL__BASE_URL is not a URL; write it like http://127.0.0.1:8080/v1"
        )
    if not settings.model:
        raise SettingsInvalid("HUSH_LOCAL__MODEL is empty; name a model of the local server")
    if _REMOTE.search(settings.model.strip()):
        raise ModelRefused(
            "the local server would run this model remotely (its name ends in cloud), so nothing "
            "was sent; set HUSH_LOCAL__MODEL to a model that runs on your own machine"
        )


class ServerModel:
    """A `LocalModel` over HTTP, by LangChain's `ChatOpenAI`. Nothing is opened before first use."""

    def __init__(self, settings: LocalSettings) -> None:
        check(settings)
        self._settings = settings
        self._host = urlsplit(settings.base_url).hostname or ""

    @property
    def name(self) -> str:
        """The model's name at the server."""
        return self._settings.model

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """Pieces of the answer, all within the deadline, which counts from the request."""
        messages = [("system", prompt.system), ("human", prompt.user())]
        ended, length = "", 0
        chat = await asyncio.to_thread(self._chat)
        deadline = asyncio.get_running_loop().time() + self._settings.timeout
        chunks = chat.astream(messages)
        async with self._closing(chat, chunks):
            while (chunk := await self._next(chunks, deadline)) is not None:
                ended = chunk.response_metadata.get("finish_reason") or ended
                if text := chunk.text:
                    length += len(text)
                    yield text
                if length > _LONGEST_ANSWER:
                    raise self._broken("does not stop")
        if not ended:
            raise self._broken("broke off its answer")
        if not length:
            raise self._broken("sent an empty answer")

    async def close(self) -> None:
        """Nothing stays open between answers."""

    @contextlib.asynccontextmanager
    async def _closing(self, chat: ChatOpenAI, chunks: Any) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await chunks.aclose()
            await chat.http_async_client.aclose()  # type: ignore[union-attr]

    def _chat(self) -> ChatOpenAI:
        """A client for one answer: it belongs to the running loop."""
        from langchain_openai import ChatOpenAI

        key = self._settings.api_key.get_secret_value() or _NO_KEY

        async def api_key() -> str:  # a coroutine: no synchronous client is made
            return key

        return ChatOpenAI(
            model=self._settings.model,
            base_url=self._settings.base_url,
            api_key=api_key,
            http_async_client=private_async_client(_rule(self._settings), self._settings.timeout),
            timeout=self._settings.timeout,
            max_retries=0,
            temperature=0.0,
            seed=7,
            extra_body={"max_tokens": self._settings.max_tokens},
            stream_usage=False,
            stream_chunk_timeout=None,
            use_responses_api=False,
        )

    async def _next(self, chunks: AsyncIterator[Any], deadline: float) -> Any:
        with self._failures():
            async with asyncio.timeout_at(deadline):
                return await anext(chunks, None)

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Every way to fail becomes one of ours; the library's text is dropped."""
        try:
            yield
        except (ModelFailure, asyncio.CancelledError):
            raise
        except TimeoutError:
            raise self._slow() from None
        except Exception as error:
            raise self._meaning(error) from None

    def _meaning(self, error: Exception) -> ModelFailure:
        import httpx2
        import openai

        refused = _cause(error, AddressRefused)
        if refused is not None:
            return ModelUnreachable(str(refused))
        if isinstance(error, openai.APITimeoutError):
            return self._slow()
        if isinstance(error, openai.APIStatusError):
            return self._status(error.status_code)
        if _cause(error, httpx2.RemoteProtocolError) or _cause(error, httpx2.ReadError):
            return self._broken("broke off its answer")
        if isinstance(error, openai.APIConnectionError):
            return ModelUnreachable(
                f"no model server answers at {self._settings.base_url}; start it, or mend "
                "HUSH_LOCAL__BASE_URL"
            )
        return self._broken("sent something that is not an answer")

    def _status(self, status: int) -> ModelFailure:
        who = f"the local model server at {self._host}"
        if status in (401, 403):
            return ModelRefused(f"{who} refused the key (HTTP {status}); set HUSH_LOCAL__API_KEY")
        if status == 404:
            return ModelRefused(
                f"{who} does not know the model {self._settings.model} (HTTP 404); pull it there, "
                "or mend HUSH_LOCAL__MODEL and HUSH_LOCAL__BASE_URL (it often ends in /v1)"
            )
        if status == 429:
            return ModelRefused(f"{who} is busy (HTTP 429); ask again in a moment")
        if 300 <= status < 400:
            return ModelRefused(
                f"{who} wants to send the prompt elsewhere (HTTP {status}), which is never "
                "followed; set HUSH_LOCAL__BASE_URL to the final address"
            )
        if status >= 500:
            return self._broken(f"failed (HTTP {status})")
        return ModelRefused(
            f"{who} refused the prompt (HTTP {status}); it may be longer than its context: lower "
            "HUSH_ANSWER__PROMPT_CHARACTERS or raise the server's context"
        )

    def _broken(self, what: str) -> ModelBroken:
        return ModelBroken(f"the local model server at {self._host} {what}; look at its log")

    def _slow(self) -> ModelTimeout:
        return ModelTimeout(
            f"the local model server at {self._host} did not finish within "
            f"{self._settings.timeout:g} s; raise HUSH_LOCAL__TIMEOUT or take a smaller model"
        )


def _cause(error: BaseException | None, kind: type[Exception]) -> BaseException | None:
    """The first error of this kind in the chain of causes."""
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error


def probe(settings: LocalSettings) -> str:
    """Ask the server for its list of models (`hush doctor`): a sentence, or a `ModelFailure`."""
    import httpx2

    model = ServerModel(settings)
    key = settings.api_key.get_secret_value() or _NO_KEY
    url = settings.base_url.rstrip("/") + "/models"
    try:
        with private_sync_client(_rule(settings), _PROBE_SECONDS) as client:
            answer = client.get(url, headers={"Authorization": f"Bearer {key}"})
    except AddressRefused as refused:
        raise ModelUnreachable(str(refused)) from None
    except httpx2.HTTPError:
        raise ModelUnreachable(
            f"no model server answers at {settings.base_url}; start it, or mend "
            "HUSH_LOCAL__BASE_URL"
        ) from None
    if answer.status_code == 404:
        return "it answers, but has no list of models"
    if answer.status_code != 200:
        raise model._status(answer.status_code)
    return _listed(answer, settings.model)


def _listed(answer: Any, name: str) -> str:
    try:
        known = {str(entry["id"]) for entry in answer.json()["data"]}
    except (ValueError, KeyError, TypeError):
        return "it answers, but its list of models is not readable"
    if name in known or f"{name}:latest" in known:
        return "it has the model"
    return (
        f"it answers, but does not list the model {name}; pull it there or mend HUSH_LOCAL__MODEL"
    )
