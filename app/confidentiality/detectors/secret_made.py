"""Credentials that only their looks and their place give away: `unlocks with t0a4d`, `typed c0pp3r!`.

The places are `secret_made_rules`; here stands what a value must look like in each. Invariant: a
pattern is tried only where one of its first words stands; bounded repetition, so the time is linear.
Deliberately elsewhere: values behind a telling word (`secret_prose`, `secret_assigned`), plain words
(`secret_plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import before
from app.confidentiality.detectors.plain_words import is_plain
from app.confidentiality.detectors.secret_assigned import closes
from app.confidentiality.detectors.secret_elsewhere import is_elsewhere
from app.confidentiality.detectors.secret_made_looks import HEX, PLAIN, is_made, is_wild
from app.confidentiality.detectors.secret_made_parts import Grade
from app.confidentiality.detectors.secret_made_rules import AFTERWARDS, RULES
from app.confidentiality.detectors.secret_plain import is_word
from app.confidentiality.detectors.secret_speech import is_talk
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_drawn,
    is_keyed,
    is_name,
    strength,
)
from app.confidentiality.detectors.secret_words import LOGINS, TECH

Span = tuple[int, int]

_BEGINS = r"(?<![\w/.\-@$])"
TABLE = (
    *((stems, _BEGINS + f"(?:{pattern})") for stems, pattern, _ in RULES),
    (AFTERWARDS, r"[\w ]{1,16}"),
)
"""What `Cues` takes: first words and a pattern each."""
_LINE = re.compile(
    r"(?m)^[ \t>*\-]{0,4}(?:(?:[\w.\-]{1,40}(?:: ?| ))?[\"'`]?[A-Za-z][\w.@\\\-]{1,40}[\"'`]?[ ]//?[ ]"
    r"|(?:https?://|(?=[^\W\d_][\w\-]{0,39}[.\d]))[\w.\-]{3,60}(?:[,:]? )[A-Za-z][\w.@\\\-]{1,40},? )"
    r"[\"'`]?(?P<v>[^\s\"'`«»()|,;:/{}\[\]⟦⟧]{5,64}?)[\"'`]?[.!]?$"
)
_MAILED = re.compile(
    r"(?m)^[ \t>*\-]{0,4}[\w.+\-]{1,40}+@[\w.\-]{3,60}+(?:[ ]?[:;|,/][ ]?|[ \t]{1,4})"
    r"(?P<v>[^\s\"'`«»()|,;:/{}\[\]⟦⟧]{6,40})$"
)
_REALM = re.compile(r"(?<![\w\\/:.])[A-Za-z][\w\-]{1,15}\Z")
_DOMAIN = re.compile(
    r"\\[A-Za-z][\w.\-]{1,30}(?:[ ]?[:/,;|][ ]?|[ ])"
    r"(?P<v>[^\s\"'`«»()|,;:/{}\[\]⟦⟧\\]{6,40})(?=[.,;)\"'`]?(?:\s|$))"
)
"""Behind the backslash of `CORP\\name`, a value."""
_COUNTED = re.compile(
    r"(?i)is (?:your|the) (?:[\w\-]{2,14} ){0,2}(?:code|pin|password|passcode|otp)"
    r"|(?:это |ваш )?(?:код (?:подтв|для вход|от"
    r" (?:двер|сейф|серв|домоф|ворот|подъез|смс|банк))|пин)"
)
_LEFT_CODE = re.compile(r"(?<![\w.])(?P<v>\d{4,8}|\d{3}[ \-]\d{3})(?: -| —|,)?\s\Z")
_CALLED = re.compile(
    r"(?i)это парол|is (?:the|my|our|your) p|is what i|as (?:(?:the|my|a|our) )?p|the pass\w+ i mean"
    r"|парол[ья] в смысле|в качестве парол|should|must|keeps"
)
_LEFT = re.compile(
    r"(?:(?:^|(?<=[\s(\"'`]))(?P<l>[A-Za-z][\w.@\-]{1,40})[ ]?[:/][ ]?|(?:^|(?<=[\s(\"'`«])))"
    r"(?P<v>[^\s\"'`«»“”<>()|,;:/{}\[\]⟦⟧]{5,64})[\"'`»]?(?:[,?]| -| —)?\s\(?\Z"
)
_TELLS = re.compile(
    r"(?i)pass|pwd|(?<![a-z])p[ws](?![a-z])|(?<![a-z])pin(?![a-z])|log[- ]?in|sign[- ]?in|lock|prompt"
    r"|access|denied|парол|пасс|логин|пин(?![г-я])|вход|войти|пуска|доступ|уч[её]тк|админ|admin|root"
    r"|ssh|rdp|рдп|sudo|kinit|vpn|впн|wi-?fi|вай-?ф|reset|сбр[ао]с|вбива|вбей|вводи"
)
_STRICT = re.compile(
    r"(?i)passw|passcode|pwd|(?<![a-z])pw(?![a-z])|парол|пасс|locked|lockout|заблокир"
)
_HEARD = re.compile(
    r"(?i)(?<![a-zа-яё])(?:passw|passphrase|pwd|pw(?![a-z])|парол|пасс)[^\n.;]{0,56}\Z"
)
_NEAR = 90
_NUMBERED = re.compile(
    r"(?:user|account|ticket|client|customer|case|order|request|employee|id|пользовател[а-яё]"
    r"|клиент[а-яё]?|заявк[а-яё]"
    r"|тикет[а-яё]?|договор[а-яё]?|абонент[а-яё]?|сотрудник[а-яё]?|заказ[а-яё]?"
    r"|сч[её]т[а-яё]?) \Z"
)
_PUBLIC = re.compile(
    r"(?i)(?:почтов|исходн|телефонн|междугородн|штрих|машинн|двоичн|бар|налогов|таможенн|внутренн"
    r"|цветов|qr"
    r"|http|промо|байт|опер)[а-яё]{0,4}[ \-]?\Z|[\w\-]\Z"
)
"""Before the codes that everybody may read, or within a word."""
_BARE = re.compile(r"[а-яё] \Z")
"""Before a word that no sign and no quote sets apart."""
_PATH = re.compile(r"[~./\\]|.*//|(?:[\w\-]+/){2}|\w+\(")
_TITLED = re.compile(r"[A-ZА-ЯЁ][^\W\d_]{3,20}[\-_!#.@]\d{2,4}[!?]?")


def judged(text: str, number: int, match: re.Match[str]) -> Iterator[Span]:
    """The value of what the pattern with this number of `TABLE` matched, if it looks like one."""
    if number == len(RULES):
        yield from _left_of(text, match)
    else:
        yield from _given(text, match, RULES[number][2])


def _left_of(text: str, match: re.Match[str]) -> Iterator[Span]:
    """`name:x works on db01`, `x - это пароль`, `123456 is your code`."""
    code = before(text, match.start(), _LEFT_CODE, 24)
    if code and _COUNTED.match(text, match.start()):
        yield code.span("v")
    left = before(text, match.start(), _LEFT, 110)
    if left is None:
        return
    if is_made(left["v"]):
        good = left["l"] is not None or _tells(text, left) or is_wild(left["v"])
    else:
        called = _CALLED.match(text, match.start()) is not None
        number = left["v"].isdigit() and 6 <= len(left["v"]) <= 12
        good = called and (is_drawn(left["v"]) or number)
    if good:
        yield left.span("v")


def _given(text: str, match: re.Match[str], grade: Grade) -> Iterator[Span]:
    """The value of a rule, or what a rule took for the login before it."""
    if _good(text, match, "v", grade):
        yield match.span("v")
    elif match.groupdict().get("l") and _good(text, match, "l", grade):
        yield match.span("l")


def lines(text: str) -> Iterator[Span]:
    """`name / x` that fills its line, and what stands beside an address of mail there."""
    at = text.find("@")
    while at >= 0:
        found = _MAILED.match(text, max(0, text.rfind("\n", max(0, at - 50), at) + 1, at - 50))
        if found and is_made(found["v"]):
            yield found.span("v")
        at = text.find("@", at + 1)
    at = text.find("\\", 2)
    while at >= 0:
        found = _DOMAIN.match(text, at)
        if found and is_made(found["v"]) and before(text, at, _REALM, 17):
            yield found.span("v")
        at = text.find("\\", at + 1)
    for match in _LINE.finditer(text):
        value = match["v"]
        if is_made(value) or (value.isdigit() and len(value) > 5 and _tells(text, match)):
            yield match.span("v")


def _good(text: str, match: re.Match[str], group: str, grade: Grade) -> bool:
    value = match[group].strip("\"'`«»")
    if _PATH.match(value) or is_elsewhere(text, *match.span(group)):
        return False
    match grade:
        case Grade.CODE:
            return True
        case Grade.NAMED:
            return before(text, match.start(), _PUBLIC, 24) is None
        case Grade.SAID:
            return _any(value) or strength(value) >= Strength.LIKELY or _alone(text, match)
        case Grade.HEARD:
            heard = before(text, match.start(), _HEARD, 60) is not None
            return heard and _good(text, match, group, Grade.SAID)
        case Grade.ANY:
            return _any(value)
        case Grade.NUMBER:
            return is_made(value) or is_drawn(value) or _counts(text, match) or _signed(match)
        case Grade.TICKET:
            return is_made(value) or is_drawn(value) or _TITLED.fullmatch(value) is not None
        case Grade.MADE:
            return is_made(value)
        case Grade.WILD:
            return is_wild(value)
        case Grade.STILL:
            return _is_kept(value)
        case Grade.TOLD:
            return is_made(value) and _tells(text, match)
        case Grade.TYPED:
            return (
                is_made(value) or (_STRICT.search(*_about(match)) is not None and _likely(value))
            ) and _tells(text, match)


def _signed(match: re.Match[str]) -> bool:
    """A word with a number that a sign or `is` gives."""
    said = match.string[match.start() : match.start("v")].rstrip("\"'`«“( ")
    signs = (":", "=", " -", " —", " is", "'s", " это", "?", "->", "=>", "→", " –")
    return said.endswith(signs) and _likely(match["v"])


def _about(match: re.Match[str]) -> tuple[str, int, int]:
    return match.string, max(0, match.start() - _NEAR), match.end() + _NEAR


def _tells(text: str, match: re.Match[str]) -> bool:
    """Whether the text near speaks of logging in."""
    return _TELLS.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR) is not None


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether digits are the value and not the number of a person or a request."""
    said = text[match.start() : match.start("v")].casefold()
    return match["v"].isdigit() and len(match["v"]) >= 5 and _NUMBERED.search(said) is None


