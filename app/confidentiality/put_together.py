"""A text as whoever reads it puts it together: over lines and cells, below headings, in pieces.

What is made here is read by the shapes of credentials alone, and is made of few words: cost follows
the lines, not the length of the text. Invariant: linear; pure; nothing is decoded.
Deliberately elsewhere: which of it is a credential (`alarm_secrets`), who reads it (`alarms`),
decodings (`views`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_AROUND = "`*_\"' \t"
_EDGES = "`*\"' \t>+-\r"
"""Around a line or cell; no low line, which may be in the middle of a token."""
_LONG = re.compile(r"[A-Za-z0-9_.~$+/=-]{15}")
_DIGIT = re.compile(r"\d|[A-Z]{8}")
_NAMES = ("passw", "passphrase", "парол", "secret", "секрет", "token", "токен")
_NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(_NAMES)})\w{{0,4}}")
_HASHES = re.compile(r"[ \t>]{0,8}#{1,6}[ \t]")
_LONGEST_HEADING = 110
_ABOUT = re.compile(r"policy|polic|полит|правил|rotat|ротац")
"""What is said about passwords, and is none."""
_BETWEEN = re.compile(
    r"[ \t>]*(?:(?:`{3,}|~{3,})[\w+-]{0,20}|[-=]{2,200}|#{2,6}[ \t][^\n]{0,60})?[ \t]*"
)
"""What stands between a heading and what is below it: blank lines, fences, rules, a smaller heading."""
_MARKS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?:\[[ xX]?\][ \t]+)?")
_LONGEST_VALUE = 140
_MOST_WORDS = 8
_DEEPEST = 6
"""Lines below a heading that are looked at."""
_RULE = re.compile(r"\n[ \t]{0,8}:?-{2,80}:?[ \t]{0,3}\|")


def joined(text: str) -> str:
    """The last word of each line, item or cell together with the first of the next one, where that
    makes a long one that is no word."""
    made = list[str]()
    run = list[str]()
    for piece in text.replace("|", "\n").split("\n"):
        if not piece:
            continue
        first, last = _ends(piece)
        if first:
            run.append(first)
        if last:
            made.append("".join(run))
            run = [last]
    made.append("".join(run))
    return "\n".join(one for one in made if _LONG.search(one) and _DIGIT.search(one))


def _ends(piece: str) -> tuple[str, str]:
    """First and last word of a line or cell; no last one where it has but one."""
    piece = piece.strip(_EDGES)
    if piece[:1].isdigit():
        piece = piece[_end_of_marks(piece) :]
    first, blank, _ = piece.partition(" ")
    return _bare(first), _bare(piece.rpartition(" ")[2]) if blank else ""


def _bare(word: str) -> str:
    """Without the emphasis around it."""
    word = word.strip(_EDGES)
    return word.strip("_") if word[:1] == "_" == word[-1:] else word


def below_headings(text: str) -> str:
    """The short lines below those that say they are a secret."""
    lowered = text.lower()
    if len(lowered) != len(text):  # letters that become two
        lowered = text
    return "\n".join(_below_headings(text, lowered))


def bare_tables(text: str) -> str:
    """`text` where it has a table whose rows do not begin with a bar, or ""."""
    return text if _RULE.search(text) else ""


def _below_headings(text: str, lowered: str) -> Iterator[str]:
    for start, end in sorted(_lines_with_names(lowered)):
        if end - start <= _LONGEST_HEADING and _says_so(lowered[start:end]):
            yield from _alone_below(text, end + 1)


def _lines_with_names(lowered: str) -> set[tuple[int, int]]:
    """Where lines begin and end that speak of secrets, without the last one, which has none below."""
    found = set[tuple[int, int]]()
    for name in _NAMES:
        at = lowered.find(name)
        while at >= 0:
            end = lowered.find("\n", at)
            if end < 0:
                break
            found.add((lowered.rfind("\n", 0, at) + 1, end))
            at = lowered.find(name, end)
    return found


def _says_so(line: str) -> bool:
    """Whether a line is a heading of a secret, or ends with the name of one."""
    ends = [name.end() for name in _NAMED.finditer(line)]
    if not ends or _ABOUT.search(line):
        return False
    return bool(_HASHES.match(line)) or not line[ends[-1] :].strip("*_`~: \t")


def _alone_below(text: str, start: int) -> Iterator[str]:
    """The first line from `start` on that says something, where that is short."""
    for _ in range(_DEEPEST):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > _LONGEST_VALUE:
            return
        line = text[start:end]
        if _BETWEEN.fullmatch(line) is None:
            words = line[_end_of_marks(line) :].strip(_AROUND)
            if words.count(" ") <= _MOST_WORDS:
                yield words
            return
        start = end + 1


def _end_of_marks(line: str) -> int:
    marks = _MARKS.match(line)
    return marks.end() if marks else 0
