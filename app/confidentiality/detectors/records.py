"""Values that a heading or a key names: columns of tables and CSV, fields of JSON and forms.

Where a heading row has a column of people, days of birth, customers, logins, machines or passwords,
what stands below it is one, however it is built; so is the value of such a key.
Invariant: at most 200 rows of bounded length are read below a heading, each once, so the time is
linear. A column `name` is one of people only beside a birthday, a phone, a mail or a password.
Deliberately elsewhere: values that tell by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.confidentiality.detectors.cues import Led
from app.confidentiality.detectors.secret_plain import is_shaped
from app.confidentiality.detectors.secret_values import Strength, strength
from app.confidentiality.detectors.standing import stands
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

Span = tuple[int, int]
Found = tuple[str, Span]

_ROWS, _WIDTH, _COLUMNS = 200, 1000, 40
_LINE = re.compile(r"[^\n]{1,1000}")
_RULE = re.compile(r"[ \t:|\-+]{3,}$")
_KINDS = tuple(
    (kind, re.compile(rf"(?i)(?:{pattern})$"))
    for kind, pattern in (
        (
            "PERSON",
            r"ф\.?и\.?о\.?|фамилия(?: имя(?: отчество)?)?|отчество|сотрудник|держатель"
            r"|владелец карты|full[ _]?name"
            r"|fio|first[ _]?name|last[ _]?name|middle[ _]?name|surname|given[ _]?name"
            r"|employee(?:[ _]name)?"
            r"|patient|card[ _]?holder|contact(?:[ _](?:name|person))?|контакт(?:ное лицо)?",
        ),
        (
            "BIRTHDATE",
            r"др|д\.?р\.?|дата[ _]рожд(?:ения|\.)|день рождения|рожд(?:ение|\.)?|dob|d\.o\.b\.?"
            r"|birth(?:[ _]?da(?:te|y))?"
            r"|date[ _]of[ _]birth|bday|born",
        ),
        (
            "CUSTOMER",
            r"(?:номер |№ ?|id[ _])?(?:клиент|договор|заказ|абонент|контракт|заявка|полис|л/с"
            r"|лицевой сч[её]т)(?:а|у)?"
            r"|(?:customer|client|contract|order|account|subscriber|member|policy"
            r"|case)(?:[ _]?(?:id|no\.?|number|#|ref))?",
        ),
        ("HANDLE", r"логин|login|user[ _]?name|уч[её]тка|учетная запись"),
        ("HOST", r"host(?:[ _]?name)?|server|machine|node|хост|сервер|машина|узел|имя хоста"),
        (
            "CREDENTIAL",
            r"пароль|пасс|pass(?:word|wd|phrase)?|pwd|pw|secret|секрет|token|токен|pin"
            r"|пин(?:-?код)?|api[ _]?key",
        ),
        ("PHONE", r"телефон|тел\.?|моб\.?|phone(?:[ _]?(?:no\.?|number))?|mobile|cell"),
        ("EMAIL", r"e-?mail|почта|эл\. почта"),
        ("NAMED", r"name|имя"),
    )
)
_PERSONAL = frozenset({"BIRTHDATE", "PHONE", "EMAIL", "CREDENTIAL"})
_FIELD = Led(
    "фамилия|имя|отчество|фио|заявитель|держатель|first|last|sur|given|middle|full|fio|card",
    r"(?i)(?<![\w\-])[\"']?(?P<k>фамилия|имя|отчество|фио|заявитель|держатель|first[_ ]?name"
    r"|last[_ ]?name"
    r"|sur[_ ]?name|given[_ ]?name|middle[_ ]?name|full[_ ]?name|fio"
    r"|card[_ ]?holder)[\"']?\s?[:=]\s?[\"'«]?"
    r"(?P<v>[^\W\d_]{2,24}(?:[ \-][^\W\d_]{1,24}){0,3})(?=[\"'»,;.)}\]]|\s*(?:\n|$))",
)
_DAY = Led(
    "birth|date|dob|bday|дата|рожд|др|д.р",
    r"(?i)(?<![\w\-])[\"']?(?:birth[_ ]?(?:date|day)|date[_ ]of[_ ]birth|dob|bday"
    r"|дата[_ ]рожд[а-я.]{0,6}|рожд[а-я]{0,6}\.?"
    r"|д\.?р\.?)[\"']?\s?[:=]\s?[\"']?(?P<v>\d[\d./\- ]{3,12}\d)(?![\w])",
)


class Records:
    """Finds what the heading of a column or the key of a field names."""

    name = "records"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each cell and value."""
        view = View.of(text)
        for kind, span in spans(view.text):
            action = Action.LOCAL if kind == "CREDENTIAL" else Action.MASK
            yield view.finding(kind, action, span, self.name)


