"""`Talk`: all that answering one message needs.

Invariant: `asker` asks where the message stands, so that a channel's audience counts; `private` asks
as the account alone, and what it gets is for that account's eyes only. Deliberately elsewhere: what
is done with one (`conversation` and the other modules `talk_…`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bots.asking import Asker, Service
from bots.message import Message, Reply, Surface
from bots.platforms import command_of
from bots.posting import Posts
from bots.remembered import Memory
from bots.words import language_of, say


@dataclass(frozen=True, slots=True)
class Talk:
    """`later` is what is done after the reply, in order; `brief`: the platform has little room."""

    message: Message
    surface: Surface
    service: Service
    memory: Memory
    posts: Posts
    stopping: Callable[[Message], bool | None]
    brief: bool = False
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    later: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    @property
    def language(self) -> str:
        """ "en" or "ru"."""
        return language_of(self.message.text, self.message.language)

    @property
    def asker(self) -> Asker:
        """Who asks, and where; where only the asker sees the reply, they ask for themselves."""
        return self.here if self.message.public else self.private

    @property
    def private(self) -> Asker:
        """The account alone."""
        message = self.message
        return Asker(message.account, None, message.mail, language=self.language)

    @property
    def here(self) -> Asker:
        """The account in the channel, whoever sees the reply: for what is to stand there."""
        message = self.message
        return Asker(message.account, message.place, message.mail, message.shared, self.language)

    def say(self, code: str, *, whisper: bool = False, **fields: object) -> Reply:
        """A fixed sentence as the reply."""
        aside = whisper and self.message.place is not None
        known = {"account": self.message.account, "c": command_of(self.message.platform)}
        text = say(code, self.language, **(known | fields))
        return Reply(text, language=self.language, whisper=aside)
