"""Credentials that are only pointed at, in two languages, and what stands in the same places."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.secret_made_looks import is_made
from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import superlinear

SAID = [
    ("The keystore is protected with f7adqaf7", "f7adqaf7"),
    ("Unlock the archive with t0a4dds1", "t0a4dds1"),
    ("the tablet in the meeting room unlocks with 730791987", "730791987"),
    ("typed c0pp3r! three times and got locked out", "c0pp3r!"),
    ("I tried SKJC-6003 but it says wrong password", "SKJC-6003"),
    ("kinit with vfwgHD_3v", "vfwgHD_3v"),
    ("use `-p hIftWCCSN01e` when you run mysql", "hIftWCCSN01e"),
    ("winrm -u jenkins -p 42we77er", "42we77er"),
    ("zabbix: operator, H@rb0r7", "H@rb0r7"),
    ("mikrotik root 51043806", "51043806"),
    ("192.168.10.4 a.petrova 86as50er", "86as50er"),
    ("Log in as test, password coffee", "coffee"),
    ("u/p: guest/EGL-8543", "EGL-8543"),
    ("ivanov:rjnbr12 works on 192.168.10.4", "rjnbr12"),
    ("The vendor gave us YRBI-5022 as the password", "YRBI-5022"),
    ("wi-fi: OFFICE-5G, key: marble-harbor-rocket-falcon", "marble-harbor-rocket-falcon"),
    ("the shared key between the sites is 352786902", "352786902"),
    ("pre-shared key 957573407", "957573407"),
    ("the SMS said 537-676, enter it quickly", "537-676"),
    ("authenticator shows 292759 right now", "292759"),
    ("801 598 is your one-time password", "801 598"),
    ("press 178411 then # to open the gate", "178411"),
    ("it's 444433 for the server room door", "444433"),
    ("setenv DBPW lantern-2024!", "lantern-2024!"),
    ("логин test пас ebt1r9e6", "ebt1r9e6"),
    ("лог/пас oracle 2SbxhKG#nLP8t", "2SbxhKG#nLP8t"),
    ("л: root п: AFY-3769", "AFY-3769"),
    ("Л: root\nП: Tiger.2024", "Tiger.2024"),
    ("пас 77314964", "77314964"),
    ("креды: guest 630685457", "630685457"),
    ("доступ к гитлабу: operator / 648092000", "648092000"),
    ("паролем будет 632111291", "632111291"),
    ("сбрось мне на E2YNf@lxdh5K", "E2YNf@lxdh5K"),
    ("Сбросили пароль, теперь HR-3126", "HR-3126"),
    ("ввожу 54we61ty, пишет неверный пароль", "54we61ty"),
    ("AWAX-6511 - это пароль от гитлаба", "AWAX-6511"),
    ("сеть Office5, ключ безопасности 60as96er", "60as96er"),
    ("секрет радиуса 346696839", "346696839"),
    ("код двухфакторки 771849", "771849"),
    ("код 761-149, вводи", "761-149"),
    ("ключница у входа: 5412", "5412"),
    ("отключить сигнализацию: 3383", "3383"),
    (
        "ключ апи 28c30e90-729d-2402-454f-2a5f0c88388c",
        "28c30e90-729d-2402-454f-2a5f0c88388c",
    ),
    ("апи ключ от роутера key_hto5pffnaxnlzjgzs21hwflq", "key_hto5pffnaxnlzjgzs21hwflq"),
    ("AnyDesk: 812334991 / Thunder.2024!", "Thunder.2024!"),
]
WORDS = "abandon about acquire again ability acoustic abuse accident addict actress across agree"
TOLD = [
    ("password: ABC-4711", "ABC-4711"),
    ("mysql -u app -pBC-2875 orders", "BC-2875"),
    ("<password>TKZH-9834</password>", "TKZH-9834"),
    ("| User | Password |\n|---|---|\n| app | ZHK-6778 |\n", "ZHK-6778"),
    ("Sasha: password?\nPetya: VLLJ-2488", "VLLJ-2488"),
    ("my password is dr@g0n7 and I can't log in", "dr@g0n7"),
    ("password: p1n3@ppl3", "p1n3@ppl3"),
    ('become_password: "Se_CoAT%n+F5I"', "Se_CoAT%n+F5I"),
    ("Password\n========\nY%AW%_39u", "Y%AW%_39u"),
    (f"recovery words: {WORDS}", WORDS),
    (f"секретная фраза: {WORDS}", WORDS),
    (f"слова для восстановления: {WORDS}", WORDS),
    ("why does 67we14df not work as my password?", "67we14df"),
]
CLEAN = [
    "The keystore is protected with AES-256.",
    "The zip opens with 7-Zip 23.01.",
    "ssh -i ~/.ssh/id_ed25519 deploy@bastion",
    "docker run -u root -p 8080:80 nginx",
    "use `-p 8080` to change the port",
    "kinit with your domain password",
    "try node-3 and then node-4, the prompt is the same",
    "log in to the [management console](https://console.example.com/cloud2)",
    "Follow the steps in order to rotate the password of the PostgreSQL",
    "press the reset password button.",
    'SigningKey = sign(ServiceKey, "aws4_request")',
    "The error code is 1045.",
    "Код товара 778812 отгружен.",
    "код ошибки: 500",
    "See ABC-4711 for the password policy change.",
    "The password is hashed: CVE-2024 does not matter, RFC-2617 does.",
    "size: threshold of tables (default 10000000000 [10GB])",
    "COUNT(DISTINCT value) AS count -- топ-3 ключей",
    "credentialsId: 'jenkins-deploy'",
    "username: admin\npassword: (see vault)",
    "Сменила пароль на сервере, сообщите команде.",
    "Поставил пароль на архив.",
    "задал пароль на роутере",
    "Поставьте пароль на BIOS.",
    "root@k8s and admin@db01 need no password",
    "Слова для восстановления запишите на бумаге и храните там, где их никто не найдёт, кроме вас.",
]
HOSTILE = (
    "login a ", "unlock a a a a ", "-u a -p ", "as a ", "account (", "вайфай на а ", "123456 is your ",
    "shared secret for a ", "a / b\n", "a.a.a.a ", "reset a password a ", "root: ", "код ",
    "password? ", "use `-p ", "api key a a ", "meeting 1 ", "db1 a ", "typed a / ",
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_what_is_pointed_at_is_found(text: str, wanted: str) -> None:
    found = values(SecretRest(), text)
    assert any(wanted in value for value in found), found


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_what_a_telling_word_gives_is_found_whatever_it_is_built_like(
    text: str, wanted: str
) -> None:
    found = values(Secrets(), text)
    assert any(wanted in value or value in wanted for value in found), found


@pytest.mark.parametrize("text", CLEAN)
def test_what_stands_in_the_same_places_is_no_credential(text: str) -> None:
    assert not values(SecretRest(), text)
    assert not values(Secrets(), text)


@pytest.mark.parametrize("value", ["47we20df", "t1g3r", "h@rb0r7", "Pineapple-77!", "gfhjkm12"])
def test_made_by_a_person(value: str) -> None:
    assert is_made(value)


@pytest.mark.parametrize(
    "value", ["node-3", "v1.29.3", "sha256", "3f786850e387", "python3.11", "PostgreSQL", "web-2"]
)  # fmt: skip
def test_names_of_things_are_not_made(value: str) -> None:
    assert not is_made(value)


def test_the_time_grows_with_the_length() -> None:
    assert superlinear(SecretRest(), HOSTILE) == []
