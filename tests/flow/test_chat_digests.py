"""Owners' digests the whole way: documents and records, the service, the bots, what is posted."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.identity.access import AccessTable, Member
from app.records.gaps import Near
from bots.client import HttpService
from bots.digests import DigestSender
from bots.inbox_store import Store
from bots.message import Platform
from bots.posting import Posts
from bots.settings import BotsSettings, ServiceSettings, Settings
from index.chunk import Action, Estimate, Finding, Known, Sensitivity
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import Scripted, make_desk
from tests.flow.test_chat_exit import asked, bot
from tests.unit.bots.fake_platform import FakePlatform
from tests.unit.bots.slack_parts import a_bot

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MAIL = "anna@example.com"
LABELS = "---\nsensitivity: {}\naudience: [{}]\nowner: {}\nreview_by: {}\n---\n"
FRESH, PAST = "2999-01-01", "2020-01-01"


def page(
    text: str, owner: str = MAIL, group: str = "staff", level: str = "INTERNAL", by: str = FRESH
) -> str:
    return LABELS.format(level, group, owner, by) + text


PAGES = {
    "refunds": page("# Refunds\n\nRefunds go back by card.\n", "Anna@Example.com"),
    "old": page("# Pager\n\nThe pager is red.\n", by=PAST),
    "vault": page("# Vault\n\nThe vault opens with hunter2.\n"),
    "bare": f"---\nowner: {MAIL}\n---\n# Bare\n\nThe yak is shaved.\n",
    "board": page("# Board\n\nThe board meets with hunter2.\n", group="board", by=PAST),
    "team": page("# Team\n\nThe team has lunch.\n", "lunch-team"),
    "legal": page("# Legal\n\nThe lawyers read.\n", "lawyer@example.com", group="legal"),
    "ghost": page("# Ghost\n\nThe ghost is gone.\n", "ghost@example.com"),
}
TABLE = AccessTable(users={MAIL: Member(frozenset({"staff"}))})
ANNA = {"Hush-For": "slack:T1:U2", "Hush-Mail": MAIL}


class Detecting(Ingested):
    """A folder in which credentials are found when it is taken in."""

    def learn(self, texts: Sequence[str]) -> list[Known | None]:
        found = Finding("CREDENTIAL", Action.LOCAL, 0, 7, "fake")
        level = Estimate(Sensitivity.INTERNAL, 0.25)
        return [Known((found,) if "hunter2" in text else (), level, "") for text in texts]


@pytest.fixture
def ingested(tmp_path: Path) -> Iterator[Ingested]:
    with closing(Detecting(tmp_path)) as made:
        for name, text in PAGES.items():
            made.write(f"{name}.md", text)
        made.ingest()
        yield made


@pytest.fixture
async def doors(tmp_path: Path, ingested: Ingested) -> AsyncIterator[Running]:
    local = Scripted(("By card [1].",))
    async with running(make_desk(tmp_path, local=local), ingested, table=TABLE) as opened:
        await happened(opened)
        yield opened


async def happened(doors: Running) -> None:
    """A question that was answered and found not helpful; questions that were not answered."""
    async with bot(doors, ANNA) as http:
        done = (await asked(http, "refunds go back by card?", thread="1"))[-1][1]
        assert [one["source"] for one in done["citations"]] == ["docs:refunds.md"], done
        judged = {"answer": done["answer"], "verdict": "down"}
        assert (await http.post("/api/feedback", json=judged)).status_code == 204
    gaps = doors.context.records.gaps
    for question, name in (
        ("how do I refund twice?", "refunds"),
        ("how do I refund twice?", "refunds"),
        ("is the password hunter2 good?", "refunds"),
        ("when does the board meet?", "board"),
    ):
        near = [Near(f"docs:{name}.md", MAIL, Sensitivity.INTERNAL)]
        gaps.add("key:1", question, near, "en")


@asynccontextmanager
async def sending(
    doors: Running, home: Path, name: str, platform: Platform, language: str = ""
) -> AsyncIterator[DigestSender]:
    key = SecretStr(doors.keys["bot"])
    settings = Settings(service=ServiceSettings(url=doors.url, key=key), home=home)
    with closing(Store(home / "inbox.sqlite")) as store:
        async with HttpService(settings) as service:
            yield DigestSender(
                Posts(store, {name: platform}),
                service,
                (name,),
                BotsSettings(),
                lambda _: language,
                now=lambda: MONDAY,
            )


def events_of(said: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.splitlines() if '"event": "digests_' in line]


async def test_what_an_owner_reads_in_slack(
    doors: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Known by a verified e-mail alone; what is not for them is not there."""
    async with a_bot(tmp_path / "slack", connect=False) as slack:
        slack.fake.user("U2", email="Anna@example.com")
        async with sending(doors, tmp_path, "slack", slack.slack) as digests:
            for _ in range(3):
                await digests.look()
        told = {where for where in slack.fake.channels if slack.fake.ours(where)}
        assert told == {"D2"} and slack.fake.wrong == []
        (posted,) = slack.fake.ours("D2")
        text = slack.fake.said(posted)
    assert [line.lstrip("-• ") for line in text.splitlines() if line] == [
        "Your pages in the last 7 days (anna@example.com)",
        "Questions they answered: 1",
        "Most asked:",
        "docs:refunds.md",
        "Not answered, near your pages:",
        "how do I refund twice? (2)",
        "Found not helpful:",
        "refunds go back by card?",
        "Past their review date:",
        "docs:old.md",
        "Without a label (so they count as CONFIDENTIAL):",
        "docs:bare.md",
        "Credentials were found in these; take them out and change them:",
        "docs:vault.md",
    ]
    logged = events_of(capsys.readouterr().err)
    assert [(one["event"], one["owners"]) for one in logged] == [("digests_without_reader", 2)]
    assert "ghost" not in str(logged)


