"""What fills the places of the templates that are no names: numbers, days, jobs, words of the trade.

Every maker takes a `random.Random` and returns text; the same seed gives the same text. Invariant:
the tagger learns to leave alone what is made here. Deliberately elsewhere: names (`people_slots`).
"""

from __future__ import annotations

import random

from app.confidentiality.detectors import places
from app.training import people_slots as slots
from app.training.people_words import BRANDS, JOBS, NOUNS, TECH, TITLES

_STATES = tuple(sorted(state.upper() for state in places.STATES if len(state) == 2))
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def job(rng: random.Random) -> str:
    """A profession."""
    return rng.choice(JOBS)


def _word(rng: random.Random) -> str:
    return rng.choice(NOUNS)


def handle(rng: random.Random) -> str:
    """A name in a chat or a system."""
    first, last = plain(slots.given(rng)), plain(slots.surname(rng).split(" ")[-1])
    return rng.choice(
        (
            f"{first[:1]}{last}",
            f"{first}.{last}",
            f"{first}.{last[:1]}",
            f"@{first}{last}",
            f"{first}_{last}",
            f"{first}{rng.randrange(100)}",
        )
    )


def plain(name: str) -> str:
    """A name in small letters of ASCII."""
    from app.confidentiality.detectors.lexicon import fold

    return "".join(sign for sign in fold(name) if "a" <= sign <= "z") or "ann"


def _mail(rng: random.Random) -> str:
    return f"{plain(slots.given(rng))}.{plain(slots.surname(rng))}@{rng.choice(BRANDS).lower()}.{rng.choice(('com', 'org', 'de', 'net'))}"


def _phone(rng: random.Random) -> str:
    digits = "".join(rng.choice("0123456789") for _ in range(9))
    return rng.choice(
        (
            f"+{digits[:2]} {digits[2:5]} {digits[5:]}",
            f"({digits[:3]}) {digits[3:6]}-{digits[5:]}",
            f"0{digits[:2]} {digits[2:]}",
        )
    )


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randrange(12), rng.randint(1940, 2026)
    return rng.choice(
        (
            f"{month + 1}/{day}/{year}",
            f"{year}-{month + 1:02}-{day:02}",
            f"{_MONTHS[month]} {day}, {year}",
            f"{day} {_MONTHS[month]} {year}",
            f"{day:02}.{month + 1:02}.{year}",
        )
    )


def _tech(rng: random.Random) -> str:
    one = rng.choice(TECH)
    return one if rng.random() < 0.75 else f"{one} {rng.choice(TITLES)}"


PLAIN: dict[str, slots.Maker] = {
    "city": slots.city, "country": slots.country, "job": job, "h": handle, "e": _mail, "f": _phone, "d": _date,
    "state": lambda rng: rng.choice(_STATES),
    "t": lambda rng: f"{rng.randint(0, 23)}:{rng.randint(0, 59):02}",
    "n": lambda rng: str(rng.choice((rng.randrange(10), rng.randrange(1000), rng.randrange(10**6)))),
    "n2": lambda rng: str(rng.randint(1, 31)),
    "year": lambda rng: str(rng.randint(1900, 2027)),
    "decade": lambda rng: f"{rng.randint(190, 202)}0s",
    "zip": lambda rng: f"{rng.randrange(100000):05}",
    "cc": lambda rng: "4" + "".join(rng.choice("0123456789") for _ in range(15)),
    "day": lambda rng: rng.choice(_DAYS), "month": lambda rng: rng.choice(_MONTHS),
    "noun": _word, "word": _word, "Noun": lambda rng: _word(rng).title(),
    "Tech": _tech, "Title": lambda rng: rng.choice(TITLES), "UPPER": lambda rng: rng.choice(TITLES).upper(),
}  # fmt: skip
"""Slots that are no names."""
