"""Where a value that was found once stands again, in other case, endings, spacing or inside a word.

Invariant: what the egress guard would read as the value is found here first, so that it is masked
instead of being held. Shares no code with the guard. Deliberately elsewhere: what is put in its
place (`sanitize`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_GLUED = 6
"""Letters and digits from which on a value is looked for inside words, too."""
_APART = r"[\W_]{0,3}"
_RUSSIAN_WORD = re.compile(r"[а-яё]+", re.IGNORECASE)
_RUSSIAN_ENDING = re.compile(r"[аеёийоуыьэюя]{1,2}$", re.IGNORECASE)


def occurrences(text: str, values: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Value, start and end of every place, long values first; they may overlap.

    A Russian word is looked for with other endings too; another form of it is another value, so
    that it comes back as it was.
    """
    for value in sorted(filter(tellable, values), key=len, reverse=True):
        for place in re.finditer(_anywhere(value), text, re.IGNORECASE):
            yield value, place.start(), place.end()


def tellable(value: str) -> bool:
    """Whether a value is long enough to be looked for by its letters alone."""
    return sum(map(str.isalnum, value)) >= 3


def _anywhere(value: str) -> str:
    """A pattern for a value as whole words; a long one also inside a word, whatever separates its
    letters (`MAX_POLL_MS` for `max.poll.ms`), since the egress guard reads it there, too.
    """
    words = r"\s+".join(map(_forms, value.split()))
    whole = rf"(?<![^\W_])(?:{words})(?![^\W_])"
    letters = [re.escape(letter) for letter in value if letter.isalnum()]
    return f"{whole}|{_APART.join(letters)}" if len(letters) >= _GLUED else whole


def _forms(word: str) -> str:
    """A pattern for a word in the forms it may take."""
    if len(word) < 4 or not _RUSSIAN_WORD.fullmatch(word):
        return re.escape(word)
    return f"{_RUSSIAN_ENDING.sub('', word)}[а-яё]{{0,3}}"
