"""Machines that show by the company they keep: a name in a row with, or beside, a masked one.

`on [host] and linden`, `neptune (an address)`, a line of one word above a line of one masked host.
Invariant: only a text with placeholders is looked at, so the first reading costs nothing; a word
counts when it is no word of the trade. Linear: every pattern begins at a placeholder or is bounded.
Deliberately elsewhere: places that show by themselves (`positions`, `called`), people (`half_names`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from app.confidentiality.detectors.around import around, near
from app.confidentiality.detectors.called import may_call
from app.confidentiality.detectors.called_words import PROPER
from app.confidentiality.detectors.plain_words import is_technical
from app.confidentiality.detectors.standing import stands
from app.confidentiality.detectors.trade_words import PETS
from app.confidentiality.detectors.unfamiliar import in_vocabulary
from index.chunk import Action, Finding

_N = r"(?P<v>[A-Za-z][A-Za-z0-9\-]{1,30})"
_HOST = r"\u27e6(?:HOST|IDENTIFIER)_\d{1,6}\u27e7"
_SIGN = re.compile(r"\u27e6(?:HOST|IDENTIFIER|IP|MAC)_")
_QUOTE = r"[\"'`*]{0,2}"
_JOIN = (
    r"(?:,(?: then)?[ ]|[ ](?:and|or|to|off|onto|then|vs\.?|behind|from|и|или|на|->|=>|→|>|<|\||\+|&"
    r"|/)[ ]|[ ]?[,/;][ ]?|\n[ \t]{0,4}(?:- )?)"
)
_AFTER = re.compile(
    rf"{_HOST}(?::\d{{2,5}})?{_QUOTE}{_JOIN}{_QUOTE}{_N}(?![\w(/=@\-]|[.:][A-Za-z_]|\.\d)"
)
_BEFORE = re.compile(
    rf"(?<![\w.\-/@$%:]){_N}(?::\d{{2,5}})?(?={_QUOTE}(?:{_JOIN}{_QUOTE}{_HOST}"
    r"|[ ]?[(\[|,;=@][ ]?\u27e6(?:IP|MAC)_\d{1,6}\u27e7|[ \t]{1,12}\u27e6(?:IP|MAC)_))"
)
_ADDRESSED = re.compile(rf"\u27e6(?:IP|MAC)_\d{{1,6}}\u27e7[ ]?[|,;(=][ ]?{_N}(?![\w(/=@.:\-])")


class Beside:
    """Finds machines that stand with masked ones."""

    name = "beside"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each name."""
        if "\u27e6" not in text:
            return
        parts = around(text, _SIGN)
        for pattern in (_AFTER, _BEFORE, _ADDRESSED):
            for match in near(pattern, text, parts):
                if _may_be(match["v"]):
                    yield Finding("HOST", Action.MASK, *match.span("v"), self.name)


@functools.lru_cache(maxsize=8192)
def _may_be(name: str) -> bool:
    """Whether a name may be a machine's: built like one, or a noun that is not of the trade."""
    low = name.casefold()
    if not (name.islower() or name.isupper()) or not stands(name, firm=True):
        return False
    if not low.isalpha():
        pieces = [piece for piece in re.split(r"[\d\-]+", low) if len(piece) > 2]
        return any(map(str.isdigit, low)) or not all(map(is_technical, pieces))
    if name.isupper() or len(low) < 3:
        return False
    unknown = not in_vocabulary(low) and not is_technical(low)
    return unknown or low in PROPER or low in PETS or may_call(low)
