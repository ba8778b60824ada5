"""Organisations in Russian text: the whole name; and what only looks like one."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.organisations import Organisations
from tests.unit.app.detectors.cases import values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Для ООО «Вектор Плюс» это важно", ["ООО «Вектор Плюс»"]),
        ("Счёт выставлен ООО Рога и Копыта.", ["ООО Рога и Копыта"]),
        ("Договор с ИП Петров лежит в папке", ["ИП Петров"]),
        ("Интеграция со Сбербанком через VPN", ["Сбербанком"]),
        ("Глава МИД РФ прибыл вчера", ["МИД РФ"]),
        ("Администрация президента РФ сообщила", ["Администрация президента РФ"]),
        (
            "по данным Министерства внутренних дел Пакистана",
            ["Министерства внутренних дел Пакистана"],
        ),
        (
            "сообщает пресс-служба Федерации бобслея России",
            ["пресс-служба Федерации бобслея России"],
        ),
        ("представители партии «Яблоко» пришли", ["партии «Яблоко»"]),
        ("Как заявило японское правительство", ["японское правительство"]),
        ("написал в социальной сети Twitter", ["социальной сети Twitter"]),
        ("у российского посольства в Токио", ["российского посольства в Токио"]),
        ("Выгрузка для ФНС формируется ночью", ["ФНС"]),
        ("компания Dell привезла серверы", ["компания Dell"]),
        ("Партнёр Acme Corp подключается к Kubernetes", ["Партнёр Acme Corp"]),
        ("НИУ ВШЭ заказал отдельный стенд", ["НИУ ВШЭ"]),
        ("передаёт NEWSru.com со ссылкой на S&P", ["NEWSru.com", "S&P"]),
        (
            "Заседал комитет Госдумы по развитию транспорта",
            ["комитет Госдумы по развитию транспорта"],
        ),
    ],
)
def test_found(text: str, names: list[str]) -> None:
    assert values(Organisations(), text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Создайте кластер Managed Service for PostgreSQL в консоли управления.",
        '<turn by="you">\nOne of the records had the wrong date.',
        "Перезапустите сервис Kafka Connect в Kubernetes.",
        "Группа безопасности должна разрешать доступ по порту 5432.",
        "Служба поддержки отвечает в течение часа.",
        "В организации может быть несколько облаков.",
        "Управление доступом настраивается в разделе IAM.",
        "# Управление базами данных\n\nВ Yandex Compute Cloud выберите кластер и хост.",
        "Центр сертификации выпускает сертификаты Let's Encrypt.",
        "Установите Docker и Helm, затем выполните helm install.",
        "Клиент PostgreSQL подключается по SSL. БД и СУБД — на ВМ.",
        "\u27e6ORGANISATION_1\u27e7 и \u27e6PERSON_2\u27e7 согласны",
        "Please, Ивана Петрова добавь в чат",
        "Thanks Иван Петров",
        "Hello Ольга Смирнова",
        "Pls Марина Сидорова посмотри",
    ],
)
def test_left_alone(text: str) -> None:
    assert values(Organisations(), text) == []


def test_a_name_heard_once_is_found_in_its_other_forms() -> None:
    text = "Газета «Ведомости» вышла. Позже Ведомостям ответили."
    assert values(Organisations(), text) == ["Газета «Ведомости»", "Ведомостям"]


@pytest.mark.parametrize("piece", ["банк ", "ООО ", "«", "Министерство ", "Суд и ", "компания по "])
def test_a_long_line_is_read_in_linear_time(piece: str) -> None:
    list(Organisations().find("Банк"))
    began = time.process_time()
    list(Organisations().find((piece * 300_000)[:300_000]))
    assert time.process_time() - began < 6
