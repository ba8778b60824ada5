"""Names in small letters: people, machines and logins as a chat or a log writes them.

A second net: a given name that is hardly another word, what people call machines by, words glued of
roles of machines, and a word that no public vocabulary knows are masked wherever they stand alone.
Invariant: pieces of paths, links, calls, options and of compound identifiers stay; one scan of the
text, and the judgement of a word depends on the word alone. Deliberately elsewhere: capitals
(`unfamiliar`), everything that a cue shows (`people`, `positions`, `handles`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors import called_words
from app.confidentiality.detectors.called import is_called, may_call
from app.confidentiality.detectors.cues import Led, before
from app.confidentiality.detectors.domains import is_ending
from app.confidentiality.detectors.given_ru import common, forms
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.machines import is_glued
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.name_opinion import SHAPE, opinion, ordinary, seldom
from app.confidentiality.detectors.names import GIVEN
from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.products import PRODUCTS, VENDORS
from app.confidentiality.detectors.small_letters_words import COMMANDS, MACHINES, NAMES_TOO, SPOKEN
from app.confidentiality.detectors.speakers import is_surname
from app.confidentiality.detectors.standing import stands
from app.confidentiality.detectors.technical import PRODUCTS as KNOWN
from app.confidentiality.detectors.trade_words import PETS
from app.confidentiality.detectors.unfamiliar import in_vocabulary, is_familiar
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

Span = tuple[int, int]

_WORD = re.compile(
    r"(?P<w>[a-z](?<![\w$%@#.\\/~\-\u27e6][a-z])[a-z]{2,23})"
    r"(?![\w(\\=]|/(?![A-Z])|\.\w|-\w|:(?!\d{3,5}(?![\w.]))\w|\[\w|['\u2019]t\b)"
)
_LOGIN = re.compile(
    r"(?P<a>[a-z](?<![\w$%@#.\\/~\-][a-z])[a-z]{0,15})(?:(?P<s>[._\-])(?P<b>[a-z]{3,20})|(?<!=)[._\-](?P<i>[a-z]))"
    r"(?![\w(/\\=]|[.\-]\w|:\w)"
)
_TAIL = re.compile(r"[a-z]{2}(?:master|slave|relay|broker|srv|prod|replica|box|backup)$")
_LISTED = Led(
    "name",
    r"(?:^|[\s{,])[\"']?name[\"']?[:=][ ]?[\"']?(?P<w>[a-z][a-z0-9\-]{2,30})[\"']?,?\s{1,12}[\"']?"
    r"(?:address|ip|ip_address|ansible_host|host|fqdn|mac|адрес)[\"']?[:=]",
    back=2,
)
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_RUSSIAN = re.compile(r"(?P<w>[А-ЯЁа-яё](?<![\w\-@.#/][А-ЯЁа-яё])[а-яё]{2,15})(?![\w\-])")
_NEXT = re.compile(r"[ ](?P<w>[а-яё]{3,20})(?![\w\-])")
_SPEAKER = re.compile(
    r"(?m)^[ \t>*]{0,6}(?:\[[^\]\n]{1,30}\][ \t]*"
    r"|\d{1,2}:\d\d(?::\d\d)?[ \t]+)?(?P<w>[А-ЯЁа-яё]{3,16})"
    r"(?=:[ \t]|,[ ]?\[|[ ]\(\d\d:)"
)
_CAPITALS = re.compile(
    r"(?P<a>[A-ZА-ЯЁ](?<![\w\-][A-ZА-ЯЁ])[A-ZА-ЯЁ]{2,19})(?:[ ]|,[ ])(?P<b>[A-ZА-ЯЁ]{3,20})(?![\w\-])"
)
_SUBJECT = re.compile(
    r"(?m)(?:^[ \t>*\-•]{0,6}|\d\d:\d\d(?::\d\d)? |, "
    r"|; )(?P<w>[А-ЯЁ][а-яё]{3,20}) (?P<v>[а-яё]{3,20})(?!\w)"
)
_OPENS = re.compile(r"(?:^|[\n.!?,>]\s{0,2})\Z")
_INITIAL = re.compile(r"(?P<w>[А-ЯЁ](?<=[а-яё] .)\. ?(?P<v>[А-ЯЁ][а-яё]{2,20}))(?!\w)")
_PART = re.compile(
    r"(?i)(?:раздел|приложени|пункт|част|таблиц|рисун|класс|групп|вариант|тип|шаг)[а-я]{0,3} \Z"
)
_RIGHTS = frozenset("drwxst")
"""Letters of the rights of a file, as `ls -l` shows them."""
_FREE, _SPARSE = 100, 200
"""Doubtful words that any text may have, and one more for so many characters."""
_DOUBTFUL = "?"
"""A word that is a machine's name only where one stands."""


