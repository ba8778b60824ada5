"""How far the name of an organisation reaches in a Russian sentence.

`Phrase` holds the words of a text and finds the adjectives before a kind, its quotation, its tail in
the genitive and its place. Invariant: no span is longer than a sentence's line, and every search is
bounded. Deliberately elsewhere: whether it is a name at all (`organisations_ru`).
"""

from __future__ import annotations

from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.organisation_words import PLACES
from app.confidentiality.detectors.products import ABBREVIATIONS, PRODUCTS, VENDORS
from app.confidentiality.detectors.russian_tagger import Tagged
from app.confidentiality.detectors.tables import words

OPENING, CLOSING = "«\"„“'", "»\"“”'"
_QUOTED = 10
"""Words in quotes at most."""
_TAIL = 12
"""Words after the kind at most."""
_ADJECTIVE_ENDINGS = words("ый ий ой ая яя ое ее ые ие го му ым им ом ем ых их ую юю ей ми")


class Phrase:
    """The words of one text with what belongs together. Spans count words, end excluded."""

    def __init__(self, tagged: Tagged) -> None:
        self.tagged = tagged
        self.text = [tagged.word(number) for number in range(len(tagged.starts))]
        self.low = [word.lower().replace("ё", "е") for word in self.text]
        self.technical = tagged.technical

    def proper(self, number: int) -> bool:
        """A capital inside a sentence, or a Latin word with a capital, of no public product."""
        word, low = self.text[number], self.low[number]
        if not word[0].isupper() or low in PRODUCTS or low in ABBREVIATIONS:
            return False
        return not (self.technical and vendor(low))

    def latin(self, number: int) -> bool:
        """Whether a word is in Latin letters."""
        return self.text[number][0].isascii() and self.text[number][0].isalpha()

    def near(self, a: int, b: int) -> bool:
        """Whether two words stand in one line."""
        return self.tagged.chain[a] == self.tagged.chain[b]

    def first(self, number: int) -> bool:
        """Whether the word begins a sentence, a cell, an item or a line."""
        if number == 0 or self.tagged.chain[number - 1] != self.tagged.chain[number]:
            return True
        return self.text[number - 1][-1] in ".!?…:|*#-–—•()[]" or self.text[number - 1].isdigit()

    def glued(self, number: int) -> int:
        """One where a mark joins two words without a blank: `Mail.ru`, `S&P`."""
        starts, ends = self.tagged.starts, self.tagged.ends
        inside = 0 < number < len(self.low) - 1 and self.text[number] in ".&'\u2019+-"
        return int(
            inside and ends[number - 1] == starts[number] and ends[number] == starts[number + 1]
        )

    def opened(self, number: int) -> bool:
        """Whether a quotation mark stands before the word."""
        return number > 0 and self.text[number - 1] in OPENING and self.near(number - 1, number)

    def quoted(self, number: int) -> int | None:
        """The end of what is quoted from the mark at `number` on."""
        for end in range(number + 1, min(number + _QUOTED + 2, len(self.text))):
            if not self.near(number, end):
                return None
            if self.text[end][0] in CLOSING and end > number + 1:
                return end + 1
        return None

    def adjectives(self, number: int) -> int:
        """Where the adjectives before a kind begin."""
        first = number
        while first > 0 and number - first < 4 and self.near(first - 1, number):
            low = self.low[first - 1]
            if not low[0].isalpha() or low[-2:] not in _ADJECTIVE_ENDINGS:
                if not (low[0].isdigit() and "-" in low):
                    break
            elif not reads(low, "ADJF", "PRTF"):
                break
            first -= 1
        while first < number and reads(self.low[first], "Apro"):
            first += 1
        return first

    def tail(self, number: int) -> int:
        """The end of what belongs to a kind: quotation, names, a chain in the genitive, a place."""
        end = number
        while end < len(self.low) and end - number < _TAIL and self.near(number - 1, end):
            step = self.step(end)
            if step == end:
                break
            end = step
        return end

    def step(self, at: int) -> int:
        word, low = self.text[at], self.low[at]
        if word in '«„“"':
            return self.quoted(at) or at
        if word[0].isupper():
            glued = self.glued(at + 1)
            return at + 1 + 2 * glued if self.proper(at) or low in PLACES else at
        if low in ("имени", "им") or word == "№":
            return self.after_name(at)
        if low in ("и", "по", "в", "на", "при", "против"):
            return self.joined(at)
        if word == "-" or not low[0].isalpha():
            return at
        return self.genitive(at)

    def after_name(self, at: int) -> int:
        end = at + 1
        while end < len(self.text) and end - at < 8 and self.near(at, end):
            word = self.text[end]
            if not (word[0].isupper() or word[0].isdigit() or word == "."):
                break
            end += 1
        while self.text[end - 1] == "." and len(self.text[end - 2]) != 1:
            end -= 1
        return end if end > at + 1 else at

    def joined(self, at: int) -> int:
        """`по делам …`, `и развития`, `в Токио`: the word after, where it belongs to the name."""
        low, after = self.low[at], at + 1
        if after >= len(self.low) or not self.near(at, after) or not self.low[after][0].isalpha():
            return at
        if low in ("в", "на", "при"):
            place = self.tagged.place[after] >= 0.5 or low == "при"
            return after + 1 if place and self.text[after][0].isupper() else at
        case = {"и": ("gent", "datv"), "против": ("gent",), "по": ("datv", "loct")}[low]
        if low == "и" and self.text[after][0].isupper():
            return at
        end = after
        while end < min(len(self.low), after + 3) and reads(self.low[end], "ADJF", "PRTF"):
            end += 1
        if end < len(self.low) and self.near(at, end) and noun(self.low[end], case):
            if low == "и" and end + 1 < len(self.low) and reads(self.low[end + 1], "VERB"):
                return at
            return end + 1
        return at

    def genitive(self, at: int) -> int:
        """An adjective and a noun in the genitive, or a noun alone."""
        end = at
        while end < min(len(self.low), at + 3) and _genitive_adjective(self.low[end]):
            end += 1
        if end < len(self.low) and self.near(at, end) and noun(self.low[end], ("gent",)):
            return end + 1
        return at


def vendor(low: str) -> bool:
    """Whether a word is a form of a public vendor's name."""
    return low in VENDORS or (len(low) > 4 and (low[:-1] in VENDORS or low[:-2] in VENDORS))


def reads(low: str, *parts: str) -> bool:
    """Whether the likeliest reading of a word is one of these."""
    found = readings(low)
    return bool(found) and any(part in found[0].grammemes for part in parts)


def _genitive_adjective(low: str) -> bool:
    if low[-2:] not in ("го", "ой", "ей", "ых", "их"):
        return False
    return any(
        r.grammemes & {"ADJF", "PRTF"} and "gent" in r.grammemes and "Apro" not in r.grammemes
        for r in readings(low)[:4]
    )


def noun(low: str, cases: tuple[str, ...]) -> bool:
    """Whether a word is a noun in one of these cases before it is anything else."""
    if len(low) < 3 or not low[0].isalpha() or low[0].isascii():
        return False
    found = readings(low)[:5]
    if not found or "NOUN" not in found[0].grammemes:
        return False
    return any("NOUN" in r.grammemes and r.case in cases for r in found)
