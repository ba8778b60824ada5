"""People in Russian by what they did: `Ветров обновлял`, `Мельник поменял`, `Ветров или Мельник?`.

A surname that is a word as well, at the head of a sentence, where neither a recogniser nor a capital
tells. Invariant: linear; bounded repetition. Deliberately elsewhere: all that tells a name by itself
(`people_ru`, `people_rules_ru`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.name_opinion import SHAPE, opinion
from app.confidentiality.detectors.people_words import NEVER, TITLES
from app.confidentiality.detectors.products import VENDORS
from app.confidentiality.detectors.russian_trade import is_trade
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_DEED = re.compile(
    r"(?<![\w\-])(?P<w>[А-ЯЁ][а-яё]{3,20})[ ]"
    r"(?:(?:уже|вчера|сегодня|тоже|ещё|еще|сам|сама|опять|снова|потом|утром|ночью"
    r"|это|всё|не|её|его|их)[ ]){0,2}"
    r"(?P<v>[а-яё]{2,16}л(?:ся|а|ась)?)(?!\w)"
)
_EITHER = re.compile(
    r"(?<![\w\-])(?P<a>[А-ЯЁ][а-яё]{2,20})[ ](?:или|либо|и)[ ]"
    r"(?P<b>[А-ЯЁ][а-яё]{2,20})(?=[ ]?[?,.!]|[ ]?$)"
)
_DEEDS = words(
    """
    обновил обновлял менял поменял сменил заменил катил откатил выкатил раскатил накатил настроил
    настраивал смотрел посмотрел проверил проверял писал написал говорил сказал обещал пообещал просил
    попросил делал сделал чинил починил поднял поднимал перезагрузил ребутнул рестартил рестартовал
    задеплоил деплоил перенёс перенес переносил звонил позвонил ответил отвечал включил отключил
    выключил удалил удалял закоммитил смержил дежурил ушёл ушел ушл забыл уволился заболел согласовал
    установил ставил поставил завёл завел создал запустил остановил добавил убрал нашёл нашел нашл
    заметил ругался жаловался спросил спрашивал предложил разобрался занимался взял сломал уронил
    """
)
"""What a person does in operations, and hardly a thing."""
_ROLE = re.compile(
    r"(?:тель|ист|ор|ер|ёр|ант|ент|[щч]ик|трудник|чальник|граф|лог)$"
    r"|^(?:коллега|человек|друг|сосед|муж|брат|отец|сын|босс|шеф|врач|гость|бот|робот|хозяин|админ|гражданин"
    r"|демон|слон|юзер|кот|лид|техлид|тимлид|вирус|червь|зонд|аноним|парень|девушка|жена|мама|папа|народ|дба)$"
)
"""How those are called who are nobody's name: roles, and what software is called after."""
_NO_DEEDS = words(
    "был была стал стала мог могла шёл шла пол стол угол файл тел дел сил правил узел отдел раздел"
    " была школа"
)


def by_deed(text: str) -> Iterator[Span]:
    """`Ветров обновлял`: a surname does it, for a genitive plural does nothing."""
    for match in _DEED.finditer(text):
        low = match["w"].lower()
        if low in NEVER or low in TITLES or low in VENDORS or match["v"] in _NO_DEEDS:
            continue
        if _deed(match["v"]) in _DEEDS and _does(low):
            yield match.span("w")
            continue
        gender = "femn" if match["v"].removesuffix("сь").endswith("а") else "masc"
        built = SHAPE.match(low.replace("ё", "е")) is not None
        if built and any({"Surn", "sing", "nomn", gender} <= r.grammemes for r in readings(low)):
            yield match.span("w")
    for match in _EITHER.finditer(text):
        yield from _either(match)


def _either(match: re.Match[str]) -> Iterator[Span]:
    """`Ветров или Мельник?`: of two at least one is a surname by its build, the other may be one."""
    both = [match[group].lower() for group in ("a", "b")]
    sure = [_is_surname(low) for low in both]
    if any(sure) and all(one or _does(low) for one, low in zip(sure, both, strict=True)):
        yield match.span("a")
        yield match.span("b")


@functools.lru_cache(maxsize=5_000)
def _is_surname(low: str) -> bool:
    if low in NEVER or low in TITLES or low in VENDORS or is_trade(low):
        return False
    built = SHAPE.match(low.replace("ё", "е")) is not None
    return built and (
        opinion(low) >= 2 or any({"Surn", "sing", "nomn"} <= r.grammemes for r in readings(low))
    )


def _deed(verb: str) -> str:
    """A verb in the past as a man does it."""
    return verb[:-3] + "ся" if verb.endswith("ась") else verb.removesuffix("а")


@functools.lru_cache(maxsize=5_000)
def _does(low: str) -> bool:
    """Whether a word is somebody of a trade that hardly a house has (`Дворник`, `Мельник`)."""
    if is_trade(low) or _ROLE.search(low):
        return False
    first = readings(low)[:1]
    return any({"NOUN", "anim", "sing", "nomn"} <= r.grammemes and r.known for r in first)
