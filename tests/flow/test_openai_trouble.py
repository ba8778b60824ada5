"""What `/v1` says when something goes wrong on the way, and what it refuses to embed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import httpx2
import openai
import pytest
from openai import AsyncOpenAI

from app.api.application import Application
from app.records.opening import Records
from app.service import Service
from app.service_settings import LimitSettings
from app.wiring_index import Library
from index.chunk import Passage
from index.errors import IndexFailure
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import made_of, running
from tests.flow.test_answering import make_desk
from tests.flow.test_service import OPEN, client
from tests.wire.fake_cloud import Act, fake_cloud

FOREIGN = ValueError("the zebra merger")
OURS = IndexFailure("The index is busy; try again.")


@asynccontextmanager
async def broken(
    tmp_path: Path, error: Exception, limits: LimitSettings | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """The application in this process, with an index that fails."""

    def find(_: object) -> list[Passage]:
        raise error

    with closing(Ingested(tmp_path)) as ingested, closing(Records.open(tmp_path / "r.db")) as kept:
        ingested.write("payments.md", OPEN)
        ingested.ingest()
        desk = make_desk(tmp_path)
        made = made_of(desk, ingested, kept, tmp_path, limits)
        encoders = ingested.encoders
        encoders.max_tokens = 5
        library = Library(ingested.tools.store, encoders)  # type: ignore[arg-type]
        failing = Service(replace(desk, find=find), library, made.talks)
        app = Application(replace(made, service=failing))
        key = kept.keys.create("staff", ["staff"], []).secret
        wire = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(transport=wire, base_url="http://h", headers=headers) as http:
            yield http


def _asked(path: str, *, stream: bool) -> dict[str, object]:
    said = "How do I restart payments?"
    if path == "/v1/responses":
        return {"model": "hush", "input": said, "stream": stream}
    return {"model": "hush", "messages": [{"role": "user", "content": said}], "stream": stream}


@pytest.mark.parametrize("path", ["/v1/responses", "/v1/chat/completions"])
@pytest.mark.parametrize(("error", "status"), [(FOREIGN, 500), (OURS, 503)])
async def test_an_error_before_the_answer(
    tmp_path: Path, path: str, error: Exception, status: int
) -> None:
    async with broken(tmp_path, error) as http:
        answer = await http.post(path, json=_asked(path, stream=False))
    assert answer.status_code == status and "zebra" not in answer.text
    assert answer.json()["error"]["type"] == "server_error"


@pytest.mark.parametrize("error", [FOREIGN, OURS])
async def test_a_chat_that_broke_off_says_so(tmp_path: Path, error: Exception) -> None:
    async with broken(tmp_path, error) as http:
        path = "/v1/chat/completions"
        answer = await http.post(path, json=_asked(path, stream=True))
    last = json.loads(answer.text.strip().split("\n\n")[-1][6:])
    assert last["error"]["type"] == "server_error" and "zebra" not in answer.text


@pytest.mark.parametrize("error", [FOREIGN, OURS])
async def test_a_response_that_broke_off_ends_as_failed(tmp_path: Path, error: Exception) -> None:
    async with broken(tmp_path, error) as http:
        answer = await http.post("/v1/responses", json=_asked("/v1/responses", stream=True))
    name, data = answer.text.strip().split("\n\n")[-1].split("\n")
    made = json.loads(data[6:])
    assert name == "event: response.failed" and made["response"]["status"] == "failed"
    assert made["response"]["error"]["code"] == "server_error" and made["sequence_number"] == 4
    assert "zebra" not in answer.text


async def test_a_text_that_the_encoder_would_cut_is_not_embedded(tmp_path: Path) -> None:
    async with broken(tmp_path, OURS) as http:
        body = {"model": "hush", "input": ["short", *["word"] * 40, "one two three four five six"]}
        answer = await http.post("/v1/embeddings", json=body)
        short = await http.post("/v1/embeddings", json={"model": "hush", "input": "short"})
    error = answer.json()["error"]
    assert (answer.status_code, error["param"]) == (400, "input.41")
    assert error["code"] == "context_length_exceeded" and short.status_code == 200


def _official(http: httpx.AsyncClient) -> AsyncOpenAI:
    """The official client, on the same application."""
    inner = http._transport
    assert isinstance(inner, httpx.ASGITransport)
    app: Any = inner.app
    wire = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    key = http.headers["authorization"].removeprefix("Bearer ")
    return AsyncOpenAI(
        base_url="http://h/v1",
        api_key=key,
        max_retries=0,
        http_client=httpx2.AsyncClient(transport=wire),
    )


@pytest.mark.parametrize(("error", "status"), [(FOREIGN, 500), (OURS, 503)])
async def test_the_official_client_raises_its_errors(
    tmp_path: Path, error: Exception, status: int
) -> None:
    messages: Any = [{"role": "user", "content": "How do I restart payments?"}]
    async with broken(tmp_path, error) as http, _official(http) as ai:
        with pytest.raises(openai.InternalServerError) as whole:
            await ai.responses.create(model="hush", input="How do I restart payments?")
        with pytest.raises(openai.APIError, match=r"\w"):
            async for _ in await ai.chat.completions.create(
                model="hush", messages=messages, stream=True
            ):
                pass
    assert whole.value.status_code == status and "zebra" not in str(whole.value)


async def test_the_official_client_is_told_to_wait(tmp_path: Path) -> None:
    limits = LimitSettings(key_requests=1)
    async with broken(tmp_path, OURS, limits) as http, _official(http) as ai:
        await ai.embeddings.create(model="hush", input="short")
        with pytest.raises(openai.RateLimitError) as refused:
            await ai.embeddings.create(model="hush", input="short")
    assert int(refused.value.response.headers["retry-after"]) >= 1


@pytest.mark.parametrize("stream", [True, False])
async def test_a_client_that_goes_away_ends_its_response(tmp_path: Path, *, stream: bool) -> None:
    slow = Act(pieces=("Restart ",) * 200, between=0.02)
    with closing(Ingested(tmp_path)) as ingested:
        ingested.write("payments.md", OPEN)
        ingested.ingest()
        async with (
            fake_cloud(slow) as cloud,
            running(make_desk(tmp_path, cloud), ingested) as doors,
            client(doors) as http,
        ):
            body = _asked("/v1/responses", stream=stream)
            with suppress(TimeoutError):
                await asyncio.wait_for(http.post("/v1/responses", json=body), 0.4)
            for _ in range(100):
                text = (await http.get("/metrics")).text
                if (gone := 'outcome="cancelled"} 1.0') in text:
                    break
                await asyncio.sleep(0.05)
    assert gone in text
