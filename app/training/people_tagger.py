"""Training of the tagger: an averaged perceptron over the sequences of the made-up text.

`train_tagger(seed)` gives the artefact's bytes; the same seed and the same tables give the same
bytes. About four minutes on one core. Deliberately elsewhere: the text (`people_text`), features and
decoding (the detector's own: what is trained is what runs).
"""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors.tagger import TAGS, WIDTH, Weights, decode, emissions, possible
from app.confidentiality.detectors.tagger_features import FEATURES, SIZE, numbers, pieces, tokens
from app.training.people_text import Sentence, sentences

_LABELS = {label: TAGS.index(f"B-{label}") for label in ("PERSON", "ORGANISATION", "ADDRESS")}
_BATCH = 24
_MISSED, _INVENTED = np.float32(60.0), np.float32(30.0)
"""A wrong tag has to lose by this much: what is only just right is learnt once more. A name that is
missed weighs more than one that is invented."""


def _nobody(_: int) -> None:
    """Nobody watches."""


Example = tuple[npt.NDArray[np.uint32], list[tuple[int, int]], npt.NDArray[np.int64]]


SEED = 7
"""Of the shipped artefact."""


def train_tagger(
    seed: int = SEED,
    count: int = 180_000,
    rounds: int = 3,
    step: tuple[Callable[[int], None], Callable[[int], None]] = (_nobody, _nobody),
) -> bytes:
    """The artefact `tagger.bin`. `step`: told how many sentences there are to learn from, each round
    counted, and then how many are done.
    """
    examples = [example for text in sentences(seed, count) if (example := _example(text))]
    step[0](len(examples) * rounds)
    return learn(examples, seed, rounds, step[1]).packed()


def _example(sentence: Sentence) -> Example | None:
    spans = tokens(sentence.text)
    if not spans:
        return None
    cuts = pieces(sentence.text, spans)
    tags = np.zeros(len(spans), dtype=np.int64)
    for start, end, label in sentence.spans:
        first = True
        for number, (left, right) in enumerate(spans):
            if left >= start and right <= end:
                tags[number] = _LABELS[label] + (0 if first else 1)
                first = False
    for first_token, _ in cuts:
        if tags[first_token] and tags[first_token] % 2 == 0:
            tags[first_token] -= 1
    return numbers(sentence.text, spans, cuts), cuts, tags


def learn(
    examples: list[Example], seed: int, rounds: int, told: Callable[[int], None] = _nobody
) -> Weights:
    """Averaged weights after `rounds` over the examples in random order."""
    rng = random.Random(seed)  # noqa: S311 - an order, not a secret
    size = len(TAGS)
    emission = np.zeros((SIZE, WIDTH), dtype=np.float32)
    total = np.zeros((SIZE, WIDTH), dtype=np.float32)
    step, steps = np.zeros((size, size), dtype=np.float32), np.zeros((size, size), dtype=np.float32)
    order = list(range(len(examples)))
    batches = (len(order) + _BATCH - 1) // _BATCH * rounds
    done = 0
    for _ in range(rounds):
        rng.shuffle(order)
        for at in range(0, len(order), _BATCH):
            left = np.float32(1.0 - done / batches)  # what is learnt now stays for that share
            _update(
                [examples[i] for i in order[at : at + _BATCH]], emission, total, step, steps, left
            )
            done += 1
            told(len(order[at : at + _BATCH]))
    return Weights(total, steps + possible())


def _update(
    batch: list[Example],
    emission: npt.NDArray[np.float32],
    total: npt.NDArray[np.float32],
    step: npt.NDArray[np.float32],
    steps: npt.NDArray[np.float32],
    left: np.float32,
) -> None:
    features = np.concatenate([example[0] for example in batch])
    gold = np.concatenate([example[2] for example in batch])
    cuts: list[tuple[int, int]] = []
    offset = 0
    for example in batch:
        cuts.extend((first + offset, last + offset) for first, last in example[1])
        offset += len(example[0])
    scores = (
        emissions(features, emission)[:, : len(TAGS)]
        + np.where(gold > 0, _MISSED, _INVENTED)[:, None]
    )
    scores[np.arange(len(gold)), gold] -= np.where(gold > 0, _MISSED, _INVENTED)
    guess = decode(scores, cuts, step + possible())
    wrong = np.flatnonzero(guess != gold)
    if not len(wrong):
        return
    rows = features[wrong].ravel()
    for tags, change in ((gold, 1.0), (guess, -1.0)):
        columns = np.repeat(tags[wrong], FEATURES)
        np.add.at(emission, (rows, columns), np.float32(change))
        np.add.at(total, (rows, columns), np.float32(change) * left)
        inner = np.ones(len(gold), dtype=bool)
        inner[[first for first, _ in cuts]] = False
        after = np.flatnonzero(inner)
        np.add.at(step, (tags[after - 1], tags[after]), np.float32(change))
        np.add.at(steps, (tags[after - 1], tags[after]), np.float32(change) * left)
