"""Known values that must not leave, looked for in any spelling: the egress guard's own matcher.

Two readings. By words: Russian words in any case form, Latin ones with a plural or possessive s,
either written in the other alphabet, others as they are. By letters: what is left when case,
accents, separators and look-alikes are gone, inside other words too, forwards and backwards.
Invariant: time is linear in the text, however many values there are (a trie of words, a table of
beginnings). No names or texts in `repr`. Deliberately elsewhere: which values (`guard`), the
sanitiser's own search (`occurrences`), which shares no code with this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from app.confidentiality.folding import plain, skeleton

GLUED = 6
"""Letters and digits from which on a value is also looked for without its separators."""
_INSIDE = 10
"""In a large dictionary, from which on also in the middle of other words: shorter ones stand in
longer words by accident."""
_FEW = 500
"""Up to here every value is simply looked for; more are looked up by their beginnings."""
_WORD = re.compile(r"[^\W_]+")
_LAST = ""
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_ADJECTIVE = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_SOFT = frozenset("аеёийоуыьэюя")
_ENDINGS = frozenset(
    (
        *(
            "",
            "а",
            "у",
            "ом",
            "ем",
            "ём",
            "е",
            "ы",
            "и",
            "я",
            "ю",
            "й",
            "ь",
            "о",
            "ё",
            "ой",
            "ей",
            "ою",
        ),
        *(
            "ею",
            "ах",
            "ях",
            "ам",
            "ям",
            "ами",
            "ями",
            "ов",
            "ев",
            "ёв",
            "ий",
            "ый",
            "ого",
            "его",
            "ому",
        ),
        *(
            "ему",
            "ым",
            "им",
            "ых",
            "их",
            "ыми",
            "ими",
            "ую",
            "юю",
            "ая",
            "яя",
            "ое",
            "ее",
            "ые",
            "ие",
        ),
        *(
            "ия",
            "ию",
            "ии",
            "ием",
            "ией",
            "ье",
            "ья",
            "ью",
            "ьи",
            "ем",
            "ьев",
            "ьям",
            "ьях",
            "ьями",
        ),
    )
)
"""Endings of Russian nouns, adjectives and names in all cases."""
_LONGEST_ENDING = max(map(len, _ENDINGS))
_FLEETING = re.compile(r"(.{2,})[еоё]([бвгджзклмнпрстфхцчшщ])")
_SHORTEST_STEM = 3
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            *"abvgdee",
            "zh",
            *"ziyklmnoprstuf",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)

_Node = dict[str, "_Node"]


class Needles:
    """Values under one name. `strict`: also inside other words, however short (from six letters)."""

    def __init__(self, name: str, values: Iterable[str], *, strict: bool = True) -> None:
        """Index the values; those without a letter or digit are nothing to look for."""
        self.name = name
        self._strict = strict
        kept = [
            value for value in dict.fromkeys(map(plain, values)) if any(map(str.isalnum, value))
        ]
        self._trie: _Node = {}
        flat: set[str] = set()
        for value in kept:
            words = _WORD.findall(value.casefold())
            self._plant(words)
            letters = "".join(map(skeleton, words))
            if len(letters) >= GLUED:
                flat.add(letters)
        self._flat = frozenset(flat)
        self._lengths: dict[str, set[int]] = {}
        if len(flat) > _FEW:
            for letters in flat:
                self._lengths.setdefault(letters[:GLUED], set()).add(len(letters))
        self._ordered = {key: sorted(sizes) for key, sizes in self._lengths.items()}
        few = () if self._ordered else flat
        self._turned = [letters[::-1] for letters in few if len(letters) >= _INSIDE]

    def __bool__(self) -> bool:
        return bool(self._trie)

    def within(self, text: Folded) -> bool:
        """Whether one of the values stands in this text."""
        if not self._trie:
            return False
        begun = self._trie.keys() & text.forms
        if begun and self._by_words(text.words, begun):
            return True
        return bool(self._flat) and self._by_letters(text)

    def _plant(self, words: Sequence[str]) -> None:
        shortest = _SHORTEST_STEM if len(words) > 1 else _SHORTEST_STEM + 1
        self._grow([_stem(word, shortest) for word in words])
        if any(map(_CYRILLIC.search, words)):
            self._grow([_spelled_out(word) for word in words])
            if self._strict and any(map(_FLEETING.fullmatch, words)):
                bare = [_FLEETING.sub(r"\1\2", word) for word in words]
                self._grow([_stem(word, shortest) for word in bare])

    def _grow(self, steps: Iterable[str]) -> None:
        node = self._trie
        for step in steps:
            node = node.setdefault(step, {})
        node[_LAST] = {}

    def _by_words(self, words: Sequence[tuple[str, ...]], begun: Set[str]) -> bool:
        """`begun` are the first words of values that stand somewhere in the text."""
        for at, forms in enumerate(words):
            if begun.isdisjoint(forms):
                continue
            nodes, place = [self._trie], at
            while nodes and place < len(words):
                nodes = [node[form] for node in nodes for form in words[place] if form in node]
                if any(_LAST in node for node in nodes):
                    return True
                place += 1
        return False

    def _by_letters(self, text: Folded) -> bool:
        for start, end in self._found(text.letters):
            if self._strict or end - start >= _INSIDE:
                return True
            if start in text.edges and end in text.edges:
                return True
        return self._backwards(text.letters)

    def _backwards(self, letters: str) -> bool:
        if self._ordered:
            return any(end - start >= _INSIDE for start, end in self._many(letters[::-1]))
        return any(value in letters for value in self._turned)

    def _found(self, letters: str) -> Iterator[tuple[int, int]]:
        return self._many(letters) if self._ordered else self._few(letters)

    def _few(self, letters: str) -> Iterator[tuple[int, int]]:
        for value in self._flat:
            at = letters.find(value)
            while at >= 0:
                yield at, at + len(value)
                at = letters.find(value, at + 1)

    def _many(self, letters: str) -> Iterator[tuple[int, int]]:
        ordered, flat = self._ordered, self._flat
        for at in range(len(letters) - GLUED + 1):
            for length in ordered.get(letters[at : at + GLUED], ()):
                if letters[at : at + length] in flat:
                    yield at, at + length


class Folded:
    """One text, folded once for all needles."""

    def __init__(self, text: str) -> None:
        """Fold; nothing of the text is shown by `repr`."""
        self.words = [_forms(word) for word in _WORD.findall(text.casefold())]
        self.forms = {form for forms in self.words for form in forms}
        self._pieces = [forms[0] for forms in self.words]
        self.letters = "".join(self._pieces)
        self._edges: frozenset[int] | None = None

    @property
    def edges(self) -> frozenset[int]:
        """Where words begin and end among the letters."""
        if self._edges is None:
            places = [0]
            for piece in self._pieces:
                places.append(places[-1] + len(piece))
            self._edges = frozenset(places)
        return self._edges


def _stem(word: str, shortest: int) -> str:
    """A word of a value as the trie holds it: a Russian one without its ending.

    One that is shorter than `shortest` stays as it is: it would be a form of too much.
    """
    if len(word) < shortest or not _CYRILLIC.search(word):
        return skeleton(word)
    cut = len(word)
    if len(word) > 4 and word.endswith(_ADJECTIVE):
        cut -= 2
    elif word[-1] in _SOFT:
        cut -= 1
    return skeleton(word[:cut]) + "~"


def _spelled_out(word: str) -> str:
    """A Russian word in Latin letters, as passports and logins have it."""
    return "".join([_LATIN.get(letter, letter) for letter in word])


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    """What a word of a text may stand for in the trie, the word itself first."""
    bare = skeleton(word)
    if word.isascii():
        plural = bare.endswith("s") and len(bare) > 4
        return (bare, bare[:-1]) if plural else (bare,)
    longest = min(_LONGEST_ENDING, len(word), len(bare) - _SHORTEST_STEM)
    stems = [
        f"{bare[: len(bare) - cut]}~"
        for cut in range(longest + 1)
        if word[len(word) - cut :] in _ENDINGS
    ]
    return (bare, *stems, _spelled_out(word))
