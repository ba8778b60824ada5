"""The page for everybody: two languages, dark and light, a phone, the keyboard alone, signing in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.confidentiality.reason import ReasonCode
from app.web import static_folder
from tests.flow.browser import Watched, until, watched
from tests.flow.desk import ROOT
from tests.flow.page_scripts import CLOUD, HOSTILE_ONE, SLOW
from tests.wire.fake_service import KEY, FakeService

PHONE = {"viewport": {"width": 360, "height": 720}, "has_touch": True, "is_mobile": True}


def background(page: Page) -> int:
    """Brightness of the page's paper, 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) // 3


# ---- languages


def test_the_language_changes_everything_while_an_answer_streams(
    seen: Watched, fake: FakeService
) -> None:
    page = seen.open()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    seen.ask(SLOW)
    expect(page.locator(".lane")).to_have_text("Local")
    page.locator("#switch-language").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator(".lane")).to_have_text("Локально")
    expect(page.locator("#new")).to_have_text("Новый разговор")
    expect(page.locator("#stop")).to_have_attribute("aria-label", "Остановить")
    fake.release.set()
    expect(page.locator(".what-left")).to_have_text("Что ушло")
    expect(page.locator(".source").first).to_contain_text("строки 12–19")
    page.reload()
    expect(page.locator("#question")).to_have_attribute("placeholder", "Спросите документацию…")
    seen.clean()


def test_a_russian_browser_begins_in_russian(browser: Browser, fake: FakeService) -> None:
    with watched(browser, fake, locale="ru-RU") as seen:
        page = seen.open()
        expect(page.locator("h1").first).to_have_text("Что вы хотите узнать?")
        left = page.evaluate(
            "[...document.querySelectorAll('[data-t]')].map((e) => e.textContent)"
            ".filter((t) => /[a-z]/i.test(t) && !/Enter|English/.test(t))"
        )
        assert left == []
        seen.clean()


def _table() -> dict[str, tuple[str, str]]:
    text = (static_folder() / "words.js").read_text("utf-8")
    string = r'("(?:[^"\\]|\\.)*")'
    pairs = re.findall(rf"(\w+): \[\s*{string},\s*{string},?\s*\]", text)
    return {key: (json.loads(en), json.loads(ru)) for key, en, ru in pairs}


def test_both_languages_have_every_word_with_the_same_fields() -> None:
    words = _table()
    text = (static_folder() / "words.js").read_text("utf-8")
    assert len(words) == len(re.findall(r"\w+: \[", text)) > 150
    for key, (english, russian) in words.items():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", russian)), key
        if key not in ("title", "switch_language", "col_n"):
            assert re.search("[а-яё]", russian), key
            assert not re.search("[а-яё]", english), key


def test_a_code_span_is_heard_as_it_is_written(browser: Browser, fake: FakeService) -> None:
    text = "## Then\nWrite **now** in `#payments`, set my_var and `A_B*|` \\_ok\\_ to a > b.\n"
    with watched(browser, fake) as seen:
        page = seen.open()
        page.evaluate(
            """async (text) => {
              const { Sentences } = await import('/static/announce.js');
              new Sentences().feed(text);
            }""",
            text,
        )
        heard = [line.strip() for line in page.locator("#live p").all_text_contents()]
        assert heard == ["Then", "Write now in #payments, set my_var and A_B*| _ok_ to a > b."]
        seen.clean()


def test_every_code_of_the_audit_has_words() -> None:
    words = _table()
    assert {f"why_{code.value}" for code in ReasonCode} <= words.keys()
    made = "".join(
        (ROOT / "app" / name).read_text("utf-8")
        for name in ("audit/__init__.py", "audit/chain.py", "oversight.py")
    )
    events = set(re.findall(r'"event": "(\w+)"|overseen\("(\w+)"', made))
    assert {f"event_{one or other}" for one, other in events} <= words.keys() and len(events) > 6


def test_every_word_that_is_used_is_in_the_table() -> None:
    words = _table()
    used: set[str] = set()
    for path in static_folder().iterdir():
        text = path.read_text("utf-8")
        if path.name.endswith(".html"):
            used |= set(re.findall(r'data-t(?:-label|-placeholder)?="(\w+)"', text))
        elif path.name != "words.js":
            used |= set(re.findall(r'\b(?:t|tLabel|tPlaceholder): "(\w+)"', text))
            used |= set(re.findall(r'\b(?:word|told|iconButton\("\w+",) ?\(?"(\w+)"', text))
    assert len(used) > 90
    assert sorted(used - words.keys()) == []


# ---- dark and light


