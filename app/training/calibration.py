"""From scores to probabilities, thresholds and figures. Pure numbers; no texts here.

Invariant: what is calibrated was trained on other topics. The threshold of a language is
split-conformal: a new sensitive text of the same kind scores lower with a probability of at most
`MISS`. Below it lies the unsure band, down to where at most `RARE` of them lie. From `clear` on a
window holds a declared passage: at most `HELD` of harmless texts of several windows have such a one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors.artefact import Scale
from app.confidentiality.detectors.classifier import sigmoid

Scores = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]

MISS = 0.01
RARE = 0.009
HELD = 0.01
_SMALLEST = 1e-6


def scale(scores: Scores, sensitive: Truth, several: Truth) -> Scale:
    """The calibration of one language; `several` are the texts of more than one window, each with
    the score of its strictest. Raises `ValueError` without texts of both kinds."""
    slope, shift = platt(scores, sensitive)
    found = np.sort(scores[sensitive])
    pages = np.sort(-scores[several & ~sensitive])
    threshold = sigmoid(slope * conformal(found, MISS) + shift)
    low = sigmoid(slope * conformal(found, RARE) + shift)
    clear = sigmoid(slope * -conformal(pages, HELD) + shift) if len(pages) else threshold
    bounded = min(max(threshold, _SMALLEST), 1 - _SMALLEST)
    return Scale(
        slope,
        shift,
        bounded,
        min(max(low, _SMALLEST), bounded),
        min(max(clear, bounded), 1 - _SMALLEST),
    )


def conformal(found: Scores, miss: float) -> float:
    """The score that a new sensitive text falls below with probability at most `miss`.

    `found` are the sorted scores of sensitive texts; where they are too few for that, the lowest.
    """
    rank = math.floor((len(found) + 1) * miss)
    return float(found[max(rank - 1, 0)])


def platt(scores: Scores, sensitive: Truth) -> tuple[float, float]:
    """Slope > 0 and shift of `sigmoid(slope * score + shift)`, by Newton's method.

    Both kinds weigh the same: in use, how many texts are sensitive is not known. Targets are drawn
    in by one text of each kind (Platt 1999), so that a clean cut has a finite slope.
    """
    count, clean = int(sensitive.sum()), int((~sensitive).sum())
    if not count or not clean:
        raise ValueError("calibration needs texts of both kinds")
    target = np.where(sensitive, (count + 1) / (count + 2), 1 / (clean + 2))
    weight = np.where(sensitive, 0.5 / count, 0.5 / clean)
    columns = np.stack([scores, np.ones_like(scores)], 1)
    values = np.asarray([1.0, 0.0])
    for _ in range(60):
        guess = squashed(columns @ values)
        slope = columns.T @ (weight * (guess - target)) + 1e-6 * values
        bend = (columns * (weight * guess * (1 - guess))[:, None]).T @ columns
        change = np.linalg.solve(bend + 1e-6 * np.eye(2), slope)
        values = values - np.clip(change, -1.0, 1.0)
    return max(float(values[0]), 1e-3), float(values[1])


def squashed(scores: Scores) -> Scores:
    """The logistic function of each."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -60, 60))), dtype=float)


@dataclass(frozen=True, slots=True)
class Figures:
    """How good the classifier is on texts of topics that it has never seen."""

    sensitive: int
    found: int
    clean: int
    kept: int
    brier: float
    ece: float

    def record(self) -> dict[str, float]:
        """For JSON: counts, the miss rate's bound (95 %, Clopper-Pearson), calibration."""
        return {
            "sensitive": self.sensitive,
            "found": self.found,
            "found_lower_bound": round(lower_bound(self.found, self.sensitive), 4),
            "clean": self.clean,
            "kept_local": self.kept,
            "brier": round(self.brier, 4),
            "ece": round(self.ece, 4),
        }


def figures(probabilities: Sequence[float], sensitive: Truth, kept: Truth) -> Figures:
    """`kept` says which texts stay local: CONFIDENTIAL or more, or unsure."""
    guess = np.asarray(probabilities, dtype=float)
    weight = np.where(sensitive, 0.5 / max(sensitive.sum(), 1), 0.5 / max((~sensitive).sum(), 1))
    return Figures(
        sensitive=int(sensitive.sum()),
        found=int((kept & sensitive).sum()),
        clean=int((~sensitive).sum()),
        kept=int((kept & ~sensitive).sum()),
        brier=float((weight * (guess - sensitive) ** 2).sum() / weight.sum()),
        ece=_ece(guess, sensitive, weight / weight.sum()),
    )


def _ece(guess: Scores, sensitive: Truth, weight: Scores, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width, both kinds weighing the same."""
    places = np.minimum((guess * bins).astype(int), bins - 1)
    gaps = [
        abs(float((weight * (guess - sensitive))[places == place].sum())) for place in range(bins)
    ]
    return sum(gaps)


def lower_bound(hits: int, count: int, doubt: float = 0.05) -> float:
    """Clopper-Pearson's lower bound (two-sided) of a share, by bisection on the binomial tail."""
    if not count or not hits:
        return 0.0
    low, high = 0.0, hits / count
    for _ in range(60):
        middle = (low + high) / 2
        if _tail(hits, count, middle) < doubt / 2:
            low = middle
        else:
            high = middle
    return low


def _tail(hits: int, count: int, share: float) -> float:
    """Probability of at least `hits` of `count`."""
    if share <= 0:
        return 0.0
    logs = (
        math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
        + k * math.log(share) + (count - k) * math.log1p(-share)
        for k in range(hits, count + 1)
    )  # fmt: skip
    return sum(math.exp(value) for value in logs)
