"""Which lines of a text hold a credential, as both readers see it, and the text without them.

Invariant: what a detector finds and what the egress guard's alarms ring at are one and the same here:
a credential. Whoever shows the text judges it again, since a line may have hidden another one.
Deliberately elsewhere: the two readers (`detectors`, `alarms`), what is said in a line's place and
what follows from it (`app.chat_exit`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from app.confidentiality.alarm_secrets import KEYED, TOKENS, is_keyed, is_secret_value, is_token
from app.confidentiality.alarms import ringing
from app.confidentiality.merging import CREDENTIAL
from app.confidentiality.views import views
from index.chunk import Finding

_ALARMS = frozenset({"credential", "private_key", "userinfo", "keyed_secret", "random_string"})
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[^`]*$")
_CUT = re.compile(r"\n[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?|\|")
"""Between lines, items and cells."""
_EMPHASIS = re.compile(r"\*{1,3}")
_AROUND = "`*_\"' \t"
_NAMED = r"\b(?:passw|passphrase|парол|secret|секрет|token|токен)\w{0,4}"
_HEADED = re.compile(
    rf"^[ \t>]{{0,8}}(#{{1,6}}[ \t][^\n]{{0,60}}{_NAMED}[^\n]{{0,40}}"
    rf"|[^\n]{{0,60}}{_NAMED}[*: \t]{{0,4}})\n"
    r"(?:[ \t>]{0,8}\n){0,3}[ \t>]{0,8}(?:[-*+][ \t]+)?([^\n]{4,120})$",
    re.IGNORECASE | re.MULTILINE,
)
_ABOUT = re.compile(r"(?:policy|polic|полит|правил|rotat|ротац)", re.IGNORECASE)
_MARKS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")


def rings(text: str) -> bool:
    """Whether the guard's alarms for credentials ring at this text, in any reading of it; also where
    a person puts together what stands on several lines, or reads a heading with what is below it.

    Raises `TooDeepError`."""
    return (
        any(name in _ALARMS for view in views(text) for name in ringing(view))
        or any(map(is_token, TOKENS.finditer(_put_together(text))))
        or any(map(is_keyed, KEYED.finditer(_EMPHASIS.sub("", text))))
        or any(is_secret_value(below) for below in _below_headings(text))
    )


def in_pieces(text: str) -> bool:
    """Whether a token stands there that is whole on no line: of such a one no piece may stay."""
    lines = (line for line in text.split("\n") if not TOKENS.search(line))
    return any(map(is_token, TOKENS.finditer(_put_together("\n".join(lines)))))


def _put_together(text: str) -> str:
    """The last word of each line or cell together with the first of the next one."""
    kept = list[str]()
    for piece in _CUT.split(text):
        words = piece.strip(_AROUND).split()
        if len(words) > 1:
            kept += [words[0].strip(_AROUND), " ", words[-1].strip(_AROUND)]
        else:
            kept += [word.strip(_AROUND) for word in words]
    return "".join(kept)


def _below_headings(text: str) -> Iterable[str]:
    """What stands alone below a heading that says it is a secret."""
    for match in _HEADED.finditer(text):
        words = match[2].strip(_AROUND).split()
        if len(words) == 1 and not _ABOUT.search(match[1]):
            yield words[0]


def credential_lines(text: str, found: Iterable[Finding]) -> frozenset[int]:
    """Numbers of the lines with a credential, from 0; `found` are the detectors' findings on `text`.

    Raises `TooDeepError`."""
    lines = text.split("\n")
    bad = set(_of_findings(lines, found))
    for look in (_alone, _in_pairs, _in_tables):
        if not rings("\n".join(line for n, line in enumerate(lines) if n not in bad)):
            break
        bad |= look(lines, bad)
    return frozenset(bad)


def without(text: str, bad: frozenset[int], notice: str) -> str:
    """`text` with `notice` in the place of these lines, once for those that follow each other.

    The marks of fences stay, so that what stands around them is shown as before."""
    kept: list[str] = []
    fence, said = "", False
    for number, line in enumerate(text.split("\n")):
        mark = _FENCE.match(line)
        if mark is not None and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            kept.append(line if number not in bad else mark[0][: mark.end(1)])
            said = False
        elif number not in bad:
            kept.append(line)
            said = False
        elif not said:
            marks = _MARKS.match(line)
            kept.append((marks[0] if marks else "") + ("# " if fence else "") + notice)
            said = True
    return "\n".join(kept)


def _of_findings(lines: Sequence[str], found: Iterable[Finding]) -> Iterable[int]:
    spans = [(f.start, f.end) for f in found if f.kind == CREDENTIAL]
    start = 0
    for number, line in enumerate(lines):
        end = start + len(line)
        if any(first <= end and start < last for first, last in spans):
            yield number
        start = end + 1


def _alone(lines: Sequence[str], bad: set[int]) -> set[int]:
    return {n for n, line in enumerate(lines) if n not in bad and rings(line)}


def _in_pairs(lines: Sequence[str], bad: set[int]) -> set[int]:
    """A name on one line, its value on the next one that is not blank."""
    rest = [n for n, line in enumerate(lines) if n not in bad and line.strip()]
    pairs = itertools.pairwise(rest)
    return {
        n for one, other in pairs if rings(f"{lines[one]}\n{lines[other]}") for n in (one, other)
    }


def _in_tables(lines: Sequence[str], bad: set[int]) -> set[int]:
    """A row under the head of its table."""
    found, head = set[int](), None
    for number, line in enumerate(lines):
        if not line.lstrip(" \t>").startswith("|"):
            head = None
        elif head is None:
            head = line
        elif number not in bad and rings(f"{head}\n{line}"):
            found.add(number)
    return found
