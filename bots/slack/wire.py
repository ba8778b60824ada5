"""The only door to Slack: its Web API, its files, the addresses at which it takes a late answer.

Invariant: the token goes to the host of `HUSH_SLACK__BASE_URL` and, for files, to hosts of the same
name; redirects are refused, proxies of the environment are not asked, and a call is made once: the
library's own repeats are off, for they post twice where a reply is lost. The libraries' log lines
lose their words before they are written (law 8).
Deliberately elsewhere: limits (`pace`), what is called (`calls`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.failures import Failed

SECONDS = 20.0
_UNSENT = (aiohttp.ClientConnectorError, aiohttp.InvalidURL)


class _Wordless(logging.Filter):
    """Of a library's line only where it was written remains: its words may be somebody's."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = "slack: %s in %s", (record.levelname.lower(), record.funcName)
        record.exc_info, record.exc_text = None, None
        return True


def quiet_logger() -> logging.Logger:
    """The logger for Slack's libraries."""
    logger = logging.getLogger("bots.slack.library")
    logger.setLevel(logging.ERROR)
    if not any(isinstance(known, _Wordless) for known in logger.filters):
        logger.addFilter(_Wordless())
    return logger


async def _refuse(*_: object) -> None:
    raise aiohttp.ClientError("a redirect")


class Wire:
    """One session. Opened in the loop that uses it, at the first call."""

    def __init__(self, base_url: str, token: str) -> None:
        self.client = AsyncWebClient(
            token=token,
            base_url=base_url if base_url.endswith("/") else base_url + "/",
            retry_handlers=[],
            logger=quiet_logger(),
        )
        self.client.proxy = None
        self._token = token
        self._home = urlsplit(base_url)

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session."""
        if self.client.session is None or self.client.session.closed:
            trace = aiohttp.TraceConfig()
            trace.on_request_redirect.append(_refuse)
            self.client.session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=SECONDS, connect=5.0),
                trace_configs=[trace],
                trust_env=False,
            )
        return self.client.session

    async def close(self) -> None:
        """Let go of the connections."""
        if self.client.session is not None:
            await self.client.session.close()

    async def call(
        self, method: str, arguments: Mapping[str, Any], token: str = ""
    ) -> dict[str, Any]:
        """One call of the Web API, made once. Raises `Failed`."""
        form = {name: _written(value) for name, value in arguments.items() if value is not None}
        self.session  # noqa: B018  # opened
        headers = {"Authorization": f"Bearer {token}"} if token else None
        try:
            answer = await self.client.api_call(method, data=form, headers=headers)
        except SlackApiError as error:
            raise _refused(error) from None
        except _UNSENT:
            raise Failed("unreachable") from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise Failed("lost", doubtful=True) from None
        found = answer.data
        if not isinstance(found, dict):
            raise Failed("lost", doubtful=True)
        scopes = answer.headers.get("x-oauth-scopes", "") if answer.headers else ""
        return {**found, "_scopes": scopes}

    def ours(self, url: str) -> bool:
        """Whether an address is Slack's, so that a token or an answer may go there."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        home = self._home.hostname or ""
        if (parts.scheme, host, port) == (self._home.scheme, home, self._home.port):
            return True
        name = home.removeprefix("www.")
        well = parts.scheme == "https" and port is None and not parts.username
        return well and self._home.scheme == "https" and host.endswith("." + name)

    async def fetch(self, url: str, most: int) -> bytes | None:
        """At most so many bytes of a file in Slack; None where it is none of Slack's or not given."""
        if not self.ours(url):
            return None
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            async with self.session.get(url, headers=headers, allow_redirects=False) as answer:
                if answer.status != 200 or answer.content_type == "text/html":
                    return None
                data = bytearray()
                async for piece in answer.content.iter_chunked(16_384):
                    data += piece
                    if len(data) > most:
                        break
                return bytes(data)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None

    async def reply(self, url: str, body: Mapping[str, Any]) -> None:
        """A late answer to a command or button. Raises `Failed`."""
        if not self.ours(url):
            raise Failed("foreign_address")
        try:
            async with self.session.post(url, json=dict(body), allow_redirects=False) as answer:
                text = (await answer.text())[:200]
        except _UNSENT:
            raise Failed("unreachable") from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise Failed("lost", doubtful=True) from None
        if answer.status == 429:
            raise Failed("ratelimited", _seconds(answer.headers.get("Retry-After")))
        if answer.status != 200 or "error" in text:
            raise Failed("late_answer_refused")


def _written(value: object) -> str:
    """A form's value."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _seconds(text: object) -> float:
    try:
        return min(3_600.0, max(1.0, float(str(text))))
    except ValueError:
        return 30.0


def _refused(error: SlackApiError) -> Failed:
    """The code of Slack's refusal; a reply that is no answer leaves a doubt."""
    response = error.response
    code = ""
    data = getattr(response, "data", None)
    if isinstance(data, dict):
        code = str(data.get("error", ""))
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    if status == 429 or code in ("ratelimited", "rate_limited"):
        headers = getattr(response, "headers", None) or {}
        return Failed("ratelimited", _seconds(headers.get("Retry-After", "30")))
    if not code or status >= 500:
        return Failed(code or "lost", doubtful=True)
    return Failed(code)
