"""Where a text speaks of credentials: telling words, found by plain search before any pattern runs.

Each stem is looked for with `str.find`; where it stands, one pattern says which word it is. So an
ordinary text costs a few searches, and everything dearer runs near the anchors only. Invariant:
`low` is the text in lower case, character for character.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.confidentiality.detectors.cues import FirstWords
from app.confidentiality.detectors.tables import words


class Anchor(NamedTuple):
    """One telling word. `start`..`end` is the word, `tail` the end of the identifier it stands in."""

    family: str
    """password, token, key, code, login, seed or community."""
    start: int
    end: int
    tail: int


_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "password",
        "pass",
        r"pass(?:w(?:or|ro|r|o)?d(?:e?s)?|owrd|wort|[- ]?phrases?|[-_ ]?codes?|wrd|w)?",
    ),
    ("password", "paas", r"paasword"),
    ("password", "pasw", r"pasword"),
    ("password", "posw", r"pos+word"),
    ("password", "pwd", r"pwds?"),
    ("password", "pw", r"pw(?:s|ord)?(?![a-z])"),
    ("password", "psw", r"pswd?"),
    ("password", "p/w", r"p/w"),
    ("password", "psk", r"psk(?![a-z])"),
    ("password", "kennwort", r"kennwort"),
    ("password", "contrase", r"contraseña"),
    ("password", "mot de", r"mot\s+de\s+passe"),
    ("password", "senha", r"senha"),
    ("password", "hasło", r"hasło"),
    ("password", "비", r"비밀번호|비번"),
    ("password", "암호", r"암호"),
    ("password", "패스워드", r"패스워드"),
    ("password", "密码", r"密码"),
    ("password", "口令", r"口令"),
    ("password", "パス", r"パスワード"),
    (
        "password",
        "парол",
        r"парол(?:ьн[а-яё]{2,3}\s+фраз[а-яё]{1,2}|ь(?:чик|к)[а-яё]{0,2}|[а-яё]{0,3}(?:-фраз[а-яё])?)(?![а-яё])",
    ),
    ("password", "порол", r"порол(?:[ьяею]|ьчик|ик)?(?![а-яё])"),
    ("password", "пасс", r"пасс(?:ы|а|у|ом|ик|ворд[а-яё]{0,2})?(?![а-яё])"),
    (
        "password",
        "пас",
        r"(?<![а-яё])пас(?=\s?[:?=→|\t(]|\s(?:к|от|на|для|у|там|тот|такой|нов\w{2}|стар\w{2}|[-–—])\s"
        r"|[ ]?$|\n|\s\S{0,24}\d|/)",
    ),
    ("password", "пасв", r"пасв(?:о|ё)рд[а-яё]{0,2}(?![а-яё])"),
    ("password", "parol", r"parol(?:'|i|ya|yu|em|ik|e|ey|ь|j)?(?![a-z])"),
    ("password", "кодов", r"кодов(?:ая|ую|ой)\s+фраз[а-яё]|кодовое\s+слово"),
    ("password", "code ", r"code\s?(?:word|phrase)s?(?![a-z])"),
    ("password", "magic w", r"magic\s+word"),
    ("password", "лючевая", r"лючевая\s+фраза"),
    ("password", "logop", r"logopass"),
    ("password", "ключ", r"ключ(?=\s+(?:от\s+)?(?:wi-?fi|вай-?фа|сети))"),
    ("token", "secret", r"secrets?(?:[_\- ]?(?:access[_\- ]?)?keys?)?"),
    ("token", "token", r"tokens?"),
    ("token", "토큰", r"토큰"),
    ("token", "apikey", r"apikeys?"),
    ("token", "bearer", r"bearer(?![a-z])"),
    ("token", "authorization", r"authorization"),
    ("token", "токен", r"токен[а-яё]{0,3}(?![а-яё])"),
    (
        "token",
        "секрет",
        r"секрет(?:а|ом|у|ы|н[а-яё]{2,3}\s+(?:ключ[а-яё]{0,2}|слов[а-яё]|фраз[а-яё]))?(?![а-яё])",
    ),
    (
        "token",
        "ключ",
        r"ключ[а-яё]{0,2}(?:\s+(?:от\s+)?(?:доступа|api|апи|продукта|активации|лицензии))"
        r"|(?<=api[ \-])ключ[а-яё]{0,2}|(?<=апи[ \-])ключ[а-яё]{0,2}|(?<=лицензионный )ключ",
    ),
    ("key", "key", r"keys?(?![a-z])"),
    ("login", "cred", r"creds?(?![a-z])|credentials?"),
    ("login", "log", r"log(?:ged|ging)?[\s\-]?(?:ins?|on|into|as)(?![a-z])"),
    ("login", "sign", r"sign(?:ed)?[\s\-]?in(?![a-z])"),
    ("login", "auth", r"(?<=basic[ \-])auth(?:entication)?(?![a-z])"),
    ("login", "get in", r"get in(?:to)?(?![a-z])"),
    ("login", "connect", r"connect(?![a-z])"),
    ("login", "combo", r"combo(?![a-z])"),
    ("login", "ssh", r"(?<![a-z])ssh(?:\s+in)?(?=\s+(?:as|with|into|to)\s)"),
    ("login", "rdp", r"(?<![a-z])rdp(?=\s+(?:as|with|into|to)\s|:)"),
    ("login", "access", r"access(?=:| to [\w .\-]{2,30}:)"),
    ("login", "логин", r"логин[а-яё]{0,4}(?![а-яё])"),
    ("login", "уч", r"уч[её]т(?:к[а-яё]{1,3}|н[а-яё]{2,3}\s+(?:запис[а-яё]{1,2}|данн[а-яё]{2,3}))"),
    ("login", "кред", r"кред(?:ы|ов|ам|ами|ах|енш[а-яё]+|енц[а-яё]+)(?![а-яё])"),
    ("login", "доступ", r"доступ(?:ы|а|ов)?(?![а-яё])"),
    (
        "login",
        "за",
        r"за(?:йти|йди(?:те)?|йд[её]шь|ходи(?:шь|те|м)?|хожу|ш[её]л|шла|шли|логин[а-яё]{1,4})(?![а-яё])",
    ),
    ("login", "во", r"во(?:йти|йди(?:те)?|йд[её]шь|ш[её]л|шла)(?![а-яё])"),
    ("login", "вх", r"вход(?:ишь|и|ите|а)?(?![а-яё])"),
    ("login", "подкл", r"подключ(?:айся|аюсь|айтесь|иться|ился|аться)(?![а-яё])"),
    ("code", "code", r"codes?(?![a-z])"),
    ("code", "combination", r"combinations?(?![a-z])"),
    ("code", "комбинац", r"комбинаци[яию]"),
    ("code", "otp", r"(?<![a-z])t?otps?(?![a-z])"),
    ("code", "pin", r"(?<![a-z])pins?(?:[ \-]?codes?)?(?![a-z])"),
    ("code", "puk", r"puk(?:[ \-]?codes?)?(?![a-z])"),
    ("code", "код", r"код(?:а|ы|ом|ов)?(?![а-яё])"),
    ("code", "пин", r"пин(?:[ \-]?код[а-яё]{0,2}|а|ом)?(?![а-яё])"),
    ("seed", "seed", r"(?<![a-z])seed(?:[ \-]?(?:phrase|words))?(?![a-z])"),
    ("seed", "mnemonic", r"mnemonics?"),
    ("seed", "phrase", r"(?<=recovery )phrase|(?<=backup )phrase"),
    ("seed", "сид", r"сид(?:[ \-]?фраз[а-яё])?(?![а-яё])"),
    (
        "seed",
        "фраз",
        r"(?<=seed[ \-])фраз[а-яё]|фраз[а-яё](?:\s+(?:для\s+)?восстановлени[а-яё])?(?![а-яё])",
    ),
    ("seed", "слова", r"слова?\s+(?:от\s+кошельк|для\s+восстановлени)[а-яё]"),
    ("seed", "words", r"(?<=(?:12|15|18|24)[ \-])words|(?<=recovery )words|(?<=backup )words"),
    ("seed", "слов", r"(?<=(?:12|15|18|24)[ \-])слова?(?![а-яё])"),
    ("seed", "мнемо", r"мнемо[а-яё\-]{3,12}(?:\s+(?:фраз[а-яё]|кошельк[а-яё]))?"),
    ("community", "community", r"(?:snmp[ _\-]?)?community(?:[ _\-]?(?:string|name))?"),
    ("community", "комьюнити", r"комьюнити"),
)
_STEMS = tuple((family, stem, re.compile(pattern)) for family, stem, pattern in _WORDS)
_FIRST = FirstWords(stem for _, stem, _ in _WORDS)
_BOUND = words(
    """
    pass pw psk pwd psw пасс parol code key otp pin puk код пин log sign
    """
)
"""Stems that are words of their own or parts of an identifier, never the middle of a word."""
_KEYS = tuple(
    words(
        """
        api access auth license licence service private signing product storage encryption master
        shared client integration deploy subscription function account activation unseal recovery
        decryption wrapping sealing
        """
    )
)
_NETWORK = ("wifi", "wi-fi", "wpa", "wpa2", "wpa3", "network")
_TAIL = re.compile(r"(?:[A-Za-z0-9_]|-(?!>)){0,40}(?:(?<=_)[а-яё_]{1,20})?")
_OTHER = re.compile(
    r"(?:^|[_\-]|(?<=[a-z]))(?:names?|files?|paths?|refs?|urls?|uris?|ttl|types?|fields?|length|policy"
    r"|policies|count|expir\w*|class|store|provider|manager|mode|format|version|enabled|required"
    r"|hash(?:es|er|ers)?|reset|prompt|label|size|limit|review\w*|endpoint|issuer|regex|column|param\w*"
    r"|rotation|age|min|max|list|holder|less|template|status|encryption|authentication|auth|based"
    r"|protected|(?<=key)[_\-]?ids?|(?<=password)[_\-]ids?|(?<=token)_?ids?|(?<=credentials)ids?|(?<=credential)ids?|engine"
    r"|mount\w*|volume\w*|backend|stdin|iz(?:er|ation)|bucket|requests?|response|through|port|ing|ive"
    r"|ion|able|over|ed|age|enger)$",
    re.IGNORECASE,
)
"""What an identifier ends in that makes a telling word another thing: `passwordHash`, `token_url`."""
_INNOCENT = tuple(
    words(
        """
    page paging continuation continue idempotency primary foreign partition sort cache
    public label routing object csrf cancellation shortcut hot map dict next host max answer
    amz goog $(
    """
    )
)
_DIRECTIVES = tuple(
    words(
        """
    fastcgi proxy uwsgi scgi grpc $(
    """
    )
)
"""What stands before a telling word and makes it another: `pageToken`, `proxy_pass`, `$(pwd)`."""
_VERB = re.compile(
    r"(?i)(?:first|second|third|final|single|one|two|all|will|must|should|can|cannot|not|to|tests?|checks?|and"
    r"|or|they|you|we|which|that|then|a|builds?|jobs?|bypass|com|sur|tres|over|under|multi|that)[\s\-]$"
)
"""What stands before `pass` where it is a verb or a round."""
_OBJECT = re.compile(
    r"(?i)\s+(?:the|an?|this|that|these|those|it|them|in|through|all|any|your|by|via|as|along|over|into|each"
    r"|every|one|multiple|additional|values?|arguments?|param\w*|data|me|him|her|us|if|when|rates?|criteria)\b"
    r"|\s+[`\"']|\s--?\w"
)
_VALUED = re.compile(r"\s{1,2}(?=\S{0,40}[^\W\d_])(?=\S{0,40}\d)\S{5,64}(?:\s|$|[,.;])")
_DECLARED = re.compile(
    r"(?:\([^()\n\"']{0,100})?\)\s?(?::|->)\s?\??(?i:void|unit|none|null|str(?:ing)?|bool(?:ean)?|int\w{0,2}"
    r"|self|static|any|object|never|mixed|array|list|promise|future|task|result|optional|bytes?)(?!\w)"
)
"""The type that a function gives: `setPassword(string $password): void`."""
_PLACE = re.compile(r"\.[a-z]{2,4}(?![\w])|/[\w.\-]+/|[\w\-./#]{0,60}`?\]\(|\)?\]\(")
_GLUED = re.compile(r"[\"']?\s{0,3}[=:]")


def anchors(text: str, low: str) -> list[Anchor]:
    """Every telling word of the text, in order, none inside another."""
    found: list[tuple[int, int, str]] = []
    standing = _FIRST.places(low)
    for family, stem, pattern in _STEMS:
        done = 0
        for at in standing.get(stem, ()):
            word = pattern.match(low, at) if at >= done else None
            if word and (stem not in _BOUND or _begins(text, low, at, word.end())):
                found.append((at, -word.end(), _of(family, low, at)))
                done = word.end()
    found.sort(key=_place)
    done, every = -1, []
    for start, end, family in found:
        if start >= done:
            done = -end
            tail = _TAIL.match(text, done)
            every.append(Anchor(family, start, done, tail.end() if tail else done))
    return every


def _of(family: str, low: str, at: int) -> str:
    """A key of an API, of access, of a licence is a token."""
    if family == "key" and low[max(0, at - 16) : at - 1].endswith(_KEYS) and low[at - 1] in " _-":
        return "token"
    if family == "key" and low[max(0, at - 9) : at - 1].endswith(_NETWORK):
        return "password"
    return family


def _place(found: tuple[int, int, str]) -> tuple[int, int]:
    return found[:2]


def _begins(text: str, low: str, at: int, end: int) -> bool:
    """Whether a short stem begins a word, a part of an identifier or is the end of a glued one."""
    if at == 0 or not low[at - 1].isalpha():
        return not (
            "a" <= low[end : end + 1] < "\u1100" and low[end].isalpha() and not text[end].isupper()
        ) or (end - at > 4)
    if text[at].isupper() and not text[at - 1].isupper():
        return not low[end : end + 1].isalpha() or text[end].isupper() or end - at > 4
    return (end - at > 4 or low[at:end] in ("pass", "pwd", "pw")) and (
        _GLUED.match(text, end) is not None or end - at > 4
    )


def is_other(text: str, anchor: Anchor) -> bool:
    """Whether the identifier around a telling word is about something else."""
    if text[anchor.tail : anchor.tail + 1] == "@":
        return True
    if text[anchor.tail : anchor.tail + 1] in ("(", ")") and _DECLARED.match(text, anchor.tail):
        return True
    if anchor.tail > anchor.end and _OTHER.search(text, anchor.start, anchor.tail):
        return True
    head = text[max(0, anchor.start - 14) : anchor.start].casefold()
    bare = head[:-1] if head[-1:] in ("_", "-", " ") else head
    password = anchor.family == "password"
    if bare.endswith(_DIRECTIVES if password else _INNOCENT) or (
        bare[-2:] == "no" and not bare[-3:-2].isalpha()
    ):
        return True
    if head[-1:] == "1" and not head[-2:-1].isdigit():
        return True
    if anchor.end - anchor.start == 4 and text[anchor.start : anchor.end].casefold() == "pass":
        if _OBJECT.match(text, anchor.end):
            return True
        if _VALUED.match(text, anchor.end):
            return False
        return _VERB.search(text, max(0, anchor.start - 10), anchor.start) is not None
    return _PLACE.match(text, anchor.tail) is not None
