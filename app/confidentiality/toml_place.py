"""Where a TOML text is broken, as a sentence of ours.

Invariant: the parser's own words are left out: they may quote the text, which may be a list of
customers. Deliberately elsewhere: which file it is (`app.reading`), what may stand in it (whoever
parses it).
"""

from __future__ import annotations

import re
import tomllib

from index.sentence import Sentence

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")


def place(error: tomllib.TOMLDecodeError) -> Sentence:
    """Line and column, or the end of the text, from what the parser says."""
    if found := _AT.search(str(error)):
        return Sentence("line {line}, column {column}", line=found[1], column=found[2])
    return Sentence("at the end of the text")
