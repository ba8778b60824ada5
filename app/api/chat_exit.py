"""What a bot gets for somebody passes here: the one place where law 13 is kept over HTTP.

Invariant: an address gives a bot nothing for somebody unless it is marked: `judged`, whose answers are
judged here by their type, or `wordless`, in whose answers no word of a document or of a person stands.
An address that is not marked refuses, so a new one has to choose.
Deliberately elsewhere: the judgement (`app.chat_exit`), an answer as it grows (`releasing`).
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ParamSpec, TypeVar, assert_never, cast

from fastapi import Request

from app.api.context import context
from app.api.event_stream import EventStream
from app.api.problems import Refused, language_of
from app.chat_exit import Chat, ChatExit
from app.contract import (
    AlertAnswer,
    Citation,
    Digests,
    Hits,
    Humans,
    Judged,
    PassageText,
    Progress,
    Shared,
    Sources,
)
from app.principals import Principal
from app.service import Service
from index.chunk import Chunk

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=Citation)
D = TypeVar("D", bound=Citation | PassageText)
N = TypeVar("N")

Sayable = (
    Hits | PassageText | Judged | Shared | Humans | AlertAnswer | Sources | Progress
    | Digests | dict[str, object] | EventStream
)  # fmt: skip
"""What addresses may give a bot for somebody; of a stream each event was judged before it."""

JUDGED: set[object] = set()
WORDLESS: set[object] = set()
"""The endpoints that are marked so."""


def judged(endpoint: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Marks an endpoint, which has `request` among its arguments: what it gives a bot is judged."""

    @functools.wraps(endpoint)
    async def passing(*args: P.args, **kwargs: P.kwargs) -> R:
        given = await endpoint(*args, **kwargs)
        chat = for_chat(cast(Request, kwargs["request"]))
        return given if chat is None else cast(R, await chat.shown(cast(Sayable, given)))

    JUDGED.add(passing)
    return passing


