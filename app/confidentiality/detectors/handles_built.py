"""Logins that tell by their build or by the number behind them: `stepanov_iv`, `jos (uid 8423)`.

Invariant: linear; every login is read back from a sign, at most sixty characters. Deliberately
elsewhere: logins behind a word that leads to one, and which of them are no person's (`handles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import in_vocabulary

_LOGIN = r"[A-Za-z][A-Za-z0-9]{0,30}(?:[._\-][A-Za-z0-9]{1,30}){0,3}"
_BEFORE_UID = re.compile(rf"(?<![\w.\-/@])(?P<h>{_LOGIN})[ ]\Z")
_UID_NUMBER = re.compile(r"[ =:]{1,2}\d")
_BY_SURNAME = re.compile(
    r"(?<![\w@/.\-=+$])(?P<h>(?:[a-z]{2,12}-){0,2}(?P<s>[a-z]{3,20})_(?P<i>[a-z]{1,2}))\Z"
)
_BEHIND = re.compile(r"_(?<=[a-z]{3}_)[a-z]{1,2}(?![\w@(/=\[]|\.\w|-\w|:\d)")
"""A surname and one or two initials (`stepanov_iv`), but not `origin_id`."""
_PARTICLE = re.compile(r"(?:van|von|de|del|der|den|da|di|la|le|mc|al|el|ben|bin|ibn)-")
_ENDS = words("id ip db os to is in on no at by up ok fn of ms kb mb gb ns us pk fk")


def built(text: str) -> Iterator[re.Match[str]]:
    """Matches whose group `h` is a login."""
    yield from _by_surname(text)
    yield from _before_uid(text)


def _by_surname(text: str) -> Iterator[re.Match[str]]:
    """`stepanov_iv`, `van-der-berg_k`: a surname that is no word, and initials."""
    for match in _BEHIND.finditer(text):
        login = _BY_SURNAME.search(text, max(0, match.start() - 46), match.end())
        if login is None or login["i"] in _ENDS:
            continue
        if _PARTICLE.match(login["h"]):
            yield login
        elif in_vocabulary(login["s"]):
            continue
        elif is_surname(login["s"]) and not is_technical(login["s"]) and rank(login["s"])[2] < 6:
            yield login


def _before_uid(text: str) -> Iterator[re.Match[str]]:
    """`User jos (uid 84233)`."""
    at = text.find(" (uid")
    while at >= 0:
        login = _BEFORE_UID.search(text, max(0, at - 60), at + 1)
        numbered = login is not None and _UID_NUMBER.match(text, at + 5)
        if login and numbered and not is_technical(login["h"].casefold()):
            yield login
        at = text.find(" (uid", at + 1)


def is_surname(word: str) -> bool:
    """Whether a piece of a login is a surname, by the lexicon or by its Slavic build."""
    _, surname, usual = rank(word)
    slavic = bool(
        re.fullmatch(r"[a-z]{3,}(?:ov|ova|ev|eva|in|ina|enko|sky|skiy|skaya|chuk|yan)", word)
    )
    usually = usual < 8 or (surname >= 8 and usual < 9)
    return len(word) > 2 and ((surname >= 5 and usually) or (slavic and usual < 5))
