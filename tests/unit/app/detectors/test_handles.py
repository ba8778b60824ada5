"""Logins and mentions: those of people are found, system accounts and keys are not."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.handles import Handles
from tests.unit.app.detectors.cases import values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ping @jdoe please", "@jdoe"),
        ("assigned to jdoe", "jdoe"),
        ("anna.k: can you look", "anna.k"),
        ("[10:32] mpetrova: ok", "mpetrova"),
        ("<asmith> hello", "asmith"),
        ("user=bjones host=db1", "bjones"),
        ("Accepted publickey for kwilson from 10.0.0.1", "kwilson"),
        ("uid=1001(mgarcia)", "mgarcia"),
        ("login: qzxvar", "qzxvar"),
        ("merged by ivan.petrov", "ivan.petrov"),
        ("исполнитель: i.sidorov", "i.sidorov"),
        ("логин: petrov_iv", "petrov_iv"),
        ("john_smith did it", "john_smith"),
        ("push failed user=nepeyvoda-m", "nepeyvoda-m"),
        ("Host x\n  User kuzhuget_n", "kuzhuget_n"),
        ("user=tkach66 failed", "tkach66"),
        ("TODO(tsoy-i): later", "tsoy-i"),
        ("permission denied для rog_n", "rog_n"),
        ("ревьюер gus-a", "gus-a"),
        ("okulov_pa заходит по ключу", "okulov_pa"),
        ("hsu_d can, the rest cannot", "hsu_d"),
        ("mail of van-der-meer_k is full", "van-der-meer_k"),
        ("jessica.okoro-smith still needs it", "jessica.okoro-smith"),
        ("User tibs (uid 84233) is locked", "tibs"),
        ("Session 81-aa4f of dokoro idle", "dokoro"),
        ("contact: 'ng_r'", "ng_r"),
        ("api key of rivers_f was revoked", "rivers_f"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert value in values(Handles(), text)


@pytest.mark.parametrize(
    "text",
    [
        "user: postgres",
        "origin_id main_db margin_xx plugin_ip train_iv admin_os",
        "User root (uid 0) and postgres (uid 26)",
        "session of the user, contact us, key of the map",
        "@here deploy, @channel",
        "@dataclass\nclass X",
        "@angular/core",
        "owner: platform-team",
        "name: foo\nkind: Pod",
        "username is svc-backup",
        "see server.log and max.conn",
        "error: failed",
        "user admin logged in",
        "user=webserver key: user: dataset",
        "curl -d '@body.json' --data-binary @speech.ogg",
        "TODO(admin): FIXME(OPS)",
        "\u27e6HANDLE_1\u27e7: ok",
        "write to \u27e6EMAIL_2\u27e7@support.yandex.ru",
    ],
)
def test_left_alone(text: str) -> None:
    assert values(Handles(), text) == []
