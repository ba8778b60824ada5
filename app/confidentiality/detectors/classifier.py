"""The classifier: a level with a calibrated probability for a text (`Judge` of `verdict`).

What it reads: the local embedding, hashed n-grams (`lexical`) and which findings keep a text local.
Three scores, one for each border between the four levels; the middle one decides the lane.
Invariants: more or stricter findings never lower a probability, and those that are masked never
raise one (law 2); a text is judged by its strictest window; a passage of a document that its owner
declared by the whole of it, and by a window only where that is clearly sensitive, so that a page is
not held for one sentence among many; numbers that are not finite raise, which the gate takes for
unsure (law 3).
Deliberately elsewhere: what is trained and its file's format (`artefact`), where that lies
(`app.classifier_file`), how it is made (`app.training`). No I/O here: the encoder is handed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from app.confidentiality.detectors.artefact import Array, Artefact
from app.confidentiality.detectors.windows import windows
from index.chunk import Action, Estimate, Finding, Sensitivity
from index.script import language

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts to unit vectors, by the encoder whose fingerprint the artefact carries."""

MOST_WINDOWS = 24
"""Of a long text this many windows are embedded: those whose words alone look worst."""

LOCAL_WEIGHT = 4.0
"""What findings whose action is `local` add, times the logarithm of one more than their number: a
rule, not learned. Such a text stays inside anyway; here it raises what several parts come to."""

_MOST_COUNTED = 20


class Classifier:
    """The judge. `embed` must fit `artefact.encoder`."""

    name = "classifier"

    def __init__(self, artefact: Artefact, embed: Embed) -> None:
        self.artefact = artefact
        self._embed = embed

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        """One estimate for each text; see `Judge`. Raises `ValueError` for unfit vectors."""
        pieces: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            chosen = self._worst(windows(text))
            pieces.extend(chosen)
            owners.extend([number] * len(chosen))
        if not pieces:
            return [Estimate(Sensitivity.PUBLIC, 0.0) for _ in texts]
        vectors = self._rows(self._embed(pieces))
        strictest = np.full((len(texts), 3), -np.inf, dtype=np.float32)
        np.maximum.at(strictest, np.asarray(owners), self._scores(pieces, vectors))
        more = np.asarray([added(found) for found in findings()], dtype=np.float32)[:, None]
        if len(more) != len(texts):
            raise ValueError("one list of findings for each text")
        by_window = [
            self._estimate(text, row) for text, row in zip(texts, strictest + more, strict=True)
        ]
        if not declared:
            return by_window
        whole = self._whole_texts(texts, vectors, owners) + more
        counts = np.bincount(owners, minlength=len(texts))
        return [
            window if count < 2 or self._is_clear(text, window) else self._estimate(text, row)
            for text, count, window, row in zip(texts, counts, by_window, whole, strict=True)
        ]

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        """The estimate of a prompt: its strictest part, or several that are weak alone.

        Parts that come near the band (half of its lower border) are taken for independent signs:
        the probability that any of them is right. Twice the threshold of that is unsure, so that a
        prompt of many harmless passages is not held for their number.
        """
        scales = self.artefact.scales.values()
        near = max(scale.low for scale in scales) / 2
        much = min(0.5, 2 * max(scale.threshold for scale in scales))
        level = max((part.level for part in parts), default=Sensitivity.PUBLIC)
        highest = max((part.probability for part in parts), default=0.0)
        weak = [part.probability for part in parts if part.probability >= near]
        together = max(highest, 1.0 - math.prod(1.0 - one for one in weak))
        unsure = any(part.unsure for part in parts)
        if together >= much and level < Sensitivity.CONFIDENTIAL:
            return Estimate(Sensitivity.CONFIDENTIAL, together, unsure=True)
        return Estimate(level, together, unsure)

    def _whole_texts(self, texts: Sequence[str], vectors: Array, owners: Sequence[int]) -> Array:
        """Scores of texts as a whole, (n, 3): each by the mean of its windows' vectors."""
        sums = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, np.asarray(owners), vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return self._scores(texts, sums / np.maximum(lengths, np.float32(1e-9)))

    def _is_clear(self, text: str, window: Estimate) -> bool:
        """Whether a window by itself holds the declared passage that it is of."""
        return window.probability >= self.artefact.scales[language(text)].clear

    def _worst(self, pieces: list[str]) -> list[str]:
        """Windows by their words alone, where there are too many of them."""
        if len(pieces) <= MOST_WINDOWS:
            return pieces
        looks = [self.artefact.weights.word_score(piece) for piece in pieces]
        chosen = sorted(range(len(pieces)), key=lambda number: -looks[number])[:MOST_WINDOWS]
        return [pieces[number] for number in sorted(chosen)]

    def _rows(self, vectors: Sequence[Sequence[float]]) -> Array:
        rows = np.asarray(vectors, dtype=np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.artefact.dimension:
            raise ValueError("the vectors are not of the classifier's encoder")
        return rows

    def _scores(self, texts: Sequence[str], vectors: Array) -> Array:
        weights = self.artefact.weights
        looks = np.asarray([weights.word_score(text) for text in texts], dtype=np.float32)
        return weights.scores(vectors, looks)

    def _estimate(self, text: str, scores: Array) -> Estimate:
        if not text.strip():
            return Estimate(Sensitivity.PUBLIC, 0.0)
        if not np.isfinite(scores).all():
            raise ValueError("a score is not a number")
        scale = self.artefact.scales[language(text)]
        probability = sigmoid(scale.slope * float(scores[1]) + scale.shift)
        if not 0 <= probability <= 1:
            raise ValueError("a probability is not a number")
        if probability >= scale.threshold:
            restricted = scores[2] >= 0
            level = Sensitivity.RESTRICTED if restricted else Sensitivity.CONFIDENTIAL
            return Estimate(level, probability)
        if probability >= scale.low:
            return Estimate(Sensitivity.CONFIDENTIAL, probability, unsure=True)
        inside = Sensitivity.INTERNAL if scores[0] >= 0 else Sensitivity.PUBLIC
        return Estimate(inside, probability)


def added(findings: Sequence[Finding]) -> float:
    """What a text's findings add to its scores; more or stricter ones never add less."""
    local = sum(finding.action is Action.LOCAL for finding in findings)
    return LOCAL_WEIGHT * math.log1p(min(local, _MOST_COUNTED))


def sigmoid(score: float) -> float:
    """Without overflow at either end."""
    if score >= 0:
        return 1.0 / (1.0 + math.exp(-score))
    return math.exp(score) / (1.0 + math.exp(score))
