"""Ids, dates and logins that stand beside no cue of their own, or beside a loose one.

A second net under `tickets`, `papers` and `handles`: letters with a long number (`CUST97670`), a
number in groups (`54-85388`, `1974/45`), a day with a year of two digits, the login of a command
(`scp x pokonkwo@host`), a personnel number. Invariant: linear; every pattern begins with a sign or a
word of bounded length. Deliberately elsewhere: columns (`records`), bare words (`small_letters`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import is_familiar
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

Span = tuple[int, int]

_ID = re.compile(
    r"(?P<p>[A-Z](?<![\w.,/:@#=\-&?%][A-Z])[A-Z]{0,4})-?(?P<n>\d{4,9}(?:-\d{1,4})?)(?![\w./:=\-])"
)
_GROUPED = re.compile(
    r"[A-Z\d](?:(?<=\d)(?<![\w.,/:@#=\-+()$]\d)(?:\d-\d{5,6}|\d{3,5}/\d{2}"
    r"|\d\d(?P<s>[ \-])(?<!\d \d{3}.)\d{3}(?P=s)\d{3}|(?!9\d\d-|0\d\d-)\d{3}-\d{4}"
    r"|\d{2,4}/20[12]\d|\d{1,4}-[A-ZА-ЯЁ]{1,3}/\d{2,4}"
    r"|\d{1,2}-(?!(?:19|20)\d\d-(?:0\d|1[0-2])(?!\d))\d{4}[/\-]\d{2,4})"
    r"(?![\w/:=\-]|[.,]\d|[ ]\d{3}(?!\d))"
    r"|(?<=[A-Z])(?<![\w/.\-][A-Z])[A-Z]{1,3}/\d{3,6}/\d{2,4}(?![\w/.\-]))"
)
_SHORT_YEAR = re.compile(
    r"\d(?<![\w.,/:\-+]\d)(?:(?<=[0-3])\d\.[01]\d\.|(?:(?<=[0-3])\d)?(?P<s>[/\-])[0-3]?\d(?P=s))"
    r"[3-9]\d(?![\w/:\-]|[.,]\d)"
)
_BIRTH = (
    r"(?<!\w)(?:др|д\.?\s?р\.?|дн|день рождения|днюха|рожд[а-я.]{0,9}|born|birth[a-z ]{0,8}"
    r"|bday|b-day|dob"
    r"|d\.o\.b\.?)(?!\w)[^\n\d]{0,24}(?P<v>\d{1,4}[./\- ]\d{1,2}(?:[./\- ]\d{1,4})?)(?!\w|[./\-]\d)"
)
_STAFF = (
    r"(?<!\w)(?:таб(?:ельн[а-я]{2,3}|\.)?\s?(?:№|номер[а-я]{0,2}|n)|(?:emp|employee|staff"
    r"|personnel"
    r"|payroll|badge|claim)(?:loyee)?[ ._-]?(?:no|nr|number|num|id|#)|badge(?= \d{4})"
    r"|таб(?:ельн[а-я]{2,3}|\.)(?=\s?\d{4})|пропуск[а-я]{0,2}(?= \d{5})|claim(?= \d{3})"
    r"|лс|л/с|лицевой|страхов[а-я]{2,3}|полис)"
    r"\.?[\s:=#№]{0,3}(?P<v>[A-Za-zА-Я]{0,5}-?\d{2,10}(?:[/\-][A-ZА-Я\d]{1,7}){0,2})(?![\w])"
)
_UNDER = (
    r"(?<!\w)(?:под|от имени|юзер[а-я]{0,3}|уч[её]тк[а-я]{1,3}|пользовател[а-я]{1,3}"
    r"|логин[а-я]{0,2}|as user"
    r"|as|comment by|posted by|(?:un)?assigned to|reported by|комментарий|автор|исполнитель)"
    r"[ :(\"'`]{1,3}(?P<v>(?-i:[a-z])[a-z0-9]{0,20}[._\-]?[a-z0-9]{2,20})(?![\w(]|[.\-]\w)"
)
_CUES = Cues(
    (
        ("др|д.|дн|день_рожд|днюха|рожд|born|birth|bday|b-day|dob", _BIRTH),
        (
            "таб|emp|staff|personnel|payroll|badge|claim|лс|л/с|лицевой|страхов|полис|пропуск",
            _STAFF,
        ),
        (
            "под|от_имени|юзер|учетк|учётк|пользовател|логин|as|comment_by|posted_by|assigned|unassigned"
            "|reported_by|комментарий|автор|исполнитель",
            _UNDER,
        ),
    ),
    within=False,
)
_COPY = re.compile(r"(?<![\w.@/:\-])(?P<v>[a-z][\w.\-]{2,31})@(?=[\w\-]+:|\u27e6)")
_INITIALLED = re.compile(r"[a-z][._][a-z]{4,20}")
_TYPE = re.compile(r"(?:u?int|float|base|utf|key|user|p|v)-?\d{1,3}$")
_FLAT = re.compile(
    r"(?P<v>[А-ЯЁ](?<!\w[А-ЯЁ])[а-яё]{3,20}(?: [А-ЯЁ][а-яё]{3,20})?,? ?(?:д\.? ?)?\d{1,4}"
    r"(?:[а-я]\d{0,2}|/\d{1,3})?,?"
    r" (?:кв|оф|корп|стр|подъезд|этаж)\.? ?\d{1,4})(?!\w)"
)
_PUBLIC = words(
    """
    CVE CWE RFC NFLX ED ECDSA CURVE X ISO IEC IEEE ANSI DIN EN BS NIST FIPS ГОСТ
    KB MS HTTP TLS SSL SHA AES RSA MD UTF CP
    IP TCP UDP PORT PID UID GID ERR ERROR EXIT CODE STATUS ORA PLS TNS PEP JEP JSR EIP ADR UTC GMT
    MSK EST PST V RC SQL DDR DDR4 RTX GTX PCI USB CAT VLAN AS ASN SC SA E W I S Q X Z FY CY SP PG
    LT LTS HRESULT HTTPD WIN KEP GH PR MR BZ BUG RHEL RHBA RHSA GPU CPU A H T C D R P N L M
    """
)
_SYSTEM = words(
    """
    root admin user users git ubuntu ec2-user centos debian postgres mysql redis nginx jenkins ansible
    deploy nobody daemon operator service guest administrator oracle hadoop vagrant core pi www-data
    gitlab gitlab-runner runner prometheus grafana elastic kafka rabbitmq username login name host the
    a an it is was not well this that follows default needed usual expected said yourself cluster sudo
    superuser sysadmin system master replica possible soon many much long follows root. above below
    """
)


class CuedValues:
    """Finds ids, days of birth and logins that nothing else showed."""

    name = "cued_values"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each value."""
        view = View.of(text)
        for kind, span in spans(view.text):
            yield view.finding(kind, Action.MASK, span, self.name)


