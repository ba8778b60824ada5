"""What is masked takes nothing of the sentence with it, and what names nobody stays."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors import build
from app.confidentiality.ledger import Ledger
from app.confidentiality.masking import Source, mask
from app.confidentiality.merging import merge
from app.confidentiality.structure import pieces
from app.confidentiality.value_keys import key
from index.chunk import Action, Finding

DETECTORS = build()


def _found(text: str) -> list[tuple[str, str]]:
    findings = [finding for detector in DETECTORS for finding in detector.find(text)]
    return [(f.kind, text[f.start : f.end]) for f in merge(findings, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Почему не тот адрес от dhcp-02, как закрепить?", [("HOST", "dhcp-02")]),
        (
            "The delivery address for new switches is 14 Harcourt Street, Dublin 2.",
            [("ADDRESS", "14 Harcourt Street, Dublin 2")],
        ),
        ("адрес доставки: Лесная 12, Тула", [("ADDRESS", "Лесная 12, Тула")]),
        ("Port 14 on VLAN 412, rack B14 is down", []),
        ("Мак не видит принтер", []),
        ("у кота шефа день рождения", []),
        ("зайди на берёзу", [("HOST", "берёзу")]),
        ("у ЦОДа два ввода", []),
        ("See GitHub repo acme/x for details", []),
        (
            "ssh deploy@pg-pay-03.prod.northfreight.net",
            [("HOST", "pg-pay-03.prod.northfreight.net")],
        ),
        (
            "ssh -p 22 mkowalski@pg-pay-03.prod.northfreight.net",
            [("HANDLE", "mkowalski"), ("HOST", "pg-pay-03.prod.northfreight.net")],
        ),
    ],
)
def test_found(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


def test_of_a_home_folder_the_user_and_what_is_no_common_word() -> None:
    kept = [(p.text, p.label) for p in pieces("PATH", "/home/mkowalski/orders/ladogasnab/app.py")]
    assert [part for part in kept if part[1]] == [("mkowalski", "USER"), ("ladogasnab", "PATH")]
    assert "".join(text for text, _ in kept) == "/home/mkowalski/orders/ladogasnab/app.py"


def test_products_stay_in_the_path_of_a_link() -> None:
    parts = pieces("URL", "http://10.44.7.19:8008/patroni/zzyxq")
    assert [p.text for p in parts if p.label] == ["10.44.7.19", "zzyxq"]


def test_a_machine_that_the_net_caught_elsewhere_has_one_placeholder() -> None:
    text = "ssh kfk-01\n\nthe table has kfk-01 too"
    second = text.rindex("kfk-01")
    findings = [
        Finding("HOST", Action.MASK, 4, 10, "a"),
        Finding("IDENTIFIER", Action.MASK, second, second + 6, "b"),
    ]
    masked = mask([Source.of(text, findings)], Ledger().draft())[0].text
    assert masked.count("\u27e6HOST_1\u27e7") == 2


def test_a_name_of_two_words_is_one_value_however_they_are_joined() -> None:
    written = ("Project Heron", "project-heron", "ProjectHeron", "project_heron")
    assert len({key("PROJECT", value) for value in written}) == 1
    assert key("PROJECT", "Project Heron") != key("PROJECT", "Project Egret")
