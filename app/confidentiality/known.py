"""`learn()`: what is computed of a passage once, when it comes in, and used at every question.

Invariant: the same detectors and the same classifier as at question time; a text on which any of
them failed or was unsure by failing is not known at all, and is read again when somebody asks.
Deliberately elsewhere: where it is kept (`index.chunk`, by detector version), how it is used
(`verdict.assess`, `sanitize`).
"""

from __future__ import annotations

from collections.abc import Sequence

from app.confidentiality.settling import settle
from app.confidentiality.verdict import Detector, Judge
from index.chunk import Known


def learn(
    texts: Sequence[str],
    detectors: Sequence[Detector],
    judge: Judge | None,
) -> list[Known | None]:
    """What is known of each text, in order; None where a detector failed.

    Raises what the classifier raises.
    """
    settled = [settle(text, detectors) for text in texts]
    good = [number for number, known in enumerate(settled) if known is not None]
    if judge is None or not good:
        return settled
    estimates = judge.estimate(
        [texts[number] for number in good],
        [known.findings for known in settled if known is not None],
        declared=True,
    )
    learnt: list[Known | None] = list(settled)
    for number, estimate in zip(good, estimates, strict=True):
        known = settled[number]
        assert known is not None
        learnt[number] = Known(known.findings, estimate, known.clean)
    return learnt
