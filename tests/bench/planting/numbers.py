"""Numbers of people, firms and money, with their check digits, computed here on their own."""

from __future__ import annotations

from tests.bench.planting.values import Draw, Generator, Value


def card(draw: Draw, form: str) -> Value:
    """A card number that passes Luhn's check, grouped or not."""
    start = draw.any(("4276", "5469", "2202", "4000", "5136", "5303", "2200", "4154"))
    body = start + draw.digits(11)
    digits = body + str(_luhn(body))
    four = [digits[at : at + 4] for at in range(0, 16, 4)]
    return Value.whole("card", draw.any((" ".join(four), "-".join(four), digits)))


def _luhn(body: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(body)):
        number = int(digit) * (2 if place % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return -total % 10


def iban(draw: Draw, form: str) -> Value:
    """An IBAN of five countries, with its check digits."""
    country, bank = draw.any(
        (
            ("DE", draw.digits(18)), ("GB", f"LOYD{draw.digits(14)}"), ("FR", draw.digits(23)),
            ("NL", f"INGB{draw.digits(10)}"), ("ES", draw.digits(20)),
        )
    )  # fmt: skip
    letters = "".join(str(int(c, 36)) for c in f"{bank}{country}00")
    code = f"{country}{98 - int(letters) % 97:02}{bank}"
    spaced = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
    return Value.whole("iban", draw.any((code, spaced)))


def _weighted(digits: str, weights: tuple[int, ...]) -> str:
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return str(total % 11 % 10)


_INN10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def inn(draw: Draw, form: str) -> Value:
    """Of a firm (10 digits) or a person (12)."""
    if draw.number(0, 1):
        body = draw.any(("77", "54", "16", "63")) + draw.digits(7)
        return Value.whole("inn", body + _weighted(body, _INN10))
    body = draw.any(("50", "78", "66", "02")) + draw.digits(8)
    body += _weighted(body, _INN11)
    return Value.whole("inn", body + _weighted(body, _INN12))


def snils(draw: Draw, form: str) -> Value:
    """The insurance number, in the usual shape."""
    body = draw.digits(9, "1")
    control = sum(int(d) * (9 - place) for place, d in enumerate(body)) % 101 % 100
    shown = f"{body[:3]}-{body[3:6]}-{body[6:]} {control:02}"
    return Value.whole("snils", draw.any((shown, shown, f"{body}{control:02}")))


def ogrn(draw: Draw, form: str) -> Value:
    """Of a firm (13 digits) or a trader (15)."""
    if draw.number(0, 1):
        body = "1" + draw.digits(11)
        return Value.whole("ogrn", body + str(int(body) % 11 % 10))
    body = "3" + draw.digits(13)
    return Value.whole("ogrn", body + str(int(body) % 13 % 10))


def kpp(draw: Draw, form: str) -> Value:
    """A tax registration reason."""
    return Value.whole("kpp", draw.any(("7701", "5404", "1655")) + "01" + draw.digits(3))


def bik(draw: Draw, form: str) -> Value:
    """A bank's code."""
    return Value.whole("bik", "04" + draw.any(("4525", "5004", "9205")) + draw.digits(3))


def passport(draw: Draw, form: str) -> Value:
    """A Russian inner passport: series and number, or one of another country."""
    if draw.language == "ru":
        a, b, c = draw.digits(2, "4567"), draw.any(("04", "12", "18", "21")), draw.digits(6)
        return Value.whole("passport", draw.any((f"{a} {b} {c}", f"{a}{b} {c}", f"{a}{b} № {c}")))
    return Value.whole("passport", draw.digits(9, "345"))


def ssn(draw: Draw, form: str) -> Value:
    """A US number outside of the ranges that were never given."""
    area = draw.number(101, 665)
    return Value.whole("ssn", f"{area}-{draw.number(10, 99)}-{draw.number(1000, 9999)}")


def nino(draw: Draw, form: str) -> Value:
    """A UK insurance number."""
    prefix = draw.any(("AB", "CE", "JW", "PX", "SM"))
    a, b, c = draw.digits(2), draw.digits(2), draw.digits(2)
    end = draw.any(("A", "B", "C", "D"))
    return Value.whole("nino", draw.any((f"{prefix} {a} {b} {c} {end}", f"{prefix}{a}{b}{c}{end}")))


def national(draw: Draw, form: str) -> Value:
    """An identity number of an EU country, with its check: Poland, Spain, Italy's shape is left."""
    if draw.number(0, 1):
        body = (
            f"{draw.number(55, 99):02}{draw.number(1, 12):02}{draw.number(1, 28):02}"
            + draw.digits(4)
        )
        weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
        check = -sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 10
        return Value.whole("pesel", f"{body}{check}")
    body = draw.digits(8)
    return Value.whole("dni", f"{body}{'TRWAGMYFPDXBNJZSQVHLCKE'[int(body) % 23]}")


NUMBERS: dict[str, Generator] = {
    "card": card,
    "iban": iban,
    "inn": inn,
    "snils": snils,
    "ogrn": ogrn,
    "kpp": kpp,
    "bik": bik,
    "passport": passport,
    "ssn": ssn,
    "nino": nino,
    "national": national,
}
