"""Texts with planted values through the real gate: what reaches the cloud lane, and what is left.

`python -m tests.bench.leaks [--count N] [--development] [--show]` measures a part, and prints what
was missed in the development half only; of the test half nobody sees more than counts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.gate import Gate
from index.chunk import Action, Sensitivity
from tests.bench import SHARED
from tests.bench.gate_for_bench import bench_gate, scanned
from tests.bench.leftovers import left
from tests.bench.planting import DEVELOPMENT, TEST, Planted, planted
from tests.bench.planting.clean import internal_texts
from tests.bench.planting.paragraphs import paragraphs
from tests.bench.proportion import at_least, at_most

_SEED = 20261126
_PER_GROUP = 800
_CLEAN = 150
_EXAMPLES = 10
_RUNBOOKS = {
    "prometheus runbooks": ("en", "promop-runbooks"),
    "yandex en": ("en", "yandex-cloud-docs-rendered/en"),
    "yandex ru": ("ru", "yandex-cloud-docs-rendered/ru"),
}


@dataclass(frozen=True, slots=True)
class Miss:
    """A planted value that would have left, or a maskable text that stayed."""

    text: Planted
    kinds: tuple[str, ...]
    outgoing: str
    why: str


@dataclass(slots=True)
class Tally:
    """What one group of texts came to."""

    texts: int = 0
    cloud: int = 0
    leaked: int = 0
    maskable: int = 0
    maskable_cloud: int = 0
    leaks: list[Miss] = field(default_factory=list)
    stayed: list[Miss] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.texts + other.texts, self.cloud + other.cloud, self.leaked + other.leaked,
            self.maskable + other.maskable, self.maskable_cloud + other.maskable_cloud,
            self.leaks + other.leaks, self.stayed + other.stayed, self.kinds + other.kinds,
        )  # fmt: skip


def run() -> dict[str, object]:
    """The figures of planted and of clean texts."""
    with bench_gate() as gate:
        groups = {
            (half, language): tally(gate, planted(_SEED, _PER_GROUP, half, language))
            for half in (DEVELOPMENT, TEST)
            for language in ("en", "ru")
        }
        figures = _planted_rows(groups)
        figures |= _clean_rows(gate)
    return figures


def tally(gate: Gate, texts: Iterable[Planted]) -> Tally:
    """Judge each text as `hush scan` does."""
    total = Tally()
    for text in texts:
        decision = scanned(gate, text.text)
        outgoing = None if decision.outgoing is None else decision.outgoing.text
        total.texts += 1
        total.maskable += text.maskable
        if outgoing is None:
            if text.maskable:
                total.stayed.append(
                    Miss(text, decision.reason.kinds, "", decision.reason.code.value)
                )
            continue
        total.cloud += 1
        total.maskable_cloud += text.maskable
        if remaining := left(text.values, outgoing):
            kinds = tuple(value.kind for value in remaining)
            total.leaked += 1
            total.kinds.update(set(kinds))
            total.leaks.append(Miss(text, kinds, outgoing, ", ".join(v.text for v in remaining)))
    return total


def _planted_rows(groups: dict[tuple[str, str], Tally]) -> dict[str, object]:
    whole = Tally()
    for group in groups.values():
        whole = whole.add(group)
    rows: dict[str, object] = {"leaks, all texts": at_most(whole.leaked, whole.texts, 0)}
    for (half, language), group in groups.items():
        rows[f"leaks, {half} {language}"] = at_most(group.leaked, group.texts, 0)
    for kind, count in sorted(whole.kinds.items()):
        rows[f"leaks with {kind}"] = at_most(count, whole.texts)
    rows["maskable texts that get the cloud"] = at_least(whole.maskable_cloud, whole.maskable, 0.85)
    for (half, language), group in groups.items():
        name = f"maskable to the cloud, {half} {language}"
        rows[name] = at_least(group.maskable_cloud, group.maskable, 0.85)
    return rows


def _clean_rows(gate: Gate) -> dict[str, object]:
    """Clean texts kept local without need, and characters masked in public pages."""
    rows: dict[str, object] = {}
    total_held = total = 0
    for language in ("en", "ru"):
        texts = internal_texts(language)
        held = sum(scanned(gate, text).outgoing is None for text in texts)
        rows[f"clean internal kept local, {language}"] = at_most(held, len(texts), 0.15)
        total_held, total = total_held + held, total + len(texts)
    if (SHARED / "corpora").is_dir():
        for name, (language, folder) in _RUNBOOKS.items():
            pages = sample(paragraphs(language, TEST, folder), _CLEAN)
            held, masked, size = public(gate, pages)
            rows[f"clean public kept local, {name}"] = at_most(held, len(pages), 0.15)
            rows[f"characters masked, {name}"] = at_most(masked, size, 0.02)
            total_held, total = total_held + held, total + len(pages)
    rows["clean texts kept local"] = at_most(total_held, total, 0.15)
    return rows


def public(gate: Gate, pages: Sequence[str]) -> tuple[int, int, int]:
    """Pages kept local, characters masked or cut in them, characters in all."""
    held = masked = size = 0
    for page in pages:
        decision = scanned(gate, page, Sensitivity.PUBLIC)
        held += decision.outgoing is None
        size += len(page)
        masked += sum(
            f.end - f.start for f in decision.verdict.findings if f.action is not Action.LOCAL
        )
    return held, masked, size


def sample(items: Sequence[str], count: int) -> list[str]:
    """So many of them, evenly."""
    return list(items[:: max(1, len(items) // count)][:count])


def main() -> None:
    """A part of it, on the screen."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--show", action="store_true", help="misses of the development half")
    parser.add_argument("--classes", type=Path, help="file for its misses by kind, some of each")
    parser.add_argument("--test", action="store_true", help="counts of the test half as well")
    asked = parser.parse_args()
    seen = Tally()
    with bench_gate() as gate:
        for half in (DEVELOPMENT, TEST) if asked.test else (DEVELOPMENT,):
            for language in ("en", "ru"):
                total = tally(gate, planted(asked.seed, asked.count, half, language))
                print(
                    f"{half} {language}: {total.texts} texts, {total.cloud} to the cloud, "
                    f"{total.leaked} leaked {dict(total.kinds)}, "
                    f"maskable to the cloud {total.maskable_cloud}/{total.maskable}"
                )
                if half == DEVELOPMENT:
                    seen = seen.add(total)
    if asked.show:
        _show(seen)
    if asked.classes:
        asked.classes.write_text(_classes(seen), encoding="utf-8")


