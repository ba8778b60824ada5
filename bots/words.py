"""Every sentence that the bots say, in English and Russian, and which of the two somebody reads.

Invariant: both languages have every sentence with the same fields; nothing here quotes a document or
an exception. Deliberately elsewhere: what the service says, which comes judged and in the asker's
language. A platform's own words are one more table in `TABLES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bots.slack.words import SLACK
from bots.telegram.words import TELEGRAM
from bots.words_commands import COMMANDS
from bots.words_conversation import CONVERSATION
from bots.words_running import RUNNING

Table = Mapping[str, tuple[str, str]]
"""Code -> English, Russian; fields stand in braces."""

TABLES: Final[tuple[Table, ...]] = (CONVERSATION, COMMANDS, RUNNING, SLACK, TELEGRAM)
LANGUAGES: Final = ("en", "ru")


class Wrong(ValueError):
    """A setting's value cannot be used; `code` is the sentence that says what to write, `name` the
    variable where it is not the one that was looked at."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


def say(code: str, language: str, /, **fields: object) -> str:
    """A sentence; anything but "ru" is English. Raises `KeyError` for a code that is not there."""
    for table in TABLES:
        if code in table:
            return table[code][language == "ru"].format(**fields)
    raise KeyError(code)


def knows(code: str) -> bool:
    """Whether there is such a sentence."""
    return any(code in table for table in TABLES)


def language_of(text: str, known: str = "") -> str:
    """ "en" or "ru": what is known of the account, else what the text's letters say."""
    if known in LANGUAGES:
        return known
    letters = [letter for letter in text.lower() if letter.isalpha()]
    cyrillic = sum("а" <= letter <= "я" or letter == "ё" for letter in letters)
    return "ru" if cyrillic * 3 > len(letters) else "en"


def spoken(text: str, own: str, *, names: bool = False) -> str:
    """The language of an account: "" where its words tell, else its `own`. `names`: the text is an
    alert or words of a page, whose Latin letters say nothing of who sends it."""
    latin = names and language_of(text) == "en"
    return own if latin or not any(letter.isalpha() for letter in text) else ""
