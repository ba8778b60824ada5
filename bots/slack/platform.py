"""`Slack`: the platform. Connects by Socket Mode, or is posted to; posts unasked; looks for answers.

Invariant: a delivery is acknowledged after it is stored (Bolt's `process_before_response`); posts are
marked, so that an alert told twice stands once.
Deliberately elsewhere: what is listened to (`listeners`), answering one message (`surface`), what can
be wrong (`checks`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bots.log import tell
from bots.message import Accept, Finding, Message, Reply, SendFailed, Surface
from bots.settings import SlackSettings
from bots.slack.calls import Calls
from bots.slack.checks import checks
from bots.slack.completing import complete
from bots.slack.failures import FOR_GOOD, Failed
from bots.slack.http import routes
from bots.slack.listeners import Listeners, Own
from bots.slack.pace import Pace
from bots.slack.people import People
from bots.slack.posts import DONE, PART, Posts, Spot, mark
from bots.slack.render import render
from bots.slack.socket import LOST, held
from bots.slack.surface import AskerSurface, Places, ThreadSurface, place_of
from bots.slack.threads import Threads
from bots.slack.wire import Wire, quiet_logger

RECONNECT = 5.0
LOOK_BACK = 3 * 86_400.0
"""Seconds in which a thing said before is looked for: more than clocks differ."""
T = TypeVar("T")


def today() -> date:
    """In UTC, as the service's dates are."""
    return datetime.now(UTC).date()


