"""Credentials told by what they open or equal, keys in groups, and talk that has none of them."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import superlinear

SAID = [
    ("паролем служит чернильница", "чернильница"),
    ("паролем является Snegir.12", "Snegir.12"),
    ("veracrypt на флешке: Gagara-lipa-8", "Gagara-lipa-8"),
    ("bios is Pelmeshek4", "Pelmeshek4"),
    ("пароль от архива: 17.03.1991", "17.03.1991"),
    ("password for the zip: 1991-03-17", "1991-03-17"),
    ("пароль такой же, как логин (reporter)", "reporter"),
    ("the password is the same as the login: reporter", "reporter"),
    ("login and password are both kassa", "kassa"),
    ("логин и пароль одинаковые: kassa", "kassa"),
    ("login=password=kassa", "kassa"),
    ("на киоске qwerty2020", "qwerty2020"),
    ("one-time password 402 118", "402 118"),
    ("пароль в одно слово, осенниелистья", "осенниелистья"),
    ("changed yours, now Zhuravl-14", "Zhuravl-14"),
    ("let them in with foxglove", "foxglove"),
    ("./seed --ldap-password chestnut", "chestnut"),
    ("peer 17 secret q17KmX4z", "q17KmX4z"),
    ("basic auth on the mirror: sneak/sneak", "sneak"),
    ("битрикс: Смирнова / smirnova1975", "smirnova1975"),
    ("ID:warden/QkX7mR2p", "QkX7mR2p"),
    ("ID/PW-warden/QkX7mR2p", "QkX7mR2p"),
    ("petrov@zavod.example QkX7mR2p", "QkX7mR2p"),
    ("windows: M2KQ7-XX41P-9RTWB-HH3DL-7VNC8", "M2KQ7-XX41P-9RTWB-HH3DL-7VNC8"),
    ("TOTP seed LJKWQZRXOVHDSQKMPZUYNBVE", "LJKWQZRXOVHDSQKMPZUYNBVE"),
    ("упал код 40912", "40912"),
    ("сигнализация отключается кодом 8841", "8841"),
    ("which root pass? -> moss4rock", "moss4rock"),
    ("креды от почты: robot$mail walrus", "walrus"),
    ("кажется, вроде kopyto_morzha был пароль на вики", "kopyto_morzha"),
    ("ёлка — это пароль от принтера", "ёлка"),
]
TOLD = [
    ("код на вход в гараж: 4096", "4096"),
    ("epp code Rt!77-pqLm", "Rt!77-pqLm"),
    ("username field privilege 15 secret Granite6", "Granite6"),
    ("зайди как guest:Svecha", "Svecha"),
]
CLEAN = [
    "Пароль сменён 12.05.2024, срок действия пароля 90 дней.",
    "Срок действия пароля: 12.05.2024",
    "Дата последней смены пароля - 2024-05-12",
    "password expires: 2024-05-12",
    "username and password twice",
    "логин и пароль не должны совпадать",
    "the password must not be the same as the login",
    "BIOS: A12, обновить до A14",
    "сбросил кеш, теперь всё хорошо",
    "changed it, now the tests pass",
    "let them in through the lobby",
    "run with --ldap-password-file /run/secrets/ldap",
    "usage: seed --ldap-password PASSWORD",
    "AUTHENTICATIONREQUIRED is the state of TOTP",
    "roles: admin/admin-readonly",
    "petrov@zavod.example Петров",
    "secret rotation is planned for 2024",
    "the access log of images/images.tar",
]
HOSTILE = (
    "luks a ", "password for a a a a ", "password same as ", "login and password ", "--db-",
    "--db-password ", "qwerty", "qwerty1", "one-time password ", "пароль слитно ", "reset it, it's ",
    "let him in with ", "secret ", "auth a", "a@a", "a@a.a ", "AAAAA-", "A1B2C-", "A", "ID:a/",
    "это пароль ", "is the pass", "код на в в в ", "username a secret ",
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_what_opens_or_equals_is_found(text: str, wanted: str) -> None:
    found = values(SecretRest(), text)
    assert any(wanted in value for value in found), found


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_codes_and_accounts_are_found(text: str, wanted: str) -> None:
    found = values(Secrets(), text)
    assert any(wanted in value for value in found), found


@pytest.mark.parametrize("text", CLEAN)
def test_talk_of_the_same_things_is_no_credential(text: str) -> None:
    assert not values(SecretRest(), text)
    assert not values(Secrets(), text)


def test_the_time_grows_with_the_length() -> None:
    assert superlinear(SecretRest(), HOSTILE) == []
    assert superlinear(Secrets(), HOSTILE) == []
