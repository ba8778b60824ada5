"""Check digits: Luhn, IBAN, and the Russian INN, SNILS, OGRN and OGRNIP.

Sources: ISO/IEC 7812-1 (Luhn), ISO 13616 (IBAN), orders of the Russian tax service and pension fund.
Invariant: each takes a string of digits (IBAN: and capitals) of any length and never raises.
"""

from __future__ import annotations

IBAN_LENGTHS = {
    code: int(length)
    for length, codes in (
        ("15", "NO"), ("16", "BE"), ("18", "DK FI FO GL NL SD"), ("19", "MK SI"),
        ("20", "AT BA EE KZ LT LU MN XK"), ("21", "CH HR LI LV"),
        ("22", "BG BH CR DE GB GE IE ME RS VA"), ("23", "AE GI IL IQ OM TL"),
        ("24", "AD CZ ES MD PK RO SA SE SK TN VG"), ("25", "LY PT ST"), ("26", "IS TR"),
        ("27", "BI DJ FR GR IT MC MR SM"), ("28", "AL AZ BY CY DO GT HU LB NI PL SV"),
        ("29", "BR EG PS QA UA"), ("30", "JO KW MU YE"), ("31", "MT SC"), ("32", "LC"),
        ("33", "RU"),
    )
    for code in codes.split()
}  # fmt: skip
"""Length of an IBAN by country."""

_INN = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def luhn(digits: str) -> bool:
    """Payment cards."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0 and len(set(digits)) > 1


def iban(value: str) -> bool:
    """International bank account numbers: length by country, and 1 modulo 97."""
    if IBAN_LENGTHS.get(value[:2]) != len(value):
        return False
    return int("".join(str(int(sign, 36)) for sign in value[4:] + value[:4])) % 97 == 1


def inn(digits: str) -> bool:
    """Russian taxpayer: 10 digits of an organisation, 12 of a person."""
    if len(digits) == 10:
        return _weighted(digits, _INN) == int(digits[9]) and len(set(digits)) > 1
    if len(digits) == 12:
        first = _weighted(digits, (7, *_INN)) == int(digits[10])
        return (
            first and _weighted(digits, (3, 7, *_INN)) == int(digits[11]) and len(set(digits)) > 1
        )
    return False


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
    return total % 11 % 10


def snils(digits: str) -> bool:
    """Russian pension insurance: 11 digits, the last two are the check."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def ogrn(digits: str) -> bool:
    """Russian state registration: 13 digits of an organisation, 15 of an entrepreneur."""
    if len(digits) not in (13, 15) or digits[0] not in "1235":
        return False
    return int(digits[:-1]) % (len(digits) - 2) % 10 == int(digits[-1])
