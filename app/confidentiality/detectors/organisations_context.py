"""Organisations known by what is said of them: where somebody works, who was bought, whose office.

A capitalised word in such a place is a firm whatever it looks like: `spent a year at Tallow`, `the
Quarry Lane office`, `Bluefin's shareholders`. Invariant: bounded patterns, so the time is linear;
words of the trade and headings stand in such places too and stay, but for an employer's name.
Deliberately elsewhere: legal forms and fields (`organisations_en`), the tagger's opinion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.lexicon import fold
from app.confidentiality.detectors.names import GIVEN
from app.confidentiality.detectors.organisations_cues import CUES, PAIRS, SMALL
from app.confidentiality.detectors.places import CITIES, COUNTRIES
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.technical import HEADINGS, PRODUCTS
from app.confidentiality.detectors.unfamiliar import in_vocabulary

Span = tuple[int, int]

_AND = re.compile(r"[ ]and[ ]")
_LEGAL_END = re.compile(
    r"[ ](?:Inc|LLC|Ltd|Limited|PLC|plc|LLP|Corp|GmbH|AG|SARL|SA|AB|Group|Sons|Bank)\.?$|\.$"
    r"|^[^\W\d][^ ,]*-[^ ,]+$"
)
"""What ends a name: a legal form, or a name of two owners with a dash."""
_DOUBLE = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^ ,\-]{1,24}-[A-ZÀ-ÖØ-ÞĀ-Ž][^ ,\-]{1,24}")
_NOBODY = words(
    """
    i he she it we you they this that these those there here what who which where when why how a
    an the my our your his her its their some any all each every both no yes if in on at for from
    by with to of and or but so then now today yesterday tomorrow monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september
    october november december north south east west mr mrs ms dr everyone everybody someone
    somebody nobody people home work school god phase step version section chapter new main head
    local post front back central regional least most best last first once noon night midnight
    customer client support sales accounting finance legal marketing engineering procurement
    management premium pro basic free gold standard enterprise business personal family student
    step chapter figure table appendix rfc iso http https user users admin team customers mom dad
    grandma grandpa uncle aunt santa christmas easter ceo cfo cto coo cio vp head director founder
    part option level room gate platform terminal flight number line
    """
)


def by_context(text: str) -> Iterator[Span]:
    """Spans of names that stand where an organisation stands."""
    for pattern, employer in CUES:
        for match in pattern.finditer(text):
            span = match.span("name" if match["name"] else "other")
            pair = pattern in PAIRS and len(_AND.findall(match["name"])) == 1
            for start, end in apart(text, span, pair):
                if _is_name(text[start:end], employer):
                    yield start, end
    for match in SMALL.finditer(text):
        if not in_vocabulary(match["name"]) and _is_name(match["name"], False):
            yield match.span("name")


def apart(text: str, span: Span, pair: bool = False) -> Iterator[Span]:
    """`Ashby Ltd and Corbin-Lee` are two names, `Ashby and Lee` is one unless it is a `pair`."""
    start, end = span
    cuts = [*_AND.finditer(text, start, end)]
    for number, cut in enumerate(cuts):
        left = text[start : cut.start()]
        right = text[cut.end() : cuts[number + 1].start() if number + 1 < len(cuts) else end]
        listed = ", " in left and " and " in left
        last = number + 1 == len(cuts)
        if (
            pair
            or listed
            or _LEGAL_END.search(left)
            or (last and _DOUBLE.fullmatch(right))
            or (not last and ", " in right)
        ):
            yield start, cut.start()
            start = cut.end()
    yield start, end


def _is_name(name: str, employer: bool) -> bool:
    lows = [fold(part) for part in name.split()]
    if lows[0] in _NOBODY or name in _STATES or any(low in GIVEN for low in lows[:1]):
        return False
    if fold(name) in COUNTRIES or fold(name) in CITIES or lows[-1] in _NOBODY:
        return False
    technical = sum(low in HEADINGS or (low in PRODUCTS and not employer) for low in lows)
    return technical < len(lows) and len(name) > 1


_STATES = frozenset(
    {"US", "USA", "UK", "EU", "UAE", "IT", "HR", "QA", "SRE", "DBA", "API", "URL", "IP", "ID"}
)
