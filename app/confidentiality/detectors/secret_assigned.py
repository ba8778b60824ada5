"""A telling word and a value joined as code and configuration join them.

`password: x`, `DB_PASS=x`, `"apiToken" => "x"`, `password("x")`, `<b>Password</b>: <code>x</code>`,
`name: DB_PASSWORD` with `value: x` below, a heading with the value under it. After such a joint a
plain word will do where it ends its line. Invariant: one look of bounded length for each word.
Deliberately elsewhere: sentences (`secret_prose`), tables with a heading row (`secret_tables`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.secret_anchors import Anchor, is_other
from app.confidentiality.detectors.secret_speech import is_passphrase, is_talk
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_hole,
    is_name,
    is_token,
    strength,
)
from app.confidentiality.detectors.secret_words import COMMON, LOGINS

Span = tuple[int, int]

REACH = 320
"""Characters after a telling word within which its value must end."""

_ASSIGN = re.compile(
    r"""\\?["'`\])*_]{0,3}\s{0,4}(?:(?:string|str|String)\s)?(?:
      :[ \t]{0,4}[|>][+-]?[ \t]{0,4}\n[ \t]{1,12}(?=\S)
      | (?:["']?\s{0,3},\s{0,20}|["']?\s{1,20})["']?value["']?\s{0,3}[:=]\s{0,3}(?=\S)
      | [:=]{0,2}[*_]{0,2}\s{0,4}\n{1,2}\s{0,4}(?:`{3,}|~{3,})\w{0,12}\n[ \t]{0,8}(?=\S)
      | (?::\s{0,3})?</?[a-z]{1,8}>(?:\s{0,3}:\s{0,3})?(?:\s{0,3}</?[a-z]{1,8}>){0,3}\s{0,3}(?=[^\s<>])
      | :?[*_]{0,2}[ \t]{0,3}\#{0,6}\n{1,2}[ \t]{0,8}(?=["'`]?(?=\S{0,64}\d)(?=\S{0,64}[A-Za-z])
        [^\s./:;,|]{6,64}["'`]?[ \t]{0,8}(?:\n|\Z))
      | (?:\[\])?(?::{1,3}=|[=!]=|\?=|\.=|\+=|=>|->|→|:{1,2}|=)>?[*_]{0,2}[ \t]{0,10}@?(?=\S)
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
QUOTED = re.compile(r"\\?(?P<q>[\"'`«“‘]{1,3})(?P<value>[^\n\"`»”]{1,200}?)\\?(?:(?P=q)|[»”’])")
BARE = re.compile(
    r"(?:Bearer\s+|Basic\s+|Token\s+)?(?P<value>(?:(?!\\[nrt]|&quot;)[^\s\"'`«»“”<>|]|(?<=\w)'(?=\w)){1,200}"
    r"|<[^>\n]{1,60}>)"
)
_KEY_AFTER = re.compile(r"\s{0,4}[:=]")
_NEAR = re.compile(
    r"[\"'\])*_\\]{0,3}\s{0,4}[=:>|,(]"
    r"|[ \t]{1,2}(?:(?:is|was|remains|-|это)[ :]{1,2})?(?=[A-Za-z0-9+/_\-]{16})"
)
_LONG = re.compile(r"[A-Za-z0-9+/_\-=]{16,200}")
_AFTER_LOGIN = re.compile(r"[ \t]{1,3}(?:[/:\-][ \t]{0,2})?(?P<value>[^\s\"'`<>|]{4,64})")
_SIGN = re.compile(r"[:=]>?[ \t]*$")
_ENDS = ".,;:!?)]}>»”'\"`*_\\。"
_NEXT = re.compile(r"[,;&)/]\s*[\w\-]{2,20}\s*[:=]|\)|,(?=\S+[,:])")
_CODE = re.compile(r"[{}()\[\]<>$]|\b(?:const|let|var|def|self|this|return|func)\b")
_REST = re.compile(
    r"[ \t]*(?:[\"'`*_|)]+[ \t]*)?(?:$|\n|[.,;!)](?:\s|$)|\?\s*(?:$|\n)|\s\(|\s#|\s//|\\n|<|&)"
)


NOWHERE: Span = (-1, -1)
"""Told of a telling word whose value is a placeholder: there is nothing more to look for."""


def assigned(text: str, anchor: Anchor) -> Span | None:
    """The value that the telling word is joined to by a sign; `NOWHERE` for a placeholder."""
    joint = _ASSIGN.match(text, anchor.tail, anchor.tail + REACH)
    if joint is None:
        return None
    quoted = QUOTED.match(text, joint.end(), joint.end() + REACH)
    if quoted:
        if "," in joint[0] and _KEY_AFTER.match(text, quoted.end()):
            return None
        inside = _quoted(quoted, anchor.family)
        hole = inside is None and is_hole(quoted["value"]) and _SIGN.search(joint[0])
        return NOWHERE if hole else inside
    bare = BARE.match(text, joint.end(), joint.end() + REACH)
    if bare is None:
        return None
    start, end = clean(text, *bare.span("value"))
    value = text[start:end]
    found = strength(value)
    if found is Strength.NONE and _SIGN.search(joint[0]) and is_hole(bare["value"]):
        return NOWHERE
    if anchor.family == "password":
        second = _second(text, value, end)
        if second is not None:
            return second
        if found is Strength.WORD:
            piped = "|" in joint[0]
            plain = not piped and _stands_alone(text, anchor, (start, end))
            return (start, end) if plain else _phrase(text, joint, start)
        if found is Strength.NONE:
            return _phrase(text, joint, start)
        return (start, end)
    return (start, end) if _key_like(value, found, anchor.family) else None


def key(text: str, anchor: Anchor) -> Span | None:
    """What a bare `key` is joined to, where it is long and without pattern."""
    near = _NEAR.match(text, anchor.tail)
    if near is None or is_other(text, anchor):
        return None
    if near[0].strip() and not near[0].strip(" :\t").isalpha():
        span = assigned(text, anchor)
        return span if span != NOWHERE else None
    long = _LONG.match(text, near.end())
    cases = long and any(map(str.isupper, long[0])) and any(map(str.islower, long[0]))
    return long.span() if long and cases and strength(long[0]) is Strength.RANDOM else None


def _key_like(value: str, found: Strength, family: str) -> bool:
    if family == "token":
        return found >= Strength.LIKELY and (
            found is Strength.RANDOM or is_token(value) or _odd(value)
        )
    return family == "key" and found is Strength.RANDOM


def _odd(value: str) -> bool:
    """Signs, digits and letters of both cases: a secret that somebody made up."""
    return (
        len(value) >= 8
        and strength(value) >= Strength.LIKELY
        and any(map(str.isupper, value))
        and any(map(str.islower, value))
        and any(map(str.isdigit, value))
    )


def _second(text: str, value: str, end: int) -> Span | None:
    """`passwords: root x`: the value after a login that everybody uses."""
    if value.casefold() not in LOGINS:
        return None
    after = _AFTER_LOGIN.match(text, end, end + 80)
    if after is None:
        return None
    span = clean(text, *after.span("value"))
    good = strength(text[slice(*span)]) >= Strength.LIKELY and not is_name(text[slice(*span)])
    return span if good else None


def _quoted(match: re.Match[str], family: str) -> Span | None:
    value = match["value"]
    if value != value.strip() or value[0] in ".,;:)":
        return None
    if " " in value:
        said = family == "password" and "`" not in match["q"] and is_passphrase(value.split())
        mixed = family == "password" and strength(value) > Strength.LIKELY
        return match.span("value") if said or mixed else None
    found = strength(value)
    if found is Strength.NONE:
        return None
    if family == "password" or _key_like(value, found, family):
        return match.span("value")
    return None


def _stands_alone(text: str, anchor: Anchor, span: Span) -> bool:
    """Whether a plain word after `password` is a value: it ends its line, and is not a sentence."""
    start, end = span
    value = text[start:end]
    if value.casefold().rstrip("0123456789!") in COMMON:
        return True
    if len(value) < 4 or is_talk(value) or not _REST.match(text, end):
        return False
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - 80) : start]
    after = text[end : end + 60].split("\n", 1)[0]
    signed = after.strip(" \t\r.,;)\"'`|*_\\")
    if signed and (_CODE.search(before) or _CODE.search(after) or after[:1] not in ".,;!)\\<& "):
        return False
    below = "\n" in text[anchor.tail : start] and "value" not in text[anchor.tail : start]
    return not below and not (any(map(str.isupper, value[1:])) and signed)


def _phrase(text: str, joint: re.Match[str], start: int) -> Span | None:
    """`passphrase: purple monkey dishwasher`: plain words to the end of the clause."""
    if not re.search(r"[:=]\W*$", joint[0]) or "\n" in joint[0]:
        return None
    return phrase(text, start)


_CLAUSE = re.compile(r"[^\n.,;:!?()\[\]{}|<>=\"`«»]{5,90}")
_CLOSED = re.compile(r"[\"'`*_ \t]*(?:$|\n|[.,;!](?:\s|$)|\s?\()")


def phrase(text: str, start: int, strict: bool = False) -> Span | None:
    """A passphrase from `start` to the end of its clause; `strict`: no word bent as in talk."""
    clause = _CLAUSE.match(text, start)
    if clause is None or not _CLOSED.match(text, clause.end()):
        return None
    said = clause[0].rstrip()
    return (start, start + len(said)) if is_passphrase(said.split(), strict) else None


def closes(text: str, end: int) -> bool:
    """Whether a clause or a line ends at `end`."""
    return _REST.match(text, end) is not None


def clean(text: str, start: int, end: int) -> Span:
    """A bare value without the punctuation of the sentence around it."""
    while start < end and text[start] in "([*_":
        start += 1
    while end > start and text[end - 1] in _ENDS:
        if text[end - 1] in ")]}" and text[start:end].count("([{"[")]}".index(text[end - 1])]):
            break
        if text[end - 1] == "!" and any(map(str.isalnum, text[start : end - 1])):
            break
        end -= 1
    for sign in (",", ";", "&", ")", "/pw:", "/pass", "/PASS"):
        cut = text.find(sign, start + 3, end)
        if cut > 0 and _NEXT.match(text[cut : cut + 24]):
            end = cut
    return start, end