def _any(value: str) -> bool:
    """What stands where nothing but a credential does."""
    if value.isdigit():
        return len(value) >= 5
    pieces = value.split("-")
    if len(pieces) > 2 and all(piece.isalpha() and len(piece) > 2 for piece in pieces):
        return sum(map(is_plain, pieces)) > 1
    return is_made(value) or _likely(value) or is_word(value.rstrip("!?"))


def _likely(value: str) -> bool:
    """A word with a number that names no thing, a number, or what is built like a ticket's key."""
    if value.isdigit():
        return 6 <= len(value) <= 12
    if is_drawn(value):
        return True
    return (
        len(value) > 5
        and strength(value) >= Strength.LIKELY
        and not (
            is_name(value) or is_keyed(value) or HEX.fullmatch(value) or PLAIN.fullmatch(value)
        )
    )


def _alone(text: str, match: re.Match[str]) -> bool:
    """A word that is no talk of passwords and ends its clause."""
    value = match["v"].rstrip("!?")
    low = value.casefold()
    if strength(value) is not Strength.WORD or low in LOGINS or is_talk(value) or len(low) < 4:
        return False
    if not low.isascii() and _BARE.search(text, match.start("v") - 3, match.start("v")):
        return is_word(value)
    return closes(text, match.end("v"))


def _is_kept(value: str) -> bool:
    """`changeme123` where it is said to be still so."""
    low = value.casefold()
    if low in TECH or PLAIN.fullmatch(value) or is_name(value) or low.startswith("your"):
        return False
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and value.isalnum()
    return mixed or low.startswith(("changeme", "changeit", "change-me", "change_me"))
