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

from app.confidentiality.alarms import ALARMS, ringing
from app.confidentiality.merging import CREDENTIAL
from app.confidentiality.views import views
from index.chunk import Finding

CREDENTIAL_ALARMS = frozenset(
    {"credential", "private_key", "userinfo", "keyed_secret", "random_string"}
)
"""Those of the guard's alarms that ring at credentials."""
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[^`]*$")
_MARKS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")


def rings(text: str) -> bool:
    """Whether the guard's alarms for credentials ring at this text, in any reading of it.

    Raises `TooDeepError`."""
    return any(name in CREDENTIAL_ALARMS for view in views(text) for name in ringing(view))


def in_pieces(text: str) -> bool:
    """Whether a token stands there that is whole on no line: of such a one no piece may stay."""
    lines = (line for line in text.split("\n") if not _has_token(line))
    return _has_token("\n".join(lines))


def _has_token(text: str) -> bool:
    return any(
        alarm.real(match)
        for alarm in ALARMS
        if alarm.name == "credential"
        for match in alarm.pattern.finditer(alarm.read(text, text.lower()))
    )


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
