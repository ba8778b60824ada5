"""Alerts: read, recognised, posted once and changed in place."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.contract import Alert, AlertAnswer, Citation
from bots.alerts import Group, group_of, is_alert, recognised
from bots.alerts_in import Alerts
from bots.asking import Asker, Refused
from bots.inbox_store import Store
from bots.listening import application
from bots.message import SendFailed
from bots.posting import Posted, Posts
from bots.settings import BotsSettings
from bots.words import say
from tests.unit.bots.fake_platform import FakePlatform

TOKEN = "alerts-token-of-the-test"
PLACE = "slack:T1:C1"


def delivery(
    status: str = "firing", *, key: str = '{}:{alertname="Down"}', count: int = 2
) -> bytes:
    labels = {"alertname": "Down", "severity": "page"}
    one = {
        "labels": labels,
        "annotations": {
            "summary": "payments are down",
            "runbook_url": "https://handbook.example/p",
        },
        "startsAt": "2026-11-27T10:00:00Z",
        "generatorURL": "http://prometheus.example/graph",
    }
    alerts = [
        {
            **one,
            "status": status,
            "labels": {**labels, "pod": f"p{n}"},
            "fingerprint": f"f{n}",
        }
        for n in range(count)
    ]
    body = {
        "version": "4", "groupKey": key, "status": status, "receiver": "hush",
        "groupLabels": {"alertname": "Down"}, "commonLabels": one["labels"],
        "commonAnnotations": one["annotations"], "externalURL": "http://am.example",
        "truncatedAlerts": 0, "alerts": alerts,
    }  # fmt: skip
    return json.dumps(body).encode()


def group(status: str = "firing", **fields: object) -> Group:
    found = group_of(delivery(status, **fields))  # type: ignore[arg-type]
    assert found is not None
    return found


class Service:
    """Only `alert` is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Asker, Alert]] = []
        self.problems: list[Refused] = []
        self.withheld = ""
        self.answer: AlertAnswer | None = None

    async def alert(self, asker: Asker, alert: Alert) -> AlertAnswer:
        self.asked.append((asker, alert))
        if self.problems:
            raise self.problems.pop(0)
        if self.answer is not None:
            return self.answer
        if self.withheld:
            return AlertAnswer.model_validate({"shown": "Above.", "withheld": self.withheld})
        cited = Citation(number=1, source="handbook:p.md", heading=["Payments"], lines=(1, 9))
        return AlertAnswer(
            shown=alert.text,
            runbook=cited,
            steps="1. Look.",
            owners=["sre"],
            accounts=["slack:T1:U7"],
        )


@asynccontextmanager
async def taking(
    home: Path, platform: FakePlatform, service: Service
) -> AsyncIterator[tuple[Alerts, Posts]]:
    async def at_once(_: float) -> None:
        await asyncio.sleep(0.001)

    store = Store(home / "inbox.sqlite")
    posts = Posts(store, {"slack": platform}, sleep=at_once)
    alerts = Alerts(posts, service, (PLACE,), sleep=at_once)  # type: ignore[arg-type]
    running = asyncio.create_task(alerts.run())
    try:
        yield alerts, posts
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        store.close()


async def settled(posts: Posts) -> None:
    async with asyncio.timeout(5):
        while await posts.unsent("alert:"):  # noqa: ASYNC110
            await asyncio.sleep(0.002)


async def test_a_group_is_one_message_which_its_end_changes(home: Path) -> None:
    platform, service = FakePlatform(), Service()
    async with taking(home, platform, service) as (alerts, posts):
        assert await alerts.take(group()) is True
        await settled(posts)
        assert await alerts.take(group()) is False, "the same again says nothing new"
        assert await alerts.take(group("resolved")) is True
        await settled(posts)
        assert await alerts.take(group()) is True
        await settled(posts)
    first, over, again = platform.posted
    assert "**Firing: Down**" in first[1].text and "1. Look." in first[1].text
    assert "payments are down" in first[1].text
    assert first[1].accounts == ("slack:T1:U7",)
    assert (over[3], over[1].accounts) == ("posted-1", ()) and "Resolved: Down" in over[1].text
    assert again[3] == "" and again[2] != first[2], "it fires anew: a new message"
    assert service.asked[0][0] == Asker(place=PLACE, language="en")
    assert service.asked[0][1].runbook_url == "https://handbook.example/p"
    assert "prometheus.example" not in service.asked[0][1].text
    assert b"payments are down" not in (home / "inbox.sqlite").read_bytes()


