"""Around the answers of Slack: unasked posts, HTTP deliveries, the doctor, addresses, logs."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web
from starlette.applications import Starlette

from bots.message import Finding, Reply, SendFailed
from bots.slack.failures import Failed
from bots.slack.http import LONGEST_BODY
from bots.slack.pace import Pace
from bots.slack.platform import Slack
from bots.slack.wire import Wire
from tests.unit.bots.slack_parts import DAY, Bot, Clock, a_bot, settings
from tests.wire.fake_slack import BOT_TOKEN, FakeSlack
from tests.wire.fake_slack_server import form, serve, signed

SECRET_WORDS = "the launch code of payments"


# ---- unasked


async def test_an_alert_is_said_once_and_changed_in_place(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        known = await bot.slack.post("slack:T1:C1", "", Reply("firing"), "alert-1")
        again = await bot.slack.post("slack:T1:C1", "", Reply("firing"), "alert-1")
        assert again == known, "its reference was lost, it was found"
        await bot.slack.post("slack:T1:C1", "", Reply("resolved"), "alert-1", known)
        await bot.slack.post("slack:T1:C1", "", Reply("another"), "alert-2")
        assert [bot.fake.said(m) for m in bot.fake.ours("C1")] == ["resolved", "another"]
        assert bot.fake.wrong == []


async def test_an_alert_whose_reply_was_lost_stands_once(tmp_path: Path) -> None:
    clock = Clock()
    async with a_bot(tmp_path, clock=clock, connect=False) as bot:
        bot.fake.lost["chat.postMessage"] = 1
        await bot.slack.post("slack:T1:C1", "", Reply("firing"), "alert-1")
        assert len(bot.fake.ours("C1")) == 1


async def test_a_digest_goes_to_an_account(tmp_path: Path) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        known = await bot.slack.post(
            "slack:T1:U1", "", Reply(("words " * 100 + "\n\n") * 40), "digest-1"
        )
        first, *others = bot.fake.ours("D1")
        assert known == f"D1|{first['ts']}"
        assert others and {m["thread_ts"] for m in others} == {first["ts"]}
        assert bot.fake.wrong == []


@pytest.mark.parametrize("place", ["telegram:1", "slack", "slack:T1:", "slack:T1:C404"])
async def test_a_place_that_is_none_is_refused_for_good(tmp_path: Path, place: str) -> None:
    async with a_bot(tmp_path, connect=False) as bot:
        with pytest.raises(SendFailed) as failed:
            await bot.slack.post(place, "", Reply("x"), "k")
        assert failed.value.for_good


# ---- HTTP


@asynccontextmanager
async def over_http(tmp_path: Path) -> AsyncIterator[tuple[Bot, httpx.AsyncClient]]:
    async with serve() as server:
        server.slack.user("U1")
        server.slack.channel("C1")
        slack = Slack(settings(server.slack, socket=False), tmp_path, day=lambda: DAY)
        bot = Bot(slack, server)
        app = Starlette(routes=list(slack.routes(bot.accept)))  # type: ignore[arg-type]
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hush") as client:
            yield bot, client
        await bot.rest()
        await slack.close()


def body_of(bot: Bot) -> str:
    event = bot.fake.say("D1", "U1", "hello")
    return json.dumps(bot.server.callback(event))


JSON = {"Content-Type": "application/json"}
PATH = "/slack/events"


async def test_a_signed_delivery_is_taken(tmp_path: Path) -> None:
    async with over_http(tmp_path) as (bot, client):
        body = body_of(bot)
        answer = await client.post(PATH, content=body, headers=JSON | signed(body))
        again = await client.post(PATH, content=body, headers=JSON | signed(body))
        assert (answer.status_code, again.status_code) == (200, 200)
        await bot.rest()
        assert len(bot.fake.answers("D1")) == 1
        greeting = json.dumps({"type": "url_verification", "challenge": "c", "token": "t"})
        answer = await client.post(PATH, content=greeting, headers=JSON | signed(greeting))
        assert "c" in answer.text


async def test_a_command_comes_over_http(tmp_path: Path) -> None:
    async with over_http(tmp_path) as (bot, client):
        payload = {
            "command": "/hush", "text": "ask x", "team_id": "T1", "channel_id": "C1",
            "user_id": "U1", "trigger_id": "t1", "token": "fake",
        }  # fmt: skip
        body = form(payload)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | signed(body)
        answer = await client.post(PATH, content=body, headers=headers)
        assert answer.json() == {"response_type": "ephemeral", "text": "I am on it."}
        assert [m.text for m in bot.taken] == ["x"]


async def test_forged_old_and_huge_deliveries_are_refused(tmp_path: Path) -> None:
    async with over_http(tmp_path) as (bot, client):
        body = body_of(bot)
        old = int(time.time()) - 600
        for headers, status in (
            ({}, 401),
            (signed(body, "f" * 32), 401),
            (signed(body, at=old), 401),
            (signed(body + " "), 401),
        ):
            answer = await client.post(PATH, content=body, headers=JSON | headers)
            assert answer.status_code == status
        huge = " " * (LONGEST_BODY + 1)
        answer = await client.post(PATH, content=huge, headers=JSON | signed(huge))
        assert answer.status_code == 413
        assert bot.taken == []


async def test_no_routes_in_socket_mode(tmp_path: Path) -> None:
    slack = Slack(settings(FakeSlack(port=1)), tmp_path)

    async def accept(_: object) -> bool:
        return True

    assert slack.routes(accept) == ()


async def test_without_its_signing_secret_nothing_is_taken(tmp_path: Path) -> None:
    async with serve() as server:
        made = settings(server.slack, socket=False, signing_secret="")
        slack = Slack(made, tmp_path)
        accept = Bot(slack, server).accept
        assert slack.routes(accept) == ()
        with pytest.raises(SendFailed) as problem:
            await slack.run(accept)
        assert problem.value.for_good


async def test_at_the_end_its_connections_are_closed(tmp_path: Path) -> None:
    async with serve() as server:
        slack = Slack(settings(server.slack, socket=False), tmp_path, listen="127.0.0.1:1")
        running = asyncio.ensure_future(slack.run(Bot(slack, server).accept))
        async with asyncio.timeout(10):
            while not server.slack.count("auth.test"):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert slack._wire.client.session is None or slack._wire.client.session.closed


# ---- the doctor


async def checked(slack: Slack) -> dict[str, Finding]:
    return {finding.name: finding async for finding in slack.checks()}


async def test_all_is_well(tmp_path: Path) -> None:
    async with serve() as server:
        server.slack.channel("C1")
        slack = Slack(settings(server.slack), tmp_path, places=["slack:T1:C1", "telegram:1"])
        found = await checked(slack)
        assert all(finding.well for finding in found.values()), found
        assert len(found) == 4


@pytest.mark.parametrize(
    ("fault", "name", "says"),
    [
        ("token", "slack token", "HUSH_SLACK__BOT_TOKEN"),
        ("app token", "slack socket", "HUSH_SLACK__APP_TOKEN"),
        ("scope", "slack scopes", "chat:write"),
        ("channel", "slack channel", "/invite @hush"),
        ("down", "slack token", "HUSH_SLACK__BASE_URL"),
    ],
)
async def test_each_slip_is_named(tmp_path: Path, fault: str, name: str, says: str) -> None:
    async with serve() as server:
        server.slack.channel("C1", is_member=fault != "channel")
        slack = Slack(settings(server.slack), tmp_path, places=["slack:T1:C1"])
        match fault:
            case "token":
                server.slack.bot_token = "xoxb-other"
            case "app token":
                server.slack.app_token = "xapp-other"
            case "scope":
                server.slack.scopes.discard("chat:write")
            case "down":
                await server.stop()
        found = await checked(slack)
        assert not found[name].well and says in found[name].said
        assert BOT_TOKEN not in str(found)


async def test_http_mode_needs_a_secret_and_an_address(tmp_path: Path) -> None:
    async with serve() as server:
        made = settings(server.slack, socket=False)
        assert not (await checked(Slack(made, tmp_path)))["slack http"].well
        assert (await checked(Slack(made, tmp_path, listen="0.0.0.0:9")))["slack http"].well


@pytest.mark.parametrize("token", ["bot_token", "app_token"])
async def test_a_wrong_token_ends_the_bot_with_its_reason(tmp_path: Path, token: str) -> None:
    async with serve() as server:
        setattr(server.slack, token, "xoxb-other")
        slack = Slack(settings(server.slack), tmp_path)

        async def accept(_: object) -> bool:
            return True

        with pytest.raises(SendFailed) as failed:
            await slack.run(accept)
        assert failed.value.reason == "invalid_auth" and failed.value.for_good
        await slack.close()


# ---- addresses


async def test_redirects_are_refused_and_proxies_are_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    seen: list[str] = []

    async def away(request: web.Request) -> web.Response:
        seen.append(request.path)
        return web.Response(status=307, headers={"Location": "/elsewhere"})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", away)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    wire = Wire(base, BOT_TOKEN)
    assert wire.client.proxy is None
    with pytest.raises(Failed):
        await wire.call("auth.test", {})
    with pytest.raises(Failed):
        await wire.reply(base + "response", {})
    assert await wire.fetch(base + "file", 10) is None
    assert seen == ["/api/auth.test", "/api/response", "/api/file"]
    await wire.close()
    await runner.cleanup()


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.log", True),
        ("https://hooks.slack.com/commands/T1/1/x", True),
        ("https://slack.com/api/x", True),
        ("http://files.slack.com/a", False),
        ("https://files.slack.com.evil.example/a", False),
        ("https://evilslack.com/a", False),
        ("https://files.slack.com:444/a", False),
        ("https://me@files.slack.com/a", False),
        ("https://files.slack.com@evil.example/a", False),
        ("file:///etc/passwd", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_the_token_goes_to_slack_only(url: str, ours: bool) -> None:
    assert Wire("https://slack.com/api/", "t").ours(url) is ours


async def test_neither_the_token_nor_an_answer_goes_to_another_server(tmp_path: Path) -> None:
    seen: list[str] = []

    async def listening(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Authorization", request.path))
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", listening)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    other = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    wire = Wire("http://127.0.0.1:9/api/", BOT_TOKEN)
    assert await wire.fetch(other + "file", 10) is None
    with pytest.raises(Failed):
        await wire.reply(other + "response", {})
    assert seen == []
    await wire.close()
    await runner.cleanup()


# ---- silence


async def test_no_words_of_people_in_logs_or_reprs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def failing(*_: Any) -> None:
        raise ValueError(SECRET_WORDS)

    async with a_bot(tmp_path, fake=FakeSlack(ack_seconds=0.05)) as bot:
        bot.fake.user("U1")

        async def accept(_: object) -> bool:
            raise ValueError(SECRET_WORDS)

        whole, bot.accept = bot.accept, accept  # type: ignore[method-assign, assignment]
        event = bot.fake.say("D1", "U1", SECRET_WORDS)
        await bot.server.deliver("events_api", bot.server.callback(event), retries=0)
        await bot.server.deliver("events_api", {"event": {"type": SECRET_WORDS}}, retries=0)
        bot.accept = whole  # type: ignore[method-assign]
        await bot.server.event(event)
        await bot.rest()
        assert SECRET_WORDS not in repr(bot.taken)
    assert SECRET_WORDS not in caplog.text and BOT_TOKEN not in caplog.text


# ---- pace


async def test_what_may_be_left_out_is_left_out() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    spent = [pace.spare("chat.startStream", "C1") for _ in range(30)]
    assert spent.count(True) == 18
    clock.now += 61
    assert pace.spare("chat.startStream", "C1")
    pace.hold("chat.update", "C1", 10)
    assert not pace.spare("chat.update", "C2"), "its limit is the workspace's"
    before = clock.now
    await pace.turn("chat.update", "C1")
    assert clock.now - before >= 10
