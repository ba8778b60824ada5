"""Russian words of the trade: no names wherever they stand, and names beside them still are."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.half_names import HalfNames
from app.confidentiality.detectors.organisations import Organisations
from app.confidentiality.detectors.people import People
from app.confidentiality.detectors.russian_trade import is_shaped, is_trade
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import Unfamiliar
from app.confidentiality.verdict import Detector
from tests.unit.app.detectors.cases import values

DETECTORS = (People, Organisations, Unfamiliar, HalfNames)
WORDS = words(
    "Воркеры Алерт Поды Нода Пайплайн Бэкап Прод Консьюмеры Неймспейс Тикет Кибана Терраформ"
    " Дашборды Креды Учётка Топик Партиции Хелсчеки Роллаут Сайдкары Эндпоинты Кликхаус"
    " Джобы Раннер Стейджинг Постмортем Файрвол Ретраи Хотфикс Балансер Линтеры Сентри Логстэш"
)
FRAMES = (
    "{} сейчас в порядке, но после перезапуска посмотрите логи и метрики.",
    "## {}\n\nОписание и порядок действий дежурного при проблемах с этим компонентом.",
    "- {} проверяем первым делом, потом смотрим логи и метрики за последний час.",
    "Порядок такой. {} перезапускаем только после согласования, иначе теряем данные.",
    "Сначала чиним {}, затем смотрим.",
)


def _masked(text: str) -> list[str]:
    return [value for make in DETECTORS for value in values(_detector(make), text)]


def _detector(make: type) -> Detector:
    detector: Detector = make()
    return detector


@pytest.mark.parametrize("frame", FRAMES)
def test_a_capital_makes_no_name_of_a_word_of_the_trade(frame: str) -> None:
    assert {word: got for word in WORDS if (got := _masked(frame.format(word)))} == {}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("сервер недоступен Перезапустите деплоймент и проверьте", "Перезапустите"),
        ("Маякните дежурному, когда закончите.", "Маякните"),
        ("Замьютьте алерт на час.", "Замьютьте"),
        # in no table: an order, a plural, and a word that is written small elsewhere
        ("Зарефрешьте страницу через минуту.", "Зарефрешьте"),
        ("Кворкеры опять упали, смотрим логи.", "Кворкеры"),
        ("Поднимаем грайндер. Грайндер читает очередь.", "Грайндер"),
    ],
)
def test_an_order_a_plural_and_a_word_written_small_are_no_names(text: str, left: str) -> None:
    assert left not in " ".join(_masked(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Маякните Ивану Петрову, как поднимется.", ["Ивану Петрову"]),
        ("Нода упала, её чинит Лариса Миногарова.", ["Лариса Миногарова"]),
        ("Сидоренко сказал, что прод лежит.", ["Сидоренко"]),
        ("Кеша и Лида смотрят дашборды.", ["Кеша", "Лида"]),
        ("Логинов откатил релиз, Кабанов проверил.", ["Логинов", "Кабанов"]),
        ("Ивановы уехали, Гарибальди остался.", ["Ивановы", "Гарибальди"]),
    ],
)
def test_names_beside_them_are_found(text: str, names: list[str]) -> None:
    found = " ".join(_masked(text))
    assert [name for name in names if name not in found] == []


def test_forms_of_names_are_no_words_of_the_trade() -> None:
    names = words("лида кеша логинов кабанов портников келлер рената стёпа филы")
    assert [name for name in names if is_trade(name)] == []
    others = words("ивановы гарибальди берлускони шмидт")
    assert [name for name in others if is_shaped(name)] == []


def test_time_is_linear() -> None:
    text = "Кворкеры " * 20_000 + "Ж" * 100_000 + "ите" * 50_000
    began = time.process_time()
    list(Unfamiliar().find(text))
    assert time.process_time() - began < 2
