"""A local server by URL: what it is sent, and a sentence for every way it can fail."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing

import pytest
from pydantic import SecretStr

from app.errors import (
    ModelBroken,
    ModelFailure,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
    SettingsInvalid,
)
from app.models.openai_compatible import ServerModel, probe
from app.prompt import Prompt
from app.settings import LocalSettings
from tests.fakes_local import Behaviour, local_server
from tests.unit.app.test_grounding import PASSAGES

PROMPT = Prompt.build("How to roll back payments?", PASSAGES[:1], 6000)


def settings(url: str, model: str = "small", timeout: float = 5.0) -> LocalSettings:
    """Settings of a server with a key."""
    return LocalSettings(base_url=url, model=model, timeout=timeout, api_key=SecretStr("k-1"))


async def answered(made: ServerModel) -> str:
    """The whole answer."""
    return "".join([piece async for piece in made.stream(PROMPT)])


async def test_it_streams_and_sends_the_prompt_once() -> None:
    with local_server() as server:
        model = ServerModel(settings(server.url))
        pieces = [piece async for piece in model.stream(PROMPT)]
    assert pieces == ["Roll ", "back ", "[1]."] and model.name == "small"
    (request,) = server.requests
    assert request.headers["authorization"] == "Bearer k-1"
    assert request.json["messages"] == [
        {"role": "system", "content": PROMPT.inside},
        {"role": "user", "content": PROMPT.user()},
    ]
    assert request.json["max_tokens"] == 512 and request.json["temperature"] == 0


FAILURES = [
    (Behaviour(status=401), ModelRefused, "HUSH_LOCAL__API_KEY"),
    (Behaviour(status=404), ModelRefused, "HUSH_LOCAL__MODEL"),
    (Behaviour(status=429), ModelRefused, "busy"),
    (Behaviour(status=400), ModelRefused, "context"),
    (Behaviour(status=500), ModelBroken, "log"),
    (Behaviour(status=307, location="http://127.0.0.1:1/v1"), ModelRefused, "final address"),
    (Behaviour(cut=True), ModelBroken, "broke off"),
    (Behaviour(cut=True, reset=True), ModelBroken, "broke off"),
    (Behaviour(pieces=()), ModelBroken, "empty"),
    (Behaviour(raw=b""), ModelBroken, "not an answer"),
    (Behaviour(raw=b"data: {not json\n\n"), ModelBroken, "not an answer"),
    (Behaviour(raw=b"<html>hello</html>"), ModelBroken, "not an answer"),
]


@pytest.mark.parametrize(("behaviour", "error", "advice"), FAILURES)
async def test_every_failure_has_its_sentence_and_one_try(
    behaviour: Behaviour, error: type[ModelFailure], advice: str
) -> None:
    with local_server(behaviour) as server, pytest.raises(error, match=advice) as raised:
        await answered(ServerModel(settings(server.url)))
    assert len(server.requests) == 1
    assert "payments" not in str(raised.value) and raised.value.__cause__ is None


@pytest.mark.parametrize("behaviour", [Behaviour(hang=3), Behaviour(pause=0.2, pieces=("a",) * 30)])
async def test_one_deadline_for_the_whole_answer(behaviour: Behaviour) -> None:
    await asyncio.to_thread(__import__, "langchain_openai")
    with local_server(behaviour) as server:
        started = time.perf_counter()
        with pytest.raises(ModelTimeout, match="HUSH_LOCAL__TIMEOUT"):
            await answered(ServerModel(settings(server.url, timeout=0.6)))
        assert time.perf_counter() - started < 2
        assert len(server.requests) == 1


async def test_nobody_there() -> None:
    with local_server() as server:
        url = server.url
    with pytest.raises(ModelUnreachable, match="start it"):
        await answered(ServerModel(settings(url)))


async def test_closing_hangs_up() -> None:
    with local_server(Behaviour(pause=0.05, pieces=("a ",) * 100)) as server:
        async with aclosing(ServerModel(settings(server.url)).stream(PROMPT)) as pieces:
            assert await anext(pieces)
        for _ in range(40):
            if server.broken_pipes:
                break
            await asyncio.sleep(0.05)
        assert server.broken_pipes == 1


@pytest.mark.parametrize("model", ["gpt-oss:120b-cloud", "kimi-k2:cloud", "X-CLOUD"])
def test_models_that_run_elsewhere_are_refused(model: str) -> None:
    with pytest.raises(ModelRefused, match="remotely"):
        ServerModel(settings("http://127.0.0.1:11434/v1", model=model))


@pytest.mark.parametrize(("url", "model"), [("localhost:8080", "m"), ("http://127.0.0.1/v1", "")])
def test_settings_that_cannot_work(url: str, model: str) -> None:
    with pytest.raises(SettingsInvalid, match="HUSH_LOCAL__"):
        ServerModel(settings(url, model=model))


def test_the_probe_says_what_is_there() -> None:
    with local_server() as server:
        assert probe(settings(server.url)) == "it has the model"
        assert "does not list" in probe(settings(server.url, model="other"))
        url = server.url
    with pytest.raises(ModelUnreachable, match="start it"):
        probe(settings(url))
    with local_server(Behaviour(status=401)) as server, pytest.raises(ModelRefused, match="key"):
        probe(settings(server.url))
