"""The page in a real browser: asking, streaming, citations, what left, feedback, hostile answers.

Each test ends with `Watched.clean`: no request to another host, no violation of the CSP.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.flow.browser import Watched, chromium, watched
from tests.flow.page_scripts import (
    BREAKS,
    CLOUD,
    CLOUD_REASON,
    FAILS,
    FALLS_BACK,
    HOSTILE_ONE,
    LOCAL,
    SLOW,
    WARNING,
    kept,
    scripts,
)
from tests.samples.page_answers import ANSWER, OUTGOING, OUTSIDE
from tests.wire.fake_service import FakeService, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def fake() -> Iterator[FakeService]:
    with serving(FakeService(scripts=scripts())) as service:
        yield service


@pytest.fixture
def seen(browser: Browser, fake: FakeService) -> Iterator[Watched]:
    with watched(browser, fake) as one:
        yield one


def until(true: object, seconds: float = 5.0) -> None:
    """Wait until a condition of the fake service holds."""
    assert callable(true)
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


# ---- asking


def test_an_answer_with_its_lane_sources_and_warning(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    seen.ask(CLOUD)
    expect(page.locator(".lane")).to_have_text("Cloud")
    expect(page.locator(".lane-line")).to_contain_text(CLOUD_REASON)
    expect(page.locator(".lane-line")).to_contain_text("gpt-small")
    expect(page.locator(".lane-line")).to_contain_text("masked: 2")
    expect(page.locator(".warnings")).to_contain_text(WARNING)
    expect(page.locator(".source")).to_have_count(2)
    expect(page.locator(".source").first).to_contain_text("handbook:runbooks/payments.md")
    expect(page.locator(".source").first).to_contain_text("lines 12–19")
    expect(page.locator(".source").first).to_contain_text("review overdue")
    assert [asked.question for asked in fake.asked] == [CLOUD]
    assert fake.asked[0].conversation is None
    assert page.url.endswith("#/c/c-1")
    seen.clean()


def test_markdown_of_an_answer(seen: Watched) -> None:
    page = seen.open()
    seen.ask(CLOUD)
    page.locator(".what-left").wait_for()
    prose = page.locator(".prose")
    expect(prose.locator("ol > li")).to_have_count(3)
    expect(prose.locator("strong")).to_have_text("two minutes")
    expect(prose.locator("em")).to_have_text("nothing")
    expect(prose.locator("table tbody tr")).to_have_count(3)
    expect(prose.locator("li code").last).to_have_text("error_rate")
    fences = re.findall(r"```bash\n(.*?)\n\s*```", ANSWER, re.DOTALL)
    shown = prose.locator("pre").all_text_contents()
    assert shown == [fence.strip() for fence in fences]
    links = prose.locator("a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://wiki.internal.example/payments#rollback")
    expect(links).to_have_attribute("rel", "noopener noreferrer")
    seen.clean()


def test_text_is_there_before_the_end(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    seen.ask(SLOW)
    expect(page.locator(".prose")).to_contain_text("The first sentence stands.")
    expect(page.locator(".prose")).not_to_contain_text("later")
    expect(page.locator(".reply")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#live")).to_contain_text("The first sentence stands.")
    expect(page.locator("#live")).not_to_contain_text("The second")
    assert fake.finished == []
    fake.release.set()
    expect(page.locator(".prose")).to_contain_text("comes later.")
    expect(page.locator(".reply")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#live")).to_contain_text("Answer complete.")
    seen.clean()


@pytest.mark.parametrize("how", ["button", "escape"])
def test_stop_closes_the_request_at_the_service(seen: Watched, fake: FakeService, how: str) -> None:
    page = seen.open()
    seen.ask(SLOW)
    expect(page.locator(".prose")).to_contain_text("The first")
    if how == "button":
        page.locator("#stop").click()
    else:
        page.keyboard.press("Escape")
    until(lambda: fake.closed == [SLOW])
    expect(page.locator(".reply")).to_contain_text("Stopped.")
    expect(page.locator("#send")).to_be_visible()
    seen.clean()


def test_leaving_the_conversation_closes_the_request(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    seen.ask(SLOW)
    expect(page.locator(".prose")).to_contain_text("The first")
    page.locator("#new").click()
    until(lambda: fake.closed == [SLOW])
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#send")).to_be_visible()
    seen.clean()


def test_the_next_question_belongs_to_the_conversation(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    seen.ask(LOCAL)
    page.locator(".what-left").wait_for()
    seen.ask(CLOUD)
    expect(page.locator(".what-left")).to_have_count(2)
    assert [asked.conversation for asked in fake.asked] == [None, "c-1"]
    seen.clean()


def test_shift_enter_is_a_new_line_and_blank_is_not_asked(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    question = page.locator("#question")
    question.press("Enter")
    question.fill("one")
    question.press("Shift+Enter")
    question.press_sequentially("two")
    expect(question).to_have_value("one\ntwo")
    assert fake.asked == []
    seen.clean()


# ---- failures


def test_a_failure_is_shown_with_its_id_and_asked_again(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    seen.ask(FAILS)
    expect(page.locator(".state")).to_contain_text("3 before you")
    fake.release.set()
    expect(page.locator(".state-bad")).to_contain_text("the queue is full; ask later")
    expect(page.locator(".state-bad .error-id")).to_have_text("req-99")
    page.locator(".state-bad button").click()
    until(lambda: len(fake.asked) == 2)
    seen.clean()


def test_a_refused_question_and_a_broken_stream(seen: Watched) -> None:
    page = seen.open()
    seen.ask("nobody has scripted this")
    expect(page.locator(".state-bad")).to_contain_text("the service is stopping")
    expect(page.locator(".state-bad .error-id")).to_have_text("req-4711")
    seen.ask(BREAKS)
    expect(page.locator(".state-bad").last).to_contain_text("The connection ended before")
    expect(page.locator(".prose").last).to_have_text("Half of an ans")
    seen.clean()


def test_after_a_restart_only_the_lane_that_answered_is_shown(seen: Watched) -> None:
    page = seen.open()
    seen.ask(FALLS_BACK)
    page.locator(".what-left").wait_for()
    expect(page.locator(".lane")).to_have_text("Local")
    expect(page.locator(".prose")).not_to_contain_text("void")
    page.locator(".what-left").click()
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("did not answer to the end")
    expect(dialog).not_to_contain_text("Nothing left")
    assert dialog.locator(".outgoing").last.text_content() == OUTGOING
    seen.clean()


# ---- citations


def test_a_citation_opens_its_passage(seen: Watched) -> None:
    page = seen.open()
    seen.ask(CLOUD)
    page.locator(".what-left").wait_for()
    page.get_by_role("button", name="Open passage 1").click()
    panel = page.locator("#passage")
    expect(panel).to_contain_text("handbook:runbooks/payments.md")
    expect(panel.locator(".crumbs li")).to_have_text(["Payments", "Rollback"])
    expect(panel.locator(".line-number").first).to_have_text("12")
    expect(panel.locator(".line-number").last).to_have_text("19")
    expect(panel).to_contain_text("payments-team")
    expect(panel).to_contain_text("14 Mar 2026")
    expect(panel).to_contain_text("kubectl rollout undo deploy/payments -n prod")
    expect(panel.locator(".hidden-mark")).to_have_text("U+202E")
    expect(panel).to_contain_text("<img src=x onerror=alert(1)>")
    expect(panel.locator("a")).to_have_attribute(
        "href", "https://wiki.internal.example/payments#rollback"
    )
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="Open passage 1")).to_be_focused()
    page.get_by_role("button", name="Open passage 2").click()
    expect(panel).to_contain_text("Call the release engineer")
    expect(panel).to_contain_text("no owner")
    expect(panel.locator("a")).to_have_count(0)  # its address is no web address
    seen.clean()


# ---- what left


def test_what_left_for_the_cloud(seen: Watched) -> None:
    page = seen.open()
    seen.ask(CLOUD)
    page.locator(".what-left").click()
    dialog = page.locator("dialog")
    sides = dialog.locator(".outgoing")
    assert sides.first.text_content() == CLOUD
    assert sides.last.text_content() == OUTGOING
    expect(dialog.locator("mark.mask")).to_have_count(3)
    dialog.get_by_role("button", name="Compare line by line").click()
    differs = dialog.locator("td.differs")
    expect(differs).to_have_count(4)
    expect(differs.nth(0).locator("mark")).to_have_text(["db-07.prod.example", "Anna Petrova"])
    expect(differs.nth(1).locator("mark")).to_have_text(["⟦HOST_1⟧", "⟦PERSON_1⟧"])
    left = dialog.locator(".beside-lines td:last-child").all_text_contents()
    assert "\n".join(left) == OUTGOING
    page.keyboard.press("Escape")
    expect(page.locator(".what-left")).to_be_focused()
    seen.clean()


def test_nothing_left_for_the_local_lane(seen: Watched) -> None:
    page = seen.open()
    seen.ask(LOCAL)
    page.locator(".what-left").click()
    expect(page.locator(".lane")).to_have_text("Local")
    expect(page.locator("dialog")).to_contain_text("Nothing left the company for this answer.")
    expect(page.locator("dialog .outgoing")).to_have_count(0)
    seen.clean()


# ---- feedback


def test_feedback_down_says_why_and_asks_for_a_human(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    seen.ask(CLOUD)
    down = page.get_by_role("button", name="Not helpful")
    down.click()
    page.get_by_label("It is outdated").check()
    page.get_by_label("In your words").fill("The dashboard has moved.")
    page.get_by_label("Needs a human").check()
    page.get_by_role("button", name="Send").click()
    until(lambda: len(fake.feedback) == 1)
    assert fake.feedback[0].model_dump() == {
        "answer": "a-1",
        "verdict": "down",
        "reason": "outdated",
        "text": "The dashboard has moved.",
        "needs_human": True,
    }
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(down).to_be_focused()
    seen.clean()


def test_feedback_up_is_one_click(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    seen.ask(CLOUD)
    page.get_by_role("button", name="Helpful", exact=True).click()
    until(lambda: len(fake.feedback) == 1)
    assert fake.feedback[0].verdict == "up"
    seen.clean()


# ---- hostile answers


def test_a_hostile_answer_stays_text(seen: Watched) -> None:
    page = seen.open()
    seen.ask(HOSTILE_ONE)
    page.locator(".what-left").wait_for()
    prose = page.locator(".prose")
    made = "img, script, iframe, object, embed, style, link, base, form, input, svg:not(.glyph)"
    expect(prose.locator(made)).to_have_count(0)
    expect(prose.locator("a")).to_have_count(0)
    handlers = "[onclick], [onerror], [onload], [href], [src], [style]"
    expect(prose.locator(handlers)).to_have_count(0)
    assert page.evaluate("window.hacked") is None
    for shown in (
        f'<img src="{OUTSIDE}/raw.png" onerror="window.hacked = 2">',
        f"![picture]({OUTSIDE}/pixel.png)",
        "[js](javascript:window.hacked=5)",
        f"[1]({OUTSIDE}/cited)",
        "[99]",
    ):
        expect(prose).to_contain_text(shown)
    marks = prose.locator(".hidden-mark").all_text_contents()
    assert marks == ["U+202E", "U+202C", "U+200B", "U+E0041", "U+202E"]
    expect(prose.locator("pre").first).to_have_text(
        f'<script src="{OUTSIDE}/fence.js"></script>\nrm -rf U+202E/'
    )
    expect(prose.locator(".cite")).to_have_text(["1", "2"])  # [two][2] is a word and a citation
    page.wait_for_timeout(200)
    seen.clean()


# ---- conversations


def test_conversations_open_and_go(seen: Watched, fake: FakeService) -> None:
    title = "<img src=x onerror=alert(1)> first"
    fake.keep("c-7", kept(title, "An old answer [1]."))
    fake.keep("c-8", kept("second", "Another [1]."))
    page = seen.open()
    links = page.locator("#conversations a")
    expect(links).to_have_text(["second", title])
    links.last.click()
    expect(page.locator(".prose")).to_have_text("An old answer 1.")
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.reload()
    expect(page.locator(".prose")).to_have_text("An old answer 1.")
    expect(links.last).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name="Delete the conversation").last.click()
    page.get_by_role("button", name="Cancel").click()
    assert fake.deleted == []
    page.get_by_role("button", name="Delete the conversation").last.click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(links).to_have_text(["second"])
    assert fake.deleted == ["c-7"]
    expect(page.locator(".welcome")).to_be_visible()
    seen.clean()
