"""`train()`: from the labelled set to an artefact and its figures.

Invariant: topics are on one side each; weights see the first side only, probabilities and
thresholds the second, figures the third. The same seed, encoder and detectors give the same bytes.
Deliberately elsewhere: where the artefact is written (`app.classifier_file`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.confidentiality.detectors.artefact import LANGUAGES, Artefact, Scale, parsed, written
from app.confidentiality.detectors.classifier import Classifier, Embed, added
from app.confidentiality.detectors.windows import windows
from app.confidentiality.verdict import Detector, examine
from app.training import calibration
from app.training.at_hand import documents
from app.training.compose import Sample, samples
from app.training.fitting import Inputs, Recipe, balanced, fit, words_of
from app.training.labelled import Topic, split, topics
from index.chunk import Finding

DAILY = 2.5
"""What a harmless text weighs that is of the sort people write all day: those are asked about most."""
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
    epochs = plan.recipe.epochs * plan.recipe.networks
    step.total(sum(map(len, made.values())) + len(made["train"]) * epochs // _CHEAPER)
    inputs = inputs_of(made["train"], embed, step)
    weights = fit(inputs, plan.seed, plan.recipe, _slowly(step))
    flat = {name: Scale(1.0, 0.0, 0.5, 0.5, 0.5) for name in LANGUAGES}
    draft = parsed(written(Artefact(encoder, weights, flat)))  # with what the file keeps of them
    scales = _scales(draft, made["calibration"], embed, detectors, step)
    done = Artefact(encoder, draft.weights, scales)
    report = _figures(done, made["test"], embed, detectors, step)
    counts = {side: len(texts) for side, texts in made.items()}
    return Artefact(
        encoder, draft.weights, scales, {"seed": plan.seed, "texts": counts, "test": report}
    )


_CHEAPER = 40
"""A text in one epoch costs this much less than embedding it."""


def _slowly(step: Step) -> Callable[[int], None]:
    """Progress in epochs as progress of the whole; the parts that are lost in division are kept."""
    left = 0

    def done(count: int) -> None:
        nonlocal left
        whole, left = divmod(left + count, _CHEAPER)
        step.done(whole)

    return done


def inputs_of(texts: Sequence[Sample], embed: Embed, step: Step) -> Inputs:
    """What is fitted to these texts; groups weigh the same, and the day's harmless talk more."""
    words = words_of([sample.text for sample in texts])
    levels = np.asarray([int(sample.level) for sample in texts], dtype=np.int64)
    vectors: list[Sequence[float]] = []
    for begin in range(0, len(texts), 256):
        batch = [sample.text for sample in texts[begin : begin + 256]]
        vectors.extend(embed(batch))
        step.done(len(batch))
    weights = balanced(levels, [f"{sample.language}/{sample.page}" for sample in texts])
    weights *= [DAILY if sample.daily and not sample.sensitive else 1 for sample in texts]
    return Inputs(np.asarray(vectors, dtype=np.float32), words, levels, weights)


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
    several = np.asarray([len(windows(sample.text)) > 1 for sample in texts])
    return {
        name: calibration.scale(values[own], sensitive[own], several[own])
        for name in LANGUAGES
        for own in [spoken == name]
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
    weights = draft.weights
    for begin in range(0, len(texts), 256):
        batch = texts[begin : begin + 256]
        pieces = [(n, piece) for n, sample in enumerate(batch) for piece in windows(sample.text)]
        looks = np.asarray([weights.word_score(piece) for _, piece in pieces], dtype=np.float32)
        vectors = np.asarray(embed([piece for _, piece in pieces]), dtype=np.float32)
        owners = np.asarray([begin + n for n, _ in pieces])
        np.maximum.at(values, owners, weights.scores(vectors, looks)[:, 1].astype(float))
        found = _read([sample.text for sample in batch], detectors)
        values[begin : begin + len(batch)] += [added(one) for one in found]
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
            found = functools.partial(_read, batch, detectors)
            estimates.extend(judge.estimate(batch, found))
            step.done(len(batch))
        kept = np.asarray([one.unsure or one.level >= 2 for one in estimates])
        sensitive = np.asarray([sample.sensitive for sample in own])
        report[name] = calibration.figures(
            [one.probability for one in estimates], sensitive, kept
        ).record()
    return report
