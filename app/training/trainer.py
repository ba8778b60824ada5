"""`train()`: from the labelled set to an artefact and its figures.

Invariant: topics are on one side each; weights see the first side only, probabilities and
thresholds the second, figures the third. The same seed, encoder and detectors give the same bytes.
Deliberately elsewhere: where the artefact is written (`app.classifier_file`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors.classifier import (
    LANGUAGES,
    Artefact,
    Classifier,
    Embed,
    Scale,
    counted,
)
from app.confidentiality.detectors.windows import windows
from app.confidentiality.verdict import Detector, examine
from app.training import calibration
from app.training.at_hand import documents
from app.training.compose import Sample, samples
from app.training.fitting import Inputs, Recipe, balanced, fit, scores, words_of
from app.training.labelled import Topic, split, topics
from index.chunk import Finding

PADDED = 0.12
"""Of the texts to train on, this share has a harmless sentence beside what is to be learned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is generated: texts for each topic and language, on either side."""

    training: int = 10
    judging: int = 10
    seed: int = 1
    recipe: Recipe = field(default_factory=Recipe)


@dataclass(frozen=True, slots=True)
class Step:
    """What training says as it goes: so much of the whole is done."""

    done: Callable[[int], None]
    total: Callable[[int], None]


def train(
    embed: Embed,
    encoder: str,
    detectors: Sequence[Detector],
    plan: Plan,
    step: Step,
    labelled: Sequence[Topic] | None = None,
) -> Artefact:
    """The trained classifier. `encoder` is the fingerprint of what `embed` is."""
    chosen = (*topics(), *documents()) if labelled is None else tuple(labelled)
    sides = split(chosen)
    made = {
        side: samples(
            [topic for topic in chosen if sides[topic.name] == side],
            plan.training if side == "train" else plan.judging,
            plan.seed,
            short=side == "train",
            padded=PADDED if side == "train" else 0.0,
        )
        for side in ("train", "calibration", "test")
    }
    work = sum(map(len, made.values()))
    step.total(work + len(made["train"]) * plan.recipe.epochs * plan.recipe.members // _CHEAPER)
    inputs = _inputs(made["train"], embed, detectors, step)
    weights = fit(inputs, plan.seed, plan.recipe, lambda count: step.done(count // _CHEAPER))
    flat = {name: Scale(1.0, 0.0, 0.5, 0.5) for name in LANGUAGES}
    draft = Artefact(encoder, weights, flat)
    scales = _scales(draft, made["calibration"], embed, detectors, step)
    done = Artefact(encoder, weights, scales)
    report = _figures(done, made["test"], embed, detectors, step)
    counts = {side: len(texts) for side, texts in made.items()}
    return Artefact(encoder, weights, scales, {"seed": plan.seed, "texts": counts, "test": report})


_CHEAPER = 100
"""A text in one epoch costs this much less than embedding it and reading it with all detectors."""


def _inputs(
    texts: Sequence[Sample], embed: Embed, detectors: Sequence[Detector], step: Step
) -> Inputs:
    words, begins = words_of([sample.text for sample in texts])
    levels = np.asarray([int(sample.level) for sample in texts], dtype=np.int64)
    vectors: list[Sequence[float]] = []
    counts: list[npt.NDArray[np.float32]] = []
    for begin in range(0, len(texts), 256):
        batch = [sample.text for sample in texts[begin : begin + 256]]
        vectors.extend(embed(batch))
        counts.extend(counted(found) for found in _read(batch, detectors))
        step.done(len(batch))
    return Inputs(
        np.asarray(vectors, dtype=np.float32),
        words,
        begins,
        np.stack(counts).astype(np.float32),
        levels,
        balanced(levels, [f"{sample.language}/{sample.page}" for sample in texts]),
    )


def _read(texts: Sequence[str], detectors: Sequence[Detector]) -> list[tuple[Finding, ...]]:
    return [examine(text, detectors).findings for text in texts]


def _scales(
    draft: Artefact,
    texts: Sequence[Sample],
    embed: Embed,
    detectors: Sequence[Detector],
    step: Step,
) -> dict[str, Scale]:
    """Each language's calibration, from the scores that texts have in use."""
    values = _as_used(draft, texts, embed, detectors, step)
    sensitive = np.asarray([sample.sensitive for sample in texts])
    spoken = np.asarray([sample.language for sample in texts])
    return {
        name: calibration.scale(values[spoken == name], sensitive[spoken == name])
        for name in LANGUAGES
    }


def _as_used(
    draft: Artefact,
    texts: Sequence[Sample],
    embed: Embed,
    detectors: Sequence[Detector],
    step: Step,
) -> calibration.Scores:
    """The middle score of each text, read in windows as `Classifier` does."""
    values = np.full(len(texts), -np.inf)
    for begin in range(0, len(texts), 256):
        batch = texts[begin : begin + 256]
        pieces = [(n, piece) for n, sample in enumerate(batch) for piece in windows(sample.text)]
        plain = Inputs(
            np.asarray(embed([piece for _, piece in pieces]), dtype=np.float32),
            *words_of([piece for _, piece in pieces]),
            np.zeros((len(pieces), len(draft.weights.findings)), np.float32),
            np.zeros(len(pieces), np.int64),
            np.ones(len(pieces), np.float32),
        )
        np.maximum.at(
            values,
            np.asarray([begin + n for n, _ in pieces]),
            scores(draft.weights, plain)[:, 1].astype(float),
        )
        found = _read([sample.text for sample in batch], detectors)
        added = np.stack([counted(one) for one in found]) @ draft.weights.findings
        values[begin : begin + len(batch)] += added[:, 1]
        step.done(len(batch))
    return values


def _figures(
    artefact: Artefact,
    texts: Sequence[Sample],
    embed: Embed,
    detectors: Sequence[Detector],
    step: Step,
) -> Mapping[str, Any]:
    """What the finished classifier makes of topics that it never saw, by language."""
    judge = Classifier(artefact, embed)
    report: dict[str, Any] = {}
    for name in LANGUAGES:
        own = [sample for sample in texts if sample.language == name]
        estimates = []
        for begin in range(0, len(own), 256):
            batch = [sample.text for sample in own[begin : begin + 256]]
            estimates.extend(judge.estimate(batch, _read(batch, detectors)))
            step.done(len(batch))
        kept = np.asarray([one.unsure or one.level >= 2 for one in estimates])
        sensitive = np.asarray([sample.sensitive for sample in own])
        report[name] = calibration.figures(
            [one.probability for one in estimates], sensitive, kept
        ).record()
    return report
