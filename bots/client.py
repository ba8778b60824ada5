"""`HttpService`: the service over HTTP, by its address and a key, or by its owner's socket here.

Invariant: whatever goes wrong is one `Refused` with a code and the request's id; nothing that a
server or a library says is kept in it. One request is one try. Who asks stands in the headers of
`app.contract.chat`, exactly as the platform has said it. Deliberately elsewhere: which addresses may
be reached (`app.contract.reaching`), how it fails (`client_failures`), what a person reads (`words`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import quote

from app.contract import (
    FOR,
    IN,
    MAIL,
    SHARED,
    Alert,
    AlertAnswer,
    Ask,
    Citations,
    Digests,
    Done,
    Feedback,
    Hits,
    Humans,
    Ingest,
    Judge,
    Judged,
    MayReadMore,
    Me,
    More,
    NeedsHuman,
    Pair,
    Paired,
    Passages,
    PassageText,
    Progress,
    Queued,
    Restart,
    Route,
    Search,
    Share,
    Shared,
    Sources,
    Standing,
    Token,
    WhatLeft,
    Wire,
)
from app.contract.reaching import by_address, by_socket
from app.contract.streaming import events
from bots.asking import Asker, Event, Refused
from bots.client_failures import failures, problem, whole
from bots.settings import Settings

if TYPE_CHECKING:
    import httpx2

SOCKET = "hush.sock"
_SHORT_SECONDS = 60.0
"""For everything but answers and runs of ingestion, and for the beginning of those."""
_EVENTS: Mapping[str, type[Event]] = {
    "passages": Passages,
    "route": Route,
    "queue": Queued,
    "token": Token,
    "restart": Restart,
    "citations": Citations,
    "done": Done,
}
W = TypeVar("W", bound=Wire)


class HttpService:
    """A `bots.asking.Service`. Use as an async context."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened yet."""
        self._settings = settings
        self._client: httpx2.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        chosen = self._settings.service
        if not chosen.url:
            self._client = by_socket(self._settings.home / SOCKET, timeout=chosen.timeout)
            return self
        try:
            self._client = by_address(
                chosen.url, public_host=chosen.public_host, timeout=chosen.timeout
            )
        except ValueError:
            raise Refused("address") from None
        if key := chosen.key.get_secret_value():
            self._client.headers["Authorization"] = f"Bearer {key}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.aclose()

    # ---- answers

    async def ask(self, asker: Asker, question: str, thread: str) -> AsyncGenerator[Event, None]:
        """An answer as it comes."""
        body = Ask(question=question, thread=thread or None, keep=bool(thread))
        told = self._streamed("POST", "/api/ask", asker, body, self._settings.service.timeout)
        async with aclosing(told):
            async for name, data in told:
                if name == "error":
                    raise problem(data.encode(), 500, None)
                if (kind := _EVENTS.get(name)) is not None:
                    with whole():
                        event = kind.model_validate_json(data)
                    yield event
                if name == "done":
                    return
        raise Refused("failed")

    async def search(self, asker: Asker, query: str, k: int) -> Hits:
        """The best passages."""
        return await self._said("POST", "/api/search", asker, Hits, Search(query=query, k=k))

    async def passage(self, asker: Asker, name: str, *, whole: bool = False) -> PassageText:
        """One passage, or the whole document around it."""
        path = f"/api/passages/{quote(name, safe='')}{'?whole=true' * whole}"
        return await self._said("GET", path, asker, PassageText)

    async def explain(self, asker: Asker, question: str) -> dict[str, object]:
        """The object of `hush explain --json`."""
        found = await self._asked("POST", "/api/explain", asker, Ask(question=question, keep=False))
        with whole():
            said = json.loads(found)
        return said if isinstance(said, dict) else {}

    async def feedback(self, asker: Asker, feedback: Feedback) -> None:
        """Somebody's verdict on an answer."""
        await self._asked("POST", "/api/feedback", asker, feedback)

    async def more(self, asker: Asker, question: str, thread: str) -> bool:
        """Whether the asker may read more on this than the channel."""
        body = More(question=question, thread=thread)
        return (await self._said("POST", "/api/chat/more", asker, MayReadMore, body)).more

    async def share(self, asker: Asker, answer: str) -> Shared:
        """A private answer for the channel."""
        return await self._said("POST", "/api/chat/share", asker, Shared, Share(answer=answer))

    async def left(self, asker: Asker, answer: str) -> Judged:
        """What left the company for an answer."""
        return await self._said("POST", "/api/chat/left", asker, Judged, WhatLeft(answer=answer))

    async def judge(self, asker: Asker, text: str, sources: list[str]) -> Judged:
        """What of a text may be posted."""
        body = Judge(text=text, sources=sources)
        return await self._said("POST", "/api/chat/judge", asker, Judged, body)

    # ---- people and alerts

    async def who(self, asker: Asker) -> Standing:
        """What the service knows of them."""
        return await self._said("GET", "/api/chat/who", asker, Standing)

    async def pair(self, asker: Asker, code: str) -> Paired:
        """Link an account."""
        return await self._said("POST", "/api/chat/pair", asker, Paired, Pair(code=code))

    async def human(self, asker: Asker, answer: str) -> Humans:
        """Whom to mention."""
        body = NeedsHuman(answer=answer)
        return await self._said("POST", "/api/chat/human", asker, Humans, body)

    async def alert(self, asker: Asker, alert: Alert) -> AlertAnswer:
        """The runbook for an alert."""
        return await self._said("POST", "/api/chat/alert", asker, AlertAnswer, alert)

    async def digests(self, platform: str, days: int) -> Digests:
        """For owners of documents."""
        return await self._digests(Asker(), platform, days)

    async def digest(self, asker: Asker, days: int) -> Digests:
        """For one account."""
        return await self._digests(asker, asker.account.partition(":")[0], days)

    async def _digests(self, asker: Asker, platform: str, days: int) -> Digests:
        path = f"/api/chat/digests?platform={quote(platform)}&days={days}"
        return await self._said("GET", path, asker, Digests)

    # ---- sources

    async def sources(self, asker: Asker) -> Sources:
        """Those of which the asker may read something."""
        return await self._said("GET", "/api/chat/sources", asker, Sources)

    async def reindex(self, asker: Asker, source: str) -> AsyncGenerator[Progress, None]:
        """Look at a source again, and follow that."""
        begun = await self._said("POST", "/api/ingest", asker, Progress, Ingest(source=source))
        yield begun
        path = f"/api/ingest/{quote(begun.run, safe='')}"
        told = self._streamed("GET", path, asker, None, None)
        async with aclosing(told):
            async for _, data in told:
                with whole():
                    step = Progress.model_validate_json(data)
                yield step
                if step.state in ("done", "failed"):
                    return
        raise Refused("failed")

    async def scopes(self) -> list[str]:
        """What the bots' own key, or the owner's socket, may."""
        return (await self._said("GET", "/api/me", Asker(), Me)).scopes

    # ---- requests

    async def _said(
        self, method: str, path: str, asker: Asker, kind: type[W], body: Wire | None = None
    ) -> W:
        found = await self._asked(method, path, asker, body)
        with whole():
            return kind.model_validate_json(found)

    async def _asked(self, method: str, path: str, asker: Asker, body: Wire | None = None) -> bytes:
        assert self._client is not None
        with failures():
            async with asyncio.timeout(_SHORT_SECONDS):
                answer = await self._client.request(
                    method, path, json=_body(body), headers=_headers(asker)
                )
        if answer.status_code >= 300:
            raise problem(answer.content, answer.status_code, answer.headers.get("Retry-After"))
        content: bytes = answer.content
        return content

    async def _streamed(
        self, method: str, path: str, asker: Asker, body: Wire | None, seconds: float | None
    ) -> AsyncGenerator[tuple[str, str], None]:
        assert self._client is not None
        began = asyncio.get_running_loop().time()
        beginning = _SHORT_SECONDS if seconds is None else min(seconds, _SHORT_SECONDS)
        with failures() as heard:
            async with (
                asyncio.timeout(beginning) as limit,
                self._client.stream(
                    method, path, json=_body(body), headers=_headers(asker)
                ) as answer,
            ):
                heard.yes = True
                limit.reschedule(None if seconds is None else began + seconds)
                if answer.status_code >= 300:
                    said, after = await answer.aread(), answer.headers.get("Retry-After")
                    raise problem(said, answer.status_code, after)
                async with aclosing(events(answer.aiter_lines())) as told:
                    async for one in told:
                        yield one


def _headers(asker: Asker) -> dict[str, str]:
    named = {
        FOR: asker.account,
        IN: asker.place or "",
        MAIL: asker.mail if asker.mail.isascii() else "",  # the service believes no other
        SHARED: "1" if asker.shared else "",
    }
    spoken = {"Accept-Language": asker.language}
    return spoken | {name: value for name, value in named.items() if value}


def _body(body: Wire | None) -> object:
    return None if body is None else body.model_dump(mode="json", exclude_defaults=True)


def where(settings: Settings) -> str:
    """Where the service is looked for, for a person who runs it."""
    return settings.service.url or str(Path(settings.home) / SOCKET)
