"""Credentials on the line below: answers in a dialogue, a password under its announcement.

`what's the wifi password?` / `it's x`; `скиньте пароль` / `лови: x`; `Password` / `x`.
Invariant: up to four lines of bounded length are read for each telling word.
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.plain_words import is_plain
from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_assigned import Span, clean, closes
from app.confidentiality.detectors.secret_speech import is_passphrase, is_talk
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_drawn,
    is_keyed,
    is_name,
    is_token,
    strength,
)
from app.confidentiality.detectors.secret_words import LOGINS
from app.confidentiality.detectors.tables import words

_ASKS = re.compile(
    r"(?i)\?|\b(?:what'?s|whats|which|who|anyone|anybody|somebody|someone|send|share|give|remind|need|post"
    r"|какой|какая|какие|кто|подскаж\w+|напомн\w+|скин\w+|кин\w+|дай(?:те)?|пришл\w+|нужен|нужны|забыл\w?|"
    r"отправ\w+|лови|ниже|below|following|here|там|kakoj|skin\w+|daj)\b"
)
_SPEAKER = re.compile(
    r"[ \t]*(?:[>*•\-]+[ \t]+|\[?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]*(?:-[ \t])?|\[[^\]\n]{1,30}\][ \t]*"
    r"|<[\w.\- ]{1,24}>[ \t]*|[\w.\-]{1,20}>[ \t]+|@?[\w.\-]{1,20}(?:[ ][\w.\-]{1,20})?"
    r"(?:[ \t]?\([^)\n]{1,20}\)|,[ ]\[[^\]\n]{1,30}\])?:[ \t]+){0,3}"
)
_LEAD = words(
    """
    it's its it is this that's thats is was should be try use here you go sure yes yeah yep yup ok
    okay i think guess believe probably maybe still just now pretty hm hmm oh ah well so the one
    password pw pass pwd afaik iirc same old was: got check hey hi dm'd ofc of course a an there:

    это тот же прежний старый новый временный
    вот держи держите лови ловите там тут сейчас ща щас вроде кажется да ага угу ну так пароль
    пасс был была будет теперь стоит такой попробуй попробуйте используй конечно секунду сек по-моему
    он она конечно: кажись думаю помню смотри короче привет
    eto vot derzhi lovi vrode parol tam
    """
)
_LED = _LEAD | LOGINS
_ACKS = words(
    """
    nope thanks thank thx sorry please okay done great cool nice sec wait later dunno nobody never
    hello idk same check asking ping sent ticket slack vault wiki
    спасибо спс нету незнаю неа пожалуйста сделал сделано скинул отправил личку личке потом позже
    минуту секунду ладно понял принял хорошо готово точно никто дежурный дежурного
    """
)
_WHOSE = re.compile(r"(?i)(?:для|от|к|на|for|of|to|on)[ ][\w.\-]{2,24}(?:[ ][\w.\-]{2,24})?")
"""What else may stand in the line that announces one."""
_ID = re.compile(r"(?i)(?<![a-z])id\W*$")
_LINE = re.compile(r"[^\n]{0,160}")


def below(text: str, anchor: Anchor) -> Span | None:
    """The credential on one of the next three lines that have something on them."""
    end = text.find("\n", anchor.tail, anchor.tail + 160)
    if end < 0:
        return None
    start = text.rfind("\n", max(0, anchor.start - 120), anchor.start) + 1
    line = text[start:end]
    rest = text[anchor.tail : end].strip(" \t*_`\"'.:;)»-—")
    alone = (
        (not rest or _WHOSE.fullmatch(rest) is not None)
        and len(line.split()) <= 5
        and not any(sign in line for sign in ",;|\t")
    )
    announced = line.rstrip(" \t*_").endswith((":", "-")) or alone
    asked = _ASKS.search(line) is not None
    if not (announced or asked):
        return None
    at, lines = end + 1, 0
    while at < len(text) and lines < (3 if asked else 1):
        match = _LINE.match(text, at)
        last = match.end() if match else at
        if text[at:last].strip(" \t>`~=-") and not text[at:last].lstrip().startswith(
            ("```", "~~~")
        ):
            lines += 1
            span = _answer(text, (at, last), anchor, announced)
            if span is not None:
                return span
            if _ASKS.search(text[at:last]) and "?" in text[at:last]:
                return None
        at = text.find("\n", last) + 1 or len(text)
    return None


def _answer(text: str, line: Span, anchor: Anchor, announced: bool) -> Span | None:
    """The value at the start of an answer, after who speaks and what leads in."""
    speaker = _SPEAKER.match(text, line[0], line[1])
    at = speaker.end() if speaker else line[0]
    if anchor.family == "token" and _ID.search(text, line[0], at):
        return None
    led, tokens = 0, list(re.finditer(r"\S+", text[at : line[1]]))[:12]
    for index, token in enumerate(tokens):
        word = token[0].strip(".,;:!?()\"'`«»-").casefold()
        if not word or (word in _LED and index < len(tokens) - 1):
            led += 1
            continue
        start, end = _stripped(text, at + token.start(), at + token.end())
        only = all(t[0].strip(".,;:!?()").casefold() in _LEAD for t in tokens[index + 1 :])
        if _is_answer(text[start:end], anchor, (only, led, announced), closes(text, end)):
            return start, end
        return _late(text, at, tokens[index:], anchor) or _phrase(
            text, (at + token.start(), line[1]), announced or led > 0, anchor
        )
    return None


def _late(text: str, at: int, tokens: list[re.Match[str]], anchor: Anchor) -> Span | None:
    """A password further on in an answer: after a colon, at its end, or by its looks alone."""
    if anchor.family != "password":
        return None
    for index, token in enumerate(tokens):
        start, end = _stripped(text, at + token.start(), at + token.end())
        value = text[start:end]
        found = strength(value)
        if found < Strength.LIKELY or found is Strength.RANDOM or value.isdigit():
            continue
        if is_name(value) or is_keyed(value):
            continue
        told = index > 0 and tokens[index - 1][0].endswith((":", "-", "is", "это", "was", "на"))
        mixed = any(map(str.isdigit, value)) and (value[:1].isupper() or "_" in value)
        if found is Strength.SURE or (told and closes(text, end)):
            return start, end
        if index == len(tokens) - 1 and mixed:
            return start, end
    return None


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in "\"'`«“(*":
        start += 1
    while end > start and text[end - 1] in "\"'`»”*":
        end -= 1
    return clean(text, start, end)


def _is_answer(value: str, anchor: Anchor, place: tuple[bool, int, bool], closed: bool) -> bool:
    only, led, announced = place
    asked = not announced
    found = strength(value)
    if any(sign in value for sign in ";,\t|") or is_keyed(value):
        return False
    if found is Strength.NONE or value.casefold() in _ACKS or value.endswith("?"):
        return False
    if anchor.family == "token":
        return only and is_token(value) and found >= Strength.LIKELY
    if found is Strength.WORD:
        good = only and not is_talk(value) and len(value) >= 5 and value.casefold() not in LOGINS
        return good and (led > 0 or (not announced and value.isascii())) and closed
    if value.isdigit():
        return only and len(value) >= 4
    if is_name(value):
        return only and (led > 0 or is_drawn(value))
    made = any(map(str.isdigit, value)) and (value[:1].isupper() or "_" in value)
    return only or found >= Strength.SURE or closed or led > 0 or (asked and made)


def _phrase(text: str, span: Span, led: bool, anchor: Anchor) -> Span | None:
    said = text[span[0] : span[1]].rstrip(" .!\r\t")
    led = led or sum(map(is_plain, said.split())) > 2
    if led and anchor.family == "password" and is_passphrase(said.split()) and "?" not in said:
        return (span[0], span[0] + len(said)) if said.isascii() and said.islower() else None
    return None
