"""Where a value that was found once stands again, in other case, endings, spacing or inside a word.

Invariant: what the egress guard would read as the value is found here first, so that it is masked
instead of being held; one pass over the text however many values there are. Shares no code with
the guard. Deliberately elsewhere: what is put in its place (`masking`).
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_GLUED = 6
"""Letters and digits from which on a value is looked for inside words, too."""
_HEAD = 40
"""So many letters of a longer value are looked up, the rest is compared."""
_FEW = 200
_MOST_APART = 40
"""Signs that may stand between two letters of a value that is taken apart."""
_MOST_WORDS = 24
"""A value of more words is looked for by its letters only."""
_WORD = re.compile(r"[^\W_]+")
_RUSSIAN_WORD = re.compile(r"[а-яё]+")
_RUSSIAN_ENDING = re.compile(r"[аеёийоуыьэюя]{1,2}$")
_COMBINED = re.compile(r"[^\W_][\u0300-\u036f]+")
_NO_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_DRAWN = str.maketrans("авекмнорстухіјѕαορνё", "abekmhopctyxijsaopve")
"""Letters that are drawn like Latin ones; after case-folding."""
_ODD = re.compile("[^\x00-\x7f\u0400-\u045f\u00a0\u00ab\u00bb\u2010-\u2027\u2116\u27e6\u27e7]")
"""More than ASCII, Cyrillic and the usual signs: folded letter by letter."""
_BRACKETS = re.compile("[\u27e6\u27e7]")
_FAR = re.compile(rf"[\u27e6\u27e7]|[\W_]{{{_MOST_APART}}}")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of `value`. `same` says that it stands there as a word of its own, in some form of
    it; otherwise its letters do (`MAX_POLL_MS` for `max.poll.ms`)."""

    value: str = field(repr=False)
    start: int
    end: int
    same: bool


def tellable(value: str) -> bool:
    """Whether a value is long enough to be looked for: three letters or digits, or two as a word."""
    size = sum(map(str.isalnum, value))
    return size >= 3 or (size == 2 and any(map(str.isalpha, value)))


@functools.lru_cache(maxsize=10_000)
def stems(value: str) -> tuple[str, ...]:
    """The words of a value as they are looked for: folded, Russian ones without their endings."""
    return tuple([_stem(word) for word in _WORD.findall(_folded(value))])


class _Node:
    """Words that go on the values which begin like this; `value` ends here."""

    __slots__ = ("next", "value")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.value: str | None = None


class Lookout:
    """Values to look for; more may be added at any time."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._lengths: dict[str, list[int]] = {}
        self._heads: dict[str, list[tuple[str, str]]] = {}
        self._words = _Node()
        self._known: set[str] = set()
        for value in values:
            self.add(value)

    def __len__(self) -> int:
        return len(self._known)

    def add(self, value: str, also: Iterable[str] = ()) -> None:
        """Look for this one, too, however else it may be spelled."""
        if value in self._known or not tellable(value):
            return
        self._known.add(value)
        for spelling in (value, *also):
            self._add_letters(value, _letters(spelling))
            self._add_words(value, stems(spelling))

    def _add_letters(self, value: str, flat: str) -> None:
        if len(flat) < _GLUED:
            return
        head = flat[:_HEAD]
        rests = self._heads.setdefault(head, [])
        if not rests:
            lengths = self._lengths.setdefault(flat[:_GLUED], [])
            if len(head) not in lengths:
                lengths.append(len(head))
                lengths.sort(reverse=True)
        rests.append((flat, value))
        rests.sort(key=lambda rest: -len(rest[0]))

    def _add_words(self, value: str, words: Sequence[str]) -> None:
        node = self._words
        for stem in words if len(words) <= _MOST_WORDS else ():
            node = node.next.setdefault(stem, _Node())
        if node is not self._words:
            node.value = node.value or value

    def places(self, text: Reading) -> Iterator[Occurrence]:
        """Every place of every value, in no order; they may overlap."""
        if self._known:
            yield from self._as_words(text)
            if self._heads:
                yield from _fewest(self._as_letters(text.flat))

    def _as_words(self, text: Reading) -> Iterator[Occurrence]:
        begun = self._words.next.keys()
        for first, forms in enumerate(text.forms):
            if not begun.isdisjoint(forms):
                for value, last in self._follow(self._words, text, first, first):
                    yield Occurrence(value, text.words[first][0], text.words[last][1], same=True)

    def _follow(self, node: _Node, text: Reading, first: int, at: int) -> Iterator[tuple[str, int]]:
        """The values that go on from `node` with the word at `at`, each with its last word."""
        if at >= len(text.words) or not node.next:
            return
        if at > first and not _near(text.text, text.words[at - 1][1], text.words[at][0]):
            return
        for form in text.forms[at]:
            following = node.next.get(form)
            if following is None:
                continue
            if following.value is not None:
                yield following.value, at
            yield from self._follow(following, text, first, at + 1)

    def _as_letters(self, flat: Flat) -> Iterator[Occurrence]:
        for at in self._beginnings(flat.text):
            lengths = self._lengths[flat.text[at : at + _GLUED]]
            if found := self._longest(flat, at, lengths):
                yield found

    def _beginnings(self, letters: str) -> Iterator[int]:
        """Where the first letters of some value stand; few values are searched, many looked up."""
        if len(self._lengths) > _FEW:
            for at in range(len(letters) - _GLUED + 1):
                if letters[at : at + _GLUED] in self._lengths:
                    yield at
            return
        for head in self._lengths:
            at = letters.find(head)
            while at >= 0:
                yield at
                at = letters.find(head, at + 1)

    def _longest(self, flat: Flat, at: int, lengths: list[int]) -> Occurrence | None:
        for length in lengths:
            for letters, value in self._heads.get(flat.text[at : at + length], ()):
                if flat.text.startswith(letters, at) and flat.together(at, at + len(letters)):
                    start = flat.origin[at]
                    end = flat.origin[at + len(letters) - 1] + 1
                    return Occurrence(value, start, end, same=False)
        return None


def _fewest(places: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Of the places of one value, in order, that overlap (`aa` in `aaaa`) as few as cover them all:
    otherwise a long run of one letter would cost its length times the value's."""
    covered: dict[str, int] = {}
    waiting: dict[str, Occurrence] = {}
    for place in places:
        value, end = place.value, covered.get(place.value, 0)
        if place.start > end and (last := waiting.pop(value, None)):
            yield last
            end = last.end
        if place.start >= end:
            waiting.pop(value, None)
            covered[value] = place.end
            yield place
        elif place.end > end:
            covered[value] = end
            waiting[value] = place
    yield from waiting.values()


