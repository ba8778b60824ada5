"""People in Latin script: own tables of names, the build of surnames, and words for persons.

No statistical model: the tables are small enough to read. A given name counts by itself, one that is
a word or product too (`Mark`, `Travis`, `Julia`) beside a surname or a word for a person (`ask`,
`owner:`, `Dr.`). Title Case headings and product names are kept out by what may stand beside a name.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from app.confidentiality.detectors.cues import Led
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.names import AMBIGUOUS, GIVEN, SURNAMES
from app.confidentiality.detectors.people_words_en import NEVER, NO_HANDLES
from app.confidentiality.detectors.places import UNITS
from app.confidentiality.detectors.tagged_names import people

Span = tuple[int, int]

_WORD = (
    r"(?:(?:Mc|Mac|O['’]|D['’]|De|Di|La|Le|Van)?[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]{1,24}"
    r"(?:-(?:van-)?(?:der|den|de|la|el|al|von)-[A-ZÀ-Ž][a-zß-ž]{1,24}|[-’'][A-ZÀ-Ž][a-zß-ž]{1,24})?)"
)
_LINK = r"(?:van der|van den|van de|van|von|de la|del|de|da|dos|di|bin|al|el|ter|den)"
_TITLE = re.compile(rf"(?<![\w@/.\-#$]){_WORD}(?![\w@(])")
_GAP = re.compile(rf"(?:[ \t]{{1,2}}|[ \t]?\n[ \t>*]{{0,6}})(?:[A-Z]\.[ ]?|{_LINK}[ ])?")
_SLAVIC = re.compile(
    r"(?:[a-z]{2,}(?:ov|ova|yev|ev|yeva|eva|enko|chuk|skiy|skij|skaya|ovsky|evsky|insky|"
    r"owski|ski|ska"
    r"|shvili|adze|idze|nyan|yants|ovich|evich|ovic|evic|ić|ič|ović)|[a-z]{3,}(?:in|ina|yan|sky))$"
)
_PREFIXED = re.compile(r"[od]['’][a-z]{3,20}$")
"""`O'Dowd`, `D'Angelo`."""
_SLAVIC_ALONE = re.compile(
    r"[a-z]{3,}(?:ov|ova|yev|yeva|eva|enko|chuk|skiy|skaya|ovsky|evsky|shvili|adze|idze|"
    r"ovich|evich|(?<=[a-z]{3})ev|ovic|cic)$"
)
_HONORIFIC = re.compile(
    r"\b(?:(?:[Mm]rs?|Ms|Miss|Mx|[Dd]r|Prof|Sir|Madam|Herr|Frau|Mme)\.?|ms\.)[ ]{1,2}"
)
_CUE = Led(
    "ask|let|thx|kudos_to|ping|contact|call|email|e-mail|message|notify|page|dm|tell|thank|cc|hi|hello"
    "|hey|dear|regards|sincerely|cheers|lead|manager|boss|colleague|partner|engineer|admin|developer"
    "|dba|sre|user|customer|client|author|reviewer|assignee|approver|owner|maintainer|oncall|on-call"
    "|on_call|responsible|escalat|speak|talk|reach|reporte|approved|written|signed|attn|спроси|напиши"
    "|у|от|к|владелец|дежурный|ответственный",
    r"(?i)(?:\b(?:ask|let|thx|kudos[ ]to|ping|contact|call|email|e-mail|message|notify|page|dm"
    r"|tell|thank|"
    r"thanks|cc|hi|hello|hey|dear"
    r"|regards|sincerely|cheers|lead|manager|boss|colleague"
    r"|partner|engineer|admin|developer|dba|sre|user|customer|client|author|reviewers?|assignees?"
    r"|approvers?|owners?|maintainers?|on[- ]?call|responsible"
    r"|escalat\w+\sto|speak\sto|talk\sto|reach\sout\sto"
    r"|reported|reporter|approved|written|signed|attn|contacts?|спроси(?:те)?|"
    r"напиши(?:те)?|у|от|к|владелец|дежурный|ответственный)"
    r"(?:\s(?:by|to|is|are|name\sis|at|with|me))?)[\s:,\-*|]{1,4}[\"'(@]?(?=\w)",
)
_STRONG = Led(
    "my|name|full|author|owner|reviewer|assignee|reporter|approve|reported|written|maintainer|oncall"
    "|on-call|on_call|attn|dear|kind|best|regards|sincerely|yours|primary|contact|employee|manager"
    "|дежурный|владелец|ответственный|автор",
    r"(?i)(?:\b(?:my\sname\sis|name\sis|full\sname|author|owners?|reviewers?|assignees?|reporter"
    r"|approvers?|approved\sby|reported\sby|written\sby|maintainers?|on[- ]?call(?:\sengineer)?"
    r"|attn|dear"
    r"|(?:kind|best)?\s?regards|sincerely|yours|primary\scontact|contact\sperson|employee|manager"
    r"|дежурный|владелец|ответственный|автор))[\s:,\-*|\"]{1,4}(?=\w)",
    back=1,
)
_MAIL = re.compile(rf"(?<![\w]){_WORD}(?:[ ]{_WORD}){{1,2}}(?=[ ]?[<(][\w.+\-]{{1,64}}@)")
_INITIAL = re.compile(
    rf"(?<![\w.])(?:(?:[A-Z]\.[ ]?){{1,2}}(?P<a>{_WORD})"
    rf"|(?P<b>{_WORD}),?[ ](?:[A-Z]\.[ ]?[A-Z]\.|[A-Z]\.(?![\w])))"
)
_HANDLE = re.compile(
    r"(?<![\w@/.`])@(?P<h>[A-Za-z][\w\-]{1,30}(?:\.[A-Za-z][\w\-]{1,30})?)(?![\w/@(]|\.\w)"
)
_LOWER = re.compile(
    r"(?i:\b(?:my\sname\sis|name\sis|named|ask|ping|call(?:ed)?|contact|dear)\s(?:him\s|"
    r"her\s)?)(?P<n>[a-z]{3,20}(?:\s[a-z]{3,20})?)(?!\w)"
)

_PLAIN = str.maketrans("łøđıþ’", "lodit'")
_NAMED = re.compile(
    r"\b(?:(?:my|maiden|first|last|sur)[ ]?name(?:\sis|:)|calls?\s(?:me|him|her)|starring)\s(?=\w)"
)
_SAYS = re.compile(
    r"[ ](?:said|told|asked|shouted|replied|wrote|says|had\sgiven|mentioned|wants|thinks"
    r"|knows|owes|approved|did|rebooted|restarted|reported|confirmed|noticed|promised|fixed|complained"
    r"|suggested|insists|explained|agreed|rolled|joined|acked|escalated|pinged|swears|forgot|tried)\b|,\scan\sI\b"
    r"|['’]s[ ](?:phone|laptop|desk|idea|shift|vacation|holiday|machine|change|patch|script"
    r"|review|badge"
    r"|mailbox|branch|calendar|fault|team|home|birthday|replacement|keyboard|account|password|notes?)\b"
    r"|[ ]is[ ](?:on|off|out|away|back|sick|late|here|in)\b[ ]?(?:pto|leave|holiday|vacation"
    r"|shift|call|today"
    r"|sick|the[ ]office|till|until|monday|tomorrow)?"
)
_HEADED = re.compile(
    r"(?m)^[ \t>*]{0,4}(?P<n>[A-ZÀ-Ž][\w'’\-]{1,24}(?: [A-ZÀ-Ž][\w'’.\-]{0,24}){1,2})"
    r"(?=[ \t]{1,4}[\[(|—–-]{0,2}[ ]?"
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?(?:[ ]?[AaPp][Mm])?[\])]?:?[ \t]*$)"
)
"""Who wrote a message, with its time, as chats copy them."""
_SIGNED = re.compile(
    r"(?:Thanks|Thank you|Thx|Cheers|Regards|Best)(?: again| a lot| in advance| so much|, team)?"
    r"(?:[!,.]|(?=[ \t]*\n))"
    r"(?:[ ]{1,2}|[ \t]*\n{1,2}[ \t]*)(?:[-–—] ?)?(?P<n>[A-Z][a-zß-ž'’\-]{1,14})[ \t]*(?=\Z|\n\s*\n)"
)
"""The first name under a message."""
_TO_DO = re.compile(
    r"(?m)^[ \t]{0,6}(?:[-*•–]|\d{1,2}[.)]|\[[ x]?\])[ ]{1,3}(?:\[[ x]?\] )?"
    r"(?P<n>[A-ZÀ-Ž][a-zß-ž'’\-]{2,24}"
    r"(?: [A-ZÀ-Ž][a-zß-ž'’\-]{1,24})?)(?=,? (?:to|will|is to|should|has to)[ ][a-z]{2})"
)
"""Who has to do what, in an item of notes."""
_MINUTES = re.compile(
    r"(?i)attend(?:ees|ed)|present:|minutes|action items|actions:"
    r"|notes|follow[- ]?ups?|stand-?up|retro|next steps"
    r"|decisions"
)
_SPEAKS = re.compile(r":[ ](?=[a-z]{2})|[ ][—–]{1,2}[ ](?=[a-z])")
_CAPITAL = re.compile(r"[A-ZА-ЯЁ]")
_SMALL = re.compile(r"(?<![\w@/.\-#$:=])[a-z]{4,20}(?![\w@(/=:]|\.\w|-\w)")

_CUES = (_HONORIFIC, _CUE, _STRONG, _NAMED)


class _Cues(NamedTuple):
    """Where in a text a word for a person has just ended."""

    honorific: set[int]
    weak: set[int]
    strong: set[int]
    named: set[int]


def latin(text: str) -> Iterator[Span]:
    """Spans of names of people in Latin script."""
    done = 0
    cues = _Cues(*({match.end() for match in cue.finditer(text)} for cue in _CUES))
    for match in _TITLE.finditer(text):
        if match.start() >= done:
            span = _name(text, match, cues)
            if span:
                done = span[1]
                yield span
    for match in _MAIL.finditer(text):
        if not {word.casefold() for word in match[0].split()} & NEVER:
            yield match.span()
    for match in _INITIAL.finditer(text):
        low = (match["a"] or match["b"]).casefold()
        if low in SURNAMES or (_SLAVIC_ALONE.match(low) and low not in NEVER):
            yield match.span()
    yield from _headed(text)
    yield from _handles(text, cues)
    yield from people(text)
    for match in _LOWER.finditer(text):
        if match["n"].split()[0] in GIVEN:
            yield match.span("n")
    if not _CAPITAL.search(text):
        yield from (m.span() for m in _SMALL.finditer(text) if m[0] in GIVEN)


def _headed(text: str) -> Iterator[Span]:
    """Who wrote a message of a chat, and who has to do what."""
    for match in _HEADED.finditer(text):
        low = [_bare(word) for word in match["n"].split()]
        plain = any(word in NEVER and word not in AMBIGUOUS for word in low)
        if not plain and any(_may_be_name(word) for word in low):
            yield match.span("n")
    for match in _SIGNED.finditer(text):
        if _bare(match["n"]) not in NEVER:
            yield match.span("n")
    for match in _TO_DO.finditer(text) if _MINUTES.search(text) else ():
        low = [_bare(word) for word in match["n"].split()]
        if low[0] not in NEVER and all(_may_be_name(word) for word in low):
            yield match.span("n")


def _may_be_name(low: str) -> bool:
    given, surname, usual = rank(low)
    return (
        low in GIVEN or low in AMBIGUOUS or low in SURNAMES or given > 5 or surname > 5 or not usual
    )


def _name(text: str, match: re.Match[str], cues: _Cues) -> Span | None:
    """The name that starts with this capitalised word, if one does."""
    low = _bare(match[0])
    if low in NEVER and low not in AMBIGUOUS:
        return None
    end, surname = _surnames(text, match.end())
    start = match.start()
    if low in GIVEN:
        return start, end
    if start in cues.honorific and low not in NEVER:
        return start, end
    slavic = bool(_SLAVIC.match(surname)) if surname else False
    if low in AMBIGUOUS:
        known = surname in SURNAMES or slavic or _PREFIXED.match(surname) is not None
        told = start in cues.weak or (
            low not in NEVER
            and (_SAYS.match(text, match.end()) or _SPEAKS.match(text, match.end()))
        )
        return (start, end) if known or (not surname and told) else None
    if _is_word(low) and start not in cues.strong:
        return None
    if surname and (surname in SURNAMES or _SLAVIC_ALONE.match(surname)):
        return start, end
    if surname in GIVEN and (low in SURNAMES or _SLAVIC.match(low)):
        return start, end
    if start in cues.strong and (surname or low in SURNAMES):
        return start, end
    told = low not in NEVER and (start in cues.named or _SAYS.match(text, match.end()))
    return (start, match.end()) if told or _SLAVIC_ALONE.match(low) else None


def _is_word(low: str) -> bool:
    """Whether a word is hardly ever a name: it begins no name (`Producer`), its neighbour may."""
    given, surname, usual = rank(low)
    return usual >= 7 and given < 6 and surname < 6


def _surnames(text: str, at: int) -> tuple[int, str]:
    """The end of up to two capitalised words that go on a name, and the last of them folded."""
    surname = ""
    for _ in range(2):
        gap = _GAP.match(text, at)
        word = _TITLE.match(text, gap.end()) if gap else None
        if word is None or _bare(word[0]) in NEVER or _bare(word[0]) in UNITS:
            break
        broken = gap is not None and "\n" in gap[0]
        low = _bare(word[0])
        if broken and (surname or not (low in SURNAMES or _SLAVIC.match(low))):
            break
        at, surname = word.end(), low
    return at, surname


@functools.lru_cache(maxsize=32_768)
def _bare(word: str) -> str:
    """Folded, without marks on letters and without a possessive ending."""
    low = word.casefold().translate(_PLAIN)
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
    return re.sub(r"['’]s?$", "", low)


def _handles(text: str, cues: _Cues) -> Iterator[Span]:
    for match in _HANDLE.finditer(text):
        parts = re.split(r"[._\-\d]+", match["h"].casefold())
        if match["h"].casefold() in NO_HANDLES:
            continue
        named = parts[0] in GIVEN or parts[-1] in GIVEN
        slavic = bool(_SLAVIC_ALONE.match(parts[-1])) and len(parts[-1]) > 5
        cued = match.start() in cues.weak or match.start() + 1 in cues.weak
        if named or slavic or (cued and "." in match["h"]):
            yield match.span()
