"""Credentials in the words of many people, in both languages: how many are found, and how whole."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from app.confidentiality.detectors.secrets import Secrets
from tests.unit.app.detectors.cases import values

TABLE = Path(__file__).parents[3] / "samples" / "credentials.tsv"


class Line(NamedTuple):
    """A text of the table and the credentials in it."""

    part: str
    wanted: tuple[str, ...]
    text: str


def _lines() -> list[Line]:
    lines = []
    for row in TABLE.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            part, wanted, text = row.split("\t", 2)
            secrets = tuple(wanted.split(" ¦ ")) if wanted else ()
            lines.append(Line(part, secrets, text.replace("⏎", "\n")))
    return lines


LINES = _lines()


@pytest.mark.parametrize(
    ("part", "recall", "whole"), [("read", 0.97, 0.95), ("measured", 0.9, 0.9)]
)
def test_credentials_in_the_words_of_people_are_found(
    part: str, recall: float, whole: float
) -> None:
    lines = [line for line in LINES if line.part == part and line.wanted]
    found = [(line, values(Secrets(), line.text)) for line in lines]
    met = sum(
        all(any(want in value or value in want for value in got) for want in line.wanted)
        for line, got in found
    )
    exact = sum(list(line.wanted) == got for line, got in found)
    assert met >= recall * len(lines)
    assert exact >= whole * len(lines)


@pytest.mark.parametrize("part", ["read", "measured"])
def test_talk_of_credentials_and_placeholders_are_none(part: str) -> None:
    clean = [line for line in LINES if line.part == part and not line.wanted]
    false = [line.text for line in clean if values(Secrets(), line.text)]
    assert len(false) <= 0.005 * len(clean), false


def test_the_table_is_large_and_in_both_languages() -> None:
    credentials = [line for line in LINES if line.wanted]
    clean = [line for line in LINES if not line.wanted]
    assert len(credentials) >= 400
    assert len(clean) >= 600
    for lines in (credentials, clean):
        russian = sum(any("а" <= c <= "я" for c in line.text.casefold()) for line in lines)
        assert 0.25 < russian / len(lines) < 0.75


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"{\\"password\\": \\"Tr0ub4dor3x\\"}"', "Tr0ub4dor3x"),
        ("a=1&quot; password=&quot;Tr0ub4dor3x&quot;", "Tr0ub4dor3x"),
        ("next=%2F&q=password%3DTr0ub4dor3x%26x", "Tr0ub4dor3x"),
        ("password\\u003dTr0ub4dor3x", "Tr0ub4dor3x"),
        ("pass\u200bword: Tr0ub\u200b4dor3x", "Tr0ub\u200b4dor3x"),
        ("key AKIA QWER TYUI OPAS DF12 leaked", "AKIA QWER TYUI OPAS DF12"),
        (
            "token ghp_a1B2c3D4e5F6\n> g7H8i9J0k1L2m3N4o5P6q7R8",
            "ghp_a1B2c3D4e5F6\n> g7H8i9J0k1L2m3N4o5P6q7R8",
        ),
    ],
)
def test_escapes_and_breaks_do_not_hide_a_credential(text: str, value: str) -> None:
    assert any(value in found for found in values(Secrets(), text))
