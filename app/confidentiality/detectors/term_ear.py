"""English names as Russians spell them by ear: `Silver Fox` is `сильвер фокс`.

A key of this kind is `%` and the consonants of the word, for no spelling keeps its vowels. Two
words may share theirs by chance, so it counts only in terms of several words, each of which must
fit, and of a text only for words that the Russian dictionary does not know.
Invariant: pure functions of one word in time linear in its length.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

_READ = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"qu", "kv"),
        (r"wh?(?=[aeiouy])", "v"),
        (r"w", ""),
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"igh", "i"),
        (r"t?ch|tsh", "Q"),
        (r"sh", "S"),
        (r"ph", "f"),
        (r"dge?(?=[ei]|$)|ge$|j", "J"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"^y(?=[aeiou])", ""),
        (r"y", "i"),
    )
)
_OTHERWISE = (("th", "t"), ("th", "s")), ((r"g(?=[eiy])", "g"), (r"g(?=[eiy])", "J"))
"""What is read in two ways: thunder is `тандер` or `сандер`, gem is `гем` or `джем`."""
_VOWEL = re.compile(r"^h?[aeiou]+")
_U = re.compile(r"^u(?=[aeio])")
_LATER = str.maketrans({"z": "s", "C": "s", **dict.fromkeys("aeiouh", "")})
_DOUBLE = re.compile(r"(.)\1+")
_CLASSES = str.maketrans("aeiouvszCJQg", "aaaaaassssss")


@functools.lru_cache(maxsize=20_000)
def by_ear(word: str) -> frozenset[str]:
    """The keys of a word of a term; a word that is not Latin has none."""
    if not word.isascii() or not word.isalpha():
        return frozenset()
    ways = {word.lower()}
    for choices in _OTHERWISE:
        ways = {re.sub(pattern, read, way) for way in ways for pattern, read in choices}
    return frozenset(key for way in ways for key in _key(_heard(way)))


def _heard(way: str) -> str:
    for pattern, read in _READ:
        way = pattern.sub(read, way)
    return way


def russian(heard: str) -> Iterable[str]:
    """The keys of a Russian word of a text, from its sound (`term_words.sound`)."""
    return _key(_U.sub("v", heard))


def beginning(heard: str) -> str:
    """The class of a word's first sound: words that may be one by ear share it."""
    return heard[:1].translate(_CLASSES)


def _key(heard: str) -> Iterable[str]:
    """At least two consonants, and whether a vowel or an `h` comes first."""
    found = _VOWEL.match(heard)
    begins = ("h" if found[0][0] == "h" else "a") if found else ""
    consonants = _DOUBLE.sub(r"\1", heard).translate(_LATER)
    return (f"%{begins}{consonants}",) if len(consonants) > 1 else ()
