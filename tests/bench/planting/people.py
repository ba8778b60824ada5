"""People and how they are reached: names in both languages, handles, mail, phones, addresses."""

from __future__ import annotations

from tests.bench.planting.declension import CASES, first_name, last_name, patronymic
from tests.bench.planting.names import (
    DOUBLE_EN,
    FATHERS,
    FIRST_EN,
    FIRST_RU_F,
    FIRST_RU_M,
    LAST_EN,
    LAST_RU,
    SHORT_RU,
)
from tests.bench.planting.values import Draw, Generator, Value

_MAIL_DOMAINS = (
    "novaterra.io", "kvantech.ru", "lumena-group.com", "brightwell.co.uk", "sibtransit.ru",
    "orlanbank.ru", "helixware.de", "castleford.dev", "tundrasoft.com", "ostrov-it.ru", "gmx.net",
    "protonmail.com", "yandex.ru", "inbox.ru", "outlook.com", "polymerlab.org", "aurum-pay.eu",
)  # fmt: skip
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch  y  e yu ya".split(" "),
        strict=True,
    )
)
_STREETS_EN = (
    "Maplewood", "Harbour View", "Kingsbridge", "St Anne's", "Old Mill", "Willowbrook", "Chancery",
    "Redfern", "Sycamore", "Granville", "Copperfield", "Larkspur", "Hawthorne", "Bellevue",
)  # fmt: skip
_WAYS_EN = (
    "Street",
    "Road",
    "Avenue",
    "Lane",
    "Drive",
    "Court",
    "Close",
    "St",
    "Rd",
    "Ave",
    "Blvd",
)
_TOWNS_EN = ("Leeds", "Austin, TX 78701", "Dayton, OH 45402", "Bristol BS1 4DJ", "Toronto", "Cork")
_STREETS_RU = (
    "Лесная", "Заводская", "Академика Королёва", "Большая Морская", "Красноармейская", "Гагарина",
    "Маршала Жукова", "Первомайская", "Садовая", "Космонавтов", "Набережная", "Новослободская",
)  # fmt: skip
_TOWNS_RU = ("Москва", "Новосибирск", "Казань", "Самара", "Тверь", "Екатеринбург", "Пермь")
_MONTHS_EN = ("January", "March", "April", "June", "September", "November")
_MONTHS_RU = ("января", "марта", "апреля", "июня", "сентября", "ноября")


def latin(text: str) -> str:
    """A Russian name in Latin letters, as mail addresses and handles have it."""
    return "".join(_LATIN.get(letter, letter) for letter in text.lower())


def english_name(draw: Draw) -> tuple[str, str]:
    """Given and family name, of any origin, in Latin letters."""
    last = draw.of(DOUBLE_EN) if draw.number(0, 11) == 0 else draw.of(LAST_EN)
    return draw.of(FIRST_EN), last


def _full_ru(draw: Draw, case: str) -> tuple[str, str, str]:
    """First name, patronymic, family name, in one case."""
    female = draw.number(0, 1) == 1
    form = case if case in CASES else "nom"
    return (
        first_name(draw.of(FIRST_RU_F if female else FIRST_RU_M), form, female=female),
        patronymic(draw.any(FATHERS), form, female=female),
        last_name(draw.of(LAST_RU), form, female=female),
    )


def _pieces(*words: str) -> tuple[str, ...]:
    """Words of a name that tell who it is: no initials and no particles."""
    return tuple(w for word in words for w in word.split() if len(w) > 3 or word.istitle())


def person(draw: Draw, form: str) -> Value:
    """First and last name in the ways people write them."""
    if draw.language == "ru":
        first, middle, last = _full_ru(draw, form)
        ways = (
            (f"{first} {last}", _pieces(first, last)),
            (f"{first} {last}", _pieces(first, last)),
            (f"{last} {first}", _pieces(first, last)),
            (f"{last} {first} {middle}", _pieces(first, middle, last)),
            (f"{first} {middle} {last}", _pieces(first, middle, last)),
            (f"{last} {first[0]}.{middle[0]}.", _pieces(last)),
            (f"{first[0]}. {middle[0]}. {last}", _pieces(last)),
            (f"{first[0]}. {last}", _pieces(last)),
            (f"{first} {middle}", _pieces(first, middle)),
        )
        text, needles = draw.any(ways)
        return Value("person", text, needles)
    given, family = english_name(draw)
    full = f"{given} {family}"
    ways_en = (full, full, full, full, f"{family}, {given}", f"{given[0]}. {family}")
    text = draw.any(ways_en)
    return Value("person", text, _pieces(given, family) if given in text else _pieces(family))


