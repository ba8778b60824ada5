"""Exact 95 % intervals of a proportion (Clopper and Pearson, Biometrika 26, 1934), and table rows.

Bounds are those of the binomial tails at 2.5 % each, found by bisection on the regularised
incomplete beta function (its continued fraction, Abramowitz and Stegun 26.5.8).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

_TAIL = 0.025
_STEPS = 60
_TINY = 1e-300


def interval(hits: int, total: int, tail: float = _TAIL) -> tuple[float, float]:
    """Lower and upper bound; (0, 1) where nothing was counted."""
    if total == 0:
        return 0.0, 1.0
    low = 0.0 if hits == 0 else _bisected(hits, total - hits + 1, tail)
    high = 1.0 if hits == total else _bisected(hits + 1, total - hits, 1 - tail)
    return low, high


def _bisected(a: int, b: int, level: float) -> float:
    """The quantile of the beta distribution with these parameters."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _beta(middle, a, b) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _beta(1.0 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip
    return front / a * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction's value, by Lentz's method."""
    c = 1.0
    d = 1.0 / ((1.0 - (a + b) * x / (a + 1)) or _TINY)
    value = d
    for m in range(1, 5000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = value
        for term in (even, odd):
            d = 1.0 / ((1.0 + term * d) or _TINY)
            c = (1.0 + term / c) or _TINY
            value *= c * d
        if abs(value - before) < 1e-14 * abs(value):
            break
    return value


def at_least(hits: int, total: int, target: float | None = None) -> dict[str, object]:
    """A row of a figure that should be high: share, interval, count, target and whether it is met."""
    return _row(hits, total, target, None if target is None else f">= {target:g}", sign=1)


def at_most(hits: int, total: int, target: float | None = None) -> dict[str, object]:
    """The same for a figure that should be low."""
    return _row(hits, total, target, None if target is None else f"<= {target:g}", sign=-1)


def _row(
    hits: int, total: int, target: float | None, reach: str | None, sign: int
) -> dict[str, object]:
    low, high = interval(hits, total)
    share = hits / total if total else None
    met = None if target is None or share is None else sign * (share - target) >= 0
    return {
        "value": share,
        "95 % low": low,
        "95 % high": high,
        "hits": hits,
        "of": total,
        "reach": reach,
        "met": verdict(met),
    }


def measured(
    value: float, reach: str | None = None, *, met: bool | None = None
) -> dict[str, object]:
    """A row of a figure that is no proportion."""
    return {"value": value, "reach": reach, "met": verdict(met)}


def verdict(met: bool | None) -> str | None:
    """What stands in the last column."""
    return None if met is None else ("yes" if met else "NO")


def missed(figures: Mapping[str, object]) -> list[str]:
    """Names of the rows that do not reach their target."""
    return [n for n, row in figures.items() if isinstance(row, Mapping) and row.get("met") == "NO"]
