"""Prompts of 4,000 tokens that go the whole way: what the speed of the gate is measured on.

Ten passages of real pages, each with sentences that carry maskable values, two turns of a
conversation and a question. A text is taken where classifier and detectors alone would let it
leave, so that a prompt of them is masked, read again and guarded; what is timed is the work, not
the decision. Deliberately elsewhere: the stopwatch (`gate_speed`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.confidentiality.known import learn
from app.gate import Gate
from app.prompt import Prompt, Turn
from index.chunk import EVERYONE, Action, Chunk, Known, Passage, Sensitivity
from index.embedding import Encoders
from tests.bench.planting import TEST, planted
from tests.bench.planting.paragraphs import paragraphs

TOKENS = 4000
PASSAGES = 10
_AROUND = 600
"""Tokens of the system text, the question and the turns."""
_SHORT = 400
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Speed:
    """One prompt in both forms: with what ingest keeps of its passages, and without."""

    stored: Prompt = field(repr=False)
    new: Prompt = field(repr=False)


def prompts(count: int, gate: Gate, encoders: Encoders) -> Iterator[Speed]:
    """So many prompts, English and Russian in turn; no text stands in two of them."""
    half = (count + 1) // 2
    streams = [_prompts(language, gate, encoders) for language in ("en", "ru")]
    for _, *pair in zip(range(half), *streams, strict=False):
        yield from pair


def _prompts(language: str, gate: Gate, encoders: Encoders) -> Iterator[Speed]:
    rng = random.Random(f"speed {language}")
    short = _harmless(_short(language), gate, encoders)
    long = _harmless(_long(language, rng, encoders), gate, encoders)
    number = 0
    while True:
        said = [text for text, _ in _next(short, 5)]
        chosen = _next(long, PASSAGES)
        turns = tuple(
            Turn(asked, answered, Sensitivity.INTERNAL, "q", "a")
            for asked, answered in ((said[0], said[1]), (said[2], said[3]))
        )
        stored = tuple(
            _passage(number, at, text, gate.detector_version, known)
            for at, (text, known) in enumerate(chosen)
        )
        prompt = replace(Prompt.build(said[4], stored, 10**6), turns=turns)
        yield Speed(prompt, replace(prompt, passages=tuple(map(_forgotten, stored))))
        number += 1


def _next(texts: Iterator[tuple[str, Known]], count: int) -> list[tuple[str, Known]]:
    return [next(texts) for _ in range(count)]


def _harmless(texts: Iterator[str], gate: Gate, encoders: Encoders) -> Iterator[tuple[str, Known]]:
    """Texts that detectors and classifier would let leave, with what ingest keeps of them."""
    while batch := [text for _, text in zip(range(_BATCH), texts, strict=False)]:
        learnt = learn(batch, gate.detectors, gate.judge)
        for text, known in zip(batch, learnt, strict=True):
            if known is not None and _may_leave(known):
                yield text, known


def _may_leave(known: Known) -> bool:
    estimate = known.estimate
    level = Sensitivity.RESTRICTED if estimate is None or estimate.unsure else estimate.level
    kept = any(finding.action is Action.LOCAL for finding in known.findings)
    return bool(known.findings) and not kept and level <= Sensitivity.INTERNAL


def _short(language: str) -> Iterator[str]:
    """Questions, chats and short paragraphs with values."""
    for made in planted(4, 100_000, TEST, language):
        if made.maskable and len(made.text) < _SHORT:
            yield made.text


def _long(language: str, rng: random.Random, encoders: Encoders) -> Iterator[str]:
    """Paragraphs of pages, as many as fit into a passage, with sentences that carry values."""
    values = (p.text for p in planted(5, 100_000, TEST, language) if p.maskable)
    for value in values:
        room = (TOKENS - _AROUND) // PASSAGES - encoders.count_tokens(value)
        if room > 0:
            yield _filled(value, room, rng, paragraphs(language, TEST), encoders)


def _filled(
    value: str, room: int, rng: random.Random, pages: Sequence[str], encoders: Encoders
) -> str:
    pieces = [value]
    for piece in rng.sample(pages, 30):
        tokens = encoders.count_tokens(piece)
        if tokens <= room:
            pieces.append(piece)
            room -= tokens
        if room < 20:
            break
    rng.shuffle(pieces)
    return "\n\n".join(pieces)


def _passage(number: int, at: int, text: str, version: str, known: Known) -> Passage:
    chunk = Chunk(
        source=f"bench:{number}/{at}.md",
        revision="1",
        ordinal=0,
        heading=("Runbook", "Steps"),
        text=text,
        lines=(1, 20),
        title="Runbook",
        url=None,
        owner=None,
        modified="2026-01-01",
        review_by=None,
        sensitivity=Sensitivity.INTERNAL,
        audience=frozenset({EVERYONE}),
    )
    return Passage(replace(chunk, known=known, detector_version=version), 1.0)


def _forgotten(passage: Passage) -> Passage:
    """The passage as if nothing had been kept of it: by no version of the detectors."""
    return replace(passage, chunk=replace(passage.chunk, detector_version=""))
