"""Fitting the classifier's weights: Adam on small batches in numpy, on three borders at once.

Invariant: the weights of findings stay >= 0 (they are put back after each step), and the same
samples with the same seed give the same weights. Deliberately elsewhere: what a score means
(`calibration`), what the samples are (`compose`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors import lexical
from app.confidentiality.detectors.classifier import GROUPS, Weights

Array = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

LOCAL_WEIGHT = 4.0
"""What a finding whose action is `local` adds: a rule, not learned."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """n texts as arrays: vectors (n, d), `words` as sorted buckets one text after the other with
    `begins` (n) into them, counts (n, len(GROUPS)), levels (n) from 0 to 3, weights (n)."""

    vectors: Array
    words: Numbers
    begins: Numbers
    counts: Array
    levels: Numbers
    weights: Array

    @property
    def lengths(self) -> Numbers:
        """How many words each text has."""
        return np.diff(np.append(self.begins, len(self.words)))

    def of(self, chosen: Numbers) -> Inputs:
        """The inputs of these texts only, in this order."""
        lengths = self.lengths[chosen]
        begins = np.cumsum(lengths) - lengths
        places = np.repeat(self.begins[chosen] - begins, lengths) + np.arange(int(lengths.sum()))
        return Inputs(
            self.vectors[chosen],
            self.words[places],
            begins,
            self.counts[chosen],
            self.levels[chosen],
            self.weights[chosen],
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """The knobs of one fit; the defaults were chosen with topics left out (`hush train` prints how
    well they do)."""

    epochs: int = 24
    batch: int = 256
    rate: float = 0.02
    hidden: int = 32
    decay_words: float = 3e-4
    decay: float = 3e-3
    drop: float = 0.3
    """Share of words and of vector entries that are left out in each step."""
    members: int = 3
    """So many fits, each from another start, are one in the end: their mean."""


def words_of(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """`Inputs.words` and `Inputs.begins` of these texts; an empty text gets bucket 0."""
    rows = [lexical.features(text) for text in texts]
    rows = [row if len(row) else np.zeros(1, np.uint32) for row in rows]
    lengths = np.asarray([len(row) for row in rows], dtype=np.int64)
    return np.concatenate(rows).astype(np.int64), np.cumsum(lengths) - lengths


def balanced(levels: Numbers, groups: Sequence[str]) -> Array:
    """Weights with which every pair of border side and group weighs the same; their mean is 1."""
    keys = [f"{level >= 2}/{group}" for level, group in zip(levels, groups, strict=True)]
    counts = {key: keys.count(key) for key in set(keys)}
    return np.asarray([len(keys) / (len(counts) * counts[key]) for key in keys], dtype=np.float32)


def fit(
    inputs: Inputs, seed: int, recipe: Recipe, progress: Callable[[int], None] = lambda _: None
) -> Weights:
    """Weights for these inputs. `progress` is called after each batch with its number of texts."""
    return _mean(
        [_fit(inputs, [seed, member], recipe, progress) for member in range(recipe.members)]
    )


def _mean(members: Sequence[Weights]) -> Weights:
    """One set of weights that scores as its members do on average: hidden units side by side."""

    def mean(arrays: Sequence[Array]) -> Array:
        return np.asarray(np.mean(np.stack(arrays), axis=0), dtype=np.float32)

    outer = np.concatenate([one.outer for one in members]) / len(members)
    return Weights(
        linear=mean([one.linear for one in members]),
        hidden=np.concatenate([one.hidden for one in members], axis=1),
        hidden_bias=np.concatenate([one.hidden_bias for one in members]),
        outer=np.asarray(outer, dtype=np.float32),
        bias=mean([one.bias for one in members]),
        words=mean([one.words for one in members]),
        findings=mean([one.findings for one in members]),
    )


def _fit(
    inputs: Inputs, seed: Sequence[int], recipe: Recipe, progress: Callable[[int], None]
) -> Weights:
    chance = np.random.default_rng(seed)
    used, places = np.unique(inputs.words, return_inverse=True)
    compact = Inputs(
        inputs.vectors, places, inputs.begins, inputs.counts, inputs.levels, inputs.weights
    )
    values = _start(inputs.vectors.shape[1], len(used), recipe, chance)
    first = {name: np.zeros_like(value) for name, value in values.items()}
    second = {name: np.zeros_like(value) for name, value in values.items()}
    count = len(inputs.levels)
    steps = recipe.epochs * -(-count // recipe.batch)
    step = 0
    for _ in range(recipe.epochs):
        order = chance.permutation(count)
        for begin in range(0, count, recipe.batch):
            batch = compact.of(order[begin : begin + recipe.batch])
            step += 1
            slopes = _slopes(values, batch, recipe, chance)
            _step(values, first, second, slopes, step, recipe.rate * (1 - step / (steps + 1)))
            progress(len(batch.levels))
    whole = np.zeros(lexical.BUCKETS, dtype=np.float32)
    whole[used] = values["words"]
    return Weights(**{**values, "words": whole})


def scores(weights: Weights, inputs: Inputs) -> Array:
    """The three scores of each text, findings included: (n, 3)."""
    sums = np.add.reduceat(weights.words[inputs.words], inputs.begins)
    part = (sums / np.sqrt(inputs.lengths)).astype(np.float32)
    return weights.scores(inputs.vectors, part, inputs.counts)


def _start(
    dimension: int, words: int, recipe: Recipe, chance: np.random.Generator
) -> dict[str, Array]:
    shapes: dict[str, tuple[int, ...]] = {
        "linear": (dimension, 3), "hidden": (dimension, recipe.hidden),
        "hidden_bias": (recipe.hidden,), "outer": (recipe.hidden, 3), "bias": (3,),
        "words": (words,), "findings": (len(GROUPS), 3),
    }  # fmt: skip
    values = {name: np.zeros(shape, dtype=np.float32) for name, shape in shapes.items()}
    values["hidden"] += 2.0 * chance.standard_normal(shapes["hidden"], dtype=np.float32)
    values["outer"] += 0.3 * chance.standard_normal(shapes["outer"], dtype=np.float32)
    values["findings"][0] = LOCAL_WEIGHT
    return values


def _step(
    values: dict[str, Array],
    first: dict[str, Array],
    second: dict[str, Array],
    slopes: dict[str, Array],
    step: int,
    rate: float,
) -> None:
    """One step of Adam, in place; findings are put back to where they are monotone."""
    for name, slope in slopes.items():
        first[name] += 0.1 * (slope - first[name])
        second[name] += 0.01 * (slope * slope - second[name])
        size = np.sqrt(second[name] / (1 - 0.99**step)) + 1e-8
        values[name] -= np.float32(rate) * (first[name] / (1 - 0.9**step)) / size
    np.maximum(values["findings"], 0, out=values["findings"])
    values["findings"][0] = LOCAL_WEIGHT


def _slopes(
    values: dict[str, Array], batch: Inputs, recipe: Recipe, chance: np.random.Generator
) -> dict[str, Array]:
    """Gradients of the weighted logistic loss plus decay, with entries left out at random."""
    keep = np.float32(1 - recipe.drop)
    mask = chance.random(batch.vectors.shape, dtype=np.float32) < keep
    vectors = batch.vectors * mask / keep
    kept = (chance.random(len(batch.words), dtype=np.float32) < keep) / keep
    share = kept / np.repeat(np.sqrt(batch.lengths).astype(np.float32), batch.lengths)
    word_part = np.add.reduceat(values["words"][batch.words] * share, batch.begins)
    inner = np.tanh(vectors @ values["hidden"] + values["hidden_bias"])
    logits = vectors @ values["linear"] + inner @ values["outer"] + word_part[:, None]
    logits += values["bias"] + batch.counts @ values["findings"]
    targets = (batch.levels[:, None] >= np.arange(1, 4)).astype(np.float32)
    error = 1 / (1 + np.exp(-np.clip(logits, -30, 30))) - targets
    error = (error * batch.weights[:, None] / len(targets)).astype(np.float32)
    back = (error @ values["outer"].T) * (1 - inner * inner)
    rows = np.repeat(error[:, 1], batch.lengths) * share
    summed = np.bincount(batch.words, rows, len(values["words"])).astype(np.float32)
    return {
        "linear": vectors.T @ error + recipe.decay * values["linear"],
        "hidden": vectors.T @ back + recipe.decay * values["hidden"],
        "hidden_bias": back.sum(0),
        "outer": inner.T @ error + recipe.decay * values["outer"],
        "bias": error.sum(0),
        "words": summed + recipe.decay_words * values["words"],
        "findings": batch.counts.T @ error,
    }
