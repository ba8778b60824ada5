"""Which script a text is written in: the one thing fusion and wording need to know of language."""

from __future__ import annotations

import re

_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z]+")


def _letters(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))


def language(text: str) -> str:
    """`ru` where Cyrillic words carry the text, else `en`.

    A Russian question is full of Latin names ("как откатить payments в kubernetes"), so a third of
    Cyrillic letters is enough.
    """
    cyrillic = _letters(_CYRILLIC, text)
    return "ru" if cyrillic and cyrillic * 2 >= _letters(_LATIN, text) else "en"


def is_russian(text: str) -> bool:
    """Whether a passage is Russian prose. A tenth of the letters is enough: Russian pages are full
    of code, and English ones have no Cyrillic."""
    cyrillic = 0 if text.isascii() else _letters(_CYRILLIC, text)
    return cyrillic > 0 and cyrillic * 9 >= _letters(_LATIN, text)
