"""Credentials that are spelled out, and those that a sentence points at without naming them.

`['T','r','0']` and `T-r-0-u-b` after a telling word; `the old one was x`, `what you type next is x`,
`теперь x` where a login, a network or a password is the talk. Invariant: bounded patterns, one pass
each, so the time is linear. Deliberately elsewhere: sentences with a telling word (`secret_prose`),
letters with blanks between them, which the view joins (`apart`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from app.confidentiality.detectors.cues import Led
from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_near import like_one

_CHARACTER = r"[\"'`]?[\w!#$%^&*?+~@][\"'`]?"
_SPELLED = re.compile(
    rf"(?<![\w\-])(?P<v>{_CHARACTER}"
    r"(?P<s>[ \t]{0,2}[,\-|/·•.][ \t]{0,2}\n?[ \t]{0,8}|[ \t]{1,2})"
    rf"{_CHARACTER}(?:(?P=s){_CHARACTER}){{3,60}})(?![\w\-])"
)
_FAMILIES = frozenset({"password", "token", "seed", "login", "code"})
_REACH = 100
_TALK = re.compile(
    r"(?i)(?:passw|pwd|log[- ]?in|logon|sign[- ]?in|wi-?fi|wlan|ssid|credential|access"
    r"|account|router|vpn|\badmin|\broot\b|парол|логин|вход|войти|доступ|вай-?фай|роутер|уч[её]т[кн]|впн|админ)"
)
_TALK_REACH = 300
_SAYS = (
    r"(?:[ ]?[:=\-][ ]|[ ](?:was|is|were|became|reads|being|now|then|just|still|simply)"
    r"(?=[ :])){1,3}:?[ ]{0,2}"
)
_GOES = r"(?:type|enter|key|put|paste|use|punch|say|write|give|fill)"
_POINTED = Led(
    "old|new|previous|former|current|latest|last|first|second|other|right|correct|actual"
    "|thing|word|bit|string|line|part|what|stuff|one|стар|нов|прежн|прошл|текущ|друг|правильн|втор"
    "|теперь|сейчас|раньше|ввод|наб|вбива|печата|пиш|вб|введ",
    r"(?i:(?<!\w)(?:"
    r"(?:old|older|new|newer|previous|former|current|latest|last|first|second|other|right|correct|actual)"
    rf"[ ]one{_SAYS}"
    rf"|(?:thing|word|bit|string|line|part|what|stuff|one)[ ](?:that[ ])?(?:you|we|they|he|she|i|to)[ ]"
    rf"(?:(?:need|have|got|want|are[ ]supposed)[ ]to[ ]|should[ ]|must[ ]|then[ ])?{_GOES}(?:s|ed)?"
    rf"(?:[ ](?:in|next|then|there|here|after|that|it|second|into[ ]it)){{0,3}}{_SAYS}"
    r"|(?:стар|нов|прежн|прошл|текущ|друг|правильн|втор)[а-яё]{2,3}(?:[ ]"
    r"(?:был|стал|теперь|сейчас|это|же)[аои]?){0,2}[ ]?[:—–-]?[ ]"
    r"|(?:теперь|сейчас|раньше)(?:[ ](?:он|там|стоит|это|уже|был)){0,2}[ ]?[:—–-]?[ ]"
    r"|(?:ввод|наб[ие]р|вбива|печата|пиш|вб|введ)[а-яё]{1,6}(?:[ ](?:дальше|потом|затем|туда|следом"
    r"|надо|нужно|там|это)){0,3}[ ]?[:—–-]?[ ]"
    r"))[\"'«“`]?(?P<value>[^\s\"'«»“”`,;|<>]{4,64})",
)


def spelled(text: str, every: Sequence[Anchor]) -> Iterator[tuple[int, int]]:
    """Spans of five single characters or more in a row, shortly behind a telling word."""
    tails = [anchor.tail for anchor in every if anchor.family in _FAMILIES]
    if not tails:
        return
    for match in _SPELLED.finditer(text):
        before = bisect.bisect_right(tails, match.start("v")) - 1
        row = "|" in match["s"] and not any(map(str.isalpha, match["v"]))
        if before >= 0 and not row and match.start("v") - tails[before] <= _REACH:
            yield match.span("v")


def pointed_at(text: str) -> Iterator[tuple[int, int]]:
    """Spans of what looks like a credential and is only called `the old one`, `what you type`."""
    talk: list[int] | None = None
    for match in _POINTED.finditer(text):
        value = match["value"].rstrip(".,:)?*_") or match["value"]
        if not like_one(value, "password"):
            continue
        if talk is None:
            talk = [word.start() for word in _TALK.finditer(text)]
        start = match.start("value")
        near = bisect.bisect_left(talk, start - _TALK_REACH)
        if near < len(talk) and talk[near] < start + _TALK_REACH:
            yield start, start + len(value)
