"""`hush keys`: printed once, listed without a secret, ended; pairing; wrong usage is told."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app import session
from app.cli import app
from app.principals import Scope
from app.records.opening import Records
from app.settings import Settings

Hush = Callable[..., tuple[int, str, str]]


@pytest.fixture
def hush(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hush:
    """Runs the command line: exit code, stdout, stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["hush", "keys", *arguments])
        code = session.run(app)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_key_that_was_made_is_found(hush: Hush) -> None:
    asked = ("create", "--name", "ci", "--groups", "ops, staff", "--scope", "admin", "--json")
    code, out, _ = hush(*asked)
    made = json.loads(out)
    assert code == 0
    assert out.count("\n") == 1
    assert made["key"].startswith(f"hush_{made['id']}_")
    with closing(Records.of(Settings())) as records:
        found = records.keys.find(made["key"])
    assert found is not None
    assert found.groups == frozenset({"ops", "staff"})
    assert found.may(Scope.ADMIN)


def test_for_people_the_key_alone_is_on_stdout(hush: Hush) -> None:
    _, out, err = hush("create", "--name", "ci", "--groups", "ops", "--days", "7")
    assert out.startswith("hush_")
    assert out.count("\n") == 1
    assert "shown this once" in err
    assert out.strip() not in err


def test_the_list_shows_no_secret(hush: Hush) -> None:
    made = json.loads(hush("create", "--name", "ci", "--groups", "ops", "--json")[1])
    for arguments in (("list",), ("list", "--json")):
        code, out, _ = hush(*arguments)
        assert code == 0
        assert made["id"] in out
        assert made["key"].rpartition("_")[2] not in out
    [listed] = json.loads(out)["keys"]
    assert (listed["state"], listed["groups"], listed["scopes"]) == ("active", ["ops"], ["ask"])
    assert "key" not in listed


def test_an_empty_list_says_what_to_do(hush: Hush) -> None:
    assert "hush keys create" in hush("list")[1]
    assert json.loads(hush("list", "--json")[1]) == {"keys": []}


def test_a_name_cannot_steer_a_terminal(hush: Hush) -> None:
    hush("create", "--name", "[red]x\x1b[2J", "--groups", "ops")
    out = hush("list")[1]
    assert "[red]" in out
    assert "\x1b[2J" not in out


def test_rotating_and_revoking(hush: Hush) -> None:
    made = json.loads(hush("create", "--name", "ci", "--groups", "ops", "--json")[1])
    again = json.loads(hush("rotate", made["id"], "--grace", "0", "--json")[1])
    assert again["id"] == made["id"]
    with closing(Records.of(Settings())) as records:
        assert records.keys.find(made["key"]) is None
        assert records.keys.find(again["key"]) is not None
        ended = json.loads(hush("revoke", made["id"], "--json")[1])
        assert ended["state"] == "revoked"
        assert records.keys.find(again["key"]) is None
    code, _, err = hush("rotate", made["id"])
    assert code == 1
    assert "hush keys create" in err


def test_pairing_an_account(hush: Hush) -> None:
    code, out, err = hush("pair", "--groups", "ops, staff", "--name", "Anna", "--minutes", "5")
    assert code == 0 and out.count("\n") == 1
    assert "/pair CODE" in err and "5 minutes" in err and out.strip() not in err
    asked = ("pair", "--groups", "ops", "--json")
    made = json.loads(hush(*asked)[1])
    assert (made["groups"], made["minutes"], made["name"]) == (["ops"], 15, "")
    assert "hush keys pair" in hush("paired")[1]
    assert json.loads(hush("paired", "--json")[1]) == {"paired": []}
    with closing(Records.of(Settings())) as records:
        assert records.pairing.use("telegram:42", out) is not None
        assert records.pairing.use("telegram:43", made["code"]) is not None
        [anna, _] = json.loads(hush("paired", "--json")[1])["paired"]
        assert (anna["account"], anna["name"]) == ("telegram:42", "Anna")
        assert anna["groups"] == ["ops", "staff"] and "Anna" in hush("paired")[1]
        assert "telegram:42" in hush("unpair", "telegram:42")[1]
        assert json.loads(hush("unpair", "telegram:43", "--json")[1])["groups"] == ["ops"]
        assert records.pairing.groups_of("telegram:42") is None
    code, out, err = hush("unpair", "telegram:42", "--json")
    assert code == 1 and "telegram:42 is paired" in json.loads(out)["error"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--groups", " , "), "--groups needs"),
        (("--groups", "ops", "--name", "n" * 201), "--name has at most"),
        (("--groups", "ops", "--minutes", "0"), "minutes"),
        (("--groups", "ops", "--minutes", "1441"), "minutes"),
        ((), "groups"),
    ],
)
def test_wrong_usage_of_pairing(
    hush: Hush, home: Path, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = hush("pair", *arguments)
    assert code == 2 and said in err and not home.exists()


def test_an_unknown_id_is_an_error(hush: Hush) -> None:
    code, out, err = hush("revoke", "nobody", "--json")
    assert code == 1
    assert "there is no key nobody" in json.loads(out)["error"]
    assert "hush keys list" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", " ", "--groups", "ops"), "--name needs"),
        (("--name", "n" * 201, "--groups", "ops"), "--name has at most"),
        (("--name", "n", "--groups", " , "), "--groups needs"),
        (("--name", "n", "--groups", "ops", "--scope", "root"), "ask, admin, act"),
        (("--name", "n", "--groups", "ops", "--days", "0"), "days"),
        (("--groups", "ops"), "name"),
    ],
)
def test_wrong_usage_is_said(hush: Hush, home: Path, arguments: tuple[str, ...], said: str) -> None:
    code, _, err = hush("create", *arguments)
    assert code == 2
    assert said in err
    assert not home.exists()


def test_it_speaks_russian(hush: Hush, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", "ru")
    assert "только один раз" in hush("create", "--name", "ci", "--groups", "ops")[2]
    assert "действует" in hush("list")[1]
    assert "/pair КОД" in hush("pair", "--groups", "ops")[2]
    assert "ни одна учётная запись" in hush("paired")[1]
