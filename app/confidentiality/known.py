"""`learn()`: what is computed of a passage once, when it comes in, and used at every question.

Invariant: the same detectors and the same classifier as at question time; a text on which any of
them failed or was unsure by failing is not known at all, and is read again when somebody asks.
Deliberately elsewhere: where it is kept (`index.chunk`, by detector version), how it is used
(`verdict.assess`, `sanitize`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.confidentiality.settling import settle
from app.confidentiality.verdict import Detector, Judge
from index.chunk import Known

Settle = Callable[[Sequence[str], Sequence[Detector]], Callable[[], Sequence[Known | None]]]
"""Begins to settle texts; what it returns gives what is known of each, in order, once that is done."""


def in_turn(
    texts: Sequence[str], detectors: Sequence[Detector]
) -> Callable[[], Sequence[Known | None]]:
    """`Settle` in this thread: nothing is read before it is asked for."""
    return lambda: [settle(text, detectors) for text in texts]


def learn(
    texts: Sequence[str],
    detectors: Sequence[Detector],
    judge: Judge | None,
    settled: Settle = in_turn,
) -> list[Known | None]:
    """What is known of each text, in order; None where a detector failed.

    Raises what the classifier raises.
    """
    result = functools.cache(settled(texts, detectors))
    if judge is None or not texts:
        return list(result())
    estimates = judge.estimate(
        texts, lambda: [known.findings if known else () for known in result()], declared=True
    )
    return [
        replace(known, estimate=estimate) if known else None
        for known, estimate in zip(result(), estimates, strict=True)
    ]
