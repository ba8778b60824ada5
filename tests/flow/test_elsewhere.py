"""Commands that report, with `HUSH_SERVICE__URL` set: the service's answer, or a word whose it is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import typer

from app.commands import asking, audit, canary, costs, keys, policy
from app.errors import HushError
from app.service_client import ServiceClient
from app.service_settings import LimitSettings
from app.settings import ServiceSettings
from index.errors import IndexFailure
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import make_desk
from tests.flow.test_service import QUESTION, client

Captured = pytest.CaptureFixture[str]


@pytest.fixture
async def doors(
    tmp_path: Path, ingested: Ingested, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """A service, and an environment that names it; this machine's home is empty."""
    async with running(make_desk(tmp_path), ingested) as opened:
        monkeypatch.setenv("HUSH_LANGUAGE", "en")
        monkeypatch.setenv("HUSH_HOME", str(tmp_path / "here"))
        monkeypatch.setenv("HUSH_SERVICE__URL", opened.url)
        monkeypatch.setenv("HUSH_SERVICE__KEY", opened.keys["admin"])
        async with client(opened) as staff:
            assert (await staff.post("/api/ask", json=QUESTION)).status_code == 200
        yield opened


async def test_costs_and_audit_are_those_of_the_service(doors: Running, capfd: Captured) -> None:
    async def said(work: Callable[[], None]) -> str:
        await asyncio.to_thread(work)
        out, err = capfd.readouterr()
        assert err == ""
        return out

    async with client(doors, "admin") as admin:
        theirs = (await admin.get("/api/costs")).json()
        records = (await admin.get("/api/audit")).json()["records"]
    assert json.loads(await said(lambda: costs.costs(None, as_json=True))) == theirs
    assert "local: 1 answer(s)" in await said(lambda: costs.costs(None, as_json=False))
    shown = json.loads(await said(lambda: audit.shown(100, as_json=True)))["records"]
    assert shown == records and any(record["event"] == "decided" for record in shown)
    whole = json.loads(await said(lambda: audit.verified(None, as_json=True)))
    assert (whole["ok"], whole["records"] >= len(shown), whole["why"]) == (True, True, None)
    again = await said(lambda: audit.verified(whole["head"], as_json=False))
    assert "all as they were written" in again and whole["head"] in again
    with pytest.raises(typer.Exit):
        await asyncio.to_thread(audit.verified, f"1:{'0' * 64}", as_json=True)
    assert json.loads(capfd.readouterr().out)["why"] == "anchor"
    with pytest.raises(HushError, match="--since"):
        costs.costs("2026-01-01", as_json=True)


def test_what_is_not_asked_there_says_whose_data_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    monkeypatch.setenv("HUSH_HOME", str(tmp_path / "here"))
    monkeypatch.setenv("HUSH_SERVICE__URL", "http://127.0.0.1:9")
    works: list[Callable[[], None]] = [
        lambda: audit.export("jsonl", None),
        lambda: keys.listed(as_json=True),
        lambda: canary.listed(as_json=True),
        lambda: policy.shown(as_json=True),
    ]
    for spoken, word in (("en", "this is about"), ("ru", "это о")):
        monkeypatch.setenv("HUSH_LANGUAGE", spoken)
        for work in works:
            work()
            err = capfd.readouterr().err
            assert err.count("\n") == 1 and word in err and "http://127.0.0.1:9" in err
    monkeypatch.delenv("HUSH_SERVICE__URL")
    for work in works:
        work()
    assert capfd.readouterr().err == ""


async def test_over_a_limit_the_service_says_how_long_to_wait(
    tmp_path: Path, ingested: Ingested, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "en")
    limits = LimitSettings(key_requests=1)
    async with running(make_desk(tmp_path), ingested, limits=limits) as opened:
        monkeypatch.setenv("HUSH_SERVICE__URL", opened.url)
        monkeypatch.setenv("HUSH_SERVICE__KEY", opened.keys["admin"])
        async with client(opened, "admin") as admin:
            assert (await admin.get("/api/costs")).status_code == 200
        await _refused(opened)


async def _refused(doors: Running) -> None:
    for ask in (
        lambda: costs.costs(None, as_json=True),
        lambda: asking.ask("How?", None, as_json=True, as_jsonl=False),
    ):
        with pytest.raises(HushError) as found:
            await asyncio.to_thread(ask)
        assert "Too many requests within a minute; wait " in str(found.value)
    settings = ServiceSettings(url=doors.url, key=doors.keys["admin"])
    with pytest.raises(HushError, match=r"ask again in \d+ s"):
        await ServiceClient(settings).search(None, "redis", 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url", ["foo", "127.0.0.1:8750", "http://", "ftp://127.0.0.1", "localhost:8750"]
)
async def test_a_malformed_address_is_called_so(url: str) -> None:
    with pytest.raises((HushError, IndexFailure)) as found:
        await ServiceClient(ServiceSettings(url=url)).search(None, "redis", 3)  # type: ignore[arg-type]
    said = str(found.value)
    assert "HUSH_SERVICE__URL is no address" in said and url in said and "http://127" in said
