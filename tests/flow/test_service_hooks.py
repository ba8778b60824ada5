"""Push webhooks over HTTP: who is believed, what is answered to whom, one look for many pushes."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.api import logs
from app.api.application import Application
from app.api.context import Context
from app.contract import Failed, Ingestion
from app.records.opening import Records
from app.service_settings import HookSettings
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import made_of
from tests.flow.test_answering import make_desk

SECRET = "a secret of the source docs"
HOOKS = HookSettings.model_validate({"secrets": {"docs": SECRET, "gone": SECRET}})
PUSH = b'{"ref": "refs/heads/main", "repository": {"url": "https://elsewhere.example/x.git"}}'


class Looks:
    """Ingestion that notes what it was asked to look at; each look waits for `go`."""

    def __init__(self) -> None:
        self.at: list[tuple[str, bool]] = []
        self.says: dict[str, object] | Exception = {}
        self.go = threading.Event()
        self.go.set()

    def run(
        self, name: str, allow_delete: bool, _told: Callable[[int, int], None]
    ) -> dict[str, object]:
        self.at.append((name, allow_delete))
        assert self.go.wait(10)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    def ingestion(self) -> Ingestion:
        return Ingestion(self.run, lambda: [{"name": "docs"}])


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def made(tmp_path: Path, looks: Looks) -> Iterator[Context]:
    with (
        closing(Ingested(tmp_path)) as ingested,
        closing(Records.open(tmp_path / "service.db")) as records,
    ):
        base = made_of(make_desk(tmp_path), ingested, records, tmp_path, hooks=HOOKS)
        yield replace(base, ingestion=looks.ingestion())


@pytest.fixture
async def http(made: Context) -> AsyncIterator[httpx.AsyncClient]:
    wire = httpx.ASGITransport(Application(made, 1_000))
    async with httpx.AsyncClient(transport=wire, base_url="http://hush") as client:
        yield client


def github(body: bytes = PUSH, delivery: str = "d-1", event: str = "push") -> dict[str, str]:
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": delivery,
        "X-Hub-Signature-256": f"sha256={digest}",
    }


async def send(
    http: httpx.AsyncClient, headers: dict[str, str], name: str = "docs", body: bytes = PUSH
) -> tuple[int, str]:
    answer = await http.post(f"/hooks/sources/{name}", content=body, headers=headers)
    said = answer.json()
    return answer.status_code, said.get("status") or Failed.model_validate(said).error.code


async def settled(looks: Looks, count: int) -> None:
    for _ in range(500):
        if len(looks.at) >= count:
            break
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert len(looks.at) == count


async def test_a_push_makes_one_look(http: httpx.AsyncClient, looks: Looks) -> None:
    assert await send(http, github(event="ping")) == (202, "ignored")
    assert await send(http, github(event="issues")) == (202, "ignored")
    assert await send(http, github()) == (202, "accepted")
    await settled(looks, 1)
    assert looks.at == [("docs", False)], "a push never lets an empty folder delete"
    assert await send(http, github()) == (202, "repeated")
    assert await send(http, github(delivery="d-2")) == (202, "repeated"), "the id is not signed"
    assert await send(http, github(PUSH + b" ", "d-1"), body=PUSH + b" ") == (202, "repeated")
    token = {"X-Gitlab-Event": "Push Hook", "X-Gitlab-Token": SECRET, "Idempotency-Key": "k-1"}
    assert await send(http, token) == (202, "accepted")
    await settled(looks, 2)
    assert await send(http, token) == (202, "repeated")


async def test_a_look_after_a_push_is_in_the_log(
    http: httpx.AsyncClient, looks: Looks, caplog: pytest.LogCaptureFixture
) -> None:
    looks.says = {"added": 2, "unchanged": 1, "failed": [{"source": "docs:zebra.md"}]}
    with caplog.at_level(logging.INFO, "hush.service"):
        assert await send(http, github()) == (202, "accepted")
        taken = await _logged(caplog, "taken_in")
        looks.says = RuntimeError("zebra")
        body = PUSH + b" "
        assert await send(http, github(body, "d-2"), body=body) == (202, "accepted")
        failed = await _logged(caplog, "not_taken_in")
    counts = {name: taken[name] for name in ("added", "updated", "removed", "unchanged", "failed")}
    assert counts == {"added": 2, "updated": 0, "removed": 0, "unchanged": 1, "failed": 1}
    assert (taken["level"], len(taken["run"])) == ("info", 32)
    assert (failed["level"], failed["error"]) == ("warning", "RuntimeError")
    for line in (taken, failed):
        assert (line["source"], line["by"]) == ("docs", "push") and "zebra" not in json.dumps(line)


async def _logged(caplog: pytest.LogCaptureFixture, event: str) -> dict[str, Any]:
    """The line of the log, as it is written."""
    for _ in range(500):
        for record in caplog.records:
            if record.msg == event:
                line: dict[str, Any] = json.loads(logs.Lines().format(record))
                return line
        await asyncio.sleep(0.01)
    raise AssertionError(f"no {event} in the log")


async def test_pushes_while_a_run_is_at_work_are_one_more_look(
    http: httpx.AsyncClient, looks: Looks
) -> None:
    looks.go.clear()
    for n in range(6):
        body = PUSH + b" " * n
        assert await send(http, github(body, f"d-{n}"), body=body) == (202, "accepted")
    looks.go.set()
    await settled(looks, 2)


async def test_nobody_learns_which_sources_there_are(http: httpx.AsyncClient, looks: Looks) -> None:
    wrong = github() | {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    empty = {"X-GitHub-Event": "push"}
    answers = [
        await http.post(f"/hooks/sources/{name}", content=PUSH, headers=headers)
        for name in ("docs", "gone", "none", "x" * 150)
        for headers in (wrong, empty, {"X-Gitlab-Token": ""}, {"webhook-signature": "v1,"})
    ]
    said = {
        (one.status_code, one.json()["error"]["code"], one.json()["error"]["message"])
        for one in answers
    }
    assert len(said) == 1 and next(iter(said))[:2] == (401, "hook_refused")
    assert await send(http, github(), "none") == (401, "hook_refused")
    assert await send(http, github(), "gone") == (404, "not_found"), "whoever knows the secret may"
    assert looks.at == []


async def test_a_payload_may_be_long_but_not_endless(made: Context, looks: Looks) -> None:
    hooks = HOOKS.model_copy(update={"body_bytes": 50_000})
    wire = httpx.ASGITransport(Application(replace(made, hooks=hooks), 1_000))
    long, longer = b" " * 50_000, b" " * 50_001

    async def pieces() -> AsyncIterator[bytes]:
        yield longer[:25_000]
        yield longer[25_000:]

    async with httpx.AsyncClient(transport=wire, base_url="http://hush") as http:
        assert (await send(http, github(long), body=long))[0] == 202
        assert (await send(http, github(longer), body=longer))[0] == 413
        answer = await http.post("/hooks/sources/docs", content=pieces(), headers=github(longer))
        assert answer.status_code == 413
        search = await http.post("/api/search", content=b" " * 2_000)
        assert search.status_code == 413, "other addresses keep their own limit"


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        HookSettings.model_validate({"secrets": {"docs": "short"}})
    assert SECRET not in repr(HOOKS)
