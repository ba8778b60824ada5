"""A login and a password side by side: `admin / x`, `creds: root:x`, `log in as ops with x`.

Read near words of logging in (`secret_anchors`), near `login/password` and, for the names that
everybody uses (admin, root), anywhere. Invariant: one look of bounded length for each word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import FirstWords, Unread
from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_assigned import Span, clean, closes
from app.confidentiality.detectors.secret_elsewhere import is_elsewhere
from app.confidentiality.detectors.secret_speech import is_talk
from app.confidentiality.detectors.secret_values import Strength, is_keyed, is_name, strength
from app.confidentiality.detectors.secret_words import COMMON, LOGINS
from app.confidentiality.detectors.tables import words

_NAME = r"(?<![\w/.@:\-$%{<])(?P<name>[^\W\d_][\w.@\\\-]{1,48}+)"
_PAIR = re.compile(
    rf"{_NAME}[\"'`»”*]{{0,2}}(?P<sep>[ \t]{{0,2}}[/|,;][ \t]{{0,2}}(?!/)|:(?!/)"
    r"|\s-{1,2}\s|\s+(?:and|with|и|с)\s+"
    r"|[ \t]*\n[ \t>*\-]{0,6}|\s{1,2})[\"'`«“*(]{0,2}"
    r"(?P<value>(?:[^\s\"'`«»()|<>/:]|/(?=[^\s/:]{0,40}[!@#$%^])){4,64})(?![:/])"
)
_WELL_KNOWN = tuple(
    words(
        """
    admin root postgres guest админ рут user sysadmin oper
    """
    )
)
_WHERE_KNOWN = FirstWords(_WELL_KNOWN)
_PLAIN = re.compile(
    r"(?:administrator|admin|root|postgres|sysadmin|guest|user|operator|oper|админ|рут)[\"'`]?"
    r"(?P<sep>\s{0,2}[/|]\s{0,2}|:|,\s)[\"'`«]?(?P<value>[^\s/()\[\]\"'`«»|:<>]{4,64})(?![:/\[(])",
    re.IGNORECASE,
)
_PAIR_WORDS = tuple(
    words(
        """
    id user username user-name login log-in account acct логин логина логину логином учетка учётка
    уч юзер     пользователь пользователя 계정 아이디 email e-mail mail почта имя
    """
    )
)
_LEAD = re.compile(
    r"(?i)\b(?:as|with|under|using|is|are|под|как|с|через|это|данные|creds?|credentials|креды|доступы?"
    r"|login|user|логин|юзер|учетк\w|учётк\w|combo|вход)[\s:(\"'`\-]*$|[:=(\-][\s\"'`(]*$"
)
_TELLING = words(
    """
    password passwords passwd pass pwd pw login user username логин пароль пасс юзер email
    id account host server system система сервер хост url
    http https the and with name names имя as is was are to by of
    for in on at from
    """
)
_REACH = 150
_TRIES = 4
_LOOSE_NAME = re.compile(r"[\w.@\-]{1,40}|<[^>\n]{1,40}>")
_NAME_BEFORE = re.compile(r"(?:^|[\s(:\"'`])(?P<name>[A-Za-z][\w.@\-]{1,31})[\"'`»]?$")
_FIRST = re.compile(r"\)?[ \t]{0,2}(?:[:=(\-]|are|is|это)?[ \t]{0,3}")
_TWO = re.compile(
    r"(?:[\w.@\-]{1,40}|<[^>\n]{1,40}>)[ \t]{0,2}[/|:;,][ \t]{0,2}(?=[^\s/])"
    r"|[\w.@\-]{1,40}[ \t]{1,2}(?=\S)"
)
_MIXED = re.compile(r"[!@#$%^*_]")
_VALUE = re.compile(r"[\"'`«]?(?P<value>[^\s\"'`«»<>|]{3,80}|<[^>\n]{1,60}>)")


def second_of_two(text: str, anchor: Anchor) -> Span | None:
    """`login/password: admin / x`: the telling word names the second of two."""
    if not _paired(text, anchor):
        return None
    joint = _FIRST.match(text, anchor.tail, anchor.tail + 12)
    name = _TWO.match(text, joint.end() if joint else anchor.tail, anchor.tail + 100)
    bare = _VALUE.match(text, name.end(), name.end() + 100) if name else None
    if name is None or bare is None:
        return pair(text, anchor)
    start, end = clean(text, *bare.span("value"))
    value, sign = text[start:end], name[0].strip()[-1:]
    signed = sign in "/|:;" or (sign == "," and closes(text, end))
    floor = Strength.WORD if signed else Strength.LIKELY
    if strength(value) < floor or (strength(value) is Strength.WORD and is_talk(value)):
        return pair(text, anchor)
    return (start, end) if signed or not is_name(value) else None


def _paired(text: str, anchor: Anchor) -> bool:
    """Whether a word for a login stands just before: `id/`, `логин и `, `login (`."""
    if text[anchor.start].isupper() and text[anchor.start - 1 : anchor.start].islower():
        return False  # one name: `usernamePassword(`
    head = text[max(0, anchor.start - 24) : anchor.start].casefold().rstrip(" \t(")
    if head[-1:] in ("/", "&", "|", "+", ":", ",", "\\", "и"):
        head = head[:-1]
    elif head.endswith(" and"):
        head = head[:-4]
    return head.rstrip(" \t)").endswith(_PAIR_WORDS)


def pair(text: str, anchor: Anchor) -> Span | None:
    """A name and a password after a word of logging in."""
    stop = min(len(text), anchor.end + _REACH)
    edge = re.compile(r"[.!]\s+[A-ZА-ЯЁ]|\n\s*\n").search(text, anchor.end, stop)
    stop = edge.start() + 1 if edge else stop
    tries = 0
    at = anchor.end
    while tries < _TRIES:
        match = _PAIR.search(text, at, stop)
        if match is None:
            return None
        tries += 1
        span = _accepted(text, match, anchor)
        if span is not None:
            return span
        at = max(match.end("name"), match.start() + 1)
    return None


def _accepted(text: str, match: re.Match[str], anchor: Anchor) -> Span | None:
    name, sep = match["name"].casefold(), match["sep"].strip()
    if name in _TELLING or (match["value"].isalpha() and sep not in ("/", ":", "|")):
        return None
    start, end = clean(text, *match.span("value"))
    value = text[start:end]
    found = strength(value)
    if found in (Strength.NONE, Strength.RANDOM) or value.isdigit() or ";" in value:
        return None
    if is_keyed(value) or is_elsewhere(text, start, end):
        return None
    led = _LEAD.search(text, max(0, match.start() - 24), match.start()) is not None
    if found is Strength.WORD:
        plain = sep in ("/", ":", "|") and led and (name in LOGINS or value.casefold() in COMMON)
        return (start, end) if plain and closes(text, end) and not is_talk(value) else None
    if is_name(value):
        return None
    if "\n" in match["sep"]:
        return (
            (start, end) if found >= Strength.LIKELY and _two_lines(text, match, anchor) else None
        )
    if not sep:
        return (
            (start, end)
            if found is Strength.SURE and (led or name in LOGINS)
            else ((start, end) if name in LOGINS and led is False and closes(text, end) else None)
        )
    if sep in ("/", ":", "|"):
        return start, end
    strong = led or name in LOGINS or found is Strength.SURE
    return (start, end) if strong and found >= Strength.LIKELY else None


def _two_lines(text: str, match: re.Match[str], anchor: Anchor) -> bool:
    """Whether login and password stand on a line each, below a line that announces them."""
    line = text.rfind("\n", anchor.end, match.start())
    first = text[line + 1 : match.start()].strip(" \t>*-")
    announced = text[anchor.end : line].rstrip().endswith((":", "-")) or line == anchor.end
    return line >= 0 and not first and announced and closes(text, match.end("value"))


def well_known(text: str, low: str) -> Iterator[Span]:
    """`admin / x`, `(root, x)` anywhere; the value must look like a password."""
    left = 500 + len(text) // 60
    standing = _WHERE_KNOWN.places(low)
    for stem in _WELL_KNOWN:
        done = 0
        for at in standing.get(stem, ()):
            if at < done:
                continue
            left -= 1
            if left < 0:  # nobody writes so; what is not read must not leave
                yield Unread((at, standing[stem][-1] + len(stem)))
                return
            match = _PLAIN.match(text, at) if _free(low, at) else None
            if match:
                yield from _known(text, match)
            done = match.end() if match else at + len(stem)


def slashed(text: str) -> Iterator[Span]:
    """`editor / x`, whoever it is, where the second is no name of anything."""
    at = text.find(" / ")
    while at >= 0:
        match = _VALUE.match(text, at + 3)
        mixed = match and _MIXED.search(match["value"]) and any(map(str.isdigit, match["value"]))
        name = _NAME_BEFORE.search(text[max(0, at - 34) : at]) if mixed else None
        if match and name and name["name"].casefold() not in _TELLING:
            start, end = clean(text, *match.span("value"))
            value = text[start:end]
            signed = _MIXED.search(value) and any(map(str.isdigit, value))
            looks = strength(value) >= Strength.LIKELY and any(map(str.isupper, value))
            if signed and looks and not is_name(value) and not is_keyed(value):
                yield start, end
        at = text.find(" / ", at + 3)


def _free(low: str, at: int) -> bool:
    return at == 0 or not (low[at - 1].isalnum() or low[at - 1] in "_/.-@$%{<")


def _known(text: str, match: re.Match[str]) -> Iterator[Span]:
    start, end = clean(text, *match.span("value"))
    value = text[start:end]
    found = strength(value)
    if found < Strength.LIKELY or value.isdigit() or is_name(value) or found is Strength.RANDOM:
        return
    if match["sep"].strip() == "," and (
        text[match.start() - 1 : match.start()] != "("
        or (found < Strength.SURE and not (any(map(str.isdigit, value))))
    ):
        return
    tight = match["sep"] in ("/", "|", ":") and found < Strength.SURE
    if not tight or text[match.start() - 1 : match.start()] in ("", " ", "(", "\n", "`"):
        yield start, end
