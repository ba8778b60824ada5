"""Names that show by their place only: the other half of a masked one, and what stands beside it.

Invariant: a word counts only where nothing else would stand: beside the placeholder of a name, in
brackets behind a customer's or a machine's, behind a time and before what somebody does. All
patterns are bounded: linear time. Deliberately elsewhere: names by themselves (`people`), words
nobody knows (`unfamiliar`), Russian names by the sentence around them (`placed_names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.around import around, near
from app.confidentiality.detectors.latin_halves import latin_halves
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.people_words import NEVER, TITLES
from app.confidentiality.detectors.placed_names import placed
from app.confidentiality.detectors.products import PRODUCTS, VENDORS
from app.confidentiality.detectors.russian_trade import is_trade
from app.confidentiality.detectors.speakers import speakers
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.trade_words import PLAIN
from app.confidentiality.detectors.unfamiliar import is_familiar
from index.chunk import Action, Finding

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_SOMEBODY = re.compile(r"\u27e6(?:PERSON|NAME)_")
_SOMETHING = re.compile(r"\u27e6(?:MAC|IP|HOST)_")
_NAMED = r"\u27e6(?:PERSON|NAME)_\d{1,6}\u27e7"
_HALF = re.compile(
    rf"^[ \t>*\-•|\d.)]{{0,12}}(?P<v>[A-ZА-ЯЁ][^\W\d_]{{2,20}}) {_NAMED}(?= ?(?:[-–—:|,]|$))",
    re.MULTILINE,
)
_BEFORE = re.compile(
    rf"(?:[\"«;|,(\t:][ ]?|(?P<in>[а-яё],?[ ]))(?P<v>[А-ЯЁ][а-яё]{{2,20}}) {_NAMED}"
)
_AFTER = re.compile(rf"{_NAMED} (?P<v>[А-ЯЁ][а-яё]{{2,20}})(?![\w.-])")
_SMALL = re.compile(rf"{_NAMED} (?P<v>[а-яё]{{2,20}}(?:ых|их)) (?P<b>[а-яё]{{3,20}})(?![а-яё])")
_FROM = re.compile(
    rf"{_NAMED}(?:,| \()? ?из (?P<v>[А-ЯЁ][а-яё]{{2,24}}(?:-[А-ЯЁ]?[а-яё]{{1,20}})?"
    r"(?: [А-ЯЁ][а-яё]{2,20}){0,2})(?![\w-])"
)
_CALLED = re.compile(
    r"\u27e6(?:CUSTOMER|ACCOUNT|INN|NUMBER)_\d{1,6}\u27e7,? \((?P<v>[A-ZА-ЯЁ][^()\n\u27e6]{2,40})\)"
)
_PAIRED = re.compile(
    rf"{_NAMED}(?:[ ]?[/&+][ ]?|[ ]?->[ ]?| and | и )(?P<v>[A-ZА-ЯЁ][a-zа-яё]{{2,20}})(?![\w/.\-])"
    rf"|(?<![\w/.\-])(?P<w>[A-ZА-ЯЁ][a-zа-яё]{{2,20}})(?:[ ]?[/&+][ ]?|[ ]?->[ ]?| and | и ){_NAMED}"
)
_FIRMS = re.compile(r"(?<![\w/.\-@:])[A-Z][a-z]{3,20} ?/ ?[A-Z][a-z]{3,20}(?![\w/.\-])")
_NUMBERED = re.compile(
    r"\u27e6(?:PERSON|NAME|EMAIL|HANDLE)_\d{1,6}\u27e7(?:@[\w.\-]{3,40}(?=[^\w.\-]))?"
    r"(?:[\"']?[ ]?[|,;:\t(][ ]?[\"']?|</t[dh]>[ ]?<t[dh]>|[ ]{1,3})"
    r"(?P<v>\d{3}[\- ]\d{4})(?![\w\-:/]|[.,]\d)"
)
_MACHINE = re.compile(
    r"\u27e6(?:MAC|IP|HOST)_\d{1,6}\u27e7,? \((?P<v>[a-z][a-z0-9\-]{2,30})\)"
    r"|(?<![\w.\-/@:])(?P<w>[a-z][a-z\-]{2,24}\d{1,3}),? \(\u27e6IP_\d{1,6}\u27e7\)"
)
_TIMED = re.compile(
    r"\d:\d\d(?::\d\d)?[\])]?(?:[ \t]{1,3}| [\-–—] )(?P<v>[А-ЯЁ][а-яё]{2,20}(?:ых|их|[ыи]й|ой|ая)) "
    r"[а-яё]{2,20}(?:[еиёую]т|[ауя]ют|л[аои]?|[тл]ся)(?![а-яё])"
)
_PLURAL = re.compile(
    r"\d:\d\d(?::\d\d)?[\])]?(?:[ \t]{1,3}| [\-–—] )(?P<v>[А-ЯЁ][а-яё]{2,20}) "
    r"(?P<b>[а-яё]{3,20}ли)(?![а-яё])"
)
"""`05:17 - Заря подтвердили`: one thing that does something as several people."""
_TOLD = re.compile(
    r"(?<![а-яё])(?:абонент|пациент|заявител|сотрудник|клиент|коллег|инженер|менеджер|дежурн|позов|спрос"
    rf"|набер|пни|д[её]рни|пингани)[а-яё]{{0,6}} (?P<v>[а-яё]{{4,20}}) {_NAMED}"
)
_ROLE = re.compile(r"(?:[еоия]ра|иста|[нл]ика|теля|лога|нта|[щч]ика|вца|шего|щего|[нлт]ого|у)$")
"""How words for what somebody does end, in the case that one calls in."""
_NO_NAMES = words(
    """
    contact contacts owner owners author ask call from to cc bcc by hi hello dear thanks thank assignee
    reviewer lead manager engineer approver sent user name host server service team customer client
    project company product vendor see and or with the for mr mrs ms dr prof maintainer reporter
    автор владелец ответственный ответственная спасибо привет кому от контакт контакты исполнитель
    дежурный дежурная инженер менеджер сервер сервис клиент заказчик проект компания команда
    пользователь имя спросите позвоните напишите или для господин госпожа коллега уважаемый уважаемая
    пассажир сотрудник сотрудница пациент пациентка водитель студент студентка абонент покупатель
    получатель отправитель бухгалтер юрист админ директор начальник руководитель заявитель участник
    участники тимлид дизайнер аналитик разработчик тестировщик курьер оператор подписант адресат
    """
)


class HalfNames:
    """Finds names that only their place tells."""

    name = "half_names"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each word."""
        if "\u27e6" in text:
            for kind, span in _beside(text):
                yield Finding(kind, Action.MASK, *span, self.name)
            for span in latin_halves(text):
                yield Finding("NAME", Action.MASK, *span, self.name)
        for span in speakers(text):
            yield Finding("PERSON", Action.MASK, *span, self.name)
        for match in _FIRMS.finditer(text):
            if not any(map(is_familiar, re.split(" ?/ ?", match[0].lower()))):
                yield Finding("NAME", Action.MASK, *match.span(), self.name)
        if not _CYRILLIC.search(text):
            return
        for match in _TIMED.finditer(text):
            yield Finding("PERSON", Action.MASK, *match.span("v"), self.name)
        for match in _PLURAL.finditer(text):
            one = {"NOUN", "sing", "nomn"} <= _first(match["v"].lower())
            if one and "plur" in _first(match["b"]) and _is_half(match["v"].lower()):
                yield Finding("ORGANISATION", Action.MASK, *match.span("v"), self.name)
        for span in placed(text):
            yield Finding("NAME", Action.MASK, *span, self.name)


