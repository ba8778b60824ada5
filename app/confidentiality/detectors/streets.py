"""Street addresses: ADDRESS, in English, Russian and the usual forms of Europe.

`streets_rules` knows how they are built, the tagger hears the rest. What they find next to each
other is one address; where it is laid out over separate lines, each line is found by itself, so that
the lines stay. Invariant: positions only, linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.lexicon import fold
from app.confidentiality.detectors.places import COUNTRIES
from app.confidentiality.detectors.streets_coded import coded
from app.confidentiality.detectors.streets_rules import built
from app.confidentiality.detectors.tagged_addresses import addresses
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding

Span = tuple[int, int]

_CORNER = re.compile(r"(?:at[ ])?the[ ]corner[ ]of[ ]", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;]{0,6}")
_EDGES = " \t\n,;:(>*|?"
_LEAD = re.compile(
    r"(?:(?:with|at|to|in|is|and|from|near|on|for|address|the|of|my|are)[ ]){1,3}(?!corner)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[ ](?:with|at|to|in|is|and|from|near|on|for|were|was|are|please|that|which)){1,3}$"
    r"|[ ](?:for|with|as|when|if|before|after|because|until|instead|in[ ]case)[ ]"
    r"(?:this|that|these|my|your|our|the|a|an|all|any|i|we|you|it|of)\b[^\n]{0,200}$",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"(?<=[a-z0-9])[ ](?:Street|street|Road|road|Avenue|avenue)$")
"""A word that a sentence says once more of a street: Baker Street street."""
_STREET = re.compile(
    r"(?i:\b(?:street|road|avenue|lane|rue|via|ulica|gade|vej|gata|calle)\b|stra(?:ss|"
    r"ß)e|straat|weg\b)|\d$"
)
_TELEPHONE = re.compile(
    r"[\s,;]{1,4}(?:\+\d[\d \-.()]{7,40}|\(\d{2,5}\)[\d \-.]{6,20}"
    r"|\d{2,4}[\-. ]\d{3}[\-. ]\d{3,4}|0\d{1,4}[ \-]\d[\d \-]{5,15})"
    r"(?:[ ]?x\d{1,5})?$|\n[ \t]{0,4}(?:[+(]?\d[\d \-.()]{5,}|[^\n]{0,30}@)[^\n]{0,40}$"
)

_ITS_OWN = re.compile(
    r"(?:^|\n[ \t]{0,4}\n)[ \t]{0,4}$|(?:^|\n)[ \t]{0,4}[>?|*#!/\-][>?|*#!/\- ]{0,6}$"
)
_FURTHER = re.compile(
    r"(?:\n[>?|*#!/ \t]{0,6}[^\W\d][^\d\n,:;]{1,30})?\n[>?|*#!/ \t]{0,6}"
    r"(?:[^\W\d][^\d\n:;]{1,30}[ ])?\d{4,6}(?=\s|$)"
)
"""Lines that go on an address: a town, then a country or state with its code."""
_COUNTRY = re.compile(
    r",[ ](?P<name>[^\W\d_][\w'’\-]{2,24}(?:[ ](?:(?:and|of"
    r"|the)[ ]){0,2}[A-ZÀ-Ž][\w'’\-]{1,24}){0,3})(?=[\s.,;!?]|$)"
)
_NEXT = re.compile(r",? and (?=\d|(?:the )?corner of )|(?<=[A-Za-z\d]), and (?=[^\W\d_])")
_BOX = re.compile(r"(?:P\.?[ ]?O\.?[ ]?Box|Postfach)[ ]\d{1,6}", re.IGNORECASE)
_MILITARY = re.compile(
    r"PSC|USNS|USS|USCGC|Unit[ ]\d+[ ]Box|.{0,40}[ ][AFD]PO[ ]", re.IGNORECASE | re.DOTALL
)
_UNIT = re.compile(
    r"(?:apt|apartment|suite|ste|unit|flat|floor|room)\.?[ ]?#?\w{1,6}(?!\w)", re.IGNORECASE
)
_FLAT = re.compile(r"\b(?:apt|apartment|suite|ste|unit|flat|floor|room)\b", re.IGNORECASE)
_UNIT_FIRST = re.compile(
    r"(?:apt|apartment|suite|ste|unit|flat)\.?[ ]\w{1,5}[ ,]{1,2}\d{1,5}[ ]", re.IGNORECASE
)
_TOWN_LAST = re.compile(
    r"\d{1,3}[ ](?:(?:\d{1,5}[ ])?[^\W\d][^\n,\d]{2,40}[ ]\d{1,5}\.?|\d{1,5}[ "
    r"][^\W\d][^\n,\d]{2,40}|[Pp]\.?[Oo]\.?[ ][Bb]ox[ ]\d{1,5})"
    r"(?:,[ ][^\W\d][^\d,\n]{2,40}(?:[ ]\d{1,2})?)?"
)
_CROSSING = re.compile(
    r"(?:(?i:\b(?:at|to|with|in|is|are|near|on|from|address(?:es)?))[ ]|:\s{0,3}|^|, )"
    r"(?P<first>[^\W\d_a-z][\w'’\-]{1,30}(?:[ ][^\W\d_a-z][\w'’\-]{1,30})?[ ]and[ ])$"
)
"""The other street of a crossing: `at Orchard and Mill Road`."""
_NO_STREET = re.compile(r"\n|,|(?i:apt|suite|floor)")
_LINE_HEAD = re.compile(
    r"(?:^|\n)[ \t]{0,4}(?P<head>\d{1,4}[ ](?:[^\W\d_][\w'’.\-]{0,24}[ ]){0,2})$"
)
_TOWN_BEHIND = re.compile(
    r"(?:,[ ][^\W\d_a-zß-ÿ][^\d,\n.:;?!]{1,30}){1,2}[ ,]{1,2}"
    r"(?:[A-Z]{2}[ ])?\d{4,6}(?:-\d{4})?(?![\w\-])"
)
"""Town, then a country or state with its code, in the same line."""
_TOLD = re.compile(r"(?i:address|place|home|flat|house|office)[^\n:.]{0,20}:[ \t]{0,3}\n\s{0,8}$")
_UNIT_LINE = re.compile(
    r"\n(?P<mark>[^\w\n]{1,6})"
    r"(?P<unit>(?:apt|apartment|suite|ste|unit|flat|floor|room)\.?[ ]?#?\w{1,6})(?=\s|$)"
    r"(?:(?:\n(?P=mark)[^\W\d_][^\n\d:;=]{1,40}){0,2}"
    r"\n(?P=mark)(?:[^\W\d_][^\n\d:;=]{1,40}[ ])?(?P<code>\d{4,6})(?=\s|$))?",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]{1,400}")
_HOUSE = re.compile(r"\d{1,4}(?=[ ](?:\d{1,5}[ ]|[^\W\d][^\n,]{0,60}[ ]\d))")
_STREET_PIECE = re.compile(
    r"(?:\d{1,5}[ ])?(?:\d{1,3}(?:st|nd|rd|th)[ ])?"
    r"[^\W\d][^\n,]{1,80}?(?:[ ]\d{1,5}\.?)?(?=[ ]*(?:,|$))"
)
_CODE = re.compile(r"\d{3,6}(?:-\d{3,4})?(?!\w)|[A-Z]{2,3}(?=[ ]\d)")
_WORDS = re.compile(r"[^\W\d][^\n,\d]{0,60}?(?=,|[ ]?$|[ ](?:[A-Z]{2,3}[ ])?\d)")
_ANY = re.compile(r"[^\s,]{1,40}")


class Streets:
    """Finds street addresses."""

    name = "streets"
    deep = True
    """It uses a slow recogniser."""

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each address, or for each of its lines."""
        view = View.of(text)
        spans = [
            piece
            for span in (*built(view.text), *coded(view.text), *addresses(view.text))
            for piece in _split(view.text, _extended(view.text, span))
        ]
        spans.extend(_units(view.text))
        for span in _joined(view.text, spans):
            for start, end in _parts(view.text, span):
                if BLANK not in view.text[start:end]:
                    yield view.finding("ADDRESS", Action.MASK, (start, end), self.name)


