"""What the dictionary thinks of a word as a name of a person.

Invariant: asked about candidates only, and every answer is remembered (bounded).
Deliberately elsewhere: what a rule makes of the opinion (`people_ru`, `people_rules_ru`).
"""

from __future__ import annotations

import functools
import re

from app.confidentiality.detectors.given_ru import common, forms
from app.confidentiality.detectors.morphology import Reading, readings
from app.confidentiality.detectors.people_words import NEVER
from app.confidentiality.detectors.products import PRODUCTS
from app.confidentiality.detectors.russian_trade import is_trade

SHAPE = re.compile(
    r"[а-яё]{2,}(?:[оеё]в|[иы]н|ский|цкий|ской|цкой|енко|[чщ]ук|юк|[ая]нян|унян|онян|дзе|швили|[чл]як"
    r"|[оеё]ва|[иы]на|ская|цкая)(?:|а|у|ым|ом|е|ой|ую|ого|ому|им)$"
    r"|[а-яё]{2,}(?:[сц]кого|[сц]кому|[сц]ким|[сц]кую|[сц]кой|[оеё]вых|[оеё]вым|[иы]ных)$"
)
"""How Russian surnames are built, in any case; without ё."""


@functools.lru_cache(maxsize=20_000)
def opinion(low: str) -> int:
    """3: a name and nothing else; 2: a name too; 1: no known word; 0: a common word."""
    plain = low.replace("ё", "е")
    if plain in PRODUCTS or plain in NEVER or is_trade(plain):
        return 0
    parts = [part for part in plain.split("-") if part]
    if len(parts) > 1:
        return min(map(opinion, parts)) if all(len(part) > 2 for part in parts) else 0
    found = readings(low)
    names = [r for r in found if r.known and is_name(r)]
    others = [r for r in found if r.known and not is_name(r)]
    if plain in forms() and plain not in common():
        return 3
    if names:
        return 2 if others else 3
    if others:
        return 0
    return 2 if SHAPE.match(plain) else 1


def is_name(reading: Reading) -> bool:
    """Whether a reading is a given name, a surname or a patronymic."""
    return bool(reading.grammemes & {"Name", "Surn", "Patr"})


def ordinary(low: str) -> bool:
    """Whether a word is first of all a common word."""
    if low in NEVER or low.replace("ё", "е") in PRODUCTS or is_trade(low):
        return True
    found = readings(low)
    return bool(found) and found[0].known and not is_name(found[0])


@functools.lru_cache(maxsize=5_000)
def seldom(low: str) -> bool:
    """Whether a form of a given name is mostly another word (`семена`, `любой`)."""
    known = [reading for reading in readings(low) if reading.known]
    names = sum(reading.score for reading in known if is_name(reading))
    return bool(known) and names < 0.3 * sum(reading.score for reading in known)


def stem(low: str) -> str:
    """What the forms of one name begin with."""
    plain = low.replace("ё", "е")
    return plain[: max(4, len(plain) - 2)] if len(plain) > 5 else plain[:4]
