"""Limits over HTTP: who is refused and in which words, that a slot is given back, what is counted."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from openai import AsyncOpenAI, RateLimitError

from app.contract import Failed
from app.service_settings import LimitSettings
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import running
from tests.flow.test_answering import make_desk
from tests.flow.test_service import QUESTION, client
from tests.wire.fake_cloud import Act, fake_cloud

SLOW = Act(pieces=("Restart ",) * 200, between=0.05)
QUICK = Act(pieces=("Restart it [1].",))
RUSSIAN = {"Accept-Language": "ru"}


async def test_too_many_requests_are_refused_in_the_shape_of_each_surface(
    tmp_path: Path, ingested: Ingested
) -> None:
    limits = LimitSettings(key_requests=3)
    async with (
        running(make_desk(tmp_path), ingested, limits=limits) as doors,
        client(doors) as http,
        client(doors, "sre") as other,
    ):
        assert [(await http.get("/api/me")).status_code for _ in range(4)] == [200, 200, 200, 429]
        answer = await http.post("/api/search", json={"query": "payments"}, headers=RUSSIAN)
        assert answer.status_code == 429 and int(answer.headers["retry-after"]) >= 1
        error = Failed.model_validate(answer.json()).error
        assert error.code == "too_many_requests" and answer.headers["retry-after"] in error.message
        assert "Слишком много запросов" in error.message
        said = (await http.get("/v1/models")).json()["error"]
        assert (said["type"], said["code"]) == ("rate_limit_error", "too_many_requests")
        agents = await http.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
        assert agents.status_code == 429
        async with AsyncOpenAI(
            base_url=f"{doors.url}/v1", api_key=doors.keys["staff"], max_retries=0
        ) as ai:
            with pytest.raises(RateLimitError):
                await ai.models.list()
        assert (await other.get("/api/me")).status_code == 200
        text = (await other.get("/metrics")).text
        assert 'hush_limited_total{limit="requests",of="key"} 5.0' in text
        wire = httpx.AsyncHTTPTransport(uds=str(doors.path))
        async with httpx.AsyncClient(transport=wire, base_url="http://hush") as owner:
            assert {(await owner.get("/api/me")).status_code for _ in range(9)} == {200}


@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
async def test_a_slot_is_given_back_when_a_client_goes_away(
    tmp_path: Path, ingested: Ingested, path: str
) -> None:
    messages = [{"role": "user", "content": QUESTION["question"]}]
    chat = {"model": "hush", "messages": messages, "stream": True}
    body = QUESTION if path == "/api/ask" else chat
    async with (
        fake_cloud(SLOW) as cloud,
        running(make_desk(tmp_path, cloud), ingested, limits=LimitSettings(key_answers=1)) as doors,
        client(doors) as http,
    ):
        async with http.stream("POST", path, json=body) as response:
            lines = response.aiter_lines()
            while "Restart" not in await anext(lines):
                pass
            second = await http.post(path, json=body)
            assert second.status_code == 429 and second.headers["retry-after"]
            assert second.json()["error"]["code"] == "too_many_answers"
            search = await http.post("/api/search", json={"query": "payments"})
            assert search.status_code == 200, "only answers are counted"
        for _ in range(100):
            async with http.stream("POST", path, json=body) as third:
                if third.status_code == 200:
                    break
            await asyncio.sleep(0.02)
        assert third.status_code == 200


async def test_tokens_that_are_used_up(tmp_path: Path, ingested: Ingested) -> None:
    limits = LimitSettings(key_tokens_hour=20)
    async with (
        fake_cloud(QUICK) as cloud,
        running(make_desk(tmp_path, cloud), ingested, limits=limits) as doors,
        client(doors) as http,
    ):
        assert (await http.post("/api/ask", json=QUESTION)).status_code == 200
        answer = await http.post("/api/ask", json=QUESTION)
        assert answer.status_code == 429 and 3_500 < int(answer.headers["retry-after"]) <= 3_600
        assert answer.json()["error"]["code"] == "tokens_of_hour"
        assert len(cloud.requests) == 1


async def test_a_question_that_is_too_long(tmp_path: Path, ingested: Ingested) -> None:
    limits = LimitSettings(question_characters=100)
    long = "payments? " * 20
    async with (
        running(make_desk(tmp_path), ingested, limits=limits) as doors,
        client(doors) as http,
    ):
        answers = [
            await http.post("/api/ask", json={"question": long}),
            await http.post("/api/explain", json={"question": long}),
            await http.post(
                "/v1/chat/completions",
                json={"model": "hush", "messages": [{"role": "user", "content": long}]},
            ),
        ]
    assert [answer.status_code for answer in answers] == [422, 422, 400]
    assert {answer.json()["error"]["code"] for answer in answers} == {"question_too_long"}
    assert all("100" in answer.json()["error"]["message"] for answer in answers)


async def test_failed_sign_ins_are_counted_by_address(tmp_path: Path, ingested: Ingested) -> None:
    async with (
        running(make_desk(tmp_path), ingested) as doors,
        httpx.AsyncClient(base_url=doors.url, trust_env=False) as http,
    ):
        tries = [await http.post("/login", data={"key": "hush_wrong"}) for _ in range(21)]
        assert [one.status_code for one in tries] == [401] * 20 + [429]
        assert tries[-1].headers["retry-after"] == "300"
        right = await http.post("/login", data={"key": doors.keys["staff"]})
        assert right.status_code == 429
        text = (await http.get("/metrics")).text
    assert 'hush_limited_total{limit="sign_in",of="address"} 2.0' in text


async def test_strangers_leave_nothing_behind(tmp_path: Path, ingested: Ingested) -> None:
    async with (
        running(make_desk(tmp_path), ingested) as doors,
        httpx.AsyncClient(base_url=doors.url, trust_env=False) as http,
    ):
        for n in range(50):
            headers = {"Authorization": f"Bearer hush_{n}", "Hush-For": f"slack:U{n}"}
            assert (await http.get("/api/me", headers=headers)).status_code == 401
            assert (await http.get(f"/api/{n}")).status_code == 404
        limiting = doors.context.limiting
        assert not limiting._storage.storage and not limiting._answers
        text = (await http.get("/metrics")).text
    assert sum(line.startswith("hush_request_seconds_count") for line in text.splitlines()) <= 3
