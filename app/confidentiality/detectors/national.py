"""Check digits of people's numbers outside Russia.

Sources: the issuing authorities' published rules, the same that python-stdnum follows (the tests
compare the two). Invariant: each takes a compact value (no blanks, capitals) and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6,
         8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)  # fmt: skip
_EVEN = {
    sign: number % 10 if number < 10 else number - 10
    for number, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_VERHOEFF = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _luhn(digits: str) -> bool:
    doubled = [
        int(d) if i % 2 == 0 else sum(divmod(int(d) * 2, 10))
        for i, d in enumerate(reversed(digits))
    ]
    return sum(doubled) % 10 == 0


def nino(value: str) -> bool:
    """UK national insurance: letters by rule; it has no check digit."""
    shape = re.fullmatch(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]", value)
    return bool(shape) and value[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def nhs(value: str) -> bool:
    """UK health: 10 digits, modulo 11."""
    if not re.fullmatch(r"\d{10}", value):
        return False
    check = 11 - _weighted(value[:9], (10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return check != 10 and check % 11 == int(value[9])


def steuer_id(value: str) -> bool:
    """German tax id: 11 digits, modulo 11,10; one of the first ten comes twice or thrice."""
    if not re.fullmatch(r"[1-9]\d{10}", value):
        return False
    counts = sorted(value[:10].count(digit) for digit in set(value[:10]))
    if counts[-1] not in (2, 3) or (len(counts) > 1 and counts[-2] > 1):
        return False
    rest = 10
    for digit in value[:10]:
        total = (int(digit) + rest) % 10 or 10
        rest = total * 2 % 11
    return (11 - rest) % 10 == int(value[10])


def nir(value: str) -> bool:
    """French social security: 13 digits (Corsica: 2A, 2B) and a key modulo 97."""
    if not re.fullmatch(r"[12378]\d{4}(?:\d{2}|2A|2B)\d{8}", value):
        return False
    body = value[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(body) % 97 == int(value[13:])


def codice_fiscale(value: str) -> bool:
    """Italian tax code of a person: 16 signs, the last a check letter."""
    if not re.fullmatch(
        r"[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]", value
    ):
        return False
    total = sum(
        _ODD[sign] if place % 2 == 0 else _EVEN[sign] for place, sign in enumerate(value[:15])
    )
    return chr(ord("A") + total % 26) == value[15]


def dni(value: str) -> bool:
    """Spanish DNI and NIE: the number modulo 23 gives the letter."""
    if not re.fullmatch(r"[\dXYZ]\d{7}[A-Z]", value):
        return False
    number = int(value[:8].translate(str.maketrans("XYZ", "012")))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == value[8]


def pesel(value: str) -> bool:
    """Polish PESEL: 11 digits with a date."""
    if not re.fullmatch(r"\d{11}", value) or not 1 <= int(value[2:4]) % 20 <= 12:
        return False
    return -_weighted(value, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == int(value[10])


def bsn(value: str) -> bool:
    """Dutch BSN: the test of eleven."""
    if not re.fullmatch(r"\d{9}", value) or len(set(value)) == 1:
        return False
    return (_weighted(value, (9, 8, 7, 6, 5, 4, 3, 2)) - int(value[8])) % 11 == 0


def rijksregister(value: str) -> bool:
    """Belgian national number: 9 digits and 97 less their rest, born since 2000 with a 2 before."""
    if not re.fullmatch(r"\d{11}", value) or not 0 <= int(value[2:4]) % 20 <= 12:
        return False
    return int(value[9:]) in (97 - int(value[:9]) % 97, 97 - int("2" + value[:9]) % 97)


def personnummer(value: str) -> bool:
    """Swedish personal number: 10 or 12 digits, Luhn over the last ten."""
    if not re.fullmatch(r"(?:19|20)?\d{10}", value):
        return False
    ten = value[-10:]
    return 1 <= int(ten[2:4]) <= 12 and 1 <= int(ten[4:6]) % 60 <= 31 and _luhn(ten)


def hetu(value: str) -> bool:
    """Finnish personal code: date, century sign, three digits, check sign."""
    shape = re.fullmatch(r"(\d{6})[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])", value)
    return (
        bool(shape) and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(shape[1] + shape[2]) % 31] == shape[3]
        if shape
        else False
    )


def fodselsnummer(value: str) -> bool:
    """Norwegian national number: 11 digits, two checks modulo 11."""
    if not re.fullmatch(r"\d{11}", value):
        return False
    first = -_weighted(value, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = -_weighted(value, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return first == int(value[9]) and second == int(value[10])


def rodne_cislo(value: str) -> bool:
    """Czech and Slovak birth number: 10 digits, divisible by 11."""
    if not re.fullmatch(r"\d{10}", value) or not 1 <= int(value[2:4]) % 50 % 20 <= 12:
        return False
    return int(value) % 11 == 0 or (int(value[:9]) % 11 == 10 and value[9] == "0")


def ahv(value: str) -> bool:
    """Swiss AHV: 756 and an EAN check digit."""
    return bool(re.fullmatch(r"756\d{10}", value)) and _weighted(value, (1, 3) * 6 + (1,)) % 10 == 0


def cpf(value: str) -> bool:
    """Brazilian CPF: 11 digits, two checks."""
    if not re.fullmatch(r"\d{11}", value) or len(set(value)) == 1:
        return False
    first = _weighted(value, tuple(range(10, 1, -1))) * 10 % 11 % 10
    return first == int(value[9]) and _weighted(
        value, tuple(range(11, 1, -1))
    ) * 10 % 11 % 10 == int(value[10])


def aadhaar(value: str) -> bool:
    """Indian Aadhaar: 12 digits, Verhoeff."""
    if not re.fullmatch(r"[2-9]\d{11}", value):
        return False
    rest = 0
    for place, digit in enumerate(reversed(value)):
        rest = int(_VERHOEFF[rest][int(_PERMUTED[place % 8][int(digit)])])
    return rest == 0


def sin(value: str) -> bool:
    """Canadian social insurance: 9 digits, Luhn."""
    return bool(re.fullmatch(r"[1-79]\d{8}", value)) and _luhn(value)


def cnp(value: str) -> bool:
    """Romanian CNP: 13 digits, modulo 11."""
    if not re.fullmatch(r"[1-9]\d{12}", value):
        return False
    rest = _weighted(value, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if rest == 10 else rest) == int(value[12])


def pps(value: str) -> bool:
    """Irish PPS number: 7 digits, a check letter, perhaps one more letter."""
    shape = re.fullmatch(r"(\d{7})([A-W])([A-IW]?)", value)
    if not shape:
        return False
    extra = 0 if shape[3] in ("", "W") else ord(shape[3]) - 64
    return (
        "WABCDEFGHIJKLMNOPQRSTUV"[(_weighted(shape[1], (8, 7, 6, 5, 4, 3, 2)) + 9 * extra) % 23]
        == shape[2]
    )


def nif(value: str) -> bool:
    """Portuguese NIF: 9 digits, modulo 11."""
    if not re.fullmatch(r"[1-9]\d{8}", value):
        return False
    return (11 - _weighted(value, (9, 8, 7, 6, 5, 4, 3, 2)) % 11) % 11 % 10 == int(value[8])


Check = Callable[[str], bool]