def _show(total: Tally) -> None:
    for miss in total.leaks:
        print(
            f"  LEFT {miss.kinds} in {miss.text.shell}: {miss.why!r}\n    {miss.outgoing[:300]!r}"
        )
    for miss in total.stayed:
        print(f"  STAYED {miss.why} {miss.kinds} in {miss.text.shell}: {miss.text.text[:200]!r}")


def _classes(total: Tally) -> str:
    """Misses by kind, and texts that stayed by why, with a few examples of each."""
    kinds: dict[str, list[str]] = {}
    for miss in total.leaks:
        for kind in dict.fromkeys(miss.kinds):
            values = ", ".join(v.text for v in miss.text.values if v.kind == kind)
            line = f"- `{values}` in *{miss.text.shell}*: `{_around(miss.text, kind)!r}`"
            kinds.setdefault(f"left: {kind}", []).append(line)
    for miss in total.stayed:
        line = f"- *{miss.text.shell}* {', '.join(miss.kinds)}: `{miss.text.text[:160]!r}`"
        kinds.setdefault(f"maskable, but stayed: {miss.why}", []).append(line)
    blocks = [
        f"## {name} ({len(lines)})\n" + "\n".join(lines[:_EXAMPLES])
        for name, lines in sorted(kinds.items())
    ]
    head = (
        "# What the development half of the planted texts shows (you may read this)\n\n"
        f"{total.leaked} of {total.texts} texts would leave with something left; "
        f"{total.maskable_cloud} of {total.maskable} maskable ones get the cloud lane.\n"
        "Examples of classes, not a list to work off: the other half is measured too."
    )
    return "\n\n".join([head, *blocks]) + "\n"


def _around(text: Planted, kind: str) -> str:
    value = next(v for v in text.values if v.kind == kind)
    at = text.text.find(value.text)
    return text.text[max(0, at - 60) : at + len(value.text) + 60]


if __name__ == "__main__":
    main()
