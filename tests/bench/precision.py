"""Whether half the precision changes a lane: the classifier over the encoder in bfloat16 and float32.

A GPU, and a processor that has bfloat16, embed in it (`index.embedding`); the classifier was trained
on float32. The texts are the blind ones (`tests/samples/judged`); what counts is whether a text
stays inside, and above all whether one leaves that would have stayed. Without a GPU bfloat16 is
what the processor makes of it, emulated if need be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import classifier_file, wiring
from app.confidentiality.detectors.classifier import Classifier
from index.chunk import Sensitivity
from tests.bench.proportion import at_most

if TYPE_CHECKING:
    from index.multilingual import MultilingualUse

_SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "judged"
_BATCH = 64


def run() -> dict[str, object]:
    """Lanes that differ, and of them those of texts that would leave in bfloat16 alone."""
    import torch  # behind `wiring`, which says how numpy may use the cores

    from index.multilingual import MultilingualUse

    artefact = classifier_file.load(wiring.settings()).artefact
    device = "cuda" if torch.cuda.is_available() else "cpu"
    whole, half = MultilingualUse(), MultilingualUse().to(device).bfloat16()
    texts = [
        json.loads(line)["text"]
        for language in ("en", "ru")
        for line in (_SAMPLES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    ]

    def kept(encoder: MultilingualUse) -> list[bool]:
        judge = Classifier(artefact, _embedding(encoder))
        estimates = judge.estimate(texts, lambda: [()] * len(texts))
        return [one.unsure or one.level >= Sensitivity.CONFIDENTIAL for one in estimates]

    pairs = list(zip(kept(whole), kept(half), strict=True))
    return {
        f"lanes changed by bfloat16 ({device})": at_most(sum(a != b for a, b in pairs), len(texts)),
        "of them to the cloud": at_most(sum(a and not b for a, b in pairs), len(texts)),
    }


def _embedding(encoder: MultilingualUse) -> Callable[[Sequence[str]], list[list[float]]]:
    def embed(texts: Sequence[str]) -> list[list[float]]:
        rows: list[list[float]] = []
        for begin in range(0, len(texts), _BATCH):
            rows += encoder.encode(texts[begin : begin + _BATCH]).float().tolist()
        return rows

    return embed
