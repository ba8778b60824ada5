"""Assess, sanitise, assess again and guard of a 4,000-token prompt: p50 and p95, stage by stage.

Every prompt goes the whole way to a ticket, and is another one, so that nothing is remembered from
the one before: words, views, or what the guard read a moment ago. Twice: the passages' findings and
estimates stored as ingest keeps them, question and turns new; and everything new. "Whole" is a gate
with another process that reads beside, so that both cores work; one process alone, with its stages,
decides as many other prompts of the same making, in turn with the first. The guard watches the
dictionary of the measurement and the fingerprints of pages that are none of the prompts'. Beside the
milliseconds of one process on the wall stands its processor time, for machines that do other work as
well. Garbage is looked for as `hush serve` does. Tokens are the encoder's.
Deliberately elsewhere: the prompts (`speed_prompts`), the stages (`stopwatch`).
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from app import wiring
from app.confidentiality.remembered import remembering
from app.confidentiality.verdict import in_turn
from app.gate import Gate
from app.prompt import Prompt
from app.readers import Readers
from app.reading import terms_of
from app.start import collect_rarely
from index.embedding import Encoders
from index.fingerprints import Fingerprints
from tests.bench import SHARED
from tests.bench.gate_for_bench import bench_gate
from tests.bench.planting import DEVELOPMENT, TEST
from tests.bench.planting.paragraphs import paragraphs
from tests.bench.proportion import measured, verdict
from tests.bench.speed_prompts import Speed, prompts
from tests.bench.stopwatch import STAGES, Spent, Stopwatch, now, since, watched

_PROMPTS = 40
_FIRST = 2
"""Prompts before the stopwatch runs, for what is loaded or compiled on first use."""
_CORES = 2
_REACH = {"stored": 150.0, "new": 600.0}
_HELD_BACK = 2000
_STARTING = 120.0
"""Seconds."""


def run() -> dict[str, object]:
    """Milliseconds for a prompt, wall and processor; empty without the corpora."""
    if not (SHARED / "corpora").is_dir():
        return {}
    import torch  # behind `wiring`, which says how numpy may use the cores

    torch.set_num_threads(_CORES)
    collect_rarely()
    with bench_gate() as gate:
        settings = wiring.settings()
        encoders = wiring.encoders_of(settings)
        with closing(Fingerprints.open(settings.home)) as fingerprints:
            _hold_back(fingerprints)
        made = list(prompts(2 * (_FIRST + _PROMPTS), gate, encoders))
        gc.collect()
        gc.freeze()
        terms = terms_of(settings)
        with closing(Readers(terms, gate.detectors, _CORES - 1)) as readers:
            _start(readers)
            beside = replace(gate, read=readers.read, remembered=remembering(readers.read))
            return {
                name: row
                for form in ("stored", "new")
                for name, row in _form(form, made, gate, beside, encoders).items()
            }


def _start(readers: Readers) -> None:
    readers.start()
    end = time.monotonic() + _STARTING
    while not readers.ready:
        if time.monotonic() > end:
            raise RuntimeError("the other process did not start")
        time.sleep(0.05)


def _hold_back(fingerprints: Fingerprints) -> None:
    """Pages of the other half as confidential sources beside those that the prompts are made of,
    which may leave: what stands in both is boilerplate."""
    for language in ("en", "ru"):
        held = "\n\n".join(paragraphs(language, DEVELOPMENT)[:_HELD_BACK])
        sendable = "\n\n".join(paragraphs(language, TEST))
        fingerprints.replace(
            f"speed:{language}.md", "1", fingerprints.shingles(held), fingerprints.grams(sendable)
        )


def _form(
    form: str, made: Sequence[Speed], gate: Gate, beside: Gate, encoders: Encoders
) -> dict[str, object]:
    watch = Stopwatch()
    timed = watched(replace(gate, read=in_turn, remembered=remembering()), watch)
    chosen: list[Prompt] = [both.stored if form == "stored" else both.new for both in made]
    whole: list[Spent] = []
    together: list[float] = []
    stages: list[dict[str, Spent]] = []
    tokens = 0
    # English and Russian in turn, so that each gate has one of each.
    for number, (one, other) in enumerate(zip(_halved(chosen, 0), _halved(chosen, 1), strict=True)):
        began = now()
        decision = beside.decide(one)
        wall, _ = since(began)
        if decision.outgoing is not None and number >= _FIRST:
            together.append(wall)
            tokens += encoders.count_tokens(decision.outgoing.text)
        watch.begin()
        began = now()
        decision = timed.decide(other)
        spent = since(began)
        if decision.outgoing is not None and number >= _FIRST:
            whole.append(spent)
            stages.append(watch.read(spent))
    if not (whole and together):
        return {f"{form}: prompts that left": measured(0)}
    mean = tokens / len(together)
    median = statistics.median(together)
    return {
        f"{form}: prompts that left": {"value": len(together), "of": _PROMPTS},
        f"{form}: tokens that left": measured(mean),
        f"{form}: ms per 1,000 tokens": measured(median / mean * 1000),
        f"{form}: whole": _walls(together, _REACH[form]),
        f"{form}: whole, one process": _row(whole),
        **{f"{form}: {stage}": _row([one[stage] for one in stages]) for stage in STAGES},
    }


def _halved(prompts: Sequence[Prompt], half: int) -> list[Prompt]:
    """Every other pair of them."""
    return [prompt for number, prompt in enumerate(prompts) if number // 2 % 2 == half]


def _walls(walls: Sequence[float], limit: float) -> dict[str, object]:
    p95 = _quantile(walls, 0.95)
    return {
        "p50, ms": statistics.median(walls),
        "p95, ms": p95,
        "reach": f"<= {limit:g}",
        "met": verdict(p95 <= limit),
    }


def _row(times: Sequence[Spent]) -> dict[str, object]:
    walls, processor = [wall for wall, _ in times], [used for _, used in times]
    return {
        "p50, ms": statistics.median(walls),
        "p95, ms": _quantile(walls, 0.95),
        "processor p50": statistics.median(processor),
        "processor p95": _quantile(processor, 0.95),
    }


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
