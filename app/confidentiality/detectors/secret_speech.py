"""Whether words said beside a telling word are talk, a passphrase, or a thing that is protected.

Invariant: pure functions of a short string. Deliberately elsewhere: the vocabulary (`secret_words`),
values that are no plain words (`secret_values`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.secret_words import COMMON, FUNCTION, TALK

_PLAIN_TAIL = re.compile(
    r"(?i)(?:ed|ing|(?<![fi])ly|able|ible|ive|ous|ful|less|ary|ory|ized|ised)$"
)
_PARTICIPLE = re.compile(
    r"^(?:за|на|по|у|с|вы|про|из|от|об|при|не|пере|до|раз|в)\w{2,}(?:ена|ана|ено|ано)$"
)
_BENT = re.compile(r"[a-z]{3,}ed$|[a-z]{2,}[^fil\W]ly$")
_RUSSIAN_TAIL = re.compile(
    r"(?:ся|сь|ть|ти|чь|ется|ются|ится|ятся|ает|яет|ают|яют|ит|ят|ут|ют|ишь|ешь|ете|ите|ем|им"
    r"|ен|ён|ан|ян|ены|аны|ая|яя|ый|ий|ое|ее|ые|ие|ого|его|ому|ему|ым|ых|их|ую|юю"
    r"|ал|ял|ил|ел|ала|яла|ила|али|яли|или|ело|или|ами|ями|ах|ях)$"
)
_THINGS = re.compile(
    r"(?i)(?:bios|uefi|wi-?fi|rdp|vpn|ssh|nas|pdf|zip|rar|excel|архив|загрузчик|файл|диск|экран"
    r"|роутер|телефон"
    r"|ноутбук|принтер|раздел|том|бэкап|ключ|аккаунт|учётк\w|учетк\w|вход|базу|папку|флешку|сеть"
    r"|почту|запись|сим\w{0,2}"
    r"|документ|комп\w{0,6}|сервис|сайт|запуск|установк\w|удалени\w|просмотр|админк\w|таблиц\w"
    r"|лист|книг\w|wiki|вики)"
    r"|[а-яё]{2,}(?:ере|ире|уре|оре|уме|ине|оне|ане|ене|ите|ате|ове|еве|аве|оте|ети|ки|те|ле|де|се"
    r"|ке|ге|бе|ме|не|ре|ях|ах|ы|и)"
)


_JOINED = re.compile(r"(?:[A-Z][a-z]{2,12}){2,3}")
_CAPITALS = re.compile(r"[A-Z][a-z]+")


def is_talk(value: str) -> bool:
    """Whether a plain word is said about passwords rather than being one."""
    folded = value.casefold().strip(".,;:!?()[]\"'`*_")
    if folded in COMMON:
        return False
    if folded in TALK or folded in FUNCTION or len(folded) < 4:
        return True
    pieces = re.split(r"[-_/.]", folded)
    if len(pieces) > 1:
        return any(piece in TALK for piece in pieces)
    if _JOINED.fullmatch(value):
        return any(piece.casefold() in TALK for piece in _CAPITALS.findall(value))
    if folded.isascii():
        return _PLAIN_TAIL.search(folded) is not None
    return bool(_RUSSIAN_TAIL.search(folded) or _PARTICIPLE.match(folded))


def is_passphrase(words: list[str], strict: bool = False) -> bool:
    """Whether plain words are a passphrase: none of talk, none that joins, `strict`: none bent."""
    if not 2 <= len(words) <= 9:
        return False
    folded = [word.casefold() for word in words]
    if any(not word.isalpha() or len(word) < 2 or word in FUNCTION for word in folded):
        return False
    if len({*folded}) < len(folded) or sum(map(len, folded)) < 8:
        return False
    if len(words) <= 3 and any(_BENT.search(word) for word in folded):
        return False
    if strict and any(_RUSSIAN_TAIL.search(word) for word in folded):
        return False
    talk = sum(word in TALK for word in folded)
    return talk == 0 or (talk == 1 and len(words) >= 4)


def is_thing(value: str) -> bool:
    """Whether a password is set on it: `поставил пароль на архив`, `сменил пароль на сервере`."""
    return _THINGS.fullmatch(value) is not None
