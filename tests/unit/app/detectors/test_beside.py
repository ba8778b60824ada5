"""Machines that show by the company they keep."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.beside import Beside


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On \u27e6HOST_1\u27e7 and linden we raised it", ["linden"]),
        ("neptune (\u27e6IP_1\u27e7) is slow", ["neptune"]),
        ("[web]\nkestrel\n\u27e6HOST_3\u27e7\n", ["kestrel"]),
        ("\u27e6HOST_1\u27e7 -> europa: it lags", ["europa"]),
        ("\u27e6IP_1\u27e7 | hoth | up", ["hoth"]),
        ("\u27e6HOST_1\u27e7 and restart", []),
        ("server (\u27e6IP_1\u27e7)", []),
        ("\u27e6PERSON_1\u27e7 and linden", []),
        ("linden and walnut", []),
    ],
)
def test_the_company_tells(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in Beside().find(text)] == found


def test_a_megabyte_is_read_at_once() -> None:
    for piece in (
        "\u27e6HOST_1\u27e7, ",
        "a-",
        "\u27e6HOST_1\u27e7 and a ",
        "aaaa ",
        "\u27e6IP_1\u27e7 | a",
    ):
        text = "\u27e6IP_1\u27e7" + piece * (1_000_000 // len(piece))
        began = time.process_time()
        list(Beside().find(text))
        assert time.process_time() - began < 2
