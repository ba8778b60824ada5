"""What stands between the characters of one word hides nothing; words that are apart stay apart."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors import build
from app.confidentiality.detectors.apart import joined
from app.confidentiality.verdict import examine
from tests.unit.app.gate_parts import passage, prompt_of, sanitized

DETECTORS = build(())


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("please ask Ivan Pet<b>rov</b> today", ("rov", "Pet")),
        ("the node 10.**21**.33.47 is down", ("21", "33", "47")),
        ("the host `db01`.`prod`.`acme`.`corp` is down", ("db01", "prod", "acme")),
        ("the host db01<i>.prod.acme.corp</i> is down", ("db01", "acme")),
        ("the node *10*.*21*.33.47 is down", ("21", "33", "47")),
        ("the node 10.__21__.33.47 is down", ("21", "33", "47")),
        ("the server db01 . prod . acme . corp is down", ("db01", "acme", "corp")),
        ("the host 10 . 21 . 33 . 47 is down", ("21", "33", "47")),
        ("write to ivan.petrov @ acme-bank . ru", ("ivan", "petrov", "acme")),
        ("see \u27e6DB01.PROD.ACME.CORP_1\u27e7 for logs", ("DB01", "ACME")),
        ("see [[db01.prod.acme.corp_1]] for logs", ("db01", "acme")),
        ("mail \u27e6ivan.petrov@acme-bank.ru_1\u27e7 now", ("petrov", "acme")),
        ("see \u27e6Ivan Petrov_1\u27e7 about it", ("Ivan", "Petrov")),
        ("ask I v a n P e t r o v today", ("P e t", "t r o v")),
        ("спроси И в а н  П е т р о в сегодня", ("И в а н", "П е т")),
        ("see Ivan%20Petrov about it", ("Ivan", "Petrov")),
        ("the node worker_10_21_33_47 is down", ("21_33", "33_47")),
        ("| IP | 10 | 21 | 33 | 47 |", ("21 | 33", "33 | 47")),
        ("bind at ou=people,DC=acme,DC=corp", ("acme", "corp")),
        ("живёт на Ленина 12-45", ("Ленина", "12", "45")),
        ("ул. Ленина 12-45", ("Ленина", "12", "45")),
        ("4510 123456 выдан ОВД Тверской", ("4510", "123456")),
        ("ask \u202evorteP navI\u202c today", ("vorteP", "navI")),
        (
            "call +7" + "".join(f"{digit}\ufe0f\u20e3" for digit in "9161234567"),
            ("9\ufe0f\u20e31\ufe0f\u20e36", "5\ufe0f\u20e36"),
        ),
    ],
)
def test_a_value_in_pieces_does_not_leave(text: str, hidden: tuple[str, ...]) -> None:
    made = sanitized(prompt_of("how", passage(text)), DETECTORS)
    assert not [piece for piece in hidden if piece in made.text]


@pytest.mark.parametrize(
    "text", ["password: T r 0 u b 4 d o r", "\u27e6AKIAQWERTY1234QWERTY_1\u27e7"]
)
def test_a_credential_in_pieces_is_local(text: str) -> None:
    assert "CREDENTIAL" in {finding.kind for finding in examine(text, DETECTORS).findings}


@pytest.mark.parametrize(
    "text",
    [
        "**Host:** `db01` and *node* two, 2 * 3 * 4, a < b > c",
        "- **a** . **b**\n- `x`, `y` | 1 2 3 4 5 6 |",
        "<p>one</p><p>two</p> <b>three</b> four",
        "obj._name, foo.__init__, db.*prod and a . b",
        "a  b  c  d  e  f",
        "escalate to @ivan.petrov now, meet bob @ home. then call",
        "It is v1.2 . Then 3 . 4 came. Use glob*.txt and a*b",
    ],
)
def test_words_that_are_apart_stay_apart(text: str) -> None:
    assert joined(text) == text


@pytest.mark.parametrize(
    "piece",
    ["a ", "*a", "`a", "a<", "a<!--", "1 . ", "a@a . ", "a.a@", "a<b>", "1._", "1*.", "a . "],
)
def test_hostile_lines_are_read_in_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    assert len(joined(text)) == len(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        "| count | 10 | 20 | 30 | 40 |",
        "base DC=example,DC=com",
        "release_1_2_3_4 and id_1_2",
        "встреча на Ленина 12-14 сентября",
    ],
)
def test_what_only_resembles_an_address_is_none(text: str) -> None:
    kinds = {finding.kind for finding in examine(text, DETECTORS).findings}
    assert not kinds & {"IP", "HOST", "ADDRESS"}


@pytest.mark.parametrize(
    "piece", ["1 | ", "ip 1\t", "1_", "dc=a,", "на Анна ", "4510 123456 ", "a%20", "\u202ea\n"]
)
def test_hostile_lines_are_read_by_the_quick_detectors_in_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    for detector in DETECTORS:
        if detector.name in ("infrastructure", "numbers", "injection"):
            began = time.process_time()
            list(detector.find(text))
            assert time.process_time() - began < 5, detector.name
