"""E-mail addresses and phone numbers."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.contacts import Contacts
from tests.unit.app.detectors.cases import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("write to ivan.petrov@acme.ru.", "EMAIL", "ivan.petrov@acme.ru"),
        ("почта иван@почта.рф, срочно", "EMAIL", "иван@почта.рф"),
        ("ops@mail.acme.internal", "EMAIL", "ops@mail.acme.internal"),
        ("anna.smirnova@example.com", "EMAIL", "anna.smirnova@example.com"),
        ("ivan [at] acme [dot] ru", "EMAIL", "ivan [at] acme [dot] ru"),
        ("ivan\u00ad@acme\u200b.ru", "EMAIL", "ivan\u00ad@acme\u200b.ru"),
        ("write to ivan@\nacme.ru", "EMAIL", "ivan@\nacme.ru"),
        ("тел. 8 (916) 123-45-67", "PHONE", "8 (916) 123-45-67"),
        ("+7 495 123-45-67 доб. 12", "PHONE", "+7 495 123-45-67 доб. 12"),
        ("89161234567", "PHONE", "89161234567"),
        ("+7\u00a0916\u00a0123\u201145\u201167", "PHONE", "+7\u00a0916\u00a0123\u201145\u201167"),
        ("+49 30 901820", "PHONE", "+49 30 901820"),
        ("(978)645-9740x11144", "PHONE", "(978)645-9740x11144"),
        ("call me at 785 8949", "PHONE", "785 8949"),
        ("020 7946 0958", "PHONE", "020 7946 0958"),
        ("(495) 123-45-67", "PHONE", "(495) 123-45-67"),
        ("(555) 123-4567 ext. 12", "PHONE", "(555) 123-4567 ext. 12"),
        ("8 (495) 123-45-67 доб. 12", "PHONE", "8 (495) 123-45-67 доб. 12"),
        ("M: 0171 1234567", "PHONE", "0171 1234567"),
        ("1234567\n555-123-4567", "PHONE", "555-123-4567"),
        ('"Ы","8.996.189.81.20","x"', "PHONE", "8.996.189.81.20"),
        ("запасной (8-495-716-62-71)", "PHONE", "8-495-716-62-71"),
        ("дежурит (8(495)556-74-92)", "PHONE", "8(495)556-74-92"),
        ("343 538 60 36", "PHONE", "343 538 60 36"),
        ("callback 717-1599", "PHONE", "717-1599"),
        ("если не берут, 978 249 88 76", "PHONE", "978 249 88 76"),
    ],
)
def test_found(text: str, kind: str, value: str) -> None:
    assert found(Contacts(), text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "user@example.com",
        "git@github.com:acme/x.git",
        "getty@tty1.service",
        "image@sha256:0123456789",
        "pip install x@1.2.3",
        "2023-01-02 10:11:12",
        "10.20.30.40",
        "size 8589934592 bytes",
        "build 20230102-1234567",
        "\u27e6EMAIL_1\u27e7, \u27e6PHONE_2\u27e7",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(Contacts(), text) == []
