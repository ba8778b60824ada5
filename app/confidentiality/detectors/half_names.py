"""Names that show by their place only: the other half of a masked one, and a surname at a time.

Invariant: a word counts only where nothing else would stand: at the head of a line, before the
placeholder of a name that ends an entry (`Uma [name] - [phone]`), or behind a time and before what
somebody does (`06:19 Долгих видит ошибку`). All patterns are bounded: linear time.
Deliberately elsewhere: names by themselves (`people`), words nobody knows (`unfamiliar`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.tables import words
from index.chunk import Action, Finding

_HALF = re.compile(
    r"^[ \t>*\-•|\d.)]{0,12}(?P<v>[A-ZА-ЯЁ][^\W\d_]{2,20}) \u27e6(?:PERSON|NAME)_\d{1,6}\u27e7"
    r"(?= ?(?:[-–—:|,]|$))",
    re.MULTILINE,
)
_TIMED = re.compile(
    r"\d:\d\d(?::\d\d)?[\])]?[ \t]{1,3}(?P<v>[А-ЯЁ][а-яё]{2,20}(?:ых|их)) "
    r"[а-яё]{2,20}(?:[еиёую]т|[ауя]ют|л[аои]?|[тл]ся)(?![а-яё])"
)
_NO_NAMES = words(
    """
    contact contacts owner owners author ask call from to cc bcc by hi hello dear thanks thank assignee
    reviewer lead manager engineer approver sent user name host server service team customer client
    project company product vendor see and or with the for mr mrs ms dr prof maintainer reporter
    автор владелец ответственный ответственная спасибо привет кому от контакт контакты исполнитель
    дежурный дежурная инженер менеджер сервер сервис клиент заказчик проект компания команда
    пользователь имя спросите позвоните напишите или для господин госпожа коллега уважаемый уважаемая
    """
)


class HalfNames:
    """Finds names that only their place tells."""

    name = "half_names"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each word."""
        if "\u27e6" in text:
            for match in _HALF.finditer(text):
                if match["v"].casefold() not in _NO_NAMES:
                    yield Finding("NAME", Action.MASK, *match.span("v"), self.name)
        for match in _TIMED.finditer(text):
            yield Finding("PERSON", Action.MASK, *match.span("v"), self.name)
