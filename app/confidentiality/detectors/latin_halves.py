"""The other half of a masked name in Latin script: behind it, in the cell beside it, in a row with it.

Invariant: a capitalised word counts only beside the placeholder of a name and where the lexicon has
it as a name, or no manual has it. All patterns are bounded: linear time. Deliberately elsewhere:
halves in Russian (`half_names`), machines in a row (`beside`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.around import around, near
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.plain_words import is_plain
from app.confidentiality.detectors.technical import HEADINGS, PRODUCTS

Span = tuple[int, int]

_LAST = re.compile(
    r"\u27e6(?:PERSON|NAME)_\d{1,6}\u27e7(?:\.? |[ ][A-Z]\. )(?P<v>[A-Z][a-z]{2,20})"
    r"(?=[ ]?[,;&|)\]\n\"'@<(]|['\u2019]s|[.:](?:\s|$)|[ ][\u2013\u2014\-][ ]|[ ]\d{1,2}:\d\d|$)"
)
_CAP = r"[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{1,20}"
_MASKED = r"\u27e6(?:PERSON|NAME|ORGANISATION)_\d{1,6}\u27e7"
_SIGN = re.compile(r"\u27e6(?:PERSON|NAME|ORGANISATION)_")
_BAR = r"(?:[ ]{0,12}\|[ ]{0,12}|[\"'];?,?[ ]?[\"']|[;\t])"
_CELL = re.compile(
    rf"{_MASKED}{_BAR}(?P<v>{_CAP})(?=[ ]{{0,12}}[|;\t\"'\n])"
    rf"|(?:(?<=[|\"'(;:\t\n])|(?<=[|;:] )|^)(?P<w>{_CAP})(?={_BAR}{_MASKED})"
)
_ROW = re.compile(
    rf"{_MASKED}(?:,| and| &| or|/|,? then) ?(?P<v>{_CAP})(?=[,.;:!?)]| [a-z]|['\u2019]s|\n|$)"
    rf"|(?<![\w.@/\-])(?P<w>{_CAP})(?:,? and |, | & |/)(?={_MASKED})"
)
_GIVEN, _SURNAME = 6, 5
"""From which rank of the lexicon on a word is a given name, and a surname."""


def is_surname(word: str) -> bool:
    """Whether a capitalised word behind a name may be its other half."""
    low = word.casefold()
    return rank(word)[1] >= _SURNAME and low not in HEADINGS and low not in PRODUCTS


def _is_half(word: str) -> bool:
    """Whether a capitalised word in a cell beside a name may be a name."""
    given, surname, _ = rank(word)
    low = word.casefold()
    return (given >= _GIVEN or surname >= _SURNAME or is_plain(low)) and low not in HEADINGS


def latin_halves(text: str) -> Iterator[Span]:
    """Where each such word stands."""
    for match in _LAST.finditer(text):
        if is_surname(match["v"]):
            yield match.span("v")
    parts = around(text, _SIGN)
    for pattern in (_CELL, _ROW):
        for match in near(pattern, text, parts):
            group = "v" if match["v"] else "w"
            if _is_half(match[group]):
                yield match.span(group)
