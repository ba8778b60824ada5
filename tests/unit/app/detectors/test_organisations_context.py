"""Firms known by what is said of them; words of the trade in the same places are none."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.organisations_context import by_context
from app.confidentiality.detectors.streets import Streets
from app.confidentiality.detectors.tagged_names import people


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Since May she works at Tallow, in sales", "Tallow"),
        ("The Quarry Lane office is closed on Friday", "Quarry Lane"),
        ("Bluefin announced a loss", "Bluefin"),
        ("the shop was later renamed Pebbleworks in 2001", "Pebbleworks"),
        ("Ines is from Copperleaf Analytics", "Copperleaf Analytics"),
        ("Dinner at Osteria Nera, 14 Mill Road", "Osteria Nera"),
    ],
)
def test_found(text: str, name: str) -> None:
    assert name in {text[a:b] for a, b in by_context(text)}


@pytest.mark.parametrize(
    "text",
    ["Redis announced a release", "Ines is from Portugal", "The Main office is shut", "Peter runs"],
)
def test_not_found(text: str) -> None:
    assert [*by_context(text)] == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Meet me at Orchard and 12 Mill Road", "Orchard and 12 Mill Road"),
        ("set it to 9 Elm Street for this card: 4111111111111111", "9 Elm Street"),
        (
            "her new address:\n\n9 Elm Street\nApt. 4\nLeeds 20331",
            "9 Elm Street\nApt. 4\nLeeds 20331",
        ),
    ],
)
def test_an_address_ends_where_it_ends(text: str, address: str) -> None:
    assert address in {text[f.start : f.end] for f in Streets().find(text)}


@pytest.mark.parametrize("text", ["Hope it stays green", "Mark it as done please"])
def test_a_word_that_begins_a_sentence_is_no_person(text: str) -> None:
    assert [*people(text)] == []


@pytest.mark.parametrize("line", ["A " * 300_000, "Aa of " * 100_000, "works at Aa Bb " * 40_000])
def test_time_is_linear(line: str) -> None:
    began = time.process_time()
    for _ in by_context(line):
        pass
    assert time.process_time() - began < 3
