"""What the tagger says, weighed: which of its people and organisations are believed.

The tagger hears names in headings, commands and product lists; here is what must hold besides its
word. Invariant: nothing is added to a span but the rest of a word it began in. Deliberately
elsewhere: the tagger (`tagger`), its addresses (`tagged_addresses`).
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.confidentiality.detectors.lexicon import fold, rank
from app.confidentiality.detectors.names import AMBIGUOUS, GIVEN
from app.confidentiality.detectors.places import COUNTRIES
from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.technical import HEADINGS, PRODUCTS

if TYPE_CHECKING:
    from app.confidentiality.detectors.tagger import Tagged

Span = tuple[int, int]

WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")
_CODE = re.compile(r"[/_=<>{}\[\]$%|#*`\\+@~^]|::|->|--|&(?! )")
_GLUE_BEFORE = "/_=<@$%#\\+~^&"
_GLUE_AFTER = "/_=@\\(+~^&"
_CAMEL = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")
_PREFIXED = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O['’]|D['’]|Al|El|Du)(?=[A-Z])")
_HEADING = re.compile(r"[ \t]{0,3}(?:#{1,6}[ \t]|title:|summary:|\|)")
_NOTHING = (0, 0, 0)
_USUAL = (0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 120.0, 200.0, 400.0, 700.0)
"""What a word has to be above, by how usual it is as a word."""
_LEGAL = words(
    """
    inc llc ltd plc corp corporation limited gmbh ag oy ab bv nv sa spa sarl kg kft sro llp lp
    pty pte holdings holding incorporated
    """
)
_COUNTED = words(
    "one two three four five six seven eight nine ten some most many few none all each both any"
    " another other such every several half"
)
"""`One of the records`: no firm by one such word alone."""
_BODIES = words(
    """
    group partners associates sons brothers bros company ventures bank insurance university
    college school hospital clinic airlines airways motors foods pharma pharmaceuticals
    consulting agency ministry foundation club bakery hotels hotel records studios press telecom
    logistics industries dental capital institute council association museum movers appraisals
    attorneys realty
    """
)
_NAME = re.compile(r"(?!and\b)[^\W\d_][\w'’\-]{1,30}")
_EDGE_BEFORE = re.compile(r"(?:['’]s(?=\s))?(?:[\s,;:]|and\s)*")
_SENTENCE_END = re.compile(r"([a-zß-öø-ÿ]{2,20})[.!?][ \n]{1,3}(?=[A-ZÀ-ÖØ-ÞĀ-Ž])")
_TITLES = words("dr mr mrs ms mx prof sr jr st rev hon capt sgt lt col gen fr ing dipl mag")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]")
_SMALL_BEFORE = re.compile(r"(?:[a-zß-öø-ÿ]{1,20}[ ,]{1,2}){0,5}")
_SMALL_AFTER = re.compile(r"(?:(?<=\w)[ ,]{1,2}[a-zß-öø-ÿ]{1,20}){0,5}$")
"""Words of the sentence around a name written with a capital."""
_LED = re.compile(
    r"(?i:(?:hi|hello|hey),[ ]"
    r"|(?:(?:my|his|her|your|our|their)[ ])?"
    r"(?:son|daughter|wife|husband|brother|sister|boss|colleague|friend|neighbou?r|cousin|uncle"
    r"|aunt|mother|father|judge|president|senator)[ ])"
)
"""What a name of a person is led by and what is none of it."""
_BEGINS = re.compile(r"(?:^|[.!?]\s|\n|[-*>]\s)$")
_GOES_ON = re.compile(r"[ ]([a-z]{1,20})(?![\w'’])")
_ACTS = words(
    """
    is was has had will would can could should did does may might must said says asks told tells wants
    wrote writes thinks knows needs likes loves hates plays plans works lives runs left came comes went
    goes got gets gave gives made makes took takes sent sends found finds saw sees met bought sold paid
    built broke fell felt kept led lost won sang sat spoke taught thought wore and or who whose please
    pls just also already never always still often really from via plus today here isn wasn hasn doesn
    thanks thx ok lol sorry
    """
)
"""How a sentence goes on after the person it is about."""
_EDGE_AFTER = re.compile(r"(?:[\s,;:]|\sand)+$")
_LIST = re.compile(
    r"[^\W\d_][\w'’\-]{1,30}(?:, [^\W\d_][\w'’\-]{1,30}){0,4},? and [^\W\d_][\w'’\-]{1,30}"
)
_LEADS = re.compile(
    r"\b(?:founders|partners|owners|authors|members|speakers|guests|brothers|sisters|"
    r"friends|people|winners|engineers|colleagues|heirs|attendees|include|includes|are|"
    r"were|named|called)[: \-]{1,3}(?:[^\W\d_][\w'’\-]{1,30}, ){0,3}$",
    re.IGNORECASE,
)
_SHORTENED = re.compile(r"\w+['’](?:mon|ll|re|ve|d|m|t)", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_NUMBERS = words(
    "min max avg sum mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec"
)
_AND = re.compile(r",? and [^\W\d_]")


@functools.lru_cache(maxsize=8)
def tagged(text: str) -> tuple[Tagged, ...]:
    """What the tagger says, read once whoever asks; numpy and the weights load on the first text."""
    from app.confidentiality.detectors import tagger

    return tuple(_without_edges(text, item) for item in tagger.tagged(text))


def _without_edges(text: str, item: Tagged) -> Tagged:
    """Without the `'s` of the word before it, the last word of another sentence, without commas
    and `and` at its ends."""
    before = _EDGE_BEFORE.match(text, item.start, item.end)
    start = before.end() if before else item.start
    last = _SENTENCE_END.match(text, start, item.end) if item.label != "ADDRESS" else None
    if last and last[1] not in _TITLES and last[1] not in GIVEN:
        start = last.end()
    after = _EDGE_AFTER.search(text[start : item.end])
    end = start + after.start() if after else item.end
    if item.label == "ORGANISATION" and _CAPITAL.search(text, start, end):
        end -= len(_SMALL_AFTER.search(text[start:end])[0])  # type: ignore[index]
        start = _SMALL_BEFORE.match(text, start, end).end()  # type: ignore[union-attr]
    if item.label == "PERSON" and (led := _LED.match(text, start, end)) and led.end() < end:
        start = led.end()
    return dataclasses.replace(item, start=start, end=end) if start < end else item


def people(text: str) -> Iterator[Span]:
    """Spans of people that are believed."""
    for item in tagged(text):
        if item.label == "PERSON" and _clean(text, item) and _is_person(text, item):
            yield from _apart(text, item)
        elif item.label == "ORGANISATION" and _listed(text, item):
            yield from (
                (item.start + m.start(), item.start + m.end())
                for m in _NAME.finditer(text[item.start : item.end])
            )


def organisations(text: str) -> Iterator[Span]:
    """Spans of organisations that are believed."""
    for item in tagged(text):
        if (
            item.label == "ORGANISATION"
            and not _listed(text, item)
            and _clean(text, item)
            and _is_organisation(text, item)
        ):
            yield (
                item.start,
                item.end + (text[item.end : item.end + 1] == "." and _abbreviated(text, item)),
            )


def _apart(text: str, item: Tagged) -> Iterator[Span]:
    """`Eklund, Warren and Bailey` are three people; `Eklund, Warren` alone is one."""
    comma = text.find(", ", item.start, item.end)
    listed = _AND.match(text, item.end) or text[item.end : item.end + 2] == ", "
    if comma > 0 and (listed or text[item.start - 2 : item.start] == ", "):
        yield item.start, comma
        yield comma + 2, item.end
    else:
        yield item.start, item.end


def _listed(text: str, item: Tagged) -> bool:
    """Whether it is a list of people rather than a firm named by its owners."""
    listed = _LIST.fullmatch(text, item.start, item.end)
    return bool(listed and _LEADS.search(text, max(0, item.start - 80), item.start))


def _abbreviated(text: str, item: Tagged) -> bool:
    last = fold(WORD.findall(text[item.start : item.end])[-1])
    return last in {"ltd", "inc", "corp", "co", "bros"}


def _clean(text: str, item: Tagged) -> bool:
    """No sign of code within or glued to the span."""
    start, end = item.start, item.end
    if _CYRILLIC.search(text, start, end):
        return False
    before, after = text[start - 1 : start], text[end : end + 2]
    if before and (
        before in _GLUE_BEFORE or (before in ".-:" and text[start - 2 : start - 1].isalnum())
    ):
        return False
    if after and (after[0] in _GLUE_AFTER or (after[0] in ".-:" and after[1:].isalnum())):
        return False
    if text[end - 1] in ".-:" and text[end : end + 1].isalnum():
        return False
    value = text[start:end]
    if value.islower() and all(map(is_technical, re.findall(r"[a-z]{2,}", value))):
        return False
    return not _CODE.search(value) and "\n\n" not in value


def _line(text: str, item: Tagged) -> str:
    return text[text.rfind("\n", 0, item.start) + 1 : item.start]


def _is_person(text: str, item: Tagged) -> bool:
    value = text[item.start : item.end]
    parts = WORD.findall(value)
    lows = [fold(part) for part in parts]
    if (
        not parts
        or any(map(str.isdigit, value))
        or _SHORTENED.fullmatch(value)
        or max(map(len, lows)) < 2
    ):
        return False
    if any(low in PRODUCTS for low in lows) or any(_odd(part) for part in parts):
        return False
    if (
        len(lows) == 1
        and lows[0] in _NUMBERS
        and re.match(r"\s*[\d=:,;]", text[item.end : item.end + 3])
    ):
        return False
    if len(lows) == 1 and lows[0] in AMBIGUOUS and _opens_a_sentence(text, item):
        return False
    ranks = [rank(low) for low in lows]
    known = any(low in GIVEN for low in lows)
    need = 0.0
    if _HEADING.match(_line(text, item)):
        need += 250.0
    if not any(max(r[:2]) >= 5 for r in ranks) and not all(r == _NOTHING for r in ranks):
        need += 150.0
    if not known:
        need += sum(_USUAL[r[2]] * (0.2 if max(r[:2]) >= 7 else 1.0) for r in ranks) / len(ranks)
    need += 150.0 * sum(low in HEADINGS for low in lows) + 120.0 * sum(
        low in COUNTRIES for low in lows
    )
    return item.margin >= need


def _opens_a_sentence(text: str, item: Tagged) -> bool:
    """Whether a word that is a name too begins a sentence that goes on like none about a person."""
    after = _GOES_ON.match(text, item.end)
    if not after or not _BEGINS.search(text, max(0, item.start - 4), item.start):
        return False
    return after[1] not in _ACTS and not after[1].endswith(("ed", "ally"))


def _odd(part: str) -> bool:
    rest = _PREFIXED.sub("", part)
    return bool(_CAMEL.search(rest)) or bool(re.fullmatch(r"[A-Z]{2,3}s?|[A-Z]{3,}s", part))


def _is_organisation(text: str, item: Tagged) -> bool:
    value = text[item.start : item.end]
    lows = [fold(part) for part in WORD.findall(value)]
    if not lows or len(value) < 3 or (len(lows) == 1 and lows[0] in _LEGAL | _COUNTED):
        return False
    technical = sum(low in PRODUCTS or low in HEADINGS for low in lows)
    if technical == len(lows):
        return False
    if lows[-1] in _LEGAL and len(lows) > 1:
        return True
    if (not value[-1].isalnum() and value[-1] not in ".!") or _DOTTED.fullmatch(value):
        return False
    need = 0.0 if lows[-1] in _BODIES or lows[0] in _BODIES else 40.0
    if _HEADING.match(_line(text, item)):
        need += 250.0
    if re.fullmatch(r"[A-Z]{1,5}s?", value):
        need += 350.0
    elif _CODED.search(value):
        need += 250.0
    if not any(map(str.isupper, value)):
        need += 100.0 + 20.0 * rank(lows[0])[2] if len(lows) == 1 else 60.0
        need += 250.0 * bool(_CAPITAL.search(_line(text, item)))
    return item.margin >= need + 120.0 * technical


_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,4}")
_CODED = re.compile(r"[a-z]{2}[A-Z]|^[a-z][A-Z]{2}|[A-Z]{6}|[A-Z]{3,} [A-Z]{3}|^[a-z]{2,5}-")
"""Spelt as identifiers are."""
