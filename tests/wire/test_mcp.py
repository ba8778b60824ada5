"""The MCP server by the official client: over HTTP on loopback, and over stdio of a process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Literal

import httpx2
import jsonschema  # type: ignore[import-untyped]
import mcp_types as types
import pytest
from fastapi import FastAPI
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.server import Server
from starlette.requests import Request

from app.mcp_server import HttpDoor, make_server
from app.principals import Principal
from index.chunk import Sensitivity
from tests.stub_service import BROKEN, KEYS, SLOW, StubTools, passage, running, stub_api

MODES = ("auto", "legacy")
Mode = Literal["auto", "legacy"]


async def identify(request: Request) -> Principal | None:
    return KEYS.get(request.headers.get("authorization", "").removeprefix("Bearer "))


def application(tools: StubTools, server: Server[Any] | None = None) -> FastAPI:
    """As the service mounts it."""
    door = HttpDoor(server or make_server(tools), identify, ["hush.example.com"])

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with door.running():
            yield

    app = FastAPI(lifespan=lifespan)
    app.router.routes.append(door.route())
    return app


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, StubTools]]:
    tools = StubTools()
    with running(application(tools)) as url:
        yield f"{url}/mcp", tools


@contextlib.asynccontextmanager
async def client(url: str, key: str = "key-of-staff", mode: Mode = "auto") -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(headers=headers, trust_env=False) as http:
        transport = streamable_http_client(url, http_client=http)
        async with Client(transport, mode=mode) as asking:
            yield asking


def text_of(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


async def _tools_are_right(asking: Client) -> None:
    listed = {tool.name: tool for tool in (await asking.list_tools()).tools}
    assert set(listed) == {"search_docs", "read_passage", "ask"}
    for tool in listed.values():
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.input_schema["additionalProperties"] is False
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert tool.output_schema is not None
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)
    found = await asking.call_tool("search_docs", {"query": "откат", "k": 2})
    assert not found.is_error
    jsonschema.validate(found.structured_content, listed["search_docs"].output_schema)
    assert [hit["id"] for hit in found.structured_content["hits"]] == ["p1", "p2"]
    assert json.loads(text_of(found)) == found.structured_content
    read = await asking.call_tool("read_passage", {"id": "p1"})
    jsonschema.validate(read.structured_content, listed["read_passage"].output_schema)
    assert read.structured_content["text"] == passage(1).text
    assert read.structured_content["lines"] == [1, 10]
    asked = await asking.call_tool("ask", {"question": "how do I roll back?"})
    jsonschema.validate(asked.structured_content, listed["ask"].output_schema)
    assert asked.structured_content["lane"] == "local"
    assert asked.structured_content["citations"][0]["source"] == "handbook:page1.md"
    assert "outgoing" not in asked.structured_content


@pytest.mark.parametrize("mode", MODES)
async def test_http(served: tuple[str, StubTools], mode: Mode) -> None:
    async with client(served[0], mode=mode) as asking:
        await _tools_are_right(asking)


@pytest.mark.parametrize("mode", MODES)
async def test_each_call_is_made_as_its_own_principal(
    served: tuple[str, StubTools], mode: Mode
) -> None:
    async with (
        client(served[0], "key-of-staff", mode) as staff,
        client(served[0], "key-of-sre", mode) as sre,
    ):
        for asking, who in ((staff, "key:1"), (sre, "key:2"), (staff, "key:1")):
            said = await asking.call_tool("ask", {"question": "who am I?"})
            assert who in said.structured_content["text"]
        seen = await sre.call_tool("search_docs", {"query": "x", "k": 50})
        assert len(seen.structured_content["hits"]) == 6
        closed = await staff.call_tool("read_passage", {"id": "p6"})
        absent = await staff.call_tool("read_passage", {"id": "p99"})
        assert closed.is_error
        assert closed.model_dump() == absent.model_dump()
        assert not (await sre.call_tool("read_passage", {"id": "p6"})).is_error


async def test_text_above_the_ceiling_is_not_given(served: tuple[str, StubTools]) -> None:
    async with client(served[0], "key-of-sre") as asking:
        read = await asking.call_tool("read_passage", {"id": "p7"})
        asked = await asking.call_tool("ask", {"question": "what is restricted?"})
    for result in (read, asked):
        assert result.is_error
        assert "RESTRICTED" in text_of(result)
        assert "rollback" not in text_of(result)


async def test_a_lower_ceiling_in_process() -> None:
    server = make_server(StubTools(), Principal.owner(), Sensitivity.INTERNAL)
    async with Client(server) as asking:
        assert (await asking.call_tool("read_passage", {"id": "p6"})).is_error
        assert not (await asking.call_tool("read_passage", {"id": "p5"})).is_error
        found = await asking.call_tool("search_docs", {"query": "rollback", "k": 50})
    assert found.structured_content is not None
    levels = {hit["sensitivity"] for hit in found.structured_content["hits"]}
    assert levels and levels <= {"PUBLIC", "INTERNAL"}
    async with Client(make_server(StubTools())) as asking:
        with pytest.raises(MCPError):
            await asking.call_tool("read_passage", {"id": "p5"})


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search_docs", {}),
        ("search_docs", {"query": ""}),
        ("search_docs", {"query": " \n"}),
        ("ask", {"question": "\t"}),
        ("search_docs", {"query": "secret-word", "k": 0}),
        ("search_docs", {"query": "secret-word", "k": 51}),
        ("search_docs", {"query": "secret-word", "k": "secret-word"}),
        ("search_docs", {"query": ["secret-word"]}),
        ("search_docs", {"query": "x", "secret-word": 1}),
        ("search_docs", {"query": "secret-word" * 2000}),
        ("read_passage", {"id": 7}),
        ("read_passage", {"id": "secret-word" * 10}),
        ("ask", {"question": None}),
        ("ask", {"questions": "secret-word"}),
    ],
)
async def test_wrong_arguments_are_said_without_their_values(
    tool: str, arguments: dict[str, Any]
) -> None:
    tools = StubTools()
    async with Client(make_server(tools, Principal.owner())) as asking:
        result = await asking.call_tool(tool, arguments)
    assert result.is_error
    assert text_of(result).startswith("wrong arguments: ")
    assert "secret-word" not in text_of(result)
    assert tools.asked == []


async def test_an_unknown_tool_and_an_unforeseen_error(served: tuple[str, StubTools]) -> None:
    async with client(served[0]) as asking:
        with pytest.raises(MCPError, match="no such tool"):
            await asking.call_tool("delete_docs", {})
        result = await asking.call_tool("search_docs", {"query": BROKEN})
    assert result.is_error
    assert "secret" not in text_of(result)


@pytest.mark.parametrize("mode", MODES)
async def test_cancelling_a_call_cancels_the_answer(mode: Mode) -> None:
    tools = StubTools()
    with running(application(tools)) as url:
        async with client(f"{url}/mcp", mode=mode) as asking:
            call = asyncio.create_task(asking.call_tool("ask", {"question": SLOW}))
            assert await asyncio.to_thread(tools.started.wait, 10)
            call.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await call
            if mode == "auto":
                assert await asyncio.to_thread(tools.cancelled.wait, 10)
        # an older client only says so in another request: the end of its connection does it
        assert await asyncio.to_thread(tools.cancelled.wait, 10)


@pytest.mark.parametrize("mode", MODES)
async def test_a_caller_hears_of_a_long_call(mode: Mode) -> None:
    told: list[float] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        del total, message
        told.append(progress)

    server = make_server(StubTools(), tell_seconds=0.05)
    with running(application(StubTools(), server)) as url:
        async with client(f"{url}/mcp", mode=mode) as asking:
            call = asking.call_tool(
                "ask", {"question": SLOW}, read_timeout_seconds=1.0, progress_callback=hear
            )
            with pytest.raises(MCPError):
                await call
    assert len(told) >= 3
    assert told == sorted(told)


def _post(url: str, **headers: str) -> httpx2.Response:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"Accept": "application/json, text/event-stream"}
    return httpx2.post(url, json=body, headers=accept | headers, trust_env=False)


def test_who_is_not_known_is_refused(served: tuple[str, StubTools]) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        refused = _post(served[0], **headers)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        assert httpx2.get(served[0], headers=headers).status_code == 401
    assert _post(served[0], Authorization="Bearer key-of-staff").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "hush.example.com.evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://hush.example.com.evil.example"}, 403),
        ({"Host": "hush.example.com", "Origin": "https://hush.example.com"}, 200),
        ({"Host": "hush.example.com:8443"}, 200),
    ],
)
def test_other_hosts_and_origins_are_refused(
    served: tuple[str, StubTools], headers: dict[str, str], status: int
) -> None:
    for version in ({}, {"MCP-Protocol-Version": "2026-07-28"}):
        answer = _post(served[0], Authorization="Bearer key-of-staff", **headers, **version)
        wanted = {status} if status != 200 else {200, 400}  # 400: no envelope of the newer version
        assert answer.status_code in wanted


def test_a_body_that_is_too_long(served: tuple[str, StubTools]) -> None:
    headers = {"Authorization": "Bearer key-of-staff", "Content-Type": "application/json"}
    answer = httpx2.post(served[0], content=b"[" * 600_000, headers=headers)
    assert answer.status_code == 413


# ---- stdio


def stdio(home: Path, *arguments: str, **extra: str) -> StdioServerParameters:
    environment = {"HUSH_HOME": str(home), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    environment |= {"OMP_NUM_THREADS": "1", "PATH": os.environ["PATH"], **extra}
    return StdioServerParameters(
        command=sys.executable, args=["-m", "app.cli", "mcp", *arguments], env=environment
    )


async def test_stdio_to_a_service_by_url(home: Path) -> None:
    tools = StubTools()
    with running(stub_api(tools)) as url:
        settings = {"HUSH_SERVICE__URL": url, "HUSH_SERVICE__KEY": "key-of-staff"}
        async with Client(stdio(home, **settings)) as asking:
            await _tools_are_right(asking)
            assert (await asking.call_tool("read_passage", {"id": "p6"})).is_error
            broken = await asking.call_tool("ask", {"question": BROKEN})
            assert "gave no whole answer" in text_of(broken)
            call = asyncio.create_task(asking.call_tool("ask", {"question": SLOW}))
            assert await asyncio.to_thread(tools.started.wait, 20)
            call.cancel()
            assert await asyncio.to_thread(tools.cancelled.wait, 20)
        async with Client(stdio(home, **settings | {"HUSH_SERVICE__KEY": "wrong"})) as asking:
            refused = await asking.call_tool("ask", {"question": "x"})
            assert refused.is_error
            assert "HUSH_SERVICE__KEY" in text_of(refused)
            assert "secret words" not in text_of(refused)
