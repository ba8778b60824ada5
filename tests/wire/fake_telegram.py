"""A strict Bot API on a loopback socket: what it takes it shows to its chats, what is wrong it keeps.

It confirms updates by offset as Telegram does, answers 409 to a second poller, 429 with
`retry_after` in storms and beyond its limits, and can drop replies (the call took effect, the answer
never came), duplicate and reorder updates, and wait before it answers. A call during `retry_after`,
an unknown or missing field, a crossing entity: each is a line in `wrong`, which tests want empty.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from tests.wire import fake_telegram_checks as checks

TOKEN = "42:AAE-strict-telegram-token-for-the-tests"
BOT = {"id": 42, "is_bot": True, "first_name": "Hush", "username": "hush_bot"}
_WRITES = {"sendMessage", "editMessageText", "sendMessageDraft"}
Fields = dict[str, Any]


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
class FakeTelegram:
    """What it holds and what it was asked."""

    port: int = 0
    token: str = TOKEN
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
    calls: list[tuple[float, str, Fields]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    storm: Callable[[str, Fields], int] = lambda method, fields: 0
    """Seconds of `retry_after` for this call; 0 takes it."""
    lose: Callable[[str, Fields], bool] = lambda method, fields: False
    """Whether the reply to a call that took effect is lost."""
    refuse: Callable[[str, Fields], Failure | None] = lambda method, fields: None
    delay: float = 0.0
    per_group: int = 20
    group_seconds: float = 60.0
    served: Counter[int] = field(default_factory=Counter)
    """Update -> how often it was handed out."""
    _next: int = 1000
    _held: float = 0.0
    _polling: int = 0
    _group: dict[int, deque[float]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def pressed(self) -> list[Fields]:
        """Presses that were made, in order."""
        return [update for update in self.given if "callback_query" in update]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    # --- what people do

    def number(self) -> int:
        self._next += 1
        return self._next

    def says(self, text: str, user: int = 7, chat: int | None = None, **more: Any) -> Fields:
        """Somebody writes; in a private talk unless `chat` says where. Returns the update."""
        place = user if chat is None else chat
        self.chats.setdefault(place, "private" if place > 0 else "supergroup")
        message = {
            "message_id": self.number(), "date": int(time.time()),
            "from": person(user), "chat": {"id": place, "type": self.chats[place], "title": "T"},
        }  # fmt: skip
        if text:
            message["text"] = text
        if text.startswith("/"):
            length = checks.units(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        if (at := text.find("@hush_bot")) >= 0 and not text.startswith("/"):
            start = checks.units(text[:at])
            message["entities"] = [{"type": "mention", "offset": start, "length": 9}]
        return self.put({"message": {**message, **more}})

    def presses(self, sent: Sent, data: str, user: int = 7) -> Fields:
        """Somebody presses a button."""
        chat = {"id": sent.chat, "type": self.chats[sent.chat], "title": "T"}
        message = {"message_id": sent.message, "date": int(time.time()), "chat": chat, "from": BOT}
        thread = sent.fields.get("message_thread_id")
        if thread:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        query = {
            "id": f"q{self.number()}", "from": person(user), "chat_instance": "1", "data": data,
            "message": {**message, "text": sent.text},
        }  # fmt: skip
        return self.put({"callback_query": query})

    def put(self, update: Fields) -> Fields:
        whole = {"update_id": self.number(), **update}
        self.given.append(whole)
        self.updates.append(whole)
        self._news.set()
        return whole

    def again(self, update: Fields) -> None:
        """The same update once more, late and out of order."""
        self.updates.append(update)
        self._news.set()

    def hook(self) -> tuple[str, dict[str, str]]:
        """Where updates are to be posted, with which headers."""
        return self.webhook["url"], {
            "X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")
        }

    def in_chat(self, chat: int) -> list[Sent]:
        return [sent for sent in self.sent if sent.chat == chat]

    # --- what the bot asks

    async def handle(self, request: web.Request) -> web.Response:
        token, method = request.match_info["token"], request.match_info["method"]
        if token != self.token:
            return _reply(Failure(401, "Unauthorized").body)
        try:
            fields = _fields(await request.text())
        except ConnectionError:  # whoever asked was killed
            return web.Response(status=400)
        self.calls.append((time.monotonic(), method, fields))
        problems = list(checks.wrong(method, fields))
        self.wrong += problems
        await asyncio.sleep(self.delay)
        try:
            if problems:
                raise Failure(400, f"Bad Request: {problems[0]}")
            self._hold(method, fields)
            result = await getattr(self, f"_{method}")(fields)
        except Failure as failure:
            return _reply(failure.body)
        if self.lose(method, fields):
            assert request.transport is not None
            request.transport.close()
        return _reply({"ok": True, "result": result})

    def _hold(self, method: str, fields: Fields) -> None:
        """429, and a fault where the bot did not wait as it was told."""
        now = time.monotonic()
        if method in _WRITES and now < self._held:
            self.wrong.append(f"{method} {self._held - now:.3f} s before retry_after was over")
        wait = self.storm(method, fields)
        times = self._group.setdefault(fields.get("chat_id", 1), deque())
        while times and times[0] < now - self.group_seconds:
            times.popleft()
        if not wait and method in _WRITES and fields["chat_id"] < 0:
            times.append(now)
            if len(times) > self.per_group:
                wait = max(1, int(times[0] + self.group_seconds - now) + 1)
        if wait:
            self._held = max(self._held, now + wait)
            raise Failure(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        if (failure := self.refuse(method, fields)) is not None:
            raise failure

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

    async def file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if request.match_info["token"] != self.token or name not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[name])


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


def _fields(body: str) -> Fields:
    """Of a form, in which numbers and objects are written as JSON."""
    from urllib.parse import parse_qsl

    texts = {
        "text",
        "url",
        "secret_token",
        "callback_query_id",
        "action",
        "file_id",
        "language_code",
    }
    return {
        name: value if name in texts else _json(value)
        for name, value in parse_qsl(body, keep_blank_values=True)
    }


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _reply(body: Fields) -> web.Response:
    status = body.get("error_code", 200)
    return web.Response(status=status, text=json.dumps(body), content_type="application/json")


@asynccontextmanager
async def serving(fake: FakeTelegram | None = None) -> AsyncIterator[FakeTelegram]:
    """It, on a free port of this machine."""
    fake = fake or FakeTelegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", fake.handle)
    app.router.add_get("/file/bot{token}/documents/{name}", fake.file)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", fake.port)
    await site.start()
    fake.port = runner.addresses[0][1]
    try:
        yield fake
    finally:
        await runner.cleanup()


async def deliver(fake: FakeTelegram, update: Fields, secret: str | None = None) -> int:
    """Post an update to the webhook as Telegram does; returns the status."""
    url, headers = fake.hook()
    if secret is not None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with ClientSession() as session, session.post(url, json=update, headers=headers) as got:
        return got.status