def wordless(endpoint: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Marks an endpoint: no word of a document or of a person stands in what it gives."""
    WORDLESS.add(endpoint)
    return endpoint


def require_marked(principal: Principal, request: Request) -> None:
    """Raises `Refused` where a bot asks for somebody at an address that is not marked."""
    endpoint = request.scope.get("endpoint")
    if principal.platform and endpoint not in JUDGED and endpoint not in WORDLESS:
        raise Refused(403, "not_in_chat")


@dataclass(frozen=True, slots=True)
class ForChat:
    """One request of a bot: everything that it gets is judged for this chat."""

    exit: ChatExit
    service: Service
    who: str
    chat: Chat

    async def judge(
        self, text: str, sources: Collection[str] = (), named: Collection[str] | None = None
    ) -> Judged:
        """What of this text may be shown."""
        judge, on = self.exit.judge, tuple(sources)
        return await self.service.aside(self.who, judge, text, on, self.chat, named)

    async def allowed(self, sources: Collection[str]) -> frozenset[str]:
        """Those of these sources that the platform may show."""
        allowed, on = self.exit.allowed, tuple(sources)
        return await self.service.aside(self.who, allowed, self.chat.platform, on)

    async def plain(self, names: Sequence[str]) -> list[bool]:
        """Which of these names may be shown."""
        return await self.service.aside(self.who, self.exit.plain, names, self.chat.platform)

    async def holders(self, passages: Sequence[Chunk]) -> tuple[str, ...]:
        """Sources of those in which a credential stands."""
        return await self.service.aside(self.who, self.exit.holders, passages)

    async def page(self) -> str:
        """Where a person can ask the same on the page, "" without an address."""
        return await self.service.aside(self.who, self.exit.page_for, self.chat)

    async def citations(self, cited: Sequence[C]) -> list[C]:
        """Those of documents that may be shown, without an address or owner that may not."""
        return await self._about(
            await self._named([(one, one.source, one.heading) for one in cited])
        )

    async def _about(self, listed: Sequence[D]) -> list[D]:
        """What documents say of themselves is text of theirs, too."""
        urls = await self.plain([one.url or "" for one in listed])
        owners = await self.plain([one.owner or "" for one in listed])
        changes = [
            {"url": one.url if url else None, "owner": one.owner if owner else None}
            for one, url, owner in zip(listed, urls, owners, strict=True)
        ]
        return [
            cast(D, one.model_copy(update=change))
            for one, change in zip(listed, changes, strict=True)
        ]

    async def shown(self, given: Sayable) -> Sayable:
        """What an endpoint gives, as it may be shown."""
        match given:
            case Hits():
                hits = [(hit, hit.source, hit.heading) for hit in given.hits]
                return Hits(hits=await self._named(hits))
            case PassageText():
                return await self._passage(given)
            case dict():
                return await self._explained(given)
            case Judged() | Shared() | Humans() | AlertAnswer() | Sources() | Progress():
                return given  # made of judged parts
            case Digests():
                return given  # so are these
            case EventStream():
                return given  # each event was judged by itself
            case never:
                assert_never(never)

    async def progress(self, given: Progress) -> Progress:
        """How far a run is, with the failures whose documents may be named here."""
        if given.report is None:
            return given
        failed = cast(list[dict[str, object]], given.report["failed"])
        listed = [(one, str(one["source"]), [str(one.get("reason", ""))]) for one in failed]
        report = {**given.report, "failed": await self._named(listed)}
        return given.model_copy(update={"report": report})

    async def _named(self, listed: Sequence[tuple[N, str, Sequence[str]]]) -> list[N]:
        """Those of documents that may be named, with names that are plain."""
        allowed = await self.allowed({source for _, source, _ in listed})
        rest = [
            (one, "\n".join((source, *path))) for one, source, path in listed if source in allowed
        ]
        plain = await self.plain([names for _, names in rest])
        return [one for (one, _), fine in zip(rest, plain, strict=True) if fine]

    async def _passage(self, given: PassageText) -> PassageText:
        said = await self.judge(given.text, [given.source])
        named = await self._named([(given, given.source, given.heading)])
        [given] = await self._about([given])
        if said.withheld != "level" and not named:
            said = self.exit.withheld("credential", self.chat)
        change: dict[str, object] = {
            "text": said.text,
            "withheld": said.withheld,
            "page": said.page,
        }
        if said.withheld == "level" or not named:
            change |= {"source": "", "heading": [], "url": None, "owner": None}
        return given.model_copy(update=change)

    async def _explained(self, given: dict[str, object]) -> dict[str, object]:
        """Without originals and what stands for them; what would leave is judged with all of its
        sources."""
        listed = cast(list[dict[str, object]], given["passages"])
        sources = {str(one["source"]) for one in listed}
        allowed = await self.allowed(sources)
        outgoing = cast("str | None", given["outgoing"])
        left = None if outgoing is None else await self.judge(outgoing, sources)
        named = await self._named(
            [(one, str(one["source"]), cast(list[str], one["heading"])) for one in listed]
        )
        reason = str(given["reason"])
        by = [one for one in cast(list[str], given["decided_by"]) if one not in sources - allowed]
        return {
            **given,
            "reason": "" if any(one in reason for one in sources - allowed) else reason,
            "outgoing": None if left is None or left.withheld == "level" else left.text,
            "withheld": left.withheld if left is not None else "",
            "passages": named,
            "decided_by": by,
            "findings": [],
            "original": "",
            "masks": [],
        }


def for_chat(request: Request, question: str = "") -> ForChat | None:
    """Of a request that a bot makes for somebody; None for all others."""
    principal: Principal = request.state.principal
    if not (platform := principal.platform):
        return None
    made = context(request)
    chat = Chat(platform, language_of(request), question)
    return ForChat(made.exit, made.service, principal.id, chat)
