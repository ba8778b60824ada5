"""Keys of vendors: every kind of the table is found by its shape alone."""

from __future__ import annotations

import random
import re
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

import pytest

from app.confidentiality.detectors.secret_vendors import VENDORS
from app.confidentiality.detectors.secrets import Secrets
from tests.unit.app.detectors.cases import values

ALPHABET = "aB3dE5gH7jK9mN2pQ4rS6tU8vW"


def _written(tree: Any, dice: random.Random) -> str:
    """A text that a pattern matches: as short as it may be, its characters mixed."""
    pieces = []
    for op, argument in tree:
        name = str(op)
        if name == "LITERAL":
            pieces.append(chr(argument))
        elif name == "IN":
            pieces.append(_one_of(argument, dice))
        elif name == "MAX_REPEAT":
            least, _, inner = argument
            pieces.extend(_written(inner, dice) for _ in range(least))
        elif name == "SUBPATTERN":
            pieces.append(_written(argument[-1], dice))
        elif name == "BRANCH":
            pieces.append(_written(argument[1][0], dice))
    return "".join(pieces)


def _one_of(items: Any, dice: random.Random) -> str:
    choices: list[str] = []
    for op, argument in items:
        if str(op) == "RANGE":
            choices.extend(map(chr, range(argument[0], argument[1] + 1)))
        elif str(op) == "LITERAL":
            choices.append(chr(argument))
    usual = [c for c in choices if c.isalnum() and c not in "xX0"] or choices
    return dice.choice(usual)


def test_there_are_more_than_sixty_kinds() -> None:
    assert len({name for name, *_ in VENDORS}) == len(VENDORS) >= 100


@pytest.mark.parametrize("kind", VENDORS, ids=lambda kind: kind[0])
def test_a_key_of_every_kind_is_found_whole(kind: tuple[str, str, int, str]) -> None:
    _, pieces, _, pattern = kind
    key = _written(parser.parse(pattern), random.Random(7))
    assert re.fullmatch(pattern, key)
    assert not pieces or any(piece in key for piece in pieces.split())
    assert any(key in found for found in values(Secrets(), f"see {key} here"))
