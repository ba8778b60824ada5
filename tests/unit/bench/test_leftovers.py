"""What counts as left of a planted value in a text that leaves."""

from __future__ import annotations

import base64

import pytest

from tests.bench.leftovers import left
from tests.bench.planting.values import Value

HOST = Value.whole("host", "db-7.novaterra.io")
PERSON = Value("person", "Priya Okafor", ("Priya", "Okafor"))
SHORT = Value.whole("first_name", "Ivo")


@pytest.mark.parametrize(
    "outgoing",
    [
        "ping db-7.novaterra.io",
        "DB-7.NOVATERRA.IO",
        "db_7-novaterra-io",
        "db%2D7%2Enovaterra%2Eio",
        "&#100;b-7.novaterra.io",
        base64.b64encode(b"db-7.novaterra.io!").decode(),
        "ｄｂ-7.novaterra.io",
    ],
)
def test_left_in_some_form(outgoing: str) -> None:
    assert left((HOST,), f"look: {outgoing} end") == [HOST]


def test_a_piece_of_a_name_is_enough() -> None:
    assert left((PERSON,), "ask \u27e6PERSON_1\u27e7 Okafor") == [PERSON]


@pytest.mark.parametrize(
    "outgoing",
    ["ping \u27e6HOST_1\u27e7", "db-7.\u27e6HOST_1\u27e7.io", "db-7.nova\u27e6X_1\u27e7terra.io"],
)
def test_nothing_is_joined_across_a_placeholder(outgoing: str) -> None:
    assert left((HOST,), outgoing) == []


def test_a_short_value_is_left_as_a_word_only() -> None:
    assert left((SHORT,), "the pivot table") == []
    assert left((SHORT,), "ask ivo now") == [SHORT]
