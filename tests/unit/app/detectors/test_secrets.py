"""Credentials as people write them, and what only looks like one."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.secrets import Secrets
from index.chunk import Action
from tests.unit.app.detectors.cases import values

GITHUB = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" + "k1L2m3N4o5P6q7R8"
AWS = "AKIA" + "QWERTYUIOPASDF12"
JWT = "eyJhbGciOiJIUzI1NiJ9" + "." + "eyJzdWIiOiIxMjM0In0" + "." + "Zm9vYmFyYmF6"

FOUND = [
    ("password=river@4812", "river@4812"),
    ("db:\n  password: >-\n    Tr0ub4dor3x\n", "Tr0ub4dor3x"),
    ("db:\n  password:\n    Tr0ub4dor3x\n", "Tr0ub4dor3x"),
    ("- name: DB_PASSWORD\n  value: Tr0ub4dor3x", "Tr0ub4dor3x"),
    ("- name: DB_PASSWORD\n  value: swordfish", "swordfish"),
    ('{"name":"DB_PASSWORD","value":"Tr0ub4dor3x"}', "Tr0ub4dor3x"),
    ("password:\n\n```\nTr0ub4dor3x\n```\n", "Tr0ub4dor3x"),
    ("## Password\n\nTr0ub4dor3x\n", "Tr0ub4dor3x"),
    ("## Пароль\n\n`Tr0ub4dor3x`\n", "Tr0ub4dor3x"),
    ("<b>password</b>: <code>Tr0ub4dor3x</code>", "Tr0ub4dor3x"),
    ("<tr><td>password</td><td>Tr0ub4dor3x</td></tr>", "Tr0ub4dor3x"),
    ("pwd→Tr0ub4dor3x", "Tr0ub4dor3x"),
    ("snmp-server user ro v3 auth sha Tr0ub4dor3x", "Tr0ub4dor3x"),
    ("echo 'Tr0ub4dor3x' | docker login --password-stdin", "Tr0ub4dor3x"),
    ("echo swordfish | sudo -S reboot", "swordfish"),
    ("п\u0061роль: Tr0ub4dor3x", "Tr0ub4dor3x"),
    ("key \u0410\u041a\u0406\u0410QWERTYUIOPASDF12", "\u0410\u041a\u0406\u0410QWERTYUIOPASDF12"),
    ("password: x7-Kolbasa", "x7-Kolbasa"),
    ("DB_PASS=swordfish", "swordfish"),
    ("the password is hunter2, tell nobody", "hunter2"),
    ("the password for grafana is `Zx9!pqr`", "Zx9!pqr"),
    ("пароль от grafana - Zx9!pqr", "Zx9!pqr"),
    ("Пароль от VPN: «Kot-2023!»", "Kot-2023!"),
    ("логин/пароль: admin / hunter2", "hunter2"),
    ("логин admin, пароль Hunter-22", "Hunter-22"),
    ("creds: admin / hunter2", "hunter2"),
    ("hunter2! is the password", "hunter2!"),
    ("ID/PW(master/iPp18@GRq)", "iPp18@GRq"),
    ("10.0.0.1 (master/IhqSb1Gg)", "IhqSb1Gg"),
    ("비밀번호: Prl23Db#@", "Prl23Db#@"),
    ("mysql -u root -pS3cret db", "S3cret"),
    ("sshpass -p 'S3cret' ssh db", "S3cret"),
    ("pg_dump --password S3cret -h db", "S3cret"),
    ("curl -u admin:hunter2 https://ci.acme.ru", "hunter2"),
    ("redis-cli -a S3cret ping", "S3cret"),
    ("CREATE USER app IDENTIFIED BY 'swordfish'", "swordfish"),
    ("echo 'root:S3cret' | chpasswd", "S3cret"),
    ("machine ci login bot password swordfish", "swordfish"),
    ("db.acme.ru:5432:app:app:swordfish", "swordfish"),
    ("postgres://app:Sup3r@db:5432/x", "Sup3r"),
    ("https://bot:swordfish@git.acme.ru/x.git", "swordfish"),
    ('"apiToken" => "ab12cd34ef56"', "ab12cd34ef56"),
    ('<add key="Password" value="ClearText1" />', "ClearText1"),
    ("Authorization: Basic YWRtaW46cGFzczEyMw==", "YWRtaW46cGFzczEyMw=="),
    ("| vpn | пароль: Qwerty-77 |", "Qwerty-77"),
    (f"token {GITHUB}", GITHUB),
    (f"key {AWS} leaked", AWS),
    (f"jwt {JWT}", JWT),
    (
        "bot 123456789:AAH-abcdefghijklmnopqrstuvwxyz01234",
        "123456789:AAH-abcdefghijklmnopqrstuvwxyz01234",
    ),
    ("AQVN" + "a1B2c3D4e5" * 3 + "f6G7h8", "AQVN" + "a1B2c3D4e5" * 3 + "f6G7h8"),
    ("deploy:$apr1$Zk3x9Qa1$Xn3rP0uT5vW7yZ9bC1dE3.", "$apr1$Zk3x9Qa1$Xn3rP0uT5vW7yZ9bC1dE3."),
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_credentials_are_found_whole(text: str, value: str) -> None:
    assert values(Secrets(), text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db\n",
        "- name: DB_PASSWORD\n  value: $(PASS)\n",
        "Reset the password\n\n```sh\n./reset.sh --user app\n```\n",
        "To change the password:\n\n```\nALTER ROLE app PASSWORD :'pw';\n```",
        "## Password\n\nRotate it every 90 days.\n",
        "echo $PASS | docker login --password-stdin",
        "<h2>Password</h2><p>Rotate it</p>",
        "password: <password>",
        "kubectl get secret sh.helm.release.v1.booking.v213 -n booking",
        "PASSWORD=$PASSWORD",
        "password: ${DB_PASS}",
        "password: changeme-example",
        "password: ***",
        "password: xxxxxxxx",
        "password: {{ .Values.password }}",
        "password = os.environ['DB_PASSWORD']",
        "password: !vault secret/db",
        "password = var.db_password",
        "password: /run/secrets/db",
        "password: required",
        "Пароль: введите пароль",
        "reset your password in the console",
        "паролей в настройках быть не должно; если такой нашёлся - это инцидент, пишите",
        "the password is stored in Vault",
        "[change the password](#change-password)",
        "fastcgi_pass unix:/run/php.sock",
        "nextPageToken: ae08rgjd5smu4bq5n1o4",
        "secretKeyRef:\n  name: db-secret\n  key: password",
        "psql --password --port=5432",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "the line starts with `-----BEGIN PRIVATE KEY-----` and ends",
        "password: \u27e6CREDENTIAL_1\u27e7",
        "nginx:1.25@sha256:aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44",
    ],
)
def test_placeholders_and_talk_of_passwords_are_none(text: str) -> None:
    assert values(Secrets(), text) == []


def test_a_private_key_is_found_from_its_first_to_its_last_line() -> None:
    key = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEF\n" * 3
    closed = key + "-----END RSA PRIVATE KEY-----"
    assert values(Secrets(), f"here:\n{closed}\nthanks") == [closed]
    assert values(Secrets(), f"here:\n{key}")[0].startswith(key.rstrip())


def test_values_of_a_kubernetes_secret_are_found_whatever_their_keys_are_called() -> None:
    text = (
        "apiVersion: v1\nkind: Secret\ndata:\n"
        "  user: YWRtaW4=\n  extra: aHVudGVyMg==\ntype: Opaque\n"
    )
    assert values(Secrets(), text) == ["YWRtaW4=", "aHVudGVyMg=="]
    assert values(Secrets(), text.replace("kind: Secret", "kind: ConfigMap")) == []


def test_zero_width_characters_and_line_ends_do_not_hide_a_key() -> None:
    hidden = f"{GITHUB[:9]}\u200b{GITHUB[9:]}"
    broken = f"{GITHUB[:20]}\n{GITHUB[20:]}"
    assert values(Secrets(), f"see {hidden} here") == [hidden]
    assert values(Secrets(), f"see {broken} here") == [broken]


def test_a_capital_that_lower_case_makes_longer_does_not_hide_a_cue() -> None:
    text = "CREDENT\u0130ALS: root Xk9!fQ2z"
    assert "Xk9!fQ2z" in values(Secrets(), text)


def test_credentials_always_stay_inside() -> None:
    assert {f.action for f in Secrets().find("password: x7-Kolbasa")} == {Action.LOCAL}
