"""People in Russian text by rule: initials, patronymics, given names, fields, other forms.

Every rule reads characters and gives spans, which may overlap. Invariant: linear; repetition is
bounded. Deliberately elsewhere: what the recogniser hears (`people_ru`), tables (`people_words`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from app.confidentiality.detectors.given_ru import SHORT, common, forms
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.name_opinion import (
    SHAPE,
    is_name,
    opinion,
    ordinary,
    seldom,
    stem,
)
from app.confidentiality.detectors.people_deeds_ru import by_deed
from app.confidentiality.detectors.people_words import CUE, FIELD, NEVER, TITLES
from app.confidentiality.detectors.products import ABBREVIATIONS, VENDORS
from app.confidentiality.detectors.russian_trade import is_trade
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_W = r"[А-ЯЁ][а-яё]{1,24}(?:-[А-ЯЁ][а-яё]{1,24})?"
_GAP = r"(?:[ ]|[ ]?\n[ \t>*]{0,4})"
_INITIALS = re.compile(
    rf"(?<![\w.])(?:[А-ЯЁ]\.[ ]?(?:[А-ЯЁ]\.{_GAP}?)?(?:{_W}|[А-ЯЁ]{{3,20}})"
    rf"|(?:{_W}|[А-ЯЁ]{{3,20}}),?{_GAP}[А-ЯЁ]\.(?:[ ]?[А-ЯЁ]\.)?"
    rf"|{_W}[ ][А-ЯЁ]{{2}}(?=[ ,;.)\n]|$)"
    rf"|[а-яё]{{2,20}}(?:ов|ев|ин|ова|ева|ина|ский|ская|енко)[ ](?:[а-яё]\.[ ]?[а-яё]\.))(?!\w)"
)
_THEIRS = re.compile(r"(?<=[а-яё])[, \n][ \n\t>*]*(?P<i>(?=[А-ЯЁ]\.).{2,8})$")
_AMONG = re.compile(
    r"(?:[А-ЯЁ]\.(?:[ ]?[А-ЯЁ]\.)?(?:[ ][А-ЯЁ][а-яё]{1,24})?(?:,| и) "
    r"|(?i:соглас|утверд|исполн|ответствен"
    r"|звони|передай|спроси|пиши|дежурн|провер|автор|участ|присутств)[а-яё]{0,9}"
    r"[ :]{1,3})$"
)
_TWO = re.compile(r"(?<![\w.])[А-ЯЁ]\.[ ]?[А-ЯЁ]\.")
_PATRONYMIC = re.compile(
    rf"(?<!\w)(?:{_W}{_GAP}){{0,2}}[А-ЯЁ][а-яё]{{2,16}}"
    rf"(?:[оеё]вич|ьич|[оеё]вн|[иь]ничн|кичн|миничн)[а-яё]{{0,3}}(?:{_GAP}{_W})?(?!\w)"
    rf"|(?<!\w)[а-яё]{{3,16}}[ ][а-яё]{{3,16}}(?:[оеё]вич|[оеё]вн)(?:|а|у|ем|е|ы|ой)(?!\w)"
    rf"|(?<!\w)(?:[А-ЯЁ]{{3,20}}[ ]){{1,2}}[А-ЯЁ]{{2,16}}"
    rf"(?:ОВИЧ|ЕВИЧ|ЬИЧ|ОВН|ЕВН|ИЧН)[А-ЯЁ]{{0,3}}(?!\w)"
)
_CAPITAL = re.compile(r"(?<![\w\-])[А-ЯЁ][А-ЯЁа-яё]{3,24}(?!\w)")
_BEGINS = re.compile(r"(?:^|[.!?…:|*#\-–—•()\[\]«\"\n\d])[ \t]{0,3}$")
_WORD = re.compile(r"(?<![\w\-@.#/])[А-ЯЁа-яё]{3,16}(?![\w\-])")
_SPLIT = re.compile(r"(?<!\w)([А-ЯЁ][а-яё]{1,16})-\n[ \t>]{0,8}([а-яё]{2,16})(?!\w)")
_DASHED = re.compile(r"(?<=[а-яё\d][\-_/])[А-ЯЁ][а-яё]{2,20}(?![а-яё])")
_NO_VOCATIVES = words("лень кость лен ром ген сем ник борь динь нат степ гер раф")
_VOCATIVE = re.compile(
    r"(?:^|\n|[Пп]ривет,?[ ]|[Сс]лушай,?[ ]|[Ээ]й,?[ ]|[,.!?][ ])([А-ЯЁа-яё]{3,7})(?=[,!?])"
)
_AFTER = re.compile(r"(?:[ ]|[ ]?\n[ \t>*]{0,4})([А-ЯЁа-яё]{3,24}(?:-[А-ЯЁа-яё]{3,24})?)(?![\w\-])")
_WHOLE = re.compile(r"[А-ЯЁа-яё]{3,24}(?:-[А-ЯЁа-яё]{3,24})?")


def ruled(text: str) -> Iterator[Span]:
    """Names by initials, patronymic, over a line end, behind a dash, by given name, when called."""
    yield from _initialed(text)
    yield from (match.span() for match in _PATRONYMIC.finditer(text) if _believed(match))
    for match in _SPLIT.finditer(text):
        if opinion(match[1].lower() + match[2]) >= 2:
            yield match.span()
    for match in _DASHED.finditer(text):
        if opinion(match[0].lower()) >= 2 and not ordinary(match[0].lower()):
            yield match.span()
    yield from _given(text)
    yield from _called(text)
    yield from by_deed(text)


def again(text: str, found: Iterable[Span], asked: Iterable[Span]) -> Iterator[Span]:
    """Other forms of a name that was found once, with a capital. A common word is the name only
    where a title or a given name made it one, and where no sentence begins with it."""
    stems: dict[str, bool] = {}
    for spans, titled in ((found, False), (asked, True)):
        for start, end in spans:
            names = _CAPITAL.findall(text, start, end)
            for low in map(str.lower, names):
                common_word = ordinary(low)
                if not common_word or len(names) > 1 or titled:
                    stems[stem(low)] = stems.get(stem(low), True) and common_word
    for match in _CAPITAL.finditer(text) if stems else ():
        low = match[0].lower()
        known = stems.get(stem(low))
        if known is None or (ordinary(low) and not known):
            continue
        if not known or not _BEGINS.search(text, max(0, match.start() - 4), match.start()):
            yield match.span()


def _initialed(text: str) -> Iterator[Span]:
    """Names with initials. Of `Пассажир З. А. Дыня` the initials belong to what follows them."""
    match = _INITIALS.search(text)
    while match:
        behind = _THEIRS.search(match[0])
        if behind and ordinary(match[0][: behind.start()].rstrip(", \t\n").lower()):
            later = _INITIALS.match(text, match.start() + behind.start("i"))
            match = later or match
        if _believed(match):
            yield match.span()
        match = _INITIALS.search(text, match.end())


def _believed(match: re.Match[str]) -> bool:
    """Whether a match of initials or a patronymic is a name: not a heading's `А. Общие`."""
    words = [word.lower() for word in re.findall(r"[А-ЯЁа-яё]{3,}", match[0])]
    if _TWO.search(match[0]) and words:
        return True  # nothing but a name has two initials, whatever else its word means
    if not all(ordinary(w) and opinion(w) < 2 for w in words):
        return bool(words)
    return len(words) == 1 and _is_trader(match, words[0])


