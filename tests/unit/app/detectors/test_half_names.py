"""Names that only their place tells."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.half_names import HalfNames


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Contacts\n- Iva \u27e6NAME_1\u27e7 - \u27e6PHONE_1\u27e7", ["Iva"]),
        ("> Журавель \u27e6PERSON_2\u27e7:\n> нет", ["Журавель"]),
        ("Toth \u27e6PERSON_3\u27e7", ["Toth"]),
        ("Escalate to \u27e6NAME_1\u27e7 Power, \u27e6PHONE_1\u27e7", ["Power"]),
        ("kudos to \u27e6PERSON_1\u27e7 & Grace!", ["Grace"]),
        ("| Church | \u27e6NAME_2\u27e7 |", ["Church"]),
        ("\u27e6PERSON_1\u27e7 and Redis failed", []),
        ("06:19 Седых перезапустил узел", ["Седых"]),
        ("[14:05:11] Черных видит ошибки", ["Черных"]),
        ("Contact \u27e6PERSON_1\u27e7: \u27e6PHONE_1\u27e7", []),
        ("Restart it with Iva \u27e6PERSON_1\u27e7 - today", []),
        ("Iva \u27e6HOST_1\u27e7 - down", []),
        ("Ask \u27e6PERSON_1\u27e7 about it", []),
        ("12:00 Новых узлов нет", []),
        ("по 10:30 старых видит", []),
        ("Iva Toth - 12", []),
        ("\u27e6PERSON_1\u27e7 Подопригора просил", ["Подопригора"]),
        ('"contact":"Муха \u27e6PERSON_1\u27e7"', ["Муха"]),
        ("зам Преображенский \u27e6PERSON_1\u27e7 в отпуске", ["Преображенский"]),
        ("\u27e6PERSON_1\u27e7 черных просил доступ", ["черных"]),
        ("\u27e6PERSON_1\u27e7 из Дельтаплана", ["Дельтаплана"]),
        ("Клиент \u27e6CUSTOMER_1\u27e7 (Новые Окна) ждёт", ["Новые Окна"]),
        ("аренда \u27e6IP_1\u27e7 \u27e6MAC_1\u27e7 (titan05)", ["titan05"]),
        ("нагрузка: balalaika24 (\u27e6IP_1\u27e7)", ["balalaika24"]),
        ("\u27e6PERSON_1\u27e7 из Москвы", []),
        ("звонил директор \u27e6PERSON_1\u27e7", []),
        ("\u27e6PERSON_1\u27e7 новых задач не видит", []),
        ("Звонил \u27e6PERSON_1\u27e7", []),
        ("бухгалтер: Бухгалтер \u27e6PERSON_1\u27e7", []),
    ],
)
def test_the_place_tells(text: str, found: list[str]) -> None:
    names = [text[one.start : one.end] for one in HalfNames().find(text)]
    assert list(dict.fromkeys(names)) == found


def test_a_megabyte_is_read_at_once() -> None:
    for piece in ("А", "1:11 Аых ", "- Aaa \u27e6NAME_1\u27e7 ", "> > > "):
        text = piece * (1_000_000 // len(piece))
        began = time.process_time()
        list(HalfNames().find(text))
        assert time.process_time() - began < 2