async def test_law_12_an_alert_for_a_shared_channel_is_asked_for_as_such(home: Path) -> None:
    """Its runbook is read by people of another company, too."""
    platform, service = FakePlatform(), Service()
    platform.companies.add(PLACE)
    async with taking(home, platform, service) as (alerts, posts):
        await alerts.take(group())
        await settled(posts)
    assert service.asked[0][0] == Asker(place=PLACE, shared=True, language="en")


async def test_an_end_without_a_beginning_says_nothing(home: Path) -> None:
    platform = FakePlatform()
    async with taking(home, platform, Service()) as (alerts, _):
        assert await alerts.take(group("resolved")) is False
    assert platform.posted == []


@pytest.mark.parametrize("moments", range(6))
async def test_it_ends_whenever_it_is_to_end(home: Path, moments: int) -> None:
    """Also in the very moment in which an alert comes: else the process would not end."""
    store = Store(home / "inbox.sqlite")
    posts = Posts(store, {"slack": FakePlatform()})
    alerts = Alerts(posts, Service(), (PLACE,))  # type: ignore[arg-type]
    running = asyncio.create_task(alerts.run())
    await asyncio.sleep(0.02)
    assert await alerts.take(group())
    for _ in range(moments):
        await asyncio.sleep(0)
    running.cancel()
    ended, _ = await asyncio.wait({running}, timeout=1.0)
    store.close()
    assert ended


async def test_the_next_life_posts_what_was_taken(home: Path) -> None:
    platform, service = FakePlatform(), Service()
    store = Store(home / "inbox.sqlite")
    assert await Alerts(Posts(store, {}), service, (PLACE,)).take(group())  # type: ignore[arg-type]
    store.close()
    async with taking(home, platform, service) as (_, posts):
        await settled(posts)
    assert len(platform.posted) == 1


async def test_what_cannot_be_judged_is_said_without_its_text_and_mended_later(home: Path) -> None:
    platform, service = FakePlatform(), Service()
    service.problems = [Refused("unreachable"), Refused("unreachable")]
    async with taking(home, platform, service) as (alerts, posts):
        await alerts.take(group())
        await settled(posts)
    first, second = platform.posted
    assert "payments" not in first[1].text and "Alertmanager" in first[1].text
    assert second[3] == "posted-1" and "payments are down" in second[1].text


async def test_what_is_above_the_ceiling_shows_no_name(home: Path) -> None:
    for withheld in ("level", "credential"):
        platform, service = FakePlatform(), Service()
        service.withheld = withheld
        async with taking(home / withheld, platform, service) as (alerts, posts):
            await alerts.take(group())
            await settled(posts)
        assert "Down" not in platform.posted[0][1].text
        assert "Above" in platform.posted[0][1].text


async def test_law_13_what_was_withheld_is_not_told_when_it_is_over(home: Path) -> None:
    """The same words may be judged otherwise beside `resolved`."""
    platform, service = FakePlatform(), Service()
    service.withheld = "level"
    async with taking(home, platform, service) as (alerts, posts):
        await alerts.take(group())
        await settled(posts)
        service.withheld = ""
        await alerts.take(group("resolved"))
        await settled(posts)
        await alerts.take(group())
        await settled(posts)
    _, over, again = platform.posted
    assert "Down" not in over[1].text and "are down" not in over[1].text
    assert "An alert is resolved." in over[1].text
    assert "Firing: Down" in again[1].text, "another turn is judged anew"


