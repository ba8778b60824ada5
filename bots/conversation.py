"""One conversation core for all platforms: a `Message` becomes a reply on its `Surface`.

Invariant: what is shown is the service's judged text or a fixed sentence (law 13); a channel gets what
the channel may read, and only the asker is told that there is more for them. Every way to fail is a
sentence that says what to do. Whoever the service does not know is asked who they are, where the
platform takes no guests.
Deliberately elsewhere: asking (`talk_asking`), commands (`talk_commands`), buttons (`talk_buttons`),
alerts that are pasted (`talk_runbook`), words (`words`), exactly once (`inbox`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from bots.asking import Refused, Service
from bots.log import number_of, tell
from bots.message import Action, Message, Reply, Surface
from bots.patience import patiently
from bots.platforms import command_of
from bots.posting import Posts
from bots.remembered import Memory
from bots.replies import refused
from bots.talk import Talk
from bots.talk_asking import ask
from bots.talk_buttons import cited, human, judged, left, more_steps, share, whole
from bots.talk_commands import (
    explain,
    guide,
    language,
    pair,
    reindex,
    search,
    sources,
    status,
    stop,
)
from bots.talk_runbook import runbook
from bots.words import say

Step = Callable[[Talk], Awaitable[Reply]]
"""What an action does; the reply is the end."""

STEPS: Mapping[Action, Step] = {
    Action.ASK: ask,
    Action.SEARCH: search,
    Action.EXPLAIN: explain,
    Action.RUNBOOK: runbook,
    Action.STATUS: status,
    Action.SOURCES: sources,
    Action.REINDEX: reindex,
    Action.LANGUAGE: language,
    Action.PAIR: pair,
    Action.HELP: guide,
    Action.STOP: stop,
    Action.HELPFUL: judged,
    Action.UNHELPFUL: judged,
    Action.HUMAN: human,
    Action.SHARE: share,
    Action.NEXT: more_steps,
    Action.WHOLE: whole,
    Action.CITED: cited,
    Action.LEFT: left,
}
_FOR_STRANGERS = frozenset({Action.PAIR, Action.LANGUAGE, Action.STOP})


class Conversation:
    """Answers messages. `guests` are the platforms that answer accounts nobody knows; `brief` those
    that show sources on demand; `stopping` cancels an account's answers in a thread."""

    def __init__(
        self,
        service: Service,
        memory: Memory,
        posts: Posts,
        stopping: Callable[[Message], bool | None],
        *,
        guests: frozenset[str] = frozenset(),
        brief: frozenset[str] = frozenset(),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._service, self._memory, self._posts = service, memory, posts
        self._stopping, self._guests, self._brief = stopping, guests, brief
        self._sleep = sleep

    async def answer(self, message: Message, surface: Surface) -> None:
        """Answer one; ends in `surface.finish`."""
        shared = message.shared  # it may have waited, and its channel be shared since
        if message.place is not None and not shared:
            shared = await self._posts.shared(message.place)
        talk = Talk(
            replace(message, language=self._memory.language(message), shared=shared),
            surface,
            self._service,
            self._memory,
            self._posts,
            self._stopping,
            brief=message.platform in self._brief,
            sleep=self._sleep,
        )
        try:
            reply = await self._stranger(talk) or await STEPS[message.action](talk)
        except Refused as problem:
            number = number_of(message.key)
            tell("refused", number=number, code=problem.code, request=problem.id)
            reply = refused(problem, talk.language, command_of(message.platform), number)
            if message.answer:  # a button: what it rests on is told to whoever pressed it alone
                reply = replace(reply, whisper=True)
        if not message.public:
            reply = replace(reply, whisper=True)
        await surface.finish(reply)
        for later in talk.later:
            await self._afterwards(later, message)

    async def _stranger(self, talk: Talk) -> Reply | None:
        """One sentence for an account that the service does not know, where guests get no answer."""
        message = talk.message
        if message.platform in self._guests:
            return None
        if message.action is Action.HELP:
            return await self._welcome(talk)
        if message.action in _FOR_STRANGERS:
            return None
        standing = await patiently(lambda: self._service.who(talk.private), self._sleep)
        if standing.known:
            return None
        return talk.say("unknown_account_pair", whisper=bool(message.answer))

    async def _welcome(self, talk: Talk) -> Reply | None:
        """The first thing that somebody reads says how to be known."""
        with suppress(Refused):
            if not (await self._service.who(talk.private)).known:
                first = say("unknown_account_pair", talk.language)
                reply = await guide(talk)
                return replace(reply, text=f"{first}\n\n{reply.text}")
        return None

    async def _afterwards(self, later: Callable[[], Awaitable[None]], message: Message) -> None:
        """What comes after the reply can't spoil it."""
        try:
            await later()
        except Refused as problem:
            tell("not_told", number=number_of(message.key), code=problem.code)
