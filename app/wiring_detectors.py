"""The part of `wiring` that makes what reads for the gate: detectors, recogniser, classifier, and the
processes that read beside.

Invariant: as `wiring`, through which everybody else comes here. Deliberately elsewhere: the gate
(`wiring`), the index (`wiring_index`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from app.reading import policy_of
from app.settings import Settings
from app.wiring_index import encoders_of
from index.embedding import Encoders

if TYPE_CHECKING:
    from app.confidentiality.detectors.dictionary import Term
    from app.confidentiality.detectors.recogniser import Read
    from app.confidentiality.verdict import Detector, Judge
    from app.readers import Readers


def detectors_of(chosen: Settings, terms: Sequence[Term]) -> tuple[tuple[Detector, ...], str]:
    """The detectors, and the version under which what they find is kept."""
    from app import classifier_file
    from app.confidentiality.detectors import build, detector_version

    outside = f"{_recogniser_identity(chosen)} {classifier_file.sha256(chosen)}"
    version = detector_version(terms, policy_of(chosen).kinds, outside)
    return build(terms, _recogniser(chosen)), version


@contextmanager
def readers(
    chosen: Settings,
    terms: Sequence[Term],
    detectors: Sequence[Detector],
    *,
    serves: bool = False,
) -> Iterator[Readers]:
    """Processes that read beside this one. They start once there is much to read; for one that
    `serves` they start at once, and are left prompts while it is busy."""
    from app.load import Load
    from app.readers import Readers, further_cores

    count = further_cores() if chosen.readers is None else chosen.readers
    crowded = Load().is_high if serves else lambda: False
    with closing(Readers(terms, detectors, count, crowded=crowded)) as beside:
        if serves:
            beside.start()
        yield beside


def _recogniser(chosen: Settings) -> Callable[[], Read] | None:
    """How the organisation's own recogniser is loaded, on the first text; `None` without one."""
    if chosen.recogniser.model is None:
        return None
    from app.recogniser import load

    return lambda: load(chosen.recogniser)


def _recogniser_identity(chosen: Settings) -> str:
    from app.recogniser import identity

    return identity(chosen.recogniser)


def judge_of(chosen: Settings, encoders: Encoders | None = None) -> Judge:
    """The classifier, with the encoders that are open already where there are some."""
    from app.classifier_file import judge

    return judge(chosen, encoders or encoders_of(chosen))
