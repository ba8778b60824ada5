"""Assess, sanitise, assess again and guard of a 4,000-token prompt: p50 and p95.

Ten passages of real pages, two turns of a conversation and a question. Twice: the passages' findings
and estimates stored as ingest keeps them, question and turns new; and everything new. Every prompt
is another one, so that nothing is remembered from the one before. Tokens are the encoder's. Beside
the seconds on the wall stands the processor time, for machines that do other work as well.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

import torch

from app import wiring
from app.confidentiality.known import learn
from app.gate import Gate
from app.prompt import Prompt, Turn
from index.chunk import EVERYONE, Chunk, Passage, Sensitivity
from index.embedding import Encoders
from tests.bench import SHARED
from tests.bench.gate_for_bench import bench_gate
from tests.bench.planting import TEST, planted
from tests.bench.planting.paragraphs import paragraphs
from tests.bench.proportion import measured

_TOKENS = 4000
_PASSAGES = 10
_PROMPTS = 20
_CORES = 2
_REACH = {"stored": 150.0, "new": 600.0}


def run() -> dict[str, object]:
    """Milliseconds for a prompt and for 1,000 tokens; empty without the corpora."""
    if not (SHARED / "corpora").is_dir():
        return {}
    torch.set_num_threads(_CORES)
    figures: dict[str, object] = {}
    with bench_gate() as gate:
        encoders = wiring.encoders_of(wiring.settings())
        prompts = [_prompt(number, encoders) for number in range(_PROMPTS)]
        tokens = statistics.mean(_tokens(prompt, encoders) for prompt in prompts)
        figures["tokens in a prompt"] = measured(tokens)
        for name, made in (
            ("stored", [_known(p, gate, encoders) for p in prompts]),
            ("new", prompts),
        ):
            gate.decide(made[0])
            wall, processor, cloud = _timed(gate, made[1:])
            figures |= _rows(name, wall, processor, tokens)
            figures[f"{name}: prompts that may leave"] = measured(cloud)
    return figures


def _rows(name: str, wall: list[float], processor: list[float], tokens: float) -> dict[str, object]:
    p95, limit = _quantile(wall, 0.95), _REACH[name]
    return {
        f"{name}: p50, ms": measured(statistics.median(wall)),
        f"{name}: p95, ms": measured(p95, f"<= {limit:g}", met=p95 <= limit),
        f"{name}: processor p50, ms": measured(statistics.median(processor)),
        f"{name}: processor p95, ms": measured(_quantile(processor, 0.95)),
        f"{name}: ms per 1,000 tokens": measured(statistics.median(wall) / tokens * 1000),
    }


def _timed(gate: Gate, prompts: Sequence[Prompt]) -> tuple[list[float], list[float], int]:
    wall, processor, cloud = [], [], 0
    for prompt in prompts:
        began, used = time.perf_counter(), time.process_time()
        decision = gate.decide(prompt)
        wall.append((time.perf_counter() - began) * 1e3)
        processor.append((time.process_time() - used) * 1e3)
        cloud += decision.outgoing is not None
    return wall, processor, cloud


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _prompt(number: int, encoders: Encoders) -> Prompt:
    """Ten passages of one language, each with a planted value, two turns and a question."""
    language = ("en", "ru")[number % 2]
    rng = random.Random(f"speed {number}")
    values = (
        p.text for p in planted(number, 400, TEST, language) if p.maskable and len(p.text) < 400
    )
    room = (_TOKENS - 600) // _PASSAGES
    passages = tuple(
        _passage(number, at, _text(rng, language, next(values), room, encoders))
        for at in range(_PASSAGES)
    )
    turns = tuple(
        Turn(next(values), next(values), Sensitivity.INTERNAL, "q", "a") for _ in range(2)
    )
    return replace(Prompt.build(next(values), passages, 10**6), turns=turns)


def _text(rng: random.Random, language: str, value: str, room: int, encoders: Encoders) -> str:
    """Paragraphs of so many tokens together, with a value among them."""
    pieces, left = [value], room - encoders.count_tokens(value)
    for piece in rng.sample(paragraphs(language, TEST), 30):
        tokens = encoders.count_tokens(piece)
        if tokens <= left:
            pieces.append(piece)
            left -= tokens
        if left < 20:
            break
    rng.shuffle(pieces)
    return "\n\n".join(pieces)


def _passage(number: int, at: int, text: str) -> Passage:
    return Passage(
        Chunk(
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
        ),
        1.0,
    )


def _known(prompt: Prompt, gate: Gate, encoders: Encoders) -> Prompt:
    """The same prompt with what ingest would have kept of its passages."""
    texts = [passage.chunk.text for passage in prompt.passages]
    learnt = learn(texts, encoders.dense(texts), gate.detectors, gate.judge)
    passages = tuple(
        passage
        if known is None
        else replace(
            passage,
            chunk=replace(passage.chunk, known=known, detector_version=gate.detector_version),
        )
        for passage, known in zip(prompt.passages, learnt, strict=True)
    )
    return replace(prompt, passages=passages)


def _tokens(prompt: Prompt, encoders: Encoders) -> int:
    return encoders.count_tokens(f"{prompt.system}\n\n{prompt.user()}")