class Slack:
    """`folder` keeps which threads are followed; `places` are the channels for alerts."""

    name = "slack"

    def __init__(
        self,
        settings: SlackSettings,
        folder: Path,
        *,
        listen: str = "",
        places: Sequence[str] = (),
        is_alert: Callable[[str], bool] = lambda _: False,
        pace: Pace | None = None,
        day: Callable[[], date] = today,
        patience: float = LOST,
    ) -> None:
        self._patience = patience
        self._settings, self._folder, self._day = settings, folder, day
        self._listen, self._channels = listen, tuple(places)
        self._is_alert = is_alert
        self._wire = Wire(settings.base_url, settings.bot_token.get_secret_value())
        self.calls = Calls(self._wire, pace or Pace())
        self._people = People(self.calls)
        self.posts = Posts(self.calls)
        self._places = Places(self.posts)
        self._own: Own | None = None
        self._asking = asyncio.Lock()

    # ---- answering

    def surface(self, message: Message) -> Surface:
        """Where this message is answered."""
        kind = ThreadSurface if message.public else AskerSurface
        return kind(self.posts, self._places, message, self._day)

    async def complete(self, message: Message) -> Message | None:
        """With who asked, what kind of channel it is, and files."""
        own = await self.own()
        return await complete(
            message, own.team, self._people, self.calls, self._settings.file_bytes
        )

    async def found(self, message: Message) -> bool | None:
        """Whether the answer is in the thread; None for what may have been sent where Slack keeps no
        record of it. What an earlier life left unfinished is taken away. Raises `SendFailed`."""
        if not message.public or (message.place and ":press:" in message.key):
            return None if message.where.get("state") == "sending" else False
        try:
            await self.own()
            spot = await self._places.spot(message)
            return await self.posts.settled(spot, message.key)
        except Failed as failure:
            raise failure.told() from None

    async def post(self, place: str, thread: str, reply: Reply, key: str, known: str = "") -> str:
        """Say something in a channel, or to an account in private. Raises `SendFailed`."""
        _, target = place_of(place)
        reply = replace(reply, again=False)  # it is looked for
        try:
            await self.own()
            if target[:1] in "UW":
                target = await self._places.direct(target)
            spot = Spot(target, thread, f"{time.time() - LOOK_BACK:.6f}")
            first, *others = render(reply, self._day(), thread)
            channel, _, ts = known.partition("|")
            if channel != target or not ts:
                ts = await self._earlier(spot, key)
            if ts:
                ts = await self._again(spot, ts, first, key)
            else:
                ts = await self.posts.post(spot, first, mark(key, DONE))
                below = Spot(target, thread or ts)
                for number, part in enumerate(others, 1):
                    await self.posts.post(below, part, mark(key, PART, number))
        except Failed as failure:
            raise failure.told() from None
        return f"{target}|{ts}"

    async def account_of(self, mail: str) -> str:
        """The account of a full member with that verified e-mail; "" where there is none. Raises
        `SendFailed` where Slack cannot be asked."""
        try:
            return await self._people.of_mail((await self.own()).team, mail)
        except Failed as failure:
            raise failure.told() from None

    async def _earlier(self, spot: Spot, key: str) -> str:
        """The same thing said before: its reference may have been lost, with the process."""
        for seen in await self.posts.ours(spot):
            if seen.mark.get("key") == key and seen.mark.get("state") == DONE:
                return seen.ts
        return ""

    async def _again(self, spot: Spot, ts: str, part: list[dict[str, object]], key: str) -> str:
        try:
            await self.posts.update(spot, ts, part, mark(key, DONE))
        except Failed as failure:
            if failure.code not in ("message_not_found", "cant_update_message"):
                raise
            return await self.posts.post(spot, part, mark(key, DONE))
        return ts

    async def shared(self, place: str) -> bool:
        """Whether people of another company read along there, as far as anybody knows."""
        try:
            _, target = place_of(place)
        except SendFailed:
            return True
        return target[:1] not in "UWD" and (await self._people.channel(target)).shared

    # ---- connecting

    async def own(self) -> Own:
        """The bot itself. Raises `Failed`."""
        async with self._asking:
            if self._own is None:
                answer = await self.calls.must("auth.test")
                self._own = Own(
                    str(answer.get("team_id") or ""),
                    str(answer.get("user_id") or ""),
                    str(answer.get("bot_id") or ""),
                    str(answer.get("user") or "hush"),
                )
                self.posts.own = (self._own.bot, self._own.user)
            return self._own

    def app(self, accept: Accept, threads: Threads) -> AsyncApp:
        """Bolt's app with all listeners."""
        self._wire.session  # noqa: B018  # opened

        async def authorized() -> AuthorizeResult:
            """As it is known: Bolt would ask Slack at each first event."""
            own, token = self._known(), self._settings.bot_token.get_secret_value()
            return AuthorizeResult(
                enterprise_id=None,
                team_id=own.team,
                bot_id=own.bot,
                bot_user_id=own.user,
                bot_token=token,
            )

        app = AsyncApp(
            client=self._wire.client,
            authorize=authorized,
            signing_secret=self._settings.signing_secret.get_secret_value(),
            logger=quiet_logger(),
            process_before_response=True,
            attaching_conversation_kwargs_enabled=False,
            request_verification_enabled=not self._settings.socket_mode,
        )
        listeners = Listeners(
            self.calls,
            self._people,
            self._places,
            threads,
            self._known,
            self._is_alert,
        )
        listeners.register(app, accept)
        return app

    def _known(self) -> Own:
        if self._own is None:
            raise RuntimeError("an event before the bot knew itself")
        return self._own

    async def run(self, accept: Accept) -> None:
        """Take messages until cancelled. Raises `SendFailed` where Slack does not take the tokens, or
        has no way to reach this process."""
        try:
            await self._patiently(self.own)
            if self._settings.socket_mode:
                await self._by_socket(accept)
            if not (self._settings.signing_secret.get_secret_value() and self._listen):
                raise SendFailed("no_way_in", for_good=True)  # the checks say what to set
            await asyncio.Event().wait()
        finally:
            await self.close()

    async def _by_socket(self, accept: Accept) -> None:
        token = self._settings.app_token.get_secret_value()
        opened = await self._patiently(lambda: self._wire.call("apps.connections.open", {}, token))
        threads = Threads(self._folder / "slack.sqlite")
        try:
            await held(self.app(accept, threads), token, str(opened["url"]), self._patience)
            raise SendFailed("connection_lost")
        finally:
            threads.close()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._wire.close()

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Until Slack answers, however long it cannot be reached; why is told once."""
        told = ""
        while True:
            try:
                return await ask()
            except Failed as failure:
                if failure.code in FOR_GOOD:
                    raise SendFailed(failure.code, for_good=True) from None
                if failure.code != told:
                    told = failure.code
                    tell("slack_waits", "warning", reason=told)
                await asyncio.sleep(max(failure.retry_after, RECONNECT))

    def routes(self, accept: Accept) -> Sequence[object]:
        """For HTTP mode: where Slack posts; empty in Socket Mode, and without a signing secret."""
        if self._settings.socket_mode or not self._settings.signing_secret.get_secret_value():
            return ()
        return routes(lambda: self.app(accept, Threads(self._folder / "slack.sqlite")), self.own)

    async def checks(self, language: str = "en") -> AsyncIterator[Finding]:
        """What can be wrong with it; over a connection of its own, which is closed."""
        wire = Wire(self._settings.base_url, self._settings.bot_token.get_secret_value())
        try:
            calls = Calls(wire, Pace())
            async for finding in checks(
                calls, self._settings, self._listen, self._channels, language
            ):
                yield finding
        finally:
            await wire.close()