@pytest.mark.parametrize(("system", "dark"), [("dark", True), ("light", False)])
def test_the_system_theme_until_somebody_chooses(
    browser: Browser, fake: FakeService, system: str, dark: bool
) -> None:
    with watched(browser, fake, color_scheme=system) as seen:
        page = seen.open()
        assert (background(page) < 60) is dark
        page.locator("#switch-theme").click()
        assert (background(page) < 60) is not dark
        page.reload()
        page.locator("#ready").wait_for(state="attached")
        assert (background(page) < 60) is not dark
        page.locator("#switch-theme").click()
        assert page.evaluate("localStorage.getItem('hush.theme')") is None
        seen.clean()


CONTRAST = """
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const paper = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility() || element.closest(".unseen, .skip")) continue;
    const [one, two] = [light(rgb(getComputedStyle(element).color)), light(paper(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) poor.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


@pytest.mark.parametrize("system", ["dark", "light"])
def test_text_can_be_read(browser: Browser, fake: FakeService, system: str) -> None:
    with watched(browser, fake, color_scheme=system) as seen:
        page = seen.open()
        seen.ask(CLOUD)
        page.locator(".cite").first.click()
        page.locator(".line").first.wait_for()
        page.wait_for_timeout(300)
        assert page.evaluate(CONTRAST) == []
        page.locator(".what-left").click()
        page.get_by_role("button", name="Compare line by line").click()
        page.locator("td.differs").first.wait_for()
        assert page.evaluate(CONTRAST) == []


# ---- a phone


@pytest.fixture
def phone(browser: Browser, fake: FakeService) -> Iterator[Watched]:
    with watched(browser, fake, **PHONE) as seen:
        yield seen


def assert_fits(page: Page) -> None:
    """No horizontal scroll but inside code and tables."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = page.evaluate(
        "[...document.querySelectorAll('body *')].filter((e) => e.checkVisibility()"
        " && e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))"
        ".map((e) => e.tagName + '.' + e.className)"
    )
    assert [one for one in wide if not re.search("PRE|table|chart-scroll|tab-list", one)] == []


@pytest.mark.parametrize("question", [CLOUD, HOSTILE_ONE])
def test_a_phone_scrolls_in_one_direction(phone: Watched, question: str) -> None:
    page = phone.open()
    assert_fits(page)
    phone.ask(question)
    page.locator(".what-left").wait_for()
    assert_fits(page)
    page.locator(".cite").first.tap()
    page.locator(".line").first.wait_for()
    assert_fits(page)
    page.locator("#passage-close").tap()
    page.locator(".what-left").tap()
    assert_fits(page)
    page.locator("dialog header button").tap()
    page.get_by_role("button", name="Not helpful").tap()
    assert_fits(page)
    phone.clean()


def test_a_phone_has_the_conversations_in_a_drawer(phone: Watched) -> None:
    page = phone.open()
    expect(page.locator("#side")).not_to_be_in_viewport()
    page.locator("#menu").tap()
    expect(page.locator("#side")).to_be_in_viewport()
    expect(page.locator("#menu")).to_have_attribute("aria-expanded", "true")
    page.locator("#new").tap()
    expect(page.locator("#side")).not_to_be_in_viewport()
    phone.clean()


# ---- the keyboard alone


def test_everything_with_the_keyboard(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    keys = page.keyboard
    keys.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    keys.type(CLOUD)
    keys.press("Enter")
    page.locator(".what-left").wait_for()
    keys.press("Tab")  # past the field, whose letters are letters
    page.evaluate("document.activeElement.blur()")
    keys.press("1")
    expect(page.locator("#passage-title")).to_be_focused()
    keys.press("Escape")
    expect(page.locator(".source").first).to_be_focused()
    keys.press("l")
    expect(page.locator("dialog h2")).to_have_text("What left")
    keys.press("Escape")
    expect(page.locator(".source").first).to_be_focused()
    expect(page.locator("dialog")).to_have_count(0)  # it leaves a moment after the focus
    keys.press("?")
    expect(page.locator("dialog h2")).to_have_text("Keyboard shortcuts")
    keys.press("Escape")
    keys.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    keys.press("n")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator(".welcome")).to_be_visible()
    keys.type("tn?/1")
    expect(page.locator("#question")).to_have_value("tn?/1")
    seen.clean()


def test_single_keys_can_be_switched_off(seen: Watched) -> None:
    page = seen.open()
    page.locator("#help").click()
    page.get_by_label("Single keys are shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") is None
    seen.clean()


