"""However a credential is written down, it neither leaves nor is it shown in a chat (laws 5, 13)."""

from __future__ import annotations

import pytest

from app.confidentiality.alarms import ALARMS, Alarm, ringing
from app.confidentiality.credential_lines import CREDENTIAL_ALARMS, rings
from app.confidentiality.put_together import below_headings, joined
from app.confidentiality.token_beginnings import PIECED, behind, behind_beginnings
from tests.mutants import ROOT
from tests.unit.app.encodings import ENCODINGS, NAMED, PASSWORDS, TOKENS, Writing
from tests.unit.app.test_chat_exit import OPEN, SLACK, exit_of
from tests.unit.app.test_guard import reading, request

UNREAD = {"base64 backwards", "base85", "ascii85", "in fours", "capitals for small letters"}
UNREAD_NAMED = {
    "password X", "brackets", "heading and words", "tabs", "value over two lines",
    "value backwards",
}  # fmt: skip
"""Of these at least one of the values is taken for ordinary text; SECURITY.md says so."""
_READ = [
    *(pytest.param(ENCODINGS[name], TOKENS, id=name) for name in ENCODINGS if name not in UNREAD),
    *(pytest.param(NAMED[name], PASSWORDS, id=name) for name in NAMED if name not in UNREAD_NAMED),
]
_NOT_READ = [
    *(pytest.param(ENCODINGS[name], TOKENS, id=name) for name in sorted(UNREAD)),
    *(pytest.param(NAMED[name], PASSWORDS, id=name) for name in sorted(UNREAD_NAMED)),
]
_AROUND = "Read this first:\n\n{}\n\nThanks."


def held(text: str) -> bool:
    """By an alarm for credentials, not by another one that happens to ring."""
    return bool(CREDENTIAL_ALARMS.intersection(reading(request(_AROUND.format(text)))))


@pytest.mark.parametrize(("write", "values"), _READ)
def test_law_5_the_guard_holds_it(write: Writing, values: tuple[str, ...]) -> None:
    assert [value for value in values if not held(write(value))] == []


@pytest.mark.parametrize(("write", "values"), _READ)
def test_law_13_a_chat_is_not_shown_it(write: Writing, values: tuple[str, ...]) -> None:
    text = _AROUND.format(write(values[0]))
    assert exit_of().judge(text, [OPEN], SLACK).withheld == "credential"


@pytest.mark.parametrize(("write", "values"), _NOT_READ)
def test_what_is_said_not_to_be_read_is_not(write: Writing, values: tuple[str, ...]) -> None:
    """One that is read some day leaves the list, here and in SECURITY.md."""
    assert not all(held(write(value)) for value in values)


def test_security_counts_them() -> None:
    whole = len(ENCODINGS) + len(NAMED)
    said = f"{whole - len(_NOT_READ)} of the {whole} ways to write one down"
    assert said in " ".join((ROOT / "SECURITY.md").read_text("utf-8").split())


@pytest.mark.parametrize(
    "text",
    [
        "AKIA is how keys of AWS begin, see S3, EC2 and IAM; ghp_ those of GitHub since 2021.",
        "sk-learn 1.4, npm_config_cache, pypi-mirror, hf_hub, SG.1 and eyJ are no tokens. V2 X3",
        "## Password policy\n\nRotation90days\n\n## Tokens\n\nThey live for 90 days.",
        "## Secrets\n\n```\nkubectl get secrets -n prod2\n```\n\n### Token\n\n`oauth2`",
        "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db2\n      key: password",
        "- name: TOKEN_TTL\n  value: 3600s\n- name: SECRET_NAME\n  value: tls-2",
        "<password>...</password> <token>${TOKEN}</token> <dt>Password</dt><dd>changeme</dd>",
        "Name | Password\n--- | ---\nlength | 12\nsha256 | optional",
        "1, 2, 3, 4, 5, 6, 7, 8, 9 | a | b | c",
        "- **Token TTL:** 3600s\n- **Password:** see Vault\n- the *secret* **is** in KMS",
        "Restart task-\nmanager-2.1 and disk-\nbalancer-10 on\nnode1",
    ],
)
def test_what_is_said_of_credentials_is_none(text: str) -> None:
    assert reading(request(text)) == () and not rings(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Key:\n- AKIA\n- QYLPMN5HFIQR7XYA", "AKIAQYLPMN5HFIQR7XYA"),
        ("| a1b2c3d4 | e5f6g7h8 |", "a1b2c3d4e5f6g7h8"),
    ],
)
def test_lines_and_cells_are_joined(text: str, value: str) -> None:
    assert value in joined(text)
    assert joined("two words\nof a text\nthat goes on") == ""


