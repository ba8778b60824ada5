"""The page in a real browser: asking, streaming, stopping, failures.

Each test ends with `Watched.clean`: no request to another host, no violation of the CSP.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.flow.browser import Watched, until
from tests.flow.page_scripts import (
    BREAKS,
    CLOUD,
    CLOUD_REASON,
    FAILS,
    FALLS_BACK,
    LOCAL,
    SLOW,
    WARNING,
)
from tests.samples.page_answers import ANSWER, OUTGOING
from tests.wire.fake_service import FakeService

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


def test_a_link_writes_a_question_and_sends_nothing(seen: Watched, fake: FakeService) -> None:
    page = seen.open("/#ask=%D0%9A%D0%B0%D0%BA%20undo%20%3Cb%3E%2F100%25%3F")
    box = page.locator("#question")
    expect(box).to_have_value("Как undo <b>/100%?")
    expect(box).to_be_focused()
    assert page.url == fake.origin + "/#/" and fake.asked == []
    page.goto(fake.origin + "/#ask=%E0%A4%A")
    expect(box).to_have_value("")
    page.goto(fake.origin + "/#ask=" + CLOUD.replace(" ", "%20"))
    expect(box).to_have_value(CLOUD)
    assert fake.asked == []
    box.press("Enter")
    expect(page.locator(".lane")).to_have_text("Cloud")
    assert [asked.question for asked in fake.asked] == [CLOUD]
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
