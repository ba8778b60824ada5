"""Passwords that are plain words: `pwd kettle`, `kettle is the password`, `пароль тот же, ромашка`.

A noun that no manual has (`plain_words`), a word that no dictionary has, or a Russian noun in the
nominative counts as a password where a telling word or a login points at it and the clause ends with
it. Invariant: a pattern is tried only where one of its first words stands; bounded repetition, so
the time is linear. Deliberately elsewhere: values with digits and signs (`secret_prose`,
`secret_near`), phrases behind a sign (`secret_assigned`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.called_words import AMBIGUOUS, ENGLISH, NOUNS
from app.confidentiality.detectors.cues import before
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.plain_words import is_plain, is_technical
from app.confidentiality.detectors.secret_plain_rules import AROUND, PHRASES, POINTED, SPELT
from app.confidentiality.detectors.secret_speech import is_passphrase, is_talk
from app.confidentiality.detectors.secret_values import Strength, is_drawn, strength
from app.confidentiality.detectors.secret_words import COMMON, FUNCTION, LOGINS, TALK
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import in_vocabulary

Span = tuple[int, int]

TABLE = (*POINTED, *SPELT, *PHRASES, *AROUND)
"""What `Cues` takes: first words and a pattern each."""
_SPELT = len(POINTED)
_PHRASED = _SPELT + len(SPELT)
_LAST = _PHRASED + len(PHRASES)
AROUND_IT = _LAST + 4
"""The number of the pattern that reads what stands around a telling word."""

_SAID = re.compile(
    r"(?i)(?<![\w\-])[\"'`«]?(?P<v>[^\W\d_][\w\-.@+]{2,29}+(?<=[\w+]))[\"'`»]?"
    r"(?: or [^\W\d_]{4,20}, one of (?:these|them|those) is| is| was| был[аои]?| будет| стоял"
    r"| used to be| serves as| should be| works as| as| <-| ←| -"
    r"| —|, (?=that's|it's|это))(?: это)? (?:the |our |my |your |that's the "
    r"|это )?(?:[\w\-]{2,12} ){0,2}"
    r"(?:(?<=^)|(?<=\s))\Z"
)
_ASKS = re.compile(
    r"(?i)\?|what|which|who|anyone|send|share|remind|need|подскаж|напомн|скин|кин[ьу]|пришл|какой|кто"
    r"|дай"
)
_ANSWER = re.compile(
    r"[^\n]{0,90}\n[ \t>]{0,6}(?:[\w.\-]{1,20}: )?[\"'`]?(?P<v>[^\W\d_]{4,20}"
    r"|[^\W\d_]{3,16}(?:[_\-.][^\W\d_]{3,16}){1,3}|\d{4,8})"
    r"[\"'`.!]?[ \t]*(?:\n|$|,)"
)
_DESCRIBED = re.compile(
    r"(?i)(?<!\w)[\"'`«]?(?P<v>[^\W\d_][\w\-]{3,23})[\"'`»]?,? ?(?:but |and |only |just |all |it's all "
    r"|но |только |вс[её] |и ){0,2}\Z"
)
_TELLS = re.compile(
    r"(?i)(?<![a-z])pin(?![a-z])|пин(?![г-я])|pass|pwd|(?<![a-z])p[ws](?![a-z])|парол|пасс|wi-?fi"
    r"|вай-?фай|логин|log ?in"
)
_NEAR = 120
_OWNED = re.compile(r"(?:chown|chgrp|owner|--user|install)\b.*\Z")
_TOKEN = re.compile(r"(?<![\w.\-@])[^\W\d_]{3,16}(?![\w@\-]|\.\w|'s|:[~/\w])")
_PLACED = re.compile(
    r"(?i)(?<!\w)(?:on|from|at|to|for|of|by|via|in|into|server|host|node|machine|box|vm|system|balancer|ssh|the|a|an|my|our"
    r"|на|с|со|от|к|для|у|из|до|в|за|про|сервер[а-я]?|хост[а-я]?|машин[а-я]|нод[а-я]|виртуалк[а-я]|систем[а-я]|балансировщик[а-я]?"
    r"|and|or|и|или|,|@)[ ]?[\"'`«(]?\Z|[@/\\]\Z"
)
_RUSSIAN = frozenset(noun.replace("ё", "е") for noun in NOUNS)
_DAY = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")
_DATED = re.compile(
    r"(?i)(?:дат[аыуе]|срок|истек|истеч|смен|действ|обновл|expir|chang|updat|rotat|reset|since|valid|last)"
    r"[^\n.;:]{0,24}\Z"
)
"""Before the day on which something is done with a password."""
_CAPITALS = re.compile(r"(?:^[a-z]|[A-Z])[a-z]{2,11}")
_HOLDERS = words("pass warden keeper vault safe store manager")
"""What is in the name of a thing that keeps passwords."""
_SITE = re.compile(r"\.(?:com|net|org|io|ru|local|internal|lan|corp|ya?ml|json|txt|md|sh|py)$")
_PIECES = re.compile(
    r"[#%!~]?[^\W\d_]{2,16}(?:[.\-_@+][^\W\d_]{1,16}){0,4}[.\-_@#+]?(?P<n>\d{2,8})?[!%]?"
)
_NOUNS = words(
    """
    база сервер клиент кластер сервис почта домен сеть диск файл консоль терминал раздел страница форма
    окно параметр опция аргумент переменная объект элемент вопрос ответ пример шаблон формат размер
    защита доступ безопасность вход выход настройка настройки обязательность проверка ошибка запрос
    роль права право учётка учетка админка админ юзер пользователь вайфай роутер пароль логин пин код
    токен секрет ключ хеш хэш срок дата время год месяц неделя день версия номер список таблица
    столбец строка схема режим статус тип вид способ метод адрес порт хост канал чат письмо сообщение
    менеджер хранилище сейф волт кипасс дежурный коллега поддержка команда отдел инструкция вики
    документация ссылка кнопка поле символ буква цифра регистр минимум максимум длина сложность
    политика политики правило требование требования истечение смена ротация сброс восстановление
    нет есть можно нельзя нужно надо обязателен бот приложение устройство камера принтер архив
    """
)
"""Nouns of Russian that people speak of beside passwords."""


def judged(text: str, number: int, match: re.Match[str], done: int) -> Iterator[Span]:
    """The values of what the pattern with this number of `TABLE` matched.

    `done` is how far the words that stand around a telling word have been read.
    """
    if number < _SPELT:
        if _is_one(match):
            yield match.span("v")
    elif number < _PHRASED:
        group = "v" if match["v"] else "w"
        if strength(match[group]) is not Strength.NONE or " " in match[group]:
            yield match.span(group)
    elif number < _LAST:
        quoted = text[match.start("v") - 1] in "\"'`«“"
        if _is_phrase(match["v"].split(" "), quoted):
            yield match.span("v")
    elif number == _LAST + 3:
        value = match["v"].rstrip(".!?")
        dated = _DAY.fullmatch(value) and before(text, match.start(), _DATED, 40)
        if is_shaped(value) and not dated:
            yield match.span("v")
    elif number == AROUND_IT:
        yield from _around(text, match, max(done, match.start() - 60))
    elif number == _LAST + 2 or _tells(text, match.start()):
        yield from _described(text, match) if number == _LAST else [match.span("v")]


def is_shaped(value: str) -> bool:
    """Whether a value right behind `password` is one though it is built like a day, a ticket, a host.

    At least one of its pieces must be no word of manuals: `KITE-7781`, `walrus.thunder.42`,
    `#river4812`, `mypassword77`.
    """
    if _DAY.fullmatch(value) or is_drawn(value):
        return True
    match = _PIECES.fullmatch(value)
    if match is None:
        return False
    pieces = [piece.casefold() for piece in re.findall(r"[^\W\d_]{3,}", value)]
    odd = any(
        is_plain(p) or (len(p) > 3 - (not p.isascii()) and not is_technical(p)) for p in pieces
    )
    several = sum(map(is_plain, pieces)) >= max(2, len(pieces) - 1)
    if match["n"] or not odd:
        return odd
    return not _SITE.search(value) and (several or _is_strung(value, pieces))


def _is_strung(value: str, pieces: list[str]) -> bool:
    """`cookie-tiger-monday`, `солнце_лес`: words strung together, one at least of no manual."""
    unknown = "_" in value and len(pieces) > 1 and not any(map(is_technical, pieces))
    if unknown:
        return True
    parts = len(re.split(r"[.\-_@+]", value))
    strung = parts > 2 or (len(pieces) > 1 and "_" in value)
    plain = any(is_plain(piece) or not piece.isascii() for piece in pieces)
    said = sum(is_talk(p) for p in pieces if len(p) > 3)
    return strung and plain and said < 2 and not any(p in FUNCTION for p in pieces)


def _tells(text: str, at: int) -> bool:
    """Whether a telling word stands near."""
    return _TELLS.search(text, max(0, at - _NEAR), at + _NEAR) is not None


def _described(text: str, match: re.Match[str]) -> Iterator[Span]:
    """`summer, with a capital S`."""
    value = before(text, match.start(), _DESCRIBED, 48)
    if value and is_word(value["v"]):
        yield value.span("v")


def _around(text: str, tell: re.Match[str], start: int) -> Iterator[Span]:
    """What stands before a telling word, in its line and in the answer below."""
    at = tell.start()
    said = before(text, at, _SAID, 90)
    if said and (is_word(said["v"]) or (is_shaped(said["v"]) and not is_drawn(said["v"]))):
        yield said.span("v")
    line = text.rfind("\n", max(0, at - 90), at) + 1
    answer = _ANSWER.match(text, tell.end())
    asked = answer and _ASKS.search(text, max(line, at - 90), answer.start("v"))
    if (
        answer
        and asked
        and (answer["v"].isdigit() or is_word(answer["v"]) or is_shaped(answer["v"]))
    ):
        yield answer.span("v")
    start = max(start, line)
    last = text.find("\n", at, at + 90)
    for token in _TOKEN.finditer(text, start, last if last >= 0 else min(len(text), at + 90)):
        if _is_listed(token[0]) and not before(text, token.start(), _PLACED, 24):
            yield token.span()


def _is_listed(word: str) -> bool:
    """Whether a word is a beast or a plant."""
    low = word.casefold().replace("ё", "е")
    return (low in ENGLISH and low not in AMBIGUOUS) or low in _RUSSIAN


def _is_one(match: re.Match[str]) -> bool:
    """A value, beside a login or behind a telling word."""
    value, login = match["v"], match.groupdict().get("l")
    if before(match.string, match.start(), _OWNED, 40):
        return False
    if login is None:
        return is_word(value) or is_shaped(value)
    low = value.casefold()
    if value != low and not (value.isupper() or is_shaped(value) or _is_joined(value)):
        return False
    twice = low == login.casefold() and low not in ("root", "postgres", "mysql") and "@" not in low
    numbered = low.rstrip("0123456789!") in COMMON and len(low) > 5 and low[-1] in "0123456789!"
    return (
        twice
        or numbered
        or low in ("calvin", "changeit", "changeme")
        or is_word(value)
        or is_shaped(value)
    )


@functools.lru_cache(maxsize=5_000)
def is_word(value: str) -> bool:
    """Whether a word is one that nobody says beside a password unless it is the password."""
    low = value.casefold().rstrip("!?.")
    if low in COMMON and low not in LOGINS:
        return True
    if len(low) < 4 or low in TALK or low in FUNCTION or low in LOGINS:
        return False
    if strength(value) is Strength.NONE or any(map(str.isdigit, low)):
        return False
    if not low.isascii():
        return _is_noun(low)
    if not low.isalpha():
        return False
    unknown = not in_vocabulary(low) and len(low) > 5 and not is_technical(low)
    return is_plain(low) or (unknown and (value.islower() or _is_joined(value)))


def _is_joined(value: str) -> bool:
    """`WalrusKettle`: two or three words with capitals, one at least no word of manuals."""
    pieces = [piece.casefold() for piece in _CAPITALS.findall(value)]
    if not 2 <= len(pieces) <= 3 or sum(map(len, pieces)) != len(value.rstrip("!?.")):
        return False
    odd = any(is_plain(piece) or not is_technical(piece) for piece in pieces)
    return odd and not any(
        piece in TALK or piece in LOGINS or piece in _HOLDERS for piece in pieces
    )


def _is_noun(low: str) -> bool:
    """A Russian noun in the nominative singular, which nothing behind `пароль` is in a sentence."""
    if low in _NOUNS or not re.fullmatch("[а-яё]+", low):
        return False
    every = readings(low)
    if not every or not every[0].known:
        return bool(every) and len(low) > 5 and "NOUN" in every[0].grammemes
    first = every[0].grammemes
    return "NOUN" in first and "nomn" in first and "sing" in first and not {"Surn", "Patr"} & first


def _is_phrase(said: list[str], quoted: bool) -> bool:
    low = [word.casefold() for word in said]
    if any(word in LOGINS for word in low) or not {*low}.isdisjoint(FUNCTION - {"in", "в", "на"}):
        return False
    if low[0].isascii():
        told = sum(word in TALK for word in low)
        return any(map(is_plain, low)) and told < 2 and all(map(str.isascii, low))
    whole = is_passphrase([word for word in low if word not in ("в", "на")])
    return whole and (quoted or _agree(low))


def _agree(low: list[str]) -> bool:
    """`зелёные яблоки`: the first word is an adjective or a noun in the nominative, none is a verb."""
    every = [readings(word) for word in low]
    kinds = [found[0].grammemes if found else frozenset[str]() for found in every]
    if any({"VERB", "INFN", "PRTS", "ADJS", "ADVB", "PRED"} & kind for kind in kinds):
        return False
    first = any("nomn" in reading.grammemes for reading in every[0])
    return first and not {*low} & _NOUNS and all(word not in TALK for word in low)
