"""Lists and fields that one kind of value fills: watchers, ids, buckets, signatures.

`Watchers: a_smith, wren.price`, `gid=1012(a.rush)`, `cn=Angus Cross`, `____ Волк С.`,
`buckets: one-two, three-four`, `клиент № 3147 6368`, `[a.rush@db1 ~]$`. A field that holds nothing
but logins makes a login of a name that is a word, too.
Invariant: a pattern is tried only where one of its first words stands; bounded repetition: linear
time. Deliberately elsewhere: columns of tables (`records`), logins by themselves (`handles`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, before
from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.trade_words import PRODUCTS
from app.confidentiality.detectors.unfamiliar import is_familiar
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

Span = tuple[int, int]

_LOGIN = r"[A-Za-z][A-Za-z0-9]{0,30}(?:[._\-][A-Za-z0-9]{1,30}){0,3}"
_BUCKET = r"[a-z0-9][a-z0-9_]{1,30}(?:[.\-][a-z0-9_]{1,30}){1,6}"
_TABLE = (
    (
        "watchers|subscribers|participants|reviewers|approvers|assignees|attendees|followers|committers"
        "|наблюдатели|участники|ревьюеры|ревьюверы|согласующие|подписчики|исполнители",
        rf"\w{{7,14}}[\"']?[ ]?[:=][ ]?[\[\"']{{0,2}}"
        rf"(?P<v>@?{_LOGIN}(?:[\"']?,[ ]?[\"']?@?{_LOGIN}){{0,20}})"
        r"(?![\w(@]|[ ][a-z])",
    ),
    ("uid=|gid=", rf"[ug]id=\d{{1,7}}\((?P<v>{_LOGIN})\)"),
    (
        "cn|displayname|gecos",
        r"(?:cn|displayname|gecos)(?:=|:[ ]?)[\"']?"
        r"(?-i:(?P<v>[A-ZА-ЯЁ][\w'\u2019\-]{1,24}(?:[ ][A-ZА-ЯЁ][\w'\u2019.\-]{0,24}){1,3}))(?![\w(/])",
    ),
    (
        "buckets|бакеты|бакетов|бакетам|бакетах",
        rf"(?:buckets|бакет[а-я]{{1,2}})(?:[ ]?[:=][ ]?|[ ](?:are |is )?)[\"'`]?"
        rf"(?-i:(?P<v>{_BUCKET}(?:[\"'`]?(?:,[ ]?|[ ](?:and|и)[ ])[\"'`]?{_BUCKET}){{0,10}}))"
        r"(?![\w(/])",
    ),
    (
        "№|no.|nr|кл.|клиент|дог|заказ|абонент|лс|л/с|лиц|счет|счёт|cust|client|account|acct|order|contract"
        "|sub|member|policy|invoice",
        r"(?:№|no\.|nr\.?|кл\.|клиент[а-я]{0,3}|дог(?:овор[а-я]{0,2})?\.?|заказ[а-я]{0,2}"
        r"|абонент[а-я]{0,2}|лс|л/с"
        r"|лиц[а-я. ]{1,12}|сч[её]т[а-я]?|cust(?:omer)?\.?|client|account|acct\.?|order|contract"
        r"|sub(?:scri(?:ber|ption))?|member|policy|invoice)"
        r"(?:[ ](?:no|nr|id|number|номер)\.?)?[ ]?[:#№=]?[ ]?"
        r"(?P<v>\d{3,4}[ ]\d{4})(?![\w:/.\-]?\d|[ ]\d)|№[ ]?(?P<n>\d{5,9})(?![\w/\-]|[.,]\d)",
    ),
    (
        "рук.|отв.|исп.|нач.|зам.",
        r"(?:рук|отв|исп|нач|зам)\.[ ]?:?[ ]?"
        r"(?-i:(?P<v>[А-ЯЁ][а-яё]{2,20}(?: [А-ЯЁ][а-яё]{2,20}){1,2}))(?!\w)",
    ),
    (
        "by_|to_|for_|from_|user_|от_|у_|для_|под_",
        r"(?:by|to|for|from|user|от|у|для|под)[ ]"
        r"(?P<v>(?-i:[a-z]\.[a-z]{4,20}|[a-z]{4,20}_[a-su-z]))"
        r"(?![\w(/@:]|[.\-]\w)",
    ),
)
_KINDS = ("HANDLE", "HANDLE", "PERSON", "BUCKET", "CUSTOMER", "PERSON", "HANDLE")
_CUES = Cues([(beginnings, pattern) for beginnings, pattern in _TABLE], within=False)
_SIGNED = re.compile(
    r"____[ /(]{0,3}(?P<v>[А-ЯЁA-Z]\.[ ]?(?:[А-ЯЁA-Z]\.[ ]?)?[А-ЯЁA-Z][а-яёa-z]{2,24}"
    r"|[А-ЯЁA-Z][а-яёa-z]{2,24}[ ][А-ЯЁA-Z]\.(?:[ ]?[А-ЯЁA-Z]\.)?)"
)
_STORED = re.compile(
    r"(?<![a-z\d_])(?:backups?|tfstate|dwh|exports?|dumps?|archives?|uploads|artifacts|datalake|logs)(?![a-z\d_])"
)
_HEAD = re.compile(r"(?<![\w.\-/@:\\$])(?:[a-z0-9]{2,20}[.\-]){1,4}\Z")
_TAIL = re.compile(r"(?:[.\-][a-z0-9]{2,20}){0,4}(?![\w(@:\\]|[.\-]\w|/\w)")
_PROMPT = re.compile(rf"\[(?P<v>{_LOGIN})@(?=[^\s\]]{{1,80}}[ ][^\]\n]{{1,60}}\][$#])")
_ONE = re.compile(rf"{_LOGIN}")
_EACH_BUCKET = re.compile(_BUCKET)
_SYSTEM = words(
    """
    root admin administrator postgres mysql redis nginx apache www-data nobody daemon git ubuntu
    debian centos ec2-user vagrant docker jenkins deploy ansible backup operator guest test user
    users wheel sudo adm staff nogroup oracle hadoop kafka zookeeper elasticsearch core pi app
    none null all true false yes team everyone required optional min max count enabled disabled
    """
)


class Listed:
    """Finds values of lists and fields that hold one kind of value."""

    name = "listed"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each value."""
        view = View.of(text)
        for kind, span in spans(view.text):
            yield view.finding(kind, Action.MASK, span, self.name)


