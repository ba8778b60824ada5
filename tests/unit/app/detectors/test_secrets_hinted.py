"""Credentials that no word names: hints, shape, the place of an answer, what is altered, codes."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.secret_made_looks import is_made, is_wild
from app.confidentiality.detectors.secret_near import is_tagged
from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from app.confidentiality.verdict import CREDENTIAL, examine

KEPT = [
    # a word of getting in, then what only a person or a generator makes up
    "вошёл с gravel@2130, всё ок",
    "клиент-банк: ivanova, Ostrich-vesna-733",
    "запоминай: osen#7956Qw, это от почты",
    "snmp community на коммутаторах стоит klyukva4481",
    "авторизуемся в артифактори как reader с Pufik7781",
    "секретка для вебхука tsvsbmrs998",
    # the last of a short block
    "Доступы на прод\nroot\nklyukva8334",
    "Олег Петров, [28.11.2026 14:02]\nлогин jump\nОлег Петров, [28.11.2026 14:02]\nklyukva8334",
    # its shape alone, or the place of an answer
    "turnip673! поставил на все",
    "только для тебя: Lagoon-Tuman-8508",
    "[12:01] Миша: какой у сервака рут?\n[12:03] Света: vorobey8361",
    "ivanov@corp.ru:klyukva8334 всплыло в дампе",
    "klyukva6037, без точки в конце",
    "может klyukva6037",
    # what is altered
    "пароль тот же, только с 7 в конце",
    "тот же пароль, в конец добавь !26",
    "к старому паролю допиши #9",
    "пароль прошлогодний, год поменяй на 2026",
    "same password, just with a 7 at the end",
    # codes and keys
    "ключница у входа 6071",
    "домофон: 45 ключ 7788",
    "сейф открывается так: три восемь два один",
    "кодовый замок 2 этаж: 2 и 4 вместе потом 8",
    "код отмены 5544",
    "администратор кассы 30303",
    "код сопряжения 0451",
    "заказ выдадут по коду 4820",
    "назови код 3310 на проходной",
    "мне пришло 4 цифры, 8812",
    "в туалет для гостей код 7531",
    "дверь в бухгалтерию 2580",
    "турникет пропускает по 882041",
    "пароль на родительский контроль 5319",
    "ключ битлокер 482910-394827-118273-556677-889900-112233-445566-778899",
    "https://chat.example.com/invite/D0jKMzzhkfF3mef3tXgiOvTz",
    "пас от вайфая 2zMBePqZx1",
    "пароль->gravel.osen.4065",
    "токен для гитлаба\ntnfbloiV2u7ZSVg1APqAeqBj",
    "пароль от архива с дампом kettle",
    'пароль_бд = "gravel@2130"',
]
CLEAN = [
    "код товара 448812",
    "код ОКПО 12345678",
    "код подразделения 770-001",
    "почтовый код 125009",
    "код ревью назначено на 2026",
    "код в ветке release-2026",
    "пароль с точкой в конце не проходит",
    "пароль с 2 цифрами в конце",
    "пароль на сервер 2019",
    "дверь в кабинет 2041",
    "шлагбаум открывает охрана",
    "назови кодовое слово оператору",
    "пароль пустой, просто Enter",
    "1. В поле **Пароль** введите пароль, который вы будете использовать.",
    "коммит f3a9c1d ломает вход",
    "роутер keenetic-kn1810 обновлён",
    "сессия 8f2k1m9x завершена по таймауту",
    "камера DS-2CD2143G2-I на проходной",
    "Света: msk-db3",
    "вот артефакт: app-2.14.0-x86_64.rpm",
    "можно будет заменить на jwt.SigningMethodPS256.",
    "не менее 4&nbsp;000 рублей",
    "логин: ivanov\nРоль: читатель",
    # rules about passwords, and numbers of things
    "Пароль: последние 5 нельзя повторять",
    "пароль, последние 5 запоминаются",
    "Пароль: минимум 8 знаков, цифра 1",
    "Пароль на год 2024 обновлён",
    "old password plus 5 attempts locks the account",
    "The same password policy plus 2FA",
    "Код дефекта 4410",
    "Код склада 1024",
    "Код формы по ОКУД 0504833",
    "Код группы 3310",
    "Steam 2024 распродажа",
    "Bluetooth 5000 мАч колонка",
    "Chromecast 2018 не работает",
    "Рубильник отключается 1200",
    "Автомат отключается на 1600",
    "Маршрутизатор пропускает 1000",
]


def kept(text: str) -> bool:
    return any(f.kind == CREDENTIAL for f in examine(text, (Secrets(), SecretRest())).findings)


@pytest.mark.parametrize("text", KEPT)
def test_what_gives_a_credential_away_keeps_a_text_inside(text: str) -> None:
    assert kept(text)


@pytest.mark.parametrize("text", CLEAN)
def test_the_same_words_without_one_keep_nothing(text: str) -> None:
    assert not kept(text)


@pytest.mark.parametrize(
    ("value", "made", "wild", "tagged"),
    [
        ("gravel@2130", True, False, True),
        ("react@18", False, False, False),
        ("fF2ic1QRaQSX7", True, True, False),
        ("OAuth2Client", False, False, False),
    ],
)
def test_looks(value: str, made: bool, wild: bool, tagged: bool) -> None:
    assert (is_made(value), is_wild(value), is_tagged(value)) == (made, wild, tagged)
