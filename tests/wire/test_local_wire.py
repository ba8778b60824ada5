"""What the local lane puts on the wire: nothing outside the house, nothing to third parties."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import aclosing
from pathlib import Path
from typing import Any

import anyio
import anyio.abc
import pytest

from app import telemetry
from app.errors import ModelUnreachable
from app.models.openai_compatible import ServerModel
from app.prompt import Prompt
from app.settings import LocalSettings
from tests.fakes_local import Behaviour, local_server
from tests.unit.app.test_grounding import PASSAGES

ROOT = Path(__file__).resolve().parents[2]
PROMPT = Prompt.build("How to roll back payments?", PASSAGES[:1], 6000)
_ASK = """
import asyncio, os, sys
{switch}
from app.models.openai_compatible import ServerModel
from app.prompt import Prompt
from app.settings import LocalSettings
async def main():
    model = ServerModel(LocalSettings(base_url=sys.argv[1], model="small"))
    print("".join([p async for p in model.stream(Prompt("s", "how?", (), "en"))]))
asyncio.run(main())
from langsmith import utils
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
"""
_LATE = """
from app import telemetry
saved = dict(os.environ)
telemetry.switch_off()
os.environ.update(saved, LANGSMITH_TRACING_V2="true")
"""


async def answered(url: str, **more: object) -> str:
    """The whole answer."""
    settings = LocalSettings.model_validate({"base_url": url, "model": "small", **more})
    return "".join([piece async for piece in ServerModel(settings).stream(PROMPT)])


@pytest.mark.parametrize("url", ["http://93.184.216.34/v1", "http://169.254.169.254/v1"])
async def test_a_public_address_is_refused_before_a_byte(url: str) -> None:
    with pytest.raises(ModelUnreachable, match=r"nothing was sent|never connects"):
        await answered(url, timeout=5)


async def test_a_redirect_delivers_nothing_elsewhere() -> None:
    with local_server() as elsewhere:
        location = elsewhere.url + "/chat/completions"
        for status in (301, 302, 307, 308):
            with local_server(Behaviour(status=status, location=location)) as server:
                with pytest.raises(Exception, match="never followed"):
                    await answered(server.url)
                assert len(server.requests) == 1
        assert elsewhere.requests == []


async def test_proxy_variables_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    with local_server() as proxy, local_server() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        telemetry.switch_off()
        assert await answered(server.url) == "Roll back [1]."
        assert proxy.requests == []


async def test_who_goes_away_closes_the_connections_however_often_they_are_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a server does: whatever its asker's task waits for is cancelled, while it closes, too."""
    made = ServerModel._chat
    clients: list[Any] = []

    def slow(model: ServerModel) -> Any:
        chat: Any = made(model)
        client = chat.http_async_client
        closed = client.aclose

        async def slowly() -> None:
            await asyncio.sleep(0.05)
            await closed()

        client.aclose = slowly
        clients.append(client)
        return chat

    monkeypatch.setattr(ServerModel, "_chat", slow)
    with local_server() as server:
        model = ServerModel(LocalSettings(base_url=server.url, model="small"))

        async def read(group: anyio.abc.TaskGroup) -> None:
            async with aclosing(model.stream(PROMPT)) as pieces:
                async for _ in pieces:
                    group.cancel_scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(read, group)
        async with asyncio.timeout(5):
            while not clients[0].is_closed:  # noqa: ASYNC110 (the client has no event)
                await asyncio.sleep(0.01)


def _asking(catcher: str, server: str, switch: str) -> subprocess.Popen[str]:
    """Ask in a fresh process whose environment wants every prompt traced to `catcher`."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_ENDPOINT": catcher,
        "LANGCHAIN_ENDPOINT": catcher,
        "LANGSMITH_API_KEY": "ls-1",
    }
    command = [sys.executable, "-c", _ASK.format(switch=switch), server]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_langsmith_variables_post_nothing() -> None:
    """Also when they come back after the switch; and the catcher does see traces without it."""
    with local_server() as caught, local_server() as unswitched, local_server() as server:
        off = _asking(caught.url.removesuffix("/v1"), server.url, _LATE)
        on = _asking(unswitched.url.removesuffix("/v1"), server.url, "")
        for process in (off, on):
            answer, _ = process.communicate(timeout=90)
            assert answer.strip() == "Roll back [1]."
    assert caught.requests == []
    assert any(b"how?" in request.body for request in unswitched.requests)
