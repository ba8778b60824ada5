"""What fills the places of the templates: people, organisations and places.

Every maker takes a `random.Random` and returns text; the same seed gives the same text. Invariant:
what is made here is a name. Deliberately elsewhere: what is none (`people_plain`), addresses
(`people_addresses`).
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable

from app.confidentiality.detectors import names, places
from app.training.people_names import LINKS, ORIGINS
from app.training.people_words import ADJECTIVES, BRANDS

Maker = Callable[[random.Random], str]

_GIVEN = tuple(sorted(names.GIVEN))
_AMBIGUOUS = tuple(sorted(names.AMBIGUOUS))
_SURNAMES = tuple(sorted(names.SURNAMES))
_ORIGINS = tuple((tuple(g.split()), tuple(s.split())) for g, s in ORIGINS.values())
_CITIES = tuple(sorted(places.CITIES))
_COUNTRIES = tuple(sorted(places.COUNTRIES - {"uk", "us", "usa", "uae"}))


@functools.cache
def _chains(which: int) -> dict[str, str]:
    """Two letters -> the letters that follow them in all names; spells names that no table has."""
    follow: dict[str, list[str]] = {}
    for origin in _ORIGINS:
        for name in origin[which]:
            low = f"^{name.casefold()}$"
            for at in range(len(low) - 2):
                follow.setdefault(low[at : at + 2], []).append(low[at + 2])
    for name in _GIVEN if which == 0 else _SURNAMES:
        low = f"^{name}$"
        for at in range(len(low) - 2):
            follow.setdefault(low[at : at + 2], []).append(low[at + 2])
    return {pair: "".join(letters) for pair, letters in follow.items()}


def made_up(rng: random.Random, which: int) -> str:
    """A name spelt letter by letter as names are."""
    table = _chains(which)
    for _ in range(20):
        word = rng.choice(_starts(which))
        while len(word) < 14:
            letter = rng.choice(table[word[-2:]])
            if letter == "$":
                break
            word += letter
        if 4 <= len(word) - 1 <= 11:
            return word[1:].title()
    return "Ostren"


@functools.cache
def _starts(which: int) -> tuple[str, ...]:
    return tuple(
        f"^{name[0].casefold()}"
        for origin in _ORIGINS
        for name in origin[which]
        if name[0].isalpha()
    )


def given(rng: random.Random) -> str:
    """A given name."""
    dice = rng.random()
    if dice < 0.34:
        return rng.choice(_GIVEN).title()
    if dice < 0.42:
        return rng.choice(_AMBIGUOUS).title()
    if dice < 0.68:
        return rng.choice(rng.choice(_ORIGINS)[0])
    return made_up(rng, 0)


def surname(rng: random.Random) -> str:
    """A surname, rarely with a particle or of two parts."""
    dice = rng.random()
    if dice < 0.2:
        name = _capital(rng.choice(_SURNAMES))
    elif dice < 0.6:
        name = rng.choice(rng.choice(_ORIGINS)[1])
    else:
        name = made_up(rng, 1)
    if dice < 0.05 or 0.6 < dice < 0.64:
        return f"{rng.choice(LINKS)} {name}"
    return f"{name}-{rng.choice(rng.choice(_ORIGINS)[1])}" if 0.7 < dice < 0.73 else name


def _capital(name: str) -> str:
    return f"Mc{name[2:].title()}" if name.startswith("mc") else name.title()


def person(rng: random.Random) -> str:
    """A person as people write one."""
    origin = rng.choice(_ORIGINS)
    same = rng.random() < 0.5
    first = rng.choice(origin[0]) if same else given(rng)
    last = rng.choice(origin[1]) if same and rng.random() < 0.7 else surname(rng)
    dice = rng.random()
    if dice < 0.70:
        return f"{first} {last}"
    if dice < 0.76:
        return f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    if dice < 0.81:
        return f"{first[0]}. {last}"
    if dice < 0.84:
        return f"{last}, {first}"
    if dice < 0.87:
        return f"{first} {given(rng)} {last}"
    if dice < 0.89:
        return f"{first} {last} {surname(rng)}"
    return first if dice < 0.95 else last


def single(rng: random.Random) -> str:
    """One name alone."""
    return surname(rng) if rng.random() < 0.6 else given(rng)


def city(rng: random.Random) -> str:
    """A city, one of the table or made up."""
    dice = rng.random()
    if dice < 0.6:
        return rng.choice(_CITIES).title()
    if dice < 0.75:
        return f"{rng.choice(('San', 'Saint', 'St.', 'New', 'North', 'Port', 'El', 'Bad', 'Nova', 'Los'))} {made_up(rng, 1)}"
    ending = rng.choice(
        (
            "ville",
            "burg",
            "ton",
            "berg",
            "stad",
            "by",
            "ovo",
            "ice",
            "ham",
            "dorf",
            "heim",
            "ó",
            "a",
        )
    )
    return made_up(rng, 1)[:6].rstrip("aeiou'- ") + ending


_LONG = (
    "Antigua and Barbuda|Bosnia and Herzegovina|Trinidad and Tobago|United Arab Emirates|People's Republic of China|Saudi Arabia|Costa Rica|"
    "El Salvador|South Africa|Sri Lanka|New Zealand|North Macedonia|Central African Republic|Czech Republic|Dominican Republic|Papua New Guinea|"
    "Marshall Islands|Democratic Republic of the Congo|Kingdom of the Netherlands|United States of America|United Kingdom|Hong Kong|Puerto Rico|"
    "Burkina Faso|Cape Verde|San Marino|Saint Lucia|Solomon Islands|Sierra Leone|South Korea|Russian Federation|Kingdom of Denmark|Faroe Islands"
).split("|")


def country(rng: random.Random) -> str:
    """A country."""
    if rng.random() < 0.2:
        return rng.choice(_LONG)
    return rng.choice(_COUNTRIES).title()


def organisation(rng: random.Random) -> str:
    """A company, an office, a school: by its owners, by what it does, or by a made-up word."""
    dice = rng.random()
    one, two, three = (surname(rng) for _ in range(3))
    if dice < 0.20:
        tail = rng.choice(
            "Ltd Ltd. Inc Inc. LLC PLC Group Corp. GmbH AG & Sons|& Co.|Holdings|Partners|Associates|S.A.|and Sons|Brothers|B.V.|AB|Oy|SpA|and Co|Limited|Company".replace(
                " ", "|", 9
            ).split("|")
        )
        return f"{rng.choice((one, brand(rng)))} {tail}"
    if dice < 0.30:
        return rng.choice(
            (f"{one}, {two} and {three}", f"{one}-{two}", f"{one} & {two}", f"{one} and {two}")
        )
    if dice < 0.55:
        return brand(rng)
    noun = rng.choice(BRANDS)
    field = rng.choice(
        "Bank|Airlines|Foods|Motors|Insurance|Energy|Logistics|Systems|Solutions|Technologies|Labs|Media|Records|"
        "Networks|Pharma|Clinic|Hospital|University|College|High School|Garden Maintenance|Telecom|Robotics|Press|"
        "Consulting|Security|Capital|Ventures|Studios|Hotels|Dental Care|Law Firm|Bakery|Roofing|Analytics|Software".split(
            "|"
        )
    )
    if dice < 0.85:
        return f"{rng.choice((noun, noun, one, brand(rng), city(rng)))} {field}"
    place = rng.choice((city(rng), country(rng)))
    kind = rng.choice(
        "University of|Bank of|Department of|Ministry of|Institute of|Council of|Association of|Museum of".split(
            "|"
        )
    )
    topic = rng.choice((place, noun, f"{rng.choice(ADJECTIVES).title()} {noun}"))
    return f"{kind} {topic}"


def brand(rng: random.Random) -> str:
    """A made-up name of a company."""
    one, two = rng.choice(BRANDS), rng.choice(BRANDS)
    dice = rng.random()
    if dice < 0.2:
        return one + two.lower()
    if dice < 0.35:
        return one + two
    if dice < 0.55:
        return f"{one} {two}"
    if dice < 0.7:
        return one + rng.choice(
            (
                "ify",
                "ly",
                "io",
                "tech",
                "soft",
                "net",
                "hub",
                "base",
                "zen",
                "ora",
                "lytics",
                "wise",
            )
        )
    if dice < 0.8:
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUV") for _ in range(rng.choice((3, 3, 4))))
    return made_up(rng, rng.randrange(2)) if dice < 0.9 else one