async def test_the_same_in_russian(doors: Running, tmp_path: Path) -> None:
    slack = FakePlatform(mails={MAIL: "slack:T1:U2"})
    async with sending(doors, tmp_path, "slack", slack, "ru") as digests:
        await digests.look()
    ((place, reply, *_),) = slack.posted
    lines = [line for line in reply.text.replace("\\", "").splitlines() if line]
    assert place == "slack:T1:U2" and reply.language == "ru"
    assert lines == [
        "**Ваши страницы за последние 7 дней (anna@example.com)**",
        "Вопросов, на которые они ответили: 1",
        "Чаще всего:",
        "- docs:refunds.md",
        "Без ответа, по темам ваших страниц:",
        "- how do I refund twice? (2)",
        "С пометкой «Не помогло»:",
        "- refunds go back by card?",
        "Пора пересмотреть:",
        "- docs:old.md",
        "Без метки (поэтому считаются CONFIDENTIAL):",
        "- docs:bare.md",
        "В этих найдены секреты; уберите и смените их:",
        "- docs:vault.md",
    ]


async def test_in_telegram_an_owner_is_who_was_paired_under_the_mail(
    doors: Running, tmp_path: Path
) -> None:
    """Only what Telegram may show, and what the pairing gives."""
    pairing = doors.context.records.pairing
    for account, name in (("telegram:42", " Anna@example.com"), ("telegram:43", "Anna")):
        pairing.use(account, pairing.make(["staff"], name, timedelta(minutes=5)).text)
    telegram = FakePlatform("telegram")
    async with sending(doors, tmp_path, "telegram", telegram) as digests:
        await digests.look()
    ((place, reply, *_),) = telegram.posted
    assert place == "telegram:42"
    listed = [line[2:] for line in reply.text.replace("\\", "").splitlines() if line[:2] == "- "]
    assert listed == [
        *("docs:refunds.md", "how do I refund twice? (2)", "refunds go back by card?"),
        *("docs:old.md", "docs:vault.md"),
    ]


async def test_law_12_a_digest_is_of_what_the_account_may_read(doors: Running) -> None:
    async with bot(doors, ANNA) as http:
        said = (await http.get("/api/chat/digests", params={"platform": "slack"})).json()
        (digest,) = said["digests"]
        assert (digest["account"], said["mails"]) == ("slack:T1:U2", [])
        wrong = await http.get("/api/chat/digests", params={"platform": "telegram"})
        assert wrong.status_code == 422
    for guest in (
        {"Hush-For": "slack:T1:U2"},
        {"Hush-For": "slack:T1:U2", "Hush-Mail": "ghost@example.com"},
        {"Hush-For": "slack:T1:U2", "Hush-Mail": "eve@example.com"},
    ):
        async with bot(doors, guest) as http:
            said = (await http.get("/api/chat/digests", params={"platform": "slack"})).json()
            assert said == {"digests": [], "mails": [], "nobody": 0}
    for where in ({**ANNA, "Hush-In": "slack:T1:C1"}, {"Hush-In": "slack:T1:C1"}):
        async with bot(doors, where) as http:
            wrong = await http.get("/api/chat/digests", params={"platform": "slack"})
            assert wrong.status_code == 422


async def test_law_12_mails_are_told_of_documents_that_the_key_may_read(doors: Running) -> None:
    async with bot(doors, {}) as http:
        said = (await http.get("/api/chat/digests", params={"platform": "slack"})).json()
        assert said == {"digests": [], "mails": [MAIL, "ghost@example.com"], "nobody": 1}
