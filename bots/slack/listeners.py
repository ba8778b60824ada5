"""What the bot listens to: Slack's events, the command, the shortcut, buttons; each is stored, then
acknowledged.

Invariant: Slack hears "taken" only after `Accept` has returned; where that fails it hears nothing and
delivers again. Nothing is asked of Slack before that. `EVENTS`, `COMMAND` and `SHORTCUT` are what the
manifest asks for.
Deliberately elsewhere: reading them (`incoming`), who and where that is (`completing`), the connection
(`platform`).
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from bots.message import NAMING, Accept, Action, Message
from bots.slack import incoming
from bots.slack.calls import Calls
from bots.slack.completing import FILES, noted
from bots.slack.failures import Failed
from bots.slack.incoming import Heard
from bots.slack.people import People
from bots.slack.surface import Places
from bots.slack.threads import Threads
from bots.words import language_of, say, spoken

EVENTS: Final = (
    "app_mention",
    "assistant_thread_context_changed",
    "assistant_thread_started",
    "channel_shared",
    "channel_unshared",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
)
SKEW = 600.0
"""Seconds that clocks may differ: an answer to a command is looked for from then on."""
_LANGUAGE_SECONDS = 0.5
"""Of the three within which Slack hears from a command."""
COMMAND: Final = "/hush"
SHORTCUT: Final = "ask_hush"
PROMPTS: Final = ("slack_prompt_1", "slack_prompt_2", "slack_prompt_3", "slack_prompt_4")


@dataclass(frozen=True, slots=True)
class Own:
    """The bot itself, as `auth.test` says."""

    team: str
    user: str
    bot: str
    name: str


class Listeners:
    """Of one bot. `own` is asked for at each event: it is known once the bot has connected."""

    def __init__(
        self,
        calls: Calls,
        people: People,
        places: Places,
        threads: Threads,
        own: Callable[[], Own],
        is_alert: Callable[[str], bool],
    ) -> None:
        self._calls, self._people, self._places = calls, people, places
        self._threads, self._own, self._is_alert = threads, own, is_alert
        self._asides: set[asyncio.Task[None]] = set()

    def register(self, app: AsyncApp, accept: Accept) -> None:
        """All of them."""

        async def mention(event: dict[str, Any]) -> None:
            await self._message(event, accept)

        async def pane(event: dict[str, Any]) -> None:
            aside = asyncio.create_task(self._pane(event))
            self._asides.add(aside)
            aside.add_done_callback(self._asides.discard)

        async def shared(event: dict[str, Any]) -> None:
            self._people.forget(str(event.get("channel") or ""))

        async def nothing() -> None:
            """Known, and of no use."""

        async def command(ack: AsyncAck, body: dict[str, Any]) -> None:
            await self._command(ack, body, accept)

        async def shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
            await self._take(incoming.of_shortcut(body, self._own().user), accept)
            await ack()

        async def press(ack: AsyncAck, body: dict[str, Any]) -> None:
            await self._take(incoming.of_press(body), accept)
            await ack()

        app.event("app_mention")(mention)
        app.event("message")(mention)
        app.event("assistant_thread_started")(pane)
        app.event("assistant_thread_context_changed")(nothing)
        app.event("channel_shared")(shared)
        app.event("channel_unshared")(shared)
        app.event(re.compile(".*"))(nothing)
        app.command(COMMAND)(command)
        app.message_shortcut(SHORTCUT)(shortcut)
        app.action(re.compile(r"^hush:"))(press)

    async def _message(self, event: dict[str, Any], accept: Accept) -> None:
        own = self._own()
        heard = incoming.of_message(event, own.team, own.user, self._threads.joined)
        await self._take(heard, accept)

    async def _command(self, ack: AsyncAck, body: dict[str, Any], accept: Accept) -> None:
        heard = incoming.of_command(body)
        message = await self._take(heard, accept)
        if heard is None or message is None:
            await ack()
            return
        language = language_of(message.text, await self._spoken(heard))
        code = "slack_in_private" if heard.direct else "slack_taken"
        await ack(response_type="ephemeral", text=say(code, language))

    async def _spoken(self, heard: Heard) -> str:
        """The language of somebody's Slack, where a command's words do not tell; "" where that takes
        long."""
        names = heard.action in NAMING
        if not spoken(heard.text, "own", names=names):
            return ""
        try:
            async with asyncio.timeout(_LANGUAGE_SECONDS):
                return (await self._people.person(self._own().team, heard.user)).language
        except TimeoutError:
            return ""

    async def _take(self, heard: Heard | None, accept: Accept) -> Message | None:
        """Store it as it came, as one of somebody of whom nothing is known."""
        if heard is None:
            return None
        own = self._own()
        asks = heard.action is Action.ASK
        if not heard.private and asks and heard.public:
            self._threads.join(heard.channel, heard.thread, heard.user)
        action = Action.RUNBOOK if asks and self._is_alert(heard.text) else heard.action
        message = Message(
            key=heard.key,
            platform="slack",
            account=f"slack:{own.team}:{heard.user}",
            thread=heard.thread,
            action=action,
            text=heard.text,
            place=None if heard.private else f"slack:{own.team}:{heard.channel}",
            public=heard.public,
            shared=not heard.private,
            language=heard.language,
            answer=heard.answer,
            where=_where(heard, own),
        )
        await accept(message)
        return message

    async def _pane(self, event: dict[str, Any]) -> None:
        """Somebody opened the pane: what they may ask, and a title once they have."""
        thread = event.get("assistant_thread")
        if not isinstance(thread, dict):
            return
        channel, ts = str(thread.get("channel_id") or ""), str(thread.get("thread_ts") or "")
        person = await self._people.person(self._own().team, str(thread.get("user_id") or ""))
        self._places.untitled.add((channel, ts))
        language = person.language or "en"
        prompts = [say(code, language) for code in PROMPTS]
        try:
            await self._calls.may(
                "assistant.threads.setSuggestedPrompts",
                channel_id=channel,
                thread_ts=ts,
                title=say("slack_pane_title", language),
                prompts=[{"title": prompt, "message": prompt} for prompt in prompts],
            )
        except Failed:
            return


def _where(heard: Heard, own: Own) -> dict[str, str]:
    """What its surface must know of it, in this life or the next."""
    known = {
        "channel": heard.channel,
        "thread": heard.thread,
        "user": heard.user,
        "team": heard.team,
        "ts": heard.ts or f"{time.time() - SKEW:.6f}",
        "url": heard.url,
        "bot": own.name,
        FILES: noted(heard.files),
    }
    return {name: value for name, value in known.items() if value}
