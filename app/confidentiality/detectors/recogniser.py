"""A stronger recogniser that the organisation set: any model that labels spans, run locally.

Invariant: it can only add findings. A model that is missing, changed or broken fails here, so the
gate is unsure and the text stays inside (law 3). Texts are read in bounded pieces. Deliberately
elsewhere: loading (`app.recogniser`); this package does no I/O.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping

from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding

Spot = tuple[int, int, str]
"""Start, end and the model's own label of a span."""

Read = Callable[[str], Iterable[Spot]]

PIECE = 1500
"""Characters that a model reads at once; pieces overlap by `SHARED`."""
SHARED = 150

KINDS: Mapping[str, frozenset[str]] = {
    "PERSON": words(
        """
        per person pers name firstname lastname middlename givenname givenname1 givenname2 surname
        lastname1 lastname2 lastname3 fullname patient doctor
        """
    ),
    "ORGANISATION": words("org organization organisation company companyname corporation"),
    "ADDRESS": words(
        """
        address streetaddress street streetname buildingnum buildingnumber secondaryaddress zipcode
        zip postcode
        """
    ),
    "HANDLE": words("username handle nickname accountname login"),
    "EMAIL": words("email emailaddress"),
    "PHONE": words("phone phonenumber tel telephonenum telephonenumber mobile"),
    "BIRTHDATE": words("birthdate dob dateofbirth bod"),
    "CARD": words("creditcard creditcardnumber cardnumber"),
    "IBAN": words("iban ibancode"),
    "SSN": words("ssn usssn socialsecuritynumber socialnum"),
    "PASSPORT": words("passport passportnumber passportnum"),
    "LICENCE": words(
        "driverlicense driverslicense driverlicensenum usdriverlicense drivinglicence"
    ),
    "NATIONAL_ID": words("idcard idcardnum nationalid taxnum taxid idnumber"),
    "ACCOUNT": words("accountnum accountnumber bankaccount"),
}
"""Our kinds -> labels that models give them, without signs, in small letters."""
_KIND_OF = {label: kind for kind, labels in KINDS.items() for label in labels}


def kind_of(label: str) -> str | None:
    """Our kind for a model's label (`B-PER`, `I_STREET_ADDRESS`); places and dates are none."""
    plain = re.sub(r"^[BIELSU][-_]", "", label)
    return _KIND_OF.get(re.sub(r"[^a-z0-9]", "", plain.casefold()))


class Recogniser:
    """Finds what the organisation's own model finds, besides what is found anyway."""

    name = "recogniser"
    deep = True
    """It is slow: what it read when a text came in is not read again."""

    def __init__(self, load: Callable[[], Read]) -> None:
        """`load` gives the model on the first text; what it raises makes the gate unsure."""
        self._load = load
        self._read: Read | None = None
        self._loading = threading.Lock()

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each span whose label has a kind of ours. Raises what the model raises."""
        view = View.of(text)
        if not any(map(str.isalnum, view.text)):
            return
        read = self._loaded()
        for first, piece in _pieces(view.text):
            for start, end, label in read(piece):
                kind = kind_of(label)
                span = _trimmed(view.text, first + start, first + end)
                if kind and span[0] < span[1] and BLANK not in view.text[slice(*span)]:
                    yield view.finding(kind, Action.MASK, span, self.name)

    def _loaded(self) -> Read:
        with self._loading:
            if self._read is None:
                self._read = self._load()
            return self._read


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while True:
        end = min(len(text), start + PIECE)
        if end < len(text):
            blank = max(
                text.rfind(" ", start + PIECE // 2, end), text.rfind("\n", start + PIECE // 2, end)
            )
            end = blank + 1 if blank > 0 else end
        yield start, text[start:end]
        if end == len(text):
            return
        start = max(start + 1, end - SHARED)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
