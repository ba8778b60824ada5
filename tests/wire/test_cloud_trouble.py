"""What can go wrong out there: statuses, streams that break off, deadlines, retries."""

from __future__ import annotations

import asyncio
import gzip
import time
from contextlib import aclosing
from pathlib import Path

import anyio
import anyio.abc
import pytest

from app.errors import (
    HushError,
    ModelBroken,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
)
from app.models.cloud import CUT_SHORT
from app.models.transport import GuardedTransport
from tests.wire.cloud_bench import Bench, decided, ordinary
from tests.wire.fake_cloud import Act, fake_cloud


@pytest.mark.parametrize(
    ("act", "kind", "says", "connections"),
    [
        (Act(401, body=b'{"error":{"message":"told you"}}'), ModelRefused, "API_KEY", 1),
        (Act(403, body=b"told you"), ModelRefused, "API_KEY", 1),
        (Act(404, body=b"told you"), ModelRefused, "MODEL", 1),
        (Act(400, body=b'{"error":"told you"}'), ModelRefused, "MAX_TOKENS", 1),
        (Act(429, body=b"told you"), ModelRefused, "limits", 2),
        (Act(500, body=b"told you"), ModelBroken, "of its own", 2),
        (Act(503, body=b"told you"), ModelBroken, "of its own", 2),
        (Act(drop=True), ModelUnreachable, "BASE_URL", 2),
        (Act(pieces=(), finish=None), ModelBroken, "broke off", 1),
        (Act(pieces=(), finish=None, done=False), ModelBroken, "broke off", 1),
        (Act(pieces=()), ModelBroken, "empty", 1),
        (Act(pieces=(), finish="length"), ModelBroken, "MAX_TOKENS", 1),
        (Act(finish="content_filter"), ModelRefused, "filter", 1),
        (Act(finish=None), ModelBroken, "broke off", 1),
        (Act(finish=None, done=False), ModelBroken, "broke off", 1),
        (Act(finish=None, done=False, half_closed=True), ModelBroken, "broke off", 1),
        (
            Act(headers=(("Content-Type", "text/html"),), body=b"<p>told you</p>"),
            ModelBroken,
            "stream",
            1,
        ),
        (
            Act(headers=(("Content-Type", "application/json"),), body=b'{"choices":[]}'),
            ModelBroken,
            "stream",
            1,
        ),
        (Act(body=b"data: {told you\n\n"), ModelBroken, "read", 1),
        (Act(body=b'data: {"error": {"message": "told you"}}\n\n'), ModelBroken, "read", 1),
        (Act(body=b'data: ["told you"]\n\n'), ModelBroken, "read", 1),
        (Act(body=b"data: \xff\xfe\n\n"), ModelBroken, "read", 1),
        (Act(body=b'data: {"choices":[{"told":"you"}]}\n\n'), ModelBroken, "broke off", 1),
        (Act(body=b'data: {"type":"ping"}\n\n' * 3), ModelBroken, "broke off", 1),
        *(
            (Act(body=b"data: " + piece + b"\n\n"), ModelBroken, "read", 1)
            for piece in (
                b'"told you"',
                b'{"choices":"told you"}',
                b'{"choices":[{"delta":"told you","finish_reason":"stop"}]}',
                b'{"choices":["told you"]}',
                b'{"choices":[{"delta":{"content":["told you"]}}]}',
                b'{"choices":[{"delta":{"content":"told you"},"finish_reason":7}]}',
            )
        ),
        (Act(body=b"data: " + b"told you" * (5 * 1024 * 1024)), ModelBroken, "read", 1),
        (
            Act(
                headers=(("Content-Type", "text/event-stream"), ("Content-Encoding", "gzip")),
                body=gzip.compress(b'data: {"choices":[]}\n\n' * 10),
            ),
            ModelBroken,
            "read",
            1,
        ),
    ],
)
async def test_failures(
    audit: Path, act: Act, kind: type[HushError], says: str, connections: int
) -> None:
    async with fake_cloud(act) as cloud:
        bench = Bench(cloud, audit)
        assert says in await bench.fails(kind)
        assert cloud.connections == connections
        assert cloud.rejected == []
        assert bench.events.count("egress") == connections
        assert bench.events[-1] == kind.__name__


async def test_nobody_listens(audit: Path) -> None:
    async with fake_cloud() as cloud:
        pass
    assert "BASE_URL" in await Bench(cloud, audit).fails(ModelUnreachable)


@pytest.mark.parametrize(
    "act",
    [
        Act(before_headers=20),
        Act(drip=0.1),
        Act(between=0.4),
        Act(429, headers=(("Retry-After", "0.2"),), body=b"", before_headers=0.5),
    ],
    ids=["hang before headers", "slow headers", "slow stream", "slow retries"],
)
async def test_one_deadline_over_everything(audit: Path, act: Act) -> None:
    async with fake_cloud(act) as cloud:
        began = time.monotonic()
        await Bench(cloud, audit, timeout=1.0, attempts=5).fails(ModelTimeout)
        assert time.monotonic() - began < 2.0