def spans(text: str) -> Iterator[tuple[str, Span]]:
    """Kind and place of each value."""
    for match in _ID.finditer(text):
        if match["p"] not in _PUBLIC or (len(match["p"]) == 1 and len(match["n"]) > 4):
            yield "CUSTOMER", match.span()
    for match in _GROUPED.finditer(text):
        yield "CUSTOMER", match.span()
    for match in _SHORT_YEAR.finditer(text):
        yield "BIRTHDATE", match.span()
    for number, match in _CUES.matches(text):
        if number < 2:
            yield ("BIRTHDATE", "CUSTOMER")[number], match.span("v")
        elif _is_login(match["v"]):
            yield "HANDLE", match.span("v")
    for match in _FLAT.finditer(text):
        yield "ADDRESS", match.span("v")
    for match in _COPY.finditer(text) if "@" in text else ():
        if match["v"] not in _SYSTEM:
            yield "HANDLE", match.span("v")


def _is_login(name: str) -> bool:
    if _INITIALLED.fullmatch(name):
        return True
    if not name.islower() or name in _SYSTEM or _TYPE.match(name) or len(name) < 4:
        return False
    return not is_known(name)


def is_known(low: str) -> bool:
    """Whether every part of a login is a word of the language or of the trade."""
    return all(is_familiar(part) for part in re.split(r"[._\-]", low) if len(part) > 2)
