"""Telegram as a `Platform`: updates in, surfaces out.

Invariant: an update is stored before the next call tells Telegram that it arrived; the library's own
polling confirms what it has merely fetched. While the store fails nothing is confirmed.
Deliberately elsewhere: what an update asks for (`handlers`), sending (`sending`), `doctor` (`checks`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError

from bots.log import tell
from bots.message import Accept, Finding, Message, Reply
from bots.settings import TelegramSettings
from bots.telegram import commands, webhook
from bots.telegram.checks import checks
from bots.telegram.handlers import NAME, Reader
from bots.telegram.pace import Pace
from bots.telegram.sending import Sender
from bots.telegram.surface import SPOKEN, TelegramSurface
from bots.telegram.waiting import Waiting
from bots.telegram.wire import Kind, Trouble, bot, readable, trouble
from bots.words import say

_ALLOWED = ("message", "callback_query")
_POLL_SECONDS = 25
_LOOK_SECONDS = 300.0
_TRIES = 5
"""Times that an update is taken up for the sake of its file."""
_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)


class Telegram:
    """One bot. `folder` keeps what its next life must know, `places` are chats that alerts go to,
    `is_alert` knows an alert's text."""

    name = NAME

    def __init__(
        self,
        settings: TelegramSettings,
        folder: Path | None = None,
        *,
        places: Sequence[str] = (),
        is_alert: Callable[[str], bool] = lambda _: False,
        pace: Pace | None = None,
        seconds: float = 15.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._settings, self._places, self._sleep = settings, tuple(places), sleep
        self._bot: Bot = bot(settings, seconds)
        waiting = Waiting(folder / "telegram.wait") if folder is not None else None
        self._sender = Sender(self._bot, pace or Pace(waiting=waiting))
        self.reader = Reader(self._bot, is_alert, settings.file_bytes)
        self._tried, self._tries = 0, 0
        self.asides: set[asyncio.Task[None]] = set()

    def surface(self, message: Message) -> TelegramSurface:
        """Where this message is answered."""
        return TelegramSurface(self._sender, message)

    async def found(self, message: Message) -> bool | None:
        """The Bot API has no way to look; but what never began to be sent is not there."""
        return None if message.where.get("state") == "sending" else False

    async def post(self, place: str, thread: str, reply: Reply, key: str, known: str = "") -> str:
        """Say something unasked; the reference is the message's number."""
        chat = place.removeprefix(f"{NAME}:")
        topic = thread.rpartition(":")[2]
        where = {"chat": chat, "topic": "" if topic == "0" else topic, "shown": known}
        message = Message(
            key, NAME, "", thread, place=place if chat.startswith("-") else None, where=where
        )
        surface = TelegramSurface(self._sender, message)
        await surface.finish(replace(reply, whisper=False))
        return surface.first

    async def run(self, accept: Accept) -> None:
        """Take updates until cancelled. Raises `Trouble` where the token is not valid."""
        try:
            await self._start()
            if self._settings.webhook_url:
                await self._again(self._hook)
                await self._list()
                await self._stay_hooked()
            await self._again(self._unhook, known=True)
            await self._list()
            await self._poll(accept)
        finally:
            for task in self.asides:
                task.cancel()
            with suppress(TelegramError, RuntimeError):
                await self._bot.shutdown()

    def routes(self, accept: Accept) -> Sequence[object]:
        """The webhook, where one is set."""
        if not self._settings.webhook_url:
            return ()

        async def take(update: Mapping[str, Any]) -> None:
            await self._start()
            await self._take(Update.de_json(readable(dict(update)), self._bot), accept)

        secret = self._settings.webhook_secret.get_secret_value()
        return (webhook.route(self._settings.webhook_url, secret, take),)

    async def checks(self, language: str = "en") -> AsyncIterator[Finding]:
        """For `hush doctor`."""
        try:
            async for finding in checks(self._bot, self._settings, self._places, language):
                yield finding
        finally:
            with suppress(TelegramError, RuntimeError):
                await self._bot.shutdown()

    # ---- in

    async def _start(self) -> None:
        """Know the bot's own name; without that a group's messages can't be read."""
        await self._again(self._bot.initialize)

    async def _again(self, call: Callable[[], Awaitable[object]], *, known: bool = False) -> None:
        """Until Telegram answers, unless the token is wrong; where that is `known` to be right, a
        server without this method says the same."""
        for number in range(1_000_000):
            try:
                await call()
                return
            except TelegramError as error:
                failed = trouble(error)
            if failed.kind is Kind.TOKEN:
                if known:
                    return
                raise failed
            tell("telegram_waits", "warning", why=failed.kind.name.lower())
            await self._sleep(failed.seconds or _PAUSES[min(number, len(_PAUSES) - 1)])

    async def _hook(self) -> None:
        await self._bot.set_webhook(
            self._settings.webhook_url,
            secret_token=self._settings.webhook_secret.get_secret_value(),
            allowed_updates=_ALLOWED,
        )

    async def _stay_hooked(self) -> None:
        """Whoever has the token can set another address, or none; no message would come."""
        while True:
            await self._sleep(_LOOK_SECONDS)
            with suppress(TelegramError):
                if (await self._bot.get_webhook_info()).url == self._settings.webhook_url:
                    continue
                tell("telegram_webhook_was_changed", "warning")
                await self._again(self._hook)

    async def _unhook(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _list(self) -> None:
        """Without its list a command works all the same."""
        try:
            await commands.publish(self._bot)
        except TelegramError as error:
            tell("telegram_commands_not_listed", "warning", why=trouble(error).kind.name.lower())

    async def _poll(self, accept: Accept) -> None:
        offset, failures = 0, 0
        while True:
            try:
                updates = await self._bot.get_updates(
                    offset, timeout=_POLL_SECONDS, allowed_updates=_ALLOWED
                )
                for update in updates:
                    await self._take(update, accept)
                    offset = max(offset, update.update_id + 1)
                failures = 0
            except TelegramError as error:
                failed: Exception = trouble(error)
            except Exception as error:  # the store: not confirmed, so it comes again
                failed = error
            else:
                continue
            failures += 1
            await self._pause(failed, failures)

    async def _pause(self, failed: Exception, failures: int) -> None:
        why = failed.kind.name.lower() if isinstance(failed, Trouble) else type(failed).__name__
        rival = isinstance(failed, Trouble) and failed.kind is Kind.RIVAL
        more = {"said": say("telegram_rival", "en")} if rival else {}
        tell("telegram_updates_failed", "warning", why=why, **more)
        if isinstance(failed, Trouble) and failed.kind is Kind.TOKEN:
            raise failed
        if rival:  # it may be a webhook, which somebody has set meanwhile
            with suppress(TelegramError):
                await self._unhook()
        seconds = failed.seconds if isinstance(failed, Trouble) else 0.0
        if seconds:
            self._sender.pace.hold(seconds)
        await self._sleep(seconds or _PAUSES[min(failures, len(_PAUSES)) - 1])

    async def _take(self, update: Update, accept: Accept) -> None:
        message = await self._read(update)
        if message is None:
            if update.callback_query is not None:
                self._aside(self._sender.pressed(update.callback_query.id))
            return
        new = await accept(message)
        query = message.where.get("query")
        if new and query and message.action not in SPOKEN:
            self._aside(self._sender.pressed(query))

    async def _read(self, update: Update) -> Message | None:
        """What can't be understood does not stop what comes behind it; a file that does not come now
        is fetched when the update comes again. Raises `Trouble`."""
        self._tries = self._tries + 1 if update.update_id == self._tried else 1
        self._tried = update.update_id
        try:
            return await self.reader.read(update, patient=self._tries < _TRIES)
        except Trouble:
            raise
        except Exception as error:
            tell("telegram_update_skipped", "error", why=type(error).__name__)
            return None

    def _aside(self, call: Awaitable[object]) -> None:
        async def quietly() -> None:
            with suppress(Trouble):
                await call

        task = asyncio.ensure_future(quietly())
        self.asides.add(task)
        task.add_done_callback(self.asides.discard)
