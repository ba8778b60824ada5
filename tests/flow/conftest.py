"""What every flow test may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.flow.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.flow.browser import Watched
    from tests.flow.serving import Running
    from tests.wire.fake_service import FakeService


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk(tmp_path)) as desk:
        yield desk


@pytest.fixture
def ingested(tmp_path: Path) -> Iterator[Desk]:
    """A store with one INTERNAL page, on payments."""
    from tests.flow.test_service import OPEN

    with closing(Desk(tmp_path)) as made:
        made.write("payments.md", OPEN)
        made.ingest()
        yield made


@pytest.fixture
async def doors(tmp_path: Path, ingested: Desk) -> AsyncIterator[Running]:
    """A service over it."""
    from tests.flow.serving import running
    from tests.flow.test_answering import make_desk

    async with running(make_desk(tmp_path), ingested) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; the test is skipped where there is none."""
    from tests.flow.browser import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def fake() -> Iterator[FakeService]:
    """The service as the page sees it."""
    from tests.flow.page_scripts import scripts
    from tests.wire.fake_service import FakeService, serving

    with serving(FakeService(scripts=scripts())) as service:
        yield service


@pytest.fixture
def seen(browser: Browser, fake: FakeService) -> Iterator[Watched]:
    """A signed-in page on a desk."""
    from tests.flow.browser import watched

    with watched(browser, fake) as one:
        yield one
