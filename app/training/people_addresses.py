"""Street addresses as people write them in many countries, on one line and on several."""

from __future__ import annotations

import random

from app.training.people_slots import city, country, given, made_up, surname
from app.training.people_words import ADJECTIVES, NOUNS

_ENGLISH = (
    "Street|Road|Avenue|Lane|Drive|Boulevard|Court|Place|Way|Terrace|Square|Crescent|Close|Highway|Parkway|Hill|Grove|"
    "St|St.|Rd|Rd.|Ave|Ave.|Ln|Dr|Dr.|Blvd|Blvd.|Ct|Pl|Cir|Trail|Row|Gardens|Walk|Loop|Pike"
).split("|")
_GLUED = (
    "straße strasse weg gasse allee platz ring straat laan plein gracht kade steenweg gatan vägen gata vegen veien gade vej katu "
    "tie kuja dreef plaats damm ufer"
).split()
_BEFORE = (
    "Rue|Rue de|Rue de la|Rue du|Avenue|Avenue de|Boulevard|Chemin de|Place|Quai de|Calle|Calle de|Avenida|Av.|Carrera|Paseo de|"
    "Rua|Rua da|Travessa|Via|Via della|Viale|Piazza|Corso|ul.|Ulica|al.|os.|Trg|Strada|Calea|Bulevardul|ulitsa|Ulitsa|prospekt|"
    "pereulok|Jalan|Odos|Leoforos|náměstí|Ulice|C/"
).split("|")
_AFTER = "utca|út|tér|sokak|Caddesi|utja|tee|väg|ulica|marg|Nagar|körút|ulitsa|pr.|bulvar|iela|gatvė".split(
    "|"
)
_GREEK = "ΠΥΡΓΑ ΛΕΜΕΣΟΣ ΑΘΗΝΑ ΠΑΦΟΣ ΛΑΡΝΑΚΑ Πάτρα Λευκωσία".split()
_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA ID IL IN IA KS KY LA ME MD MA MI MN MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX "
    "UT VT VA WA WV WI WY ON QC BC AB NSW VIC QLD BZ SH GE VD nan"
).split()


def street(rng: random.Random) -> str:
    """A street without a number."""
    name = rng.choice(
        (surname(rng), given(rng), rng.choice(NOUNS).title(), made_up(rng, 1), city(rng))
    )
    dice = rng.random()
    if dice < 0.34:
        numbered = rng.choice(
            (
                "1st",
                "2nd",
                "3rd",
                "5th",
                "11th",
                "23rd",
                "40th",
                "First",
                "Second",
                "Park",
                "Main",
                "Oak",
            )
        )
        return f"{rng.choice((name, name, numbered, f'{rng.choice(ADJECTIVES).title()} {name}'))} {rng.choice(_ENGLISH)}"
    if dice < 0.52:
        one = "".join(sign for sign in name.split(" ")[-1] if sign.isalpha())
        return one.title() + rng.choice(_GLUED)
    if dice < 0.80:
        first = rng.choice(_BEFORE)
        first = first.lower() if rng.random() < 0.25 else first
        return f"{first} {rng.choice((name, name, f'{given(rng)} {name}', f'{rng.choice(ADJECTIVES).title()} {name}'))}"
    if dice < 0.88:
        return f"{name} {rng.choice(_AFTER)}"
    return rng.choice((name, f"{given(rng)} {name}", f"{made_up(rng, 1)} {made_up(rng, 0)}"))


def corner(rng: random.Random) -> str:
    """A street that everybody sees to be one, without a number."""
    name = rng.choice((surname(rng), rng.choice(NOUNS).title(), made_up(rng, 1)))
    return f"{name} {rng.choice(_ENGLISH[:13])}" if rng.random() < 0.8 else street(rng)


