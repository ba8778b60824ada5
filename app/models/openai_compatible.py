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
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from app.errors import (
    ModelBroken,
    ModelFailure,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
    SettingsInvalid,
)
from app.models.ending import to_its_end
from app.models.refusals import retry_after
from app.prompt import Prompt
from app.settings import LocalSettings
from index.addresses import Rule, private_async_client, private_sync_client
from index.errors import AddressRefused
from index.sentence import Sentence

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

E = TypeVar("E", bound=Exception)

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
        messages = [("system", prompt.inside), ("human", prompt.user())]
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
                    raise ModelBroken(
                        "the local model server at {host} does not stop; look at its log",
                        host=self._host,
                    )
        if not ended:
            raise self._cut()
        if not length:
            raise ModelBroken(
                "the local model server at {host} sent an empty answer; look at its log",
                host=self._host,
            )

    async def close(self) -> None:
        """Nothing stays open between answers."""

    @contextlib.asynccontextmanager
    async def _closing(self, chat: ChatOpenAI, chunks: Any) -> AsyncIterator[None]:
        try:
            yield
        finally:
            try:
                await chunks.aclose()
            finally:
                await to_its_end(chat.http_async_client.aclose())  # type: ignore[union-attr]

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
            return ModelUnreachable(refused.sentence)
        if isinstance(error, openai.APITimeoutError):
            return self._slow()
        if isinstance(error, openai.APIStatusError):
            wait = retry_after(error.response.headers.get("retry-after", ""), 0.0)
            return self._status(error.status_code, wait)
        if _cause(error, httpx2.RemoteProtocolError) or _cause(error, httpx2.ReadError):
            return self._cut()
        if isinstance(error, openai.APIConnectionError):
            return _silent(self._settings)
        return ModelBroken(
            "the local model server at {host} sent something that is not an answer; look at its "
            "log",
            host=self._host,
        )

    def _status(self, status: int, wait: float = 0.0) -> ModelFailure:
        """`wait`: seconds for which it asked to be left alone; not said."""
        at: dict[str, object] = {"host": self._host, "status": status, "wait": wait}
        if status in (401, 403):
            return ModelRefused(
                "the local model server at {host} refused the key (HTTP {status}); set "
                "HUSH_LOCAL__API_KEY",
                **at,
            )
        if status == 404:
            return ModelRefused(
                "the local model server at {host} does not know the model {model} (HTTP {status}); "
                "pull it there, or mend HUSH_LOCAL__MODEL and HUSH_LOCAL__BASE_URL (it often ends "
                "in /v1)",
                model=self._settings.model,
                **at,
            )
        if status == 429:
            return ModelRefused(
                "the local model server at {host} is busy (HTTP {status}); ask again in a moment",
                **at,
            )
        if 300 <= status < 400:
            return ModelRefused(
                "the local model server at {host} wants to send the prompt elsewhere (HTTP "
                "{status}), which is never followed; set HUSH_LOCAL__BASE_URL to the final address",
                **at,
            )
        if status >= 500:
            return ModelBroken(
                "the local model server at {host} failed (HTTP {status}); look at its log", **at
            )
        return ModelRefused(
            "the local model server at {host} refused the prompt (HTTP {status}); it may be "
            "longer than its context: lower HUSH_ANSWER__PROMPT_CHARACTERS or raise the server's "
            "context",
            **at,
        )

    def _cut(self) -> ModelBroken:
        return ModelBroken(
            "the local model server at {host} broke off its answer; look at its log",
            host=self._host,
        )

    def _slow(self) -> ModelTimeout:
        return ModelTimeout(
            "the local model server at {host} did not finish within {seconds:g} s; raise "
            "HUSH_LOCAL__TIMEOUT or take a smaller model",
            host=self._host,
            seconds=self._settings.timeout,
        )


def _cause(error: BaseException | None, kind: type[E]) -> E | None:
    """The first error of this kind in the chain of causes."""
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error


def _silent(settings: LocalSettings) -> ModelUnreachable:
    return ModelUnreachable(
        "no model server answers at {url}; start it, or mend HUSH_LOCAL__BASE_URL",
        url=settings.base_url,
    )


def probe(settings: LocalSettings) -> Sentence:
    """Ask the server for its list of models (`hush doctor`): a sentence, or a `ModelFailure`."""
    import httpx2

    model = ServerModel(settings)
    key = settings.api_key.get_secret_value() or _NO_KEY
    url = settings.base_url.rstrip("/") + "/models"
    try:
        with private_sync_client(_rule(settings), _PROBE_SECONDS) as client:
            answer = client.get(url, headers={"Authorization": f"Bearer {key}"})
    except AddressRefused as refused:
        raise ModelUnreachable(refused.sentence) from None
    except httpx2.HTTPError:
        raise _silent(settings) from None
    if answer.status_code == 404:
        return Sentence("it answers, but has no list of models")
    if answer.status_code != 200:
        raise model._status(answer.status_code)
    return _listed(answer, settings.model)


def _listed(answer: Any, name: str) -> Sentence:
    try:
        known = {str(entry["id"]) for entry in answer.json()["data"]}
    except (ValueError, KeyError, TypeError):
        return Sentence("it answers, but its list of models is not readable")
    if name in known or f"{name}:latest" in known:
        return Sentence("it has the model")
    return Sentence(
        "it answers, but does not list the model {name}; pull it there or mend HUSH_LOCAL__MODEL",
        name=name,
    )
