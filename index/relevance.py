"""Whether any passage is good enough to answer from; where none is, the answer abstains.

Three things speak for a passage, and their weighted sum is compared with one threshold:

- nearness: how far the question's cosine to the passage is above what this encoder gives to
  unrelated text, (cosine - floor) / (1 - floor). The floor is measured for each question, as the
  mean of its highest cosines to fixed everyday sentences, so it needs no constant per encoder:
  where one calls .3 related and another .85, both floors move along.
- coverage: the share of the question's informative words that stand in the passage, each weighted
  by its length (long words are rare words). Words count as the same from their roots on: зарплата
  and зарплатный, откатить and откат. Between languages words can't be compared: there an average
  coverage is assumed.
- naming: the share of the words of the page's title, of one of its headings or of its file name
  that stand in the question. A file name is often English whatever the page's language.

The constants were chosen on development sets whose wrong questions belong to other corpora;
`python -m tests.bench relevance` shows how many right questions pass and how many others do.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import sparse
from index.chunk import Passage
from index.script import is_russian, language

THRESHOLD = 0.45
_COVERAGE_WEIGHT = 1 / 3
_NAMING_WEIGHT = 1 / 4
_UNKNOWN_COVERAGE = 0.6
_HIGHEST = 5
"""How many of the everyday sentences make the floor: those nearest to the question."""
_LONGEST = 8
_ROOT_SHARE = 0.75
_SHORTEST_ROOT = 4
"""A word's root is its first three quarters, but at least this many letters."""

_EVERYDAY = (
    "The weather will be sunny tomorrow with a light wind.",
    "She bought a new dress for her sister's wedding.",
    "The team won the final match after extra time.",
    "Mix the flour with two eggs and a cup of milk.",
    "Our summer holiday in the mountains was wonderful.",
    "The museum opens at ten and closes at six.",
    "He learned to play the piano as a child.",
    "The doctor recommended rest and warm tea.",
    "Restart the service and check the logs for errors.",
    "The invoice is paid within thirty days.",
    "Open the settings page and choose your language.",
    "The database stores the records of all users.",
    "Завтра будет солнечно, ветер слабый.",
    "Она купила новое платье на свадьбу сестры.",
    "Команда выиграла финал в дополнительное время.",
    "Смешайте муку с двумя яйцами и стаканом молока.",
    "Наш летний отпуск в горах был чудесным.",
    "Музей открывается в десять и закрывается в шесть.",
    "В детстве он научился играть на пианино.",
    "Врач посоветовал отдых и тёплый чай.",
    "Перезапустите сервис и проверьте журналы на ошибки.",
    "Счёт оплачивается в течение тридцати дней.",
    "Откройте страницу настроек и выберите язык.",
    "База данных хранит записи всех пользователей.",
)


class DenseEncoders(Hashable, Protocol):
    """What is needed of `index.embedding.Encoders`."""

    def dense(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """Unit vectors of passages."""

    def query(self, text: str) -> tuple[float, ...]:
        """The unit vector of a question."""


def relevant(question: str, passages: Sequence[Passage], encoders: DenseEncoders) -> bool:
    """Whether any of the passages is good enough to answer from."""
    return any(one >= THRESHOLD for one in evidence(question, passages, encoders))


def evidence(
    question: str, passages: Sequence[Passage], encoders: DenseEncoders
) -> Iterator[float]:
    """The weighted sum of nearness, coverage and naming of each passage in turn; at most 19/12."""
    floor = noise_floor(encoders.query(question), encoders)
    words = _informative(question)
    spoken = language(question)
    for passage in passages:
        yield (
            nearness(passage.dense, floor)
            + _COVERAGE_WEIGHT * _coverage(words, spoken, passage)
            + _NAMING_WEIGHT * _naming(words, passage)
        )


def noise_floor(asked: Sequence[float], encoders: DenseEncoders) -> float:
    """The cosine that this question's vector has to unrelated text."""
    cosines = np.sort(_everyday(encoders) @ np.asarray(asked))
    return float(cosines[-_HIGHEST:].mean())


def nearness(cosine: float, floor: float) -> float:
    """How far a cosine is above the floor: 0 at the floor, 1 for the same text."""
    return (cosine - floor) / max(1e-6, 1 - floor)


@lru_cache(maxsize=2)
def _everyday(encoders: DenseEncoders) -> NDArray[np.float64]:
    return np.asarray(encoders.dense(_EVERYDAY))


def _informative(question: str) -> dict[str, int]:
    """Words of a question with their weights. Whole identifiers count by their words."""
    return {
        term: min(len(term), _LONGEST)
        for term in sparse.terms(question)
        if len(term) > 1 and not term.startswith("=") and not sparse.is_small(term)
    }


def _coverage(words: dict[str, int], spoken: str, passage: Passage) -> float:
    if (spoken == "ru") != is_russian(passage.chunk.text):
        return _UNKNOWN_COVERAGE
    return _share(words, set(sparse.terms(passage.chunk.embedded_text)))


def _naming(words: Iterable[str], passage: Passage) -> float:
    """The highest share of a name's words that the question holds."""
    chunk = passage.chunk
    file_name = chunk.source.rpartition("/")[2].partition(".")[0]
    asked = set(words)
    names = (chunk.title, *chunk.heading, file_name)
    return max(_share(_informative(name), asked) for name in names)


def _share(words: Mapping[str, int], there: Iterable[str]) -> float:
    """The weight of the words that are `there`, by their roots; 0 where there are no words."""
    starts = {term[:length] for term in there for length in _root_lengths(term)}
    total = sum(words.values())
    return sum(weight for word, weight in words.items() if _root(word) in starts) / max(total, 1)


def _root_lengths(term: str) -> range:
    """Lengths of what a longer or shorter form of the word may begin with; a short word is whole."""
    return range(min(len(term), _SHORTEST_ROOT), len(term) + 1)


def _root(word: str) -> str:
    return word[: max(_SHORTEST_ROOT, math.ceil(_ROOT_SHARE * len(word)))]
