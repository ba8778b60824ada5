"""Russian names in Latin letters where they are glued: `ivan_petrov`, `i.petrov`, `petrov-sergey`.

Invariant: linear; a part counts as a given name by its skeleton, whatever its romanisation.
Deliberately elsewhere: names with capitals and blanks (`people_en`), handles.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.given_ru import RARER, SHORT
from app.confidentiality.detectors.names import RUSSIAN_GIVEN
from app.confidentiality.detectors.romanisation import skeleton
from app.confidentiality.detectors.tables import words

_GLUED = re.compile(
    r"(?<![\w.\-/@])([A-Za-z]{1,20})(?:[._\-]([A-Za-z]{1,20}))"
    r"(?:[._\-]([A-Za-z]{1,20}))?(?![\w/(]|[.\-]\w)"
)
_SURNAME = re.compile(
    r"[a-z]{2,}(?:[oe]v|[oe]va|ou?ff|yov|yova|iev|ieva|[kgnrltbdvsz]in|[kgnrltbdvsz]ina|sk(?:iy|ii|y|ij|oy)"
    r"|skaya|skaia|enko|chuk|shvili|adze|idze|yan|ovich|evich|ovych|ykh|ikh)$"
)
_NO_SURNAMES = words(
    """
    admin main login plugin begin origin domain margin pipelin builtin join chain train linkedin
    stdin mixin twin spin container machine martin berlin dublin kotlin zeppelin dev prev rev cov
    gov nov mov env remov
    """
)


def transliterated(text: str) -> Iterator[tuple[int, int]]:
    """Spans of glued names; a given name or an initial and a surname, in either order."""
    for match in _GLUED.finditer(text):
        parts = [part.lower() for part in match.groups() if part]
        surnames = [_is_surname(part) for part in parts]
        others = [_is_given(part) or len(part) == 1 for part in parts]
        if any(surnames) and sum(map(max, surnames, others)) == len(parts) and any(others):
            yield match.span()


def _is_surname(part: str) -> bool:
    return part not in _NO_SURNAMES and len(part) > 4 and bool(_SURNAME.match(part))


def _is_given(part: str) -> bool:
    return len(part) > 2 and skeleton(part) in _given()


@functools.cache
def _given() -> frozenset[str]:
    return frozenset(skeleton(name) for name in RUSSIAN_GIVEN | SHORT | RARER if len(name) > 2)