def spans(text: str) -> Iterator[tuple[str, Span]]:
    """Kind and place of each value."""
    for number, match in _CUES.matches(text):
        kind = _KINDS[number]
        if kind == "HANDLE":
            yield from (("HANDLE", span) for span in _logins(text, match.span("v")))
        elif kind == "BUCKET":
            yield from (
                ("BUCKET", one.span())
                for one in _EACH_BUCKET.finditer(text, *match.span("v"))
                if not all(map(is_technical, re.split(r"[.\-]", one[0])))
            )
        elif number != 2 or _is_somebody(match["v"]):
            yield kind, match.span(match.lastgroup or "v")
    for match in _STORED.finditer(text):
        yield from (("BUCKET", span) for span in _stored(text, match))
    for match in _SIGNED.finditer(text) if "____" in text else ():
        yield "PERSON", match.span("v")
    for match in _PROMPT.finditer(text) if "]$" in text or "]#" in text else ():
        yield from (("HANDLE", span) for span in _logins(text, match.span("v")))


def _logins(text: str, span: Span) -> Iterator[Span]:
    """Each login in a list that is no account of the system and no word of the trade by itself."""
    for match in _ONE.finditer(text, *span):
        low = match[0].casefold()
        if low not in _SYSTEM and len(low) > 2 and (not low.isalpha() or not is_technical(low)):
            yield match.span()


def _stored(text: str, match: re.Match[str]) -> Iterator[Span]:
    """`severnik-backups-dev`: a name in pieces, one of which is what is kept, and one nobody knows."""
    head, tail = before(text, match.start(), _HEAD, 84), _TAIL.match(text, match.end())
    start = head.start() if head else match.start()
    if tail is None or (not head and text[max(0, start - 1) : start] in tuple("./-@:$\\")):
        return
    if any(map(_is_odd, re.split(r"[.\-]", text[start : tail.end()]))):
        yield start, tail.end()


@functools.lru_cache(maxsize=10_000)
def _is_odd(piece: str) -> bool:
    """Whether a piece of a name is no word that anybody knows."""
    known = piece in PRODUCTS or is_familiar(piece) or is_technical(piece)
    return len(piece) > 4 and piece.isalpha() and not known


def _is_somebody(name: str) -> bool:
    """Whether a common name of a directory is a person's: one word at least is of no manual."""
    return not all(is_technical(word.casefold().strip(".")) for word in name.split())
