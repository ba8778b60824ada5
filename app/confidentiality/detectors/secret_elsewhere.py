"""What looks like a credential, but stands where a machine, a customer or a ticket is named.

`system ekb-app12`, `зайти на msk-db3`, `customer C-104417`: near a word such as `login` the nets for
made-up values would take them for the password. Invariant: only some sixty characters before a value
are read, so the time is linear. Deliberately elsewhere: names that everything takes for a name
(`secret_values.is_name`), and what masks these values then (`positions`, `tickets`).
"""

from __future__ import annotations

import functools
import re

from app.confidentiality.detectors.cues import before
from app.confidentiality.detectors.domains import INTERNAL_ENDINGS, is_ending
from app.confidentiality.detectors.hosts import is_known_name
from app.confidentiality.detectors.machines import Shape, shape_of

_OPEN = r"[\"'`*«(\[]{0,2}\Z"
_MACHINE = re.compile(
    r"(?i)(?<![\w\-])(?:server|host(?:name)?|node|machine|box|vm|system|instance|workstation|desktop|laptop"
    r"|cluster|balancer|gateway|bastion|replica|standby|hypervisor|router|switch|computer"
    r"|сервер|хост|машин|нод|узел|узл|систем|балансировщик|шлюз|бастион|реплик|гипервизор|роутер"
    r"|коммутатор|кластер|компьютер|ноутбук|виртуалк|рабоч(?:ее|ем|его) мест|стенд|инстанс)[а-яё]{0,3}"
    rf"(?:[ ]?[:=|—-])?[ ]{{1,3}}{_OPEN}"
)
_WAY = re.compile(
    r"(?i)(?<![\w\-])(?:sudo|access|log(?:ged|ging|in)?(?: (?:in|on))?|sign(?:ed)? in"
    r"|ssh|connect(?:ed|ion)?"
    r"|run|runs|running|routed|installed|lives|mounted|from|failed|зайти|заход\w{1,4}|захож\w|войти"
    r"|вход\w{0,3}|доступ\w{0,3}|попасть|подключ\w{2,8}|ходить|ходит|запуск\w{0,4}|запустить|работает"
    r"|лежит|стоит|прав[ао]?)(?:[ ][\w.\-]{1,20}){0,1}[ ](?:in)?(?:to|on|via|at|from|на|к|ко|с|со|через"
    rf"|в)[ ]{_OPEN}"
)
_PLACE = re.compile(
    rf"(?i)(?<![\w\-])(?:on|from|to|via|behind|at|на|с|со|из|к|ко|за|у|от|через)[ ]"
    rf"(?:[\w\-]{{3,40}},? (?:or|and|и|или) )?{_OPEN}"
)
_CHANGED = re.compile(
    r"(?i)chang|reset|rotat|updat|switch|(?<![a-z])set(?![a-z])|became|смен|помен|сброс|измен|обнов"
    r"|постав|задал|установ|замен"
)
_COUNTED = re.compile(
    r"(?i)(?<![\w\-])(?:customer|client|contract|agreement|order|invoice|ticket|case|incident|change|see|cf\.|asset"
    r"|tag|клиент|договор|контракт|заказ|сч[её]т|заявк|тикет|обращени|инцидент|задач|см\.|абонент)"
    rf"[а-яё]{{0,3}}(?: (?:no\.?|number|id|номер))?(?:[ ]?[:#№])?[ ]?{_OPEN}"
)
_KEY = re.compile(r"[A-ZА-ЯЁ]{1,8}(?:[-/]?\d{1,10}){1,3}")
_MAC = re.compile(r"(?i)[\da-f]{2}(?:-[\da-f]{2}){5}")
_PRINCIPAL = re.compile(
    r"[a-z][\w.\-]{0,40}(?:/[\w.\-]{1,60})?@(?P<realm>[A-Z][A-Z\d\-]{0,30}(?:\.[A-Z\d\-]{1,30}){1,4})"
)
_REACH = 64


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """Whether the value at this place names a machine, a principal, a customer or a ticket."""
    value = text[start:end]
    if _MAC.fullmatch(value) or is_principal(value):
        return True
    if _KEY.fullmatch(value) and before(text, start, _COUNTED, _REACH):
        return True
    shape = _shape(value)
    if not shape:
        return False
    if before(text, start, _MACHINE, _REACH):
        return True
    if _CHANGED.search(text, max(0, start - _REACH), start):
        return False
    if before(text, start, _WAY, _REACH):
        return True
    named = shape is Shape.TELLING or is_known_name(value)
    return named and before(text, start, _PLACE, _REACH) is not None


def is_machine(value: str) -> bool:
    """Whether a value is built like a machine's name and like nothing else."""
    return _shape(value) is Shape.TELLING


@functools.lru_cache(maxsize=5_000)
def is_principal(value: str) -> bool:
    """Whether a value is a login with a realm of Kerberos behind it, which is no password."""
    match = _PRINCIPAL.fullmatch(value[:160])
    if match is None:
        return False
    last = match["realm"].rpartition(".")[2].casefold()
    return last in INTERNAL_ENDINGS or is_ending(last)


def _shape(value: str) -> Shape:
    """Names of machines are of one case, and have no signs."""
    if not 4 <= len(value) <= 40 or not re.fullmatch(r"[A-Za-z\d]+(?:[-_][A-Za-z\d]+){0,6}", value):
        return Shape.NO_NAME
    if not (value.islower() or value.isupper()):
        return Shape.NO_NAME
    return shape_of(value)