def _extended(text: str, span: Span) -> Span:
    """With the rest of its first line, the other street of its crossing, its town and code."""
    start, end = span
    before = text[max(0, start - 80) : start]
    head = _LINE_HEAD.search(before) or _CROSSING.search(before)
    if head and not (head.re is _CROSSING and _NO_STREET.search(text, start, end)):
        start -= len(before) - head.start(1)
    further = _FURTHER.match(text, end) or _TOWN_BEHIND.match(text, end)
    end = further.end() if further else end
    country = _COUNTRY.match(text, end)
    named = country and any(fold(word) in COUNTRIES for word in country["name"].split())
    return (start, country.end()) if country and named else (start, end)


def _units(text: str) -> Iterator[Span]:
    """Flats and codes on lines of their own that begin with the same sign."""
    for match in _UNIT_LINE.finditer(text):
        yield match.span("unit")
        if match["code"]:
            yield match.span("code")


def _split(text: str, span: Span) -> Iterator[Span]:
    """Two addresses with `and` between them are two."""
    start = span[0]
    if not _CORNER.match(text, start):
        for cut in _NEXT.finditer(text, start, span[1]):
            if any(map(str.isdigit, text[start : cut.start()])):
                yield start, cut.start()
                start = cut.end()
    yield start, span[1]


