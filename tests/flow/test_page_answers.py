"""What an answer offers in a real browser: passages, what left, feedback, and hostile answers."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.flow.browser import Watched, until
from tests.flow.page_scripts import CLOUD, FOLLOWS, HOSTILE_ONE, LOCAL, SOUGHT, kept
from tests.samples.page_answers import OUTGOING, OUTSIDE
from tests.wire.fake_service import FakeService

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
    fake.keep("c-8", kept("", ""))
    page = seen.open()
    links = page.locator("#conversations a")
    expect(links).to_have_text(["Too sensitive to be kept", title])
    links.first.click()
    expect(page.locator(".reply")).to_contain_text("too sensitive to be kept")
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
    expect(links).to_have_text(["Too sensitive to be kept"])
    assert fake.deleted == ["c-7"]
    expect(page.locator(".welcome")).to_be_visible()
    seen.clean()


def test_what_a_follow_up_was_searched_for(seen: Watched) -> None:
    page = seen.open()
    seen.ask(FOLLOWS)
    expect(page.locator(".sought")).to_have_text(f"Searched for: {SOUGHT}")
    expect(page.locator(".reply")).to_contain_text("There, too")
    seen.clean()
