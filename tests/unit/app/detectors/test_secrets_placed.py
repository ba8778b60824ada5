"""Credentials that their place alone gives away, what stands in such places, and texts left unread."""

from __future__ import annotations

import pytest

from app.commands.explained_page import why
from app.confidentiality.detectors import build
from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.secrets import Secrets
from app.confidentiality.verdict import CREDENTIAL, UNREAD, examine
from app.explaining import Stake
from index.chunk import Action, Sensitivity
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import seconds

RUNBOOK = (
    "## Backups\nThe nightly job fills the archive. {}\nIf it fails, restart it and read the log.\n"
)
TOLD = [
    ("creds: app_reader Zima.Blizko.7", "Zima.Blizko.7"),
    ("use svc_reports with Zima.Blizko.7", "Zima.Blizko.7"),
    ("Под svc_reports с Zima.Blizko.7 пускает", "Zima.Blizko.7"),
    ("Use my account (tbrown, Moonlight!)", "Moonlight!"),
    ("Можно зайти под моей учёткой (tbrown, Ромашка!)", "Ромашка!"),
    ("Gate code at the north entrance is 4471*.", "4471*"),
    ("Door code of cage 4 is 7731#.", "7731#"),
    ("Код двери в серверную 3: 7731#", "7731#"),
    ("The combination for the cabinet with the spare keys is 8-21-33.", "8-21-33"),
    ("Комбинация сейфа с картами HSM: 14-32-7.", "14-32-7"),
    (
        "The vault unseal key is 4sTq9Yh2Kd8LmWx3Rv7BnZ1cGf6JpQ0t",
        "4sTq9Yh2Kd8LmWx3Rv7BnZ1cGf6JpQ0t",
    ),
    ("The root pass on the build host is still changeme123", "changeme123"),
    ("TOKEN=${CI_TOKEN}  # currently 4f2a-11bc-9d3e", "4f2a-11bc-9d3e"),
    ("пароль тот же, что у кота соседа, — Тузик", "Тузик"),
    ("Old NAS (pwd: the name of our second office, Harrow)", "Harrow"),
    ("The password is the name of my dog, Biscuit", "Biscuit"),
    ("<tr><td>admin</td><td>Sommer#Wind7</td></tr>", "Sommer#Wind7"),
    ("openssl enc -d -aes256 -k Sommerwind7 -in b", "Sommerwind7"),
    ("psexec -p Sommerwind7 \\\\srv cmd", "Sommerwind7"),
    ("u: admin p: Sommerwind", "Sommerwind"),
    ("\U0001f511 Sommer#Wind7", "Sommer#Wind7"),
    ("密码是Sommerwind7", "Sommerwind7"),
    ("密码为kX9vQ2mB7pLz。", "kX9vQ2mB7pLz"),
    ("sshpass -p 'Lemon Tree 4' ssh root@10.0.0.7", "Lemon Tree 4"),
    ("/login?u=ivanov&p=kX9vQ2mB7pLz", "kX9vQ2mB7pLz"),
    ("export GF_SECURITY_ADMIN=kX9vQ2mB7pLz", "kX9vQ2mB7pLz"),
    ('expect "assword:"\nsend -- "Sommerwind7\\r"', "Sommerwind7"),
    ('child.expect("assword:")\nchild.sendline("Sommerwind7")', "Sommerwind7"),
    ("admin@kX9vQ2mB7pLz", "kX9vQ2mB7pLz"),
    ("admin@Tr0ub4dor&3", "Tr0ub4dor&3"),
    ("JBSW Y3DP EHPK 3PXP", "JBSW Y3DP EHPK 3PXP"),
    ("authenticator: jbsw xuop ehpk 3pxp", "jbsw xuop ehpk 3pxp"),
]
CLEAN = [
    '{"user": "mkowalski", "port": 5432}',
    "user: mkowalski",
    "user = 'bstone'",
    '"username": "deploy"',
    'connect(host="10.18.44.7", user="mkowalski")',
    "setPassword(string $password): void",
    "fun setPassword(value: String): Unit",
    "passwordSecret: grafana-admin",
    "postgres://USER:PASSWORD@HOST",
    "postgresql://username:password@host:5432/database",
    "usernamePassword(credentialsId: 'nexus', passwordVariable: 'P')",
    "password: ***",
    "--password=${DB_PASS}",
    "X-Api-Key: YOUR_API_KEY",
    "use postgres with pgbouncer 1.21",
    "The combination of nginx and redis is 2-3 times faster.",
    "Zip code of the office is 60311.",
    "The exit code of the job on node 4 is 1377.",
    "The password policy is still under review",
    "root pass rate is still 95%",
    "TOKEN_TTL=30 # currently 30d",
    "Пароль тот же, что и в проде, — смотри в Vault",
    "<td>admin</td><td>Full access</td>",
    "openssl req -newkey rsa:2048 -keyout a.key",
    'sshpass -p "$PASS" ssh x',
    'expect "assword:"\nsend "$pass\\r"',
    "密码是AES-256加密的",
    "\U0001f511 SSH-key rotation v2",
    "A2B3 C4D5 RACK UNIT 2345 TEST",
    "The combination of drawers 4 and 12 is 30-40-50 cm.",
    "password: the name of the secret in Vault, Grafana",
    "admin@db01",
    "root@k8s-prod-3",
    "Administrator@DESKTOP-A1B2C3",
    "VLAN PORT 2345 LIST",
    "export APP_ADMIN=admin2",
]


