"""natasha's recogniser for Russian, read once for every detector that needs it, and fast.

A word gets likelihoods instead of one label, so that a detector may hear what the recogniser only
suspects. Invariant: time is linear in the text; lines without a Cyrillic letter or without a capital
are not read; of texts only the last few are remembered.
Deliberately elsewhere: the network (`russian_network`), what counts as a name (`people_ru`,
`organisations_ru`).
"""

from __future__ import annotations

import functools
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.confidentiality.detectors.russian_register import technical

if TYPE_CHECKING:
    from app.confidentiality.detectors.russian_network import Network

_TEXTS = 3
_CHAIN = 96
"""Words in one chain at most: a longer line is read in several."""
_TOKEN = re.compile(
    r"(?:[А-Яа-яЁё]+|[A-Za-z]+|\d+)"
    r"(?:(?:[-_\u2011\u2013\u2014\u2212]|(?<=\d)[.,/\\](?=\d))(?:[А-Яа-яЁё]+|[A-Za-z]+|\d+))*"
    r"|[.?!…]+|--|\*\*|\S"
)
_LINE = re.compile(r"[^\n]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_CAPITAL = re.compile(r"[А-ЯЁA-Z]")
_GUARD = threading.Lock()


@dataclass(frozen=True, slots=True)
class Tagged:
    """The words of the lines that were read, in order, and how likely each is part of a name.

    `chain[i]` numbers the line that word `i` is in; `begins` is the likelihood that a person's name
    begins at the word, the others that it lies in one of that kind. All lists have one length.
    `technical`: see `russian_register`.
    """

    text: str = field(repr=False)
    starts: list[int]
    ends: list[int]
    chain: list[int]
    person: list[float]
    begins: list[float]
    organisation: list[float]
    place: list[float]
    technical: bool

    def word(self, number: int) -> str:
        """The word of that number."""
        return self.text[self.starts[number] : self.ends[number]]


_recent: OrderedDict[str, Tagged] = OrderedDict()


def tagged(text: str) -> Tagged:
    """The words of a text with their likelihoods. Fails if the model cannot load."""
    with _GUARD:
        found = _recent.get(text)
        if found is None:
            found = _read(text)
            _recent[text] = found
            if len(_recent) > _TEXTS:
                _recent.popitem(last=False)
        else:
            _recent.move_to_end(text)
        return found


def _read(text: str) -> Tagged:
    """Every line with a Cyrillic letter and a capital."""
    starts, ends, chain = _words(text)
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    likely = _recogniser().likelihoods(words, chain) if words else []
    return Tagged(
        text,
        starts,
        ends,
        chain,
        person=[row[1] + row[2] for row in likely],
        begins=[row[1] for row in likely],
        organisation=[row[5] + row[6] for row in likely],
        place=[row[3] + row[4] for row in likely],
        technical=technical(text, words),
    )


@functools.cache
def _recogniser() -> Network:
    """The recogniser; half a second and 100 MB, once a process."""
    from natasha import NewsEmbedding, NewsNERTagger  # type: ignore[import-untyped]

    from app.confidentiality.detectors.russian_network import Network

    return Network(NewsNERTagger(NewsEmbedding()).infer)


def _words(text: str) -> tuple[list[int], list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    chain: list[int] = []
    number = 0
    for line in _LINE.finditer(text):
        if not _CYRILLIC.search(line[0]) or not _CAPITAL.search(line[0]):
            continue
        number += 1
        begun = len(starts)
        for token in _TOKEN.finditer(text, line.start(), line.end()):
            if len(starts) - begun == _CHAIN:
                number += 1
                begun = len(starts)
            starts.append(token.start())
            ends.append(token.end())
            chain.append(number)
    return starts, ends, chain
