"""Russian words as the dictionary of pymorphy3 knows them: readings of one word, remembered.

Invariant: the dictionary loads on the first word that is asked for, once a process; what is
remembered is bounded, and dropping it changes nothing but time.
Deliberately elsewhere: declension of names by rule (`declension`).
"""

from __future__ import annotations

import functools
import threading
from dataclasses import dataclass
from typing import Any

_REMEMBERED = 20_000
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word. `grammemes` are those of OpenCorpora (`NOUN`, `Surn`, `datv` ...).

    `known` says that the dictionary holds the very word; otherwise the reading is guessed by its
    ending. `score` is the estimate of P(reading | word), 0 to 1.
    """

    normal: str
    grammemes: frozenset[str]
    score: float
    known: bool

    @property
    def case(self) -> str:
        """`nomn`, `gent`, `datv`, `accs`, `ablt` or `loct`; empty where a word has none."""
        return next((case for case in CASES if case in self.grammemes), "")


CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
"""The six cases, in the order of every paradigm of this package."""

_SAME = {"gen2": "gent", "gen1": "gent", "acc2": "accs", "loc2": "loct", "loc1": "loct"}
"""Second cases count as their first."""


@functools.lru_cache(maxsize=_REMEMBERED)
def readings(word: str) -> tuple[Reading, ...]:
    """Every reading of a word in lower case, the likeliest first. Words over 40 letters have none."""
    if not 0 < len(word) <= 40:
        return ()
    return tuple(
        Reading(
            parse.normal_form,
            _grammemes(parse.tag),
            float(parse.score),
            bool(parse.is_known),
        )
        for parse in _analyser().parse(word)
    )


@functools.cache
def _grammemes(tag: Any) -> frozenset[str]:
    """Those of one of the dictionary's few thousand tags."""
    return frozenset(_SAME.get(str(g), str(g)) for g in tag.grammemes)


def forms(word: str) -> frozenset[str]:
    """Every form of the dictionary's likeliest noun of that nominative, with е for ё."""
    for parse in _analyser().parse(word):
        if "NOUN" in parse.tag:
            return frozenset(form.word.replace("ё", "е") for form in parse.lexeme)
    return frozenset({word})


def singular(word: str) -> frozenset[str]:
    """Every form of the singular of the dictionary's noun of that nominative, with е for ё."""
    plain = word.replace("ё", "е")
    for parse in _analyser().parse(word):
        if "NOUN" in parse.tag and parse.normal_form.replace("ё", "е") == plain:
            forms = {f.word.replace("ё", "е") for f in parse.lexeme if "sing" in f.tag}
            return frozenset(forms | {plain})
    return frozenset({plain})


def _analyser() -> Any:
    with _LOADING:
        return _load()


@functools.cache
def _load() -> Any:
    import pymorphy3  # type: ignore[import-untyped]

    return pymorphy3.MorphAnalyzer()
