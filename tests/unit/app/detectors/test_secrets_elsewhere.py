"""Machines, principals, customers and tickets near a word of logging in are no credentials."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.secret_elsewhere import is_elsewhere
from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import superlinear

NONE = [
    "Access request: login d.okoro, system vie-ldap04, role read-only",
    "Access request: login okoro, system walrus, role read-only",
    "логин: okulov_pa\nсервер: MILWEB09\nпароль: тот же, что в vault",
    "логин okulova, система osprey, роль чтение",
    "сотрудник: Окулова А.\nлогин: okulova\nрабочее место: VIECACHE21\nпроблема: нет сети",
    "Утром не могу зайти на ldap-vie-6, логин тот же",
    "Выдайте доступ к titan4 сотруднику (логин okulov_pa), согласовано",
    'password authentication failed for user "okoro" from host "198.51.100.7", on titan6',
    "My username is dokoro and I forgot my password.",
    "kinit d.okoro@VIENNA.LOCAL\nkinit: Password incorrect while getting credentials",
    "does Ann (a.okoro) still need sudo on MILBILLING14? Last used in May",
    "paste your public SSH key. **Login** is asked. The dump for customer K-480223 is there.",
    "**Username**: user1. Thanks for the fix, see INC7741902. - **Password**: the password you set",
    "**Password**. The port shows b3-28-54-1e-9d-bd on the card",
    "password reset page is slow; do not run it on vie-db7 or titan6",
    "Логин и пароль выдаёт дежурный, балансировщик sirius5",
]
SOME = [
    ("we changed the password of root to titan4walrus77x", "titan4walrus77x"),
    ("логин: okulova\nпароль: titan4walrus77", "titan4walrus77"),
    ("login okoro, password MILWEB09x!", "MILWEB09x!"),
    ("sudo on vie-db7 asks for a password, type h@rb0r77", "h@rb0r77"),
    ("зайди под админом, пароль WalrusKettle?, там всё видно", "WalrusKettle"),
    ("become_pass: PickleTango?\nhost: x", "PickleTango"),
    ("creds for jenkins: okoro / V1enna-77x", "V1enna-77x"),
]


@pytest.mark.parametrize("text", NONE)
def test_what_names_another_thing_is_no_credential(text: str) -> None:
    assert values(Secrets(), text, ["CREDENTIAL"]) == []
    assert values(SecretRest(), text, ["CREDENTIAL"]) == []


@pytest.mark.parametrize(("text", "value"), SOME)
def test_a_credential_in_such_company_is_found(text: str, value: str) -> None:
    found = values(Secrets(), text) + values(SecretRest(), text)
    assert any(value in one for one in found)


def test_a_change_says_that_it_is_none_of_them() -> None:
    assert is_elsewhere("access via vie-db07", 11, 19)
    assert not is_elsewhere("changed access to vie-db07", 18, 26)


@pytest.mark.parametrize(
    "text", ["password: PasswordField", "пароль: BitWarden", "password BcryptEncoder"]
)
def test_names_of_code_and_of_safes_are_none(text: str) -> None:
    assert values(Secrets(), text) + values(SecretRest(), text) == []


def test_a_long_line_is_read_in_linear_time() -> None:
    pieces = ("system vie-db7 login ", "on abc or ", "a-1-", "x@A.", "see A-1 password ")
    assert superlinear(Secrets(), pieces) == []
