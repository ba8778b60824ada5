"""What the service does by itself: purging, asking after the issuer, budgets of groups at work."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from app.allowance import Allowance
from app.api.application import Application
from app.api.context import Context
from app.api.upkeep import upkeep
from app.audit.reading import Spending
from app.confidentiality.policy import Budget, Policy, Price
from app.identity.access import AccessTable
from app.identity.identity import make_doors
from app.models.cloud import CloudModel
from app.records.opening import Records
from app.settings import CloudSettings, OidcSettings
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import made_of, running
from tests.flow.test_answering import cloud_settings, make_desk
from tests.flow.test_service import QUESTION, client, events
from tests.wire.fake_cloud import Act, fake_cloud


class Clock:
    """Now, moved by hand."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(tmp_path: Path, ingested: Ingested, clock: Clock) -> Iterator[Context]:
    with closing(Records.open(tmp_path / "service.db", now=clock)) as records:
        yield made_of(make_desk(tmp_path), ingested, records, tmp_path)


async def test_what_is_over_time_is_deleted_by_itself(
    made: Context, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    kept = made.records.conversations
    name = kept.create("oidc:a")
    clock.now += timedelta(days=91)
    with caplog.at_level(logging.INFO, "hush.service"):
        async with upkeep(made, day=0.02):
            for _ in range(500):
                if kept.level(name, "oidc:a") is None:
                    break
                await asyncio.sleep(0.01)
            later = kept.create("oidc:a")
            clock.now += timedelta(days=91)
            for _ in range(500):
                if _purged(caplog) == 2:
                    break
                await asyncio.sleep(0.01)
    assert kept.level(name, "oidc:a") is None and kept.level(later, "oidc:a") is None
    assert _purged(caplog) == 2


def _purged(caplog: pytest.LogCaptureFixture) -> int:
    return sum(getattr(record, "conversations", 0) for record in caplog.records)


async def test_one_that_fails_is_tried_again_and_logged_without_its_text(
    made: Context, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise ValueError("zebra")

    with caplog.at_level(logging.INFO, "hush.service"):
        async with upkeep(replace(made, bill=fails), day=0.01):  # type: ignore[arg-type]
            await asyncio.sleep(0.2)
    assert "ValueError" in [getattr(record, "error", "") for record in caplog.records]
    assert "zebra" not in caplog.text
    assert sum(record.msg == "purged" for record in caplog.records) > 1


async def test_trouble_with_the_issuer_is_told_and_does_not_make_it_unready(
    made: Context, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keys = made.records.keys
    oidc = OidcSettings(issuer="http://127.0.0.1:9", client_id="hush")
    doors = make_doors(tmp_path, AccessTable(), oidc, "", keys.find, keys.still)
    troubled = replace(made, doors=doors)
    wire = httpx.ASGITransport(Application(troubled))
    with caplog.at_level(logging.INFO, "hush.service"):
        async with (
            upkeep(troubled, minute=0.02),
            httpx.AsyncClient(transport=wire, base_url="http://hush") as http,
        ):
            for _ in range(300):
                said = (await http.get("/readyz")).json()
                if said["issuer"] != "ok":
                    break
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.1)
    assert (said["status"], said["issuer"]) == ("ready", "unreachable")
    told = [getattr(record, "trouble", "") for record in caplog.records if record.msg == "issuer"]
    assert told == ["unreachable"], "once, not with every look"


async def test_the_budget_of_a_group_switches_its_people_to_local(
    tmp_path: Path, ingested: Ingested
) -> None:
    async with fake_cloud(Act(pieces=("Restart it [1].",))) as cloud:
        desk = make_desk(tmp_path, cloud)
        settings: CloudSettings = cloud_settings(cloud)
        price, path = Price(0.0, 1000.0), desk.gate.audit.path
        budget = Budget(groups=(("sre", 1.5), ("staff", 90.0)))
        policy = Policy(budget=budget, prices={"far": price})
        allowed = Allowance(policy, settings, Spending(path))
        guard, audit = desk.gate.guard, desk.gate.audit
        desk = replace(
            desk,
            gate=replace(desk.gate, policy=policy, allowed=allowed),
            cloud=CloudModel(settings, guard, audit, price, "USD"),
        )
        async with (
            running(desk, ingested) as doors,
            client(doors, "sre") as sre,
            client(doors) as staff,
        ):
            said = [
                await events(await http.post("/api/ask", json=QUESTION)) for http in (sre, staff)
            ]
            with path.open("a") as file:  # one more that day, from the same budget
                line = {"event": "egress", "time": datetime.now(UTC).isoformat(), "ticket": "t"}
                line |= {"cost": 1.4, "currency": "USD", "budget": "sre"}  # type: ignore[dict-item]
                file.write(json.dumps(line) + "\n")
            said += [
                await events(await http.post("/api/ask", json=QUESTION)) for http in (sre, staff)
            ]
    lanes = [done[-1][1]["lane"] for done in said]
    assert lanes == ["cloud", "cloud", "local", "cloud"]
    assert "budget of the group sre" in said[2][-1][1]["reason"]
    records = [json.loads(line) for line in path.read_text().splitlines()]
    charged = [one.get("budget") for one in records if one["event"] == "egress"]
    assert charged == ["sre", "staff", "sre", "staff"]
