"""Fitting the classifier's weights: three borders at once, by AdamW on small batches, in torch.

Invariant: the same samples with the same seed give the same weights. Deliberately elsewhere: what a
score means (`calibration`), what the samples are (`compose`), how the weights are used
(`detectors.artefact`, without torch). Imports torch at the top: import this module lazily.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from app.confidentiality.detectors import lexical
from app.confidentiality.detectors.artefact import Array, Weights
from index.chunk import Sensitivity

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Inputs:
    """n texts as arrays: unit vectors (n, d), the sorted buckets of each text's words, levels (n)
    from 0 to 3, weights (n)."""

    vectors: Array
    words: Sequence[Numbers]
    levels: Numbers
    weights: Array


@dataclass(frozen=True, slots=True)
class Recipe:
    """The knobs of the fit; the defaults were chosen with topics left out (`hush train` prints how
    well they do)."""

    networks: int = 3
    """Each is fitted by itself; their mean counts."""
    epochs: int = 14
    batch: int = 128
    width: int = 512
    deeper: int = 2
    """Layers after the first."""
    rate: float = 1e-3
    rate_words: float = 5e-3
    decay: float = 0.05
    decay_words: float = 3e-4
    drop: float = 0.4
    """Share of vector entries, units and words that are left out in each step."""
    noise: float = 0.3
    """Standard deviation of what is added to vectors whose entries have a mean square of 1."""


def words_of(texts: Sequence[str]) -> list[Numbers]:
    """`Inputs.words` of these texts; an empty text gets bucket 0."""
    rows = [lexical.features(text).astype(np.int64) for text in texts]
    return [row if len(row) else np.zeros(1, np.int64) for row in rows]


def balanced(levels: Numbers, groups: Sequence[str]) -> Array:
    """Weights with which every pair of border side and group weighs the same; their mean is 1."""
    keys = [f"{level >= 2}/{group}" for level, group in zip(levels, groups, strict=True)]
    counts = Counter(keys)
    return np.asarray([len(keys) / (len(counts) * counts[key]) for key in keys], dtype=np.float32)


def fit(
    inputs: Inputs, seed: int, recipe: Recipe, progress: Callable[[int], None] = lambda _: None
) -> Weights:
    """Weights for these inputs. `progress` is called after each batch with its number of texts."""
    before = torch.random.get_rng_state()
    try:
        fitted = []
        for number in range(recipe.networks):
            torch.manual_seed(seed + number)
            chance = np.random.default_rng(seed + number)
            fitted.append(_fit(inputs, chance, recipe, progress))
        return together(fitted)
    finally:
        torch.random.set_rng_state(before)


def together(fitted: Sequence[Weights]) -> Weights:
    """Several fits as one: their networks side by side, the mean of what is linear."""
    return Weights(
        linear=np.mean([one.linear for one in fitted], axis=0),
        first=np.concatenate([one.first for one in fitted]),
        first_bias=np.concatenate([one.first_bias for one in fitted]),
        deeper=np.concatenate([one.deeper for one in fitted], axis=1),
        deeper_bias=np.concatenate([one.deeper_bias for one in fitted], axis=1),
        outer=np.concatenate([one.outer for one in fitted]),
        bias=np.mean([one.bias for one in fitted], axis=0),
        words=np.mean([one.words for one in fitted], axis=0),
    )


def _fit(
    inputs: Inputs, chance: np.random.Generator, recipe: Recipe, progress: Callable[[int], None]
) -> Weights:
    used = np.unique(np.concatenate(inputs.words))
    network = _Network(inputs.vectors.shape[1], len(used), recipe)
    targets = torch.from_numpy(
        (inputs.levels[:, None] >= [int(level) for level in Sensitivity][1:]).astype(np.float32)
    )
    optimizer = torch.optim.AdamW(
        [
            {"params": network.dense, "lr": recipe.rate, "weight_decay": recipe.decay},
            {"params": [network.words.weight], "lr": recipe.rate_words, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.99),
    )
    count = len(inputs.levels)
    steps = recipe.epochs * -(-count // recipe.batch)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, steps))
    feed = _Feed(inputs, used)
    for _ in range(recipe.epochs):
        order = chance.permutation(count)
        for begin in range(0, count, recipe.batch):
            chosen = order[begin : begin + recipe.batch]
            logits = network(*feed.of(chosen))
            losses = functional.binary_cross_entropy_with_logits(
                logits, targets[chosen], reduction="none"
            ).sum(1)
            loss = (losses * torch.from_numpy(inputs.weights[chosen])).mean()
            optimizer.zero_grad()
            torch.autograd.backward(
                loss + recipe.decay_words / 2 * network.words.weight.square().sum()
            )
            optimizer.step()
            rates.step()
            progress(len(chosen))
    return network.weights(used)


def _pace(step: int, steps: int, warm: int = 100) -> float:
    """The share of the full rate: up in the first steps, then down to nothing."""
    return min(1.0, (step + 1) / warm) * (1 - step / (steps + 1))


class _Feed:
    """Batches as the network takes them; a word is its place among the `used` ones."""

    def __init__(self, inputs: Inputs, used: Numbers) -> None:
        scale = np.float32(math.sqrt(inputs.vectors.shape[1]))
        self._vectors = torch.from_numpy(inputs.vectors * scale)
        self._rows = [np.searchsorted(used, row) for row in inputs.words]

    def of(self, chosen: Numbers) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Vectors, words, where each text's words begin, and what each word weighs."""
        rows = [self._rows[number] for number in chosen]
        lengths = np.asarray([len(row) for row in rows])
        shares = np.repeat(1 / np.sqrt(lengths), lengths).astype(np.float32)
        return (
            self._vectors[chosen],
            torch.from_numpy(np.concatenate(rows)),
            torch.from_numpy(np.cumsum(lengths) - lengths),
            torch.from_numpy(shares),
        )