def _is_trader(match: re.Match[str], low: str) -> bool:
    """`, Г. Дворник`: a surname that is what somebody is, with an initial, within a list of people,
    or what many are, which nobody writes behind a capital (`Г. Мещеряков`)."""
    if match[0][1:2] != "." or low in TITLES or low in NEVER or is_trade(low):
        return False
    found = readings(low)
    if SHAPE.match(low.replace("ё", "е")) and any({"anim", "plur"} <= r.grammemes for r in found):
        return True
    if _AMONG.search(match.string, max(0, match.start() - 40), match.start()) is None:
        return False
    surname = any({"Surn", "sing"} <= r.grammemes for r in found)
    return surname or any({"NOUN", "anim", "sing"} <= r.grammemes for r in found[:1])


def _given(text: str) -> Iterator[Span]:
    """Given names from the table, with the surname beside them."""
    known = forms()
    for match in _WORD.finditer(text):
        low = match[0].lower().replace("ё", "е")
        if low in known:
            span = _with_surname(text, match, low)
            if span:
                yield span


def _with_surname(text: str, match: re.Match[str], low: str) -> Span | None:
    """A given name and its surname, or alone where it is certain enough."""
    capital = match[0][0].isupper()
    doubtful = low in common() or seldom(low)
    start, end = match.span()
    after = _surname_after(text, end, capital)
    before = None if after else _surname_before(text, start, capital)
    beside = after is not None or before is not None
    if beside and (capital or not doubtful or _cued(text, start)):
        return (start, after) if after else (before or 0, end)
    if capital:
        certain = not doubtful or (not match[0].isupper() and _cued(text, start))
    else:
        certain = not doubtful and _cued(text, start)
    return match.span() if certain else None