class SmallLetters:
    """Finds names that nobody wrote with a capital."""

    name = "small_letters"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each name."""
        view = View.of(text)
        for kind, span in spans(view.text):
            yield view.finding(kind, Action.MASK, span, self.name)


def spans(text: str) -> Iterator[tuple[str, Span]]:
    """Kind and place of each name in small letters."""
    named, left = -100, _FREE + len(text) // _SPARSE
    for match in _WORD.finditer(text):
        kind = _kind(match["w"])
        if kind == _DOUBTFUL:
            left -= 1  # nobody writes so many, and then they are masked unread
            kind = "HOST" if left < 0 or is_called(text, *match.span("w"), named) else ""
        if kind:
            yield kind, match.span("w")
            named = match.end("w") if kind == "HOST" else named
    for match in _LISTED.finditer(text):
        if stands(match["w"], firm=True):
            yield "HOST", match.span("w")
    for match in _LOGIN.finditer(text):
        if _is_initialed(match["a"]) if match["i"] else _is_whole(text, match):
            yield "HANDLE", match.span()
    yield from (("PERSON", match.span()) for match in _CAPITALS.finditer(text) if _is_pair(match))
    if _CYRILLIC.search(text):
        yield from _russian(text)


@functools.lru_cache(maxsize=20_000)
def _kind(word: str) -> str:
    """What a word is by itself; nothing for a word of the language or of the trade."""
    if (word in PETS or word in MACHINES) and word not in SPOKEN:
        return "HOST"
    if called_words.is_proper(word):
        return _DOUBTFUL if word in PRODUCTS or word in VENDORS or word in KNOWN else "HOST"
    if word in PETS or word in MACHINES:
        return _DOUBTFUL
    if word in PRODUCTS or word in VENDORS or word in COMMANDS:
        return ""
    if (is_glued(word) or _TAIL.search(word)) and not in_vocabulary(word):
        return "HOST"
    if _given(word):
        return "PERSON"
    if may_call(word):
        return _DOUBTFUL
    if is_familiar(word) or is_technical(word):
        return ""
    if len(word) < 5:
        return _DOUBTFUL
    return "" if _compound(word) else "NAME"


def _compound(word: str) -> bool:
    """Two familiar words written as one (`mountpoint`), which no surname is."""
    if rank(word)[1]:
        return False
    pieces = ((word[:cut], word[cut:]) for cut in range(3, len(word) - 2))
    return any(is_technical(first) and is_technical(second) for first, second in pieces)


def _given(word: str) -> bool:
    given, _surname, spoken = rank(word)
    if word in NAMES_TOO:
        return False
    if len(word) < 4:
        return given >= 7 and spoken < 5
    return (word in GIVEN or given >= 6) and spoken < 7


@functools.lru_cache(maxsize=5_000)
def _is_initialed(surname: str) -> bool:
    """`kapusta_s`, `dynya-g`: a word of no vocabulary before an initial."""
    return (
        len(set(surname)) > 3
        and not set(surname) <= _RIGHTS
        and not is_familiar(surname)
        and not is_technical(surname)
    )


@functools.lru_cache(maxsize=20_000)
def _strange(word: str) -> bool:
    """A piece of a compound that no vocabulary knows, or a given name that is hardly a word."""
    if len(word) < 4 or word in PRODUCTS or word in VENDORS:
        return False
    if is_familiar(word) or is_technical(word):
        return _given(word) and rank(word)[2] < 4
    return not _compound(word)


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether two pieces make a login: by their names, or because no vocabulary knows one."""
    first, mark, second = match["a"], match["s"], match["b"]
    if mark != "-" and text[match.start() - 1 : match.start()] != "=" and _is_login(first, second):
        return True
    strange = _strange(first), _strange(second)
    return all(strange) if mark == "." else any(strange)


