"""Credentials in tables whose heading row says what a column holds: Markdown, HTML, CSV.

Invariant: a heading cell must be a telling word by itself (with `prod`, `root` or the like); at most
200 rows below it are read. Rows of name and value (`| password | x |`) are read by `secret_assigned`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_assigned import Span
from app.confidentiality.detectors.secret_speech import is_talk
from app.confidentiality.detectors.secret_values import Strength, is_token, strength

_ROWS = 200
_WIDTH = 1000
_LOGIN = re.compile(
    r"(?i)\b(?:user(?:\s?name)?|login|account|e-?mail|логин|пользователь|юзер|уч[её]тк\w|почта)\b"
)
_HEADING = re.compile(r"[\w \-/().*`\"'№]{2,40}")
_RULE = re.compile(r"[ \t:|\-]{3,}$")
_TH = re.compile(
    r"<t[hd][^>\n]{0,80}>\s{0,20}(?P<cell>[^<]{0,200}?(?:</?(?:b|code|i|strong|em|p|span)>[^<]{0,200}?){0,4})\s{0,20}</t[hd]>"
)
_TAG = re.compile(r"</?[a-z]{1,6}>")
_SEPARATORS = (";", "\t", ",")


def column(text: str, anchor: Anchor, tables: list[int]) -> Iterator[Span]:
    """The cells below the heading cell that the telling word stands in.

    `tables` holds where the last table that was read begins and ends: a word below its heading is none.
    """
    if tables[0] < anchor.start < tables[1]:
        return
    start = text.rfind("\n", max(0, anchor.start - _WIDTH), anchor.start) + 1
    end = text.find("\n", anchor.end, anchor.end + _WIDTH)
    if end >= 0:
        line = text[start:end]
        if "|" in line:
            yield from _markdown(text, anchor, (start, end), tables)
        elif any(sign in line for sign in _SEPARATORS):
            yield from _csv(text, anchor, (start, end), tables)
    if "</t" in text[anchor.end : anchor.end + 30]:
        yield from _html(text, anchor, tables)


def _markdown(text: str, anchor: Anchor, line: Span, tables: list[int]) -> Iterator[Span]:
    rule_end = text.find("\n", line[1] + 1, line[1] + _WIDTH)
    if rule_end < 0 or not _RULE.match(text[line[1] + 1 : rule_end]):
        return
    edge = text[line[0] : line[1]].lstrip()[:1] == "|"
    cells = list(_cells(text, line, "|"))
    index = next((i for i, cell in enumerate(cells) if cell[0] <= anchor.start < cell[1]), -1)
    if index < (1 if edge else 0) or not _heads(text[slice(*cells[index])], anchor):
        return
    logins = _LOGIN.search(text[line[0] : line[1]]) is not None
    at = rule_end + 1
    tables[0] = line[1]
    for _ in range(_ROWS):
        tables[1] = at
        last = text.find("\n", at, at + _WIDTH)
        last = min(len(text), at + _WIDTH) if last < 0 else last
        row = list(_cells(text, (at, last), "|"))
        if len(row) < 2:
            return
        if index < len(row):
            yield from _cell(text, row[index], anchor.family, logins)
        at = last + 1
        if at >= len(text):
            return


def _cells(text: str, line: Span, sign: str) -> Iterator[Span]:
    at = line[0]
    while at <= line[1]:
        end = text.find(sign, at, line[1])
        end = line[1] if end < 0 else end
        yield at, end
        at = end + 1


def _heads(cell: str, anchor: Anchor) -> bool:
    """Whether the cell says little more than the telling word."""
    bare = cell.strip(" \t*`\"'_")
    return len(bare) <= anchor.end - anchor.start + 16 and _HEADING.fullmatch(bare) is not None


def _cell(text: str, span: Span, family: str, logins: bool) -> Iterator[Span]:
    start, end = span
    while start < end and text[start] in " \t\r*`\"'_":
        start += 1
    while end > start and text[end - 1] in " \t\r*`\"'":
        end -= 1
    value = text[start:end]
    if not value or len(value) > 200 or " " in value:
        return
    found = strength(value)
    if family == "token":
        good = found >= Strength.LIKELY and is_token(value)
    else:
        good = found >= Strength.LIKELY or (
            found is Strength.WORD and logins and not is_talk(value)
        )
    if good:
        yield start, end


def _csv(text: str, anchor: Anchor, line: Span, tables: list[int]) -> Iterator[Span]:
    for sign in _SEPARATORS:
        heading = list(_cells(text, line, sign))
        if len(heading) < 2:
            continue
        index = next((i for i, c in enumerate(heading) if c[0] <= anchor.start < c[1]), -1)
        short = all(_HEADING.fullmatch(text[a:b].strip()) or a == b for a, b in heading)
        if not short or index < 0 or not _heads(text[slice(*heading[index])], anchor):
            continue
        logins = _LOGIN.search(text[line[0] : line[1]]) is not None
        at = line[1] + 1
        tables[0] = line[1]
        for _ in range(_ROWS):
            tables[1] = at
            last = text.find("\n", at, at + _WIDTH)
            last = min(len(text), at + _WIDTH) if last < 0 else last
            row = list(_cells(text, (at, last), sign))
            if abs(len(row) - len(heading)) > 1 or index >= len(row):
                return
            yield from _cell(text, row[index], anchor.family, logins)
            at = last + 1
            if at >= len(text):
                return
        return


def _html(text: str, anchor: Anchor, tables: list[int]) -> Iterator[Span]:
    """The same column of the rows that follow a row with a telling `<th>` or `<td>`."""
    first = max(text.rfind("<tr", max(0, anchor.start - 2000), anchor.start), 0)
    close = text.find("</tr", anchor.end, anchor.end + 2000)
    if close < 0:
        return
    heading = list(_TH.finditer(text, first, close))
    index = next((i for i, m in enumerate(heading) if m.start() < anchor.start < m.end()), -1)
    if index < 0 or len(heading) < 2 or not _heads(_TAG.sub("", heading[index]["cell"]), anchor):
        return
    logins = any(_LOGIN.search(m["cell"]) for m in heading)
    at = close
    tables[0] = close
    for _ in range(_ROWS):
        tables[1] = at
        first = text.find("<tr", at, at + 400)
        close = text.find("</tr", first, first + 4000) if first >= 0 else -1
        if close < 0:
            return
        cells = list(_TH.finditer(text, first, close))
        if index < len(cells):
            start, end = cells[index].span("cell")
            inner = re.compile(r"(?:<[a-z]{1,6}>\s{0,4}){0,4}(?P<value>[^<>\s]{3,200})").match(
                text, start, end
            )
            if inner:
                yield from _cell(text, inner.span("value"), anchor.family, logins)
        at = close
