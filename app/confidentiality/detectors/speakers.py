"""Who speaks among others, and surnames in small letters.

In a chat or a list of a stand-up each line begins with somebody; where one of them is known to be a
person, a name among the others is one, too, though it is a word (`field:`, `summer -`). A Russian
surname that is nothing but one tells by itself in small letters; one that is also another word
tells before what people do or behind what is done to them.
Invariant: one scan of the lines, one of the small words with the ending of a surname.
Deliberately elsewhere: given names (`small_letters`), capitals (`people_ru`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import before
from app.confidentiality.detectors.given_ru import forms
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.name_opinion import SHAPE, is_name, opinion, ordinary, seldom
from app.confidentiality.detectors.names import GIVEN
from app.confidentiality.detectors.people_words import NEVER, TITLES
from app.confidentiality.detectors.products import PRODUCTS
from app.confidentiality.detectors.russian_trade import is_trade

Span = tuple[int, int]

_HEAD = re.compile(
    r"(?m)^[ \t>*\u2022\-]{0,6}(?P<t>\[?\d{1,2}:\d\d(?::\d\d)?\]?[ \t,\-]{1,3})?"
    r"(?P<w>[^\W\d_]{3,16}(?:[ \-][^\W\d_]{2,16}){0,2}|\u27e6(?:PERSON|NAME|HANDLE)_\d{1,6}\u27e7)"
    r"(?P<s>:(?=[ ])| [-\u2013\u2014] |, ?\[)"
)
_SPOKE = re.compile(
    r" (?:опять |уже |вчера |сегодня |ещё |еще |тоже |не )?(?:сказал|попросил|просил|просит|обещал"
    r"|заболел|дежурил|дежурит|звонил|писал|написал|ответил|говорил|говорит|спросил|спрашивал)(?![а-яё])"
)
"""What one man does: a genitive of many (`сервисов`) stands before none of it."""
_ADJECTIVES = ("ский", "цкий", "ская", "цкая")
_FAR = 400
"""Within how many characters two lines belong to one talk."""
_DONE_TO = re.compile(
    r"(?<![а-яё])(?:(?:позов|спрос|наб[её]р|пинга|пни|д[её]рн|напи[сш]|скаж|перед[ао]|попрос|зва|зов"
    r"|ищ|жд[её]|спасибо|благодар|подожд|вызов|вызыва|подключ|добав|уведом|предупред|назнач|переназнач"
    r"|абонент|пациент|сотрудник|клиент|коллег|товарищ|менеджер|инженер|админ|дежурн|начальник"
    r"|директор|бухгалтер|юрист|выда|отда|поруч)[а-яё]{0,8}"
    r"|зайти|дай|дать|да[её]м|вместо|кроме|через|у|к|от|для|с|со|за|про|тут|это|и|или) \Z"
)
_HUMAN = re.compile(
    r" (?:опять |уже |вчера |сегодня |ещё |еще |тоже |не )?(?:сказал|говор|попросил|прос[ия]|обеща"
    r"|заболел|уволил|дежур|звон|пис|напис|жал|ответил|соглас|в отпуске|на больничном|спрашива"
    r"|спросил|подтверд|возраж|разбира|смотр|посмотр|откат|чин|почин|забрал|займ|завед|отвечает"
    r"|работает|ставил|поставил|настро|прав[иь]|закрыл|открыл)"
)


def speakers(text: str) -> Iterator[Span]:
    """Names at the heads of lines among those of people."""
    heads = list(_HEAD.finditer(text))
    known = {at for at, head in enumerate(heads) if _is_known(head["w"])}
    taken: set[int] = set()
    for at in known:
        for other in (at - 2, at - 1, at + 1, at + 2):
            if not 0 <= other < len(heads):
                continue
            one, head = heads[at], heads[other]
            near = abs(one.start() - head.start()) < _FAR
            if near and one["s"] == head["s"] and bool(one["t"]) == bool(head["t"]):
                taken |= {at, other} if other in known or _may_be(head["w"]) else set()
    for number in sorted(taken):
        if not heads[number]["w"].startswith("\u27e6"):
            yield heads[number].span("w")


def is_surname(text: str, start: int, end: int, low: str) -> bool:
    """Whether a Russian word in small letters, without ё and with the ending of one, is a surname."""
    told = _told(low)
    if told:
        return True
    if told is False:
        if low.endswith(("ов", "ев")):
            return _SPOKE.match(text, end) is not None
        return low.endswith(_ADJECTIVES) and _HUMAN.match(text, end) is not None
    if before(text, start, _DONE_TO, 24) is not None:
        return True
    return _HUMAN.match(text, end) is not None and _nominative(low)


@functools.lru_cache(maxsize=20_000)
def _told(low: str) -> bool | None:
    """A name and nothing else, as far as a dictionary knows; None where its place must tell."""
    if opinion(low) < 2:
        return False
    known = [reading for reading in readings(low) if reading.known]
    if any(map(is_name, known)) and not ordinary(low):
        return True
    if not known:
        return False if low.endswith(("ов", "ев", "ин")) else None
    return False if seldom(low) else None


@functools.lru_cache(maxsize=5_000)
def _nominative(low: str) -> bool:
    """Whether a word may say who does something."""
    return any("nomn" in reading.grammemes for reading in readings(low))


@functools.lru_cache(maxsize=5_000)
def _is_known(word: str) -> bool:
    """A masked person, or a given name that is hardly another word."""
    if word.startswith("\u27e6"):
        return True
    low = word.casefold().replace("ё", "е").split()[0]
    if not low.isascii():
        return opinion(low) == 3
    given, _surname, spoken = rank(low)
    return (low in GIVEN or given >= 6) and spoken < 6


@functools.lru_cache(maxsize=5_000)
def _may_be(word: str) -> bool:
    """Whether a word at the head of a line may be somebody's name."""
    parts = re.split("[ -]", word.casefold().replace("ё", "е"))
    if any(part in NEVER or part in TITLES or part in PRODUCTS for part in parts):
        return False
    if word.isascii():
        return all(max(rank(part)[:2]) >= 5 or len(part) < 4 for part in parts)
    last = parts[-1]
    named = last in forms() or opinion(last) >= 1 or SHAPE.match(last) is not None
    return named and not is_trade(last)