async def test_a_slow_reader_is_not_cancelled_by_the_deadline(audit: Path) -> None:
    async with fake_cloud(Act(between=0.05)) as cloud:
        model = Bench(cloud, audit, timeout=0.6).model
        async with aclosing(model.stream(ordinary(), decided())) as pieces:
            assert await anext(pieces)
            await asyncio.sleep(0.8)
            with pytest.raises(ModelTimeout):
                async for _ in pieces:
                    pass


@pytest.mark.parametrize("first", [Act(429, body=b""), Act(500, body=b""), Act(drop=True)])
async def test_a_retry_has_its_own_ticket_and_line(audit: Path, first: Act) -> None:
    async with fake_cloud(first, Act()) as cloud:
        bench = Bench(cloud, audit)
        assert await bench.ask(ordinary())
        assert cloud.connections == 2
        assert cloud.bodies[0] == cloud.bodies[1]
    assert bench.events == ["egress", "again", "egress", "answered"]
    tickets = [record["ticket"] for record in bench.records]
    assert tickets[0] == tickets[1] != tickets[2] == tickets[3]
    assert [record["attempt"] for record in bench.records] == [1, 1, 2, 2]


async def test_retry_after_is_honoured_within_the_deadline(audit: Path) -> None:
    wait = Act(429, headers=(("Retry-After", "1"),), body=b"")
    async with fake_cloud(wait, Act()) as cloud:
        began = time.monotonic()
        await Bench(cloud, audit).ask(ordinary())
        assert 1.0 <= time.monotonic() - began < 3.0
        assert cloud.connections == 2


async def test_retry_after_beyond_the_deadline_is_an_answer_at_once(audit: Path) -> None:
    async with fake_cloud(Act(429, headers=(("Retry-After", "3600"),), body=b"")) as cloud:
        began = time.monotonic()
        await Bench(cloud, audit).fails(ModelRefused)
        assert time.monotonic() - began < 2.0
        assert cloud.connections == 1


async def test_an_answer_that_reached_its_limit_says_so(audit: Path) -> None:
    async with fake_cloud(Act(finish="length")) as cloud:
        assert (await Bench(cloud, audit).ask(ordinary())).endswith(CUT_SHORT)


async def test_pieces_without_text_are_no_end_and_no_error(audit: Path) -> None:
    """The role alone, tool calls, usage: fields that are not read may be anything."""
    pieces = (
        b'{"choices":null}',
        b'{"type":"ping"}',
        b"{}",
        b'{"usage":{"prompt_tokens":1}}',
        b'{"choices":[{"delta":null,"content_filter_results":{}}]}',
        b'{"choices":[{"content_filter_offsets":{},"finish_reason":""}]}',
        b'{"choices":[],"usage":"none"}',
        b'{"choices":[{"delta":{"role":"assistant"}}]}',
        b'{"choices":[{"index":"x","delta":{"content":null,"tool_calls":7},"finish_reason":null}]}',
        b'{"choices":[{"delta":{"content":"Drain "}},{"delta":{"content":"another answer"}}]}',
        b'{"choices":[{"delta":{"content":"it."},"finish_reason":"stop","logprobs":{}}],"id":1}',
    )
    async with fake_cloud(Act(body=b"".join(b"data: " + one + b"\n\n" for one in pieces))) as cloud:
        assert await Bench(cloud, audit).ask(ordinary()) == "Drain it."


async def test_the_end_of_the_answer_is_not_waited_for_longer(audit: Path) -> None:
    async with fake_cloud(Act(done=False, half_closed=True)) as cloud:
        began = time.monotonic()
        assert await Bench(cloud, audit).ask(ordinary())
        assert time.monotonic() - began < 2.0


async def test_who_stops_listening_is_in_the_audit(audit: Path) -> None:
    async with fake_cloud(Act(between=0.1)) as cloud:
        bench = Bench(cloud, audit)
        async with aclosing(bench.model.stream(ordinary(), decided())) as pieces:
            assert await anext(pieces)
    assert bench.events == ["egress", "cancelled"]


async def test_who_goes_away_is_in_the_audit_however_often_they_are_cancelled(
    audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a server does: whatever its asker's task waits for is cancelled, while it closes, too."""
    closed = GuardedTransport.aclose

    async def slowly(transport: GuardedTransport) -> None:
        await asyncio.sleep(0.05)
        await closed(transport)

    monkeypatch.setattr(GuardedTransport, "aclose", slowly)
    async with fake_cloud(Act(between=0.1)) as cloud:
        bench = Bench(cloud, audit)

        async def read(group: anyio.abc.TaskGroup) -> None:
            async with aclosing(bench.model.stream(ordinary(), decided())) as pieces:
                async for _ in pieces:
                    group.cancel_scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(read, group)
        async with asyncio.timeout(5):
            while cloud.tasks or bench.events != ["egress", "cancelled"]:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