def spans(text: str) -> Iterator[Found]:
    """Kind and place of each value that a heading or a key names."""
    for match in _FIELD.finditer(text):
        if match["v"][0].isupper():
            yield "PERSON", match.span("v")
    for match in _DAY.finditer(text):
        yield "BIRTHDATE", match.span("v")
    done = 0
    for line in _LINE.finditer(text):
        if line.start() < done:
            continue
        for sign in "|;\t,":
            kinds = _headings(text, line.span(), sign) if sign in line[0] else ()
            if kinds:
                done, found = _rows(text, line.end() + 1, sign, kinds)
                yield from found
                break


def _headings(text: str, line: Span, sign: str) -> list[str]:
    """The kind of each column; nothing for a line that is no heading of such a table."""
    if not 1 <= text.count(sign, *line) <= _COLUMNS:
        return []
    cells = [text[a:b].strip("*`\"'_") for a, b in _cells(text, line, sign)]
    if any(len(cell) > 40 or any(map(str.isdigit, cell)) for cell in cells):
        return []
    kinds = [next((kind for kind, form in _KINDS if form.match(cell)), "") for cell in cells]
    known = {kind for kind in kinds if kind}
    if len(known) < 2 or (sign != "|" and sum(map(bool, kinds)) < 2):
        return []
    person = not known.isdisjoint(_PERSONAL)
    return [("PERSON" if person else "") if kind == "NAMED" else kind for kind in kinds]


def _rows(text: str, at: int, sign: str, kinds: Sequence[str]) -> tuple[int, list[Found]]:
    found: list[Found] = []
    for _ in range(_ROWS):
        line = _LINE.match(text, at)
        if line is None:
            break
        cells = list(_cells(text, line.span(), sign))
        if abs(len(cells) - len(kinds)) > 1:
            break
        if not _RULE.match(line[0]):
            for kind, (start, end) in zip(kinds, cells, strict=False):
                if kind and _is_value(kind, text[start:end]):
                    found.append((kind, (start, end)))
        at = line.end() + 1
    return at, found


def _cells(text: str, line: Span, sign: str) -> Iterator[Span]:
    """The cells of a line without the blanks around them; a first and a last bar are edges."""
    at, stop = line
    while at < stop and text[at] in " \t|":
        at += 1
    while stop > at and text[stop - 1] in " \t\r|":
        stop -= 1
    while at <= stop:
        end = text.find(sign, at, stop)
        end = stop if end < 0 else end
        yield _stripped(text, at, end)
        at = end + 1


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\r\"'`*":
        start += 1
    while end > start and text[end - 1] in " \t\r\"'`*":
        end -= 1
    return start, end


def _is_value(kind: str, value: str) -> bool:
    if not value or len(value) > 80 or value[0] in "<{[$\u27e6":
        return False
    digits = sum(map(str.isdigit, value))
    match kind:
        case "CREDENTIAL":
            return " " not in value and (strength(value) is not Strength.NONE or is_shaped(value))
        case "BIRTHDATE" | "PHONE":
            return digits > 3
        case "CUSTOMER":
            return digits > 1
        case "HOST":
            return " " not in value and stands(value, firm=True)
        case "EMAIL":
            return "@" in value
        case "HANDLE":
            return value.replace(".", "").replace("_", "").replace("-", "").isalnum()
    return digits == 0 and len(value.split()) < 5
