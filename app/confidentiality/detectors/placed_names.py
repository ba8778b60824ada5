"""Russian names that are words as well, told by their place: `релизы согласует Зима`, `Бык, глянь`.

Russian writes no capital in the middle of a sentence but for a name; so what has one there is a
name, whatever the word means besides: of a person, a customer, a firm. So is a word before what one
person is asked to do or what only people do, and one with an initial between the bars of a list.
Invariant: one scan for capitals, and a bounded look at both sides of each. Words of screens
(`нажмите Сохранить`), places and public products stay. Deliberately elsewhere: names that the
recogniser hears or the dictionary knows (`people_ru`), the other half of a masked one (`half_names`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.given_ru import common
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.people_words import NEVER, TITLES
from app.confidentiality.detectors.products import ABBREVIATIONS, PRODUCTS, VENDORS
from app.confidentiality.detectors.russian_trade import is_trade
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_CAPITAL = re.compile(
    r"[А-ЯЁ](?<![\w\-./\\@#&`*].)(?:[а-яё]{1,24}(?:-[А-ЯЁ]?[а-яё]{1,20})?"
    r"(?P<more>(?: [А-ЯЁ][а-яё]{2,24}){0,2})(?P<i> [А-ЯЁ]{2}(?!\w)| [А-ЯЁ]\.)?"
    r"|\. ?(?P<u>[А-ЯЁ][а-яё]{1,24}))(?![\w`\-/\\@(]|\.\w)"
)
_WITHIN = re.compile(r"(?P<b>[а-яё]{1,24})(?P<s>,? |[ ][—–-] |[)»\"],? )\Z")
_LISTED = re.compile(r"(?:\A|[;|:,(\t\n][ ]?|[а-яё] — )\Z")
_LIST_ENDS = re.compile(r"[ ]?(?:[;|,)\t\n.]|\Z)")
_ENDS = re.compile(r"[ ]?(?:[.,;:!?)|\n\"»]|\Z|[—–-] |и )")
_OPENS = re.compile(r"(?:\A|[.!?\n>»—:][ ]{0,2})\Z")
_ASKED = re.compile(r",[ ](?:а |ну )?(?P<you>ты )?(?P<b>[а-яё]{3,16})(?![а-яё])")
_ACTS = re.compile(r"[ ](?:уже |опять |вчера |сегодня )?(?P<b>[а-яё]{3,20})(?![а-яё])")
_SIGNED = re.compile(r"[.!]?\s*(?:\Z|\n[ \t]*\n|\n?</)")
_HUMAN = re.compile(
    r"[ ](?:опять |уже |вчера |сегодня |ещё |еще )?(?:сказал|говор|попросил|просил|просит|обещал"
    r"|заболел|уволил(?:ся|ась)|дежурит|дежурил|звонил|писал|написал|жалу|ответил|согласен|согласна"
    r"|в отпуске|на больничном|спрашива|спросил|подтвердил|возражает|разбирается|подключил(?:ся|ась)"
    r"|против\b|не против|на связи|недоступ|смотрит|посмотрел|откатил|чинит|починил|забрал|займ[её]тся)"
)
_SCREEN = re.compile(
    r"(?:кнопк|раздел|вкладк|пункт|меню|пол[еяюь]|окн|статус|рол[иьяе]|режим|тип[аыуео]?\b|значени|опци"
    r"|параметр|команд|выбер|выбира|нажм|нажат|нажим|откро|перей|переход|укаж|щелкн|клик|ссылк|форм[аеуы]"
    r"|стать|страниц|колонк|столб|строк|блок|секци|флаж|переключ|групп|тариф|план[ае]?\b|класс|событи"
    r"|ошибк|сообщени|состояни|категори|модул|сервис|систем|действи|операци|назван|надпис|полем|прав[аоу]"
    r"|навык|город|област|район|планет|улиц)[а-яё]{0,8},? (?:[—–-] )?\Z"
)
_GREETED = words(
    "привет здравствуй здравствуйте добрый доброе спасибо можешь можете подскажешь сможешь пасс глянешь"
    " скинешь посмотришь хай приветствую поможешь"
)
"""What is said to one person right after the name."""
_NO_NAMES = words(
    """
    внимание коллега друг команда народ шеф босс бот пожалуйста спасибо привет извини слушай смотри
    таблица раздел приложение пункт часть класс группа вариант шаг рисунок тип план дом корпус блок
    глава этап версия уровень категория секция строка столбец колонка лист буква пример задание вопрос
    русский русская русском английский английская английском немецкий французский испанский
    итальянский китайский японский турецкий польский украинский татарский казахский латинский
    российский российская российской европейский европейской азиатский московский московская
    московской советский советского федерации федерация земля земли премиум стандарт база
    ваш ваша ваше ваши вашей вашему вашем ваших вашим вашу вы вас вам вами
    других остальных своих наших таких новых старых исходящих входящих текущих рабочих общих
    данных всех каждых личных своими этих них их алисы алисе алису облака облаку облаке облаком
    яндекса яндексе яндексу яндексом биллинг биллинга биллингу биллинге биллингом интернета
    """
)


def placed(text: str) -> Iterator[Span]:
    """Spans of names that only their place tells, in a text with Cyrillic letters."""
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        left = text[max(0, start - 28) : start]
        if match["u"] or match["i"]:
            if _is_listed(text, match, left):
                yield start, end
                continue
            end = match.start("i") if match["i"] else end
        within = _WITHIN.search(left)
        if within:
            if _is_within(text, match, within, left):
                yield start, end
        elif _OPENS.search(left) and not match["more"] and _opens(text, match, end):
            yield start, end


def _opens(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the first word of a sentence is a name by what follows it."""
    if match["u"] or match["i"]:
        acts = _ACTS.match(text, match.end())
        surname = (match["u"] or match[0].split()[0]).lower()
        short = (match["i"] or "").strip().lower() in ABBREVIATIONS
        return acts is not None and not short and _may_be(surname) and _does(acts["b"])
    return _is_addressed(text, match[0].split()[0], end)


