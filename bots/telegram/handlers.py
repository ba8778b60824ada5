"""What an update asks for: `Reader` makes a `Message` of it, or nothing.

Invariant: in a group only what is addressed to the bot is taken: a command, its name, a reply to it.
The conversation's key is the chat and topic as Telegram names them. A button's press is taken only as
one that we give out; a client can send any.
Deliberately elsewhere: storing (`platform`), answering (`bots.conversation`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from telegram import Bot, CallbackQuery, Update
from telegram import Message as Said
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bots.message import NAMING, Action, Attached, Message
from bots.telegram.commands import COMMANDS
from bots.telegram.files import attached
from bots.telegram.reply import PRESS
from bots.words import spoken

NAME = "telegram"
BUTTONS = frozenset(
    {
        *(Action.HELPFUL, Action.UNHELPFUL, Action.HUMAN, Action.SHARE, Action.NEXT),
        *(Action.WHOLE, Action.CITED, Action.LEFT, Action.STOP, Action.LANGUAGE),
    }
)
_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
ELSEWHERE = "@"
"""In a press: behind it the group and topic in which it is meant."""


@dataclass(slots=True)
class Reader:
    """`bot` is initialised; `is_alert` knows an alert's text; `most` is the longest file, in bytes."""

    bot: Bot
    is_alert: Callable[[str], bool]
    most: int

    async def read(self, update: Update, *, patient: bool = False) -> Message | None:
        """What it asks for; None where it asks for nothing. Raises `Trouble` where a file may come
        later and whoever asks is `patient`."""
        if update.callback_query is not None:
            return await self._pressed(update.callback_query)
        if update.message is not None:
            return await self._said(update.message, patient=patient)
        return None

    # ---- words

    async def _said(self, said: Said, *, patient: bool) -> Message | None:
        message = _place(said)
        if message is None:
            return None
        words = said.text or said.caption or ""
        command, named, rest = self._command(said, words)
        if named and named != self.bot.username.lower():
            return None
        rest = self._without_name(said, words) if not command else rest
        if not command and message.place is not None and not self._addressed(said):
            return None
        if command and command not in COMMANDS and message.place is not None and not named:
            return None
        files, trouble = await self._files(said, patient=patient)
        if not words and any((said.photo, said.video, said.voice, said.audio, said.video_note)):
            trouble = "telegram_file"
        whole = self._whole(said, message, command, rest.strip(), files)
        return replace(whole, trouble=message.trouble or trouble)

    def _whole(
        self, said: Said, message: Message, command: str, rest: str, files: tuple[Attached, ...]
    ) -> Message:
        answered = said.reply_to_message
        quoted = (answered.text or answered.caption or "") if answered else ""
        if quoted and not rest and not files:
            rest = quoted
        elif quoted and answered and not self._own(answered):
            files = (*files, Attached("message", quoted))
        action = self._action(command, rest, files)
        if command == "start":
            action = Action.PAIR if rest else Action.HELP
        return replace(
            message,
            action=action,
            text=rest,
            files=files,
            language=spoken(rest, _own_language(said), names=action in NAMING),
        )

    def _action(self, command: str, rest: str, files: tuple[Attached, ...]) -> Action:
        if command:
            return COMMANDS.get(command, Action.HELP)
        alerting = self.is_alert(rest) or any(self.is_alert(file.text) for file in files)
        return Action.RUNBOOK if alerting else Action.ASK

    async def _files(self, said: Said, *, patient: bool) -> tuple[tuple[Attached, ...], str]:
        if said.document is None:
            return (), ""
        file = await attached(self.bot, said.document, self.most, patient=patient)
        return ((file,), "") if file is not None else ((), "telegram_file")

    def _command(self, said: Said, words: str) -> tuple[str, str, str]:
        """The command at the beginning, whose it is, and what stands behind."""
        for entity in (*said.entities, *said.caption_entities):
            if entity.type == "bot_command" and entity.offset == 0:
                whole = words[: entity.length]  # ASCII, so units are characters
                name, _, bot = whole[1:].partition("@")
                return name.lower(), bot.lower(), words[entity.length :]
        return "", "", ""

    def _addressed(self, said: Said) -> bool:
        answered = said.reply_to_message
        return bool(self._names(said)) or (answered is not None and self._own(answered))

    def _names(self, said: Said) -> list[str]:
        """How this bot is named in it."""
        mine = f"@{self.bot.username}".lower()
        every = {**said.parse_entities(), **said.parse_caption_entities()}
        return [
            text
            for entity, text in every.items()
            if (entity.type == "mention" and text.lower() == mine)
            or (entity.user is not None and entity.user.id == self.bot.id)
        ]

    def _without_name(self, said: Said, words: str) -> str:
        for name in self._names(said):
            words = words.replace(name, "", 1)
        return words

    def _own(self, said: Said) -> bool:
        return said.from_user is not None and said.from_user.id == self.bot.id

    # ---- buttons

    async def _pressed(self, query: CallbackQuery) -> Message | None:
        name, _, value = (query.data or "").partition(PRESS)
        if name not in BUTTONS or query.message is None:
            return None
        chat, topic = query.message.chat, getattr(query.message, "message_thread_id", None)
        topic = topic if getattr(query.message, "is_topic_message", False) else None
        place = None if chat.type == ChatType.PRIVATE else f"{NAME}:{chat.id}"
        value, _, elsewhere = value.partition(ELSEWHERE)
        message = Message(
            key=f"{NAME}:press:{query.id}",
            platform=NAME,
            account=f"{NAME}:{query.from_user.id}",
            thread=f"{chat.id}:{topic or 0}",
            action=Action(name),
            text=value,
            place=place,
            answer=value,
            language=_language_of(query.from_user.language_code),
            where=_where(chat.id, query.message.message_id, topic, query.from_user.id, query.id),
        )
        return await self._elsewhere(message, elsewhere) if elsewhere else message

    async def _elsewhere(self, message: Message, elsewhere: str) -> Message | None:
        """A press that is meant for a group, by somebody who is in it."""
        group, _, topic = elsewhere.partition(PRESS)
        user = int(message.where["user"])
        if not group.startswith("-"):
            return None  # a client can send any: nobody is written to in their private talk
        try:
            member = await self.bot.get_chat_member(int(group), user)
        except (TelegramError, ValueError):
            return None
        if member.status in _OUTSIDE or not getattr(member, "is_member", True):
            return None
        number = int(topic) if topic.isascii() and topic.isdigit() else None
        return replace(
            message,
            place=f"{NAME}:{int(group)}",
            thread=f"{int(group)}:{number or 0}",
            where=_where(int(group), None, number, user, message.where["query"]),
        )


