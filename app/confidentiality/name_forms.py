"""Which of its forms a value is put back in: as it stood in the source, or as the sentence wants it.

Invariant: a form is never made up for anything but a Russian word or name; where neither the answer
nor the source shows one, the first form of the source is used. Deliberately elsewhere: what an
original is (`vault`), declension itself (`russian_names`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.vault import Form

ENDINGS = {
    **dict.fromkeys(("а", "я", "ы", "и", "ого", "его"), "gent"),
    **dict.fromkeys(("у", "ю", "ому", "ему"), "datv"),
    **dict.fromkeys(("ом", "ем", "ым", "им", "ою", "ею"), "ablt"),
    **dict.fromkeys(("е",), "loct"),
    **dict.fromkeys(("ой", "ей"), "ablt"),
}
"""What an ending that a model glued to a placeholder says about the case; a guess for a masculine."""

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_SENTENCE = re.compile(r"(?:\A|[.!?:;\n*>#|(\u2014-])[ \t\"\u00ab]*\Z")
_ASKING = re.compile(r"([А-ЯЁ][а-яё]{3,30}(?:те|тесь))[ \t]+(?=[А-ЯЁ])")
_ENOUGH = 10
"""So many characters before the placeholder as in the source: it is the same place."""


def is_russian(value: str) -> bool:
    """Whether a value has grammatical cases: words in Cyrillic and nothing else."""
    return bool(_CYRILLIC.search(value)) and not any(c.isdigit() or c in "@/\\:" for c in value)


def name_begins(text: str, start: int, end: int) -> int:
    """Where the name begins in what was found as a person: behind a verb at the beginning of a
    sentence (`Спросите Анну`), which is nobody's name and whose form would be put back with it."""
    asking = _ASKING.match(text, start, end)
    if asking is None or not _SENTENCE.search(text, max(0, start - 8), start):
        return start
    found = readings(asking[1].lower())
    verb = any(r.known and "impr" in r.grammemes for r in found)
    named = any(r.known and r.grammemes & {"Name", "Surn", "Patr"} for r in found)
    return asking.end() if verb and not named else start


def place_in_source(forms: Sequence[Form], before: str, last: int = -1) -> tuple[int, bool] | None:
    """Which of the forms stood at the place of the source that agrees best with `before`, and
    whether it is that very place. Of several alike the next one after `last` is meant."""
    shared = [_shared(form.before, before) for form in forms]
    best = max(shared, default=0)
    if not best:
        return None
    alike = [number for number, size in enumerate(shared) if size == best]
    return next((n for n in alike if n > last), alike[0]), best >= _ENOUGH


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their ends; all of a short one count more."""
    size = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            return size
        size += 1
    return max(size, _ENOUGH) if size == len(one) == len(other) else size
