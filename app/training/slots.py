"""What stands in the slots of a frame: made-up people, firms, sums, dates, hosts, numbers.

Invariant: nothing in a slot tells a level: the same values stand in harmless texts. Russian names
have the case that the slot asks for (`{P}` nominative, `{Pg}` genitive, `{Pd}` dative, `{Pi}`
instrumental).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from app.training.names import (
    BOTH,
    COMPANIES,
    DEPARTMENTS_RU,
    EN,
    FIRST_EN,
    FIRST_RU,
    LAST_EN,
    LAST_RU,
    PRODUCTS_RU,
    ROLES_RU,
    RU,
    TOWNS_RU,
)

_SLOT = re.compile(r"\{([A-Za-z%][A-Za-zа-я_0-9]{0,9})\}")
_CASES = ("", "g", "d", "i")
Maker = Callable[[random.Random], str]


def filled(frame: str, spoken: str, chance: random.Random) -> str:
    """The frame with a value in each slot. Raises `KeyError` for a slot that nobody knows."""
    makers = _MAKERS[spoken]
    return _SLOT.sub(lambda match: makers[match[1]](chance), frame)


def unknown(frame: str, spoken: str) -> set[str]:
    """Slots of a frame that have no values."""
    return {match[1] for match in _SLOT.finditer(frame)} - set(_MAKERS[spoken])


def _money_en(chance: random.Random) -> str:
    amount = chance.choice((chance.randint(11, 990), chance.randint(1, 95) * 100))
    return chance.choice(
        (f"${amount}k", f"€{amount},000", f"{amount / 10:.1f} m EUR", f"{amount}k", f"${amount}m",
         f"USD {amount},500", f"{amount} thousand", f"£{amount},{chance.randint(100, 999)}")
    )  # fmt: skip


def _money_ru(chance: random.Random) -> str:
    amount = chance.randint(11, 990)
    return chance.choice(
        (f"{amount} тыс.", f"{amount} 000 ₽", f"{amount / 10:.1f} млн руб.".replace(".", ",", 1),
         f"{amount} млн", f"{amount} 500 рублей", f"${amount}k", f"{amount} т.р.", f"{amount}к")
    )  # fmt: skip


def _percent(chance: random.Random) -> str:
    amount = chance.randint(2, 60)
    return chance.choice((f"{amount}%", f"{amount} %", f"{amount}.5%"))


def _number(low: int, high: int) -> Maker:
    return lambda chance: str(chance.randint(low, high))


def _digits(pattern: str) -> Maker:
    """Each 0 of the pattern becomes a digit; what it makes is no valid number of anybody."""
    return lambda chance: re.sub("0", lambda _: str(chance.randint(0, 9)), pattern)


def _date(spoken: str) -> Maker:
    months = _MONTHS[spoken]

    def make(chance: random.Random) -> str:
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2023, 2027)
        name = months[month - 1]
        return chance.choice(
            (f"{day} {name}", f"{day:02}.{month:02}.{year}", f"{year}-{month:02}-{day:02}",
             f"{day:02}.{month:02}", f"{name} {day}" if spoken == "en" else f"{day} {name} {year}")
        )  # fmt: skip

    return make


_MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "ru": (
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
}


def _time(chance: random.Random) -> str:
    return f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}"


def _plain_date(chance: random.Random) -> str:
    return f"{chance.randint(1970, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _host(chance: random.Random) -> str:
    name = chance.choice(BOTH["service"])
    number = f"{chance.randint(1, 24):02}"
    tail = chance.choice(("", ".corp.example", ".prod.internal", ".int.example", ".lan", "-db"))
    return f"{name}-{number}{tail}"


def _address(chance: random.Random) -> str:
    return f"10.{chance.randint(0, 255)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"


def _version(chance: random.Random) -> str:
    return f"{chance.randint(0, 20)}.{chance.randint(0, 30)}.{chance.randint(0, 9)}"


def _person_en(chance: random.Random) -> str:
    first, last = chance.choice(FIRST_EN), chance.choice(LAST_EN)
    return chance.choice((f"{first} {last}", f"{first} {last}", f"{first[0]}. {last}", last))


def _person_ru(case: int) -> Maker:
    def make(chance: random.Random) -> str:
        woman = chance.random() < 0.5
        first, last = chance.choice(FIRST_RU[woman])[case], chance.choice(LAST_RU[woman])[case]
        initial = chr(chance.choice(range(ord("А"), ord("П"))))
        return chance.choice((f"{first} {last}", f"{last} {first}", last, f"{last} {initial}."))

    return make


def _first_ru(case: int) -> Maker:
    return lambda chance: chance.choice(FIRST_RU[chance.random() < 0.5])[case]


def _email(chance: random.Random) -> str:
    first, last = chance.choice(FIRST_EN), chance.choice(LAST_EN)
    return f"{first[0]}.{last}@{chance.choice(BOTH['domain'])}".lower()


def _street(spoken: str) -> Maker:
    streets = (EN if spoken == "en" else RU)["street"]

    def make(chance: random.Random) -> str:
        street, number = chance.choice(streets), chance.randint(1, 180)
        return f"{number} {street}" if spoken == "en" else f"{street}, {number}"

    return make


def _company(spoken: str) -> Maker:
    def make(chance: random.Random) -> str:
        name = chance.choice(COMPANIES[spoken])
        if spoken == "en":
            return name + chance.choice(("", "", " Ltd", " GmbH", " Inc", " Group"))
        return chance.choice((f"«{name}»", f"«{name}»", name, f"ООО «{name}»"))

    return make


def _one(values: tuple[str, ...]) -> Maker:
    return lambda chance: chance.choice(values)


_COMMON: dict[str, Maker] = {
    "%": _percent,
    "N": _number(2, 9),
    "N2": _number(11, 980),
    "Y": _number(2023, 2028),
    "V": _version,
    "H": _host,
    "S": _one(BOTH["service"]),
    "X": _one(BOTH["codename"]),
    "ns": _one(BOTH["namespace"]),
    "ip": _address,
    "port": _number(1024, 9999),
    "time": _time,
    "date": _plain_date,
    "email": _email,
    "phone": lambda chance: _digits(chance.choice(BOTH["phone"]))(chance),
    "card": _digits("4000 0000 0000 0000"),
    "iban": _digits("DE00 0000 0000 0000 0000 00"),
    "inn": _digits("000000000000"),
    "snils": _digits("000-000-000 00"),
    "passport": _digits("0000 000000"),
}

_MAKERS: Mapping[str, Mapping[str, Maker]] = {
    "en": _COMMON
    | {name: _one(values) for name, values in EN.items()}
    | {
        "M": _money_en, "D": _date("en"), "P": _person_en, "F": _one(FIRST_EN), "C": _company("en"),
        "addr": _street("en"),
    },
    "ru": _COMMON
    | {name: _one(values) for name, values in RU.items()}
    | {f"P{case}": _person_ru(number) for number, case in enumerate(_CASES)}
    | {f"F{case}": _first_ru(number) for number, case in enumerate(_CASES)}
    | {name: _company("ru") for name in ("C", "C_g", "C_d", "C_i", "C_p")}
    | {
        name: _one(tuple(row[case] for row in rows))
        for rows, names in (
            (TOWNS_RU, ("T", "Tg", "Td", "T_i", "Tl")),
            (DEPARTMENTS_RU, ("dept", "dept_g", "dept_d", "dept_l")),
            (PRODUCTS_RU, ("product", "product_g", "product_d", "product_i", "product_l")),
            (ROLES_RU, ("role", "role_d")),
        )
        for case, name in enumerate(names)
    }
    | {"M": _money_ru, "D": _date("ru"), "addr": _street("ru")},
}  # fmt: skip
