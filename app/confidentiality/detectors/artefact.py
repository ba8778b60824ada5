"""What training made: the classifier's weights, its calibration, and both as bytes of a file.

Invariant: only bytes of this format with fitting shapes and finite numbers become an `Artefact`.
Deliberately elsewhere: what a text's level is (`classifier`), where the file lies and which hash it
must have (`app.classifier_file`), how it is made (`app.training`). No I/O here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors import lexical
from index.sentence import Rejected

Array = npt.NDArray[np.float32]

MAGIC = b"HUSHCLS1"
FORMAT = 4
LANGUAGES = ("en", "ru")

_BROKEN = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError,
    MemoryError,
)  # fmt: skip
"""What reading a file of whatever content raises."""
_STEEPEST, _FURTHEST = 100.0, 100.0
"""Of a calibration's slope and shift; fitted ones are a hundredth of that. Beyond, no score matters."""
_GENTLEST = 0.01

_ARRAYS = (
    "words", "linear", "first", "first_bias", "deeper", "deeper_bias", "outer", "bias",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """One language's calibration: `probability = sigmoid(slope * score + shift)`.

    From `threshold` on a text is CONFIDENTIAL, from `low` on that cannot be ruled out. From `clear`
    on one window is enough to hold a passage of a declared document.
    """

    slope: float
    shift: float
    threshold: float
    low: float
    clear: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Residual networks on the embedding, whose mean counts, and one weight for each hashed n-gram.

    `d` is the encoder's dimension, `m` the number of networks, `h` their width, `k` how many layers
    follow the first; 3 borders between the four levels. linear (d, 3), first (m, d, h), first_bias
    (m, 1, h), deeper (k, m, h, h), deeper_bias (k, m, 1, h), outer (m, h, 3), bias (3), words
    (BUCKETS) for all borders alike. Several networks (a deep ensemble, Lakshminarayanan 2017) are
    less sure where each was sure of something else.
    """

    linear: Array = field(repr=False)
    first: Array = field(repr=False)
    first_bias: Array = field(repr=False)
    deeper: Array = field(repr=False)
    deeper_bias: Array = field(repr=False)
    outer: Array = field(repr=False)
    bias: Array = field(repr=False)
    words: Array = field(repr=False)

    def scores(self, vectors: Array, words: Array) -> Array:
        """Uncalibrated scores, (n, 3), of n texts: higher is more sensitive.

        `vectors` are unit vectors (n, d), `words` what `word_score` says of each text (n).
        """
        spread = vectors * np.float32(math.sqrt(vectors.shape[1]))
        inner = np.maximum(spread @ self.first + self.first_bias, 0)
        for weight, bias in zip(self.deeper, self.deeper_bias, strict=True):
            inner = inner + np.maximum(inner @ weight + bias, 0)
        networks = (inner @ self.outer).mean(axis=0)
        scores = spread @ self.linear + networks + self.bias + words[:, None]
        return np.asarray(scores, dtype=np.float32)

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
    """The artefact as the bytes of its file; the same artefact gives the same bytes.

    Numbers are kept in 16 bits, those of words in 8.
    """
    arrays = {name: getattr(artefact.weights, name) for name in _ARRAYS}
    peak = float(np.abs(arrays["words"]).max()) or 1.0
    stored = {name: array.astype("<f2") for name, array in arrays.items()}
    stored["words"] = np.rint(arrays["words"] * (127.0 / peak)).astype(np.int8)
    head = {
        "format": FORMAT,
        "features": lexical.VERSION,
        "encoder": artefact.encoder,
        "scales": {
            name: [scale.slope, scale.shift, scale.threshold, scale.low, scale.clear]
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
    except _BROKEN:
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
        kind = np.dtype(np.int8 if name == "words" else "<f2")
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
    """Whether shapes fit each other and all numbers are finite and in their range."""
    (m, d, h), k = weights.first.shape, weights.deeper.shape[0]
    shapes = {
        "linear": (d, 3), "first_bias": (m, 1, h), "deeper": (k, m, h, h),
        "deeper_bias": (k, m, 1, h), "outer": (m, h, 3), "bias": (3,), "words": (lexical.BUCKETS,),
    }  # fmt: skip
    return (
        m > 0
        and all(getattr(weights, name).shape == shape for name, shape in shapes.items())
        and all(bool(np.isfinite(getattr(weights, name)).all()) for name in _ARRAYS)
        and all(map(_is_sane, scales.values()))
    )


def _is_sane(scale: Scale) -> bool:
    """Whether a calibration leaves a text's score a say. A comparison with NaN is false."""
    return (
        _GENTLEST <= scale.slope <= _STEEPEST
        and -_FURTHEST <= scale.shift <= _FURTHEST
        and 0 < scale.low <= scale.threshold <= scale.clear < 1
    )