@pytest.mark.parametrize(("text", "value"), TOLD)
@pytest.mark.parametrize("around", ["{}", RUNBOOK])
def test_what_its_place_gives_away_is_found_whole(around: str, text: str, value: str) -> None:
    said = around.replace("{}", text)
    found = examine(said, (Secrets(), SecretRest())).findings
    assert value in [said[f.start : f.end] for f in found if f.action is Action.LOCAL]


@pytest.mark.parametrize("text", CLEAN)
@pytest.mark.parametrize("around", ["{}", RUNBOOK])
def test_what_is_no_credential_stays_clear(around: str, text: str) -> None:
    said = around.replace("{}", text)
    assert values(Secrets(), said) == values(SecretRest(), said) == []


def test_a_seed_in_groups_is_no_name_of_a_person() -> None:
    found = examine("TOTP seed: JBSW Y3DP EHPK 3PXP", build()).findings
    assert [f.kind for f in found] == ["CREDENTIAL"]


def test_a_long_harmless_text_is_read_to_its_end() -> None:
    sentence = (
        "Restart the worker on db-07.prod.veltaro.net and call the lead before the pods are ready. "
    )
    for detector in (Secrets(), SecretRest()):
        assert list(detector.find(sentence * 3_000)) == []


@pytest.mark.parametrize("detector", [Secrets(), SecretRest()])
def test_what_is_too_dense_to_be_read_says_so_and_stays(detector: Secrets | SecretRest) -> None:
    text = "password " * 30_000 + "x7-Kolbasa-99"
    unread = [finding for finding in detector.find(text) if finding.kind == UNREAD]
    assert {finding.action for finding in unread} == {Action.LOCAL}
    assert max(finding.end for finding in unread) >= len("password " * 29_990)


@pytest.mark.parametrize(
    "piece", ["pass ", "пароль - ", "wifi ", "admin / ", "with ", "ключ ", "reset it to "]
)
def test_a_megabyte_on_one_line_is_read_in_two_seconds(piece: str) -> None:
    assert seconds(SecretRest(), (piece * 1_000_000)[:300_000]) < 1.2


@pytest.mark.parametrize(("language", "said"), [("en", "too long"), ("ru", "слишком длинный")])
def test_the_reason_of_an_unread_text_is_said_in_words(language: str, said: str) -> None:
    level = Sensitivity.CONFIDENTIAL
    of = ("question", None, "", Sensitivity.PUBLIC, False, None)
    assert said in why(Stake(*of, {UNREAD: 1}, (UNREAD,), level), language)
    assert said not in why(Stake(*of, {CREDENTIAL: 1}, (CREDENTIAL,), level), language)
