"""Telegram's deliveries over HTTP, what `doctor` says, and turns under a storm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bots.message import Finding, Mounted
from bots.settings import TelegramSettings
from bots.telegram.pace import MINUTE, SECOND, Pace
from bots.telegram.platform import Telegram
from bots.telegram.waiting import Waiting
from bots.telegram.webhook import SECRET
from tests.wire.fake_telegram import TOKEN, FakeTelegram, serving
from tests.wire.fake_telegram_methods import Failure
from tests.wire.telegram_talk import Kept, soon

URL, KEY = "https://bots.example.com/telegram/in", "k" * 32


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with serving() as server:
        yield server
    assert server.wrong == []


def made(fake: FakeTelegram, url: str = URL, token: str = TOKEN, **more: Any) -> Telegram:
    settings = TelegramSettings(
        base_url=fake.url,
        token=SecretStr(token),
        webhook_url=url,
        webhook_secret=SecretStr(KEY if url else ""),
    )
    return Telegram(settings, seconds=2.0, **more)


@asynccontextmanager
async def hooked(fake: FakeTelegram, kept: Kept) -> AsyncIterator[httpx.AsyncClient]:
    platform = made(fake)
    assert isinstance(platform, Mounted)
    app = Starlette(routes=cast("list[BaseRoute]", list(platform.routes(kept.accept))))
    task = asyncio.create_task(platform.run(kept.accept))
    try:
        await soon(lambda: fake.webhook)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="https://bots.example.com"
        ) as client:
            yield client
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def post(client: httpx.AsyncClient, update: object, secret: str | None = KEY) -> int:
    headers = {} if secret is None else {SECRET: secret}
    return (await client.post("/telegram/in", json=update, headers=headers)).status_code


async def test_a_delivery_with_the_secret_is_stored_then_acknowledged(fake: FakeTelegram) -> None:
    kept = Kept(fails=1)
    async with hooked(fake, kept) as client:
        assert fake.webhook["url"] == URL and fake.webhook["secret_token"] == KEY
        update = fake.says("how?")
        assert await post(client, update) == 503  # not stored: it comes again
        assert [await post(client, update) for _ in range(3)] == [200, 200, 200]
    assert [message.text for message in kept.messages] == ["how?"]


@pytest.mark.parametrize("secret", [None, "", "k" * 31, "K" * 32, "ключ"])
async def test_without_the_secret_nothing_is_read(fake: FakeTelegram, secret: str | None) -> None:
    kept = Kept()
    async with hooked(fake, kept) as client:
        given = None if secret is None else secret.encode()
        headers = {} if given is None else {SECRET.encode(): given}
        answer = await client.post("/telegram/in", json=fake.says("x"), headers=headers)
        assert answer.status_code == 401
    assert kept.messages == []


async def test_what_is_no_update_is_refused(fake: FakeTelegram) -> None:
    kept = Kept()
    async with hooked(fake, kept) as client:
        bodies: list[object] = [[], {}, {"update_id": "1"}]
        assert [await post(client, body) for body in bodies] == [400] * 3
        assert await post(client, {"update_id": 1, "x": "y" * 1_000_001}) == 413
        assert await post(client, {"update_id": 2, "message": {"broken": 1}}) == 200
        assert (await client.get("/telegram/in")).status_code == 405
    assert kept.messages == []


async def test_without_an_address_nothing_is_mounted(fake: FakeTelegram) -> None:
    assert made(fake, url="").routes(Kept().accept) == ()


async def findings(platform: Telegram) -> list[Finding]:
    return [finding async for finding in platform.checks()]


async def test_doctor_finds_what_is_well(fake: FakeTelegram) -> None:
    fake.chats[-100] = "supergroup"
    found = await findings(made(fake, url="", places=("telegram:-100", "slack:T1:C1")))
    assert [finding.well for finding in found] == [True, True, True]
    assert "@hush_bot" in found[0].said and "telegram:-100" in found[2].said


async def test_doctor_speaks_russian(fake: FakeTelegram) -> None:
    [wrong] = [finding async for finding in made(fake, token="42:wrong").checks("ru")]
    assert wrong.said.startswith("Telegram не принимает")


async def test_doctor_names_a_wrong_token_a_lost_chat_and_a_silent_server(
    fake: FakeTelegram,
) -> None:
    [wrong] = await findings(made(fake, token="42:wrong"))
    assert not wrong.well and "@BotFather" in wrong.said and "42:wrong" not in wrong.said
    *_, lost = await findings(made(fake, url="", places=("telegram:-5",)))
    assert not lost.well and "HUSH_BOTS__ALERTS_TO" in lost.said
    fake.webhook = {"url": "https://elsewhere.example.com"}
    assert "removed when the bot starts" in (await findings(made(fake, url="")))[1].said
    fake.refuse = lambda method, _: Failure(502, "Bad Gateway") if method == "getMe" else None
    [silent] = await findings(made(fake))
    assert not silent.well and "HUSH_TELEGRAM__BASE_URL" in silent.said


class Clock:
    def __init__(self) -> None:
        self.time = 100.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds
        await asyncio.sleep(0)


async def test_no_turn_is_given_while_telegram_asks_to_wait() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)
    async with pace.turn(7):
        pace.hold(30)
    assert not pace.spare(7) and not pace.spare(-7)
    async with pace.turn(8, counted=False):
        assert clock.time >= 130.0


def test_the_next_life_waits_for_what_this_one_was_told(tmp_path: Path) -> None:
    file = tmp_path / "telegram.wait"
    Pace(lambda: 5.0, waiting=Waiting(file, lambda: 1000.0)).hold(30)
    assert file.stat().st_mode & 0o777 == 0o600
    assert 29 < Pace(lambda: 900.0, waiting=Waiting(file, lambda: 1001.0)).held() < 30
    assert Pace(lambda: 900.0, waiting=Waiting(file, lambda: 1031.0)).held() == 0
    back = Waiting(file, lambda: 1000.0 - 86_400)
    assert 29 < Pace(lambda: 900.0, waiting=back).held() <= 31, (
        "a clock set back is no day of silence"
    )
    file.write_text("broken")
    assert Pace(waiting=Waiting(file)).held() == 0
    Waiting(tmp_path / "no" / "folder").keep(1)


async def test_turns_keep_to_the_second_and_the_groups_minute() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)
    times = []
    for number in range(3 * MINUTE):
        async with pace.turn(-7):
            times.append(clock.time)
        async with pace.turn(number + 1):
            times.append(clock.time)
    group = times[::2]
    assert all(len([t for t in group if first <= t < first + 60]) <= MINUTE for first in group)
    assert all(len([t for t in times if first <= t < first + 1]) <= SECOND for first in times)


async def test_previews_leave_an_answers_turns_alone() -> None:
    clock = Clock()
    pace = Pace(clock.now, clock.sleep)
    shown = 0
    for _ in range(120):
        if pace.spare(-7):
            shown += 1
            async with pace.turn(-7):
                pass
        clock.time += 0.5
    assert 5 <= shown <= MINUTE // 2 and pace.wait(-7) == 0
