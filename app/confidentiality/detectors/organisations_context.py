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
from app.confidentiality.detectors.places import CITIES, COUNTRIES
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.technical import HEADINGS, PRODUCTS

Span = tuple[int, int]

_W = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’\-]{1,24}|[A-Z]|\d{1,4}[A-Za-z][\w\-]{1,20})"
_NAME = (
    rf"(?P<name>(?:\d{{1,3}}[ ])?{_W}(?:[ ](?:(?:&|and|of|for|the)[ ]){{0,2}}{_W}){{0,5}}"
    r"(?:,[ ](?:Inc|LLC|Ltd)\b\.?)?)"
)
_EMPLOYED = re.compile(
    r"\b(?:(?:work|intern|consult|volunteer|freelanc|teach)(?:s|e|es|ed|ing)?|employed|hired"
    r"|job|position|"
    r"internship|role|career|stint|(?:year|month|summer|decade|week)s?|manager|engineer"
    r"|director|analyst|"
    r"accountant|designer|developer|lawyer|nurse|teacher|consultant|recruiter|assistant|adviser"
    r"|advisor|"
    r"intern|partner|representative|agent|professor|student)[ ](?:at|for|with|by)[ ](?:the[ ])?"
    rf"{_NAME}"
)
_FROM = re.compile(
    r"(?:(?<=[ ])|^)(?P<who>[^\W\d_][\w'’\-]{1,30})[ ](?:is|was|am|calls|called|writes"
    r"|here)[ ]from[ ](?:the[ ])?"
    rf"{_NAME}",
    re.MULTILINE,
)
_OFFICE = re.compile(
    rf"(?:^|(?<=[ (\"“\n]))(?:[Tt]he|[Oo]ur|[Yy]our|[Tt]heir|[Aa]t)[ ]{_NAME}[ ](?:offices?"
    rf"|headquarters|HQ|branch(?:es)?|"
    r"campus|showroom|warehouse|store|stores|shop|clinic|factory)\b(?=[ ](?:is|was|are|has|in"
    r"|at|on|near|moved|"
    r"opened|closed|called)\b|[.,;!?]|$)",
    re.MULTILINE,
)
_DONE_TO = re.compile(
    r"\b(?:later[ ]became|(?:renamed|rebranded)(?:[ ]itself)?(?:[ ](?:to|as))?|(?:acquired"
    r"|bought|owned|founded|"
    r"taken[ ]over|run)[ ]by|merged[ ](?:with|into)|subsidiary[ ]of|co-?founded|shares[ ](?:of|in)|"
    r"(?:CEO|CFO|CTO|COO|[Ff]ounders?|[Cc]hair(?:man|woman)?|[Pp]resident|[Ee]mployees?"
    r"|[Ss]hareholders|"
    r"[Ss]pokes(?:man|woman|person))[ ](?:of|at|for)|(?:account|contract|mortgage|insured"
    r"|lawsuit)[ ](?:with|against))"
    rf"[ ](?:the[ ])?{_NAME}"
)
_DOES = re.compile(
    rf"(?:^|(?<=[.!?\"“(>\n][ ])|(?<=[\"“(>\n]))(?:The[ ])?{_NAME}(?:'s)?[ ](?:has[ ]|have[ ]"
    rf"|was[ ]|is[ ])?(?:announced|acquired|"
    r"invested|pioneered|founded|headquartered|hiring|employs|laid[ ]off|partnered[ ]with"
    r"|filed[ ]for|merged[ ]with|"
    r"(?:the|a)[ ](?:brainchild|subsidiary|maker|owner|publisher|start-?up)|shareholders|employees|"
    r"CEO|CFO|CTO|founders?|chairman)\b",
    re.MULTILINE,
)
_PLACED = re.compile(
    rf"\b(?:at|to|from|near|visit|outside)[ ]{_NAME}(?=,[ ](?:\d{{1,5}}[ ]|the[ ]corner[ ]of))"
)
_PATTERNS = (
    (_EMPLOYED, True),
    (_FROM, True),
    (_OFFICE, True),
    (_DONE_TO, False),
    (_DOES, False),
    (_PLACED, True),
)
"""Each with whether the name of public software is an employer there."""
_NOBODY = words(
    """
    i he she it we you they this that these those there here what who which where when why how a
    an the my our your his her its their some any all each every both no yes if in on at for from
    by with to of and or but so then now today yesterday tomorrow monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september
    october november december north south east west mr mrs ms dr everyone everybody someone
    somebody nobody people home work school god phase step version section chapter new main head
    local post front back central regional
    """
)


def by_context(text: str) -> Iterator[Span]:
    """Spans of names that stand where an organisation stands."""
    for pattern, employer in _PATTERNS:
        for match in pattern.finditer(text):
            if _is_name(match["name"], employer):
                yield match.span("name")


def _is_name(name: str, employer: bool) -> bool:
    lows = [fold(part) for part in name.split()]
    if lows[0] in _NOBODY or name in _STATES or any(low in GIVEN for low in lows[:2]):
        return False
    if fold(name) in COUNTRIES or fold(name) in CITIES or lows[-1] in _NOBODY:
        return False
    technical = sum(low in HEADINGS or (low in PRODUCTS and not employer) for low in lows)
    return technical < len(lows) and len(name) > 2


_STATES = frozenset({"US", "USA", "UK", "EU", "UAE", "IT", "HR", "QA", "SRE", "DBA", "API", "URL"})