SENTENCE = "Above: [ask](https://hush.example/#ask)."
CITED = Citation(number=1, source="handbook:p.md", heading=["Payments"], lines=(1, 9))


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (
            {"shown": "Down\n*all* [red](http://x)", "steps": SENTENCE, "withheld": "level"}
            | {"shown_withheld": "", "owners": ["sre"]},
            ["**Firing: Down**", "COUNT", "\\*all\\* \\[red\\]\\(http\\://x\\)", SENTENCE],
        ),
        (
            {"shown": SENTENCE, "steps": "1. Look.", "runbook": CITED, "withheld": "level"}
            | {"shown_withheld": "level"},
            ["WITHHELD", "COUNT", SENTENCE, "**Runbook: Payments**", "1. Look."],
        ),
        (
            {"shown": SENTENCE, "steps": SENTENCE, "withheld": "level", "shown_withheld": "level"},
            ["WITHHELD", "COUNT", SENTENCE],
        ),
        (
            {"shown": SENTENCE, "withheld": "level", "shown_withheld": "level"},
            ["WITHHELD", "COUNT", SENTENCE, "NONE"],
        ),
        (
            {"shown": "Down\n(taken out)", "steps": "1. Look.", "runbook": CITED}
            | {"withheld": "credential", "shown_withheld": "credential"},
            ["WITHHELD", "COUNT", "Down\\\n\\(taken out\\)", "**Runbook: Payments**", "1. Look."],
        ),
        (
            {"shown": "Down\nall", "steps": "(taken out)", "runbook": CITED}
            | {"withheld": "credential", "shown_withheld": ""},
            ["**Firing: Down**", "COUNT", "all", "**Runbook: Payments**", "(taken out)"],
        ),
    ],
)
async def test_law_13_what_stands_in_the_place_of_what_is_withheld(
    home: Path, answer: dict[str, object], wanted: list[str]
) -> None:
    """The alert's words are data, the service's sentence is a link, and each stands once."""
    platform, service = FakePlatform(), Service()
    service.answer = AlertAnswer.model_validate(answer)
    async with taking(home, platform, service) as (alerts, posts):
        await alerts.take(group())
        await settled(posts)
    known = {
        "COUNT": say("alert_count", "en", firing=2, resolved=0),
        "NONE": say("runbook_none", "en"),
        "WITHHELD": say("alert_withheld_firing", "en"),
    }
    assert platform.posted[0][1].text.split("\n\n") == [known.get(one, one) for one in wanted]


async def test_a_limit_of_the_platform_is_waited_for(home: Path) -> None:
    platform = FakePlatform(failures=[SendFailed("429", 3)])
    async with taking(home, platform, Service()) as (alerts, posts):
        await alerts.take(group())
        await settled(posts)
    assert [reply.again for _, reply, _, _ in platform.posted] == [False]


# ---- the door


class Heard:
    """Takes alerts, and keeps them."""

    def __init__(self) -> None:
        self.groups: list[Group] = []

    async def take(self, group: Group) -> bool:
        new = group.state() not in [one.state() for one in self.groups]
        self.groups.append(group)
        return new


def door(heard: Heard, **more: object) -> TestClient:
    fields = {"alerts_token": TOKEN, "alerts_minute": 5, "alerts_bytes": 10_000} | more
    settings = BotsSettings.model_validate(fields)
    return TestClient(application(settings, heard, (), lambda: 0.0))  # type: ignore[arg-type]


async def test_one_that_cannot_be_posted_holds_up_no_other(home: Path) -> None:
    platform = FakePlatform(failures=[RuntimeError("whatever it is")])
    async with taking(home, platform, Service()) as (alerts, posts):
        assert await alerts.take(group())
        assert await alerts.take(group(key="{}:other"))
        await settled(posts)
    assert len({key for _, _, key, _ in platform.posted}) == 2


async def test_what_another_process_has_taken_is_posted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.alerts_in._LOOK_SECONDS", 0.01)
    platform = FakePlatform()
    async with taking(home, platform, Service()) as (_, posts):
        await asyncio.sleep(0.02)
        store = Store(home / "inbox.sqlite")
        theirs = Posts(store, {"telegram": FakePlatform(name="telegram")})
        there = Alerts(theirs, Service(), (PLACE,))  # type: ignore[arg-type]
        assert await there.take(group())
        store.close()
        await settled(posts)
    assert len(platform.posted) == 1


