"""Canaries: words that stand nowhere but in documents that must not leave.

A canary is made from a secret of the house by source, level and number, so that the register of
them holds no word, and one that turns up somewhere can be told. It looks like a word (consonant,
vowel, and so on), so that it survives every format and file name and no reader wonders. Invariant:
60 bits of HMAC-SHA256 each: none is guessed, none is met by accident. Pure. Deliberately elsewhere:
where the secret and the register lie (`app.canaries`), who listens (`guard`).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from types import MappingProxyType

from index.chunk import Sensitivity

_CONSONANTS = "bdfgklmnprstvzhj"
_VOWELS = "aeio"
_SYLLABLES = 10


def canary(secret: bytes, source: str, level: Sensitivity, number: int) -> str:
    """The word for the `number`-th canary of a source and level: twenty letters."""
    message = f"canary\0{source}\0{level.name}\0{number}".encode("utf-8", "surrogatepass")
    bits = int.from_bytes(hmac.digest(secret, message, "sha256")[:8], "big")
    syllables = []
    for _ in range(_SYLLABLES):
        bits, vowel = divmod(bits, len(_VOWELS))
        bits, consonant = divmod(bits, len(_CONSONANTS))
        syllables.append(_CONSONANTS[consonant] + _VOWELS[vowel])
    return "".join(syllables)


def shapes(word: str) -> Mapping[str, str]:
    """The word as it can be put into a document, by the place it goes to."""
    return MappingProxyType(
        {
            "prose": f"Internal reference: {word}.",
            "table": f"| ref | {word} |",
            "code": f"# ref: {word}",
            "front_matter": f"reference: {word}",
            "file_name": f"notes-{word}.md",
            "html": f"<!-- ref: {word} -->",
        }
    )
