"""A text with what was put between the characters of one word made invisible, length unchanged.

Invariant: every character keeps its place: what is taken out is replaced by as many zero-width
spaces, which a `View` drops. Taken out are Markdown and HTML marks within a word or an address
(`Pet<b>rov</b>`, `10.**20**.30.40`), blanks around the dots and the `@` of an address, and the
blanks of a word written letter by letter. Words that are apart in ordinary text stay apart: marks
go only where a letter, digit or dot stands on both sides. All patterns are bounded: linear time.
Deliberately elsewhere: single characters that hide something (`view`).
"""

from __future__ import annotations

import functools
import re

_NOTHING = "\u200b"
_TAG = re.compile(
    r"(?<=[\w.@])(?:</?(?:b|i|u|s|em|strong|span|mark|code|small|big|sub|sup|tt|font|wbr|ins|del|kbd|samp)"
    r"(?:\s[^<>\n]{0,80})?/?>|<!--[^<>\n]{0,80}-->){1,4}(?=[\w.@])",
    re.IGNORECASE,
)
_IN_WORD = re.compile(r"<(?<=[\w.@]<)")
_PAIR = re.compile(
    r"(?P<m>[*`~](?<![*`~][*`~])(?:(?<=\*)\*{0,2}|(?<=`)|(?<=~)~))(?P<w>[^\W_]{1,40}|[\w.@\-]{1,60})(?P<n>(?P=m))(?![*`~])"
)
_QUOTED = re.compile(
    r"[`*_.](?:(?<=[^\W_]`)\.`(?=[^\W_])|(?<=[^\W_]\*)\*{0,2}\.\*{1,3}(?=[^\W_])"
    r"|(?:(?<=\d[*_`])[*_`]{0,2}\.|(?<=\d\.))[*_`]{0,3}(?=\d))"
)
_AT_DOTS = ("`.", ".`", "*.", ".*", "_.", "._")
_LABELS = re.compile(
    r"(?<![\w.\-])[A-Za-z0-9][A-Za-z0-9\-]{0,40}(?:[ \t]\.[ \t][A-Za-z0-9\-]{1,40}){2,8}(?![\w\-])"
)
_DOTS = re.compile(
    r"\d(?<![\w.]\d)\d{0,2}(?:[ \t]{0,2}\.[ \t]{0,2}\d{1,3}){3}(?![\w.]|[ \t]{1,2}\.[ \t]{1,2}\d)"
)
_MAIL = re.compile(
    r"(?<![\w.+\-])[A-Za-z0-9][\w.+\-]{0,63}(?:@|[ \t]{1,2}@[ \t]{1,2})[A-Za-z0-9][A-Za-z0-9\-]{0,62}"
    r"(?:(?:\.|[ \t]\.[ \t])[A-Za-z0-9\-]{1,40}){0,4}(?:\.|[ \t]\.[ \t])[a-z]{2,12}(?!\w)"
)
"""Blanks stand on both sides of a sign or on none: `to @ivan.petrov` and `a @ b. then` are others."""
_SPACED = re.compile(r"[.@](?<=[ \t].)[ \t]")
_SPELLED = re.compile(r"(?<!\S)(?:[\w!#$@?][ \t]{1,3}){4,60}[\w!#$@?](?![^\s.,;:)])")
_LETTER = re.compile(r"[^\W\d_]")


@functools.lru_cache(maxsize=4)
def joined(text: str) -> str:
    """The same text, as long as before, with such words in one piece. The last few are kept: both
    kinds of view begin with it."""
    if _IN_WORD.search(text):
        text = _TAG.sub(_hidden, text)
    if any(mark in text for mark in ("`", "*", "_", "~~")):
        if any(pair in text for pair in _AT_DOTS):
            text = _QUOTED.sub(_dotted, text)
        text = _PAIR.sub(_unmarked, text)
    text = _DOTS.sub(_closed, text)
    if " . " in text:
        text = _LABELS.sub(_closed, text)
    if "@" in text and _SPACED.search(text):
        text = _MAIL.sub(_closed, text)
    return _SPELLED.sub(_word, text)


def _hidden(match: re.Match[str]) -> str:
    return _NOTHING * len(match[0])


def _unmarked(match: re.Match[str]) -> str:
    """Without the marks around a piece of a word; those around whole words stay."""
    text, mark, piece = match.string, match["m"], match["w"]
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    within = (before.isalnum() or before == ".") or (
        after.isalnum() or (after == "." and text[match.end() + 1 : match.end() + 2].isalnum())
    )
    if not within or (mark == "*" and not piece.isalnum()):
        return match[0]
    left = before.isalnum() or (before == "." and match.start() > 1)
    nothing = _NOTHING * len(mark)
    return f"{nothing if left else mark}{piece}{nothing}" if left or within else match[0]


def _dotted(match: re.Match[str]) -> str:
    return re.sub(r"[^.]", _NOTHING, match[0])


def _closed(match: re.Match[str]) -> str:
    return re.sub(r"[ \t]", _NOTHING, match[0])


def _word(match: re.Match[str]) -> str:
    """One word; two where more blanks stand or else a capital begins the next."""
    spelled = match[0]
    letters = re.sub(r"[ \t]", "", spelled)
    if len(_LETTER.findall(spelled)) < 3:
        return spelled
    names = letters.isalpha() and len(spelled) == 2 * len(letters) - 1

    def between(blank: re.Match[str]) -> str:
        if len(blank[0]) > 1:
            return " " + _NOTHING * (len(blank[0]) - 1)
        before, after = spelled[blank.start() - 1], spelled[blank.end()]
        return " " if names and before.islower() and after.isupper() else _NOTHING

    return re.sub(r"[ \t]{1,3}", between, spelled) if re.search(r"\S[ \t]\S", spelled) else spelled
