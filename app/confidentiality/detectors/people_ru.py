"""People in Cyrillic script: the recogniser's likelihoods and the dictionary's opinion.

The recogniser (`russian_tagger`) was made on news; a word that it only suspects counts where the
dictionary of pymorphy3 has it as a name or does not know it. The rules (`people_rules_ru`) add names
in lower case, initials, patronymics, given names of a chat, and other forms of what was found once.
Invariant: linear in the text; the dictionary is asked about candidates only.
Deliberately elsewhere: Latin letters (`people_en`, `transliterated`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.given_ru import common, forms
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.name_opinion import SHAPE, is_name, opinion, ordinary
from app.confidentiality.detectors.names import GIVEN
from app.confidentiality.detectors.people_rules_ru import again, asked, ruled
from app.confidentiality.detectors.people_words import NEVER, PARTICLES
from app.confidentiality.detectors.products import ABBREVIATIONS, PRODUCTS, VENDORS
from app.confidentiality.detectors.russian_tagger import Tagged, tagged
from app.confidentiality.detectors.russian_trade import is_order, is_shaped, is_trade, root, roots

Span = tuple[int, int]

CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_SURE, _SUSPECTED, _HINTED = 0.5, 0.05, 0.015
_PLURAL = re.compile(r"(?:[оеё]вых|[иы]ных|ских|цких)$")


def cyrillic(text: str) -> Iterator[Span]:
    """Spans of names of people in a text with Cyrillic letters; they may overlap. Fails if the
    model cannot load."""
    found = [*_heard(text), *ruled(text)]
    titled = list(asked(text))
    yield from found
    yield from titled
    yield from again(text, found, titled)


def _heard(text: str) -> Iterator[Span]:
    words = _Words(tagged(text))
    for first, last in words.names():
        yield words.tagged.starts[first], words.tagged.ends[last - 1]


class _Words:
    """The words of one text with what the rules ask of them. Spans count words, end excluded."""

    def __init__(self, tagged: Tagged) -> None:
        self.tagged = tagged
        self.text = [tagged.word(number) for number in range(len(tagged.starts))]
        self.low = [word.lower() for word in self.text]
        self._technical = tagged.technical
        self._roots: frozenset[str] | None = None

    def names(self) -> Iterator[Span]:
        """Runs of words that count as a name."""
        number, size = 0, len(self.text)
        while number < size:
            if not self._counts(number):
                number += 1
                continue
            end = number + 1
            while end < size and self._near(number, end) and self._continues(end):
                end += 1
            while end > number + 1 and not self.text[end - 1][0].isalpha():
                end -= 1
            if end > number + 1 or not self._doubtful(number):
                particle = number > 0 and self.low[number - 1] in PARTICLES
                near = particle and self._near(number - 1, number)
                yield number - near, self._couple(end)
            number = end

    def _counts(self, number: int) -> bool:
        word, low = self.text[number], self.low[number]
        likely = self.tagged.person[number]
        if not word[0].isupper() or len(word) < 2:
            return False
        if likely < _HINTED:
            return self._by_build(number)
        if "_" in word or any(map(str.isdigit, word)):
            return False
        if not _is_cyrillic(word):
            if likely < _SURE or low in PRODUCTS or low in VENDORS:
                return False
            return word.casefold() in GIVEN or not self._technical
        if low in NEVER or low in ABBREVIATIONS or low in VENDORS or is_trade(low):
            return False
        thought = opinion(low)
        if is_order(low) or (thought == 1 and self._first(number) and self._lent(number)):
            return False
        if thought >= 2:
            return likely >= _HINTED and not (
                self._first(number) and thought < 3 and likely < _SUSPECTED
            )
        if thought == 1:
            return likely >= _SUSPECTED
        if likely >= _SURE:
            return not self._technical or not (self._first(number) and self._alone(number))
        return False

    def _lent(self, number: int) -> bool:
        """An unknown word that opens a sentence: lent from English, or written small elsewhere."""
        if is_shaped(self.low[number]):
            return True
        if self._roots is None:
            self._roots = roots(self.tagged.text)
        return self._alone(number) and root(self.low[number]) in self._roots

    def _by_build(self, number: int) -> bool:
        """A surname by its dictionary and its build, whatever the recogniser hears."""
        low = self.low[number]
        if self.tagged.place[number] >= 0.3 or not _is_cyrillic(low) or self.text[number].isupper():
            return False
        thought = opinion(low)
        if SHAPE.match(low.replace("ё", "е")) is None or thought < 2:
            return False
        return thought == 3 or (not readings(low)[0].known and is_name(readings(low)[0]))

    def _continues(self, number: int) -> bool:
        word, low = self.text[number], self.low[number]
        if word in "-'’" or low in PARTICLES:
            after = number + 1
            return after < len(self.text) and self._near(number, after) and self._counts(after)
        if word == ".":
            return len(self.text[number - 1]) == 1 and self.text[number - 1].isupper()
        if not word[0].isupper():
            inside = self.tagged.person[number] >= _SURE and number + 1 < len(self.text)
            return (
                inside
                and word[0].isalpha()
                and self._near(number, number + 1)
                and self._counts(number + 1)
            )
        if len(word) == 1:
            return self.tagged.person[number] >= _SUSPECTED
        if self.tagged.begins[number] > 0.6 and self.tagged.begins[number - 1] > 0.6:
            return self._counts(number)
        known = self.low[number - 1].replace("ё", "е") in forms()
        return self._counts(number) or (
            known and _is_cyrillic(word) and self.tagged.person[number] >= _HINTED
        )

    def _couple(self, end: int) -> int:
        """`Аркадия и Бориса Стругацких` is one name."""
        if end + 2 >= len(self.text) or self.low[end] != "и" or not self._near(end - 1, end + 2):
            return end
        plural = self.text[end + 1][0].isupper() and _PLURAL.search(self.low[end + 2])
        return end + 3 if plural else end

    def _doubtful(self, number: int) -> bool:
        """A single word that a sentence's first capital or a heading may have made a name."""
        low = self.low[number]
        if self.text[number].isupper() and len(low) > 1:
            return opinion(low) < 2
        if not self._first(number):
            return low.replace("ё", "е") in common() and self.tagged.person[number] < 0.3
        strange = ordinary(low) or low.replace("ё", "е") in common()
        return strange and (self._technical or self.tagged.person[number] < 0.8)

    def _alone(self, number: int) -> bool:
        before = number > 0 and self._near(number - 1, number) and self.tagged.person[number - 1]
        after = number + 1 < len(self.text) and self._near(number, number + 1)
        return max(before or 0.0, self.tagged.person[number + 1] if after else 0.0) < _SURE

    def _first(self, number: int) -> bool:
        """Whether the word begins a sentence, a cell, an item or a line."""
        if number == 0 or self.tagged.chain[number - 1] != self.tagged.chain[number]:
            return True
        return self.text[number - 1][-1] in '.!?…:|*#-–—•()[]«"' or self.text[number - 1].isdigit()

    def _near(self, a: int, b: int) -> bool:
        return self.tagged.chain[a] == self.tagged.chain[b]


def _is_cyrillic(word: str) -> bool:
    return "А" <= word[0] <= "я" or word[0] in "Ёё"