def _is_login(first: str, second: str) -> bool:
    """`gleb.gaydamak`, `yuki_tanaka`, `b.polozkov`: a given name and a name, in any order."""
    if len(first) == 1:
        return not is_familiar(second) or (rank(second)[1] >= 6 and rank(second)[2] < 5)
    if len(first) > 2 and not is_familiar(first) and not is_familiar(second):
        return not (is_ending(second) or is_technical(first) or is_technical(second))
    return (_given(first) and (not is_familiar(second) or rank(second)[1] > 4)) or (
        _given(second) and not is_familiar(first)
    )


def _russian(text: str) -> Iterator[tuple[str, Span]]:
    known, called, named = forms(), None, -100
    left = _FREE + len(text) // _SPARSE
    for match in _RUSSIAN.finditer(text):
        called = called_words.forms() if called is None else called
        low = match["w"].replace("ё", "е")
        small = low.islower()
        low = low if small else low.lower()
        if low in called:
            left -= 1
            if left < 0 or is_called(text, *match.span(), named):
                named = match.end()
                yield "HOST", match.span()
        if small and low in known:
            yield from (("PERSON", span) for span in _person(text, match, low))
        elif small and SHAPE.match(low) and is_surname(text, *match.span(), low):
            yield "PERSON", match.span()
    yield from (("PERSON", span) for span in _shown(text, known))


def _person(text: str, match: re.Match[str], low: str) -> Iterator[Span]:
    """A given name, with the surname behind it."""
    doubtful = low in common() or seldom(low)
    after = _NEXT.match(text, match.end())
    if after is not None and (_surname(after["w"]) or (not doubtful and _noun(after["w"]))):
        yield match.start(), after.end()
    elif not doubtful or (after and _acts(after["w"]) and _opens(text, match.start())):
        yield match.span()


def _is_pair(match: re.Match[str]) -> bool:
    """Whether one of two words in capitals is a given name."""
    pair = match["a"].lower(), match["b"].lower()
    return any(w.replace("ё", "е") in forms() or (w in GIVEN and w not in NAMES_TOO) for w in pair)


def _shown(text: str, known: frozenset[str]) -> Iterator[Span]:
    """Russian names that a place in a line shows: who speaks, a subject, an initial before."""
    for match in _SPEAKER.finditer(text):
        if match["w"].lower().replace("ё", "е") in known:
            yield match.span("w")
    for match in _SUBJECT.finditer(text):
        if SHAPE.match(match["w"].lower().replace("ё", "е")) and _acts(match["v"]):
            yield match.span("w")
    for match in _INITIAL.finditer(text):
        if _is_surname_of(match["v"].lower()) and not before(text, match.start(), _PART, 16):
            yield match.span("w")


@functools.lru_cache(maxsize=5_000)
def _surname(low: str) -> bool:
    """A word beside a given name that the dictionary has as a name, or that is built as one."""
    return opinion(low) >= 2 and (
        not ordinary(low) or SHAPE.match(low.replace("ё", "е")) is not None
    )


@functools.lru_cache(maxsize=5_000)
def _is_surname_of(low: str) -> bool:
    """Whether a word behind an initial may be a surname: one person's, and nothing done."""
    found = readings(low)
    return not found or not ({"VERB", "INFN", "plur", "PREP", "CONJ", "ADVB"} & found[0].grammemes)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a clause begins here."""
    return _OPENS.search(text, max(0, start - 3), start) is not None


@functools.lru_cache(maxsize=5_000)
def _noun(low: str) -> bool:
    """Whether a word behind a given name may be a surname: a noun, or unknown."""
    found = readings(low)
    if SHAPE.match(low.replace("ё", "е")) or not found or not found[0].known:
        return True
    return "NOUN" in found[0].grammemes


@functools.lru_cache(maxsize=5_000)
def _acts(low: str) -> bool:
    """Whether a word is a verb of one person, so that no plural stands before it."""
    found = readings(low)
    return bool(found) and "VERB" in found[0].grammemes and "sing" in found[0].grammemes
