"""Known values are found again in any form, in one pass however many there are."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.occurrences import Lookout, Reading


def found(text: str, *values: str) -> set[str]:
    return {text[o.start : o.end] for o in Lookout(values).places(Reading(text))}


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("ORION7-agent orion77", "orion7", {"ORION7", "orion7"}),
        ("DB_CORE_LAN_URL dbcorelan.yaml", "db.core.lan", {"DB_CORE_LAN", "dbcorelan"}),
        ("Ивану Петрову, петрография", "Иван Петров", {"Ивану Петрову"}),
        ("Петров; петровский", "Петров", {"Петров", "петров"}),
        ("Anna  Lee, ANNA\nLEE, Annabel", "Anna Lee", {"Anna  Lee", "ANNA\nLEE"}),
        ("ｏｒｉｏｎ７ is wide", "orion7", {"ｏｒｉｏｎ７"}),
        ("оrion7 with a Cyrillic o", "orion7", {"оrion7"}),
        ("or\u200bion7 hidden", "orion7", {"or\u200bion7"}),
        ("Globexs and Globex's", "Globex", {"Globex", "Globexs"}),
        ("li and Li, alien", "Li", {"li", "Li"}),
        ("acme⟦X_1⟧corp", "acmecorp", set()),
        ("Ким и Кима, кимоно", "Ким", {"Ким"}),
        ("Семёну, Семену", "Семён", {"Семёну", "Семену"}),
        ("1", "1", set()),
    ],
)
def test_forms(text: str, value: str, places: set[str]) -> None:
    assert found(text, value) >= places
    if not places:
        assert found(text, value) == set()


def test_values_may_be_added_later() -> None:
    lookout = Lookout(["orion7"])
    lookout.add("lyra42")
    assert {o.value for o in lookout.places(Reading("lyra42 orion7"))} == {"orion7", "lyra42"}
    assert len(lookout) == 2


def test_a_thousand_values_in_a_long_text() -> None:
    values = [f"db-prod-{number:04d}.corp.lan" for number in range(1000)]
    text = " ".join(f"{values[n % 1000]} is one of many hosts" for n in range(2400))
    began = time.process_time()
    places = sum(1 for _ in Lookout(values).places(Reading(text)))
    assert time.process_time() - began < 3
    assert places >= 2400


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["a" * n for n in range(6, 400)], "a" * 50_000),
        (["a" * n + "b" for n in range(6, 400)], "a" * 50_000),
        (["Иван " * n + "Петров" for n in range(1, 24)], "Иван " * 20_000),
        (["x-" * 3000], "x-" * 50_000),
        (["/".join(["https", "", "wiki", str(n)]) for n in range(2000)], "https//wiki/ " * 8000),
    ],
)
def test_hostile_values_take_linear_time(values: list[str], text: str) -> None:
    began = time.process_time()
    for _ in Lookout(values).places(Reading(text)):
        pass
    assert time.process_time() - began < 8


def test_overlapping_places_of_one_value_are_few_and_cover_all() -> None:
    value = "ab" * 50
    text = "ab" * 5_000 + "a, " + "ab" * 75
    places = list(Lookout([value]).places(Reading(text)))
    covered = {at for place in places for at in range(place.start, place.end)}
    assert covered == {at for at in range(len(text)) if text[at] in "ab" and at != 10_000}
    assert len(places) < 250
