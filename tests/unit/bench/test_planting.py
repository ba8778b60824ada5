"""The generator of planted texts: repeatable, valid numbers, halves apart."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import stdnum.es.dni
import stdnum.iban
import stdnum.luhn
import stdnum.pl.pesel
import stdnum.ru.inn
import stdnum.ru.ogrn

from tests.bench.planting import DEVELOPMENT, TEST, planted
from tests.bench.planting.carriers import CARRIERS_EN, CARRIERS_RU
from tests.bench.planting.declension import first_name, last_name, patronymic
from tests.bench.planting.numbers import card, iban, inn, national, ogrn, snils
from tests.bench.planting.shells_en import SHELLS_EN
from tests.bench.planting.shells_ru import SHELLS_RU
from tests.bench.planting.values import Draw, half_of

HALVES = (DEVELOPMENT, TEST)
LANGUAGES = ("en", "ru")


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_stands_in_its_text(half: str, language: str) -> None:
    texts = list(planted(3, 120, half, language))
    assert len(texts) == 120
    for text in texts:
        assert text.values
        for value in text.values:
            assert value.needles
            assert value.text in text.text
    assert 0.4 < sum(text.maskable for text in texts) / len(texts) < 0.95


def test_the_same_seed_gives_the_same_texts() -> None:
    assert list(planted(1, 20, TEST, "ru")) == list(planted(1, 20, TEST, "ru"))
    assert list(planted(1, 20, TEST, "ru")) != list(planted(2, 20, TEST, "ru"))


@pytest.mark.parametrize("table", [SHELLS_EN, SHELLS_RU, CARRIERS_EN, CARRIERS_RU])
def test_both_halves_have_shells(table: dict[str, str]) -> None:
    sizes = [sum(half_of(name) == half for name in table) for half in HALVES]
    assert min(sizes) >= 8
    assert sum(sizes) == len(table)


def test_no_shell_of_one_half_is_in_the_other() -> None:
    shells = [{text.shell for text in planted(5, 200, half, "en")} for half in HALVES]
    assert not shells[0] & shells[1]


def _no_dashes(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


@pytest.mark.parametrize(
    ("make", "valid"),
    [
        (card, lambda t: stdnum.luhn.is_valid(_no_dashes(t))),
        (iban, lambda t: stdnum.iban.is_valid(t, check_country=False)),
        (inn, stdnum.ru.inn.is_valid),
        # 15 digits: the last digit of the remainder by 13, of which stdnum wants one digit only
        (ogrn, lambda t: stdnum.ru.ogrn.is_valid(t) or int(t[:-1]) % 13 > 9),
        (
            national,
            lambda t: stdnum.es.dni.is_valid(t) if t[-1].isalpha() else stdnum.pl.pesel.is_valid(t),
        ),
    ],
)
def test_numbers_have_their_check_digits(
    make: Callable[[Draw, str], object], valid: Callable[[str], bool]
) -> None:
    draw = Draw(random.Random(4), "en", TEST)
    for _ in range(200):
        text = make(draw, "").text  # type: ignore[attr-defined]
        assert valid(text), text


def test_snils_has_its_check_digits() -> None:
    draw = Draw(random.Random(4), "ru", TEST)
    for _ in range(100):
        digits = snils(draw, "").text.replace("-", "").replace(" ", "")
        total = sum(int(d) * (9 - place) for place, d in enumerate(digits[:9]))
        assert total % 101 % 100 == int(digits[9:])


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        (last_name("Верещагин", "ins", female=False), "Верещагиным"),
        (last_name("Верещагин", "dat", female=True), "Верещагиной"),
        (last_name("Ключевский", "dat", female=False), "Ключевскому"),
        (last_name("Трубецкой", "ins", female=False), "Трубецким"),
        (last_name("Подгорный", "ins", female=False), "Подгорным"),
        (last_name("Ланской", "acc", female=True), "Ланскую"),
        (last_name("Бондаренко", "gen", female=True), "Бондаренко"),
        (last_name("Ковальчук", "ins", female=False), "Ковальчуком"),
        (last_name("Ковальчук", "ins", female=True), "Ковальчук"),
        (last_name("Саакашвили", "dat", female=False), "Саакашвили"),
        (last_name("Черных", "ins", female=False), "Черных"),
        (last_name("Заяц", "gen", female=False), "Зайца"),
        (last_name("Соловей", "ins", female=False), "Соловьём"),
        (last_name("Сковорода", "ins", female=False), "Сковородой"),
        (first_name("Павел", "dat", female=False), "Павлу"),
        (first_name("Пётр", "ins", female=False), "Петром"),
        (first_name("Игорь", "gen", female=False), "Игоря"),
        (first_name("Юрий", "prep", female=False), "Юрии"),
        (first_name("Андрей", "ins", female=False), "Андреем"),
        (first_name("Мария", "dat", female=True), "Марии"),
        (first_name("Ольга", "gen", female=True), "Ольги"),
        (first_name("Саша", "ins", female=False), "Сашей"),
        (patronymic("Юрий", "ins", female=False), "Юрьевичем"),
        (patronymic("Дмитрий", "nom", female=True), "Дмитриевна"),
        (patronymic("Николай", "dat", female=True), "Николаевне"),
        (patronymic("Игорь", "nom", female=False), "Игоревич"),
        (patronymic("Павел", "nom", female=True), "Павловна"),
    ],
)
def test_names_in_their_cases(form: str, wanted: str) -> None:
    assert form == wanted
