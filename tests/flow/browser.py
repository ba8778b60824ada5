"""A real Chromium with what a test of the page listens to: every request, console line, violation."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.wire.fake_service import FakeService

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def executable() -> str:
    """Where Chromium is; the test is skipped where there is none."""
    names = (os.environ.get("HUSH_TEST_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    for name in names:
        if name and (path := shutil.which(name)):
            return path
    pytest.skip("no Chromium here: install it (apt-get install chromium) or set HUSH_TEST_CHROMIUM")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser without a net of its own."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(slots=True)
class Watched:
    """A page, and what happened on it."""

    page: Page
    fake: FakeService
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        """Go there, signed in, and wait until the page stands."""
        self.page.goto(self.fake.origin + path)
        self.page.locator("#ready").wait_for(state="attached")
        return self.page

    def ask(self, question: str) -> None:
        """Write a question and send it with Enter."""
        self.page.locator("#question").fill(question)
        self.page.locator("#question").press("Enter")

    @property
    def foreign(self) -> list[str]:
        """Requests that went anywhere but to the service."""
        own = (self.fake.origin + "/", "data:image/")
        return [url for url in self.requests if not url.startswith(own)]

    def clean(self) -> None:
        """No foreign request, no violation of the CSP, no error of a script, no alert."""
        assert self.foreign == []
        assert self.page.evaluate("window.violations") == []
        assert self.errors == []
        assert self.dialogs == []
        assert [line for line in self.console if "Content Security Policy" in line] == []
        assert self.fake.refused == []


@contextmanager
def watched(browser: Browser, fake: FakeService, **options: Any) -> Iterator[Watched]:
    """A fresh, signed-in page; `options` are those of a browser context."""
    context = browser.new_context(**{"locale": "en-GB", **options})
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": "hush_session", "value": "good", "url": fake.origin}])
    context.add_init_script(WATCH)
    page = context.new_page()
    seen = Watched(page, fake)
    context.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))

    def dismiss(dialog: Any) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    try:
        yield seen
    finally:
        context.close()


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until a condition of the fake service holds."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
