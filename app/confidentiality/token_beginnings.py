"""How the tokens of well-known vendors begin, and those that are in pieces or turned around.

Invariant: linear; a text in which no beginning stands costs a look for each of them and no more.
Deliberately elsewhere: whole tokens (`alarm_secrets`), whole lines that are turned
around (`views`), runs (`coded_runs`).
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator, Sequence

from app.confidentiality.alarm_secrets import TOKENS, Match, is_token

BEGINNINGS = (
    *("AKIA", "ASIA", "LTAI", "ghp_", "gho_", "ghs_", "github_pat_", "glpat", "glrt-", "xoxb"),
    *("xoxp", "xoxe-", "xapp-", "sk-", "sk_live_", "rk_live_", "AIza", "ya29.", "GOCSPX-", "hvs."),
    *("npm_", "pypi-", "dop_v1_", "SG.", "AQVN", "YCAJE", "glsa_", "dckr_pat_", "hf_", "eyJ"),
)
_DASHED = ("glpat-", "xoxb-", "xoxp-")
_FAR = 240
"""Characters behind a beginning in which its pieces are looked for."""
PIECED = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(map(re.escape, (*BEGINNINGS, *_DASHED)), reverse=True))})"
)
"""What `behind_beginnings` makes."""
_MOST_WITHIN = 3
"""Beginnings behind another one that may be of its pieces: a token of JSON has two. One that follows
so many others is read by the last of them, so that no piece is read for more than some of them."""

_LONG = tuple(one for one in BEGINNINGS if len(one) > 3 and "." not in one)
_BACKWARDS = tuple(one[::-1] for one in _LONG)
_ROT13 = tuple(codecs.encode(one, "rot13") for one in _LONG)
_PIECE = re.compile(r"[A-Za-z0-9_-]*[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]{8,})*")
_LONGEST = max(map(len, BEGINNINGS))
_SHORT = 2
"""Letters right behind a beginning that may be a piece of a token, though they look like a word."""
_MOST_WORDS = 5
"""Words of a sentence from one piece to the next."""
_FEWEST = 10
"""Characters of a token behind its beginning."""
_FEWEST_DIGITS = 2
"""Of a token that is put together; words have none."""
_WORD = re.compile(r"[A-Z]?[a-z]+(?:[-_][A-Z]?[a-z]+)*|\d{1,2}")


def behind_beginnings(text: str) -> str:
    """The beginnings with what is behind them, as far as that is looked at; zeros in between. At
    most as long as the text."""
    kept = list[str]()
    end = 0
    for at in sorted(_begun(text)):
        if at > end and kept:
            kept.append("\0")
        kept.append(text[max(at, end) : at + _LONGEST + _FAR])
        end = at + _LONGEST + _FAR
    return "".join(kept)


def _begun(text: str) -> Iterator[int]:
    for one in BEGINNINGS:
        at = text.find(one)
        while at >= 0:
            if not at or not text[at - 1].isalnum():
                yield at
            at = text.find(one, at + 1)


def turned_back(runs: Sequence[str]) -> Iterator[str]:
    """Of these runs those with a beginning backwards or in rot13, turned back."""
    together = "\n".join(runs)
    for one in _BACKWARDS:
        if one in together:
            yield "\n".join(run[::-1] for run in runs if one in run)
    for one in _ROT13:
        if one in together:
            yield "\n".join(codecs.encode(run, "rot13") for run in runs if one in run)


def is_pieced(match: Match) -> bool:
    """Whether the pieces behind a beginning are a token together, without marks and words between."""
    start = match[0]
    pieces = "".join(_pieces(behind(match)))
    if len(pieces) < _FEWEST:
        return False
    tokens = (TOKENS.match(start + one) for one in (pieces, pieces.replace("-", "")))
    return any(token is not None and is_token(token) and _has_digits(token[0]) for token in tokens)


def behind(match: Match) -> str:
    """What is behind a beginning, as far as pieces of it are looked for."""
    text, start = match.string, match.end()
    end = text.find("\0", start, start + _FAR)
    end = start + _FAR if end < 0 else end
    within = itertools.islice(PIECED.finditer(text, start, end), _MOST_WITHIN, None)
    return text[start : next((one.start() for one in within), end)]


def _pieces(text: str) -> Iterator[str]:
    """The pieces without the words between them; none where the text begins with a word."""
    words = _MOST_WORDS
    end = 0
    for piece in _PIECE.finditer(text):
        apart = piece.start() > end and any(map(str.isspace, text[end : piece.start()]))
        if (apart or (not end and len(piece[0]) > _SHORT)) and _WORD.fullmatch(piece[0]):
            words += 1
            if words > _MOST_WORDS:
                return
        else:
            words = 0
            yield piece[0]
        end = piece.end()


def _has_digits(token: str) -> bool:
    return sum(map(str.isdigit, token)) >= _FEWEST_DIGITS
