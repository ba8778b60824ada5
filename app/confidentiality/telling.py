"""What of a value tells by itself: a firm's name in its domain, a person's surname, a firm's word.

Invariant: only what no public vocabulary knows is followed by itself. A name that is a word, or is
put together of words of the trade (`orders`, `dataplatform`), would take ordinary text with it.
Nothing here depends on a text, so that every answer is kept.
Deliberately elsewhere: where a part stands again (`occurrences`), what stands for it (`ledger`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.confidentiality.detectors.domains import INTERNAL_ENDINGS, is_ending, is_public
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.names import GIVEN
from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.public_sites import OWNERS, PUBLIC
from app.confidentiality.detectors.romanisation import skeleton
from app.confidentiality.detectors.unfamiliar import is_familiar, is_familiar_russian
from app.confidentiality.russian_names import nominative
from app.confidentiality.spellings import spellings
from app.confidentiality.structure import pieces

SPELLED = frozenset({"ORGANISATION", "PERSON"})
"""Labels of names that are one value however their words are joined (`KestrelBank`)."""

_SHORTEST = 5
"""Letters; shorter names stand in other words by accident."""
_LONGEST = 40
_MOST = 300
"""Characters of a value; a longer one is no name."""
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
_ENDING = re.compile(r"(?<=..)(?:[иыо]й|[ая]я|[оеё]в[ао]?|[аяоеиыу])$")
_NAMED = frozenset({"Name", "Patr"})
_RESERVED = frozenset({"example", "test", "invalid"})
_USUAL_GIVEN = 4
"""From which rank of the lexicon on a word is a given name, which tells of nobody by itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """A telling part: what is looked for, of which kind, and how else it may be spelled."""

    text: str = field(repr=False)
    kind: str
    also: tuple[str, ...] = field(default=(), repr=False)


@functools.lru_cache(maxsize=20_000)
def telling(label: str, value: str) -> tuple[Part, ...]:
    """The parts of a value with this label that are followed by themselves."""
    if len(value) > _MOST:
        return ()
    match label:
        case "HOST" | "DOMAIN" | "EMAIL" | "URL":
            names = [n for p in pieces(label, value) if p.label == "DOMAIN" for n in _owner(p.text)]
            kind = "ORGANISATION"
        case "ORGANISATION":
            names = [_stem(word) for word in _WORD.findall(value) if is_distinctive(word)]
            kind = label
        case "PERSON":
            names = [_stem(word) for word in surnames(value) if is_distinctive(word)]
            kind = label
        case _:
            return ()
    found = [name for name in dict.fromkeys(names) if name != value and len(name) >= _SHORTEST]
    return tuple(Part(name, kind, spellings(name)) for name in found)


@functools.lru_cache(maxsize=20_000)
def surnames(name: str) -> tuple[str, ...]:
    """The words of a person's name, in the nominative, that are neither given names nor initials;
    none where it has no given name to tell them apart."""
    if _CYRILLIC.search(name):
        words = _LETTERS.findall(nominative(name))
        return tuple(word for word in words if len(word) > 2 and not _is_given_russian(word))
    words = _LETTERS.findall(name)
    rest = [word for word in words if len(word) > 2 and not _is_given(word)]
    return tuple(rest or words[-1:])


@functools.lru_cache(maxsize=20_000)
def families(name: str) -> tuple[str, ...]:
    """Keys for the words that may be the surname in a person's name, the same in all its forms."""
    return tuple(skeleton(_stem(word)) for word in surnames(name))


def is_one_word(name: str) -> bool:
    """Whether a name is nothing but a surname or a first name."""
    return len(_LETTERS.findall(name)) == 1


def _is_given(word: str) -> bool:
    return rank(word)[0] >= _USUAL_GIVEN or word.casefold() in GIVEN


def _is_given_russian(word: str) -> bool:
    return any(read.known and read.grammemes & _NAMED for read in readings(word.casefold()))


def _owner(domain: str) -> Iterator[str]:
    """The label below which a house has its names, and the telling words of it."""
    labels = domain.casefold().rstrip(".").split(".")
    if is_public(domain):
        return
    while len(labels) > 1 and (
        is_ending(labels[-1]) or labels[-1] in INTERNAL_ENDINGS or labels[-1] in _RESERVED
    ):
        labels.pop()
    words = _WORD.findall(labels[-1])
    yield from (word for word in words if is_distinctive(word))
    if len(words) > 1 and is_distinctive("".join(words)):
        yield labels[-1]


@functools.lru_cache(maxsize=20_000)
def is_distinctive(word: str) -> bool:
    """Whether a word names somebody: it is no word of a language, of the trade or of the net."""
    low = word.casefold()
    letters = next(iter(_LETTERS.findall(low)), "")
    if not _SHORTEST <= len(letters) <= len(low) <= _LONGEST:
        return False
    if _CYRILLIC.fullmatch(low):
        known = [read for read in readings(low) if read.known]
        if known:
            return all("Surn" in read.grammemes for read in known)
        return not is_familiar_russian(low)
    if low in _sites() or _is_given(low) or is_familiar(letters):
        return False
    return not _is_compound(letters)


def _is_compound(word: str) -> bool:
    """Whether a word is put together of words that stand in manuals."""
    reached = {0}
    for end in range(2, len(word) + 1):
        if any(end - at > 1 and _is_piece(word[at:end]) for at in reached):
            reached.add(end)
    return len(word) in reached


def _is_piece(word: str) -> bool:
    return is_technical(word) if len(word) > 2 else word in ("my", "it", "go", "ip", "on", "in")


@functools.cache
def _sites() -> frozenset[str]:
    """The names of what everybody knows."""
    return frozenset(label for site in PUBLIC for label in site.split(".")) | OWNERS


def _stem(word: str) -> str:
    """A Russian name without the ending of its case, from which all its forms begin."""
    if not _CYRILLIC.fullmatch(word):
        return word
    found = _ENDING.search(word)
    if found is None or found[0] in ("ов", "ев", "ёв"):
        return word
    cut = 1 if found[0] in ("ова", "ева", "ёва", "ово", "ево", "ёво") else len(found[0])
    return word[:-cut] if len(word) - cut >= _SHORTEST else word
