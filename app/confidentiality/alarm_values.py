"""What the value of a secret looks like to the egress guard: words, paths and dates are none.

Invariant: a value alone is judged here, whatever stands around it; no code is shared with
`detectors`. Deliberately elsewhere: the places for secrets and the shapes of tokens (`alarm_secrets`).
"""

from __future__ import annotations

import itertools
import re

_HARMLESS = re.compile(
    r"[$<{\[(%*#@!&+\\]|\u27e6|https?:|//?\w|\./|~/|x{3,}|\.{2,}|-{2,}|_{2,}|\u2026|\.\w"
    r"|(?:your|my|the|this|that|some|any|each|new|old|change|example|sample|dummy|fake|test|demo|foo"
    r"|bar|none|null|nil|true|false|redacted|hidden|masked|secret|password|passwd|pass(?:phrase)?$"
    r"|token|string|placeholder|insert|replace|enter|todo|tbd|var|env|file|vault|aws|gcp|ssm|kms"
    r"|config|process|self|secrets?\.|data\.|values?\.|base64|required|optional|default"
    r"|ваш|мой|этот|нов|пример|тест|указ|введ|секрет|парол|токен)",
    re.IGNORECASE,
)
_HARMLESS_END = re.compile(
    r"(?:\.(?:ya?ml|json|md|txt|sh|py|go|rb|pem|crt|key|conf|cfg|env|com|org|net|io|ru|html?)|\(\)?)$",
    re.IGNORECASE,
)
_DATE = re.compile(r"[\d.:/T+Z-]+$")
_STRONG_SIGN = frozenset("!@#$%^&*+~?")
_FEWEST = 4
_SAYS_EXAMPLE = re.compile("example", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:sha|md|aes|rsa|utf|oauth|ed|ec|p|ipv|http|k|s|x|v|tls|ssl|pkcs|bcrypt|step|kv|rs|hs|es)"
    r"[-_/.]?\d{1,4}(?:[-_./]{1,3}[^\W_]{1,12})*$|\d{1,6}(?:[a-z]{1,3}|-?bit|-?byte|chars?)?$|v?\d+(?:\.\d+)++\w*$",
    re.IGNORECASE,
)
"""`oauth2`, `SHA256`, `step-3`, `30s`, `v1.2`: not values of a secret."""
_ANCHOR = re.compile(r"\.\w{2,4}#")
_OPAQUE_LENGTH = 16
MIXED_SHARE = 0.5
_NOT_IN_PASSWORDS = re.compile(r"[/\\\u27e6{}\[\]$<>]|^\d|@[\w-]+\.")


def is_secret_value(value: str) -> bool:
    """Whether a value in the place of a secret looks like one: a mixture that is no plain word.

    Digits among letters, or signs among letters. Words, paths, dates, names of code and
    placeholders are none. Read after the markup around it is taken off.
    """
    value = value.strip("\"'`*_.,:;()[]")
    if len(value) < _FEWEST or says_example(value):
        return False
    if _HARMLESS.match(value) or _HARMLESS_END.search(value):
        return False
    digits, letters = sum(map(str.isdigit, value)), sum(map(str.isalpha, value))
    if not letters:
        return digits >= 4 and any(sign in _STRONG_SIGN for sign in value)
    sign = any(character in _STRONG_SIGN for character in value)
    both_cases = any(map(str.islower, value)) and any(map(str.isupper, value))
    if sign and (digits or both_cases) and "(" not in value:
        return True
    if not digits or _DATE.match(value):
        return False
    return not _NAMED.match(value)


def is_password(word: str) -> bool:
    """Whether a word has a number in it as people make passwords."""
    return (
        len(word) >= 8
        and sum(map(str.isdigit, word)) >= 3
        and sum(map(str.isalpha, word)) >= 4
        and is_secret_value(word)
        and not _NOT_IN_PASSWORDS.search(word)
    )


def says_example(text: str) -> bool:
    """Whether it says of itself that it is none, such as AKIAIOSFODNN7EXAMPLE."""
    return _SAYS_EXAMPLE.search(text) is not None


def is_harmless(value: str) -> bool:
    """Whether it begins as a variable, a placeholder or a path does."""
    return _HARMLESS.match(value) is not None


def is_strong(word: str) -> bool:
    """Changes between upper case, lower case, digits and signs at every other step, or a long run
    of letters and digits that is no word, no hash of a commit and no id with dashes.
    """
    if not 7 <= len(word) <= 200 or _HARMLESS.match(word) or _HARMLESS_END.search(word):
        return False
    digits, letters = sum(map(str.isdigit, word)), sum(map(str.isalpha, word))
    if not digits or not letters or not word.isascii() or says_example(word):
        return False
    runs = changes(word)
    if len(word) >= _OPAQUE_LENGTH and word.isalnum():
        return digits >= 3 and runs / len(word) >= MIXED_SHARE * 0.6
    signs = sum(character in _STRONG_SIGN for character in word)
    if signs:
        return runs >= 4 and not _ANCHOR.search(word)
    both = any(map(str.islower, word)) and any(map(str.isupper, word))
    return both and word.isalnum() and runs / len(word) >= MIXED_SHARE


def changes(word: str) -> int:
    """Runs of one kind of character."""
    kinds = [_kind(character) for character in word]
    return 1 + sum(a != b for a, b in itertools.pairwise(kinds))


def _kind(character: str) -> int:
    return (
        0 if character.isdigit() else 1 if character.islower() else 2 if character.isupper() else 3
    )
