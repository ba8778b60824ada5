"""Assess, sanitise, assess again and guard of a 4,000-token prompt: p50 and p95, stage by stage.

Every prompt goes the whole way to a ticket, and is another one, so that nothing is remembered from
the one before. Twice: the passages' findings and estimates stored as ingest keeps them, question
and turns new; and everything new. The guard watches the dictionary of the measurement and the
fingerprints of pages that are none of the prompts'. Beside the milliseconds on the wall stands the
processor time, for machines that do other work as well. Tokens are the encoder's.
Deliberately elsewhere: the prompts (`speed_prompts`), the stages (`stopwatch`).
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import closing

from app import wiring
from app.gate import Gate
from app.prompt import Prompt
from index.embedding import Encoders
from index.fingerprints import Fingerprints
from tests.bench import SHARED
from tests.bench.gate_for_bench import bench_gate
from tests.bench.planting import DEVELOPMENT, TEST
from tests.bench.planting.paragraphs import paragraphs
from tests.bench.proportion import measured, verdict
from tests.bench.speed_prompts import Speed, prompts
from tests.bench.stopwatch import STAGES, Spent, Stopwatch, now, since, watched

_PROMPTS = 20
_FIRST = 2
"""Prompts before the stopwatch runs, for what is loaded or compiled on first use."""
_CORES = 2
_REACH = {"stored": 150.0, "new": 600.0}
_HELD_BACK = 2000


def run() -> dict[str, object]:
    """Milliseconds for a prompt, wall and processor; empty without the corpora."""
    if not (SHARED / "corpora").is_dir():
        return {}
    import torch  # behind `wiring`, which says how numpy may use the cores

    torch.set_num_threads(_CORES)
    with bench_gate() as gate:
        settings = wiring.settings()
        encoders = wiring.encoders_of(settings)
        with closing(Fingerprints.open(settings.home)) as fingerprints:
            _hold_back(fingerprints)
        made = list(prompts(_FIRST + _PROMPTS, gate, encoders))
        return {**_form("stored", made, gate, encoders), **_form("new", made, gate, encoders)}


def _hold_back(fingerprints: Fingerprints) -> None:
    """Pages of the other half as confidential sources beside those that the prompts are made of,
    which may leave: what stands in both is boilerplate."""
    for language in ("en", "ru"):
        held = "\n\n".join(paragraphs(language, DEVELOPMENT)[:_HELD_BACK])
        sendable = "\n\n".join(paragraphs(language, TEST))
        fingerprints.replace(
            f"speed:{language}.md", "1", fingerprints.shingles(held), fingerprints.grams(sendable)
        )


def _form(form: str, made: Sequence[Speed], gate: Gate, encoders: Encoders) -> dict[str, object]:
    watch = Stopwatch()
    timed = watched(gate, watch)
    chosen: list[Prompt] = [both.stored if form == "stored" else both.new for both in made]
    for prompt in chosen[:_FIRST]:
        timed.decide(prompt)
    whole: list[Spent] = []
    stages: list[dict[str, Spent]] = []
    tokens = 0
    for prompt in chosen[_FIRST:]:
        watch.begin()
        began = now()
        decision = timed.decide(prompt)
        spent = since(began)
        if decision.outgoing is not None:
            whole.append(spent)
            stages.append(watch.read(spent))
            tokens += encoders.count_tokens(decision.outgoing.text)
    if not whole:
        return {f"{form}: prompts that left": measured(0)}
    mean = tokens / len(whole)
    median = statistics.median(wall for wall, _ in whole)
    return {
        f"{form}: prompts that left": {"value": len(whole), "of": len(made) - _FIRST},
        f"{form}: tokens that left": measured(mean),
        f"{form}: ms per 1,000 tokens": measured(median / mean * 1000),
        f"{form}: whole": _row(whole, _REACH[form]),
        **{f"{form}: {stage}": _row([one[stage] for one in stages]) for stage in STAGES},
    }


def _row(times: Sequence[Spent], limit: float | None = None) -> dict[str, object]:
    walls, processor = [wall for wall, _ in times], [used for _, used in times]
    p95 = _quantile(walls, 0.95)
    return {
        "p50, ms": statistics.median(walls),
        "p95, ms": p95,
        "processor p50": statistics.median(processor),
        "processor p95": _quantile(processor, 0.95),
        "reach": None if limit is None else f"<= {limit:g}",
        "met": None if limit is None else verdict(p95 <= limit),
    }


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
