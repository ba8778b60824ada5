"""The server of the strict Slack: HTTP and Socket Mode on a loopback port.

`serve` runs it in the running loop; `running` in a thread of its own, for real processes.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.wire import fake_slack_blocks as kit
from tests.wire.fake_slack import SIGNING_SECRET, FakeSlack, Message
from tests.wire.fake_slack_deliveries import RETRIES, Deliveries
from tests.wire.fake_slack_methods import SlackError, perform

Result = TypeVar("Result")


class Server(Deliveries):
    """A `FakeSlack` that can be reached. Deliveries go to any open socket."""

    def __init__(self, slack: FakeSlack) -> None:
        super().__init__(slack)
        self.sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.tried = 0
        self._runner: web.AppRunner | None = None
        self.connected = asyncio.Event()
        self._since = 0.0
        """When the socket came that is the oldest."""

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=4_000_000)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_get("/files-pri/{id}/{name}", self._file)
        app.router.add_post("/response/{id}", self._late)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.slack.port)
        await site.start()
        self.slack.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close everything."""
        for socket in list(self.sockets):
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # ---- the Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        slack, method = self.slack, request.match_info["method"]
        form = {name: str(value) for name, value in (await request.post()).items()}
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        token = token or form.pop("token", "")
        form.pop("token", None)
        slack.calls.append((method, form))
        if slack.delay:
            await asyncio.sleep(slack.delay)
        while method in slack.stuck:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        if wait := slack.too_soon(method, form):
            headers = {"Retry-After": str(wait)}
            body = {"ok": False, "error": "ratelimited"}
            return web.json_response(body, status=429, headers=headers)
        try:
            found = self._performed(method, form, token)
        except SlackError as error:
            return web.json_response({"ok": False, "error": str(error)})
        if slack.lost[method] > 0:
            slack.lost[method] -= 1
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        scopes = ",".join(sorted(slack.scopes))
        return web.json_response({"ok": True, **found}, headers={"x-oauth-scopes": scopes})

    def _performed(self, method: str, form: dict[str, str], token: str) -> dict[str, Any]:
        slack = self.slack
        if slack.failing[method]:
            raise SlackError(slack.failing[method].pop(0))
        if method == "apps.connections.open":
            if token != slack.app_token:
                raise SlackError("invalid_auth")
            return {"url": f"ws://127.0.0.1:{slack.port}/socket?ticket={len(slack.calls)}"}
        if token != slack.bot_token:
            raise SlackError("invalid_auth")
        return perform(slack, method, form)

    async def _file(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {self.slack.bot_token}":
            return web.Response(text="<html>sign in</html>", content_type="text/html")
        if "files:read" not in self.slack.scopes:
            return web.Response(status=403)
        file = self.slack.files[request.match_info["id"]]
        return web.Response(body=file["data"], content_type="text/plain")

    async def _late(self, request: web.Request) -> web.Response:
        """A `response_url`: five answers, and Block Kit as strict as elsewhere."""
        slack, known = self.slack, request.match_info["id"]
        slack.uses[known] += 1
        if slack.uses[known] > 5 or known == "expired":
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        body = await request.json()
        may = {"blocks", "text", "response_type", "replace_original", "thread_ts"}
        may |= {"unfurl_links", "unfurl_media", "delete_original"}
        faults = kit.problems(body.get("blocks", [])) + sorted(set(body) - may)
        if faults:
            slack.fault(f"response_url: {faults}")
        slack.late.append({**body, "url": known})
        return web.Response(text="ok")

    # ---- Socket Mode

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        if request.query.get("ticket") in self.slack.over:
            return web.Response(status=404)  # type: ignore[return-value]
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if not self.sockets:
            self._since = time.monotonic()
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        self.connected.set()
        try:
            async for frame in socket:
                if frame.type != aiohttp.WSMsgType.TEXT:
                    continue
                answer = json.loads(frame.data)
                waiting = self._waiting.pop(answer.get("envelope_id", ""), None)
                if waiting is None:
                    continue  # of a delivery that was given up
                if not waiting.done():
                    waiting.set_result(answer.get("payload") or {})
        finally:
            self.sockets.remove(socket)
            if not self.sockets:
                self.connected.clear()
                for waiting in self._waiting.values():
                    waiting.cancel()
        return socket

    async def disconnect(self) -> None:
        """Slack is about to renew the connection, and closes the old one."""
        for socket in list(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await socket.close()

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, copies: int = 1, retries: int = RETRIES
    ) -> dict[str, Any] | None:
        """Until it is acknowledged, or was tried four times; a try that a socket's end cut short is
        none. What the acknowledgement says."""
        answers: list[dict[str, Any] | None] = [
            await self._tried(kind, payload, attempt, due := time.monotonic())
            for attempt in range(copies)
        ]
        attempt = copies
        while answers[-1] is None and attempt <= retries:
            answers.append(await self._tried(kind, payload, attempt, due))
            attempt += 1
        found = [answer for answer in answers if answer is not None]
        if not found:
            self.slack.unacknowledged += 1
        return found[0] if found else None

    async def _tried(
        self, kind: str, payload: dict[str, Any], attempt: int, due: float
    ) -> Message | None:
        while True:
            try:
                await asyncio.wait_for(self.connected.wait(), self.slack.patience)
                return await self._sent(kind, payload, attempt, due)
            except TimeoutError:
                return None
            except (asyncio.CancelledError, ConnectionError, ZeroDivisionError):
                if (task := asyncio.current_task()) is not None and task.cancelling():
                    raise
                await asyncio.sleep(0.01)  # nobody was there to hear it

    async def _sent(
        self, kind: str, payload: dict[str, Any], attempt: int, due: float
    ) -> dict[str, Any]:
        self._number += 1
        self.tried += 1
        known = f"envelope-{self._number}"
        envelope = {
            "envelope_id": known,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            "retry_attempt": attempt,
            "retry_reason": "timeout" if attempt else "",
        }
        socket = self.sockets[self._number % len(self.sockets)]
        waiting = self._waiting[known] = asyncio.get_running_loop().create_future()
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(self.slack.ack_seconds):
                answer: dict[str, Any] = await waiting
        finally:
            self._waiting.pop(known, None)
        now = time.monotonic()
        self.slack.acks.append(now - max(due, self._since))
        self.slack.waits.append(now - due)
        return answer


def signed(body: str, secret: str = SIGNING_SECRET, at: int | None = None) -> dict[str, str]:
    """Headers of a delivery over HTTP."""
    stamp = str(at or int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def form(payload: dict[str, Any]) -> str:
    """An interaction or command as Slack posts it."""
    return urlencode({"payload": json.dumps(payload)} if "type" in payload else payload)


@asynccontextmanager
async def serve(slack: FakeSlack | None = None) -> AsyncIterator[Server]:
    """In the running loop."""
    server = Server(slack or FakeSlack())
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


class Threaded:
    """A server in a thread; `do` runs something of it there."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack
        self.loop = asyncio.new_event_loop()
        self.server: Server

    def do(self, make: Callable[[Server], Coroutine[Any, Any, Result]]) -> Result:
        """Run it in the server's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(make(self.server), self.loop).result(120.0)


@contextmanager
def running(slack: FakeSlack | None = None) -> Iterator[Threaded]:
    """In a thread of its own."""
    threaded = Threaded(slack or FakeSlack())
    thread = threading.Thread(target=threaded.loop.run_forever)
    thread.start()

    async def begin() -> None:
        threaded.server = Server(threaded.slack)
        await threaded.server.start()

    asyncio.run_coroutine_threadsafe(begin(), threaded.loop).result(10.0)
    try:
        yield threaded
    finally:
        asyncio.run_coroutine_threadsafe(threaded.server.stop(), threaded.loop).result(10.0)
        threaded.loop.call_soon_threadsafe(threaded.loop.stop)
        thread.join()
        threaded.loop.close()
