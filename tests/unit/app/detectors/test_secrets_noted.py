"""Credentials that are noted, dictated, typed or handed to a command with no word for them."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import superlinear

NOTED = [
    ("паорль от вики: Gagara@4410", "Gagara@4410"),
    ("пароьл Kopna-lesnaya-5120", "Kopna-lesnaya-5120"),
    ("passwrod for the wiki: Gagara@4410", "Gagara@4410"),
    ("на стикере под монитором написано Kopna-lesnaya-5120", "Kopna-lesnaya-5120"),
    ("the sticky note on the rack says gagarax331", "gagarax331"),
    ("диктую: Gagara@4410", "Gagara@4410"),
    ("заводской: Gagara@4410", "Gagara@4410"),
    ("по дефолту Kopna_5120$", "Kopna_5120$"),
    ("на запрос отвечай Kopna.Lipa.51", "Kopna.Lipa.51"),
    ("всегда заходил с Gagara#4410Qw", "Gagara#4410Qw"),
    ("сработал wQ4hTpw9LsV", "wQ4hTpw9LsV"),
    ("sudo: Gagara@4410", "Gagara@4410"),
    ("авторизация по Kopna-lesnaya-5120", "Kopna-lesnaya-5120"),
    ("wifi гостям gagarax331", "gagarax331"),
    ("ACME\\noskov: Kopna-lesnaya-5120", "Kopna-lesnaya-5120"),
    ("wQ4hTpw9LsV больше не работает", "wQ4hTpw9LsV"),
]
COMMANDS = [
    ("vault kv put secret/app value=gagarax331", "gagarax331"),
    ("consul kv put app/db gagarax331", "gagarax331"),
    ("useradd -m -p gagarax331 app", "gagarax331"),
    ("crypto isakmp key Gagara@4410 address 192.0.2.1", "Gagara@4410"),
    ("tacacs-server key gagarax331", "gagarax331"),
    ('ConvertTo-SecureString "gagara" -AsPlainText -Force', "gagara"),
    ("ALTER USER app IDENTIFIED BY gagarax331;", "gagarax331"),
]
CLEAN = [
    "новый сервер node-12 введён, старый выключен",
    "новый: node-12, старый: node-11",
    "по умолчанию python3.11",
    "тот же v1.29.3",
    "наклейка на роутере: 192.168.1.1",
    "запиши: встреча в 14:30",
    "сработал алерт KubeNodeNotReady",
    "подошло обновление KB5034441",
    "сейчас v2.14.7, был v2.14.6",
    "авторизация через OAuth2",
    "sudo: a password is required",
    "архив на backup-2024-05-12.tar.gz",
    "порол горячку, прорвался, пропал",
    "the default is sha256",
    "C:\\Users\\ivanov notes",
    "consul kv put app/replicas 3",
    "the RADIUS server key must be rotated",
    "IDENTIFIED BY <password>",
    "access is identified by the client",
]
HOSTILE = (
    "п", "пароьл ", "пасоdw", "passwrod ", "p", "стикер ", "стикер а ", "запиши по ", "новый ",
    "по дефолту ", "отвечай ", "зашёл всегда с ", "теперь ", "второй фактор ", "sudo: ", "A\\a ",
    "\\a", "vault kv put a ", "vault kv put -a ", "useradd a ", "tacacs a ", "identified by ",
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NOTED)
def test_what_is_noted_or_typed_is_found(text: str, wanted: str) -> None:
    found = values(SecretRest(), text)
    assert any(wanted in value for value in found), found


@pytest.mark.parametrize(("text", "wanted"), COMMANDS)
def test_what_a_command_is_handed_is_found(text: str, wanted: str) -> None:
    found = values(Secrets(), text)
    assert any(wanted in value for value in found), found


@pytest.mark.parametrize("text", CLEAN)
def test_what_stands_in_the_same_places_is_no_credential(text: str) -> None:
    assert not values(SecretRest(), text)
    assert not values(Secrets(), text)


def test_the_time_grows_with_the_length() -> None:
    assert superlinear(SecretRest(), HOSTILE) == []
    assert superlinear(Secrets(), HOSTILE) == []
