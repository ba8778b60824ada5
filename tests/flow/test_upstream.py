"""The queue in front of the local model and the models' breakers, as askers of a service see them."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from app.answering import Desk
from app.breaker import Breaker, Breakers
from app.prompt import Prompt
from app.queueing import FairQueue, Limits
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import make_desk
from tests.flow.test_service import OPEN, QUESTION, SECRET, client, events
from tests.wire.fake_cloud import Act, fake_cloud

CHAT = {"model": "hush", "messages": [{"role": "user", "content": QUESTION["question"]}]}
QUOTED = "Restart payments on db-1.corp.lan."


@dataclass(slots=True)
class Held:
    """A local model that answers when it is told to."""

    name: str = "held"
    go: asyncio.Event = field(default_factory=asyncio.Event)
    now: int = 0
    most: int = 0

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """One sentence."""
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.go.wait()
            await asyncio.sleep(0.02)
            yield "Restart payments [1]."
        finally:
            self.now -= 1

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def ingested(tmp_path: Path) -> Iterator[Ingested]:
    with closing(Ingested(tmp_path)) as made:
        made.write("payments.md", OPEN)
        made.write("merger.md", SECRET)
        made.ingest()
        yield made


@pytest.fixture
def local() -> Held:
    return Held()


@pytest.fixture
async def doors(tmp_path: Path, ingested: Ingested, local: Held) -> AsyncIterator[Running]:
    desk = replace(make_desk(tmp_path), local=local, queue=FairQueue(Limits(1, 2, 3, 30)))
    async with running(desk, ingested) as opened:
        yield opened


async def until(wanted: Any, seconds: float = 5.0) -> None:
    """Wait for it to be true."""
    async with asyncio.timeout(seconds):
        while not wanted():  # noqa: ASYNC110 (what is waited for has no event)
            await asyncio.sleep(0.01)


async def asking(doors: Running, who: str) -> list[tuple[str, dict[str, Any]]]:
    async with client(doors, who) as http, http.stream("POST", "/api/ask", json=QUESTION) as said:
        return await events(said)


async def test_whoever_waits_is_told_where_and_each_asker_has_a_turn(
    doors: Running, local: Held
) -> None:
    queue = doors.context.service.queue
    tasks = []
    for waiting, who in enumerate(["staff", "staff", "sre"]):
        tasks.append(asyncio.create_task(asking(doors, who)))
        await until(lambda waiting=waiting: queue.running + queue.waiting == waiting + 1)
    async with client(doors) as http:
        figures = (await http.get("/metrics")).text
    assert "hush_local_waiting 2.0" in figures and "hush_local_running 1.0" in figures
    local.go.set()
    first, second, third = await asyncio.gather(*tasks)
    told = [[data["position"] for name, data in one if name == "queue"] for one in (second, third)]
    assert told == [[1], [2, 1]] and all(name != "queue" for name, _ in first)
    for said in (first, second, third):
        assert said[-1][0] == "done" and said[-1][1]["model"] == "held"
    names = [name for name, _ in third]
    assert names.index("route") < names.index("queue") < names.index("token")
    assert local.most == 1 and (queue.running, queue.waiting) == (0, 0)


async def test_who_goes_away_gives_the_place_back_at_once(doors: Running, local: Held) -> None:
    queue = doors.context.service.queue
    async with client(doors) as http:
        async with http.stream("POST", "/api/ask", json=QUESTION):
            await until(lambda: queue.running == 1)
            other = asyncio.create_task(asking(doors, "other"))
            await until(lambda: queue.waiting == 1)
            sre = client(doors, "sre")
            async with (
                sre,
                sre.stream("POST", "/v1/chat/completions", json={**CHAT, "stream": True}),
            ):
                await until(lambda: queue.waiting == 2)
            await until(lambda: queue.waiting == 1)
        await until(lambda: queue.waiting == 0 and queue.running == 1)
    local.go.set()
    assert (await other)[-1][0] == "done"
    await until(lambda: local.now == 0)


async def test_one_may_have_so_many_questions_there_and_no_more(
    doors: Running, local: Held
) -> None:
    queue = doors.context.service.queue
    tasks = [asyncio.create_task(asking(doors, "staff")) for _ in range(2)]
    await until(lambda: queue.running + queue.waiting == 2)
    refused = await asking(doors, "staff")
    assert refused[-1][0] == "error"
    assert refused[-1][1]["error"]["code"] == "too_many"
    assert refused[-1][1]["error"]["retry_after"] >= 1
    async with client(doors) as http:
        whole = await http.post("/v1/chat/completions", json=CHAT)
        russian = await http.post(
            "/v1/chat/completions", json=CHAT, headers={"Accept-Language": "ru"}
        )
    assert whole.status_code == 429 and int(whole.headers["retry-after"]) >= 1
    assert whole.json()["error"]["type"] == "rate_limit_error"
    assert "2 questions" in whole.json()["error"]["message"]
    assert "у вас уже 2" in russian.json()["error"]["message"]
    local.go.set()
    assert all(said[-1][0] == "done" for said in await asyncio.gather(*tasks))


async def test_a_queue_that_is_full_quotes_and_says_so(doors: Running, local: Held) -> None:
    queue = doors.context.service.queue
    people = ["staff", "staff", "sre", "sre"]
    tasks = [asyncio.create_task(asking(doors, who)) for who in people]
    await until(lambda: queue.running + queue.waiting == 4)
    said = dict(await asking(doors, "other"))
    assert said["done"]["model"] == "extractive" and QUOTED in said["done"]["text"]
    assert "3 questions wait" in said["restart"]["notice"]
    local.go.set()
    await asyncio.gather(*tasks)


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        (QUESTION["question"], "did not become free within 0.2 s"),
        ("Как перезапустить payments?", "не освободилась за 0.2 с"),
    ],
    ids=["en", "ru"],
)
async def test_who_has_waited_for_too_long_is_given_quotes_and_told_why(
    tmp_path: Path, ingested: Ingested, local: Held, question: str, notice: str
) -> None:
    desk = replace(make_desk(tmp_path), local=local, queue=FairQueue(Limits(1, 2, 3, 0.2)))
    async with running(desk, ingested) as doors, client(doors) as http:
        queue = doors.context.service.queue
        first = asyncio.create_task(asking(doors, "sre"))
        await until(lambda: queue.running == 1)
        async with http.stream("POST", "/api/ask", json={"question": question}) as stream:
            said = dict(await events(stream))
        assert queue.running == 1 and queue.waiting == 0
        local.go.set()
        assert (await first)[-1][1]["model"] == "held"
    assert said["done"]["model"] == "extractive" and QUOTED in said["done"]["text"]
    assert notice in said["restart"]["notice"] and notice in said["done"]["warnings"][0]


async def test_programs_and_agents_stand_in_the_same_queue(doors: Running, local: Held) -> None:
    queue = doors.context.service.queue
    first = asyncio.create_task(asking(doors, "staff"))
    await until(lambda: queue.running == 1)

    async def program() -> str:
        async with (
            client(doors, "sre") as http,
            http.stream("POST", "/v1/chat/completions", json={**CHAT, "stream": True}) as said,
        ):
            return (await said.aread()).decode()

    async def agent() -> Any:
        key = {"Authorization": f"Bearer {doors.keys['other']}"}
        async with httpx2.AsyncClient(headers=key, trust_env=False, timeout=30) as http:
            transport = streamable_http_client(f"{doors.url}/mcp", http_client=http)
            async with Client(transport) as agent:
                return await agent.call_tool("ask", {"question": QUESTION["question"]})

    told = asyncio.create_task(program())
    await until(lambda: queue.waiting == 1)
    called = asyncio.create_task(agent())
    await until(lambda: queue.waiting == 2)
    local.go.set()
    await first
    text, answered = await told, await called
    assert "\n\n: 1 before this one\n\n" in text and "Restart payments" in text
    assert "Restart payments" in json.dumps(answered.model_dump(mode="json"))
    assert local.most == 1


async def test_a_whole_answer_has_its_time(tmp_path: Path, ingested: Ingested, local: Held) -> None:
    desk = replace(make_desk(tmp_path), local=local, seconds=0.5)
    async with running(desk, ingested) as doors:
        said = await asking(doors, "staff")
        async with client(doors) as http:
            whole = await http.post("/v1/chat/completions", json=CHAT)
        assert doors.context.service.queue.running == 0
    assert said[-1][0] == "error" and said[-1][1]["error"]["code"] == "timeout"
    assert "HUSH_ANSWER__TIMEOUT" in said[-1][1]["error"]["message"]
    assert whole.status_code == 503 and whole.json()["error"]["code"] == "timeout"


def _resting_after(count: int) -> Breakers:
    return Breakers(Breaker("local", count, 60), Breaker("cloud", count, 60))


async def test_a_cloud_model_that_fails_rests_and_the_route_says_so(
    tmp_path: Path, ingested: Ingested, local: Held, caplog: pytest.LogCaptureFixture
) -> None:
    local.go.set()
    caplog.set_level(logging.INFO, "hush.service")
    async with fake_cloud(Act(401, body=b"")) as cloud:
        desk = replace(make_desk(tmp_path, cloud), local=local, breakers=_resting_after(2))
        async with running(desk, ingested) as doors:
            for _ in range(2):
                failed = [data for name, data in await asking(doors, "staff") if name == "route"]
                assert [route["lane"] for route in failed] == ["cloud", "local"]
            said = dict(await asking(doors, "staff"))
            async with client(doors) as http:
                ready = (await http.get("/readyz")).json()
                figures = (await http.get("/metrics")).text
        assert cloud.connections == 2
    assert said["route"]["lane"] == "local" == said["done"]["lane"]
    assert "the cloud model is resting after 2 failures" in said["route"]["reason"]
    assert said["done"]["outgoing"] is None and not any("restart" in name for name in said)
    assert ready == {"status": "ready", "local": "ok", "cloud": "rests"}
    assert 'hush_model_resting{lane="cloud"} 1.0' in figures
    assert 'hush_model_resting{lane="local"} 0.0' in figures
    [line] = [record for record in caplog.records if record.msg == "model rests"]
    told = vars(line)
    assert (told["lane"], told["failures"], told["error"]) == ("cloud", 2, "ModelRefused")
    last = json.loads((tmp_path / "audit.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["event"], last["lane"]) == ("decided", "local")


async def test_a_local_model_that_rests_is_no_way_to_the_cloud(
    tmp_path: Path, ingested: Ingested
) -> None:
    """Law 3: where the local model fails for a while, passages are quoted."""

    @dataclass(slots=True)
    class Dead(Held):
        asked: int = 0

        async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
            from app.errors import ModelUnreachable

            self.asked += 1
            if self.asked:
                raise ModelUnreachable("nobody is there")
            yield ""

    dead, secret = Dead(), {"question": "What is the zebra merger of payments?"}
    async with fake_cloud() as cloud:
        desk: Desk = replace(make_desk(tmp_path, cloud), local=dead, breakers=_resting_after(2))
        async with running(desk, ingested) as doors, client(doors, "sre") as http:
            answers = []
            for _ in range(3):
                async with http.stream("POST", "/api/ask", json=secret) as said:
                    answers.append(dict(await events(said)))
        assert cloud.connections == 0
    assert dead.asked == 2
    for one in answers:
        assert one["done"]["model"] == "extractive" and "zebra" in one["done"]["text"]
        assert one["done"]["lane"] == "local"
    assert "2 times in a row and rests" in answers[-1]["restart"]["notice"]