def numbered(rng: random.Random) -> str:
    """A street with its house number, before it, after it or both."""
    number = rng.choice(
        (
            str(rng.randint(1, 99)),
            str(rng.randint(1, 9999)),
            f"{rng.randint(1, 250)}{rng.choice('ABCabc')}",
            f"{rng.randint(0, 99):02}",
        )
    )
    other = str(rng.randint(1, 2500))
    name = street(rng)
    dice = rng.random()
    if dice < 0.04:
        first = rng.choice((corner(rng), f"{street(rng)} {other}", f"P.O. Box {other}"))
        return f"the corner of {first} and {rng.choice((corner(rng), f'{street(rng)} {number}'))}"
    if dice < 0.45:
        return f"{number} {name}"
    if dice < 0.65:
        return f"{name} {number}"
    if dice < 0.9:
        return f"{number} {name} {other}"
    return rng.choice(
        (
            f"{number}, {name}",
            f"{name}, {number}",
            f"{name} {number}/{rng.randint(1, 60)}",
            f"{number} {other} {name}",
            f"{name} no. {number}",
        )
    )


def box(rng: random.Random) -> str:
    """A post box, also a military one."""
    number = rng.randint(1, 9999)
    return rng.choice(
        (f"P.O. Box {number}", f"PO Box {number}", f"{rng.randint(1, 99)} P.O. Box {number}", f"Postfach {number}",
         f"PSC {number}, Box {rng.randint(1, 9999)}", f"Unit {number} Box {rng.randint(1, 9999)}", f"USS {surname(rng)}",
         f"BP {number}", f"Boîte postale {number}")
    )  # fmt: skip


def unit(rng: random.Random) -> str:
    """The flat or office within the house."""
    kind = rng.choice(
        "Apt. Apt Suite Ste. Unit Flat Floor Room #|Building|Bldg.|kv.|Top Floor".replace(
            " ", "|"
        ).split("|")
    )
    number = rng.choice(
        (
            str(rng.randint(1, 999)),
            f"{rng.randint(1, 99):03}",
            f"{rng.randint(1, 40)}{rng.choice('ABC')}",
        )
    )
    return f"#{number}" if kind == "#" else f"{kind} {number}"


def _region(rng: random.Random) -> list[str]:
    town = (
        rng.choice((city(rng), city(rng).upper(), rng.choice(_GREEK)))
        if rng.random() < 0.3
        else city(rng)
    )
    state = rng.choice(_STATES)
    code = rng.choice((f"{rng.randrange(100000):05}", f"{rng.randrange(10000):04}", f"{rng.randrange(100000):05}-{rng.randrange(10000):04}",
                       f"{rng.choice('ABEGLMNSW')}{rng.randint(1, 20)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('ABDEFGHJ')}",
                       f"{rng.randint(100, 999)} {rng.randint(10, 99)}", f"{rng.randint(10, 99)}-{rng.randint(100, 999)}", f"{rng.randrange(10**6):06}"))  # fmt: skip
    return rng.choice(
        ([town], [f"{town}, {state} {code}"], [f"{town} {state}"], [f"{code} {town}"], [town, code], [town, f"{state} {code}"],
         [f"{town} {code}"], [town, country(rng)], [f"{code} {town}", country(rng)], [town, f"{country(rng)} {code}"],
         [town, f", {state}", code], [town, f", {state}", f"{country(rng)} {code}"], [f"{town} {state} {code}"])
    )  # fmt: skip


def last_line(rng: random.Random) -> str:
    """Town, state, country, code: what stands on the last line."""
    return " ".join(part.removeprefix(", ") for part in _region(rng))


def address(rng: random.Random) -> str:
    """A whole address: house and street, sometimes a flat, sometimes the town and what follows."""
    if rng.random() < 0.08:
        first = [box(rng)]
        if first[0].startswith(("PSC", "Unit", "USS")):
            first.append(
                f"{rng.choice(('APO', 'FPO', 'DPO'))} {rng.choice(('AE', 'AP', 'AA'))} {rng.randrange(100000):05}"
            )
    else:
        first = [numbered(rng)]
    if rng.random() < 0.35:
        first.insert(rng.choice((1, 1, 1, 0)), unit(rng))
    if rng.random() < 0.72:
        first.extend(_region(rng))
    gap = rng.choice((", ", ", ", ", ", " ", "\n", "\n ", "\n"))
    if gap != ", ":
        text = gap.join(first)
        return text.replace(" ,", ",") if gap == " " else text
    return gap.join(part.removeprefix(", ") for part in first)
