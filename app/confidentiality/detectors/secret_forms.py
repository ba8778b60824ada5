"""Other forms of the same text: escaped, encoded, broken over lines or written in groups.

A form is a `View` of the text it was made from, so a span found in it is told in positions of that
text. Invariant: every form is made in linear time, and only where a cheap search says it is needed.
"""

from __future__ import annotations

import html
import re

from app.confidentiality.detectors.view import View

_ESCAPED = re.compile(
    r"&(?:quot|amp|apos|lt|gt|nbsp|colon|equals|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
    r"|\\u00[2-7][0-9a-fA-F]|\\x[2-7][0-9a-fA-F]|\\\\?[\"']|%(?:3[AaDd]|2[0-9A-Fa-f]|40|5[BbDd]|7[BbDd])|\\[nrt](?![a-z])"
)
_AROUND = 240
_NEEDED = ("&quot;", "&amp;", "&#", "\\u00", "\\x", '\\"', "\\'", "%3", "%2", "%40", "\\n", "\\r")
_CHARACTERS = r"A-Za-z0-9+/_=.\-"
WRAPPED = re.compile(
    rf"[{_CHARACTERS}]{{4,400}}=?(?:\n[ \t>]{{0,8}}|[ ](?=[{_CHARACTERS}]{{0,40}}[0-9A-Z]))"
    rf"(?=[{_CHARACTERS}])"
)
"""A key that goes on in the next line, or in another group that is no plain word."""
_GAP = re.compile(
    rf"=?\n[ \t>]{{0,8}}(?=[{_CHARACTERS}]{{0,60}}[0-9])|[ ](?=[{_CHARACTERS}]{{0,40}}[0-9A-Z])"
)


def unescaped(text: str) -> View | None:
    """What stands near escapes of JSON, HTML and addresses, without them; `None` where none are."""
    if not any(sign in text for sign in _NEEDED):
        return None
    pieces: list[str] = []
    edges: list[int] = []
    shifts: list[int] = []
    done = length = 0
    for match in _ESCAPED.finditer(text):
        if match.start() - done > 2 * _AROUND:
            stop = text.rfind(" ", done, done + _AROUND) + 1 if done else done
            pieces.append(text[done : max(done, stop)] + "\n\n")
            length += max(done, stop) - done + 2
            done = text.find(" ", match.start() - _AROUND, match.start()) + 1
            done = done or match.start() - _AROUND
            edges.append(length)
            shifts.append(done - length)
        pieces.append(text[done : match.start()])
        plain = _plain(match[0])
        pieces.append(plain)
        length += match.start() - done + len(plain)
        done = match.end()
        edges.append(length)
        shifts.append(done - length)
    if not edges:
        return None
    pieces.append(text[done : done + _AROUND])
    return View("".join(pieces), tuple(edges), tuple(shifts))


def _plain(escape: str) -> str:
    match escape[0]:
        case "&":
            return html.unescape(escape)[:1]
        case "%":
            return chr(int(escape[1:], 16))
    if escape[1] in "ux":
        return chr(int(escape[2:], 16))
    return {"n": "\n", "r": "\n", "t": "\t"}.get(escape[1], escape[-1])


def squeezed(text: str, start: int, stop: int, breaks: int) -> View:
    """`text[start:stop]` without its first `breaks` line ends and blanks; positions are of `text`."""
    pieces: list[str] = []
    edges, shifts = [0], [start]
    length, done = 0, start
    for match in _GAP.finditer(text, start, stop):
        if not breaks:
            break
        breaks -= 1
        pieces.append(text[done : match.start()])
        length += match.start() - done
        done = match.end()
        edges.append(length)
        shifts.append(done - length)
    pieces.append(text[done:stop])
    return View("".join(pieces), tuple(edges), tuple(shifts))
