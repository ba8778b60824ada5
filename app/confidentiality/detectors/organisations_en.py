"""Organisations in Latin script: what the tagger hears, and names with a legal form by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.lexicon import fold
from app.confidentiality.detectors.organisations_context import by_context
from app.confidentiality.detectors.tagged_names import organisations
from app.confidentiality.detectors.technical import PRODUCTS

Span = tuple[int, int]

_C = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]{0,24}|[A-Z]\.|&|and|of|und|et|y)"
_LEGAL = re.compile(
    rf"(?<![\w/.\-@])[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-.]{{0,24}}(?:,?[ ]{_C}){{0,4}},?[ ]"
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|PLC|plc|LLP|LP|Corp|Corporation|Incorporated|"
    r"GmbH(?:[ ]&[ ]Co\.?[ ]KG)?|AG|KG|S\.?A\.?S|S\.A|SARL|S\.?r\.?l|S\.?p\.?A|B\.?V|"
    r"N\.?V|Oyj?|AB|A/S|ApS|ASA|Kft|s\.r\.o|a\.s|Sp\.[ ]z[ ]o\.?o"
    r"|Pty(?:[ ]Ltd)?|Pte(?:[ ]Ltd)?|Holdings?|OOO|OAO|ZAO|PAO|AO)(?![\w/\-])\.?"
)
_RUSSIAN = re.compile(
    r"(?<![\w/.\-@])(?:OOO|OAO|ZAO|PAO|LLC|JSC|PJSC|CJSC)[ "
    r"][\"«“'][^\"»”'\n]{2,40}[\"»”']|(?<![\w/.\-@])(?:JSC|PJSC|CJSC)[ "
    r"][A-Z][\w\-]{1,24}"
)
_FIELD = re.compile(
    r"(?i:(?<![^\W_])(?:company(?:[ _]name)?|employer|organi[sz]ation|vendor|supplier|"
    r"counterparty|legal[ _]entity|client[ _]name|bill[ ]to|sold[ ]to))[\"']?[ "
    r"\t]{0,2}[:=|][ \t]{0,3}[\"']?"
    r"(?P<value>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’&.\-]{1,24}(?:,?[ ][\w'’&.\-]{1,24}){0,5})"
)


def english(text: str) -> Iterator[Span]:
    """Spans of names of organisations; they may overlap."""
    yield from organisations(text)
    yield from by_context(text)
    for pattern in (_LEGAL, _RUSSIAN):
        for match in pattern.finditer(text):
            start = _beginning(match[0]) + match.start()
            if start < match.end():
                yield start, match.end()
    for match in _FIELD.finditer(text):
        if fold(match["value"].split()[0]) not in PRODUCTS:
            yield match.start("value"), match.start("value") + len(match["value"].rstrip(" .,"))


def _beginning(value: str) -> int:
    """Where the name begins once a sentence's first word is taken off."""
    first, _, rest = value.partition(" ")
    taken = first in {
        "The",
        "At",
        "In",
        "For",
        "From",
        "By",
        "With",
        "To",
        "And",
        "Our",
        "Of",
        "On",
        "Dear",
        "Is",
        "Contact",
        "Ask",
    }
    return len(first) + 1 if taken and rest.count(" ") else 0
