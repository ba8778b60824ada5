"""natasha's recogniser for Russian, read once for every detector that needs it, and fast.

The weights are slovnet's (a convolution of three layers over navec's words, in the wheels); the
arithmetic is our own: sentences are one matrix with gaps instead of padded batches, the first layer
of a word is computed once and remembered, and a word gets probabilities instead of one label, so
that a detector may hear what the recogniser only suspects. Invariant: time is linear in the text;
lines without a Cyrillic letter or without a capital are not read; of texts only the last few are
remembered. Deliberately elsewhere: what counts as a name (`people_ru`, `organisations_ru`).
"""

from __future__ import annotations

import functools
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_TEXTS = 3
_WORDS = 6_000
_CHAIN = 96
"""Words in one chain at most: a longer line is read in several."""
_BLOCK = 4_096
"""Words that are computed at once: it bounds the memory, not the result."""
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
    """

    text: str = field(repr=False)
    starts: list[int]
    ends: list[int]
    chain: list[int]
    person: list[float]
    begins: list[float]
    organisation: list[float]
    place: list[float]

    def word(self, number: int) -> str:
        """The word of that number."""
        return self.text[self.starts[number] : self.ends[number]]


_recent: OrderedDict[str, Tagged] = OrderedDict()


def tagged(text: str) -> Tagged:
    """The words of a text with their likelihoods. Fails if the model cannot load."""
    with _GUARD:
        found = _recent.get(text)
        if found is None:
            found = _recogniser().read(text)
            _recent[text] = found
            if len(_recent) > _TEXTS:
                _recent.popitem(last=False)
        else:
            _recent.move_to_end(text)
        return found


@functools.cache
def _recogniser() -> Recogniser:
    """The recogniser; half a second and 100 MB, once a process."""
    from natasha import NewsEmbedding, NewsNERTagger  # type: ignore[import-untyped]

    return Recogniser(NewsNERTagger(NewsEmbedding()).infer)


class Recogniser:
    """slovnet's network, evaluated word by word."""

    def __init__(self, infer: Any) -> None:
        model, self._encoder = infer.model, infer.encoder
        self._embedding = model.emb
        first, second, third = model.encoder.layers
        self._first = np.concatenate([first.conv.weight.array[:, :, k].T for k in range(3)], axis=1)
        self._layers = [
            (
                np.concatenate([layer.conv.weight.array[:, :, k].T for k in range(3)]),
                layer.conv.bias.array,
            )
            for layer in (second, third)
        ]
        self._bias = first.conv.bias.array
        self._norms = [_norm(layer.norm) for layer in model.encoder.layers]
        self._head = model.head.proj.weight.array, model.head.proj.bias.array
        self._moves = np.exp(model.head.crf.transitions.array[1:, 1:]).astype(np.float32)
        self._rows: dict[str, int] = {}
        self._table: Matrix = np.zeros((_WORDS + 1, 3, len(self._bias)), dtype=np.float32)

    def read(self, text: str) -> Tagged:
        """Every line with a Cyrillic letter and a capital."""
        starts, ends, chain = _words(text)
        words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        parts: list[Matrix] = []
        at = 0
        while at < len(words):
            end = min(len(words), at + _BLOCK)
            while end < len(words) and chain[end] == chain[end - 1]:
                end -= 1
            parts.append(
                _likelihoods(
                    self._emissions(words[at:end], chain[at:end]), chain[at:end], self._moves
                )
            )
            at = end
        likely = np.concatenate(parts) if parts else np.zeros((0, 7), dtype=np.float32)
        return Tagged(
            text,
            starts,
            ends,
            chain,
            (likely[:, 1] + likely[:, 2]).tolist(),
            likely[:, 1].tolist(),
            (likely[:, 5] + likely[:, 6]).tolist(),
            (likely[:, 3] + likely[:, 4]).tolist(),
        )

    def _emissions(self, words: list[str], chain: list[int]) -> Matrix:
        """Scores of seven labels for each word; a gap of zeros stands between two chains."""
        numbers = np.asarray(chain)
        at = np.arange(1, len(words) + 1) + (numbers - numbers[0])
        rows = np.zeros(at[-1] + 2, dtype=np.int64)
        rows[at] = self._known(words)
        gaps = np.ones(len(rows), dtype=bool)
        gaps[at] = False
        table = self._table
        hidden = table[rows, 1] + self._bias
        hidden[1:] += table[rows[:-1], 0]
        hidden[:-1] += table[rows[1:], 2]
        hidden = _normed(hidden, gaps, self._norms[0])
        for (weight, bias), norm in zip(self._layers, self._norms[1:], strict=True):
            hidden = _normed(_windows(hidden) @ weight + bias, gaps, norm)
        weight, bias = self._head
        scores: Matrix = hidden[at] @ weight + bias
        return scores[:, 1:]

    def _known(self, words: list[str]) -> list[int]:
        """The row of each word in the table of first layers, which is filled as needed."""
        rows = self._rows
        fresh = [word for word in dict.fromkeys(words) if word not in rows]
        if len(rows) + len(fresh) > _WORDS:
            rows.clear()
            fresh = list(dict.fromkeys(words))
        if fresh:
            first = len(rows) + 1
            rows.update((word, first + number) for number, word in enumerate(fresh))
            word_ids, shape_ids = self._encoder.item(fresh)
            vectors = self._embedding(np.asarray(word_ids), np.asarray(shape_ids))
            self._table[first : first + len(fresh)] = (vectors @ self._first).reshape(
                len(fresh), 3, -1
            )
        return [rows[word] for word in words]


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


