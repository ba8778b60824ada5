"""What belongs to people and companies as the egress guard knows it: numbers by checksum and by
context, dates of birth, street addresses.

Invariant: no code is shared with `detectors`; linear time; example and test numbers never ring.
Deliberately elsewhere: the other alarms (`alarms`).
"""

from __future__ import annotations

import re

Match = re.Match[str]

PHONE = re.compile(
    r"(?<![\w.+-])(?:\+[1-9](?:[ ().-]{0,2}\d){9,14}"
    r"|[78][ -]?\(?[3489]\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}"
    r"|\(?[2-9]\d{2}(?:\) ?|[.-])[2-9]\d{2}[.-]\d{4}|00[1-9]\d{0,2}(?:[ -]\d{2,4}){3,4})(?![\w-]|\.\d)"
)
_NO_PHONE = re.compile(r"\+?1?[ ().-]*\d{3}[ ().-]*555[ ().-]*01\d\d$")


def is_phone(match: Match) -> bool:
    """Not one that is reserved for fiction, nor one or two digits again and again."""
    return not _NO_PHONE.match(match[0]) and len(set(re.sub(r"\D", "", match[0]))) > 2


PHONE_SAID = re.compile(
    r"(?:\b(?:phone|mobile|cell|tel|call (?:me|him|her|us)|whatsapp|sms)\b|\bтел(?:ефон[а-я]{0,2})?\b"
    r"|\bмоб(?:ильн[а-я]{2,3})?\b|\bзвони(?:те|ть)?\b|\bдобавочн[а-я]{2,3}\b)"
    r"[^\n\d]{0,15}(?<!\d)(\+?\d(?:[ ()-]{0,2}\d){6,13})(?![\w.])",
    re.IGNORECASE,
)

CARD = re.compile(
    r"(?<![\w.])(?:[3-6]\d{3}(?:[ ._/-]{0,2}\d){9,15}|2[2-7]\d{2}(?:[ ._/-]{0,2}\d){12})(?![\w-])"
)
_ISSUERS = re.compile(
    r"4|5[0-8]|2(?:2[2-9]|[3-6]|7[01]|720)|3[47]|36|3[0589]|6011|62|64[4-9]|65|6[37]|220[0-4]"
)
_TEST_CARDS = frozenset({"4111111111111111", "4242424242424242", "5555555555554444"})


def digits_of(match: Match) -> str:
    """The digits of what was found, in order."""
    return re.sub(r"\D", "", match[0])


def is_card(match: Match) -> bool:
    """Luhn, the right first digits, and no card that everybody tests with."""
    digits = digits_of(match)
    if len(digits) > 16 and match[0].isdigit():  # a row of a table, an id
        return False
    if digits in _TEST_CARDS or not _ISSUERS.match(digits) or len(set(digits)) < 3:
        return False
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


IBAN = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z]\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)")
_EXAMPLE_IBANS = frozenset({"GB82WEST12345698765432", "DE89370400440532013000"})


def is_iban(match: Match) -> bool:
    """Its two check digits are right (ISO 7064, mod 97-10)."""
    code = re.sub(r"[ -]", "", match[0])
    if not 15 <= len(code) <= 34 or code in _EXAMPLE_IBANS:
        return False
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1


SNILS = re.compile(r"(?<![\w-])(\d{3})[ -](\d{3})[ -](\d{3})[ -]?(\d{2})(?![\w-])")


def is_snils(match: Match) -> bool:
    """Its last two digits are the checksum of the others."""
    digits = digits_of(match)
    total = sum(int(d) * (9 - place) for place, d in enumerate(digits[:9])) % 101 % 100
    return total == int(digits[9:])


