"""Credentials that only their looks and their place give away: `unlocks with t0a4d`, `typed c0pp3r!`.

The places are `secret_made_rules`; here stands what a value must look like in each. Invariant: a
pattern is tried only where one of its first words stands; bounded repetition, so the time is linear.
Deliberately elsewhere: values behind a telling word (`secret_prose`, `secret_assigned`), plain words
(`secret_plain`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import before
from app.confidentiality.detectors.plain_words import is_plain, is_technical
from app.confidentiality.detectors.secret_assigned import closes
from app.confidentiality.detectors.secret_elsewhere import is_elsewhere
from app.confidentiality.detectors.secret_made_parts import Grade
from app.confidentiality.detectors.secret_made_rules import AFTERWARDS, RULES
from app.confidentiality.detectors.secret_near import CODED, is_tagged
from app.confidentiality.detectors.secret_plain import is_word
from app.confidentiality.detectors.secret_speech import is_talk
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_drawn,
    is_keyed,
    is_name,
    is_placeholder,
    strength,
)
from app.confidentiality.detectors.secret_words import LOGINS, TALK, TECH
from app.confidentiality.detectors.unfamiliar import is_familiar, made_up

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
_HEX = re.compile(
    r"[0-9a-f]{7,64}|[0-9A-F]{7,64}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)
_PLAIN = re.compile(
    r"(?i)v?\d+(?:[.\-_:x/+]\d+)*[a-zа-яё%°]{0,3}|(?:sha|md|aes|rsa|utf|tls|ssl|ipv|oauth|pkcs|hs|rs|es|ed"
    r"|x|v|q|h|p|m|t|r|c|n|i|g|k|s|py|cp|rc)[\-_.]?\d+(?:[\-_.]\w{1,8})?"
)
_NUMBERED = re.compile(
    r"(?:user|account|ticket|client|customer|case|order|request|employee|id|пользовател[а-яё]"
    r"|клиент[а-яё]?|заявк[а-яё]"
    r"|тикет[а-яё]?|договор[а-яё]?|абонент[а-яё]?|сотрудник[а-яё]?|заказ[а-яё]?"
    r"|сч[её]т[а-яё]?) \Z"
)
_MIXED = re.compile(r"(?=.*\d)[a-z]+[A-Z]")
_SWITCHED = re.compile(r"(?!.*[a-z]{4})(?:.*?(?:[a-z](?=[A-Z])|[A-Z](?=[a-z]))){4}")
"""`fF2ic1QRaQSX7`: letters of both cases in turns, and no word among them."""
_PUBLIC = re.compile(
    r"(?i)(?:почтов|исходн|телефонн|междугородн|штрих|машинн|двоичн|бар|налогов|таможенн|внутренн|цветов|qr"
    r"|http|промо|байт|опер)[а-яё]{0,4}[ \-]?\Z|[\w\-]\Z"
)
"""Before the codes that everybody may read, or within a word."""
_PATH = re.compile(r"[~./\\]|.*//|(?:[\w\-]+/){2}|\w+\(")
_TITLED = re.compile(r"[A-ZА-ЯЁ][^\W\d_]{3,20}[\-_!#.@]\d{2,4}[!?]?")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_TAILED = re.compile(r"(?P<stem>[^\W\d_]+(?:[\-_.][^\W\d_]+)*)[\-_.#@]?\d{1,4}[!?#%]?")


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
            is_name(value) or is_keyed(value) or _HEX.fullmatch(value) or _PLAIN.fullmatch(value)
        )
    )


def _alone(text: str, match: re.Match[str]) -> bool:
    """A word that is no talk of passwords and ends its clause."""
    value = match["v"].rstrip("!?")
    low = value.casefold()
    if strength(value) is not Strength.WORD or low in LOGINS or is_talk(value) or len(low) < 4:
        return False
    return closes(text, match.end("v"))


@functools.lru_cache(maxsize=5_000)
def is_made(value: str) -> bool:
    """Whether letters with digits or signs make a thing that only a person thinks up."""
    if value[0] == "#" and any(map(str.isdigit, value)) and any(map(str.isupper, value)):
        value = value[1:]
    if len(value) < 5 or not any(map(str.isalpha, value)) or is_keyed(value):
        return False
    if value[-1] == "!" and value[:-1].isascii() and value[:-1].isalpha() and value.islower():
        return len(value) > 5 and not is_familiar(value[:-1])
    if not any(map(str.isdigit, value)) and not re.search(r"\w[!@#$%^&*+]\w", value):
        return False
    if _HEX.fullmatch(value) or _PLAIN.fullmatch(value) or is_placeholder(value) or is_name(value):
        return False
    found = strength(value)
    if found is Strength.NONE:
        return False
    tailed = _TAILED.fullmatch(value)
    if tailed is not None:
        loud = value[-1] == "!" and value[-3:-1].isdigit() and len(tailed["stem"]) > 3
        return loud or _is_odd(tailed["stem"], value[tailed.end("stem")].isdigit())
    if _DOTTED.fullmatch(value):
        return False
    if (made_up(value) and (found >= Strength.SURE or _MIXED.search(value))) or is_tagged(value):
        return True
    return CODED.search(value) is not None or _SWITCHED.match(value) is not None


def is_wild(value: str) -> bool:
    """Both cases, or a sign, with digits inside: a thing that nobody calls a host or a login."""
    if "." in value:
        return False
    if _SWITCHED.match(value) and any(map(str.isdigit, value)) and len(value) > 7:
        return True
    if strength(value) < Strength.SURE:
        return False
    cases = any(map(str.isupper, value)) and any(map(str.islower, value))
    digits = any(map(str.isdigit, value))
    return digits and (cases or re.search(r"\w[!#$%^&*+]", value) is not None) and made_up(value)


def _is_kept(value: str) -> bool:
    """`changeme123` where it is said to be still so."""
    low = value.casefold()
    if low in TECH or _PLAIN.fullmatch(value) or is_name(value) or low.startswith("your"):
        return False
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and value.isalnum()
    return mixed or low.startswith(("changeme", "changeit", "change-me", "change_me"))


def _is_odd(stem: str, glued: bool) -> bool:
    """Whether the words before a number are none that name things of operations."""
    parts = [part.casefold() for part in re.split(r"[\-_.]", stem) if len(part) > 2]
    if not parts or any(part in LOGINS or part in TALK for part in parts):
        return False
    if not stem.isascii():
        return len(parts) == 1 and len(parts[0]) > 4 and glued
    return any(is_plain(part) or not (is_technical(part) or is_familiar(part)) for part in parts)
