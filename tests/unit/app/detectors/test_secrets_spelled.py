"""Credentials that are spelled out, or that a sentence points at without naming them."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.secrets import Secrets


def _found(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in Secrets().find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("WIFI:S:AcmeOffice;T:WPA;P:Spring2024!;;", "Spring2024!"),
        ("scan it: WIFI:T:WPA;S:Guest Net;H:true;P:tulip-Garden7;;", "tulip-Garden7"),
        ("Office wifi changed. The old one was Spring2024!", "Spring2024!"),
        ("Log in as admin; the thing you type next is Blue!Horse7.", "Blue!Horse7"),
        ("For the router sign in first. What you then enter there is kR7!mopZ", "kR7!mopZ"),
        ("вход на роутер поменяли, старый был Zima2023!, теперь Leto2024!", "Leto2024!"),
        ("пароль был Zima2023!, теперь Leto2024!", "Zima2023!"),
        ("password = ['S','p','r','1','n','g']", "S','p','r','1','n','g"),
        ('the password, by characters: ["T", "r", "0", "u", "b", "4"]', "T"),
        ("пароль по буквам: T-r-0-u-b-4-d-o-r", "T-r-0-u-b-4-d-o-r"),
        ("password: T r 0 u b 4 d o r", "T r 0 u b 4 d o r"),
        (
            "https://a.blob.core.windows.net/c?sv=2022&sr=b&sig=Zm9vYm4xQzB6cXV4Zm9%2BYm3D",
            "Zm9vYm4x",
        ),
    ],
)
def test_it_is_found(text: str, value: str) -> None:
    assert any(value in found for found in _found(text)), _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The old one was slow, the new one is faster. Log in to see the chart.",
        "The cluster has two nodes; the old one was node-12, the new one is pg15.",
        "What you type next is shown on the screen after login.",
        "Сейчас открыт доступ на чтение, новый релиз завтра.",
        "Steps: a, b, c, d, e and f. See chart 1 2 3 4 5 6.",
        "WIFI:S:AcmeOffice;T:nopass;;",
        "| login | 1 | 2 | 3 | 4 | 5 | 6 |",
    ],
)
def test_ordinary_talk_is_none(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "piece", ["a-", "'a',", "password a,", "old one was x1! ", "теперь ", "wifi:S:a;"]
)
def test_hostile_lines_are_read_in_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    list(Secrets().find(text))
    assert time.process_time() - began < 20