def _is_within(text: str, match: re.Match[str], within: re.Match[str], left: str) -> bool:
    """Whether a capital in the middle of a sentence makes a name."""
    if len(within["s"]) == 3 and within["s"][1] in "—–-" and not _ENDS.match(text, match.end()):
        return False
    if _SCREEN.search(left) or _orders(within["b"]):
        return False
    if match["u"]:
        return _may_be(match["u"].lower())
    return all(
        _may_be(word.lower()) for word in match[0].split() if len(word) > 2 or not match["i"]
    )


def _is_listed(text: str, match: re.Match[str], left: str) -> bool:
    """`; Лоза ЕВ;`, `| К. Пак |`: a word with initials, and nothing else between two bars."""
    if match["more"] or not _LISTED.search(left) or not _LIST_ENDS.match(text, match.end()):
        return False
    if match["u"]:
        counted = not left or left.endswith("\n") or text.startswith(".", match.end())
        return not counted and _may_be(match["u"].lower())
    short = match["i"].strip().lower() in ABBREVIATIONS
    return not short and _may_be(match[0].split()[0].lower())


def _is_addressed(text: str, word: str, end: int) -> bool:
    """Whether a sentence's first word is asked to do something, or does what only people do."""
    low = word.lower()
    asked = _ASKED.match(text, end)
    if asked is not None:
        if asked["b"] in _GREETED and low.replace("ё", "е") in common() and _is_one(low):
            return True
        return (asked["you"] is not None or _is_asked(asked["b"])) and (
            _is_one(low) or low.replace("ё", "е") in common()
        )
    if _SIGNED.match(text, end):
        return low.replace("ё", "е") in common() and _is_one(low)
    return _HUMAN.match(text, end) is not None and _is_thing(low)


@functools.lru_cache(maxsize=10_000)
def _may_be(low: str) -> bool:
    """Whether a word may be a part of a name at all."""
    if low in NEVER or low in TITLES or low in _NO_NAMES:
        return False
    if low in PRODUCTS or low in VENDORS or low in ABBREVIATIONS or is_trade(low):
        return False
    found = readings(low)
    no_names = {"Geox", "VERB", "INFN", "PREP", "CONJ", "NPRO", "Apro"}
    return not found or not (no_names & found[0].grammemes)


@functools.lru_cache(maxsize=5_000)
def _is_one(low: str) -> bool:
    """Whether it is a noun that names one person or thing, and may be a surname."""
    found = readings(low)
    first = found[0].grammemes if found else frozenset({"NOUN", "nomn"})
    if "ADJF" in first and low.endswith(("ых", "их", "ский", "цкий", "ская", "цкая")):
        return _may_be(low)
    if "NUMR" in first:
        return _may_be(low)  # `сорока` of things, and a bird
    return _may_be(low) and {"NOUN", "nomn"} <= first and not ({"plur", "neut"} & first)


@functools.lru_cache(maxsize=5_000)
def _is_thing(low: str) -> bool:
    """Whether it is a surname by its ending, or a thing, which does nothing by itself."""
    found = readings(low)
    if not found or not _may_be(low):
        return False
    if low.endswith(("ых", "их")) and "ADJF" in found[0].grammemes:
        return True
    return (
        _is_one(low)
        and any("inan" in one.grammemes for one in found)
        and not low.endswith(("ия", "ка", "ма"))
    )


@functools.lru_cache(maxsize=5_000)
def _does(low: str) -> bool:
    """Whether a word says what one person does or did."""
    found = readings(low)
    return bool(found) and {"VERB", "sing"} <= found[0].grammemes


@functools.lru_cache(maxsize=5_000)
def _orders(low: str) -> bool:
    """Whether the word before tells a reader what to do: what follows is a button's."""
    return low.endswith(("те", "тесь")) and any(
        "impr" in reading.grammemes for reading in readings(low)[:1]
    )


@functools.lru_cache(maxsize=5_000)
def _is_asked(low: str) -> bool:
    """Whether a word asks one person, whom one says `ты` to, to do something."""
    found = readings(low)
    return bool(found) and {"impr", "sing", "excl"} <= found[0].grammemes
