"""What goes between a platform and the conversation: `Message` in, `Reply` out, `Platform` around.

Invariant: frozen; nothing here belongs to one platform. A `Message` holds all that answering it
needs, so that it can be stored and answered by a later life of the process.
Deliberately elsewhere: how a message is answered (`conversation`), stored (`inbox`), shown (each
platform's `render`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from app.contract import Citation


class Action(StrEnum):
    """What somebody wants. A word of a command line, or a button."""

    ASK = "ask"
    SEARCH = "search"
    EXPLAIN = "explain"
    RUNBOOK = "runbook"
    """The first steps for an alert, by its name or its text."""
    STATUS = "status"
    SOURCES = "sources"
    REINDEX = "reindex"
    LANGUAGE = "language"
    PAIR = "pair"
    HELP = "help"
    STOP = "stop"
    """Of the thread's answer that is being made."""
    HELPFUL = "helpful"
    UNHELPFUL = "unhelpful"
    HUMAN = "human"
    SHARE = "share"
    NEXT = "next"
    """The next steps of the runbook."""
    WHOLE = "whole"
    """The whole runbook."""
    CITED = "cited"
    """The sources of an answer."""
    LEFT = "left"
    """What left the company for an answer: for the asker only."""


NAMING = frozenset({Action.SEARCH, Action.RUNBOOK, Action.REINDEX, Action.LANGUAGE, Action.PAIR})
"""What is written behind these are names and codes, which say nothing of somebody's language."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A text file or log that came with a message, already read; `text` is what fits."""

    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """Something that somebody said or pressed.

    `key` names it for good (`slack:T1:C1:169.1`, `telegram:-100:17`), however often and in whatever
    twin it is delivered. `account`, `place`, `mail`, `shared` go to the service as they are
    (`app.contract.FOR`…); `place` is None in a private talk. `thread` is the conversation in it.
    `public` is False where only the asker sees the reply though others are there (`/hush ask`).
    `answer` is the answer that a button belongs to; `where` is the platform's own, to reply there.
    """

    key: str
    platform: str
    account: str
    thread: str
    action: Action = Action.ASK
    text: str = field(default="", repr=False)
    place: str | None = None
    public: bool = True
    mail: str = field(default="", repr=False)
    shared: bool = False
    language: str = ""
    """"en" or "ru" where the account's is known; else that of the text counts."""
    answer: str = ""
    files: tuple[Attached, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    """A sentence of `words` that answers it, where it can't be read: a file, for example."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a reply; `value` is at most 48 ASCII characters, an answer's id as a rule."""

    action: Action
    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is shown. `text` is Markdown: of the service, judged, or fixed words.

    `badge` says the lane that answered, `notes` are warnings, each one line; `accounts` are to be
    mentioned. `whisper` is for the asker's eyes only, also where others are. `again` marks a reply
    that may have been sent before a restart. Links are live where they are a citation's address or
    `page`, the service's page; all others are shown as text.
    """

    text: str = field(repr=False)
    citations: tuple[Citation, ...] = ()
    badge: str = ""
    notes: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    accounts: tuple[str, ...] = ()
    answer: str = ""
    language: str = "en"
    whisper: bool = False
    again: bool = False
    page: str = ""


class SendFailed(Exception):
    """A platform did not take a reply. `retry_after` seconds must pass before anything is sent there
    again; `for_good` says that trying again is of no use (the bot was removed from the channel).
    `maybe`: it may have been taken all the same (its answer was lost). Left out, that is so unless
    `retry_after` says otherwise: a reply whose fate is unknown is looked for before it is sent again.
    `reason` is a word for the log, never a text."""

    def __init__(
        self,
        reason: str,
        retry_after: float = 0.0,
        *,
        for_good: bool = False,
        maybe: bool | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason, self.retry_after, self.for_good = reason, retry_after, for_good
        self.uncertain = (retry_after <= 0 and not for_good) if maybe is None else maybe


class NotSaid(Exception):
    """A platform is away and did not say who asked, or where: `message` is what is known."""

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message


class Surface(Protocol):
    """Where one message is answered. Calls come in order; `finish` at most once. What fails to be
    shown before `finish` is no error; `finish` raises `SendFailed`."""

    async def working(self, note: str) -> None:
        """It is worked on: a fixed sentence, such as the place in the queue. May be told often."""

    async def grow(self, markdown: str) -> None:
        """The text so far, whole; judged. The platform shows it as often as it may."""

    async def restart(self, note: str) -> None:
        """What was shown so far is void."""

    async def finish(self, reply: Reply) -> None:
        """The one message in which this question ends; carries the message's key where it can."""

    async def whisper(self, reply: Reply) -> None:
        """One more message, for the asker's eyes only."""


@runtime_checkable
class Remembering(Protocol):
    """A `Surface` that can say how the platform calls what it has shown. It is stored after each call;
    the next life of the process finds it in the message's `where` as `shown`, and can change that
    message in place instead of sending another. `state` stands there, too: "sending" where the last
    reply may have been sent."""

    reference: str


@runtime_checkable
class Queueing(Protocol):
    """A `Surface` whose replies wait for the platform to take more. Inside `turn` one may be sent at
    once; only then it is noted that it may be there."""

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Wait as long as that takes."""


@runtime_checkable
class Completing(Protocol):
    """A `Platform` that looks up who asked, where and with which files, once a message is answered: it
    is stored without, so that an acknowledgement waits for nothing but the disk."""

    async def complete(self, message: Message) -> Message | None:
        """The message as it is to be answered; None where it is not for the bot after all. Raises
        `NotSaid` with what is known where the platform is away."""


@runtime_checkable
class Mounted(Protocol):
    """A `Platform` that listens, too: Slack over HTTP, Telegram's webhook."""

    def routes(self, accept: Accept) -> Sequence[object]:
        """Starlette routes, served at HUSH_BOTS__LISTEN; empty where it connects by itself. They
        answer only once `accept` has returned."""


@runtime_checkable
class Sharing(Protocol):
    """A `Platform` whose channels may be shared with another company."""

    async def shared(self, place: str) -> bool:
        """Whether that is so of this channel now; True where nobody can say."""


@runtime_checkable
class Closing(Protocol):
    """A `Platform` that holds connections besides those of `run`."""

    async def close(self) -> None:
        """Let go of them."""


@runtime_checkable
class Acquainted(Protocol):
    """A platform that knows people by their e-mail."""

    async def account_of(self, mail: str) -> str:
        """The account of a full member with that verified e-mail; "" where there is none. Raises
        `SendFailed` where the platform cannot be asked now."""


Accept = Callable[[Message], Awaitable[bool]]
"""Stores a message; once it returns the message will be answered. False: it was there already."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One of a platform's checks for `hush doctor`; `said` says what to do where it is not well."""

    name: str
    well: bool
    said: str


class Platform(Protocol):
    """A chat platform. One of each in a process."""

    name: str

    def surface(self, message: Message) -> Surface:
        """Where this message is answered."""

    async def found(self, message: Message) -> bool | None:
        """Whether the message's last reply is there already; None where that cannot be known."""

    async def post(self, place: str, thread: str, reply: Reply, key: str, known: str = "") -> str:
        """Say something unasked (an alert, a digest) in a channel, a chat or to an account: returns
        a reference. With `known`, an earlier reference, that message is changed in place.
        Raises `SendFailed`."""

    async def run(self, accept: Accept) -> None:
        """Take messages until cancelled."""

    def checks(self, language: str = "en") -> AsyncIterator[Finding]:
        """What can be wrong with it: the token, its scopes, the channels."""