RUSSIAN_ID = re.compile(
    r"(?:\bинн|\binn|\bогрн(?:ип)?|\bogrn(?:ip)?|снилс|snils|паспорт\w{0,3}|passport|\bкпп|\bkpp"
    r"|\bбик|\bр/?с(?:ч[её]т)?|\bкорр?\.?\s?сч[её]т)\b"
    r"[^\n\d]{0,30}?(?<!\d)(\d(?:[ \-\u2116]{0,3}\d){8,19})(?!\d)",
    re.IGNORECASE,
)
RUSSIAN_NUMBER = re.compile(r"(?<![\w.-])(\d{12})(?![\w-]|\.\d)")
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def is_inn(match: Match) -> bool:
    """Twelve digits, the last two of which check the others: a person's INN, also with no word."""
    digits = [int(digit) for digit in match[1]]
    if digits[:2] == [2, 0] or not any(digits[:4]):  # begins as a date does
        return False
    eleventh = sum(w * d for w, d in zip(_INN_11, digits[:10], strict=True)) % 11 % 10
    twelfth = sum(w * d for w, d in zip(_INN_12, digits[:11], strict=True)) % 11 % 10
    return digits[10:] == [eleventh, twelfth]


NATIONAL_ID = re.compile(
    r"(?<![\w.-])(?:(\d{3})-(\d{2})-(\d{4})|([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])(?: ?\d\d){3} ?[A-D])"
    r"(?![\w-]|\.\d)"
)
_EXAMPLE_SSNS = frozenset({"078-05-1120", "219-09-9999", "123-45-6789"})
_NO_NINO = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def is_national_id(match: Match) -> bool:
    """An American social security or British national insurance number that can be one."""
    if match[4]:
        return match[4] not in _NO_NINO
    never = match[1] in ("000", "666") or match[1] >= "900"
    return not never and match[2] != "00" and match[3] != "0000" and match[0] not in _EXAMPLE_SSNS


_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)"
)
BIRTH_DATE = re.compile(
    r"(?:\bborn\b|birth ?da(?:y|te)|date of birth|\bd\.?o\.?b\b|дат[аыуеой]{1,2} рождения"
    r"|\bродил(?:ся|ась)|\bд\.\s?р\.|\bг\.\s?р\.)[^\n\d]{0,25}"
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}[a-zа-я]{{0,6}},? \d{{4}}"
    rf"|{_MONTHS}[a-z]{{0,6}} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
    r"|(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}\s?(?:г\.\s?р\.|года рождения)",
    re.IGNORECASE,
)
STREET = re.compile(
    r"(?<!\w)\d{1,5}[A-Za-z]? (?:[NSEW]\.? )?[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?"
    r" (?:St|Street|Road|Rd|Ave|Avenue|Lane|Ln|Drive|Boulevard|Blvd|Court|Crescent|Terrace|Close"
    r"|Square|Highway)(?!\w)"
    r"|(?:\b[Уу]л\.|\b[Уу]лиц[аеыу]|\b[Пп]росп(?:ект[ае]?|\.)|\b[Пп]р-т|\b[Пп]ер(?:еулок|\.)"
    r"|\b[Нн]аб(?:ережная|\.)|\b[Шш]оссе|\b[Бб]ульвар|\b[Бб]-р)"
    r"\s{1,2}[А-ЯЁ0-9][а-яё0-9-]{1,30}(?:\s[А-ЯЁ0-9][а-яё0-9-]{0,30}){0,2}"
    r"(?:,\s{0,2}|\s)(?:д(?:ом|\.)?\s?)?\d{1,4}"
)
"""A street with a number, in either language."""

INITIALS = re.compile(
    r"[A-ZА-ЯЁ](?<![\w.].)(?:(?<=[А-ЯЁ])(?:\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]{3,20}"
    r"|[а-яё]{3,20}\s[А-ЯЁ]\.\s?[А-ЯЁ]\.(?!\w))|(?<=[A-Z])\. ?[A-Z]\. ?[A-Z][a-z]{3,20})"
)
"""A surname with two initials: a shape, as the rest here; names themselves are for the detectors."""