def _beside(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Kind and place of what stands beside placeholders."""
    parts = around(text, _SOMEBODY)
    for match in near(_HALF, text, parts):
        low = match["v"].casefold()
        if low not in _NO_NAMES and (low.isascii() or _is_half(low)):
            yield "NAME", match.span("v")
    for match in near(_BEFORE, text, parts):
        if _is_half(match["v"].lower()):
            yield "NAME", match.span("v")
    for match in _AFTER.finditer(text):
        if _is_half(match["v"].lower(), behind=True):
            yield "NAME", match.span("v")
    for match in _SMALL.finditer(text):
        if "VERB" in _first(match["b"]):
            yield "NAME", match.span("v")
    for match in _FROM.finditer(text):
        if "Geox" not in _first(match["v"].lower()) and _is_half(match["v"].lower()):
            yield "ORGANISATION", match.span("v")
    for match in _CALLED.finditer(text):
        yield "ORGANISATION", match.span("v")
    for match in near(_PAIRED, text, parts):
        group = "v" if match["v"] else "w"
        low = match[group].lower()
        alien = not is_familiar(low) and low not in PRODUCTS and low not in VENDORS
        named = alien or (max(rank(low)[:2]) >= 6 and low not in _NO_NAMES)
        if named if low.isascii() else _is_half(low):
            yield "NAME", match.span(group)
    for match in near(_TOLD, text, parts):
        if _is_half(match["v"]) and not _ROLE.search(match["v"]) and "NOUN" in _first(match["v"]):
            yield "NAME", match.span("v")
    for match in _NUMBERED.finditer(text):
        yield "PHONE", match.span("v")
    for match in near(_MACHINE, text, around(text, _SOMETHING)):
        group = "v" if match["v"] else "w"
        if match[group] not in PLAIN and match[group] not in PRODUCTS:
            yield "HOST", match.span(group)


def _first(low: str) -> frozenset[str]:
    found = readings(low)
    return found[0].grammemes if found else frozenset()


def _is_half(low: str, behind: bool = False) -> bool:
    """Whether a word may be the other half of a name: a noun, a quality, or unknown."""
    if low in _NO_NAMES or low in NEVER or low in TITLES or low in PRODUCTS or low in VENDORS:
        return False
    if is_trade(low):
        return False
    no_names = {"VERB", "INFN", "PREP", "CONJ", "NPRO", "PRTS", "Geox"} | (
        set() if behind else {"ADVB"}
    )
    return not (no_names & _first(low))
