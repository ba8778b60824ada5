"""A small tagger of people, organisations and addresses in Latin script: linear, over hashed features.

The weights are `tagger.bin`, trained by `app.training.people_tagger` on text made there, read
through the package's loader and refused when their hash is another. What the tagger says is no
finding yet: `people_en`, `organisations_en` and `addresses_en` weigh it with their rules.
Invariant: time is linear in the text.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import pkgutil
import re
import zlib
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from app.confidentiality.detectors.tagger_features import SIZE, numbers, pieces, tokens

SHA256 = "2240116754a904cad663307aca101c02188f3a64d024cd8897fd645544008b8e"
"""Of `tagger.bin`."""

TAGS = ("O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION", "B-ADDRESS", "I-ADDRESS")
WIDTH = 8
"""Columns of the weights in memory: the tags, and one of zeros, so that a row is 32 bytes."""
PREFERENCE = np.array([0, 90, 90, 100, 100, 0, 0], dtype=np.float32)
"""Added to each tag: a name that is missed costs more than a word that is masked without need."""
BLOCK = 4096
"""Tokens whose features are in memory at once."""

_TOGETHER = 128
"""Tokens whose weights are added up at once."""

Floats = npt.NDArray[np.float32]
_HEAD = b"HUSHTAG1"
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_IMPOSSIBLE = np.float32(-1e6)


class TaggerBrokenError(Exception):
    """The weights are not the pinned ones."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that the tagger took for something; `margin` is how far it was from nothing, 0 up."""

    start: int
    end: int
    label: str
    margin: float


@dataclass(frozen=True, slots=True)
class Weights:
    """`emission` is (SIZE, tags), `step` is (tags, tags) from the row's tag to the column's."""

    emission: Floats = field(repr=False)
    step: Floats = field(repr=False)

    def packed(self) -> bytes:
        """The artefact: emission as bytes in 1/scale, then steps; the same weights, the same bytes."""
        scale = 127.0 / max(
            1e-6, float(np.quantile(np.abs(self.emission[self.emission != 0]), 0.9995))
        )
        small = np.clip(np.rint(self.emission * scale), -127, 127).astype(np.int8)
        body = (
            np.float32(scale).tobytes()
            + self.step.astype("<f4").tobytes()
            + small[:, : len(TAGS)].T.tobytes()
        )
        return _HEAD + zlib.compress(body, 9)

    @classmethod
    def unpacked(cls, raw: bytes) -> Weights:
        """The weights of an artefact. Raises `TaggerBrokenError`."""
        size = len(TAGS)
        try:
            body = zlib.decompress(raw.removeprefix(_HEAD))
            scale = np.frombuffer(body, "<f4", 1)[0]
            step = np.frombuffer(body, "<f4", size * size, 4).reshape(size, size)
            small = np.frombuffer(body, np.int8, size * SIZE, 4 + 4 * size * size)
        except (zlib.error, ValueError):
            raise TaggerBrokenError("tagger.bin is damaged; install the package again") from None
        emission = np.zeros((SIZE, WIDTH), dtype=np.float32)
        emission[:, :size] = small.reshape(size, SIZE).T.astype(np.float32) / scale
        return cls(emission, step.astype(np.float32))


@functools.cache
def weights() -> Weights:
    """The shipped weights, once a process. Raises `TaggerBrokenError`."""
    raw = pkgutil.get_data(__name__, "tagger.bin") or b""
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise TaggerBrokenError("tagger.bin is not the pinned one; install the package again")
    return Weights.unpacked(raw)


def tagged(text: str) -> tuple[Tagged, ...]:
    """What the tagger sees in a text with Latin letters, in order."""
    if not _LATIN.search(text):
        return ()
    spans = tokens(text)
    found: list[Tagged] = []
    cuts = pieces(text, spans)
    for block in _blocks(cuts):
        first, last = block[0][0], block[-1][1]
        local = [(a - first, b - first) for a, b in block]
        found.extend(_read(text, spans[first:last], local, weights()))
    return tuple(found)


