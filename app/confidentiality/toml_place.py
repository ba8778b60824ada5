"""A TOML text as a table, or where it is broken, as a sentence of ours.

Invariant: the parser's own words are left out: they may quote the text, which may be a list of
customers. Deliberately elsewhere: which file it is (`app.reading`), what may stand in it (whoever
parses it).
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from index.sentence import Rejected, Sentence

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")


def place(error: tomllib.TOMLDecodeError) -> Sentence:
    """Line and column, or the end of the text, from what the parser says."""
    if found := _AT.search(str(error)):
        return Sentence("line {line}, column {column}", line=found[1], column=found[2])
    return Sentence("at the end of the text")


def table_of(text: str) -> dict[str, Any]:
    """The table of a TOML text, which may begin with a byte order mark. Raises `Rejected`, whatever
    is wrong with it: the parser lets pass Python's own errors of numbers and of depth.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise Rejected("it nests its lists too deeply; flatten them") from None
    except tomllib.TOMLDecodeError as error:
        raise Rejected(
            "it is not valid TOML ({place}); texts stand in quotes, and no key stands twice",
            place=place(error),
        ) from None
    except ValueError:
        raise Rejected("it holds a number or a date that cannot be; correct it") from None
