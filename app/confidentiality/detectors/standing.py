"""Which names may be a machine's where machines are named.

Invariant: pure functions of one name. Deliberately elsewhere: the places (`positions`), how names of
machines are built (`machines`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.domains import is_host_in_place
from app.confidentiality.detectors.machines import Shape, shape_of
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.trade_words import (
    DIGITED,
    FARMS,
    GENERIC,
    HOLES,
    PETS,
    PLAIN,
    PODS,
    PRODUCTS,
    ROLES,
    VERSIONED,
)

_COUNTED = re.compile(r"[a-z]{4,20}\d{1,3}|[a-z]{2,4}\d[a-z]{2,4}\d{2}")
_MEASURES = words(
    "step page line level layer part phase stage figure table chapter section version python port"
    " sha utf ipv http https base int uint float bits byte bytes june july april march mode type"
)
"""What a number stands behind that counts no machines."""
_NUMBERED = PRODUCTS - (ROLES - VERSIONED)
_ORDINARY = PLAIN | PRODUCTS | GENERIC | DIGITED | PODS


def stands(name: str, firm: bool) -> bool:
    """Whether `name`, in a place of machines, is one of the house's and no word of the trade."""
    if "." in name:
        return is_host_in_place(name)
    low = name.casefold()
    parts = re.split("[-_]", low)
    if shape_of(name) is Shape.TELLING:
        return True
    if len(name) < 2 or not HOLES.isdisjoint(parts) or low.isdigit() or not re.search("[a-z]", low):
        return False
    if all(part in _ORDINARY or not part for part in parts):
        return False
    if low.isalpha():
        return firm and len(low) > 2 and (low in PETS or name.islower() or name.isupper())
    if not shape_of(name):
        return False
    versioned = (
        len(parts) == 2 and parts[0] in _NUMBERED and parts[1].isdigit() and int(parts[1]) < 25
    )
    return firm or (any(map(str.isdigit, name)) and not versioned and "_" not in name)


def is_dashed(name: str) -> bool:
    """Built like a name even where only `on` or `с` stands before it."""
    if _COUNTED.fullmatch(name):
        base = name.rstrip("0123456789")
        return base in FARMS or (base not in _ORDINARY and base not in _MEASURES)
    return (
        "-" in name
        and bool(re.search(r"[a-zA-Z].*\d", name))
        and (name.islower() or name.isupper())
    )
