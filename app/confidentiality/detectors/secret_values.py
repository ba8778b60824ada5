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

from app.confidentiality.detectors.tables import words


class Strength(IntEnum):
    """How much a value looks like a credential by itself."""

    NONE = 0
    """A placeholder, a reference or nothing."""
    WORD = 1
    """Letters only, or words joined by dashes and dots: a credential where it is assigned."""
    MIXED = 2
    """Letters with digits or signs among them: a password by its looks."""
    RANDOM = 3
    """Long and without pattern: a key or token by its looks."""


_HOLE = re.compile(
    r"""^(?:\$[\w({\[]|%[\w(]|@{1,2}\w+@{1,2}$|\{\{|\{%|\{[\w.\- ]*\}|<[^>]*>?$|\[[^\]]*\]$|&[a-z]+;"""
    r"""|\*{2,}|\.{2,}|\u2026|\u2022+|#\{|!\w+|\\\(|\u27e6|-+$|_+$|=+$|\?+$)""",
)
_EXPRESSION = re.compile(
    r"^[A-Za-z_][\w.:\->]*(?:\(|\[)|^(?:os|process|env|var|local|vars|data|self|this|secrets?|config"
    r"|params?|settings|module|lookup|ref|req|request|args|opts|options|ctx|values|inputs?)\."
    r"|^(?:function|lambda|return|new|await|async|null|nil|undefined|NULL|None)\b|::"
    r"|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s[%+]\s|^[A-Za-z_]\w*=[^=]|%s|\{\}"
)
_FILLER = re.compile(
    r"(?i)x{4,}|\*{3,}|\.{3,}|(?:change|replace|insert|enter|put|fill)[-_ ]?(?:me|this|it|in|here|"
    r"your|with|key)|your[-_ ]?\w*|placeholder|redacted|example|dummy|fake|sample|"
    r"<[a-z][^<>]*>|\$\{\w+\}|\{\{[^{}]*\}\}|todo|fixme|foo[-_]?bar|_?here$|removed|masked|omitted|hidden"
)
_VENDOR_EXAMPLE = re.compile(r"EXAMPLE(?:KEY)?$")
_RUN = re.compile(r"x{6,}|X{6,}|0{8,}|\*{3,}|\.{3}")
_PATH = re.compile(r"^(?:\.{0,2}|~|[A-Za-z]:)[/\\][\w.\-@]+(?:[/\\][\w.\-@]*)*$|^/[a-z][\w.\-]*$")
_URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*://")
_WORDS = re.compile(r"^[^\W\d_]+(?:[-_./:][^\W\d_]+)*$|^[a-z]+(?:[A-Z][a-z]+)+$")
_NAMES_ITSELF = re.compile(r"(?i)passw|secret|token|парол|credential|requirement")
_FLAG = re.compile(r"^--?[a-z][a-z\-]*(?:=.*)?$")
_NUMBER = re.compile(r"^[\d.,:%]+(?:ms|s|m|h|d|kb|mb|gb|ki|mi|gi)?$", re.IGNORECASE)
_FILE = re.compile(
    r"^[\w\-]+\.(?:ya?ml|json|txt|md|conf|cfg|ini|env|py|go|js|ts|sh|pem|key|crt|php)$"
)

SCHEMA_WORDS = words(
    """
    string str text int integer number bool boolean bytes object array list map true false yes
    no on off null none nil undefined empty optional required mandatory default defaults any all
    auto password passwd pass pwd pw secret token key apikey api_key api-key username user login
    name value values type basic bearer digest md5 sha1 sha256 scram hash hashed plain plaintext
    encrypted field file path env see in from to the a an is are be was not and or of for with
    by via it its this that these those your my our their must should will can may has have been
    if when where which set use used using reset change changed rotate rotated rotation expired
    expires invalid incorrect wrong missing unknown disabled enabled blank policy policies
    manager management vault 1password lastpass keepass bitwarden prompt input hidden masked
    protected stored managed generated random same above below here there authentication auth
    authorization authenticated option argument parameter variable secretref secretkeyref
    valuefrom kubernetes opaque пароль пароля логин имя строка текст число нет да пусто
    обязательно обязательный обязательное необязательно значение поле файл путь см смотри
    введите укажите указан задан задайте хранится лежит в на из для от к по и или не есть это
    был будет ваш наш мой его их новый старый сброс смена сменить изменить изменён истёк
    неверный нужен нужно должен можно через после перед токен секрет ключ длина минимум
    секретный одноразовый временный
    """
)
"""Words that stand after `password:` in schemas, tables and sentences, and are no password."""


def strength(value: str) -> Strength:
    """How much `value` looks like a credential, its quotes already taken off."""
    if len(value) < 3 or is_placeholder(value):
        return Strength.NONE
    if is_random(value):
        return Strength.RANDOM
    if _PATH.match(value) or _URL.match(value) or _FLAG.match(value) or _FILE.match(value):
        return Strength.NONE
    if _WORDS.match(value):
        return Strength.NONE if _NAMES_ITSELF.search(value) else Strength.WORD
    if _NUMBER.match(value) and len(value) < 6:
        return Strength.NONE
    if any(map(str.isalnum, value)):
        return Strength.MIXED
    return Strength.NONE


def is_placeholder(value: str) -> bool:
    """Whether `value` only marks where a credential belongs, or says where it lies."""
    if value.casefold().strip("?.,[](){} ") in SCHEMA_WORDS or len(set(value)) < 3:
        return True
    return bool(
        _HOLE.match(value)
        or _EXPRESSION.search(value)
        or _FILLER.search(value)
        or _VENDOR_EXAMPLE.search(value)
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
    if not digits or letters < 3 or _FILLER.search(value):
        return False
    words = re.split(r"[-_./=+]", value)
    if sum(len(w) for w in words if w.isalpha() and (w.islower() or w.istitle())) * 2 > len(value):
        return False
    return entropy(value) >= 3.0


def entropy(value: str) -> float:
    """Shannon entropy in bits per character."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values())
