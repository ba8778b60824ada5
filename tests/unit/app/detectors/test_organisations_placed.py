"""Organisations by the place alone."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.organisations_placed import by_place


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("у клиента Орбита упал сервис", ["Орбита"]),
        ("клиент Точка Опоры недоволен", ["Точка Опоры"]),
        ('{"lead":{"name":"Кедр","id":1}}', ["Кедр"]),
        ('{"company": "Новые Окна"}', ["Новые Окна"]),
        ("Переслано от Северный Берег:", ["Северный Берег"]),
        ("лимиты для Прогресса-Телеком подняты", ["Прогресса-Телеком"]),
        ("у Полюса-М всё упало", ["Полюса-М"]),
        ("выгрузка для «Гранит» встала", ["«Гранит»"]),
        ("по договору с «ТехноКедр» отвечаем", ["«ТехноКедр»"]),
        ("вернитесь из «Настроек» к «Обзору»", []),
        ("в разделе «Сервис» и на вкладке «Обзор»", []),
        ("клиент Яндекс Облака", []),
        ("клиенту доступен Каталог", []),
        ('{"company": "example"}', []),
        ("Санкт-Петербург, Нью-Йорк", []),
        ("клиент Сергей Петров", []),
        ("Клиент Подключается сам", []),
    ],
)
def test_where_an_organisation_stands(text: str, found: list[str]) -> None:
    assert [text[slice(*span)] for span in by_place(text)] == found


def test_a_megabyte_is_read_at_once() -> None:
    for piece in ("А", "клиент Аа ", '"company":"A', "Аа-Аа", '"lead":{"name":'):
        text = piece * (1_000_000 // len(piece))
        began = time.process_time()
        for _ in by_place(text):
            pass
        assert time.process_time() - began < 2
