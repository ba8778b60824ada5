"""Whether a value that stands where a credential would stand is one.

Invariant: pure functions of a short string (a few hundred characters at most). Placeholders
(`<password>`, `$PASSWORD`, `{{ .Values.password }}`, `***`, `changeme-example`), references to
where a secret lies (`os.environ[...]`, `var.db_password`, `/run/secrets/db`) and plain words of a
schema (`string`, `required`) are none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from enum import IntEnum

from app.confidentiality.detectors.secret_words import (
    FUNCTION,
    INFRA,
    LOGINS,
    SERIES,
    TALK,
    TECH,
)
from app.confidentiality.detectors.tables import words


class Strength(IntEnum):
    """How much a value looks like a credential by itself."""

    NONE = 0
    """A placeholder, a reference or nothing."""
    WORD = 1
    """Letters only, or words joined by dashes and dots: a credential where it is assigned."""
    LIKELY = 2
    """A word with a number, digits only, signs among letters: a password where something says so."""
    SURE = 3
    """Letters, digits and signs mixed as names are not: a password by its looks."""
    RANDOM = 4
    """Long and without pattern: a key or token by its looks."""


_LONG = 96
"""A longer value is told by its alphabet alone."""
_HOLE = re.compile(
    r"""^(?:\$[\w({\[]|%\(\w+\)\w?$|%\w+%$|\^.*\$$|.*\]\{|.*'@'|@{1,2}\w+@{1,2}$"""
    r"""|\{\{|\{%|\{[\w.\- ]*\}|<[^>]*>?$|\[[^\]]*\]$"""
    r"""|&[a-z]+;|\*{2,}|\.{2,}|\u2026|\u2022+|#\{|![A-Za-z_]+\d{0,2}$|!\(|\\\(|\u27e6|-+$|_+$|=+$|\?+$|[\W_]+$|!?\[|[\]})>,;:.])""",
)
_EXPRESSION = re.compile(
    r"[A-Za-z_][\w.:\->]*(?:\(|\[)|(?:os|process|env|var|local|vars|data|self|this|secrets?|config"
    r"|params?|settings|module|lookup|ref|req|request|args|opts|options|ctx|values|inputs?|each"
    r"|response|res|body|form|user|cfg|conf|props|state|event|context|credentials?)\.[a-z_]"
    r"|(?:function|lambda|return|new|await|async|null|nil|undefined|NULL|None|typeof)\b"
    r"|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s[%+]\s|[A-Za-z_]\w*==[^=\s]|&[A-Za-z]"
)
_FORMAT = re.compile(r"(?<![^\W_])%[sn](?![^\W_])|%[sn]$")
_OPERATORS = ("::", "{}", "->", ").", "\\s", "\\S", "\\w", "\\d")
_FILLER = re.compile(
    r"x{4,}|\*{3,}|\.{3,}|(?:change|replace|insert|enter|put|fill|type)[-_ ]?(?:me|this|it|in"
    r"|here|your|with|key)(?![a-z]{3})|(?<![a-z])your[-_ ]?\w*|placeholder|redacted|example|dummy"
    r"|fake|(?<![a-z])sample|<[a-z][^<>]*>|\$\{\w+\}|\$\(\w|\{\{[^{}]*\}\}|(?<![a-z])todo(?![a-z])"
    r"|fixme|foo[-_]?bar|_?here$|(?<![a-z])(?:removed|masked|omitted|hidden)(?![a-z])"
    r"|(?<![a-z])my[-_]?(?:secret|token|password|api|key|pass)|some[-_](?:secret|token|password|key)"
    r"|ваш[-_ ]|пример"
)
_FILLERS = tuple(
    words(
        """
    xxxx *** ... change replace insert enter put fill type your placeholder redacted example
    dummy fake sample < ${ $( {{ todo fixme foo here removed masked omitted hidden my some-
    some_ ваш пример
    """
    )
)
"""One of these stands in everything that `_FILLER` matches."""
_VENDOR_EXAMPLE = re.compile(r"EXAMPLE(?:KEY)?$")
_RUN = re.compile(r"x{6,}|X{6,}|0{8,}|\*{3,}|\.{3}")
_PATH = re.compile(
    r"^(?:\.{0,2}|~|[A-Za-z]:)[/\\][\w.\-@]+(?:[/\\][\w.\-@*]*)*$|^/[a-z][\w.\-]*$"
    r"|^[a-z][\w.\-]*(?:/[a-z][\w.\-]*){2,}(?:#\w+)?$|^[a-z][\w\-]+/(?:[\w\-]+/)+[\w.\-#]+$"
    r"|^[\w\-]+:[\w\-]+(?:/[\w\-]+)+$|^[a-z\-]+/[a-z\-]+(?:#[\w\-]*)?$"
)
_URL = re.compile(
    r"^[A-Za-z][A-Za-z0-9+.\-]*://|^www\.|^#[a-zа-я]|.*(?:://|\]\(|\.\w{2,5}#|@[\w.\-]+:[~/])"
)
_WORDS = re.compile(r"^[^\W\d_]+(?:[-_./:'][^\W\d_]+)*$|^[a-z]+(?:[A-Z][a-z]+)+$")
_NAMES_ITSELF = re.compile(
    r"(?i)passw(?!0)|secret|token|парол|credential|requirement|(?:api|access|private)[_-]?key"
    r"|^[a-z]+(?:[_\-.][a-z]+)*[_\-.](?:pass|pwd|pw|key|creds|auth|user|login|name|id|path|file)$"
)
_FLAG = re.compile(r"^--?[A-Za-z][A-Za-z\-]*(?:=.*)?$")
_FILE = re.compile(
    r"^[\w\-.]+\.(?:ya?ml|json|txt|md|conf|cfg|ini|env|py|go|js|ts|sh|pem|key|crt|cer|php|rb|java"
    r"|toml|xml|html?|log|sql|tf|exe|zip|gz|tgz|gpg|kdbx|pdf|docx?|xlsx?|csv|png|jpg)$"
)
_TIMES = re.compile(
    r"^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}\w*|\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4})|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+\-][\d:]+)?|v?\d+\.\d+(?:[.\-+]\w+)*|v\d+(?:beta\d+|alpha\d+)?|\d+(?:st|nd|rd|th)|\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d+)?)$"
)
"""Dates, times, versions and addresses."""
_UNIT = re.compile(
    r"(?i)^\d[\d.,:]*(?:ms|s|m|h|d|w|kb|mb|gb|tb|kib|mib|gib|ki|mi|gi|k|%|x|min|sec|bit|bits|px|\+)$"
)
_TICKET = re.compile(r"^#?[A-Z]{2,10}[-_#]\d{1,7}$|^#\d+$|^(?:[A-Z]{2,5}\d?-){1,3}\d+$")
_DRAWN = re.compile(r"[A-Z]{2,8}-\d{2,6}")
_EMAIL = re.compile(
    r"^[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,12}$|^[a-z][a-z0-9_.\-]+@(?=[0-9.\-]*[a-z]|\d+\.\d)[a-z0-9][a-z0-9.\-]*(?:'s)?$"
)
_HOST = re.compile(
    r"^[a-z][a-z0-9_]*(?:\.[A-Za-z_]\w*)+$|^(?:[a-z0-9\-_]+\.)+[a-z]{2,12}(?::\d{2,5})?(?:/\S*)?$"
)
_POD = re.compile(r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[a-f0-9]{7,10}(?:-[a-z0-9]{5})?$")
_UUID = re.compile(r"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")
_NUMBERED = re.compile(r"^(.*?[^\W\d])[-_.]?v?(\d{1,3})$")
_SIGNS = re.compile(r"[!@#$%^&*+=?~§№]")
_HEX = re.compile(r"[0-9a-fA-F\-]+")
_LEET = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_KEYED = re.compile(r"[^\W\d_][\w\-.]{1,24}=|[^<]*>|[^>]*<[^>]*$|[^()]*\]\(")


def strength(value: str) -> Strength:
    """How much `value` looks like a credential, its quotes already taken off."""
    if len(value) < 3 or is_placeholder(value):
        return Strength.NONE
    if is_random(value):
        return Strength.RANDOM
    if len(value) > _LONG:
        return Strength.LIKELY if any(map(str.isdigit, value)) else Strength.NONE
    if is_address(value):
        return Strength.LIKELY if is_drawn(value) else Strength.NONE
    if _WORDS.match(value):
        return Strength.NONE if _NAMES_ITSELF.search(value) else Strength.WORD
    if not any(map(str.isalnum, value)):
        return Strength.NONE
    if value[-1] in "!?" and value[:-1].isalpha():
        return strength(value[:-1])
    if value.casefold() in TECH or _UNIT.match(value):
        return Strength.NONE
    if value.isdigit():
        return Strength.LIKELY if len(value) >= 4 else Strength.NONE
    return Strength.SURE if _sure(value) else Strength.LIKELY


def _sure(value: str) -> bool:
    """Letters with digits inside words, or with signs: no name of a thing is written so."""
    if len(value) < 6 or not any(map(str.isalpha, value)) or _NAMES_ITSELF.search(value):
        return False
    if _HEX.fullmatch(value):
        return False
    digits = any(map(str.isdigit, value))
    if _SIGNS.search(value[1:]) and not re.fullmatch(r"[\w\-]+[#@=?+&][\w\-]*", value):
        return not _computed(value)
    if re.fullmatch(r"[\w\-]+[#@&+][\w\-]+", value):
        return digits or (any(map(str.isupper, value)) and "@" not in value and "+" not in value)
    cases = any(map(str.isupper, value)) and any(map(str.islower, value))
    return bool(_LEET.search(value)) and not _POD.match(value) and (cases or len(value) >= 7)


def is_address(value: str) -> bool:
    """A path, an address, a file, a flag, a date, a version, a ticket: what is told by its form."""
    if any(shape.match(value) for shape in (_PATH, _URL, _FLAG, _FILE, _TIMES, _TICKET, _HOST)):
        return True
    return _EMAIL.match(value) is not None and not _leet(value)


def _leet(value: str) -> bool:
    """`dr@g0n7`, `p1n3@ppl3`: an `@` for a letter, among digits for letters."""
    user, _, host = value.partition("@")
    if "." in host or user in LOGINS or not (len(user) < 3 or _LEET.search(user)):
        return False
    return _LEET.search(value.replace("@", "a")) is not None


def is_drawn(value: str) -> bool:
    """`KR-9430`: built like a ticket's key, and not one by a series that everybody quotes.

    People take such a thing for a password; it is one only where it is said to be one.
    """
    return _DRAWN.fullmatch(value) is not None and value.split("-")[0].casefold() not in SERIES


def is_name(value: str) -> bool:
    """What people call hosts, users, pods and steps: letters and a small number, a hash's end."""
    if _POD.match(value) or _UUID.match(value) or _TICKET.match(value):
        return True
    numbered = _NUMBERED.match(value) if len(value) <= _LONG else None
    if numbered is None:
        return False
    stem = numbered[1].casefold()
    return (
        stem in INFRA
        or re.split(r"[-_.]", stem)[-1] in INFRA
        or (numbered[1].isupper() and len(stem) <= 6)
        or len(stem) < 3
    )


def is_keyed(value: str) -> bool:
    """Whether a token of a sentence is `name=value`, a piece of a tag or of a link."""
    return _KEYED.match(value) is not None


def is_hole(value: str) -> bool:
    """Whether `value` marks a place to fill, computes something or points somewhere else."""
    value = value[:_LONG]
    return is_address(value) or bool(_HOLE.match(value)) or _computed(value) or _filler(value)


def _computed(value: str) -> bool:
    """Whether `value` is an expression of some language."""
    formed = "%" in value and _FORMAT.search(value) is not None
    return formed or bool(_EXPRESSION.match(value)) or any(sign in value for sign in _OPERATORS)


def _filler(value: str) -> bool:
    """Whether `value` says that something else belongs in its place."""
    folded = value.casefold()
    return any(sign in folded for sign in _FILLERS) and _FILLER.search(folded) is not None


def is_placeholder(value: str) -> bool:
    """Whether `value` only marks where a credential belongs, or says where it lies."""
    bare = value.casefold().strip("?.,[](){}/ \"'")
    if bare in TALK or bare in FUNCTION or len(set(value)) < 3:
        return not bare.isdigit() or len(bare) < 4
    value = value[:_LONG]
    return (
        bool(_HOLE.match(value))
        or _computed(value)
        or _filler(value)
        or _VENDOR_EXAMPLE.search(value) is not None
    )


def is_blanked(value: str) -> bool:
    """Whether a value of a vendor's own shape is blanked out (`ghp_xxxxxxxx`) or an example."""
    body = value.replace("-", "").replace("_", "")
    if _VENDOR_EXAMPLE.search(value) or _RUN.search(value):
        return True
    commonest = Counter(body.casefold()).most_common(1)
    return not body or commonest[0][1] * 2 > len(body)


def is_random(value: str) -> bool:
    """At least 16 characters of a token's alphabet, letters and digits mixed, no pattern."""
    if len(value) < 16 or not re.fullmatch(r"[A-Za-z0-9+/=_.~\-]+", value):
        return False
    digits = sum(map(str.isdigit, value))
    letters = sum(map(str.isalpha, value))
    if not digits or letters < 3 or _filler(value):
        return False
    words = re.split(r"[-_./=+]", value)
    if sum(len(w) for w in words if w.isalpha() and (w.islower() or w.istitle())) * 2 > len(value):
        return False
    return entropy(value) >= 3.0


def is_token(value: str) -> bool:
    """Letters and digits without the look of a name or a version, eight characters or more."""
    if is_random(value):
        return True
    if _TICKET.match(value):
        return False
    digits = sum(map(str.isdigit, value))
    if digits == len(value):
        return digits >= 12
    if len(value) >= 12 and len(set(re.findall(r"[^\w\s\-./:]", value))) >= 3:
        return True
    plain = re.fullmatch(r"[A-Za-z0-9_\-+/=.~|]{8,}", value) is not None
    named = re.fullmatch(r"[a-z]+(?:[-_.][a-z]+)*[-_.]?v?\d{1,4}", value) is not None
    enough = digits >= 2 or (digits and len(value) >= 12 and value.isalnum())
    return bool(plain and enough and not named and any(map(str.isalpha, value)))


def entropy(value: str) -> float:
    """Shannon entropy in bits per character."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values())