def _joined(text: str, spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(_trimmed(text, span) for span in spans):
        if joined and _continues(text, joined[-1], start):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif start < end:
            joined.append((start, end))
    return joined


def _continues(text: str, before: Span, start: int) -> bool:
    """Whether what starts there goes on the address before it."""
    if start <= before[1]:
        return True
    between = text[before[1] : start]
    corner = between == " and " and _CORNER.match(text, before[0])
    return len(between) <= 8 and bool(_BETWEEN.fullmatch(between) or corner)


def _trimmed(text: str, span: Span) -> Span:
    """Without what a sentence leads up to it with, and without a line that is a telephone."""
    start, end = span
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    for pattern in (_TELEPHONE, _TAIL):
        cut = pattern.search(text[start:end])
        end = start + cut.start() if cut else end
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The address as a whole, or its parts where it is laid out over lines of its own.

    Apart are also the house, street and town of an address that ends with the town: a town alone
    names nobody, and each part keeps its place in the sentence.
    """
    start, end = span
    doubled = _DOUBLED.search(text[start:end])
    if doubled and _STREET.search(text[start : start + doubled.start()]):
        end = start + doubled.start()
    value = text[start:end]
    before = text[max(0, start - 60) : start]
    own = "\n" in value and _ITS_OWN.search(before[-40:]) and not _TOLD.search(before)
    laid_out = bool(own) and not _MILITARY.match(value) and "\n," not in value
    if not (laid_out or _UNIT_FIRST.match(value) or _ends_with_town(value)):
        yield start, end
        return
    street = True
    for line in _LINE.finditer(value):
        found = list(_pieces(line[0], street))
        street = street and all(_UNIT.fullmatch(line[0][slice(*piece)]) for piece in found)
        yield from ((start + line.start() + a, start + line.start() + b) for a, b in found)


def _ends_with_town(value: str) -> bool:
    """House, street and town, without a flat or a code."""
    return bool(_TOWN_LAST.fullmatch(value)) and not _FLAT.search(value)


def _pieces(line: str, street: bool) -> Iterator[Span]:
    """Flat, house, street with its own number, town, code: what stands apart on a line."""
    at = 0
    while True:
        while at < len(line) and line[at] in _EDGES:
            at += 1
        if at >= len(line):
            return
        first = (_UNIT, _BOX, _HOUSE, _STREET_PIECE) if street else (_UNIT, _BOX)
        match = next(
            (m for pattern in (*first, _CODE, _WORDS, _ANY) if (m := pattern.match(line, at))), None
        )
        if match is None:
            return
        yield match.span()
        street = street and match.re is not _STREET_PIECE
        at = match.end()
