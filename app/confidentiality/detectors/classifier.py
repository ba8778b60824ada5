"""The classifier: a level with a calibrated probability for a text (`Judge` of `verdict`).

What it reads: the local embedding, hashed n-grams (`lexical`) and the detectors' findings. Three
scores, one for each border between the four levels; the middle one decides the lane.
Invariants: more or stricter findings never lower a probability (their weights are >= 0 and the
other features do not see them); a text is never judged below its strictest window; numbers that
are not finite raise, which the gate takes for unsure (law 3).
Deliberately elsewhere: where the artefact lies (`app.classifier_file`), how it is made
(`app.training`). No I/O here: bytes and the encoder are handed in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors import lexical
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.windows import windows
from index.chunk import Action, Estimate, Finding, Sensitivity
from index.script import language
from index.sentence import Rejected

Array = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts to unit vectors, by the encoder whose fingerprint the artefact carries."""

MAGIC = b"HUSHCLS1"
FORMAT = 1
LANGUAGES = ("en", "ru")
MOST_WINDOWS = 24
"""Of a long text this many windows are embedded: those whose words alone look worst."""

IDENTITY = words("CARD IBAN INN SNILS OGRN KPP BIK PASSPORT SSN BIRTHDATE LICENCE NATIONAL_ID")
PEOPLE = frozenset({"PERSON", "ORGANISATION"})
CONTACT = frozenset({"EMAIL", "PHONE", "ADDRESS", "HANDLE"})
GROUPS = ("local", "identity", "people", "contact", "other")
"""Findings are counted by group; each count's weight is >= 0."""

_MOST_COUNTED = 20
_ARRAYS = ("linear", "hidden", "hidden_bias", "outer", "bias", "words", "findings")


@dataclass(frozen=True, slots=True)
class Scale:
    """One language's calibration: `probability = sigmoid(slope * score + shift)`.

    From `threshold` on a text is CONFIDENTIAL, from `low` on that cannot be ruled out.
    """

    slope: float
    shift: float
    threshold: float
    low: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What training made. `d` is the encoder's dimension, `h` the hidden units; 3 borders.

    linear (d, 3), hidden (d, h), hidden_bias (h), outer (h, 3), bias (3),
    words (BUCKETS) for all borders alike, findings (len(GROUPS), 3), all >= 0.
    """

    linear: Array = field(repr=False)
    hidden: Array = field(repr=False)
    hidden_bias: Array = field(repr=False)
    outer: Array = field(repr=False)
    bias: Array = field(repr=False)
    words: Array = field(repr=False)
    findings: Array = field(repr=False)

    def scores(self, vectors: Array, words: Array, counts: Array) -> Array:
        """Uncalibrated scores, (n, 3), of n texts: higher is more sensitive. `words` is (n)."""
        inner = np.tanh(vectors @ self.hidden + self.hidden_bias)
        scores = vectors @ self.linear + inner @ self.outer + words[:, None]
        scores += counts @ self.findings
        return np.asarray(scores + self.bias, dtype=np.float32)

    def word_score(self, text: str) -> float:
        """What a text's words add to its scores."""
        found = lexical.features(text)
        return float(self.words[found].sum() / math.sqrt(max(len(found), 1)))


@dataclass(frozen=True, slots=True)
class Artefact:
    """A trained classifier with what it fits and how good it was."""

    encoder: str
    weights: Weights
    scales: Mapping[str, Scale]
    figures: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def dimension(self) -> int:
        """Length of the vectors that it reads."""
        return int(self.weights.linear.shape[0])


def written(artefact: Artefact) -> bytes:
    """The artefact as the bytes of its file; the same artefact gives the same bytes."""
    arrays = {name: getattr(artefact.weights, name) for name in _ARRAYS}
    peak = float(np.abs(arrays["words"]).max()) or 1.0
    stored = {name: array.astype("<f4") for name, array in arrays.items()}
    stored["words"] = np.rint(arrays["words"] * (127.0 / peak)).astype(np.int8)
    head = {
        "format": FORMAT,
        "features": lexical.VERSION,
        "encoder": artefact.encoder,
        "scales": {
            name: [scale.slope, scale.shift, scale.threshold, scale.low]
            for name, scale in sorted(artefact.scales.items())
        },
        "peak": peak,
        "shapes": {name: list(array.shape) for name, array in stored.items()},
        "figures": artefact.figures,
    }
    encoded = json.dumps(head, sort_keys=True).encode()
    body = b"".join(stored[name].tobytes() for name in _ARRAYS)
    return MAGIC + len(encoded).to_bytes(4, "little") + encoded + body


def parsed(content: bytes) -> Artefact:
    """The artefact in these bytes. Raises `Rejected` where they are none, or of another format."""
    try:
        head, body = _head(content)
        if (head["format"], head["features"]) == (FORMAT, lexical.VERSION):
            return _artefact(head, body)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise Rejected("the classifier's file is broken; make a new one with: hush train") from None
    raise Rejected(
        "the classifier's file was made by another version of Hush; make a new one with: hush train"
    )