def _norm(norm: Any) -> tuple[Matrix, Matrix]:
    scale = norm.weight.array / norm.std.array
    return scale, norm.bias.array - norm.mean.array * scale


def _normed(hidden: Matrix, gaps: NDArray[np.bool_], norm: tuple[Matrix, Matrix]) -> Matrix:
    scale, shift = norm
    np.maximum(hidden, 0, out=hidden)
    hidden *= scale
    hidden += shift
    hidden[gaps] = 0
    return hidden


def _windows(hidden: Matrix) -> Matrix:
    edge = np.zeros((1, hidden.shape[1]), dtype=np.float32)
    padded = np.concatenate((edge, hidden, edge))
    return np.concatenate((padded[:-2], padded[1:-1], padded[2:]), axis=1)


def _likelihoods(emissions: Matrix, chain: list[int], moves: Matrix) -> Matrix:
    """Likelihood of each label of each word: forwards and backwards through every chain at once."""
    numbers = np.asarray(chain)
    edges = np.flatnonzero(np.diff(numbers)) + 1
    firsts = np.concatenate(([0], edges))
    sizes = np.diff(np.concatenate((firsts, [len(chain)])))
    heights = np.exp(emissions - emissions.max(axis=1, keepdims=True)).astype(np.float32) + 1e-12
    forward = np.empty_like(heights)
    backward = np.empty_like(heights)
    order = np.argsort(-sizes, kind="stable")
    firsts, sizes = firsts[order], sizes[order]
    longest = int(sizes[0])
    alive = [int(np.searchsorted(-sizes, -step, side="left")) for step in range(longest)]
    state = heights[firsts]
    for step in range(longest):
        rows = firsts[: alive[step]] + step
        if step:
            state = (state[: len(rows)] @ moves) * heights[rows]
        state = state / state.sum(axis=1, keepdims=True)
        forward[rows] = state
    lasts = firsts + sizes - 1
    state = np.ones((len(sizes), heights.shape[1]), dtype=np.float32)
    for step in range(longest):
        rows = lasts[: alive[step]] - step
        if step:
            state = (state[: len(rows)] * heights[rows + 1]) @ moves.T
            state = state / state.sum(axis=1, keepdims=True)
        backward[rows] = state
    likely = forward * backward
    result: Matrix = likely / likely.sum(axis=1, keepdims=True)
    return result
