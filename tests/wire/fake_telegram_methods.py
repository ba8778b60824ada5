"""What the strict Bot API does for each method. See `fake_telegram`."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

BOT = {"id": 42, "is_bot": True, "first_name": "Hush", "username": "hush_bot"}
Fields = dict[str, Any]


_GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


def person(user: int) -> Fields:
    return {"id": user, "is_bot": False, "first_name": f"P{user}", "language_code": "en"}


@dataclass(slots=True)
class Sent:
    """A message as its chat sees it now."""

    chat: int
    message: int
    text: str
    fields: Fields
    at: float
    edits: int = 0

    @property
    def buttons(self) -> dict[str, str]:
        rows = self.fields.get("reply_markup", {}).get("inline_keyboard", [])
        return {b["text"]: b.get("callback_data", "") for row in rows for b in row}

    @property
    def code(self) -> list[str]:
        raw = self.text.encode("utf-16-le")
        return [
            raw[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le")
            for e in self.fields.get("entities", [])
            if e["type"] in ("pre", "code")
        ]


class Failure(Exception):
    def __init__(self, code: int, description: str, parameters: Fields | None = None) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


@dataclass(slots=True)
class Methods:
    """What it holds, and what the bot may do with that. Each method takes the call's fields."""

    chats: dict[int, str] = field(default_factory=dict)
    """Chat -> "private", "group", "supergroup"; what is not here is not found."""
    blocked: set[int] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    outside: set[int] = field(default_factory=set)
    """People who are in no group."""
    updates: deque[Fields] = field(default_factory=deque)
    given: list[Fields] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    drafts: list[Fields] = field(default_factory=list)
    toasts: list[Fields] = field(default_factory=list)
    commands: dict[str, list[Fields]] = field(default_factory=dict)
    webhook: Fields = field(default_factory=dict)
    served: Counter[int] = field(default_factory=Counter)
    """Update -> how often it was handed out."""
    _next: int = 1000
    _polling: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def number(self) -> int:
        self._next += 1
        return self._next

    def _open(self, fields: Fields) -> int:
        chat = int(fields["chat_id"])
        if chat not in self.chats:
            raise Failure(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Failure(403, "Forbidden: bot was blocked by the user")
        return chat

    async def _getMe(self, fields: Fields) -> Fields:  # noqa: N802
        return BOT

    async def _getUpdates(self, fields: Fields) -> list[Fields]:  # noqa: N802
        if self.webhook.get("url"):
            raise Failure(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._polling:
            raise Failure(409, "Conflict: terminated by other getUpdates request")
        offset = int(fields.get("offset", 0))
        self._polling += 1
        try:
            while self.updates and min(u["update_id"] for u in self.updates) < offset:
                kept = [u for u in self.updates if u["update_id"] >= offset]
                self.updates = deque(kept)
            if not self.updates:
                self._news.clear()
                await self._wait(float(fields.get("timeout", 0)))
        finally:
            self._polling -= 1
        given = list(self.updates)[: int(fields.get("limit", 100))]
        self.served.update(update["update_id"] for update in given)
        return given

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    async def _setWebhook(self, fields: Fields) -> bool:  # noqa: N802
        self.webhook = fields
        return True

    async def _deleteWebhook(self, fields: Fields) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    async def _getWebhookInfo(self, fields: Fields) -> Fields:  # noqa: N802
        return {
            "url": self.webhook.get("url", ""), "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }  # fmt: skip

    async def _sendMessage(self, fields: Fields) -> Fields:  # noqa: N802
        chat = self._open(fields)
        sent = Sent(chat, self.number(), fields["text"], fields, time.monotonic())
        self.sent.append(sent)
        return self._shown(sent)

    async def _sendMessageDraft(self, fields: Fields) -> bool:  # noqa: N802
        if self.chats[self._open(fields)] != "private":
            raise Failure(400, "Bad Request: drafts are for private chats")
        self.drafts.append(fields)
        return True

    async def _editMessageText(self, fields: Fields) -> Fields:  # noqa: N802
        chat = self._open(fields)
        for sent in self.sent:
            if (sent.chat, sent.message) == (chat, fields["message_id"]):
                mine = ("text", "entities", "reply_markup")
                if all(sent.fields.get(name) == fields.get(name) for name in mine):
                    raise Failure(400, "Bad Request: message is not modified: the same content")
                kept = {k: v for k, v in sent.fields.items() if k not in mine}
                sent.text, sent.edits = fields["text"], sent.edits + 1
                sent.fields = {**kept, **fields}
                return self._shown(sent)
        raise Failure(400, "Bad Request: message to edit not found")

    def _shown(self, sent: Sent) -> Fields:
        chat = {"id": sent.chat, "type": self.chats[sent.chat], "title": "T"}
        return {
            "message_id": sent.message, "date": int(time.time()), "chat": chat, "from": BOT,
            "text": sent.text,
        }  # fmt: skip

    async def _answerCallbackQuery(self, fields: Fields) -> bool:  # noqa: N802
        if any(t["callback_query_id"] == fields["callback_query_id"] for t in self.toasts):
            raise Failure(400, "Bad Request: query is too old and response timeout expired")
        self.toasts.append(fields)
        return True

    async def _sendChatAction(self, fields: Fields) -> bool:  # noqa: N802
        self._open(fields)
        return True

    async def _getFile(self, fields: Fields) -> Fields:  # noqa: N802
        name = fields["file_id"]
        if name not in self.files:
            raise Failure(400, "Bad Request: wrong file_id")
        return {
            "file_id": name, "file_unique_id": name, "file_size": len(self.files[name]),
            "file_path": f"documents/{name}",
        }  # fmt: skip

    async def _getChat(self, fields: Fields) -> Fields:  # noqa: N802
        chat = self._open(fields)
        return {
            "id": chat, "type": self.chats[chat], "title": "T", "accent_color_id": 1,
            "max_reaction_count": 1, "accepted_gift_types": _GIFTS,
        }  # fmt: skip

    async def _getChatMember(self, fields: Fields) -> Fields:  # noqa: N802
        self._open(fields)
        if fields["user_id"] in self.outside:
            return {"status": "left", "user": person(fields["user_id"])}
        return {"status": "member", "user": person(fields["user_id"])}

    async def _setMyCommands(self, fields: Fields) -> bool:  # noqa: N802
        self.commands[fields.get("language_code", "")] = fields["commands"]
        return True
