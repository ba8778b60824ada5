"""The addresses that the tagger hears, weighed: which of them are believed.

Invariant: nothing is added to a span. Deliberately elsewhere: its people and organisations
(`tagged_names`), addresses by their own build (`streets_rules`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.confidentiality.detectors.lexicon import fold
from app.confidentiality.detectors.places import STREET_ENDINGS, STREETS, UNITS
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.tagged_names import WORD, tagged
from app.confidentiality.detectors.technical import HEADINGS, PRODUCTS

if TYPE_CHECKING:
    from app.confidentiality.detectors.tagger import Tagged

Span = tuple[int, int]

_CODES = re.compile(r"(?<!\w)\d{4,6}(?!\w)")
_RACKED = words("rack racks vlan vlans vrf switch port ports slot slots shelf cage patch uplink")
"""What stands in a machine room, where a place has a letter and a number as well."""
_ENDINGS = tuple(fold(ending) for ending in STREET_ENDINGS if len(ending) > 3)


def addresses(text: str) -> Iterator[Span]:
    """Spans of addresses that are believed."""
    for item in tagged(text):
        if item.label == "ADDRESS" and _is_address(text, item):
            yield item.start, item.end


def _is_address(text: str, item: Tagged) -> bool:
    value = text[item.start : item.end]
    if re.search(r"[=<>{}\[\]$%|`\\+@~^]|https?:|--|\w_|_\w|[a-z]\d[a-z]|\d[a-z]{2,}\d", value):
        return False
    before, after = text[max(0, item.start - 1) : item.start], text[item.end : item.end + 2]
    if (
        before in set("/_=<@$%\\+~^&-.:") - {""}
        or (after and after[0] in "/_=@\\+~^&%")
        or (after[:1] == "." and after[1:].isalnum())
    ):
        return False
    lows = [fold(part) for part in WORD.findall(value)]
    if not lows or sum(map(len, lows)) < 4 or any(low in PRODUCTS for low in lows):
        return False
    if any(low in _RACKED for low in lows) and not any(low in STREETS for low in lows):
        return False
    streets = sum(low in STREETS or low.endswith(_ENDINGS) for low in lows if len(low) > 1)
    strong = streets + sum(low in UNITS for low in lows) + bool(_CODES.search(value))
    digits = any(map(str.isdigit, value))
    if not digits and not streets:
        return False
    need = 0.0 if strong and digits else 100.0
    need += 120.0 * sum(low in HEADINGS for low in lows) + 100.0 * (value.count("  ") > 1)
    return item.margin >= need
