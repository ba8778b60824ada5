"""The net under the readers of credentials: what looks like one near a telling word.

A token that mixes letters with digits or signs and makes no familiar words, within a sentence or
the neighbouring line of a word such as `password`, or as the last of the few short lines below one,
is taken for the credential, however it was put.
Invariant: one pass over the tokens and one over the words, so the time is linear. Deliberately
elsewhere: what is said in so many words (`secret_prose`, `secret_pairs`, `secret_talk`), words that
only hint at a credential (`secret_hinted`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.secret_anchors import Anchor
from app.confidentiality.detectors.secret_elsewhere import is_elsewhere, is_machine
from app.confidentiality.detectors.secret_values import (
    Strength,
    is_address,
    is_placeholder,
    strength,
)
from app.confidentiality.detectors.unfamiliar import made_up

_TOKEN = re.compile(
    r"(?<![\w$%@#.\\/~&\-])(?P<w>(?:[^\W\d_]{3,16}\.){1,3}\d{2,6}"
    r"|[A-Za-zА-Яа-яЁё0-9][\w!#$%^&*?+~@\-]{3,40}[\w!#$%^+~])"
    r"(?![\w(/\\@=]|[.:]\w|-\w)"
)
_AFTER, _BEFORE = 140, 40
"""Characters from the end of a telling word to its value, and from a value to such a word."""
_FAR = 30
"""From how far on a name built like a machine's is one."""
_FAMILIES = frozenset({"password", "login", "seed"})
_SIGN = re.compile(r"\w[!#$%^&+~@]\w")
_TAGGED = re.compile(r"(?P<w>[^\W\d_]{3,20})@\d{3,8}!?")
"""`gravel@2130`, which no address, package or host is."""
_LINES, _SHORT = 3, 40
"""Line ends that may stand between a telling word and a value that fills its line, and how long
the lines between are."""
_ALONE = re.compile(r"(?:\n|\A)[ \t>*•\-]{0,6}(?:(?:[\w.\-]{1,24} ?){1,3}: )?[\"'`«]?\Z")
_ENDED = re.compile(r"[\"'`»]?[.!]?[ \t]*(?:\n|\Z)")
_HEX = re.compile(r"[0-9a-f]{7,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODED = re.compile(r"[^\W\d_]\d+[^\W\d_]+\d|\d[^\W\d_]+\d+[^\W\d_]|[^\W\d_][!@$%^&*+#][^\W\d_]+\d")
"""`t1g3r`, `47we20df`, `h@rb0r`: digits or signs inside letters, twice."""
_PLAIN = re.compile(
    r"(?:v?\d+(?:[.\-_]\d+)*[a-z]{0,3}|(?:sha|md|aes|rsa|utf|tls|ssl|ipv|oauth|pkcs|hs|rs|es|ed|x)[\-_]?\d+"
    r"(?:[\-_]\w{1,8})?)$",
    re.IGNORECASE,
)


def near(text: str, every: Sequence[Anchor]) -> Iterator[tuple[int, int]]:
    """Spans of tokens that look like a credential and stand near one of these telling words."""
    told = [anchor for anchor in every if anchor.family in _FAMILIES]
    if not told:
        return
    tails = [anchor.tail for anchor in told]
    starts = [anchor.start for anchor in told]
    for match in _TOKEN.finditer(text):
        start, end = match.span("w")
        number = _teller(text, start, end, starts, tails)
        if number is None or not like_one(match["w"], told[number].family):
            continue
        anchor = told[number]
        far = max(start - anchor.tail, anchor.start - end) > _FAR
        if not is_elsewhere(text, start, end) and not (far and is_machine(match["w"])):
            yield start, end


def _teller(
    text: str, start: int, end: int, starts: Sequence[int], tails: Sequence[int]
) -> int | None:
    """Which telling word stands before the token (one line end between them at most) or after."""
    before = bisect.bisect_right(tails, start) - 1
    if before >= 0 and start - tails[before] <= _AFTER:
        return before if is_below(text, tails[before], start, end) else None
    after = bisect.bisect_left(starts, end)
    if after < len(starts) and starts[after] - end <= _BEFORE:
        return None if "\n" in text[end : starts[after]] else after
    return None


def is_below(text: str, tail: int, start: int, end: int) -> bool:
    """Whether a value stands in the line of what is before it, in the next, or ends a short block."""
    ends = text.count("\n", tail, start)
    if ends < 2:
        return True
    between = text[tail:start].split("\n")
    if ends > _LINES or any(len(line) > _SHORT or not line.strip() for line in between[1:-1]):
        return False
    alone = _ALONE.search(text, max(0, start - 90), start)
    return alone is not None and _ENDED.match(text, end) is not None


def is_tagged(value: str) -> bool:
    """Whether a value is a word of no manual, `@` and a number."""
    match = _TAGGED.fullmatch(value)
    return match is not None and not is_technical(match["w"].casefold())


def like_one(value: str, family: str) -> bool:
    """Whether a token near a telling word of this family looks like a credential."""
    digits = sum(map(str.isdigit, value))
    if not any(map(str.isalpha, value)) or _HEX.fullmatch(value) or _PLAIN.match(value):
        return False
    if not digits and not _SIGN.search(value):
        return False
    if is_placeholder(value) or is_address(value) or strength(value) is Strength.NONE:
        return False
    if made_up(value) or CODED.search(value) or is_tagged(value):
        return True
    plain = value.isalnum() and value[0].isalpha() and value[-1].isdigit()
    return family == "password" and digits > 1 and plain
