"""What stands in people's papers: BIRTHDATE, LICENCE, NATIONAL_ID, US SSN beside a word, KPP, BIK.

A number with a check digit and a build of its own counts by itself; one that any counter could be
counts beside a word for it. A date is a date of birth only beside a word that says so. Deliberately
elsewhere: cards, bank accounts and Russian numbers with check digits (`numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors import national
from app.confidentiality.detectors.around import around, near
from app.confidentiality.detectors.cues import Cues, as_letters
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_RU_MONTH = (
    r"(?:янв(?:аря|\.)?|фев(?:раля|р?\.)?|марта?|апр(?:еля|\.)?|мая|июня?|июля?|"
    r"авг(?:уста|\.)?|сент?(?:ября|\.)?|окт(?:ября|\.)?|ноя(?:бря|б?\.)?|дек(?:абря|"
    r"\.)?)"
)
_DATE = (
    r"(?:\d{1,2}[./\-][ ]?\d{1,2}[./\-][ ]?(?:19|20)?\d{2}|(?:19|"
    r"20)\d{2}[./\-]\d{1,2}[./\-]\d{1,2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|"
    r"3[01])"
    rf"|{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?(?:,?[ ](?:19|20)?\d{{2}})?|\d{{1,2}}(?:st|"
    rf"nd|rd|th)?[ ](?:of[ ])?{_MONTH}(?:,?[ ](?:19|20)?\d{{2}})?"
    rf"|\d{{1,2}}[- ]{_MONTH}[- ](?:19|20)?\d{{2}}|[«\"]?\d{{1,2}}[»\"]?[ "
    rf"]{_RU_MONTH}(?:[ ](?:19|20)\d{{2}})?)"
)
_BORN = re.compile(
    r"(?:(?<![^\W_])(?:d\.?[ ]?o\.?[ ]?b\.?|birth[ _\-]?da(?:te|y)|date[ _\-]?of[ "
    r"_\-]?birth|born(?:[ ]on)?|b[ _]?day|birth|geboren(?:[ ]am)?|geburtsdatum|fecha[ "
    r"]de[ ]nacimiento|né(?:e)?[ ]le|b\."
    r"|дат[аыуе][ _]рождени[яе]|д(?:ень|ня)[ ]рождени[яе]|родил(?:ся|ась|ись)|д\.?[ "
    r"]?р\.?|рожд(?:\.|ения|ённый|ённая|енный|енная)|г\.?[ ]?р\.?|др))"
    rf"[\"'»*_]{{0,2}}[ \t]{{0,3}}(?:[:=|,;\-—(]|is\b|was\b|on\b|->)?[ \t\"'|"
    rf"*]{{0,5}}(?:in[ ][A-Z][\w ,]{{2,30}}(?:on|,)[ ])?(?P<value>{_DATE})(?!\w|\.\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\w./\-])(?P<value>{_DATE})(?:[ ]?г(?:\.|ода)?)?,?[ ]{{0,2}}(?:г\.?[ "
    rf"]?р\.?(?!\w)|(?:года[ ])?рожд(?:\.|ения)|\(?(?:dob|date of birth|birthday)\b|is[ "
    rf"](?:my|his|her)[ ]birthday)",
    re.IGNORECASE,
)
_LINK = (
    r"[\"'*_]{0,2}[ \t]{0,3}(?:(?:number|num|no|nr|id|№|номер|серия)\b\.?|#|"
    r"№)?[\"'*_]{0,2}[ \t]{0,3}(?:is\b|was\b|are\b|[:=#|\-—,(])?[ \t\"'|*(]{0,4}"
)
_LICENCE = re.compile(
    r"(?i:(?<![^\W_])(?:driver'?s?'?[ _\-]{0,3}(?:licen[cs]e|lic\b|permit)|driving[ "
    r"_\-]?(?:licen[cs]e|permit)|licen[cs]e|D\.?L\.?|d/l|führerschein\w{0,10}|permis[ "
    r"]de[ ]conduire|carnet[ ]de[ ]conducir"
    r"|водительск\w{2,4}[ ](?:удостоверени\w|прав\w{0,2})|вод\.?[ ]?уд\w{0,10}\.?|в/?у|права))"
    rf"(?i:{_LINK})(?:(?i:is|number|no|for|of|the|номер|серия|№)[ "
    rf":]{{1,2}}){{0,2}}(?P<value>[A-Z]{{0,3}}\d(?:[ \-]?[A-Z\d]){{5,17}}|\d{{2}}[ "
    rf"]?[\dА-Я]{{2}}[ ]?(?:№[ ]?)?\d{{6}})(?![\w])"
)
_UK_LICENCE = re.compile(
    r"[A-Z](?<![\w\-][A-Z])[A-Z9]{4}[ ]?\d[0156]\d[0-3]\d\d[ ]?[A-Z9]{2}[ ]?\d[A-Z]{2}(?![\w\-])"
)
_SSN = re.compile(
    r"(?i:(?<![^\W_])(?:ssn|social(?:[ _]security)?(?:[ _](?:number|no\.?|#|num))?|"
    r"soc\.?[ ]sec\.?|itin|taxpayer[ ]id\w*|tax[ _]id(?:entification)?|ein|employer[ "
    r"]id\w*|fein|tin))"
    rf"(?i:{_LINK})(?P<value>\d{{3}}[\-. ]?\d{{2}}[\-. ]?\d{{4}}|\d{{2}}-\d{{7}})(?![\w\-])"
)
_ITIN = re.compile(r"(?<![\w.\-])9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}(?![\w\-])")
_SPACED = re.compile(
    r"(?<![\w.,\-])(?!000|666|9)\d{3}[ ](?!00)\d{2}[ ](?!0000)\d{4}(?![\w\-.]|[ ]\d)"
)
_RU = (
    re.compile(
        r"(?i:\b(?:кпп|kpp))[\"']?\s{0,3}[:=#№\-—|"
        r"]?\s{0,3}[\"']?(?P<value>\d{4}[\dA-Z]{2}\d{3})(?!\w)"),
    re.compile(
        r"(?i:\bинн\s?/\s?кпп)\s{0,2}[:=\-—|"
        r"]?\s{0,2}\d{10}\s?/\s?(?P<value>\d{4}[\dA-Z]{2}\d{3})(?!\w)"),
    re.compile(
        r"(?i:\b(?:бик|bik))[\"']?(?:\s{0,2}банка)?\s{0,3}[:=#№\-—|"
        r"]?\s{0,3}[\"']?(?P<value>0\d{8})(?!\w)"),
)  # fmt: skip
_BEHIND = re.compile(r"г\.?[ ]?р\.?(?!\w)|рожд|dob|birth")
"""What stands behind the date of `_BEFORE`, in small letters."""
_LETTERED: tuple[tuple[re.Pattern[str], national.Check], ...] = (
    (re.compile(r"(?<![\w\-])[A-Za-z]{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-Da-d](?![\w\-])"),
     national.nino),
    (re.compile(
        r"(?<![\w\-])[A-Za-z]{6}[ ]?[\dLMNP-V]{2}[A-Za-z][\dLMNP-V]{2}[ "
        r"]?[A-Za-z][\dLMNP-V]{3}[A-Za-z](?![\w\-])"), national.codice_fiscale),
)  # fmt: skip
_GROUP = re.compile(r"(?=[\dXYZ])(?<![\w\-])(?=(?:[XYZ]-?)?\d[\d .\-/+AB]{6})")
"""Where one of `_DIGITS` may begin."""
_DIGITS: tuple[tuple[str, re.Pattern[str], national.Check | None], ...] = (
    ("NATIONAL_ID", _ITIN, None),
    ("SSN", _SPACED, None),
    *(("NATIONAL_ID", re.compile(pattern), check) for pattern, check in (
        (r"(?<![\w.\-])[1-478][ ]?\d{2}[ ]?\d{2}[ ]?(?:\d{2}|2[AB])[ ]?\d{3}[ ]?\d{3}[ "
         r"]?\d{2}(?![\w\-]|\.\d)", national.nir),
        (r"(?<![\w.\-])(?:\d{8}|\d{2}\.\d{3}\.\d{3}|[XYZ]-?\d{7})[ \-]?[A-Z](?![\w\-])", national.dni),
        (r"(?<![\w.\-])\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?![\w\-])", national.rijksregister),
        (r"(?<![\w.\-:])(?:19|20)?\d{6}[\-+]\d{4}(?![\w\-])", national.personnummer),
        (r"(?<![\w.\-])\d{6}[\-+A]\d{3}[0-9A-FHJ-NPR-Y](?![\w\-])", national.hetu),
        (r"(?<![\w.\-/])\d{6}/\d{4}(?![\w\-/])", national.rodne_cislo),
        (r"(?<![\w.\-])756\.?\d{4}\.?\d{4}\.?\d{2}(?![\w\-])", national.ahv),
        (r"(?<![\w.\-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w\-])", national.cpf),
    )),
)  # fmt: skip
"""Built so that they are told by themselves, with the check that makes them so."""

_CUED: tuple[tuple[str, str, tuple[national.Check, ...]], ...] = (
    (r"nhs", r"\d{3}[ \-]?\d{3}[ \-]?\d{4}", (national.nhs,)),
    (r"steuer-?id\w*|steuer-?identifikations\w*|idnr|tax[ _]id\w*|tin",
     r"\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}", (national.steuer_id,)),
    (r"pesel", r"\d{11}", (national.pesel,)),
    (r"bsn|burgerservicenummer|sofi-?nummer", r"\d{4}[ .]?\d{2}[ .]?\d{3}|\d{9}", (national.bsn,)),
    (r"rijksregister\w*|insz|niss|national[ _]number", r"\d{11}", (national.rijksregister,)),
    (r"personnummer|person[ ]?nr", r"\d{10}|\d{12}", (national.personnummer,)),
    (r"fødselsnummer|fodselsnummer|fnr", r"\d{6}[ ]?\d{5}", (national.fodselsnummer,)),
    (r"rodné[ ]číslo|rodne[ ]cislo|rč", r"\d{10}", (national.rodne_cislo,)),
    (r"cpf", r"\d{11}", (national.cpf,)),
    (r"a[ae]dha+r", r"\d{4}[ \-]?\d{4}[ \-]?\d{4}", (national.aadhaar,)),
    (r"sin|social[ ]insurance", r"\d{3}[ \-]?\d{3}[ \-]?\d{3}", (national.sin,)),
    (r"cnp", r"\d{13}", (national.cnp,)),
    (r"pps[n]?", r"\d{7}[ ]?[A-Z]{1,2}", (national.pps,)),
    (r"nif|contribuinte", r"\d{3}[ ]?\d{3}[ ]?\d{3}|\d{8}[A-Z]", (national.nif, national.dni)),
    (r"nir|sécurité[ ]sociale|insee", r"\d{15}", (national.nir,)),
    (r"pan", r"[A-Z]{5}\d{4}[A-Z]", ()),
    (r"cpr|cpr-?nummer", r"\d{6}[ \-]?\d{4}", ()),
    (r"curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d", ()),
    (r"ni(?:no)?|national[ _]insurance", r"[A-Z]{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-D]", ()),
    (
        r"personalausweis\w*|ausweis\w*|identity[ _]card|id[ _]card|national[ "
        r"_]id(?:entity)?(?:[ _](?:card|number))?|dni|nie|carta[ ]d'identità|cédula|"
        r"carte[ ]d'identité|эл\.?[ ]?id",
     r"[A-Z]{0,3}\d[A-Z\d]{6,12}", ()),
)  # fmt: skip
_BESIDE = tuple(
    (
        re.compile(
            rf"(?i:(?<![^\W_])(?:{cue})){_LINK.replace('(?:(?:number', '(?i:(?:number')}("
            rf"?P<value>{value})(?![\w])"
        ),
        checks,
    )
    for cue, value, checks in _CUED
)

_NAMED: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("BIRTHDATE", _BORN, "d|b|geb|fecha|né|д|родил|рожд|г"),
    ("LICENCE", _LICENCE, "d|lic|führ|perm|carnet|в|права"),
    ("SSN", _SSN, "ssn|soc|itin|tax|ein|employer|fein|tin"),
    ("KPP", _RU[0], "кпп|kpp"),
    ("KPP", _RU[1], "инн"),
    ("BIK", _RU[2], "бик|bik"),
)
"""(kind, pattern, beginnings of the word that it starts with)."""

_BEGINNINGS = (
    "nhs", "steuer|idnr|tax|tin", "pesel", "bsn|burger|sofi", "rijks|insz|niss|national", "person",
    "fødsel|fodsel|fnr", "rodné|rodne|rč", "cpf", "aad|aed", "sin|social", "cnp", "pps",
    "nif|contrib", "nir|sécurité|insee", "pan", "cpr", "curp", "ni|national",
    "personal|ausweis|identity|id|national|dni|nie|carta|cédula|carte|эл",
)  # fmt: skip
"""Of the words of `_CUED`, one entry each."""

_FIRST = Cues(
    [(first, pattern) for _, pattern, first in _NAMED]
    + [(first, pattern) for first, (pattern, _) in zip(_BEGINNINGS, _BESIDE, strict=True)],
    within=False,
)


class Papers:
    """Finds what stands in people's papers."""

    name = "papers"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each date or number."""
        view = View.of(text)
        if not re.search(r"\d", view.text):
            return
        for kind, span in _spans(view.text):
            if BLANK not in view.text[slice(*span)]:
                yield view.finding(kind, Action.MASK, span, self.name)


def _spans(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    yield from _told(text)
    for match in near(_BEFORE, text, around(as_letters(text), _BEHIND)):
        yield "BIRTHDATE", match.span("value")
    for match in _UK_LICENCE.finditer(text):
        yield "LICENCE", match.span()
    for pattern, check in _LETTERED:
        for match in pattern.finditer(text):
            if _right(match[0], (check,)):
                yield "NATIONAL_ID", match.span()
    yield from _alone(text)


def _alone(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """What is told by its digits, wherever it stands."""
    done = [0] * len(_DIGITS)
    for place in _GROUP.finditer(text):
        for number, (kind, pattern, check) in enumerate(_DIGITS):
            match = pattern.match(text, place.start()) if place.start() >= done[number] else None
            if match:
                done[number] = match.end()
                if check is None or _right(match[0], (check,)):
                    yield kind, match.span()


def _told(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """What a word before it names."""
    done = [0] * (len(_NAMED) + len(_BESIDE))
    for number, match in _FIRST.matches(text):
        if match.start() < done[number]:
            continue
        done[number] = match.end()
        if number >= len(_NAMED):
            checks = _BESIDE[number - len(_NAMED)][1]
            if not checks or _right(match["value"], checks):
                yield "NATIONAL_ID", match.span("value")
            continue
        kind = _NAMED[number][0]
        if kind == "SSN" and _ITIN.fullmatch(match["value"]):
            continue  # told in another place
        if kind != "LICENCE" or _is_licence(match["value"]):
            yield kind, match.span("value")


def _is_licence(value: str) -> bool:
    """At least six digits, and no version or date."""
    return sum(map(str.isdigit, value)) >= 5 and len(set(re.sub(r"\W", "", value))) > 2


def _right(value: str, checks: tuple[national.Check, ...]) -> bool:
    """Whether any of the checks takes the value without its separators."""
    compact = re.sub(r"[ .]", "", value).upper()
    bare = re.sub(r"[ .\-+/]", "", value).upper()
    return any(check(compact) or check(bare) for check in checks)
