"""The classifier: sensitive texts found per language, calibration, clean texts kept without need.

`held out` are topics of the labelled set on neither side of training (with other seeds than the
training's own report); `another hand`, `blind` and `fresh` are texts that the makers of the set never
saw, and of the `fresh` ones nobody looked at the counts while anything was chosen by them;
`passage` are the blind sensitive ones, each somewhere in a page of public paragraphs, as a passage
of a declared document and as a text that somebody pastes, and such pages alone.
Found is what stays inside: CONFIDENTIAL or more, or unsure. Clean texts are INTERNAL and PUBLIC.
"""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import classifier_file, wiring
from app.confidentiality.verdict import Judge, examine
from app.gate import Gate
from app.training.compose import samples
from app.training.labelled import split, topics
from index.chunk import Estimate, Finding, Sensitivity
from tests.bench.gate_for_bench import bench_gate
from tests.bench.planting import TEST
from tests.bench.planting.clean import internal_texts
from tests.bench.planting.paragraphs import paragraphs
from tests.bench.planting.sensitive import sensitive_texts
from tests.bench.proportion import at_least, at_most, interval, measured

_SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "judged"
_SEED = 77
_EACH = 13
_PUBLIC = 120
_BINS = 10
_BOUND = 0.99
_PAGE = 1000
"""Characters of harmless paragraphs around a sensitive text, at least."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with its truth and what the classifier makes of it."""

    language: str
    sensitive: bool
    level: Sensitivity
    estimate: Estimate

    @property
    def kept(self) -> bool:
        """Whether it stays inside because of the classifier."""
        return _stays(self.estimate)


def _stays(estimate: Estimate) -> bool:
    return estimate.unsure or estimate.level >= Sensitivity.CONFIDENTIAL


def run() -> dict[str, object]:
    """Figures of both sets."""
    figures: dict[str, object] = {}
    with bench_gate() as gate:
        judge = classifier_file.load(wiring.settings())
        chosen = topics()
        sides = split(chosen)
        made = samples([t for t in chosen if sides[t.name] == "test"], _EACH, _SEED)
        held_out = [
            Judged(one.language, one.sensitive, one.level, estimate)
            for one, estimate in zip(
                made, _estimates(gate, judge, [s.text for s in made]), strict=True
            )
        ]
        figures |= _rows("held out", held_out)
        figures |= _rows("another hand", _another_hand(gate, judge))
        figures |= _rows("blind", _blind(gate, judge, "{}.jsonl"))
        figures |= _rows("fresh", _blind(gate, judge, "fresh_{}.jsonl"))
        figures |= _within_pages(gate, judge)
    return figures


def _blind(gate: Gate, judge: Judge, name: str) -> list[Judged]:
    """`tests/samples/judged`: written by people who saw neither code nor training texts."""
    judged = []
    for language in ("en", "ru"):
        lines = (_SAMPLES / name.format(language)).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        estimates = _estimates(gate, judge, [row["text"] for row in rows])
        for row, estimate in zip(rows, estimates, strict=True):
            level = Sensitivity[row["level"]]
            judged.append(Judged(language, level >= Sensitivity.CONFIDENTIAL, level, estimate))
    return judged


def _within_pages(gate: Gate, judge: Judge) -> dict[str, object]:
    """One sensitive text among harmless ones: what is found of them, and what of pages is held."""
    rows: dict[str, object] = {}
    for language in ("en", "ru"):
        public = paragraphs(language, TEST)
        if not public:
            return {}
        chance = random.Random(f"passages {language}")
        lines = (_SAMPLES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines]
        levels = [Sensitivity[row["level"]] for row in told]
        sensitive = [
            _page([row["text"]], public, chance)
            for row, level in zip(told, levels, strict=True)
            if level >= Sensitivity.CONFIDENTIAL
        ]
        pages = [_page([], public, chance) for _ in sensitive]
        for name, declared in (("passage", True), ("pasted page", False)):
            found, held = (
                sum(map(_stays, _estimates(gate, judge, texts, declared)))
                for texts in (sensitive, pages)
            )
            rows[f"{name}: with a sensitive text found, {language}"] = at_least(
                found, len(sensitive)
            )
            rows[f"{name}: public ones kept local, {language}"] = at_most(held, len(pages), 0.15)
    return rows


def _page(pieces: list[str], public: Sequence[str], chance: random.Random) -> str:
    around: list[str] = []
    while sum(map(len, around)) < _PAGE:
        around.append(chance.choice(public))
    place = chance.randint(0, len(around))
    return "\n\n".join([*around[:place], *pieces, *around[place:]])


def _another_hand(gate: Gate, judge: Judge) -> list[Judged]:
    judged = []
    for language in ("en", "ru"):
        public = list(paragraphs(language, TEST))
        groups = (
            (sensitive_texts(language), Sensitivity.CONFIDENTIAL),
            (internal_texts(language), Sensitivity.INTERNAL),
            (public[:: max(1, len(public) // _PUBLIC)][:_PUBLIC], Sensitivity.PUBLIC),
        )
        for texts, level in groups:
            sensitive = level >= Sensitivity.CONFIDENTIAL
            judged += [
                Judged(language, sensitive, level, estimate)
                for estimate in _estimates(gate, judge, texts)
            ]
    return judged


def _estimates(
    gate: Gate, judge: Judge, texts: Sequence[str], declared: bool = False
) -> list[Estimate]:
    found: list[Estimate] = []
    for start in range(0, len(texts), 128):
        batch = texts[start : start + 128]
        findings = functools.partial(_findings, gate, batch)
        found += judge.estimate(batch, findings, declared)
    return found


def _findings(gate: Gate, texts: Sequence[str]) -> list[Sequence[Finding]]:
    return [examine(text, gate.detectors).findings for text in texts]


def _rows(name: str, judged: Sequence[Judged]) -> dict[str, object]:
    rows: dict[str, object] = {}
    for language in ("en", "ru"):
        own = [one for one in judged if one.language == language]
        sensitive = [one for one in own if one.sensitive]
        hits = sum(one.kept for one in sensitive)
        row = at_least(hits, len(sensitive))
        low = interval(hits, len(sensitive))[0]
        row |= {"reach": f"low >= {_BOUND}", "met": "yes" if low >= _BOUND else "NO"}
        rows[f"{name}: sensitive found, {language}"] = row
        for level in (Sensitivity.INTERNAL, Sensitivity.PUBLIC):
            clean = [one for one in own if one.level is level]
            rows[f"{name}: {level.name} kept local, {language}"] = at_most(
                sum(one.kept for one in clean), len(clean), 0.15
            )
        rows[f"{name}: calibration error (ECE), {language}"] = measured(calibration_error(own))
    return rows


def calibration_error(judged: Sequence[Judged]) -> float:
    """Mean distance between probability and truth in ten bins, both kinds weighing the same."""
    weights = {
        kind: 0.5 / max(1, sum(one.sensitive is kind for one in judged)) for kind in (True, False)
    }
    gaps = [0.0] * _BINS
    for one in judged:
        place = min(_BINS - 1, int(one.estimate.probability * _BINS))
        gaps[place] += weights[one.sensitive] * (one.estimate.probability - one.sensitive)
    return sum(map(abs, gaps))
