"""Organisations by the place alone: whose fields, whose client, who a message was passed on from.

A name there may be any word (`клиент Орбита`, `"company": "Новые Окна"`), so that neither a recogniser
nor a vocabulary tells it. Invariant: a capital begins it, and it is no product of the trade; bounded
patterns, so the time is linear. Deliberately elsewhere: legal forms and what the recogniser hears
(`organisations_ru`), English sentences (`organisations_context`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, Led
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.name_opinion import opinion
from app.confidentiality.detectors.people_words import NEVER
from app.confidentiality.detectors.products import ABBREVIATIONS, PRODUCTS, VENDORS
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_CAP = r"(?-i:[А-ЯЁ][а-яё]{2,24}(?:-[А-ЯЁ]?[а-яё]{0,20})?)"
_NAME = rf"(?P<v>{_CAP}(?: {_CAP}){{0,2}})(?![\w-])"
_FIELD = Led(
    '"lead"|"deal"|"company|"client|"customer|"org|"account|"partner|"vendor|"merchant|"tenant"'
    '|"counterparty"|"supplier|"контрагент"|"клиент"|"заказчик"|"компания"|"поставщик"',
    r"\"[A-Za-zа-я]{3,14}(?:[_-]?[nN]ame|_title)?\"\s?:\s?(?:\{\s{0,8}\"(?:name|title|название)\"\s?:\s?)?"
    r"\"(?P<v>[A-ZА-ЯЁ][^\"\n]{1,60})\"",
)
_CUED = Cues(
    (
        (
            "клиент|заказчик|контрагент|подрядчик|поставщик|партн|компани|фирм|переслано_от"
            "|интегратор|арендатор|перевозчик|вендор|дистрибьютор|у_нашего|конкурент",
            r"(?:(?:клиент|заказчик|контрагент|подрядчик|поставщик|партн[её]р|интегратор|арендатор"
            r"|перевозчик|вендор|дистрибьютор|конкурент)(?:|а|у|ом|ы|е)|компани[яиюей]{1,2}"
            r"|фирм[аыеуой]{1,2}|переслано от)"
            rf"(?:[ ][—-])?[ :]{{1,2}}[\"«]?{_NAME}",
        ),
    ),
    within=False,
)
_DOUBLE = re.compile(
    r"(?P<v>[А-ЯЁ](?<!\w[А-ЯЁ])(?<!-[А-ЯЁ])[а-яё]{2,20}-(?:[А-ЯЁ][а-яё]{2,20}|[А-ЯЁ]))(?![\w-])"
)
_FOR = re.compile(
    r"(?<![а-яё])(?:[Дд]ля|[Оо]т|[Уу]|[Ии]з|[Пп]осле|[Кк]роме|[Бб]ез|[Сс]о?|[Кк]о?|[Пп]еред)[ ]"
    r"(?P<v>[«\"](?P<w>[А-ЯЁ][А-ЯЁа-яё\-]{2,24})(?: [А-ЯЁ][а-яё]{2,24}){0,2}[»\"])"
)
"""`для «Гранит»`: what bends for no preposition is a name."""
_NONE = words(
    """
    яндекс сервис каталог облако кластер консоль физическое юридическое физлицо юрлицо резидент
    нерезидент пользователь администратор россия
    """
)


def by_place(text: str) -> Iterator[Span]:
    """Spans of names that stand where an organisation stands."""
    for match in _FIELD.finditer(text):
        if _is_name(match["v"].split()[0].lower()):
            yield match.span("v")
    for _, match in _CUED.matches(text):
        if _is_name(match["v"].split()[0].lower()) and not _is_person(match["v"]):
            yield match.span("v")
    for match in _FOR.finditer(text) if "«" in text or '"' in text else ():
        low = match["w"].lower()
        if (
            low not in PRODUCTS
            and low not in VENDORS
            and low not in _NONE
            and (re.search("[а-яё][А-ЯЁ]", match["w"]) or _is_unbent(match["w"].lower()))
        ):
            yield match.span("v")
    for match in _DOUBLE.finditer(text):
        if _is_coined(match["v"].lower()):
            yield match.span("v")


@functools.lru_cache(maxsize=5_000)
def _is_name(low: str) -> bool:
    """Whether a name may begin with this word."""
    if low in NEVER or low in PRODUCTS or low in VENDORS or low in ABBREVIATIONS or low in _NONE:
        return False
    return not any(
        {"VERB", "PREP", "CONJ", "NPRO"} & reading.grammemes for reading in readings(low)[:1]
    )


def _is_person(name: str) -> bool:
    return any(opinion(word.lower()) == 3 for word in name.split())


@functools.lru_cache(maxsize=5_000)
def _is_unbent(low: str) -> bool:
    """Whether a word stands in the nominative, and can stand in no genitive."""
    found = readings(low)
    one = any({"nomn", "sing"} <= reading.grammemes for reading in found)
    return one and not any("gent" in reading.grammemes for reading in found[:2])


@functools.lru_cache(maxsize=5_000)
def _is_coined(low: str) -> bool:
    """Whether two words with a dash between them are in no dictionary, and in no map."""
    first, _, second = low.partition("-")
    if first in PRODUCTS or first in VENDORS or second in PRODUCTS or first in ABBREVIATIONS:
        return False
    found = readings(low)
    if any(reading.known or "Geox" in reading.grammemes for reading in found):
        return False
    return not any("Geox" in reading.grammemes for reading in readings(first)[:1])
