"""`/api/sources` and `/api/ingest`: what is taken in, and looking at it again.

Invariant: one run at a time; it goes on whoever listens, and its report is kept for whoever comes
later, a few runs long. Deliberately elsewhere: ingestion itself, which the command line hands over
(`contract.Ingestion`).
"""

from __future__ import annotations

import asyncio
import functools
import logging
import uuid
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Path, Request

from app.api.access import Admin, Asker
from app.api.asking import EVENT_STREAM, event
from app.api.chat_exit import ForChat, for_chat, judged
from app.api.context import context
from app.api.event_stream import EventStream
from app.api.problems import BUSY, DOCUMENTED, Refused, language_of, message_of
from app.api.reindexed import Seen, as_seen
from app.contract import Ingest, Ingestion, Progress
from app.principals import Principal
from app.principals import Scope as May
from app.wording import sentence
from index.sentence import Sentence

router = APIRouter(prefix="/api", tags=["admin"], responses=DOCUMENTED)

_LOG = logging.getLogger("hush.service")
_KEPT = 20
_RUNNING = ("running", "running")
_EVENTS: dict[int | str, dict[str, object]] = {
    200: {
        "description": "Events `progress`; the last one of each source is `done` or `failed`",
        "content": EVENT_STREAM,
    }
}


@dataclass(slots=True)
class _Run:
    """One run over some sources. `changes` are what was said of it, numbered, in order."""

    id: str
    spoken: str
    by: str
    asker: str = ""
    """Who began it with a request (`_who`)."""
    before: Seen | None = None
    """In a chat: what they saw of the sources then."""
    changes: list[tuple[int, Progress]] = field(default_factory=list)
    said: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def say(self, progress: Progress) -> None:
        """In the event loop. Of how far a source is, the last word alone is kept."""
        if self.changes:
            last = self.changes[-1][1]
            if (last.source, last.state, progress.state) == (progress.source, *_RUNNING):
                self.changes.pop()
        self.said += 1
        self.changes.append((self.said, progress))
        self.news.set()
        self.news = asyncio.Event()


class Runs:
    """The runs of this service, for its event loop."""

    def __init__(self, ingestion: Ingestion) -> None:
        self._ingestion = ingestion
        self._runs: OrderedDict[str, _Run] = OrderedDict()
        self._task: asyncio.Task[None] | None = None
        self._wanted: dict[str, str] = {}

    def begin(
        self,
        sources: Sequence[str],
        spoken: str,
        asker: str,
        before: Seen | None = None,
        *,
        allow_delete: bool,
    ) -> Progress:
        """Start a run. Raises `Refused` while another one is at work."""
        if self._task is not None and not self._task.done():
            raise Refused(409)
        run = _Run(uuid.uuid4().hex, spoken, "request", asker, before)
        return self._start(run, sources, allow_delete=allow_delete)

    def _start(self, run: _Run, sources: Sequence[str], *, allow_delete: bool) -> Progress:
        waiting = [Progress(run=run.id, source=name, state="waiting") for name in sources]
        for progress in waiting:
            run.say(progress)
        self._runs[run.id] = run
        while len(self._runs) > _KEPT:
            self._runs.popitem(last=False)
        self._task = asyncio.create_task(self._work(run, sources, allow_delete=allow_delete))
        return waiting[0]

    def want(self, source: str, spoken: str) -> None:
        """Look at a source again: now, or once more after the run that is at work."""
        self._wanted[source] = spoken
        if self._task is None or self._task.done():
            self._begin_wanted()

    def _begin_wanted(self) -> None:
        if self._wanted:
            wanted, self._wanted = self._wanted, {}
            run = _Run(uuid.uuid4().hex, next(iter(wanted.values())), "push")
            self._start(run, list(wanted), allow_delete=False)

    def follow(self, name: str, asker: str | None) -> tuple[AsyncIterator[Progress], Seen | None]:
        """What is said of a run, from its beginning to its end, and what was seen before it; of one
        that this asker began, or of anybody's where it is None. Raises `Refused`."""
        run = self._runs.get(name)
        if run is None or asker not in (None, run.asker):
            raise Refused(404)
        return self._following(run), run.before

    async def _following(self, run: _Run) -> AsyncIterator[Progress]:
        told = 0
        while True:
            news, changes, ended = run.news, list(run.changes), run.ended
            for number, progress in changes:
                if number > told:
                    told = number
                    yield progress
            if ended:
                return
            await news.wait()

    async def _work(self, run: _Run, sources: Sequence[str], *, allow_delete: bool) -> None:
        for name in sources:
            await self._one(run, name, allow_delete=allow_delete)
        run.ended = True
        run.news.set()
        self._begin_wanted()

    async def _one(self, run: _Run, name: str, *, allow_delete: bool) -> None:
        loop = asyncio.get_running_loop()
        said = functools.partial(Progress, run=run.id, source=name)

        def told(done: int, total: int) -> None:
            loop.call_soon_threadsafe(run.say, said(state="running", done=done, total=total))

        run.say(said(state="running"))
        try:
            report = await asyncio.to_thread(self._ingestion.run, name, allow_delete, told)
        except Exception as error:  # whatever it is, the next source has its turn
            _LOG.warning("not_taken_in", extra=_about(run, name, error=type(error).__name__))
            run.say(said(state="failed", problem=message_of(error, run.spoken)))
        else:
            _LOG.info("taken_in", extra=_about(run, name, **_counts(report)))
            run.say(said(state="done", report=_in_words(report, run.spoken)))