class Reading:
    """A text as values are looked for in it, computed once however often they are."""

    def __init__(self, text: str) -> None:
        self.text = text

    @functools.cached_property
    def words(self) -> list[tuple[int, int]]:
        """Where words stand."""
        return [match.span() for match in _WORD.finditer(self.text)]

    @functools.cached_property
    def forms(self) -> list[tuple[str, ...]]:
        """What each word may be a form of."""
        return [_forms(self.text[start:end]) for start, end in self.words]

    @functools.cached_property
    def flat(self) -> Flat:
        """Its letters and digits."""
        return Flat.of(self.text, self.words)


@dataclass(frozen=True)
class Flat:
    """The letters and digits of a text, folded; `origin[i]` is where the i-th one stands in it."""

    text: str = field(repr=False)
    origin: list[int] = field(repr=False)
    source: str = field(repr=False)

    @classmethod
    def of(cls, text: str, words: list[tuple[int, int]] | None = None) -> Flat:
        """Letters of any width and case are the same; marks on a letter belong to it."""
        if not _ODD.search(text):
            spans = words or [match.span() for match in _WORD.finditer(text)]
            plain = text.lower().translate(_DRAWN)
            every = itertools.chain.from_iterable(itertools.starmap(range, spans))
            return cls("".join(plain[a:b] for a, b in spans), list(every), text)
        composed = {m.start(): m[0] for m in _COMBINED.finditer(text)}
        out: list[str] = []
        origin = []
        for at, letter in enumerate(text):
            for plain in _plain(composed.get(at, letter)):
                out.append(plain)
                origin.append(at)
        return cls("".join(out), origin, text)

    @functools.cached_property
    def apart(self) -> list[int]:
        """How many letters, up to each one, stand far from the letter before or behind a
        placeholder's bracket."""
        if not _FAR.search(self.source):
            return [0] * len(self.origin)
        steps = itertools.pairwise(self.origin)
        return [
            0,
            *itertools.accumulate(b - a > 1 and not _near(self.source, a + 1, b) for a, b in steps),
        ]

    def together(self, first: int, end: int) -> bool:
        """Whether no more than a few signs, and no placeholder, stand between these letters."""
        return self.apart[first] == self.apart[end - 1]


@functools.lru_cache(maxsize=10_000)
def _letters(value: str) -> str:
    """The letters and digits of a value."""
    return Flat.of(value).text


@functools.lru_cache(maxsize=20_000)
def _plain(letter: str) -> str:
    """Letters and digits of one character with its marks, folded."""
    folded = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(c for c in folded if c.isalnum() and c not in _NO_LETTERS).translate(_DRAWN)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


def _near(text: str, end: int, start: int) -> bool:
    """Whether two words are neighbours with nothing but a few signs between them."""
    return start - end <= _MOST_APART and not _BRACKETS.search(text, end, start)


def _stem(word: str) -> str:
    """A Russian word without its ending, which may be another elsewhere; any other word whole."""
    if len(word) < 4 or not _RUSSIAN_WORD.fullmatch(word):
        return word
    return _RUSSIAN_ENDING.sub("", word).replace("ё", "е") + "~"


@functools.lru_cache(maxsize=50_000)
def _forms(written: str) -> tuple[str, ...]:
    """What `_stem` may have made of the words that this one is a form of."""
    word = _folded(written)
    if word.isascii():
        return (word, word[:-1]) if len(word) > 4 and word[-1] == "s" else (word,)
    if len(word) < 3 or not _RUSSIAN_WORD.fullmatch(word):
        return (word,)
    plain = word.replace("ё", "е")
    return (word, *(f"{plain[: len(plain) - cut]}~" for cut in range(min(4, len(plain) - 1))))
