"""The calls that write: each in its turn, each failure understood.

Invariant: no call but these shows anything; none is made while Telegram asks to wait; entities go
with the text, so that nothing needs escaping; no link is unfurled.
Deliberately elsewhere: when (`pace`), what a failure means for a reply (`surface`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
    User,
)
from telegram.error import TelegramError

from bots.telegram.marks import Mark, Part, units
from bots.telegram.pace import Pace
from bots.telegram.wire import Kind, Trouble, trouble

_Result = TypeVar("_Result")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TOAST = 200
"""Characters of a word over the chat."""
Rows = list[list[tuple[str, str]]]


class Sender:
    """All that this bot writes. Everything raises `Trouble`."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self.bot, self.pace = bot, pace
        self.moved: dict[int, int] = {}

    async def message(
        self, chat: int, part: Part, topic: int | None, answers: int | None, rows: Rows
    ) -> int:
        """Send one; returns its number. `answers` is the message it replies to."""
        reply = ReplyParameters(answers, allow_sending_without_reply=True) if answers else None

        def call(place: int) -> Awaitable[object]:
            return self.bot.send_message(
                place,
                part.text,
                entities=entities(part),
                link_preview_options=_NO_PREVIEW,
                message_thread_id=topic,
                reply_parameters=reply if place == chat else None,
                reply_markup=_keyboard(rows),
            )

        sent = await self._write(chat, call)
        return int(getattr(sent, "message_id", 0))

    async def change(self, chat: int, message: int, part: Part, rows: Rows) -> None:
        """Change one in place; that it is so already is no trouble."""

        def call(place: int) -> Awaitable[object]:
            if place != chat:  # there its number is another message's
                raise Trouble(Kind.MISSING)
            return self.bot.edit_message_text(
                part.text,
                place,
                message,
                entities=entities(part),
                link_preview_options=_NO_PREVIEW,
                reply_markup=_keyboard(rows),
            )

        try:
            await self._write(chat, call)
        except Trouble as failed:
            if failed.kind is not Kind.SAME:
                raise

    async def draft(self, chat: int, number: int, part: Part, topic: int | None) -> None:
        """Show a text that grows, in a private talk."""
        await self._write(
            chat,
            lambda place: self.bot.send_message_draft(
                place, number, part.text, entities=entities(part), message_thread_id=topic
            ),
        )

    async def typing(self, chat: int, topic: int | None) -> None:
        """Show that something is being written."""
        await self._write(
            chat,
            lambda place: self.bot.send_chat_action(place, "typing", message_thread_id=topic),
            counted=False,
        )

    async def pressed(self, query: str, text: str = "", *, alert: bool = False) -> bool:
        """End a button's waiting, with a word for whoever pressed it. False: it was too old."""
        try:
            await self._write(
                0,
                lambda _: self.bot.answer_callback_query(
                    query, text=text[:TOAST] or None, show_alert=alert or None
                ),
                counted=False,
            )
        except Trouble as failed:
            if failed.kind is Kind.STALE:
                return False
            raise
        return True

    async def name(self, chat: int, user: int) -> str:
        """What somebody is called, "" where that can't be known."""
        with suppress(TelegramError):
            member = await self.bot.get_chat_member(chat, user)
            return " ".join(member.user.full_name.split())
        return ""

    async def _write(
        self, chat: int, call: Callable[[int], Awaitable[_Result]], *, counted: bool = True
    ) -> _Result:
        place = self.moved.get(chat, chat)
        async with self.pace.turn(place, counted=counted):
            try:
                return await call(place)
            except TelegramError as error:
                failed = trouble(error)
                if failed.kind is Kind.WAIT:
                    self.pace.hold(failed.seconds)
                if failed.kind is Kind.MOVED:
                    self.moved[chat] = failed.chat
        if failed.kind is Kind.MOVED and place == chat:
            return await self._write(chat, call, counted=counted)
        raise failed


def entities(part: Part) -> list[MessageEntity]:
    """As Telegram counts: in UTF-16 units, without the blanks at their ends."""
    found = sorted(part.marks, key=lambda mark: (mark.start, -mark.end))
    return [entity for mark in found if (entity := _entity(part.text, mark)) is not None]


def _entity(text: str, mark: Mark) -> MessageEntity | None:
    words = text[mark.start : mark.end]
    if not words.strip():
        return None
    start = mark.start if mark.kind == "pre" else mark.end - len(words.lstrip())
    end = mark.start + len(words.rstrip())
    return MessageEntity(
        mark.kind,
        offset=units(text[:start]),
        length=units(text[start:end]),
        url=mark.url or None,
        language=mark.language or None,
        user=User(mark.user, text[start:end], is_bot=False) if mark.user else None,
    )


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    buttons = [
        [InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rows
    ]
    return InlineKeyboardMarkup(buttons) if buttons else None
