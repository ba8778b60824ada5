"""Organisations in Russian text: what the recogniser hears, completed to the whole name.

A name is taken with its kind, its adjectives, its quoted part, its tail in the genitive and its
place (`Администрация президента РФ`), since a name half masked is no name masked. In a technical
text a Latin word is a product unless a word such as `компания` stands before it.
Invariant: linear in the text. Deliberately elsewhere: the recogniser (`russian_tagger`), the words
(`organisation_words`), public products (`products`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.operation_words import is_operational
from app.confidentiality.detectors.organisation_phrase import CLOSING, OPENING, Phrase, vendor
from app.confidentiality.detectors.organisation_words import (
    BARE,
    FORMS,
    IN_TECHNICAL_TEXT,
    PLACE_ROOTS,
    PLACES,
    SPOKEN_OF,
    heads,
)
from app.confidentiality.detectors.products import ABBREVIATIONS, PRODUCTS
from app.confidentiality.detectors.russian_tagger import Tagged, tagged
from app.confidentiality.detectors.russian_trade import is_trade
from app.confidentiality.detectors.tables import words

Span = tuple[int, int]

_HEARD = 0.3
_SURE = 0.75
_PLACE_ROOT = re.compile("(?:" + "|".join(sorted(PLACE_ROOTS)) + ")")
_RELATION = re.compile(r"(?<!че)(?<!тель)(?<!ент)ск(?:ий|ая|ое|ого|ому|ой|ую|им|ом|ие|их|ими)$")
_KINDS = words("тд тпк чоп пкф нпп нпо нпф ук сзд ск гк пк тк мкк ао апх кб мфо нко")
"""What stands between a legal form and the name (`ООО ТД «Ромашка»`)."""
_ADDRESSED = words(
    """
    please pls plz kindly thanks thank thx cheers hello hi hey dear welcome sorry congrats ok okay
    yes no yep nope sure well so and but also then now today fyi asap cc bcc ps attn note nb
    attention urgent important reminder update heads-up ping ask tell call let contact message mail
    assign add remove check look wait anyone everyone everybody guys folks team all good great nice
    morning afternoon evening bye regards best sincerely
    """
)
"""English words that open a sentence to somebody in Russian chats, or close it."""
_SHORT = re.compile(r"([А-ЯЁ]{2,6})[а-яё]{1,3}$")
_ROMAN = re.compile(r"[IVX]+$")


def russian(text: str) -> Iterator[Span]:
    """Spans of organisations in a text with Cyrillic letters; they may overlap."""
    words_ = _Words(tagged(text))
    done = 0
    found: list[tuple[int, int]] = []
    for number in words_.candidates():
        if number < done:
            continue
        span = words_.named(number) or words_.heard(number)
        if span is None and found:
            span = words_.spoken_of(number)
        if span:
            found.append(span)
            done = max(number + 1, span[1])
    found.extend(words_.again(found))
    for first, last in found:
        yield words_.tagged.starts[first], words_.tagged.ends[last - 1]


class _Words(Phrase):
    """The words of one text with the rules for names in it."""

    def __init__(self, tagged: Tagged) -> None:
        super().__init__(tagged)
        self._heads = heads()

    def candidates(self) -> list[int]:
        """Words that a name may be built around."""
        known = self._heads
        return [
            number
            for number, (low, heard) in enumerate(
                zip(self.low, self.tagged.organisation, strict=True)
            )
            if heard >= _HEARD
            or low in known
            or low in FORMS
            or ("-" in low and low.rpartition("-")[2] in known)
        ]

    def named(self, number: int) -> Span | None:
        """The name that begins with a legal form, or around the kind at `number`."""
        low = self.low[number]
        if low in FORMS and self.text[number].isupper():
            return self._legal(number)
        head = self._heads.get(low) or self._heads.get(low.rpartition("-")[2])
        if head is None:
            return None
        first = self.adjectives(number)
        last = self.tail(number + 1)
        telling = self._telling(first, number, last)
        if self.technical and head not in IN_TECHNICAL_TEXT:
            return None
        if telling or (head in BARE and not self.technical):
            return first, last
        return None

    def spoken_of(self, number: int) -> Span | None:
        """A kind alone, in prose that has named an organisation before."""
        if self.technical or self._heads.get(self.low[number]) not in SPOKEN_OF:
            return None
        return self.adjectives(number), number + 1

    def _legal(self, number: int) -> Span | None:
        """ООО «Ромашка», ИП Петров А. В., АО Рога и копыта."""
        after = number + 1
        while after + 1 < len(self.low) and self.low[after] in _KINDS and self.near(number, after):
            after += 1
        if after >= len(self.low) or not self.near(number, after):
            return None
        if self.text[after] in OPENING:
            end = self.quoted(after)
            return (number, end) if end else None
        end = after
        while end < len(self.low) and end - after < 4 and self.near(number, end):
            word = self.text[end]
            dot = word == "." and len(self.text[end - 1]) == 1
            joined = (
                word == "и" and self.text[end + 1 : end + 2] and self.text[end + 1][0].isupper()
            )
            if not (word[0].isupper() or dot or joined):
                break
            end += 1
        return (number, end) if end > after else None

    def heard(self, number: int) -> Span | None:
        """A name that the recogniser hears at `number`, completed."""
        if self.tagged.organisation[number] < _HEARD or not self._name(number):
            return None
        end = number + 1
        while end < len(self.low) and self.near(number, end) and self._goes_on(end):
            end += 1 + self.glued(end)
        while not self.text[end - 1][-1].isalnum() and end > number + 1:
            end -= 1
        if self.technical and not any(self._sure(n) for n in range(number, end)):
            return None
        first = self.adjectives(number) if self.low[number] not in PRODUCTS else number
        for back in range(first, max(-1, first - 3), -1):
            if self.opened(back):
                return back, max(end, self.quoted(back - 1) or 0)
        if self.text[end - 1] not in CLOSING:
            end = self.tail(end) if not self.latin(end - 1) else end
        return first, end

    def again(self, found: list[Span]) -> Iterator[Span]:
        """Names of one word that were heard once, where they stand again in another form."""
        stems = {
            self.low[n][: max(4, len(self.low[n]) - 2)]
            for first, last in found
            for n in range(first, last)
            if last - first <= 4
            and self.proper(n)
            and self.tagged.organisation[n] > 0.6
            and self.low[n] not in PLACES
            and self.low[n] not in self._heads
        }
        taken = {n for first, last in found for n in range(first, last)}
        for number, low in enumerate(self.low):
            if number in taken or len(low) < 3 or not self.text[number][0].isupper():
                continue
            if self.tagged.place[number] >= 0.5 or low in PLACES:
                continue
            if low[: max(4, len(low) - 2)] in stems and self._name(number):
                yield number, number + 1

    def _name(self, number: int) -> bool:
        """Whether a word may begin a name: a capital that a sentence or a product does not give."""
        word, low = self.text[number], self.low[number]
        if not word[0].isupper() or "_" in word or (len(word) < 2 and not self.glued(number + 1)):
            return False
        if low in PRODUCTS or low.partition("-")[0] in PRODUCTS or is_trade(low):
            return False
        if vendor(low) and self.glued(number + 1) and self.low[number + 2].startswith("облак"):
            return False  # Яндекс.Облако: the product
        if (short := _SHORT.match(word)) and short[1].lower() in ABBREVIATIONS:
            return False  # ЦОДа
        if low in ABBREVIATIONS and (self.technical or self.tagged.organisation[number] < 0.6):
            return False
        if self.latin(number):
            start = self.tagged.starts[number]
            glued = self.tagged.text[max(0, start - 1) : start].isalnum()
            if self.technical or glued or low in _ADDRESSED or is_operational(word):
                return False
            return not _ROMAN.match(word)
        if self.technical and (vendor(low) or self.glued(number + 1)):
            return False
        return not self.first(number) or self._is_no_common_word(number)

    def _sure(self, number: int) -> bool:
        return self.tagged.organisation[number] >= _SURE and self.proper(number)

    def _goes_on(self, number: int) -> bool:
        if self.text[number] in CLOSING or self.text[number] in OPENING:
            return self.tagged.organisation[number] >= 0.5
        if self.glued(number):
            return self.text[number + 1][0].isalnum()
        return self.tagged.organisation[number] >= _HEARD and self.text[number] not in ".,;:|()#*"

    def _is_no_common_word(self, number: int) -> bool:
        if self.text[number].isupper():
            return True
        if self.tagged.organisation[number] >= 0.9 and not self.technical:
            return True
        found = readings(self.low[number])
        return not any(r.known for r in found) or any("Orgn" in r.grammemes for r in found)

    def _telling(self, first: int, number: int, last: int) -> bool:
        """Whether a kind stands with what tells which: a name, a quotation, a place."""
        for n in range(first, last):
            if n == number:
                if self.text[n][0].isupper() and not self.first(n) and not self.technical:
                    return True
                continue
            if n < number:
                low = self.low[n]
                if not self.technical and (_PLACE_ROOT.match(low) or _RELATION.search(low)):
                    return True
                if self.text[n][0].isupper() and not self.first(n):
                    return True
            elif self.text[n] in "«„“" or (self.text[n] == '"' and n == number + 1):
                return not self.technical or n == number + 1
            elif self.proper(n) or (self.low[n] in PLACES and not self.technical):
                return True
        return not self.technical and any(
            self.tagged.organisation[n] >= _HEARD and self.text[n][0].isupper()
            for n in range(first, last)
            if not self.first(n)
        )
