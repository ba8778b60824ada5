"""Labelled sentences for the tagger, made of templates and name tables.

`sentences(seed, count)` yields texts with the spans that are names. The same seed gives the same
text. Invariant: no name and no template comes from a data set or from another generator.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.training import people_addresses as addresses
from app.training import people_slots as slots
from app.training.people_grammar import put_together
from app.training.people_noise import noise
from app.training.people_plain import PLAIN
from app.training.people_templates import REGISTERS

Span = tuple[int, int, str]

NAMED: dict[str, tuple[str, slots.Maker]] = {
    "p": ("PERSON", slots.person),
    "g": ("PERSON", slots.given),
    "s": ("PERSON", slots.surname),
    "sg": ("PERSON", slots.single),
    "o": ("ORGANISATION", slots.organisation),
    "a": ("ADDRESS", addresses.address),
    "r": ("ADDRESS", addresses.numbered),
    "rs": ("ADDRESS", addresses.corner),
    "u": ("ADDRESS", addresses.unit),
    "where": ("ADDRESS", addresses.last_line),
}
"""Slots that are names."""

_NOISE = 0.17
"""Share of technical text without anybody in it."""

_GRAMMAR = 0.5
"""Share of the rest that is put together from parts."""

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and the names in it: (start, end, label)."""

    text: str
    spans: tuple[Span, ...]


def sentences(seed: int, count: int, only: str | None = None) -> Iterator[Sentence]:
    """`count` texts of all registers, or of one."""
    rng = random.Random(seed)  # noqa: S311 - text, not secrets
    chosen = {name: pair for name, pair in REGISTERS.items() if only in (None, name)}
    templates = {name: pair[0].strip().splitlines() for name, pair in chosen.items()}
    weights = [pair[1] for pair in chosen.values()]
    for _ in range(count):
        if only is None and rng.random() < _NOISE:
            yield Sentence(noise(rng), ())
            continue
        if only is None and rng.random() < _GRAMMAR:
            yield _spoilt(_filled(put_together(rng), rng), rng)
            continue
        register = rng.choices(list(chosen), weights)[0]
        yield _spoilt(_filled(rng.choice(templates[register]), rng), rng)


def _filled(template: str, rng: random.Random) -> Sentence:
    while match := _CHOICE.search(template):
        pick = rng.choice(match[1].split("|"))
        template = template[: match.start()] + pick + template[match.end() :]
    template = (
        template.replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("{{", "\x01")
        .replace("}}", "\x02")
    )
    text = ""
    spans: list[Span] = []
    done = 0
    for match in _SLOT.finditer(template):
        text += template[done : match.start()]
        done = match.end()
        name = match[1]
        if name in NAMED:
            label, maker = NAMED[name]
            value = maker(rng)
            spans.append((len(text), len(text) + len(value), label))
        else:
            value = PLAIN[name](rng)
        text += value
    text += template[done:]
    return Sentence(text.replace("\x01", "{").replace("\x02", "}"), tuple(spans))


def _spoilt(sentence: Sentence, rng: random.Random) -> Sentence:
    """Sometimes in small letters or in capitals only, sometimes without marks on letters."""
    dice = rng.random()
    if dice < 0.2 and len(sentence.text.lower()) == len(sentence.text):
        return Sentence(sentence.text.lower(), sentence.spans)
    if dice < 0.22 and len(sentence.text.upper()) == len(sentence.text):
        return Sentence(sentence.text.upper(), sentence.spans)
    return sentence
