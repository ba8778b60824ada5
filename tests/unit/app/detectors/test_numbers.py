"""Numbers with a check digit: right ones are found, one digit off they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.confidentiality.detectors import checksums
from app.confidentiality.detectors.numbers import Numbers
from tests.unit.app.detectors.cases import found

FOUND = [
    ("карта 4111 1111 1111 1111 12/27", "CARD", "4111 1111 1111 1111"),
    ("5500005555555559", "CARD", "5500005555555559"),
    ("2200-0000-0000-0004", "CARD", "2200-0000-0000-0004"),
    ("4111 1111\n1111 1111", "CARD", "4111 1111\n1111 1111"),
    ("IBAN DE89 3704 0044 0532 0130 00 and more", "IBAN", "DE89 3704 0044 0532 0130 00"),
    ("gb82west12345698765432", "IBAN", "gb82west12345698765432"),
    ("ИНН 7707083893", "INN", "7707083893"),
    ("инн: 500100732259", "INN", "500100732259"),
    ("СНИЛС 112-233-445 95", "SNILS", "112-233-445 95"),
    ("СНИЛС: 11223344595", "SNILS", "11223344595"),
    ("ОГРН 1027700132195", "OGRN", "1027700132195"),
    ("ОГРНИП 304500116000157", "OGRN", "304500116000157"),
]


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_found(text: str, kind: str, value: str) -> None:
    assert found(Numbers(), text) == [(kind, value)]


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_one_digit_off_is_none(text: str, kind: str, value: str) -> None:
    last = value[-1]
    wrong = value[:-1] + str((int(last) + 1) % 10)
    assert found(Numbers(), text.replace(value, wrong)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("паспорт 4509 123456 выдан", "4509 123456"),
        ("Паспорт: серия 45 09 № 123456", "45 09 № 123456"),
        ("серия 4509 номер 123456", "4509 номер 123456"),
        ("passport no. C01234567", "C01234567"),
    ],
)
def test_passports_are_told_by_their_context(text: str, value: str) -> None:
    assert found(Numbers(), text) == [("PASSPORT", value)]


@pytest.mark.parametrize(
    "text",
    [
        "4509 123456",
        "timestamp 1700000000",
        "1700000000000",
        "0000 0000 0000 0000",
        "2019-04-12 12:38",
    ],
)
def test_stamps_and_counters_are_none(text: str) -> None:
    assert found(Numbers(), text) == []


@given(st.from_regex(r"[0-9]{15}", fullmatch=True))
def test_exactly_one_last_digit_is_right_for_luhn(digits: str) -> None:
    if len(set(digits)) > 1:
        assert sum(checksums.luhn(digits + last) for last in "0123456789") == 1
