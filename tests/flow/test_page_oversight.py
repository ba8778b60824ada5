"""The admins' tabs in a real browser: sources with live runs, lanes, costs, audit, feedback, gaps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.flow.browser import Watched, until
from tests.samples.page_oversight import AUDIT, DAYS
from tests.wire.fake_service import FakeService


@pytest.fixture
def admin(seen: Watched, fake: FakeService) -> Watched:
    """An admin's page."""
    fake.admin = True
    return seen


def test_nobody_else_sees_them(seen: Watched, fake: FakeService) -> None:
    page = seen.open("/#/oversight/audit")
    expect(page.locator("#to-oversight")).to_be_hidden()
    expect(page.locator("#oversight")).to_be_hidden()
    assert not [url for url in seen.requests if "/api/audit" in url]
    seen.clean()


def test_a_source_is_read_again_with_live_progress(admin: Watched, fake: FakeService) -> None:
    page = admin.open("/")
    page.locator("#to-oversight").click()
    card = page.locator(".card").first
    expect(card).to_contain_text("handbook")
    expect(card).to_contain_text("encrypted; remove the password")
    expect(card).to_contain_text("No level declared: 2")
    page.get_by_role("button", name="Re-read handbook").click()
    expect(card.locator(".run")).to_contain_text("40 of 64")
    assert card.locator("progress").evaluate("(bar) => bar.value") == 40
    fake.release.set()
    expect(card.locator(".run")).to_contain_text("done")
    expect(card.locator(".report")).to_contain_text("829")
    assert [one.model_dump() for one in fake.ingested] == [
        {"source": "handbook", "allow_delete": False}
    ]
    page.locator("#allow-delete").check()
    page.get_by_role("button", name="Re-read all").click()
    until(lambda: len(fake.ingested) == 2)
    assert fake.ingested[1].model_dump() == {"source": None, "allow_delete": True}
    admin.clean()


def test_lanes_over_time_as_a_chart_and_as_a_table(admin: Watched) -> None:
    page = admin.open("/#/oversight/lanes")
    for lane in ("local", "cloud", "abstained", "held"):
        days = [day for day in DAYS if day[lane]]
        expect(page.locator(f".chart-scroll .bar-{lane}")).to_have_count(len(days))
    expect(page.locator(".chart svg[role=img]")).to_have_attribute(
        "aria-label", "Answers by lane and day: 2026-11-01 – 2026-11-27"
    )
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(len(DAYS))
    last = DAYS[-1]
    expect(rows.first.locator("td")).to_have_text(
        [str(last[key]) for key in ("day", "local", "cloud", "held", "abstained")]
    )
    admin.clean()


def test_costs(admin: Watched) -> None:
    page = admin.open("/#/oversight/costs")
    expect(page.locator("#tab-panel")).to_contain_text("18.4127")
    expect(page.locator("#tab-panel")).to_contain_text("1,204,331")
    expect(page.locator("caption")).to_have_text(["By lane", "By day", "By group"])
    expect(page.locator("#tab-panel")).to_contain_text("31.5873")
    page.locator("#switch-language").click()
    expect(page.locator("caption").first).to_have_text("По маршрутам")
    panel = page.locator("#tab-panel")
    expect(panel).to_contain_text("своё оборудование, задайте HUSH_COSTS__WATTS.")
    expect(panel).to_contain_text("неизвестна")
    expect(panel).not_to_contain_text("break even")
    admin.clean()


@pytest.mark.parametrize(
    ("whole", "said"),
    [(True, "5,210 records, all as they were written."), (False, "Record 17 is not as it was")],
)
def test_the_audit_is_verified(admin: Watched, fake: FakeService, whole: bool, said: str) -> None:
    fake.audit_ok = whole
    page = admin.open("/#/oversight/audit")
    expect(page.locator("tbody tr")).to_have_count(len(AUDIT))
    expect(page.locator("tbody tr").nth(1)).to_contain_text("masked")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("HOST, PERSON")
    page.get_by_role("button", name="Verify the chain").click()
    expect(page.locator(".bar .state")).to_contain_text(said)
    admin.clean()


def test_feedback_and_gaps(admin: Watched) -> None:
    page = admin.open("/#/oversight/feedback")
    expect(page.locator("tbody tr")).to_contain_text("The dashboard has moved <b>since</b>.")
    page.locator("#tab-feedback").press("ArrowRight")
    expect(page.locator("#tab-gaps")).to_be_focused()
    expect(page.locator("tbody").first).to_contain_text("How do I rotate the key")
    expect(page.locator("caption")).to_have_text(["By source", "By owner"])
    admin.clean()


def test_codes_of_the_audit_are_words_in_both_languages(admin: Watched) -> None:
    page = admin.open("/#/oversight/audit")
    rows = page.locator(".audit tbody")
    for words in (
        ("Decided", "its level never leaves", "left masked", "Try ended: answered"),
        ("Решено", "такой уровень не покидает", "ушло с маскированием", "Итог попытки: получен"),
    ):
        for said in words:
            expect(rows).to_contain_text(said)
        expect(rows).not_to_contain_text("decided")
        page.locator("#switch-language").click()
    admin.clean()
