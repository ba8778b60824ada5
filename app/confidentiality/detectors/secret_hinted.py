"""The net under hints: what looks made up, shortly behind a word of getting in somewhere.

`вошёл с Cobalt@5451`, `клиент-банк: ivanova, turnip958!`, `запоминай: osen#77Qw`: no word says
`password`, but one speaks of logging in, of what asks for a password, or of noting one down. Such a
word is no proof, so the value must be a thing that only a person or a generator makes
(`secret_made_looks.is_made`), and no machine's name. Invariant: one pass over the places of the
words, each place of the text read once, so the time is linear. Deliberately elsewhere: words that
name a credential (`secret_near`), places where less will do (`secret_made_rules`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from app.confidentiality.detectors.cues import FirstWords, lowered
from app.confidentiality.detectors.secret_elsewhere import is_elsewhere, is_machine
from app.confidentiality.detectors.secret_made_looks import is_made
from app.confidentiality.detectors.secret_near import is_below
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_HINTS = FirstWords(
    words(
        """
        вошел вошёл вошл войд войт вход пуска пустил впуст авториз аутентиф залогин логин логопас
        зайд заход захож зашёл зашел зашла секретк админ рутов рутом рут: root юзер пользак пользоват
        запомин запомн запиши записыв диктую сгенер придум набер набир вбей вбив вбил подставь подставл
        пробуй пробова попробуй впн vpn вайф вай-фа wifi wi-fi ssid роутер микротик рдп rdp ssh фтп ftp
        анидеск anydesk тимвьюер teamviewer рустдеск rustdesk кабинет банк госуслуг почт ящик инвайт
        приглаш стикер бумажк листочк доступ учетк учётк учетн учётн креды кредо кредам кредами
        snmp снмп комьюнити коммьюнити community veracrypt веракрипт luks bitlocker битлокер
        криптоконт сбис контур диадок егаис эцп
        ключик зашифр расшифр распак архив облачн сбросил сброшен кипас keepass битварден контейнер
        лицензи удаленк удалёнк домоф сейф
        """
    )
)
_AFTER, _BEFORE = 80, 24
"""Characters from a hint to a value, and from a value to a hint in its line."""
_LONGEST = 44
_BACK = _BEFORE + _LONGEST
VALUE = re.compile(
    r"(?<![\w$%@#.\\/~&\-=])(?P<w>[A-Za-zА-Яа-яЁё0-9][\w!#$%^&*?+~@.\-]{3,40}[\w!#$%^+~])"
    r"(?![\w(/\\@=]|[.:]\w|-\w)"
)
_DIGIT = re.compile(r"\d")
_DOTTED = re.compile(r"(?:[^\W\d_]{3,16}\.){1,3}\d{2,6}")
_DATED = re.compile(r"[\w\-]{0,30}(?:19|20)\d\d-\d\d(?:-\d\d)?(?!\d)")
"""What is named by a day or a month."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяё_")
_NAMED = re.compile(
    r"(?i)(?:ssh-\w+|id|uid|uuid|guid|sha\d*|хеш\w*|хэш\w*|hash|commit|коммит\w*|тег\w*|tag|верси\w+"
    r"|version"
    r"|артефакт\w*|ключ\w* объекта|образ\w*|image|сборк\w+|build|под\w{0,2}|pod|модел\w+|прошивк\w+"
    r"|артикул\w*|номер\w*|заявк\w+|тикет\w*"
    r"|поручени\w+|сесси\w+|session|trace|request|запрос\w*|файл\w*|file|ветк\w+|branch|чип\w*"
    r"|драйвер\w*|процессор\w*|чат\w*)"
    r"[\"'`«(:=#№ ]{1,3}\Z"
)
"""What names another thing that has letters and digits."""


def hinted(text: str) -> Iterator[Span]:
    """Spans of what looks made up behind a hint, in its line, the next or a short block below it."""
    hints = _places(lowered(text))
    for first, last in _windows(hints):
        for match in VALUE.finditer(text, first, last + _LONGEST):
            start, end = match.span("w")
            if start < last and _is_told(text, start, end, hints) and _is_one(text, start, end):
                yield start, end


def _windows(hints: Sequence[int]) -> Iterator[Span]:
    """Where values of these hints may begin; no two of them overlap."""
    first = last = 0
    for at in hints:
        if at - _BACK > last:
            if last:
                yield first, last
            first = at - _BACK
        last = at + _AFTER
    if last:
        yield max(0, first), last


def _is_told(text: str, start: int, end: int, hints: Sequence[int]) -> bool:
    """Whether the hint before a value, or the one right after it, is near enough."""
    after = bisect.bisect_left(hints, start)
    if (
        after
        and start - hints[after - 1] <= _AFTER
        and is_below(text, hints[after - 1], start, end)
    ):
        return True
    at = hints[after] if after < len(hints) else len(text)
    return end <= at <= end + _BEFORE and "\n" not in text[end:at]


def _places(low: str) -> list[int]:
    """Where hints begin words, in order."""
    return sorted(
        at
        for places in _HINTS.places(low).values()
        for at in places
        if at == 0 or low[at - 1] not in _LETTERS
    )


def _is_one(text: str, start: int, end: int) -> bool:
    value = text[start:end]
    if not _DIGIT.search(value) or is_dotted_name(value) or _DATED.match(value):
        return False
    if not is_made(value) or is_machine(value):
        return False
    return not (is_elsewhere(text, start, end) or is_named(text, start))


def is_dotted_name(value: str) -> bool:
    """Whether dots join pieces of which the last one is no number, as in names of code and files."""
    return "." in value and _DOTTED.fullmatch(value) is None


def is_named(text: str, start: int) -> bool:
    """Whether what stands right before a value says that it is the name of another thing."""
    return _NAMED.search(text, max(0, start - 24), start) is not None
