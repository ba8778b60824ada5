"""Whether a Russian text is technical: a manual, a log or a runbook rather than prose.

In a technical text a capital or a Latin word seldom names a person or an organisation.
Deliberately elsewhere: what follows from it (`people_ru`, `organisations_ru`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.confidentiality.detectors.products import PRODUCTS

_TECHNICAL = re.compile(
    r"[`{}=|<>]|https?:|--\w|\*\*|\]\(|\b(?:api|cli|sql|json|yaml|http|url|ssh|dns|vm|docker|kubernetes|linux)\b"
    r"|\b(?:кластер|сервер|виртуальн|контейнер|токен|конфиг|деплой|репликац|бэкап|хост|шард|запрос"
    r"|эндпоинт|сервис|консол|пользовател|облак|облач|приложени|настройк|настро[йи]т|веб-|браузер"
    r"|файл|биллинг|промокод|документац|данных|кубер|под[аыов]?\b|метрик|алерт|лог[аиов]*\b"
    r"|аутентификац|интерфейс|параметр|аккаунт|каталог|идентификатор|нажмите|выберите|укажите"
    r"|перейдите|откройте|введите|скопируйте)",
    re.IGNORECASE,
)
_TECHNICAL_EVERY = 160
"""Characters for each technical word or mark, from which on a text is not technical."""


def technical(text: str, words: Iterable[str]) -> bool:
    """Whether technical words and marks stand at least so often, and at least twice."""
    marks = sum(1 for _ in _TECHNICAL.finditer(text))
    marks += sum(word.lower() in PRODUCTS for word in words)
    return marks * _TECHNICAL_EVERY > len(text) + _TECHNICAL_EVERY
