"""Firms known by what is said of them; words of the trade in the same places are none."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.organisations import Organisations
from app.confidentiality.detectors.organisations_context import apart, by_context
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
        ("I bank with 4quarters, can you connect it?", "4quarters"),
        ("We got an invoice from Bluefin yesterday", "Bluefin"),
        ("The CEO of Tallow called", "Tallow"),
        ("She is a trainee at R&B", "R&B"),
        ("The merger between Tallow and Bluefin is off", "Bluefin"),
        ("This is Ines from Quarry Lane, about the order", "Quarry Lane"),
        ("The Bluefin deal is signed", "Bluefin"),
        ("he works at brellowin", "brellowin"),
        ("Shares in 24 Hour Bakers fell", "24 Hour Bakers"),
    ],
)
def test_found(text: str, name: str) -> None:
    assert name in {text[a:b] for a, b in by_context(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ashby Ltd and Corbin-Lee", ["Ashby Ltd", "Corbin-Lee"]),
        ("Ashby, Lee and Stone and Tallow", ["Ashby, Lee and Stone", "Tallow"]),
        ("Tallow and Ashby, Lee and Stone", ["Tallow", "Ashby, Lee and Stone"]),
        ("Ashby, Lee and Stone", ["Ashby, Lee and Stone"]),
        ("Ashby and Stone", ["Ashby and Stone"]),
    ],
)
def test_names_next_to_each_other_are_apart(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in apart(text, (0, len(text)))] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Contact Ashby Inc today", "Ashby Inc"),
        ("The CEO of Ashby d.o.o. will speak", "Ashby d.o.o."),
        ("Dear Tull SRL,", "Tull SRL"),
        ("customer Corben Ltd reports it", "Corben Ltd"),
        ("did corben ltd pay", "corben ltd"),
        ("a wire from Ortmann és Tull Kft. is late", "Ortmann és Tull Kft."),
    ],
)
def test_a_name_begins_and_ends_where_it_does(text: str, name: str) -> None:
    assert name in {text[f.start : f.end] for f in Organisations().find(text)}


@pytest.mark.parametrize("text", ["see e.g. this", "an aTM for cash", "set queryId and createTime"])
def test_spelling_of_identifiers_is_no_firm(text: str) -> None:
    assert [*Organisations().find(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("Hi, Megan here from Vega Ltd", "Megan"), ("He met her son Valentino", "Valentino")],
)
def test_what_leads_to_a_person_is_no_name(text: str, name: str) -> None:
    assert name in {text[a:b] for a, b in people(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Redis announced a release",
        "Ines is from Portugal",
        "The Main office is shut",
        "Peter runs",
        "An invoice from March is missing",
        "This is Ines from Accounting",
        "A request from the client IP",
        "he works at night",
        "Please cancel my Premium membership",
    ],
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
