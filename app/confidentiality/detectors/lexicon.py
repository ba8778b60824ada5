"""How usual a word is as a given name, as a surname and as a word: `Lexicon`.

The table `lexicon.txt` is read through the package's loader, once a process. Invariant: words are
folded (lower case, no marks on letters, no apostrophes).
"""

from __future__ import annotations

import functools
import pkgutil
import unicodedata
from collections.abc import Mapping

Rank = tuple[int, int, int]
"""Given name, surname, word: 9 is most usual, 0 is not one."""

_PLAIN = str.maketrans("łøđıþð", "lodipd", "'’`-.")
_NONE = (0, 0, 0)


@functools.lru_cache(maxsize=32_768)
def fold(word: str) -> str:
    """Lower case without marks and apostrophes."""
    low = word.casefold().translate(_PLAIN)
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


@functools.cache
def table() -> Mapping[str, Rank]:
    """Folded word -> its ranks."""
    raw = (pkgutil.get_data(__name__, "lexicon.txt") or b"").decode()
    lines = (line.split(" ") for line in raw.splitlines() if line and line[0] != "#")
    return {word: (int(d[0]), int(d[1]), int(d[2])) for word, d in lines}


def rank(word: str) -> Rank:
    """The ranks of a word as written."""
    return table().get(fold(word), _NONE)