def given_name(draw: Draw, form: str) -> Value:
    """A given name alone, as colleagues use it."""
    if draw.language == "ru":
        case = form if form in CASES else "nom"
        female = draw.number(0, 1) == 1
        if draw.number(0, 1):
            name = draw.of(SHORT_RU)
            return Value.whole("first_name", first_name(name, case, female=name[-1] in "ая"))
        table = FIRST_RU_F if female else FIRST_RU_M
        return Value.whole("first_name", first_name(draw.of(table), case, female=female))
    return Value.whole("first_name", draw.of(FIRST_EN))


def family_name(draw: Draw, form: str) -> Value:
    """A family name alone, as tables and sign-offs have it."""
    if draw.language == "ru":
        return Value.whole("last_name", _full_ru(draw, form)[2])
    return Value.whole("last_name", draw.of(LAST_EN))


def _login(draw: Draw) -> str:
    given, family = english_name(draw)
    if draw.number(0, 1):
        given, _, family = _full_ru(draw, "nom")
    a, b = latin(given), latin(family).replace(" ", "").replace("'", "").replace("-", "")
    return draw.any(
        (f"{a}.{b}", f"{a[0]}.{b}", f"{a[0]}{b}", f"{b}.{a[0]}", f"{a}_{b}", f"{b}{a[0]}")
    )


def email(draw: Draw, form: str) -> Value:
    """A person's address."""
    return Value.whole("email", f"{_login(draw)}@{draw.of(_MAIL_DOMAINS)}")


def handle(draw: Draw, form: str) -> Value:
    """A name in a chat: @ and a login."""
    login = _login(draw)
    return Value("handle", f"@{login}", (login,))


def phone(draw: Draw, form: str) -> Value:
    """A number as people write it; all of its digits are the needle."""
    a, b, c, d = draw.digits(3, "9"), draw.digits(3), draw.digits(2), draw.digits(2)
    if draw.language == "ru":
        shapes: tuple[str, ...] = (
            f"+7 {a} {b}-{c}-{d}", f"8 ({a}) {b}-{c}-{d}", f"+7({a}){b}{c}{d}", f"8{a}{b}{c}{d}",
            f"+7-{a}-{b}-{c}-{d}", f"8-{a}-{b}-{c}-{d}", f"+7 ({a}) {b} {c} {d}",
        )  # fmt: skip
    else:
        area, office = draw.any(("212", "415", "617", "503", "312")), draw.digits(3, "23679")
        line = draw.digits(4)
        shapes = (
            f"({area}) {office}-{line}", f"+1 {area}-{office}-{line}", f"{area}.{office}.{line}",
            f"+1 ({area}) {office} {line}", f"+44 20 {draw.digits(4, '78')} {draw.digits(4)}",
            f"+49 30 {draw.digits(4, '2345')} {draw.digits(4)}", f"+44 7{draw.digits(3)} {draw.digits(6)}",
            f"+33 6 {c} {d} {draw.digits(2)} {draw.digits(2)}",
        )  # fmt: skip
    return Value.whole("phone", draw.any(shapes))


def address(draw: Draw, form: str) -> Value:
    """Street and house, with flat, town or code."""
    house = draw.number(2, 188)
    if draw.language == "ru":
        street = draw.of(_STREETS_RU)
        flat = draw.number(1, 240)
        town = draw.any(_TOWNS_RU)
        ways = (
            f"г. {town}, ул. {street}, д. {house}, кв. {flat}",
            f"ул. {street}, {house}-{flat}",
            f"{draw.digits(6, '16')}, г. {town}, ул. {street}, дом {house}",
            f"улица {street}, дом {house}, корпус {draw.number(1, 4)}, квартира {flat}",
        )
        return Value("address", draw.any(ways), (street,))
    street = f"{draw.of(_STREETS_EN)} {draw.any(_WAYS_EN)}"
    town = draw.any(_TOWNS_EN)
    ways_en = (
        f"{house} {street}, {town}",
        f"{house} {street}",
        f"Flat {draw.number(1, 30)}, {house} {street}, {town}",
    )
    return Value("address", draw.any(ways_en), (street,))


def birth(draw: Draw, form: str) -> Value:
    """A date of birth; the shell says that it is one."""
    day, month, year = draw.number(1, 28), draw.number(1, 12), draw.number(1958, 2004)
    if draw.language == "ru":
        ways: tuple[str, ...] = (
            f"{day:02}.{month:02}.{year}",
            f"{day} {draw.any(_MONTHS_RU)} {year}",
        )
    else:
        ways = (
            f"{day:02}/{month:02}/{year}", f"{year}-{month:02}-{day:02}",
            f"{day} {draw.any(_MONTHS_EN)} {year}",
        )  # fmt: skip
    return Value.whole("birth", draw.any(ways))


PEOPLE: dict[str, Generator] = {
    "person": person,
    "first": given_name,
    "last": family_name,
    "email": email,
    "handle": handle,
    "phone": phone,
    "address": address,
    "birth": birth,
}
