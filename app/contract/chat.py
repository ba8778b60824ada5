"""What the bots ask for besides answers: who somebody is, sharing, people, alerts, owners' digests.

Invariant (law 13): every text that a bot gets here, or in `Done` and `Token` when it asks for
somebody, is judged for the platform of that somebody; `withheld` says what was taken out of it. A bot
posts nothing but such texts and its own fixed words.
Deliberately elsewhere: the words themselves (`bots.words`), what each platform may show (the policy).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.contract.asking import LONGEST_QUESTION, Citation
from app.contract.wire import Wire

FOR, IN, MAIL, SHARED = "Hush-For", "Hush-In", "Hush-Mail", "Hush-Shared"
"""Headers of a bot's request: the account that asks (`slack:T1:U1`, `telegram:42`); the channel or
chat where others read along (`slack:T1:C1`, `telegram:-100…`; left out in a private talk); the
account's e-mail, where the platform says that it is verified and the account is no guest's; "1" where
people of another company are in the channel. With `Hush-In` alone the channel itself asks."""

Withheld = Literal["", "level", "credential"]
"""Nothing; the whole text, which is above the platform's ceiling; lines that hold a credential."""


class Judge(Wire):
    """`POST /api/chat/judge`: a text that a bot is to post, and the sources that it rests on."""

    text: str = Field(max_length=200_000)
    sources: list[str] = Field([], max_length=100)


class Judged(Wire):
    """What of it may be posted, in Markdown: the text, the text without lines that hold a credential,
    or one sentence with a link to the page."""

    text: str
    withheld: Withheld = ""
    page: str = ""


class Standing(Wire):
    """Answer of `GET /api/chat/who`: what the service knows of the account, and of the channel.

    `known` is False for a guest, who reads what is for `everyone`; `place_known` is False where the
    channel has no groups of its own, or is shared with another company and not set up for that.
    """

    account: str
    known: bool
    groups: list[str]
    admin: bool = False
    owner_of: list[str] = Field([])
    place: str | None = None
    place_known: bool = False
    ceiling: str


class More(Wire):
    """`POST /api/chat/more`, with account and channel: may the asker read more on this than the
    channel?"""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    thread: str = Field("", max_length=200)


class MayReadMore(Wire):
    """True: pages that serve the question are for the asker, but not for the channel. Only the asker
    may be told."""

    more: bool


class Share(Wire):
    """`POST /api/chat/share`, with account and channel: show a private answer in the channel."""

    answer: str = Field(max_length=64)


class Shared(Wire):
    """The answer as the channel may see it. Where the channel's audience does not cover a document it
    rests on, or where that changed since, the request is refused (403, `not_for_channel`)."""

    question: str
    text: str
    citations: list[Citation]
    lane: Literal["local", "cloud"]
    withheld: Withheld = ""
    page: str = ""


class WhatLeft(Wire):
    """`POST /api/chat/left`, for an account: what left the company for an answer that was given to it
    or, with the channel, in the channel. Answered by `Judged`, with an empty text where nothing left;
    404 once the answer is not kept any more."""

    answer: str = Field(max_length=64)


class NeedsHuman(Wire):
    """`POST /api/chat/human`: somebody is to look at this answer."""

    answer: str = Field(max_length=64)


class Humans(Wire):
    """Whom to mention: accounts of the asker's platform (`slack:T1:U1`, `slack:T1:S1` for a user
    group, `telegram:42`), those of the documents' owners, else the channel's on-call. `owners` are the
    labels of documents. `summary` is judged Markdown: the question, and where it was looked up."""

    accounts: list[str]
    owners: list[str]
    on_call: bool = False
    summary: str


class Alert(Wire):
    """`POST /api/chat/alert`: an alert as it came, untrusted. `text` is what a person would read."""

    name: str = Field("", max_length=500)
    text: str = Field(max_length=100_000)
    runbook_url: str = Field("", max_length=2_000)


class AlertAnswer(Wire):
    """The alert as it may be shown, and the runbook that fits it, if any. `steps` are its first steps
    in Markdown, word for word from the runbook; all texts are judged. `withheld` is of both texts,
    `shown_withheld` of the alert's alone (None: of an older service, which does not tell them apart):
    where that is "level", `shown` is the sentence in its place, and where only the runbook's is,
    `steps` is."""

    shown: str
    runbook: Citation | None = None
    steps: str = ""
    accounts: list[str] = Field([])
    owners: list[str] = Field([])
    on_call: bool = False
    withheld: Withheld = ""
    shown_withheld: Withheld | None = None
    page: str = ""


class Pair(Wire):
    """`POST /api/chat/pair`: a code that `hush keys pair` printed; it works once."""

    code: str = Field(min_length=1, max_length=64)


class Paired(Wire):
    """The account now has these groups."""

    name: str
    groups: list[str]


class SourceLine(Wire):
    """A source of which the asker may read something; `may_reindex` for its owners and admins."""

    name: str
    documents: int
    updated: str = ""
    may_reindex: bool = False


class Sources(Wire):
    """Answer of `GET /api/chat/sources`."""

    sources: list[SourceLine]


class Counted(Wire):
    """One line of a digest: a document or a judged question, and how often."""

    text: str
    times: int = 1


class Digest(Wire):
    """What happened with somebody's documents in `days`: for one account of one platform."""

    account: str
    owners: list[str]
    days: int
    answered: int
    documents: list[Counted] = Field([])
    """Most asked first."""
    gaps: list[Counted] = Field([])
    down: list[Counted] = Field([])
    stale: list[str] = Field([])
    unlabelled: list[str] = Field([])
    credentials: list[str] = Field([])
    """Documents in which credentials were found; never the credentials."""


class Digests(Wire):
    """Answer of `GET /api/chat/digests?platform=slack&days=7`: for the bot's own key of all accounts
    that are known; with `Hush-For` of that one alone.

    `mails` are owners who are an e-mail and have no account there that the service knows: the platform
    may know whose it is. For looking up, not for showing. `nobody` counts the labels of other owners
    who have no account there.
    """

    digests: list[Digest]
    mails: list[str] = Field([], repr=False)
    nobody: int = 0