class _Network(nn.Module):
    """`Weights` while it learns."""

    def __init__(self, dimension: int, words: int, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self.linear = nn.Linear(dimension, 3, bias=False)
        self.first = nn.Linear(dimension, recipe.width)
        self.deeper = nn.ModuleList(
            nn.Linear(recipe.width, recipe.width) for _ in range(recipe.deeper)
        )
        self.outer = nn.Linear(recipe.width, 3)
        self.words = nn.EmbeddingBag(words, 1, mode="sum")
        nn.init.zeros_(self.linear.weight)
        nn.init.zeros_(self.words.weight)

    @property
    def dense(self) -> list[nn.Parameter]:
        """All parameters but those of words."""
        return [value for name, value in self.named_parameters() if not name.startswith("words")]

    def forward(self, vectors: Tensor, words: Tensor, begins: Tensor, shares: Tensor) -> Tensor:
        """The logits of the three borders, (n, 3); always as in training."""
        drop = self._recipe.drop
        noisy = vectors + self._recipe.noise * torch.randn_like(vectors)
        kept = functional.dropout(noisy, drop)
        inner = functional.dropout(torch.relu(self.first(kept)), drop)
        for layer in self.deeper:
            inner = functional.dropout(inner + torch.relu(layer(inner)), drop)
        looks = self.words(words, begins, per_sample_weights=functional.dropout(shares, drop))
        logits: Tensor = self.linear(kept) + self.outer(inner) + looks
        return logits

    def weights(self, used: Numbers) -> Weights:
        """What was learned; `used` are the buckets of its words."""
        words = np.zeros(lexical.BUCKETS, dtype=np.float32)
        words[used] = _array(self.words.weight)[:, 0]
        width = self._recipe.width
        layers = [layer for layer in self.deeper if isinstance(layer, nn.Linear)]
        return Weights(
            linear=_array(self.linear.weight).T,
            first=_array(self.first.weight).T[None],
            first_bias=_array(self.first.bias)[None, None],
            deeper=np.asarray([_array(one.weight).T for one in layers]).reshape(
                -1, 1, width, width
            ),
            deeper_bias=np.asarray([_array(one.bias) for one in layers]).reshape(-1, 1, 1, width),
            outer=_array(self.outer.weight).T[None],
            bias=_array(self.outer.bias),
            words=words,
        )


def _array(values: Tensor) -> Array:
    return np.ascontiguousarray(values.detach().numpy(), dtype=np.float32)
