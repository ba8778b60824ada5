"""`hush mcp` as an agent starts it: on the store itself, and on the owner's socket of a service."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.flow.test_cli import hush
from tests.stub_service import StubTools, running, stub_api


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with one page for staff and one for the security team."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "labels.toml").write_text(
        '["*.md"]\nsensitivity = "INTERNAL"\n'
        '["merger.md"]\nsensitivity = "CONFIDENTIAL"\naudience = ["security"]\n'
    )
    (docs / "redis.md").write_text(
        "# Redis is full\n\nFree memory:\n\n```bash\nredis-cli memory purge\n```\n"
    )
    (docs / "merger.md").write_text("# Merger\n\nThe merger with Globex is planned for May.\n")
    home = tmp_path_factory.mktemp("home")
    done = hush("ingest", str(docs), "--name", "docs", home=home)
    assert done.returncode == 0, done.stderr
    yield home


def stdio(home: Path, *arguments: str, **extra: str) -> StdioServerParameters:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environment = {**kept, "HUSH_HOME": str(home), "OMP_NUM_THREADS": "1", **extra}
    return StdioServerParameters(
        command=sys.executable, args=["-m", "app.cli", "mcp", *arguments], env=environment
    )


async def test_the_store_itself_as_somebody_and_as_the_owner(ingested: Path) -> None:
    async with Client(stdio(ingested, "--as", "staff")) as asking:
        found = await asking.call_tool("search_docs", {"query": "redis memory"})
        hits = found.structured_content["hits"]
        assert {hit["source"] for hit in hits} == {"docs:redis.md"}
        read = await asking.call_tool("read_passage", {"id": hits[0]["id"]})
        assert "redis-cli memory purge" in read.structured_content["text"]
        asked = await asking.call_tool("ask", {"question": "How do I free memory of redis?"})
        assert "redis-cli memory purge" in asked.structured_content["text"]
        assert asked.structured_content["lane"] == "local"
    async with Client(stdio(ingested)) as asking:
        found = await asking.call_tool("search_docs", {"query": "merger with Globex"})
        best = found.structured_content["hits"][0]
        assert best["source"] == "docs:merger.md"
        assert not (await asking.call_tool("read_passage", {"id": best["id"]})).is_error
    async with Client(stdio(ingested, HUSH_MCP__CEILING="INTERNAL")) as asking:
        assert (await asking.call_tool("read_passage", {"id": best["id"]})).is_error
    async with Client(stdio(ingested, "--as", "staff")) as asking:
        closed = await asking.call_tool("read_passage", {"id": best["id"]})
        absent = await asking.call_tool("read_passage", {"id": "0" * 32})
        assert closed.is_error
        assert closed.model_dump() == absent.model_dump()


async def test_the_owners_socket() -> None:
    tools = StubTools(door=True)
    with tempfile.TemporaryDirectory(prefix="hush") as short:
        home = Path(short)
        with running(stub_api(tools), uds=str(home / "hush.sock")):
            async with Client(stdio(home)) as asking:
                found = await asking.call_tool("search_docs", {"query": "x", "k": 50})
                assert len(found.structured_content["hits"]) == 6
            refused = hush("mcp", "--as", "staff", home=home, HUSH_LANGUAGE="ru")
            assert refused.returncode == 1
            assert "--as" in refused.stderr


def _serving(home: Path) -> tuple[subprocess.Popen[str], str]:
    served = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--json"],
        env={**os.environ, "HUSH_HOME": str(home), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert served.stdout is not None
    return served, json.loads(served.stdout.readline())["url"]


async def test_a_service_serves_agents_too(ingested: Path) -> None:
    made = hush("keys", "create", "--name", "ide", "--groups", "staff", "--json", home=ingested)
    key = json.loads(made.stdout)["key"]
    served, url = _serving(ingested)
    try:
        headers = {"Authorization": f"Bearer {key}"}
        async with (
            httpx2.AsyncClient(headers=headers, trust_env=False) as http,
            Client(streamable_http_client(f"{url}/mcp", http_client=http)) as asking,
        ):
            asked = await asking.call_tool("ask", {"question": "How do I free memory of redis?"})
            assert "redis-cli memory purge" in asked.structured_content["text"]
            found = await asking.call_tool("search_docs", {"query": "merger with Globex"})
            sources = {hit["source"] for hit in found.structured_content["hits"]}
            assert "docs:merger.md" not in sources
        assert httpx2.post(f"{url}/mcp", json={}).status_code == 401
        async with Client(stdio(ingested)) as asking:  # by the owner's socket
            found = await asking.call_tool("search_docs", {"query": "merger with Globex"})
            assert found.structured_content["hits"][0]["source"] == "docs:merger.md"
            asked = await asking.call_tool("ask", {"question": "When is the merger with Globex?"})
            assert "May" in asked.structured_content["text"]
    finally:
        served.terminate()
        served.communicate(timeout=30)


def test_without_anything_it_says_so_and_stdout_stays_empty(tmp_path: Path) -> None:
    run = hush("mcp", home=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert "hush ingest" in run.stderr


def test_a_socket_that_nobody_serves_is_none() -> None:
    with tempfile.TemporaryDirectory(prefix="hush") as short:
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(Path(short) / "hush.sock"))
        run = hush("mcp", home=Path(short))
    assert run.returncode == 1
    assert "hush ingest" in run.stderr