def _place(said: Said) -> Message | None:
    """Who says it and where; None for bots and channels. An admin who speaks as the group is nobody
    whose access could be looked up, and is told so."""
    chat, person = said.chat, said.from_user
    private = chat.type == ChatType.PRIVATE
    anonymous = said.sender_chat is not None
    if said.is_automatic_forward or chat.type == ChatType.CHANNEL:
        return None
    if anonymous and said.sender_chat is not None and said.sender_chat.id != chat.id:
        return None
    if person is None or (person.is_bot and not anonymous):
        return None
    user = person.id
    topic = said.message_thread_id if said.is_topic_message else None
    return Message(
        key=f"{NAME}:{chat.id}:{said.message_id}",
        platform=NAME,
        account=f"{NAME}:{user}",
        trouble="telegram_anonymous" if anonymous else "",
        thread=f"{chat.id}:{topic or 0}",
        place=None if private else f"{NAME}:{chat.id}",
        where=_where(chat.id, said.message_id, topic, user, ""),
    )


def _where(
    chat: int, message: int | None, topic: int | None, user: int, query: str
) -> dict[str, str]:
    found = {"chat": chat, "message": message, "topic": topic, "user": user}
    whole = {name: str(value) for name, value in found.items() if value is not None}
    return {**whole, "query": query} if query else whole


def _own_language(said: Said) -> str:
    return "" if said.from_user is None else _language_of(said.from_user.language_code)


def _language_of(code: str | None) -> str:
    return "ru" if (code or "").lower().startswith("ru") else "en"
