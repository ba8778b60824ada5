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
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from tests.wire import fake_telegram_checks as checks
from tests.wire.fake_telegram_methods import BOT, Failure, Fields, Methods, Sent, person

TOKEN = "42:AAE-strict-telegram-token-for-the-tests"
_WRITES = {"sendMessage", "editMessageText", "sendMessageDraft"}


@dataclass(slots=True)
class FakeTelegram(Methods):
    """What it holds and what it was asked."""

    port: int = 0
    token: str = TOKEN
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
    stormed: float = 0.0
    """When it last asked to wait."""
    _held: float = 0.0
    _group: dict[int, deque[float]] = field(default_factory=dict)

    @property
    def pressed(self) -> list[Fields]:
        """Presses that were made, in order."""
        return [update for update in self.given if "callback_query" in update]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    # --- what people do

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
            self.stormed, self._held = now, max(self._held, now + wait)
            raise Failure(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        if (failure := self.refuse(method, fields)) is not None:
            raise failure

    async def file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if request.match_info["token"] != self.token or name not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[name])


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
