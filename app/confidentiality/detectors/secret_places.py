"""Credentials by the place they stand in: commands, headers, files, beside an address, in Secrets.

The tables are `secret_commands` and `secret_settings`; what stands in such a place must still be more
than a placeholder. A pattern runs only where one of its words was found by plain search. Invariant:
bounded repetition only, so the time stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import FirstWords, Unread
from app.confidentiality.detectors.secret_commands import COMMANDS
from app.confidentiality.detectors.secret_settings import SETTINGS
from app.confidentiality.detectors.secret_values import Strength, is_name, strength

Span = tuple[int, int]

_BEGINS = r"(?<![\w\-.])"
_PLACES = tuple(
    (
        tuple(stems.split() if stems[-1] != " " else (stems,)),
        re.compile(begins + pattern),
        floor,
        sparse,
        bool(begins),
    )
    for begins, table, sparse in ((_BEGINS, COMMANDS, 200), ("", SETTINGS, 60))
    for _, stems, pattern, floor in table
)
_FIRST = FirstWords(stem for stems, *_ in _PLACES for stem in stems)
_FREE = 500
"""Tries of one pattern that any text may cost; one more for so many characters (see `_PLACES`)."""
_PGPASS = re.compile(
    r"(?m)^\s{0,4}[\w.\-*]{1,100}:(?:\d{2,5}|\*):[\w.\-*]{1,64}:[\w.\-*]{1,64}:"
    r"(?P<value>[^\s:]{3,100})[ ]*$"
)
_ADDRESS = re.compile(
    r"\d(?<![\w.]\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?::\w{1,5})?[ \t,]{0,2}"
    r"[^\s/(]{0,12}?[\s,(][ \t]?[(]?[A-Za-z][\w.\-]{1,31}"
    r"(?:/|[ ](?=\S{0,32}\d)(?=\S{0,32}[A-Z])(?=\S{0,32}[a-z]))"
    r"(?P<value>[^\s/()\"'`|]{6,64})(?![\w/])"
)
_SECRET = re.compile(
    r"(?i:\"?\bkind\"?)[ \t]{0,4}:[ \t]{0,4}[\"']?Secret\b[\"']?[ \t\r]{0,40}(?=[\n,}]|$)"
)
_DATA = re.compile(r"\b(?:data|stringData)[\"']?[ \t]{0,4}:[ \t]{0,4}(?=[\n{])")
_ENTRY = re.compile(
    r"(?:^[ \t]{1,12}|[{,]\s{0,12})[\"']?[\w.\-]{1,80}[\"']?[ \t]{0,4}:[ \t]{0,4}"
    r"(?:[|>]-?\s{1,20})?[\"']?(?P<value>[^\s\"',{}|>]{3,4000})",
    re.MULTILINE,
)
_ANOTHER = re.compile(r"^(?:---|\.\.\.|```|[A-Za-z])", re.MULTILINE)
_SECRET_REACH = 6000


def places(text: str, low: str) -> Iterator[Span]:
    """Spans of credentials that their place gives away; `low` is the text in lower case."""
    standing = _FIRST.places(low)
    for stems, pattern, floor, sparse, whole in _PLACES:
        left = _FREE + len(text) // sparse
        for stem in stems:
            done = 0
            for at in standing.get(stem, ()):
                if at < done or (whole and at and (low[at - 1].isalnum() or low[at - 1] in "_-.")):
                    continue  # within a word no command begins
                left -= 1
                if left < 0:  # nobody writes so; what is not read must not leave
                    yield Unread((at, standing[stem][-1] + len(stem)))
                    break
                match = pattern.match(text, at)
                if match:
                    yield from _checked(text, match, floor)
                done = match.end() if match else at + len(stem)
    if "." in text:
        for match in _ADDRESS.finditer(text):
            yield from _checked(text, match, Strength.LIKELY)
    if ":" in text:
        for match in _PGPASS.finditer(text):
            yield from _checked(text, match, Strength.WORD)
    if "secret" in low and "kind" in low:
        yield from _kubernetes(text)


def _checked(text: str, match: re.Match[str], floor: Strength) -> Iterator[Span]:
    start, end = match.span("value")
    whole = strength(text[start:end])
    while end > start and text[end - 1] in ".,;:)]}\"'":
        end -= 1
    value = text[start:end]
    if whole and strength(value) >= floor and not (floor is Strength.LIKELY and _named(value)):
        yield start, end


def _named(value: str) -> bool:
    """Where only looks tell: a port or a name with a number is no credential."""
    return is_name(value) or not (any(map(str.isdigit, value)) or strength(value) > Strength.LIKELY)


def _kubernetes(text: str) -> Iterator[tuple[int, int]]:
    """Values under `data:` and `stringData:` of `kind: Secret`, before or after that line."""
    done = 0
    for secret in _SECRET.finditer(text):
        start = max(done, text.rfind("---", max(0, secret.start() - _SECRET_REACH), secret.start()))
        start = max(start, secret.start() - _SECRET_REACH)
        done = stop = min(len(text), secret.end() + _SECRET_REACH)
        for block in _DATA.finditer(text, start, stop):
            edge = _ANOTHER.search(text, block.end(), stop)
            for entry in _ENTRY.finditer(text, block.end(), edge.start() if edge else stop):
                if strength(entry["value"]) is not Strength.NONE:
                    yield entry.span("value")