def test_focus_is_seen_and_every_control_has_a_name(seen: Watched) -> None:
    page = seen.open()
    seen.ask(CLOUD)
    page.locator(".what-left").wait_for()
    page.keyboard.press("Tab")
    for _ in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return e === document.body || s.outlineStyle !== 'none' || e.matches('textarea'); })()"
        )
        assert outline, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, a, input, textarea')].filter((e) =>"
        " !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML)"
    )
    assert nameless == []


# ---- signing in and out


def test_a_key_signs_in_and_out(browser: Browser, fake: FakeService) -> None:
    with watched(browser, fake) as seen:
        page = seen.page
        page.context.clear_cookies()
        page.goto(fake.origin + "/")
        expect(page).to_have_url(fake.origin + "/login")
        page.wait_for_load_state()  # its script has the form
        expect(page.get_by_text("Sign in with your company account")).to_be_hidden()
        page.locator("#key").fill("wrong")
        page.locator("#key").press("Enter")
        expect(page.locator("#problem")).to_contain_text("this key is not known")
        expect(page.locator("#problem .error-id")).to_have_text("req-4711")
        page.locator("#key").fill(KEY)
        page.locator("#key").press("Enter")
        page.locator("#ready").wait_for(state="attached")
        expect(page.locator("#who")).to_have_text("Mira Okafor")
        assert page.evaluate("document.cookie") == ""
        page.locator("#sign-out").click()
        expect(page).to_have_url(fake.origin + "/login")
        until(lambda: fake.signed_out == 1)
        seen.clean()


def test_a_question_of_a_link_waits_for_the_sign_in(browser: Browser, fake: FakeService) -> None:
    with watched(browser, fake) as seen:
        page = seen.page
        page.context.clear_cookies()
        page.goto(fake.origin + "/#ask=Why%3F")
        expect(page).to_have_url(fake.origin + "/login#ask=Why%3F")
        page.wait_for_load_state()
        page.locator("#key").fill(KEY)
        page.locator("#key").press("Enter")
        expect(page.locator("#question")).to_have_value("Why?")
        assert fake.asked == []
        seen.clean()


def test_a_question_of_a_link_waits_while_the_issuer_asks(
    browser: Browser, fake: FakeService
) -> None:
    """In this tab alone, for this page alone; also where the issuer says no first."""
    fake.oidc = True
    with watched(browser, fake) as seen:
        page = seen.page
        page.context.clear_cookies()
        page.goto(fake.origin + "/#ask=Why%3F")
        for answer, address in (("No", "/login#ask=Why%3F"), ("Yes", "/#/")):
            page.get_by_role("link", name="Sign in with your company account").click()
            expect(page).to_have_url(fake.origin + "/login/oidc")
            page.get_by_role("link", name=answer).click()
            expect(page).to_have_url(fake.origin + address)
        expect(page.locator("#question")).to_have_value("Why?")
        page.reload()
        page.locator("#ready").wait_for(state="attached")
        expect(page.locator("#question")).to_have_value("")
        assert fake.asked == [] and not [url for url in seen.requests if "Why" in url.split("#")[0]]
        seen.clean()


def test_what_waits_in_the_tab_leads_nowhere_else(browser: Browser, fake: FakeService) -> None:
    with watched(browser, fake) as seen:
        page = seen.open()
        for kept in ("//evil.example/#ask=x", "javascript:alert(1)", "#/oversight/people"):
            page.evaluate("kept => sessionStorage.setItem('hush.asked', kept)", kept)
            page = seen.open("/")
            assert page.url in (fake.origin + "/", fake.origin + "/#/")
            assert page.evaluate("sessionStorage.getItem('hush.asked')") is None
        seen.clean()


def test_the_company_account_where_there_is_one(browser: Browser, fake: FakeService) -> None:
    fake.oidc = True
    with watched(browser, fake) as seen:
        page = seen.page
        page.goto(fake.origin + "/login")
        link = page.get_by_role("link", name="Sign in with your company account")
        expect(link).to_have_attribute("href", "/login/oidc")
        seen.clean()


def test_a_link_that_did_not_sign_in_says_so(browser: Browser, fake: FakeService) -> None:
    with watched(browser, fake) as seen:
        page = seen.page
        page.goto(fake.origin + "/login?token=used")
        expect(page.locator("#problem")).to_contain_text("This link has been used")
        expect(page).to_have_url(fake.origin + "/login")
        page.locator("#switch-language").click()
        expect(page.locator("#problem")).to_contain_text("Эта ссылка уже использована")
        seen.clean()


def test_a_session_that_ended_leads_to_signing_in(seen: Watched, fake: FakeService) -> None:
    page = seen.open()
    page.context.clear_cookies()
    seen.ask(CLOUD)
    expect(page).to_have_url(fake.origin + "/login")