def _head(content: bytes) -> tuple[dict[str, Any], memoryview]:
    if not content.startswith(MAGIC):
        raise ValueError
    start = len(MAGIC) + 4
    end = start + int.from_bytes(content[len(MAGIC) : start], "little")
    return json.loads(content[start:end]), memoryview(content)[end:]


def _artefact(head: dict[str, Any], body: memoryview) -> Artefact:
    arrays: dict[str, Array] = {}
    for name in _ARRAYS:
        shape = tuple(head["shapes"][name])
        kind = np.dtype(np.int8 if name == "words" else "<f4")
        size = math.prod(shape) * kind.itemsize
        arrays[name] = np.frombuffer(body[:size], kind).reshape(shape).astype(np.float32)
        body = body[size:]
    arrays["words"] *= head["peak"] / 127.0
    weights = Weights(**arrays)
    scales = {name: Scale(*map(float, head["scales"][name])) for name in LANGUAGES}
    if len(body) or not _sound(weights, scales):
        raise ValueError
    return Artefact(str(head["encoder"]), weights, scales, head["figures"])


def _sound(weights: Weights, scales: Mapping[str, Scale]) -> bool:
    """Whether shapes fit each other, all numbers are finite and the monotone ones are >= 0."""
    d, h = weights.hidden.shape
    shapes = {
        "linear": (d, 3), "hidden_bias": (h,), "outer": (h, 3), "bias": (3,),
        "words": (lexical.BUCKETS,), "findings": (len(GROUPS), 3),
    }  # fmt: skip
    return (
        all(getattr(weights, name).shape == shape for name, shape in shapes.items())
        and all(bool(np.isfinite(getattr(weights, name)).all()) for name in _ARRAYS)
        and bool((weights.findings >= 0).all())
        and all(s.slope > 0 and 0 < s.low <= s.threshold < 1 for s in scales.values())
    )


class Classifier:
    """The judge. `embed` is called for texts without a vector; it must fit `artefact.encoder`."""

    name = "classifier"

    def __init__(self, artefact: Artefact, embed: Embed) -> None:
        self.artefact = artefact
        self._embed = embed

    def estimate(
        self,
        texts: Sequence[str],
        findings: Sequence[Sequence[Finding]],
        vectors: Sequence[Sequence[float]] | None = None,
    ) -> list[Estimate]:
        """One estimate for each text; see `Judge`. Raises `ValueError` for unfit vectors.

        A long text is read in windows; its own vector, where it is handed in, counts beside them.
        """
        if len(findings) != len(texts) or (vectors is not None and len(vectors) != len(texts)):
            raise ValueError("one list of findings, and one vector if any, for each text")
        pieces: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            if vectors is None or not text.strip():
                chosen = self._worst(windows(text))
                pieces.extend(chosen)
                owners.extend([number] * len(chosen))
        rows: list[Array] = []
        if pieces:
            rows.append(self._scores(pieces, self._rows(self._embed(pieces))))
        if vectors is not None and texts:
            rows.append(self._scores(texts, self._rows(vectors)))
            owners.extend(range(len(texts)))
        strictest = np.full((len(texts), 3), -np.inf, dtype=np.float32)
        if rows:
            np.maximum.at(strictest, np.asarray(owners), np.concatenate(rows))
        counts = np.stack([counted(found) for found in findings]) if texts else np.zeros((0, 5))
        scores = strictest + counts @ self.artefact.weights.findings
        return [self._estimate(text, row) for text, row in zip(texts, scores, strict=True)]

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
        return weights.scores(vectors, looks, np.zeros((len(texts), len(GROUPS)), np.float32))

    def _estimate(self, text: str, scores: Array) -> Estimate:
        if not text.strip():
            return Estimate(Sensitivity.PUBLIC, 0.0)
        if not np.isfinite(scores).all():
            raise ValueError("a score is not a number")
        scale = self.artefact.scales[language(text)]
        probability = sigmoid(scale.slope * float(scores[1]) + scale.shift)
        if probability >= scale.threshold:
            restricted = scores[2] >= 0
            level = Sensitivity.RESTRICTED if restricted else Sensitivity.CONFIDENTIAL
            return Estimate(level, probability)
        if probability >= scale.low:
            return Estimate(Sensitivity.CONFIDENTIAL, probability, unsure=True)
        inside = Sensitivity.INTERNAL if scores[0] >= 0 else Sensitivity.PUBLIC
        return Estimate(inside, probability)


def counted(findings: Sequence[Finding]) -> Array:
    """Findings by group, as the logarithm of their number; more or stricter is never less."""
    counts = dict.fromkeys(GROUPS, 0)
    for finding in findings:
        if finding.action is Action.LOCAL:
            counts["local"] += 1
        counts[_group(finding.kind)] += 1
    numbers = [min(counts[group], _MOST_COUNTED) for group in GROUPS]
    return np.log1p(np.asarray(numbers, dtype=np.float32))


def _group(kind: str) -> str:
    if kind in IDENTITY:
        return "identity"
    if kind in PEOPLE:
        return "people"
    return "contact" if kind in CONTACT else "other"


def sigmoid(score: float) -> float:
    """Without overflow at either end."""
    if score >= 0:
        return 1.0 / (1.0 + math.exp(-score))
    return math.exp(score) / (1.0 + math.exp(score))