def _in_words(said: Mapping[str, object], spoken: str) -> dict[str, object]:
    """Sentences in it (why a file was left out, warnings) in this language; all else as it is."""

    def told(value: object) -> object:
        match value:
            case Sentence():
                return sentence(value, spoken)
            case dict():
                return {key: told(one) for key, one in value.items()}
            case list() | tuple():
                return [told(one) for one in value]
        return value

    return {key: told(value) for key, value in said.items()}


def _about(run: _Run, source: str, **more: object) -> dict[str, object]:
    """For the log: the run, its source by name, who began it (a request of an admin, or a push)."""
    return {"run": run.id, "source": source, "by": run.by, **more}


def _counts(report: Mapping[str, object]) -> dict[str, object]:
    """Numbers alone: a report names files."""
    names = ("added", "updated", "removed", "unchanged")
    failed = report.get("failed")
    counts = {name: report.get(name, 0) for name in names}
    return {**counts, "failed": len(failed) if isinstance(failed, list | tuple) else 0}


def runs_of(request: Request) -> Runs:
    """Of this service. Raises `Refused` where it takes nothing in."""
    runs: Runs | None = request.app.state.runs
    if runs is None:
        raise Refused(503)
    return runs


def ingestion_of(request: Request) -> Ingestion:
    """Of this service. Raises `Refused` where it takes nothing in."""
    if (ingestion := context(request).ingestion) is None:
        raise Refused(503)
    return ingestion


@router.get("/sources")
async def sources(_: Admin, request: Request) -> dict[str, object]:
    """Every source: documents, chunks, last run, failures, unlabelled."""
    listed = await asyncio.to_thread(ingestion_of(request).sources)
    return {"sources": [_in_words(one, language_of(request)) for one in listed]}


async def may_reindex(asker: Principal, name: str | None, request: Request) -> bool:
    """Whether they may have this source (None: all of them) looked at again: admins, and from a chat
    owners of documents of it that they may read."""
    chat = asker.chat
    if asker.may(May.ADMIN) or (chat is not None and bool(chat.account) and chat.admin):
        return True
    if chat is None or name is None:
        return False
    listed = await asyncio.to_thread(context(request).exit.store.documents, asker.access)
    return any(chat.owns(one.owner) for one in listed.values() if one.source.startswith(f"{name}:"))


@router.post("/ingest", status_code=202, responses=BUSY)
@judged
async def ingest(body: Ingest, asker: Asker, request: Request) -> Progress:
    """Look at a source again, or at all of them, one after the other. From a chat: for the owners of
    its documents and admins of chats, and nothing is deleted that they did not see."""
    if not await may_reindex(asker, body.source, request):
        raise Refused(403, "not_owner" if asker.chat is not None else "")
    known = await asyncio.to_thread(ingestion_of(request).sources)
    names = [str(source["name"]) for source in known]
    chosen = names if body.source is None else [name for name in names if name == body.source]
    if not chosen:
        raise Refused(404)
    spoken, delete = language_of(request), body.allow_delete and asker.chat is None
    runs, before = runs_of(request), await _seen(asker, request)
    return runs.begin(chosen, spoken, _who(asker), before, allow_delete=delete)


async def _seen(asker: Principal, request: Request) -> Seen | None:
    """In a chat."""
    if asker.chat is None:
        return None
    return await asyncio.to_thread(Seen.by, asker, context(request).exit)


def _who(asker: Principal) -> str:
    """Who follows a run: in a channel they see less than by themselves."""
    return f"{asker.id} {asker.place}"


@router.get("/ingest/{run}", response_class=EventStream, responses=_EVENTS)
@judged
async def follow(
    run: Annotated[str, Path(max_length=64)], asker: Asker, request: Request
) -> EventStream:
    """What happens in a run, until it has ended. In a chat: of one that was begun there."""
    if asker.chat is None and not asker.may(May.ADMIN):
        raise Refused(403)
    said, before = runs_of(request).follow(run, None if asker.chat is None else _who(asker))
    if (chat := for_chat(request)) is not None:
        said = _in_chat(said, before or Seen({}), chat, request)
    return EventStream(_events(said))


async def _in_chat(
    said: AsyncIterator[Progress], before: Seen, chat: ForChat, request: Request
) -> AsyncIterator[Progress]:
    async for progress in said:
        over = progress.report is not None
        after = (await _seen(request.state.principal, request)) if over else None
        yield await chat.progress(as_seen(progress, before, after or before))


async def _events(said: AsyncIterator[Progress]) -> AsyncGenerator[bytes, None]:
    async for progress in said:
        yield event("progress", progress)