def _blocks(cuts: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    groups: list[list[tuple[int, int]]] = []
    for cut in cuts:
        if not groups or cut[1] - groups[-1][0][0] > BLOCK:
            groups.append([])
        groups[-1].append(cut)
    return groups


def _read(
    text: str, spans: list[tuple[int, int]], cuts: list[tuple[int, int]], known: Weights
) -> list[Tagged]:
    scores = emissions(numbers(text, spans, cuts), known.emission)[:, : len(TAGS)] + PREFERENCE
    tags = decode(scores, cuts, known.step)
    found: list[Tagged] = []
    for first, last in runs(tags):
        label = TAGS[tags[first]][2:]
        gain = scores[first:last, tags[first] : tags[first] + 2].max(axis=1) - scores[first:last, 0]
        found.append(Tagged(spans[first][0], spans[last - 1][1], label, float(gain.mean())))
    return found


def emissions(features: npt.NDArray[np.uint32], emission: Floats) -> Floats:
    """Scores of each tag for each token: (tokens, columns of `emission`).

    So many tokens at once that their rows stay in the processor's nearest memory; a token's
    features are added one after the other.
    """
    scores = np.empty((len(features), emission.shape[1]), dtype=np.float32)
    for first in range(0, len(features), _TOGETHER):
        columns = features[first : first + _TOGETHER].T.astype(np.intp)
        rows = emission.take(columns, axis=0, mode="clip")
        np.add.reduce(rows, axis=0, out=scores[first : first + _TOGETHER])
    return scores


def decode(scores: Floats, cuts: list[tuple[int, int]], step: Floats) -> npt.NDArray[np.int64]:
    """The best sequence of tags of each piece (Viterbi, all pieces of a block side by side).

    The rows are turned: the first token of every piece that has one, the longest piece first, then
    the second token of every piece that has two, and so on.
    """
    lengths = np.array([last - first for first, last in cuts])
    order = np.argsort(-lengths, kind="stable")
    starts = np.array([first for first, _ in cuts])[order]
    lives = np.searchsorted(-lengths[order], -np.arange(lengths[order[0]]), side="left")
    ends = np.cumsum(lives)
    rows = starts[np.arange(ends[-1]) - np.repeat(ends - lives, lives)]
    rows += np.repeat(np.arange(len(lives)), lives)
    best = scores[rows]
    best[: len(cuts), 2::2] = _IMPOSSIBLE  # nothing begins inside
    steps = [
        slice(end - live, end) for end, live in zip(ends.tolist(), lives.tolist(), strict=True)
    ]
    for before, now in itertools.pairwise(steps):
        ways = best[before][: now.stop - now.start, :, None] + step
        best[now] += np.maximum.reduce(ways, axis=1)
    tags = np.zeros(len(scores), dtype=np.int64)
    onward = np.ascontiguousarray(step.T)
    last = tags[:0]
    for now in reversed(steps):
        best[now][: len(last)] += onward.take(last, axis=0)
        last = best[now].argmax(axis=1)
        tags[rows[now]] = last
    return tags


def runs(tags: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Ranges of tokens that are one name."""
    found: list[tuple[int, int]] = []
    inside = np.flatnonzero(tags)
    for _, group in itertools.groupby(enumerate(inside.tolist()), lambda pair: pair[1] - pair[0]):
        chain = [number for _, number in group]
        first = chain[0]
        for number in chain[1:]:
            if tags[number] % 2 == 1:
                found.append((first, number))
                first = number
        found.append((first, chain[-1] + 1))
    return found


def possible() -> Floats:
    """Steps between tags: 0 where allowed, far below where a name would go on as another."""
    size = len(TAGS)
    step = np.zeros((size, size), dtype=np.float32)
    for inside in range(2, size, 2):
        step[:, inside] = _IMPOSSIBLE
        step[[inside - 1, inside], inside] = 0
    return step
