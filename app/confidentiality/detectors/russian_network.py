"""slovnet's network for names in Russian, evaluated word by word with numpy.

The weights come from natasha's wheels; the arithmetic is our own and gives the same scores. Chains of
words are one matrix with gaps between them; the first layer of a word is computed once and
remembered. Invariant: time and memory are linear in the words, at most `_BLOCK` at once.
Deliberately elsewhere: words and lines (`russian_tagger`).
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_WORDS = 6_000
"""Words whose first layer is remembered: 18 MB."""
_BLOCK = 4_096
"""Words that are computed at once: it bounds the memory, not the result."""


class Network:
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

    def likelihoods(self, words: list[str], chain: list[int]) -> list[list[float]]:
        """For each word of its chain: O, B-PER, I-PER, B-LOC, I-LOC, B-ORG, I-ORG; they sum to 1."""
        parts: list[Matrix] = []
        at = 0
        while at < len(words):
            end = min(len(words), at + _BLOCK)
            while end < len(words) and chain[end] == chain[end - 1]:
                end -= 1
            scores = self._emissions(words[at:end], chain[at:end])
            parts.append(_likelihoods(scores, chain[at:end], self._moves))
            at = end
        found: list[list[float]] = np.concatenate(parts).tolist() if parts else []
        return found

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
    order = np.argsort(-sizes, kind="stable")
    firsts, sizes = firsts[order], sizes[order]
    alive = np.searchsorted(-sizes, -np.arange(sizes[0]), side="left")
    ends = np.cumsum(alive)
    which = np.arange(len(chain)) - np.repeat(ends - alive, alive)
    far = np.repeat(np.arange(len(alive)), alive)
    steps = [
        slice(end - live, end) for end, live in zip(ends.tolist(), alive.tolist(), strict=True)
    ]
    forward = np.empty_like(heights)
    backward = np.empty_like(heights)
    rows = firsts[which] + far  # the first word of every chain, the longest first, then the second
    forward[rows] = _forwards(heights[rows], steps, moves)
    rows = (firsts + sizes - 1)[which] - far  # the last word of every chain, then that before it
    backward[rows] = _backwards(heights[rows], steps, moves)
    likely = forward * backward
    result: Matrix = likely / likely.sum(axis=1, keepdims=True)
    return result


def _forwards(heights: Matrix, steps: list[slice], moves: Matrix) -> Matrix:
    """How likely each label is by the words up to its own."""
    likely = np.empty_like(heights)
    state = heights[steps[0]]
    for step in steps:
        if step.start:
            state = (state[: step.stop - step.start] @ moves) * heights[step]
        state = np.divide(state, np.add.reduce(state, axis=1, keepdims=True), out=likely[step])
    return likely


def _backwards(heights: Matrix, steps: list[slice], moves: Matrix) -> Matrix:
    """How likely each label is by the words behind its own."""
    likely = np.empty_like(heights)
    likely[steps[0]] = 1
    for before, step in itertools.pairwise(steps):
        size = step.stop - step.start
        state = (likely[before][:size] * heights[before][:size]) @ moves.T
        np.divide(state, np.add.reduce(state, axis=1, keepdims=True), out=likely[step])
    return likely
