"""People: PERSON, in Cyrillic and in Latin script.

`people_ru` runs where there is a Cyrillic letter, `people_en` on every text. What they find next to
each other is one finding where it overlaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.names import AMBIGUOUS, GIVEN
from app.confidentiality.detectors.operation_words import is_operational
from app.confidentiality.detectors.people_en import latin
from app.confidentiality.detectors.people_orders import ORDERS
from app.confidentiality.detectors.people_ru import CYRILLIC, cyrillic
from app.confidentiality.detectors.transliterated import transliterated
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding

_BEHIND = re.compile(r",?[ ](?:Jr|Sr|Ph\.?D|M\.?D|Esq|MBA|DDS|DVM|CPA|II|III|IV)(?![\w\-])\.?")

_ORDER = re.compile(r"([A-Z][a-z]{1,12})(?![\w'’\-@])(?::?[ ]{1,2}|$)")
_NEXT = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]{1,30}")

_ESCAPED = re.compile(r"(?<=[^\W\d_])%20(?=[^\W\d_])")
_BLANK_THERE = " \u200b\u200b"
"""A blank as addresses write it, and a blank of the same length, of which a view keeps the first."""


class People:
    """Finds names of people."""

    name = "people"
    deep = True
    """It uses a slow recogniser."""

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each name; surnames and patronymics belong to it."""
        view = View.of(_ESCAPED.sub(_BLANK_THERE, text) if "%20" in text else text)
        spans = [*latin(view.text), *transliterated(view.text)]
        if CYRILLIC.search(view.text):
            spans.extend(cyrillic(view.text))
        whole = [_whole(view.text, led) for span in spans if (led := _unled(view.text, span))]
        for start, end in _joined(whole):
            value = view.text[start:end]
            if BLANK not in value and not is_operational(value):
                yield view.finding("PERSON", Action.MASK, (start, end), self.name)


def _unled(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Without the order before it: `Ask Martin Oyelaran`. Nothing where only an order is left."""
    start, end = span
    while (led := _ORDER.match(text, start, end)) and led[1].casefold() in ORDERS:
        rest = _NEXT.findall(text, led.end(), end)
        named = led[1].casefold() in GIVEN or led[1].casefold() in AMBIGUOUS
        if len(rest) < 1 + named:
            return span if rest or named else None
        start = led.end()
    return start, end


def _whole(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """With the degree or the generation that stands behind the name."""
    behind = _BEHIND.match(text, span[1])
    return (span[0], behind.end()) if behind else span


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
