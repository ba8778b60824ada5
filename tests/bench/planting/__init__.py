"""`planted()`: texts with sensitive values in them, from a seed, in English and Russian.

Half of the texts are chat-like shells, half real paragraphs of public pages with a sentence that
carries the values. Shells, pages and names are cut into a development half and a test half by
their hash. Nothing here is shared with the detectors. Every value is invented.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.planting.carriers import CARRIERS_EN, CARRIERS_RU
from tests.bench.planting.credentials import CREDENTIALS
from tests.bench.planting.dictionary import DICTIONARY
from tests.bench.planting.infrastructure import INFRASTRUCTURE, internal_domain
from tests.bench.planting.numbers import NUMBERS
from tests.bench.planting.paragraphs import paragraphs
from tests.bench.planting.people import PEOPLE
from tests.bench.planting.shells_en import SHELLS_EN
from tests.bench.planting.shells_ru import SHELLS_RU
from tests.bench.planting.values import DEVELOPMENT, TEST, Draw, Value, half_of

__all__ = ["DEVELOPMENT", "TEST", "Planted", "planted"]

_GENERATORS = {**PEOPLE, **NUMBERS, **INFRASTRUCTURE, **DICTIONARY, **CREDENTIALS}
_SLOT = re.compile(r"\[\[([a-z]+)(?::([a-z]+))?(?:#(\w))?\]\]")
_SERVICES = ("billing", "payments", "auth", "search", "gateway", "reports", "checkout", "inventory")
_SHELLS = {"en": SHELLS_EN, "ru": SHELLS_RU}
_CARRIERS = {"en": CARRIERS_EN, "ru": CARRIERS_RU}


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with what was planted in it. `maskable`: no credential, so that it may leave masked."""

    text: str
    values: tuple[Value, ...]
    language: str
    shell: str
    half: str
    maskable: bool


def planted(seed: int, count: int, half: str, language: str) -> Iterator[Planted]:
    """So many texts of one half and language; the same seed gives the same texts.

    Where the corpora are absent all of them are shells.
    """
    rng = random.Random(f"{seed} {half} {language}")
    shells = _of_half(_SHELLS[language], half)
    carriers = _of_half(_CARRIERS[language], half)
    pages = paragraphs(language, half)
    made = 0
    while made < count:
        draw = Draw(rng, language, half)
        if pages and made % 2:
            name = rng.choice(list(carriers))
            text, values = _filled(carriers[name], draw)
            text = _inserted(rng.choice(pages), text, rng)
        else:
            name = rng.choice(list(shells))
            text, values = _filled(shells[name], draw)
        if _told_apart(text, values):
            made += 1
            maskable = not any(value.kind in _CREDENTIAL_KINDS for value in values)
            yield Planted(text, values, language, name, half, maskable)


def _of_half(table: dict[str, str], half: str) -> dict[str, str]:
    return {name: text for name, text in table.items() if half_of(name) == half}


_CREDENTIAL_KINDS = frozenset(
    {"password", "token", "jwt", "private_key", "dsn", "encoded", "hash", "hexkey"}
)


def _filled(shell: str, draw: Draw) -> tuple[str, tuple[Value, ...]]:
    """The shell with its slots filled, and the values in it."""
    values: list[Value] = []
    tagged: dict[tuple[str, str], Value] = {}

    def fill(match: re.Match[str]) -> str:
        kind, form, tag = match[1], match[2] or "", match[3]
        if (plain := _neutral(kind, draw)) is not None:
            return plain
        if kind == "dom":
            domain = internal_domain(draw)
            values.append(Value.whole("domain", domain))
            return domain
        value = tagged.get((kind, tag)) if tag else None
        if value is None:
            value = _GENERATORS[kind](draw, form)
            values.append(value)
            if tag:
                tagged[kind, tag] = value
        return value.text

    return _SLOT.sub(fill, shell), tuple(values)


def _neutral(kind: str, draw: Draw) -> str | None:
    """What fills a slot that holds nothing sensitive."""
    match kind:
        case "svc":
            return draw.any(_SERVICES)
        case "time":
            return f"{draw.number(0, 23):02}:{draw.number(0, 59):02}"
        case "date":
            return f"2026-11-{draw.number(1, 28):02}"
        case "n":
            return str(draw.number(2, 97))
        case _:
            return None


def _inserted(paragraph: str, sentence: str, rng: random.Random) -> str:
    """The sentence at a border of sentences or lines; a fence is kept whole."""
    if "```" in paragraph or "|" in paragraph:
        return rng.choice((f"{paragraph}\n\n{sentence}", f"{sentence}\n\n{paragraph}"))
    borders = [match.end() for match in re.finditer(r"[.!?]\s|\n", paragraph)]
    at = rng.choice([0, len(paragraph), *borders])
    gap = "\n" if paragraph[at - 1 : at] == "\n" else " "
    return f"{paragraph[:at].rstrip()}{gap}{sentence}{gap}{paragraph[at:].lstrip()}".strip()


def _told_apart(text: str, values: tuple[Value, ...]) -> bool:
    """Whether what is planted stands nowhere else, so that what is left can be told."""
    rest = text
    for value in sorted(values, key=lambda v: -len(v.text)):
        rest = rest.replace(value.text, "\0")
    rest = rest.casefold()
    return not any(needle.casefold() in rest for value in values for needle in value.needles)