async def test_a_storm_is_posted_group_by_group_over_a_kill(home: Path) -> None:
    platform, service = FakePlatform(), Service()
    async with taking(home, platform, service) as (alerts, posts):
        for number in range(300):
            await alerts.take(group(key=f"{{}}:{number % 100}"))
    async with taking(home, platform, service) as (_, posts):
        await settled(posts)
    assert len(platform.posted) - sum(reply.again for _, reply, _, _ in platform.posted) <= 100
    assert len({key for _, _, key, _ in platform.posted}) == 100


def test_an_alert_is_taken_with_the_token_only() -> None:
    heard = Heard()
    asking = door(heard)
    for headers in (
        {}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": "Bearer "},
    ):  # fmt: skip
        assert asking.post("/alerts", content=delivery(), headers=headers).status_code == 401
    assert heard.groups == []
    well = {"Authorization": f"Bearer {TOKEN}"}
    assert asking.post("/alerts", content=delivery(), headers=well).status_code == 202
    assert asking.post("/alerts", content=delivery(), headers=well).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400), (b"[]", 400), (b'{"version": "3"}', 400), (b"\xff\xfe", 400),
        (delivery(count=0), 400), (b" " * 10_001, 413),
    ],
)  # fmt: skip
def test_what_is_no_alert_or_too_long_is_refused(
    body: bytes, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    well = {"Authorization": f"Bearer {TOKEN}"}
    answer = door(Heard()).post("/alerts", content=body, headers=well)
    assert answer.status_code == status
    assert answer.text in ('{"error":"invalid"}', '{"error":"too_large"}')
    assert "alert_refused" in capsys.readouterr().err, "whoever runs the bots finds why it is quiet"


def test_a_thousand_alerts_of_a_group_come_in_one_delivery(home: Path) -> None:
    heard, settings = Heard(), BotsSettings.model_validate({"alerts_token": TOKEN})
    asking = TestClient(application(settings, heard, (), lambda: 0.0))  # type: ignore[arg-type]
    whole = json.loads(delivery(count=5_000))
    for one in whole["alerts"]:
        one["annotations"]["description"] = "d" * 300
    well = {"Authorization": f"Bearer {TOKEN}"}
    assert asking.post("/alerts", json=whole, headers=well).status_code == 202
    assert len(heard.groups[0].text()) < 25_000


async def test_few_bodies_are_held_at_once_and_none_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bots.listening._BODY_SECONDS", 0.05)
    settings = BotsSettings.model_validate({"alerts_token": TOKEN})
    app = application(settings, Heard(), (), lambda: 0.0)  # type: ignore[arg-type]
    held, most, said = 0, 0, list[int]()
    scope: dict[str, object] = {
        "type": "http", "method": "POST", "path": "/alerts", "query_string": b"",
        "headers": [(b"authorization", f"Bearer {TOKEN}".encode())],
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        nonlocal held, most
        held += 1
        most = max(most, held)
        try:
            await asyncio.sleep(60)  # the rest never comes
        finally:
            held -= 1
        return {}

    async def send(told: MutableMapping[str, Any]) -> None:
        said.extend([told["status"]] if "status" in told else [])

    delivering = [app(dict(scope), receive, send) for _ in range(12)]
    await asyncio.gather(*delivering)
    assert (most, said) == (4, [503] * 12)


async def test_what_waits_is_no_longer_than_what_is_shown(home: Path) -> None:
    """A service that is away for hours must not fill the disk and the memory."""
    whole = json.loads(delivery(count=2_000))
    for one in whole["alerts"]:
        one["labels"] |= {"alertname": "A" * 900, "note": "n" * 500}
    whole["commonLabels"] = {}
    many = group_of(json.dumps(whole).encode())
    platform, service = FakePlatform(), Service()
    service.problems = [Refused("unreachable")]
    assert many is not None
    async with taking(home, platform, service) as (alerts, posts):
        assert await alerts.take(many)
        [row] = await posts.unsent("alert:")
        assert len(row.body) < 25_000
        await settled(posts)
    text = platform.posted[-1][1].text
    assert "AAAA" in text and "2000" in text and "1. Look." in text
    assert len(service.asked[-1][1].name) == 500


async def test_what_an_older_version_took_is_posted(home: Path) -> None:
    kept = {"place": PLACE, "turn": 1, "over": False, "group": json.loads(delivery())}
    platform = FakePlatform()
    async with taking(home, platform, Service()) as (_, posts):
        await posts.note(Posted("alert:1", "waiting", json.dumps(kept), "", "d"))
    async with taking(home, platform, Service()) as (_, posts):
        await settled(posts)
    assert "payments are down" in platform.posted[-1][1].text


def test_a_body_that_hides_its_length_ends_all_the_same() -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1_000

    well = {"Authorization": f"Bearer {TOKEN}"}
    assert door(Heard()).post("/alerts", content=endless(), headers=well).status_code == 413


def test_too_many_deliveries_wait_and_strangers_use_up_none() -> None:
    """503: Alertmanager comes again then, and drops what it got a 429 for."""
    asking, well = door(Heard()), {"Authorization": f"Bearer {TOKEN}"}
    for _ in range(20):
        asking.post("/alerts", content=delivery())
    codes = [asking.post("/alerts", content=delivery(), headers=well) for _ in range(6)]
    assert [one.status_code for one in codes] == [202, 200, 200, 200, 200, 503]
    assert codes[-1].headers["Retry-After"] == "61"


def test_without_a_token_there_are_no_alerts() -> None:
    assert door(Heard(), alerts_token="").post("/alerts", content=delivery()).status_code == 404


# ---- pasted

PASTED = {
    "alertmanager, slack": (
        "[FIRING:2] HighErrorRate payments (critical)\nSummary: too many errors",
        "HighErrorRate",
    ),
    "alertmanager, resolved": ("✅ [RESOLVED] DiskFull", "DiskFull"),
    "alertmanager, telegram": (
        "🔥 Alerts Firing 🔥\nLabels:\n - alertname = PodCrashLooping\n - namespace = payments\n"
        "Annotations:\n - runbook_url = https://handbook.example/crash\nSource: http://x",
        "PodCrashLooping",
    ),
    "grafana": (
        "**Firing**\n\nValue: A=91.2\nLabels:\n - alertname = CPU high\n - grafana_folder = Ops\n"
        "Annotations:\n - summary = CPU is high",
        "CPU high",
    ),
    "grafana, new title": (
        "[FIRING:1] CPU high (Ops)\n**Firing**\n - alertname = CPU high", "CPU high",
    ),
    "zabbix": (
        "Problem: High CPU utilization\nProblem started at 10:00:00 on 2026.11.27\n"
        "Problem name: High CPU utilization\nHost: db-1\nSeverity: High\nOriginal problem ID: 99",
        "High CPU utilization",
    ),
    "zabbix, resolved": (
        "Resolved in 5m: High CPU\nProblem: High CPU\nProblem has been resolved at 10:05\n"
        "Host: db-1\nSeverity: High",
        "High CPU",
    ),
    "zabbix, russian": (
        "Проблема: Мало места на диске\nПроблема началась: 10:00\nХост: db-1\nВажность: Высокая",
        "Мало места на диске",
    ),
    "webhook": (delivery().decode(), "Down"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PASTED))
def test_a_pasted_alert_is_recognised(name: str) -> None:
    text, called = PASTED[name]
    found = recognised(text)
    assert found is not None
    assert found.name == called


@pytest.mark.parametrize(
    "text",
    [
        "", "   \n", "how do I silence an alert?", "What is alertname = Down about?",
        "The alert is firing again, what do I do?", "Problem: I can't log in", "{}", '{"version": "4"}',
        "Firing\nsomebody is not easy", "Проблема: не могу войти", "[WARN] disk\nalmost full",
        "severity: high\nsummary: nothing", "[firing squad](https://x) is a film",
    ],
)  # fmt: skip
def test_other_texts_are_no_alerts(text: str) -> None:
    assert not is_alert(text)


def test_a_runbooks_address_is_found_and_a_huge_one_is_cut() -> None:
    found = recognised(PASTED["alertmanager, telegram"][0])
    assert found is not None
    assert found.runbook_url == "https://handbook.example/crash"
    assert recognised("[FIRING:1] A\n - alertname = " + "x" * 9_000) is not None
    assert len(group(count=4_000).text()) < 20_001