def test_no_more_than_the_first_words_below_a_heading() -> None:
    assert below_headings("Token\n\none\ntwo") == "one"
    assert below_headings(f"Token\n{'long ' * 20}") == below_headings("Token") == ""
    assert [name for name in ringing("Token\n\nhunter2secret") if name] == ["keyed_secret"]


def test_what_is_behind_beginnings_is_no_longer_than_the_text() -> None:
    for text in ("sk-" * 1000, "AKIA " + "word " * 100 + "AKIA", "no token here"):
        assert len(behind_beginnings(text)) <= len(text)


def test_a_piece_is_read_for_few_beginnings() -> None:
    """Else a text of nothing but beginnings takes longer than the guard has."""
    for text in ("sk- " * 2000, "SG.a " * 2000, "eyJ." * 2000):
        made = behind_beginnings(text)
        read = sum(len(behind(begun)) for begun in PIECED.finditer(made))
        assert 0 < read <= 4 * len(made)
    assert held(f"{'hf_ ' * 9}AKIA QYLP MN5H FIQR 7XYA")


def test_the_clock_is_looked_at_within_an_alarm() -> None:
    """So that a reading ends when its time is over."""
    assert len(list(ringing("sk- " * 3000))) > len(list(ringing("fine"))) + 4 > len(ALARMS)


_NAMES = (
    *("password", "passwd", "Passphrase", "PASSCODE", "pwd", "pw", "psw", "pass", "paasword"),
    *("passowrd", "secret", "token", "api_key", "Access Key", "secret-key", "privatekey", "key"),
    *("encryption key", "signing_key", "auth-key", "credential", "creds", "cred", "ПАРОЛЬ"),
    *("паролем", "Токен", "секрет", "ключ", "пасс", "пас", "учётка", "Учетке", "креды", "кред"),
    *("비밀번호", "비번", "密码", "mot de passe", "contraseña", "Passwort", "kennwort", "senha"),
    *("login", "log in", "user", "логин", "доступ"),
    *("paſſword", "apı key", "tᲂken", "\u212aey", "\u0130d password"),
)  # fmt: skip
_PLACES = (
    "{0}: aB3$kk9Zq", "x{0} {0} of it is aB3$kk9Zq", "{0}{0} = aB3$kk9Zq", "{0} aB3$kk9Zq ok",
    "- name: DB_{0}\n  value: aB3$kk9Zq", "id = {0}, value = aB3$kk9Zq", "<{0}>aB3$kk9Zq</{0}>",
    "<dt>{0}</dt><dd>aB3$kk9Zq</dd>", "{0} admin / aB3$kk9Zq",
)  # fmt: skip


@pytest.mark.parametrize("alarm", [one for one in ALARMS if one.begins], ids=lambda one: one.name)
def test_a_pattern_is_tried_wherever_it_matches(alarm: Alarm) -> None:
    """A name whose beginning is forgotten would never ring."""
    found = 0
    for text in (place.format(name) for place in _PLACES for name in _NAMES):
        matches = [match.span() for match in alarm.pattern.finditer(text)]
        tried = alarm.candidates(text, alarm.places(text))
        assert [match.span() for match in tried] == matches, text
        found += len(matches)
    assert found > 10
