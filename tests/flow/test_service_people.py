"""Other people's conversations, for admins: what they see, what never, and that it is noted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import async_playwright

from tests.flow.browser import ARGUMENTS, executable
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import Scripted, make_desk
from tests.flow.test_service import QUESTION, SECRET, client
from tests.flow.test_service_kept import RESTRICTED, ask

ABOUT_MERGER = "What of the zebra merger?"


@pytest.fixture
async def doors(tmp_path: Path, ingested: Ingested) -> AsyncIterator[Running]:
    async with running(make_desk(tmp_path, local=Scripted(("It is so [1].",))), ingested) as opened:
        yield opened


def identity(doors: Running, name: str) -> str:
    return next(k.principal.id for k in doors.context.records.keys.all() if k.name == name)


async def got(http: httpx.AsyncClient, path: str, **query: str) -> Any:
    answer = await http.get(path, params=query)
    assert answer.status_code == 200
    return answer.json()


async def test_an_admin_lists_reads_and_deletes(doors: Running) -> None:
    async with client(doors) as http, client(doors, "admin") as admin:
        said = await ask(http, QUESTION["question"])
        name, who = said["conversation"], identity(doors, "staff")
        (person,) = (await got(admin, "/api/people"))["people"]
        assert (person["who"], person["name"], person["conversations"]) == (who, "staff", 1)
        (line,) = (await got(admin, "/api/people/conversations", who=who))["conversations"]
        assert (line["id"], line["title"], line["turns"]) == (name, QUESTION["question"], 1)
        whole = await got(admin, f"/api/people/conversations/{name}")
        assert whole["who"] == who and whole["turns"][0]["question"] == QUESTION["question"]
        assert (await admin.get(f"/api/conversations/{name}")).status_code == 404
        gone = await admin.delete(f"/api/people/conversations/{name}")
        assert gone.status_code == 204
        assert (await http.get(f"/api/conversations/{name}")).status_code == 404
        assert (await admin.get(f"/api/people/conversations/{name}")).status_code == 404
        assert (await admin.delete(f"/api/people/conversations/{name}")).status_code == 404
        records = (await got(admin, "/api/audit"))["records"]
        whole_audit = await got(admin, "/api/audit/verify")
    seen = [
        (one["event"], one["who"], one["whose"], one.get("conversation"))
        for one in records
        if "whose" in one
    ]
    me = identity(doors, "admin")
    assert seen == [
        ("looked", me, who, None), ("looked", me, who, name), ("deleted", me, who, name),
    ]  # fmt: skip
    assert whole_audit["ok"]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_nobody_but_an_admin(doors: Running, method: str) -> None:
    async with client(doors) as http:
        name = (await ask(http, QUESTION["question"]))["conversation"]
        for path in ("/api/people", "/api/people/conversations?who=x"):
            assert (await http.get(path)).status_code == 403
        answer = await http.request(method, f"/api/people/conversations/{name}")
        assert answer.status_code == 403


@pytest.mark.parametrize("text", [SECRET, RESTRICTED])
async def test_what_rests_on_what_an_admin_may_not_read_is_not_shown(
    doors: Running, ingested: Ingested, text: str
) -> None:
    ingested.write("merger.md", text)
    ingested.ingest()
    async with client(doors, "sre") as http, client(doors, "admin") as admin:
        said = await ask(http, ABOUT_MERGER)
        name, who = said["conversation"], identity(doors, "sre")
        (line,) = (await got(admin, "/api/people/conversations", who=who))["conversations"]
        assert (line["title"], line["turns"]) == ("", 0)
        whole = await got(admin, f"/api/people/conversations/{name}")
        assert whole["turns"] == [] and "merger" not in str(whole)
        assert (await admin.delete(f"/api/people/conversations/{name}")).status_code == 204


async def test_nor_what_was_said_after_it(doors: Running, ingested: Ingested) -> None:
    """The follow-up rests on a document for all, but was asked with the earlier turn as history."""
    ingested.write("merger.md", SECRET)
    ingested.ingest()
    async with client(doors, "sre") as http, client(doors, "admin") as admin:
        name = (await ask(http, ABOUT_MERGER))["conversation"]
        ingested.write("merger.md", SECRET.replace("[sre]", "[staff]").replace("zebra", "okapi"))
        ingested.ingest()
        assert len((await got(admin, f"/api/people/conversations/{name}"))["turns"]) == 1
        ingested.write("merger.md", SECRET)
        ingested.ingest()
        (turn,) = doors.context.records.conversations.get(name, identity(doors, "sre")).exchanges  # type: ignore[union-attr]
        later = {"question": QUESTION["question"], "conversation": name}
        await http.post("/api/ask", json=later)
        first, second = doors.context.records.conversations.get(  # type: ignore[union-attr]
            name, identity(doors, "sre")
        ).exchanges
        assert first.answer == turn.answer and second.question == QUESTION["question"]
        assert (await got(admin, f"/api/people/conversations/{name}"))["turns"] == []


async def test_nothing_is_shown_where_it_cannot_be_noted(doors: Running) -> None:
    async with client(doors) as http, client(doors, "admin") as admin:
        name = (await ask(http, QUESTION["question"]))["conversation"]
        audit = doors.context.audit
        audit.rename(audit.with_suffix(".away"))
        audit.mkdir()
        answer = await admin.get(f"/api/people/conversations/{name}")
        assert answer.status_code == 503 and "payments" not in answer.text
        assert (await admin.delete(f"/api/people/conversations/{name}")).status_code == 503
        assert (await http.get(f"/api/conversations/{name}")).status_code == 200


async def test_the_page_shows_them_to_an_admin(doors: Running) -> None:
    async with client(doors) as http, async_playwright() as playwright:
        await ask(http, QUESTION["question"])
        browser = await playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = await browser.new_page()
        await page.goto(f"{doors.url}/login")
        await page.locator("input[name=key]").fill(doors.keys["admin"])
        await page.locator("input[name=key]").press("Enter")
        await page.locator("#ready").wait_for(state="attached")
        await page.goto(f"{doors.url}/#/oversight/people")
        await page.get_by_role("button", name="staff").click()
        await page.get_by_role("button", name=QUESTION["question"]).click()
        await page.locator("#tab-panel .card", has_text="It is so [1].").wait_for()
        await page.locator("#tab-panel").get_by_role("button", name="Delete").click()
        await page.locator("dialog").get_by_role("button", name="Delete", exact=True).click()
        await page.locator("#tab-panel ul + div > ul").wait_for(state="attached")
        assert (await got(http, "/api/conversations"))["conversations"] == []
        await browser.close()