def _cued(text: str, start: int) -> bool:
    return CUE.search(text, max(0, start - 40), start) is not None


def _called(text: str) -> Iterator[Span]:
    """Who is spoken to in a chat: `привет, Саш!`, `Кать, глянь`."""
    for match in _VOCATIVE.finditer(text):
        if match[1].lower().replace("ё", "е") in _vocatives():
            yield match.span(1)


@functools.cache
def _vocatives() -> frozenset[str]:
    """Short names without their last vowel, where no other word is meant."""
    short = (name.replace("ё", "е") for name in SHORT if name[-1] in "ая" and 3 < len(name) < 7)
    cut = (name[:-1] + ("ь" if name[-1] == "я" else "") for name in short)
    return frozenset(form for form in cut if form not in _NO_VOCATIVES and not seldom(form))


def _surname_after(text: str, end: int, capital: bool) -> int | None:
    after = _AFTER.match(text, end)
    return after.end(1) if after and _is_surname(after[1], capital) else None


def _surname_before(text: str, start: int, capital: bool) -> int | None:
    if text[start - 1 : start] != " ":
        return None
    before = text[max(0, start - 52) : start - 1]
    word = before[max(before.rfind(" "), before.rfind("\n")) + 1 :]
    if _WHOLE.fullmatch(word) and _is_surname(word, capital):
        return start - 1 - len(word)
    return None


def _is_surname(word: str, capital: bool) -> bool:
    """Whether a word beside a given name is a surname: by its capital or its build."""
    low = word.lower()
    if capital and not word[0].isupper():
        return False
    if word[0].isupper():
        return opinion(low) > 0 and low not in NEVER
    return (
        opinion(low) >= 2 and SHAPE.match(low.replace("ё", "е")) is not None and not ordinary(low)
    )


def asked(text: str) -> Iterator[Span]:
    """Names in a field of a form (`Исполнитель: Волк`) and after a title (`инженер Мороз`)."""
    for match in FIELD.finditer(text):
        for group in ("name", "titled"):
            if match[group] and _plausible(match[group], group == "titled"):
                yield match.span(group)


def _plausible(name: str, titled: bool) -> bool:
    words = re.findall(r"[А-ЯЁа-яё]+", name)
    if not words or (words[0].isupper() and len(words) == 1):
        return False
    for word in words:
        low = word.lower()
        if low in NEVER or low in VENDORS or low in ABBREVIATIONS or low in TITLES:
            return False
        found = readings(low)
        if any("Geox" in r.grammemes for r in found):
            return False
        if low.endswith(("ский", "ская", "цкий", "цкая")) and len(words) == 1:
            continue
        if found and found[0].known and not any(map(is_name, found)):
            if not any(
                "NOUN" in r.grammemes and "sing" in r.grammemes and "neut" not in r.grammemes
                for r in found[:2]
            ):
                return False
            if len(words) > 1 or (not titled and "anim" not in found[0].grammemes):
                return False
    return True
