"""`CloudModel`: the one model that is not in the house, and takes a `Sanitized` only (law 5).

Invariant: one retry layer (429, 5xx, no connection; before the first word), one deadline over
everything, no redirect, no proxy. A stream that is empty, cut, or no stream is an error, never a
short answer. Errors hold neither the prompt nor what came back. The SDK and its HTTP library are
imported when the first question goes out; it is asked for plain objects of JSON, since building its
own types of every piece took longer than everything else about it.
Deliberately elsewhere: what exactly is sent (`request`); guard, audit and the way out (`transport`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.audit import Audit, Decided, Spent
from app.confidentiality.guard import Guard, Outgoing
from app.confidentiality.policy import Price
from app.confidentiality.sanitize import Sanitized
from app.errors import (
    HushError,
    ModelBroken,
    ModelFailure,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
)
from app.models.attempts import BACKOFF_SECONDS, AgainError, Report, pause
from app.models.refusals import refusal, retry_after
from app.models.request import address, fields, outgoing
from app.settings import CloudSettings
from app.spending import estimated_tokens, spent

if TYPE_CHECKING:
    import ssl

    from openai import AsyncOpenAI, AsyncStream

    from app.models.transport import GuardedTransport

CUT_SHORT = " [\u2026]"
"""Ends an answer that reached `max_tokens`."""

_LONGEST_ANSWER = 1_000_000


class CloudModel:
    """Answers from a sanitised prompt, outside. Made only where the cloud lane is configured."""

    def __init__(
        self,
        settings: CloudSettings,
        guard: Guard,
        audit: Audit,
        price: Price | None = None,
        currency: str = "USD",
    ) -> None:
        """`price` and `currency` are the policy's, for the audit. Raises `ValueError` where the lane
        is off: what is rehearsed then has stand-ins for what is not set."""
        if not settings.on:
            raise ValueError("the cloud lane is off")
        self._settings = settings
        self._price = price
        self._currency = currency
        self._guard = guard
        self._audit = audit
        self._security: ssl.SSLContext | None = None
        self._host = urlsplit(address(settings)).netloc

    @property
    def name(self) -> str:
        """What the person is told."""
        return self._settings.model

    async def stream(self, prompt: Sanitized, decided: Decided) -> AsyncGenerator[str, None]:
        """Pieces of the answer, placeholders in it. Close the iterator to cancel.

        Raises `ModelFailure`s (`EgressHeld` when the guard kept it back) and `AuditUnwritable`.
        """
        if type(prompt) is not Sanitized:
            raise TypeError("the cloud model takes a Sanitized only")
        transport = self._transport(prompt, decided)
        deadline = asyncio.get_running_loop().time() + self._settings.timeout
        report = Report(self._audit, decided, transport, self._spent)
        answer: AsyncStream[object] | None = None
        try:
            client = self._client(transport)
            answer = await self._opened(client, prompt, report, deadline)
            async with aclosing(self._read(answer, deadline)) as texts:
                async for text in texts:
                    report.tokens += estimated_tokens(text)
                    yield text
            report.outcome = "answered"
        except HushError as failure:
            report.outcome = type(failure).__name__
            raise
        finally:
            await report.end(answer)

    def load(self) -> None:
        """What takes seconds at the first question, before the deadline's clock runs."""
        import httpx2
        import openai  # noqa: F401

        if self._security is None:
            self._security = httpx2.create_ssl_context(trust_env=False)

    def _transport(self, prompt: Sanitized, decided: Decided) -> GuardedTransport:
        from app.models.transport import GuardedTransport

        self.load()
        assert self._security is not None
        request = outgoing(prompt, self._settings)
        most = self._spent(request, self._settings.max_tokens)
        return GuardedTransport(
            request, prompt, decided, self._guard, self._audit, self._security, most
        )

    def _spent(self, request: Outgoing, tokens_out: int) -> Spent:
        tokens_in = estimated_tokens(request.body.decode())
        return spent(tokens_in, tokens_out, self._price, self._currency)

    def _client(self, transport: GuardedTransport) -> AsyncOpenAI:
        import httpx2
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self._settings.api_key.get_secret_value(),
            base_url=address(self._settings).removesuffix("/chat/completions"),
            max_retries=0,
            timeout=None,
            http_client=httpx2.AsyncClient(
                transport=transport, trust_env=False, follow_redirects=False, timeout=None
            ),
        )

    async def _opened(
        self, client: AsyncOpenAI, prompt: Sanitized, report: Report, deadline: float
    ) -> AsyncStream[object]:
        """The answer's stream, after as many attempts as settings and deadline allow."""
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        now = asyncio.get_running_loop().time
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._settings.attempts),
            retry=retry_if_exception(
                lambda error: isinstance(error, AgainError) and now() + error.wait < deadline
            ),
            wait=lambda state: pause(state.outcome.exception() if state.outcome else None),
            before_sleep=lambda _: report.again(),
            reraise=True,
        )
        try:
            async with asyncio.timeout_at(deadline):
                return await retrying(self._attempt, client, prompt)
        except TimeoutError:
            failure: HushError = self._late()
        except AgainError as error:
            failure = error.failure
        raise failure

    async def _attempt(self, client: AsyncOpenAI, prompt: Sanitized) -> AsyncStream[object]:
        from openai import AsyncStream

        try:
            answer = await client.post(
                "/chat/completions",
                cast_to=object,
                body=fields(prompt, self._settings),
                stream=True,
                stream_cls=AsyncStream[object],
            )
        except HushError:
            raise
        except Exception as error:  # mapped outside of the handler: no text of it may be chained
            failure = self._mapped(error)
        else:
            kind = answer.response.headers.get("content-type", "")
            if kind.partition(";")[0].strip().lower() == "text/event-stream":
                return answer
            failure = ModelBroken(
                "the cloud model at {host} did not send a stream; check that "
                "HUSH_CLOUD__BASE_URL is an OpenAI-compatible API",
                host=self._host,
            )
        raise failure

    async def _read(
        self, answer: AsyncStream[object], deadline: float
    ) -> AsyncGenerator[str, None]:
        """Texts of the stream up to its declared end."""
        length = 0
        while (piece := await self._next(answer, deadline)) is not None:
            text, finish_reason = piece
            length += len(text)
            if text:
                yield text
            if finish_reason is not None:
                if cut := self._ending(finish_reason, length):
                    yield cut
                return
            if length > _LONGEST_ANSWER:
                raise ModelBroken(
                    "the cloud model at {host} does not stop; ask again", host=self._host
                )
        raise ModelBroken(
            "the answer of the cloud model at {host} broke off; ask again, and check proxies "
            "between here and there if it happens often",
            host=self._host,
        )

    def _ending(self, finish_reason: str, length: int) -> str:
        if finish_reason == "content_filter":
            raise ModelRefused(
                "the content filter of {host} stopped the answer; put the question in other words",
                host=self._host,
            )
        if not length:
            raise ModelBroken(
                "the cloud model at {host} sent an empty answer; ask again, and raise "
                "HUSH_CLOUD__MAX_TOKENS if the model thinks before it answers",
                host=self._host,
            )
        return CUT_SHORT if finish_reason == "length" else ""

    async def _next(
        self, answer: AsyncStream[object], deadline: float
    ) -> tuple[str, str | None] | None:
        """The next text and, with the last one, why it ended; None where the stream just stops."""
        try:
            async with asyncio.timeout_at(deadline):
                chunk = await anext(answer, None)
            return None if chunk is None else _piece(chunk)
        except TimeoutError:
            failure: ModelFailure = self._late()
        except Exception:  # connection, encoding, JSON, an error in the stream: all the same here
            failure = ModelBroken(
                "the answer of the cloud model at {host} could not be read to its end; ask again",
                host=self._host,
            )
        raise failure

    def _late(self) -> ModelTimeout:
        return ModelTimeout(
            "the cloud model at {host} did not finish within {seconds:g} s; ask again, or raise "
            "HUSH_CLOUD__TIMEOUT",
            host=self._host,
            seconds=self._settings.timeout,
        )

    def _mapped(self, error: Exception) -> Exception:
        """Our own error for one of the SDK's, without its text."""
        from openai import APIConnectionError, APIStatusError

        if isinstance(error, APIConnectionError):
            return AgainError(
                ModelUnreachable(
                    "no connection to the cloud model at {host}; check HUSH_CLOUD__BASE_URL and "
                    "the network",
                    host=self._host,
                )
            )
        if not isinstance(error, APIStatusError):
            return ModelBroken(
                "the cloud model at {host} sent something that is no answer; check that "
                "HUSH_CLOUD__BASE_URL is an OpenAI-compatible API",
                host=self._host,
            )
        status = error.status_code
        if status == 429 or status >= 500:
            wait = retry_after(error.response.headers.get("retry-after", ""), 0.0)
            return AgainError(refusal(status, self._host, wait), wait or BACKOFF_SECONDS)
        return refusal(status, self._host)


def _piece(chunk: object) -> tuple[str, str | None]:
    """The text of a piece and why the answer ended, if it did. Raises where it is none.

    Some providers put pieces without a choice (pings, usage) or without a delta (what a filter
    says) between the others.
    """
    match chunk:
        case {"choices": [{**choice}, *_]}:
            delta, ended = choice.get("delta") or {}, choice.get("finish_reason") or None
            text = delta.get("content") or "" if isinstance(delta, dict) else None
            if isinstance(text, str) and isinstance(ended, str | None):
                return text, ended
        case {**other} if not other.get("choices"):
            return "", None
    raise ValueError("a piece of another form")
