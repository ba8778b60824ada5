"""What a value looks like that only a person or a generator makes up.

Invariant: pure functions of a short string. Deliberately elsewhere: where such a value counts as a
credential (`secret_made`, `secret_hinted`, `secret_bare`), values that are plain words.
"""

from __future__ import annotations

import functools
import re

from app.confidentiality.detectors.plain_words import is_plain, is_technical
from app.confidentiality.detectors.secret_near import CODED, is_tagged
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_keyed,
    is_name,
    is_placeholder,
    strength,
)
from app.confidentiality.detectors.secret_words import LOGINS, TALK
from app.confidentiality.detectors.unfamiliar import is_familiar, made_up

HEX = re.compile(
    r"[0-9a-f]{7,64}|[0-9A-F]{7,64}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)
PLAIN = re.compile(
    r"(?i)v?\d+(?:[.\-_:x/+]\d+)*[a-zа-яё%°]{0,3}|(?:sha|md|aes|rsa|utf|tls|ssl|ipv|oauth|pkcs|hs|rs"
    r"|es|ed|x|v|q|h|p|m|t|r|c|n|i|g|k|s|py|cp|rc)[\-_.]?\d+(?:[\-_.]\w{1,8})?"
)
_MIXED = re.compile(r"(?=.*\d)[a-z]+[A-Z]")
_SWITCHED = re.compile(r"(?!.*[a-z]{4})(?:.*?(?:[a-z](?=[A-Z])|[A-Z](?=[a-z]))){4}")
"""`fF2ic1QRaQSX7`: letters of both cases in turns, and no word among them."""
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_TAILED = re.compile(r"(?P<stem>[^\W\d_]+(?:[\-_.][^\W\d_]+)*)[\-_.#@]?\d{1,4}[!?#%]?")


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
    if HEX.fullmatch(value) or PLAIN.fullmatch(value) or is_placeholder(value) or is_name(value):
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


def _is_odd(stem: str, glued: bool) -> bool:
    """Whether the words before a number are none that name things of operations."""
    parts = [part.casefold() for part in re.split(r"[\-_.]", stem) if len(part) > 2]
    if not parts or any(part in LOGINS or part in TALK for part in parts):
        return False
    if not stem.isascii():
        return len(parts) == 1 and len(parts[0]) > 4 and glued
    return any(is_plain(part) or not (is_technical(part) or is_familiar(part)) for part in parts)
