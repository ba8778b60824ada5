"""The service over HTTP: its address is inside, nothing is followed, every failure is a code."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pydantic import SecretStr

from bots.asking import Asker, Refused
from bots.checking import all_of
from bots.client import HttpService
from bots.replies import refused
from bots.settings import BotsSettings, ServiceSettings, Settings
from tests.unit.bots.fake_platform import until
from tests.wire.fake_bots_service import FakeBotsService, serving

ASKER = Asker("slack:T1:U1", "slack:T1:C1")


@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[tuple[str, list[str]]]:
    """A server that says the same to everything, and keeps the paths."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def settings(url: str, home: Path, **more: Any) -> Settings:
    return Settings(service=ServiceSettings(url=url, key=SecretStr("hush_k"), **more), home=home)


async def code_of(url: str, home: Path, **more: Any) -> str:
    try:
        async with HttpService(settings(url, home, **more)) as client:
            await client.who(ASKER)
    except Refused as problem:
        return problem.code
    return ""


@pytest.mark.parametrize("url", ["hush.example", "ftp://127.0.0.1", "http://", "http://8.8.8.8:1"])
async def test_what_is_no_address_of_the_house_is_refused(url: str, home: Path) -> None:
    assert await code_of(url, home) == "address"


async def test_no_redirect_is_followed_and_no_word_of_a_stranger_is_kept(home: Path) -> None:
    with answering(200, b"{}") as (elsewhere, reached):
        with answering(307, b"", Location=elsewhere) as (url, _):
            assert await code_of(url, home) == "failed"
        assert reached == []
    nobody = (
        b'{"error": {"id": "1", "code": "sign_in", "message": "Sign in.", "retry_after": null}}'
    )
    with answering(401, nobody) as (url, _):
        assert await code_of(url, home) == "refused_key"
    for status, code in ((502, "unreachable"), (401, "refused_key"), (200, "failed")):
        with answering(status, b"<html>secret words</html>") as (url, _):
            assert await code_of(url, home) == code


async def test_a_proxy_in_front_says_how_long_to_wait(home: Path) -> None:
    for status, after, wanted in ((503, "40", 40), (429, "7", 7), (503, "soon", None)):
        with answering(status, b"<html></html>", **{"Retry-After": after}) as (url, _):
            async with HttpService(settings(url, home)) as client:
                with pytest.raises(Refused) as problem:
                    await client.who(ASKER)
        assert problem.value.retry_after == wanted


async def test_a_mail_that_no_header_can_hold_keeps_nobody_from_asking(home: Path) -> None:
    with serving(FakeBotsService(key="hush_k")) as fake:
        async with HttpService(settings(fake.url, home)) as client:
            asker = Asker("slack:T1:U1", mail="анна@пример.рф")
            assert (await client.who(asker)).account == "slack:T1:U1"


async def test_nobody_there(home: Path) -> None:
    assert await code_of("http://127.0.0.1:9", home) == "unreachable"
    assert await code_of("", home) == "unreachable", "no owner's socket either"


async def test_a_stream_of_no_end_is_given_up(home: Path) -> None:
    with serving(FakeBotsService(seconds=30, key="hush_k")) as fake:
        async with HttpService(settings(fake.url, home, timeout=0.3)) as client:
            with pytest.raises(Refused) as problem:
                async for _ in client.ask(ASKER, "how?", "t"):
                    pass
    assert problem.value.code == "late"


async def test_a_service_that_takes_a_question_and_says_nothing_is_not_there(home: Path) -> None:
    """Its question was not too wide: nobody has read it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        async with HttpService(settings(url, home, timeout=0.2)) as client:
            with pytest.raises(Refused) as problem:
                await anext(client.ask(ASKER, "how?", "t"))
            assert "can't be reached" in refused(problem.value, "en").text
            with pytest.raises(Refused) as problem:
                await client.who(ASKER)
    assert problem.value.code == "silent"


async def test_closing_an_answer_ends_it_there(home: Path) -> None:
    with serving(FakeBotsService(seconds=20, key="hush_k")) as fake:
        async with HttpService(settings(fake.url, home)) as client:
            answer = client.ask(ASKER, "how?", "t")
            await anext(answer)
            await answer.aclose()
    assert fake.cancelled == ["how?"]


async def test_forty_answers_at_once_do_not_wait_for_each_other(home: Path) -> None:
    with serving(FakeBotsService(seconds=0.5, key="hush_k")) as fake:
        async with HttpService(settings(fake.url, home)) as client:

            async def first(number: int) -> None:
                answer = client.ask(ASKER, f"question {number}", f"t{number}")
                await anext(answer)
                begun.append(number)
                await everybody.wait()
                await answer.aclose()

            begun, everybody = list[int](), asyncio.Event()
            asking = [asyncio.create_task(first(number)) for number in range(40)]
            await until(lambda: len(begun) == 40)
            everybody.set()
            await asyncio.gather(*asking)


# ---- doctor


async def test_the_doctor_says_what_is_wrong_with_the_service(home: Path) -> None:
    async def said(chosen: Settings) -> str:
        return " ".join(one.said for one in await all_of(chosen, "en") if not one.well)

    with serving(FakeBotsService(key="hush_k")) as fake:
        assert await said(settings(fake.url, home)) == ""
        fake.scopes = ["ask"]
        assert "--scope act" in await said(settings(fake.url, home))
        fake.key = "another"
        assert "refused the bots' key" in await said(settings(fake.url, home))
    assert "hush serve" in await said(settings("http://127.0.0.1:9", home))
    assert "PUBLIC_HOST" in await said(settings("http://8.8.8.8:1", home))
    bots = BotsSettings(alerts_token=SecretStr("x" * 20), alerts_to="slack:T1:C1")
    told = await said(settings("http://127.0.0.1:9", home).model_copy(update={"bots": bots}))
    assert "set HUSH_BOTS__LISTEN as well" in told and "slack is not configured" in told
