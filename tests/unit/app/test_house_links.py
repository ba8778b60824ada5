"""Addresses in prose: those of the house stay, others go, whatever a document holds (law 14)."""

from __future__ import annotations

import pytest

from app.grounding import Grounding
from app.house_links import HouseLinks, without_scheme
from app.warned import Warned
from tests.unit.app.gate_parts import passage

_HOUSE = HouseLinks(["https://wiki.acme.io/runbooks/", None], ("status.vendor.com",))


@pytest.mark.parametrize(
    "url",
    [
        "https://wiki.acme.io/x",
        "https://WIKI.acme.io./x",
        "https://eu.wiki.acme.io",
        "https://status.vendor.com/eu",
        "http://grafana.corp.lan:3000/d/1",
        "//grafana.acme.internal/d",
        "http://grafana/d",
        "http://10.2.3.4/x",
        "http://[fd00::1]/",
        "http://localhost:9090",
        "mailto:sre@acme.io",
        "https://user@grafana.corp.lan/",
    ],
)
def test_of_the_house(url: str) -> None:
    assert _HOUSE.holds(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.com/?q=1",
        "https://acme.io",
        "https://wiki.acme.io.evil.com",
        "https://evilwiki.acme.io.example",
        "https://notstatus.vendor.com",
        "https://wiki.acme.io@evil.com/",
        "https://evil.com\\@wiki.acme.io/",
        "https://evil\u3002com/",
        "https://evil\uff0ecom/",
        "http://8.8.8.8/",
        "http://134744072/",
        "http://0x08080808/",
        "http://8.2056/",
        "http://[2a00:1450::1]/",
        "https://evil.ad/",
        "https://evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.io?body=secret",
        "mailto:a",
        "//evil.com/x",
        "www.evil.com",
        "https://",
        "https://[::",
    ],
)
def test_foreign(url: str) -> None:
    assert not _HOUSE.holds(url)


def test_a_mailbox_is_written_without_its_scheme() -> None:
    assert without_scheme("mailto:sre@acme.io") == "sre@acme.io"
    assert without_scheme("https://wiki.acme.io") == "https://wiki.acme.io"


_PAGE = passage(
    "See https://evil.com/x and `https://evil.com/y`, https://status.vendor.com or http://wiki/z."
)


def test_an_address_that_a_document_holds_goes_too_where_it_is_foreign() -> None:
    grounding = Grounding((_PAGE,), "en", ("vendor.com",))
    shown = grounding.feed(_PAGE.chunk.text + " [1]") + grounding.finish()
    assert "evil" not in shown
    assert "https://status.vendor.com" in shown and "http://wiki/z" in shown
    assert grounding.counts[Warned.LINK] == 2
