"""English names in pasted chat: each planted name, found whole or not.

A chat names people without "Mr", often by one word, in lower case, after an at sign or before a
colon. Kinds of mention are reported apart; names come from `planting`, of many origins.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.bench.labelled import found
from tests.bench.planting.mentions import CLEAN, MENTIONS
from tests.bench.planting.people import english_name
from tests.bench.planting.values import TEST, Draw
from tests.bench.proportion import at_least, at_most
from tests.bench.russian import covered

_TEXTS = 400


def run() -> dict[str, object]:
    """Names found by kind of mention; clean lines of chat in which a person is seen."""
    figures: dict[str, object] = {}
    total = hits = 0
    for kind, templates in MENTIONS.items():
        met = [
            all(covered(text, at, at + len(name), found(text)) for name, at in places)
            for text, places in _texts(kind, templates)
        ]
        figures[f"found, {kind}"] = at_least(sum(met), len(met))
        if kind != "lower case":
            total, hits = total + len(met), hits + sum(met)
    figures["found, all with a capital"] = at_least(hits, total)
    alarms = sum(any(f.kind == "PERSON" for f in found(line)) for line in CLEAN)
    figures["clean lines taken for a person"] = at_most(alarms, len(CLEAN))
    return figures


def _texts(kind: str, templates: tuple[str, ...]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Texts, and the words of the name in each with where they stand."""
    rng = random.Random(f"chat {kind}")
    for number in range(_TEXTS):
        first, last = english_name(Draw(rng, "en", TEST))
        template = templates[number % len(templates)]
        slots = {"f": first, "l": last, "fl": first.lower(), "ll": last.lower(), "i": first[0]}
        text = template.format(**slots)
        words = [slots[key] for key in ("f", "l", "fl", "ll") if f"{{{key}}}" in template]
        yield text, [(word, text.index(word)) for word in words]
