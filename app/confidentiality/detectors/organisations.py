"""Organisations: ORGANISATION, in Russian and in English.

`organisations_ru` runs where there is a Cyrillic letter. What they find on each other is one
finding. Deliberately elsewhere: the organisation's own customers (`terms`).
"""

from __future__ import annotations

from collections.abc import Iterator

from app.confidentiality.detectors.operation_words import is_operational
from app.confidentiality.detectors.organisations_en import english
from app.confidentiality.detectors.organisations_placed import by_place
from app.confidentiality.detectors.organisations_ru import russian
from app.confidentiality.detectors.people_ru import CYRILLIC
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding


class Organisations:
    """Finds names of organisations."""

    name = "organisations"
    deep = True
    """It uses a slow recogniser."""

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each name, with the kind, place and quotation that belong to it."""
        view = View.of(text)
        spans = list(english(view.text))
        if CYRILLIC.search(view.text):
            spans.extend(russian(view.text))
            spans.extend(by_place(view.text))
        for start, end in _joined(spans):
            value = view.text[start:end]
            if BLANK not in value and not is_operational(value):
                yield view.finding("ORGANISATION", Action.MASK, (start, end), self.name)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
