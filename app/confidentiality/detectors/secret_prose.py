"""Credentials as people write them: a telling word, then the value.

`password: x`, `DB_PASS=x`, `"apiToken" => "x"`, `пароль от графаны - x`, `the password is x`,
`логин/пароль: admin / x`, `x is the password`. What counts as a value depends on how the two are
joined: after an assignment a plain word will do, in a sentence it must look like a credential.

Invariant: each telling word is followed by one look of bounded length, so the time is linear.
Deliberately elsewhere: the looks of a value (`secret_values`), commands and files
(`secret_places`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.secret_values import Strength, is_random, strength
from app.confidentiality.detectors.tables import words

_REACH = 320
"""Characters after a telling word within which its value must end."""

_FIRST_FAMILY = (
    r"p[ao]s{1,2}w(?:or|ro|r|o)?d(?:e?s)?|paasword|passowrd|passphrase|pass[_-]?code"
    r"|passwort|kennwort"
    r"|(?<![A-Za-z])(?:pass|pwd?|psw|p/w|pswd)(?![a-z])|(?<=[a-z])(?:Pass|Pwd|Pw)(?![a-z])"
    r"|парол[а-яё]{0,3}|(?<![а-яё])пасс(?![а-яё])|пин-?код[а-яё]{0,2}|код\s+доступа"
    r"|contraseña|mot\s+de\s+passe|senha|hasło|비밀번호|비번|암호|패스워드|密码|パスワード|口令"
)
_SECOND_FAMILY = (
    r"secret[_\- ]keys?|secrets?|tokens?|토큰|api[_\- ]?keys?|access[_\- ]?keys?|auth[_\- ]?keys?"
    r"|account[_-]?key"
    r"|(?:private|signing|encryption|master|service|shared|license|storage|integration|client|deploy"
    r"|subscription|function)[_\- ]?keys?|apikeys?|credentials?|(?<![A-Za-z])creds?(?![a-z])"
    r"|токен[а-яё]{0,2}|секрет(?:а|ом|у|ный\s+ключ)?|(?:api|апи)[- ]?ключ[а-яё]{0,2}"
    r"|ключ[а-яё]{0,2}\s+(?:доступа|api|апи)|authorization|bearer"
)
_KEY = r"(?<=[a-z_\-])(?:_|-)?key(?![a-z])|(?<=[a-z])Key(?![a-z])|login(?=\s*[:=]{1,2}\s*[\"'])"
_TELLING = re.compile(
    rf"(?P<password>{_FIRST_FAMILY})|(?P<token>{_SECOND_FAMILY})|(?P<key>{_KEY})", re.IGNORECASE
)
_TAIL = re.compile(r"[A-Za-z0-9_\-]{0,40}")
_OTHER = re.compile(
    r"(?:^|[_\-]|(?<=[a-z]))(?:names?|files?|paths?|refs?|urls?|uris?|ttl|types?|fields?|length|policy"
    r"|policies|count|expir\w*|class|store|provider|manager|mode|format|version|enabled|required"
    r"|hash(?:es|er)?|reset|prompt|label|size|limit|review\w*|endpoint|issuer|regex|column|param\w*"
    r"|rotation|age|min|max|list|holder|less|template|status|(?<=key)_?ids?|(?<=token)_?ids?|engine|mount\w*|volume\w*|backend)$",
    re.IGNORECASE,
)
_ASSIGN = re.compile(
    r"""\\?["'`\])*_]{0,3}\s{0,4}(?:(?:string|str|String)\s)?(?:
      :[ \t]{0,4}[|>][+-]?[ \t]{0,4}\n[ \t]{1,12}(?=\S)
      | (?:["']?\s{0,3},\s{0,20}|["']?\s{1,20})["']?value["']?\s{0,3}[:=]\s{0,3}(?=\S)
      | [:=]{0,2}[*_]{0,2}\s{0,4}\n{1,2}\s{0,4}(?:`{3,}|~{3,})\w{0,12}\n[ \t]{0,8}(?=\S)
      | (?::\s{0,3})?</?[a-z]{1,8}>(?:\s{0,3}:\s{0,3})?(?:\s{0,3}</?[a-z]{1,8}>){0,3}\s{0,3}(?=[^\s<>])
      | :?[*_]{0,2}[ \t]{0,3}\#{0,6}\r?\n{1,2}[ \t]{0,8}(?=["'`]?(?=\S{0,64}\d)(?=\S{0,64}[A-Za-z])
        [^\s./:]{8,64}["'`]?[ \t]{0,8}(?:\r?\n|\Z))
      | (?:\[\])?(?::{1,3}=|[=!]=|\?=|\.=|\+=|=>|->|→|[:=])>?[ \t]{0,10}@?
      | :[ \t]{0,4}(?:[|>]-?)?\n[ \t]{1,12}(?=["'\w])
      | >\s{0,12}(?=[^\s<>]{3,200}\s{0,12}</)
      | ["']\s{1,4}value=(?=["'])
      | ,\s{0,4}(?=\\?["'`])
      | \((?=\S)(?:default:|["'])?
      | \)(?=\w)
      | \s{0,4}\|\s{0,20}
    )""",
    re.VERBOSE,
)
_SENTENCE = re.compile(
    r"""[ \t]{0,3}(?:\(?(?:for|of|to|on|от|для|к|ко|на|у|в|по)\s[^\n:=|]{1,60}?)?\)?\s{0,3}(?:
      (?:…\.?|\.{2,4})?\s{0,2}(?:is|are|was|will\s+be|set\s+to|changed\s+to|now|это|будет|стал|теперь
         |такой|следующий|сейчас|равен|est|ist|es)(?:\s+(?:now|set\s+to|still|такой|теперь))?\s*:?\s+
      | \s?-{1,2}\s{1,3} | -(?=\w) | \s?[:=]\s{0,3} | [은는이가][ ]? | 설정은 | [ \t]
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED = re.compile(r"\\?(?P<q>[\"'`«“]{1,3})(?P<value>[^\n\"`»”]{1,200}?)\\?(?:(?P=q)|[»”])")
_BARE = re.compile(
    r"(?:Bearer\s+|Basic\s+|Token\s+)?(?P<value>(?:(?!\\[nrt])[^\s\"'`«»“”<>|]){1,200}|<[^>\n]{1,60}>)"
)
_PAIR = re.compile(
    r"(?:[\w.@\-]{1,40}|<[^>\n]{1,40}>)[ \t]{0,2}[/|:;,][ \t]{0,2}(?=[^\s/])"
    r"|[\w.@\-]{1,40}[ \t]{1,2}(?=\S)"
)
_PAIR_WORD = re.compile(
    r"(?:\bid|user(?:name)?|login|account|acct|логин|юзер|пользовател[а-яё]{1,2}|계정|아이디)"
    r"\)?\s{0,2}[/&|+:,\\и]?\s{0,2}\(?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:^|[\s(\"'`])(?P<value>[^\s\"'`()]{6,64})[\"'`]?\s{1,2}(?:is|-|это)\s{1,2}(?:the|our|my|наш)?\s{0,2}$"
)
_INNOCENT = re.compile(
    r"(?:page|paging|continuation|continue|idempotency|primary|foreign|partition|sort|cache|public"
    r"|label|routing|object|fastcgi|proxy|uwsgi|grpc)[_\- ]?$|\$\($",
    re.IGNORECASE,
)
"""What stands before a telling word and makes it another: `pageToken`, `proxy_pass`, `$(pwd)`."""

_ENDS = ".,;:!?)]}>»”'\"`*\\"
_COMMON = words(
    """
    qwerty letmein hunter dragon monkey welcome iloveyou admin root superuser swordfish sunshine
    princess football baseball trustno master shadow postgres mysql guest toor йцукен пароль
    """
)

_OBJECT = re.compile(
    r"\b(?:kubectl|oc|get|describe|delete|edit|label|annotate)\s(?:-\S+\s){0,2}$", re.IGNORECASE
)
"""Before `secret NAME`, where the name is a Kubernetes object's and no value."""


def prose(text: str) -> Iterator[tuple[int, int]]:
    """Spans of values that a telling word gives away."""
    for match in _TELLING.finditer(text):
        weak = match.lastgroup == "key"
        floor = Strength.RANDOM if weak else Strength.MIXED
        if match.lastgroup == "password":
            yield from _named_before(text, match.start())
        tail = _TAIL.match(text, match.end())
        at = tail.end() if tail else match.end()
        if _OTHER.search(text, match.start(), at) and not weak:
            continue
        if _INNOCENT.search(text, max(0, match.start() - 16), match.start()):
            continue
        if match[0].casefold() in ("secret", "secrets") and _OBJECT.search(
            text, max(0, match.start() - 30), match.start()
        ):
            continue
        if text.startswith("](", at):
            continue
        span = _pair(text, match.start(), at) if match.lastgroup == "password" else None
        span = span or _assigned(text, at, match.lastgroup or "", floor)
        if span is None and not weak:
            span = _said(text, match.end(), match.lastgroup or "")
        if span is not None:
            yield span


def _assigned(text: str, at: int, family: str, floor: Strength) -> tuple[int, int] | None:
    """`word: value`, `word = "value"` and their kin."""
    joint = _ASSIGN.match(text, at, at + _REACH)
    if joint is None:
        return None
    quoted = _QUOTED.match(text, joint.end(), joint.end() + _REACH)
    if quoted:
        return _quoted(quoted, family, floor)
    bare = _BARE.match(text, joint.end(), joint.end() + _REACH)
    if bare is None:
        return None
    start, end = _clean(text, *bare.span("value"))
    found = strength(text[start:end])
    piped = "|" in joint[0]
    if (
        found is Strength.WORD
        and family == "password"
        and not piped
        and _stands_alone(text, at, start, end)
    ):
        return start, end
    if family == "token" and found is Strength.MIXED and not _token_like(text[start:end]):
        return None
    return (start, end) if found >= floor else None


def _quoted(match: re.Match[str], family: str, floor: Strength) -> tuple[int, int] | None:
    value = match["value"]
    found = strength(value)
    if found is Strength.NONE or value != value.strip() or value[0] in ".,;:)":
        return None
    if " " in value and ("`" in match["q"] or family != "password"):
        return None
    if family == "password" or (family == "token" and _token_like(value)):
        return match.span("value")
    return match.span("value") if family == "key" and found >= floor else None


def _stands_alone(text: str, at: int, start: int, end: int) -> bool:
    """Whether a plain word after `password` is a value: it ends its line, and is not a sentence."""
    value = text[start:end]
    if value.casefold().rstrip("0123456789!") in _COMMON:
        return True
    rest = text[end : end + 40].split("\n", 1)[0].strip(" \t\r.,;)\"'`|")
    spaced = "\n" not in text[at:start] or "value" in text[at:start]
    return len(value) >= 4 and not rest and spaced and value.isascii()


def _said(text: str, at: int, family: str) -> tuple[int, int] | None:
    """`the password for grafana is value`, `пароль - value`, `password value`."""
    joint = _SENTENCE.match(text, at, at + 100)
    if joint is None:
        return None
    quoted = _QUOTED.match(text, joint.end(), joint.end() + _REACH)
    if quoted:
        return quoted.span("value") if _telling(quoted["value"], family) else None
    bare = _BARE.match(text, joint.end(), joint.end() + _REACH)
    if bare is None:
        return None
    start, end = _clean(text, *bare.span("value"))
    value = text[start:end]
    if joint[0].strip() and family == "password" and value.casefold() in _COMMON:
        return start, end
    return (start, end) if "](" not in value and _telling(value, family) else None


def _telling(value: str, family: str) -> bool:
    """Whether a value in a sentence looks like a credential."""
    if strength(value) < Strength.MIXED or " " in value:
        return False
    return _token_like(value) if family == "token" else _varied(value)


def _varied(value: str) -> bool:
    """Letters with digits, or letters with signs and both cases; six characters or more."""
    if len(value) < 5 or not any(map(str.isalpha, value)):
        return False
    digits = any(map(str.isdigit, value))
    signs = bool(re.search(r"[!@#$%^&*+=?~]", value))
    return (digits or signs) and not re.fullmatch(r"v?\d+(?:[.\-]\w+)*", value)


def _token_like(value: str) -> bool:
    """Letters and digits without the look of a name or a version, ten characters or more."""
    if is_random(value):
        return True
    digits = sum(map(str.isdigit, value))
    if digits == len(value):
        return digits >= 12
    if len(value) >= 12 and len(set(re.findall(r"[^\w\s\-./:]", value))) >= 3:
        return True
    plain = re.fullmatch(r"[A-Za-z0-9_\-+/=.~|]{8,}", value) is not None
    named = re.fullmatch(r"[a-z]+(?:[-_.][a-z]+)*[-_.]?v?\d{1,4}", value) is not None
    enough = digits >= 2 or (digits and len(value) >= 12 and value.isalnum())
    return bool(plain and enough and not named and any(map(str.isalpha, value)))


def _pair(text: str, start: int, at: int) -> tuple[int, int] | None:
    """`login/password: admin / value`: the telling word names the second of two."""
    if not _PAIR_WORD.search(text, max(0, start - 24), start):
        return None
    joint = re.compile(r"\)?[ \t]{0,2}(?:[:=(\-]|are|is|это)?[ \t]{0,3}").match(text, at, at + 12)
    name = _PAIR.match(text, joint.end() if joint else at, at + 100)
    if name is None:
        return None
    bare = _BARE.match(text, name.end(), name.end() + _REACH)
    if bare is None:
        return None
    first, last = _clean(text, *bare.span("value"))
    value = text[first:last]
    enough = strength(value) >= (Strength.MIXED if name[0][-1:].isspace() else Strength.WORD)
    return (first, last) if enough and (_varied(value) or name[0].strip()[-1:] in "/|:;") else None


def _named_before(text: str, start: int) -> Iterator[tuple[int, int]]:
    """`value is the password`."""
    match = _BEFORE.search(text[max(0, start - 90) : start])
    if match and strength(match["value"]) >= Strength.MIXED and _varied(match["value"]):
        base = max(0, start - 90)
        yield base + match.start("value"), base + match.end("value")


def _clean(text: str, start: int, end: int) -> tuple[int, int]:
    """A bare value without the punctuation of the sentence around it."""
    while end > start and text[end - 1] in _ENDS:
        if text[end - 1] in ")]}" and text[start:end].count("([{"[")]}".index(text[end - 1])]):
            break
        end -= 1
    while start < end and text[start] in "([*_":
        start += 1
    for sign in (",", ";", "&", ")", "/pw:", "/pass"):
        cut = text.find(sign, start + 3, end)
        if cut > 0 and re.match(r"[,;&)/]\s*[\w\-]{2,20}\s*[:=]|\)", text[cut : cut + 24]):
            end = cut
    return start, end
